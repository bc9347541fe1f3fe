//! Sets of places in a list.

use smallvec::SmallVec;

/// How many places one word has.
const WORD: usize = u64::BITS as usize;

/// A set of places in a list: of the first 256 without an allocation.
#[derive(Debug, Default)]
pub(super) struct Places(SmallVec<[u64; 4]>);

impl Places {
    pub(super) fn add(&mut self, place: usize) {
        let index = place / WORD;
        if self.0.len() <= index {
            self.0.resize(index + 1, 0);
        }
        if let Some(word) = self.0.get_mut(index) {
            *word |= 1 << (place % WORD);
        }
    }

    /// Adds the places of another set.
    pub(super) fn add_all(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    pub(super) fn has(&self, place: usize) -> bool {
        let word = self.0.get(place / WORD);
        word.is_some_and(|word| word & (1 << (place % WORD)) != 0)
    }
}

impl Extend<usize> for Places {
    fn extend<I: IntoIterator<Item = usize>>(&mut self, places: I) {
        for place in places {
            self.add(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn places_are_kept_apart() {
        let (mut few, mut many) = (Places::default(), Places::default());
        few.extend([0, 63, 64]);
        many.extend([1, 255, 256, 10_000]);
        few.add_all(&many);
        many.add_all(&Places::default());
        let all = |places: &Places| (0..20_000).filter(|it| places.has(*it)).collect::<Vec<_>>();
        assert_eq!(all(&few), [0, 1, 63, 64, 255, 256, 10_000]);
        assert_eq!(all(&many), [1, 255, 256, 10_000]);
    }
}
