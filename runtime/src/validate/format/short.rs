//! Lists as long as a label of a host's name, without an allocation.

use std::ops::Deref;

/// The longest label (RFC 1035, section 2.3.4).
pub(super) const LONGEST_LABEL: usize = 63;

/// The characters or bytes of a label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Short<T> {
    places: [T; LONGEST_LABEL],
    length: usize,
}

impl<T: Copy + Default> Short<T> {
    pub(super) fn new() -> Self {
        Self {
            places: [T::default(); LONGEST_LABEL],
            length: 0,
        }
    }

    /// `None` where there are too many.
    pub(super) fn of(all: impl IntoIterator<Item = T>) -> Option<Self> {
        let mut list = Self::new();
        for one in all {
            list.push(one)?;
        }
        Some(list)
    }

    /// `None` where there is no more room.
    pub(super) fn push(&mut self, one: T) -> Option<()> {
        self.insert(self.length, one)
    }

    /// `None` where there is no more room, or no such index.
    pub(super) fn insert(&mut self, index: usize, one: T) -> Option<()> {
        let behind = self.places.get_mut(index..=self.length)?;
        *behind.last_mut()? = one;
        behind.rotate_right(1);
        self.length += 1;
        Some(())
    }
}

impl<T> Deref for Short<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.places.get(..self.length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_LABEL, Short};

    #[test]
    fn holds_as_much_as_a_label() {
        assert!(Short::of([0; LONGEST_LABEL + 1]).is_none());
        let mut list = Short::of([1; LONGEST_LABEL - 1]).unwrap();
        assert_eq!(list.insert(LONGEST_LABEL, 2), None);
        assert_eq!(list.insert(0, 2), Some(()));
        assert_eq!(list.push(3), None);
        assert_eq!((list.len(), list[0], list[1]), (LONGEST_LABEL, 2, 1));
    }
}
