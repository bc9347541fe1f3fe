//! From one page to the next.

use std::collections::HashSet;

use http::HeaderMap;

use super::link;

/// What is known of a page when the next one is asked for, and what leads there.
pub struct Turn<'p> {
    count: usize,
    headers: &'p HeaderMap,
    seen: &'p mut HashSet<String>,
    link: Option<String>,
}

impl<'p> Turn<'p> {
    pub(super) fn new(count: usize, headers: &'p HeaderMap, seen: &'p mut HashSet<String>) -> Self {
        Self {
            count,
            headers,
            seen,
            link: None,
        }
    }

    /// `None` where the page says that no more follow.
    pub fn more(&self, more: &bool) -> Option<()> {
        more.then_some(())
    }

    /// The cursor to send next; `None` where it is empty or was sent before, `sent` being the last one.
    pub fn cursor<C: Clone + ToString>(&mut self, sent: Option<&C>, next: &C) -> Option<C> {
        if let Some(sent) = sent {
            self.seen.insert(sent.to_string());
        }
        let text = next.to_string();
        (!text.is_empty() && self.seen.insert(text)).then(|| next.clone())
    }

    /// The number of the next page, behind the one that was asked for, or behind `first`.
    pub fn page<N: Number>(&self, asked: Option<N>, first: i64) -> Option<N> {
        advance(asked, first, 1)
    }

    /// The index of the next page's first item, behind the items of the page whose first was asked for, or `first`.
    pub fn offset<N: Number>(&self, asked: Option<N>, first: i64) -> Option<N> {
        advance(asked, first, self.count)
    }

    /// `None` where the page has fewer items than were asked for.
    pub fn full<N: Number>(&self, limit: Option<N>) -> Option<()> {
        let limit = limit.and_then(N::to_i128);
        let count = i128::try_from(self.count).ok()?;
        limit.is_none_or(|limit| count >= limit).then_some(())
    }

    /// Follows the link; `None` where it is empty. One that was followed before ends the list as well.
    pub fn link(&mut self, link: &str) -> Option<()> {
        if link.is_empty() {
            return None;
        }
        self.link = Some(link.to_owned());
        Some(())
    }

    /// Follows the link in the header `Link` whose relation is `next` (RFC 8288); `None` where there is none.
    pub fn link_header(&mut self) -> Option<()> {
        let next = link::next(self.headers)?;
        self.link(&next)
    }

    pub(super) fn into_link(self) -> Option<String> {
        self.link
    }
}

/// An integer, of whatever width.
pub trait Number: Copy {
    /// The number, if it isn't too large.
    fn to_i128(self) -> Option<i128>;
    /// The number of that width, if it isn't too large.
    fn of_i128(number: i128) -> Option<Self>;
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(impl Number for $number {
            fn to_i128(self) -> Option<i128> {
                self.try_into().ok()
            }

            fn of_i128(number: i128) -> Option<Self> {
                number.try_into().ok()
            }
        })*
    };
}

numbers!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);

fn advance<N: Number>(asked: Option<N>, first: i64, by: usize) -> Option<N> {
    let at = match asked {
        Some(asked) => asked.to_i128()?,
        None => i128::from(first),
    };
    N::of_i128(at.checked_add(i128::try_from(by).ok()?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_on_once() {
        let (headers, mut seen) = (HeaderMap::new(), HashSet::new());
        let mut turn = Turn::new(1, &headers, &mut seen);
        assert_eq!(turn.cursor(Some(&1), &2), Some(2));
        assert_eq!(turn.cursor(Some(&2), &3), Some(3));
        for seen in [1, 2, 3] {
            assert_eq!(turn.cursor(Some(&3), &seen), None);
        }
        assert_eq!(turn.cursor(None, &String::new()), None);
        assert_eq!((turn.link(""), turn.link("a")), (None, Some(())));
    }

    #[test]
    fn numbers_count_on_from_what_was_asked_for() {
        let (headers, mut seen) = (HeaderMap::new(), HashSet::new());
        let turn = Turn::new(20, &headers, &mut seen);
        assert_eq!(
            (turn.page(None, 1), turn.page(Some(7_u8), 1)),
            (Some(2), Some(8))
        );
        assert_eq!(
            (turn.offset(None, 0), turn.offset(Some(5_i64), 0)),
            (Some(20), Some(25))
        );
        assert_eq!(
            (turn.page(Some(u8::MAX), 1), turn.offset(Some(i128::MAX), 0)),
            (None, None)
        );
        assert_eq!((turn.full(Some(20)), turn.full(Some(21))), (Some(()), None));
        assert_eq!(turn.full(None::<i32>), Some(()));
    }
}
