//! Offset pagination: pages are numbered from 1.

use super::PageError;

/// The most groups on a page.
pub const LARGEST_PAGE: i64 = 100;
/// The last page that is served. With [`LARGEST_PAGE`] groups on it, it ends with the 10,000th, which is the other
/// limit that the API states.
const DEEPEST_PAGE: i64 = 100;

/// A page before the first.
const NO_PAGE: PageError = PageError::Invalid {
    attribute: "page",
    fault: "must be at least 1",
};
/// A page of no groups, or too many.
const NO_SIZE: PageError = PageError::Invalid {
    attribute: "per_page",
    fault: "must be from 1 to 100",
};

/// A page to be fetched by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OffsetPaging {
    /// The number of the page, from 1.
    page: i64,
    /// The most groups on it, from 1 to [`LARGEST_PAGE`].
    per_page: i64,
}

impl OffsetPaging {
    /// Page number `page` of pages of `per_page` groups.
    ///
    /// # Errors
    /// [`PageError`] if a number is out of its range, or offset pagination doesn't reach the page.
    pub fn new(page: i64, per_page: i64) -> Result<Self, PageError> {
        if page < 1 {
            return Err(NO_PAGE);
        }
        if !(1..=LARGEST_PAGE).contains(&per_page) {
            return Err(NO_SIZE);
        }
        if page > DEEPEST_PAGE {
            return Err(PageError::TooDeep);
        }
        Ok(Self { page, per_page })
    }

    /// The most groups on the page.
    pub fn limit(self) -> i64 {
        self.per_page
    }

    /// How many groups stand before the page.
    pub fn offset(self) -> i64 {
        (self.page - 1) * self.per_page
    }

    /// The number of the page after this one, if `count` groups are more than fit until here.
    pub fn next(self, count: i64) -> Option<i64> {
        (self.offset() + self.per_page < count).then_some(self.page + 1)
    }

    /// The number of the page before this one, if this is not the first.
    pub fn previous(self) -> Option<i64> {
        (self.page > 1).then_some(self.page - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paging(page: i64, per_page: i64) -> OffsetPaging {
        OffsetPaging::new(page, per_page).unwrap()
    }

    #[test]
    fn pages_are_numbered_from_one() {
        assert_eq!((paging(1, 25).offset(), paging(1, 25).limit()), (0, 25));
        assert_eq!((paging(3, 25).offset(), paging(3, 25).limit()), (50, 25));
    }

    #[test]
    fn the_last_page_has_no_next_and_the_first_no_previous() {
        assert_eq!(
            (paging(1, 2).previous(), paging(1, 2).next(3)),
            (None, Some(2))
        );
        assert_eq!(
            (paging(2, 2).previous(), paging(2, 2).next(3)),
            (Some(1), None)
        );
        assert_eq!(paging(2, 2).next(4), None);
        assert_eq!(paging(2, 2).next(5), Some(3));
        assert_eq!(
            (paging(9, 2).previous(), paging(9, 2).next(3)),
            (Some(8), None)
        );
    }

    #[test]
    fn numbers_have_their_ranges() {
        assert_eq!(OffsetPaging::new(0, 100), Err(NO_PAGE));
        assert_eq!(OffsetPaging::new(1, 0), Err(NO_SIZE));
        assert_eq!(OffsetPaging::new(1, 101), Err(NO_SIZE));
    }

    #[test]
    fn depth_is_limited() {
        assert!(OffsetPaging::new(100, 100).is_ok());
        assert_eq!(OffsetPaging::new(101, 1), Err(PageError::TooDeep));
        assert_eq!(OffsetPaging::new(i64::MAX, 100), Err(PageError::TooDeep));
    }
}
