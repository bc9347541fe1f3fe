//! Pages of groups: which one a request asks for, and the links that lead on from it.

pub mod cursor;
pub mod links;
pub mod offset;
pub mod order;

use cursor::CursorPaging;
use offset::OffsetPaging;
use order::Order;

/// What a request says about the page it wants.
#[derive(Clone, Debug, Default)]
pub struct Parameters<'a> {
    /// `page`.
    pub page: Option<i64>,
    /// `per_page`.
    pub per_page: Option<i64>,
    /// `page[size]`.
    pub page_size: Option<i64>,
    /// `page[after]`.
    pub page_after: Option<&'a str>,
    /// `page[before]`.
    pub page_before: Option<&'a str>,
}

/// The page that a request wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paging {
    /// A numbered one.
    Offset(OffsetPaging),
    /// One at a cursor.
    Cursor(CursorPaging),
}

/// Why there is no such page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageError {
    /// Offset pagination doesn't reach it.
    TooDeep,
    /// The cursor in this parameter can't be decoded.
    BadCursor(&'static str),
    /// A parameter has a value that can't be used.
    Invalid {
        /// The name of the parameter, as the messages of errors write it.
        attribute: &'static str,
        /// What is wrong with the value, to follow the name in a sentence.
        fault: &'static str,
    },
}

impl Paging {
    /// The page that these parameters name: by cursor if there is a `page[size]`, otherwise by number.
    ///
    /// # Errors
    /// [`PageError`] if there is no such page.
    pub fn choose(parameters: &Parameters<'_>, order: Order) -> Result<Self, PageError> {
        let Parameters {
            page,
            per_page,
            page_size,
            page_after,
            page_before,
        } = *parameters;
        match page_size {
            Some(size) => CursorPaging::new(size, page_after, page_before, order).map(Self::Cursor),
            None => {
                let per_page = per_page.unwrap_or(offset::LARGEST_PAGE);
                OffsetPaging::new(page.unwrap_or(1), per_page).map(Self::Offset)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_size_selects_cursors() {
        let parameters = Parameters {
            page: Some(500),
            page_size: Some(10),
            ..Parameters::default()
        };
        let expected = CursorPaging::new(10, None, None, Order::default()).unwrap();
        let paging = Paging::choose(&parameters, Order::default());
        assert_eq!(paging, Ok(Paging::Cursor(expected)));
    }

    #[test]
    fn without_a_page_size_pages_are_numbered() {
        let first = Paging::choose(&Parameters::default(), Order::default());
        assert_eq!(
            first,
            Ok(Paging::Offset(OffsetPaging::new(1, 100).unwrap()))
        );

        let parameters = Parameters {
            page: Some(3),
            per_page: Some(7),
            ..Parameters::default()
        };
        let third = Paging::choose(&parameters, Order::default());
        assert_eq!(third, Ok(Paging::Offset(OffsetPaging::new(3, 7).unwrap())));
    }

    #[test]
    fn cursors_without_a_page_size_have_no_effect() {
        let parameters = Parameters {
            page_after: Some("%"),
            ..Parameters::default()
        };
        assert!(matches!(
            Paging::choose(&parameters, Order::default()),
            Ok(Paging::Offset(_))
        ));
    }
}
