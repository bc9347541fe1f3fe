//! The URLs that lead from a page to its neighbours: those of the request, with other page parameters.

use super::cursor::{self, Position};
use super::offset::OffsetPaging;
use super::order::Order;
use crate::address::Address;

const PAGE: &str = "page";
const AFTER: &str = "page[after]";
const BEFORE: &str = "page[before]";

/// The neighbours of a page of offset pagination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetLinks {
    /// The URL of the page after it, unless it is the last.
    pub next_page: Option<String>,
    /// The URL of the page before it, unless it is the first.
    pub previous_page: Option<String>,
}

/// The neighbours of a page of cursor pagination. Only an empty page has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CursorLinks {
    /// The cursor of the page after it.
    pub after_cursor: Option<String>,
    /// The cursor of the page before it.
    pub before_cursor: Option<String>,
    /// The URL of the page after it.
    pub next: Option<String>,
    /// The URL of the page before it.
    pub prev: Option<String>,
}

/// The neighbours of a page of `count` groups on all pages together.
pub fn offset_links(address: &Address, paging: OffsetPaging, count: i64) -> OffsetLinks {
    let link = |page: i64| address.with(&[(PAGE, Some(&page.to_string()))]);
    OffsetLinks {
        next_page: paging.next(count).map(link),
        previous_page: paging.previous().map(link),
    }
}

/// The neighbours of a page whose first and last groups have these positions; `None` for an empty page.
pub fn cursor_links(
    address: &Address,
    ends: Option<(Position, Position)>,
    order: Order,
) -> CursorLinks {
    let Some((first, last)) = ends else {
        return CursorLinks::default();
    };
    let before = cursor::encode(&first, order);
    let after = cursor::encode(&last, order);
    CursorLinks {
        next: Some(address.with(&[(AFTER, Some(&after)), (BEFORE, None)])),
        prev: Some(address.with(&[(AFTER, None), (BEFORE, Some(&before))])),
        after_cursor: Some(after),
        before_cursor: Some(before),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::cursor::KeyValue;

    const GROUPS: &str = "http://127.0.0.1:8080/api/v2/groups";

    fn address(query: &str) -> Address {
        Address::parse(&format!("{GROUPS}?{query}")).unwrap()
    }

    fn position(id: i64) -> Position {
        Position {
            value: KeyValue::Id,
            id,
        }
    }

    #[test]
    fn offset_links_keep_the_other_parameters_sorted() {
        let paging = OffsetPaging::new(2, 2).unwrap();
        let links = offset_links(&address("per_page=2&page=2&include=users,x"), paging, 5);
        let link = |page| format!("{GROUPS}.json?include=users%2Cx&page={page}&per_page=2");
        assert_eq!(links.next_page, Some(link(3)));
        assert_eq!(links.previous_page, Some(link(1)));
    }

    #[test]
    fn a_lonely_page_has_no_offset_links() {
        let links = offset_links(&address(""), OffsetPaging::new(1, 100).unwrap(), 3);
        assert_eq!(
            links,
            OffsetLinks {
                next_page: None,
                previous_page: None
            }
        );
    }

    #[test]
    fn cursor_links_have_one_cursor_each() {
        let order = Order::parse("id").unwrap();
        let address = address("page[size]=2&sort=id&page%5Bafter%5D=old");
        let links = cursor_links(&address, Some((position(3), position(4))), order);
        let (before, after) = (links.before_cursor.unwrap(), links.after_cursor.unwrap());
        assert_eq!(before, cursor::encode(&position(3), order));
        assert_eq!(after, cursor::encode(&position(4), order));
        let next = format!("{GROUPS}.json?page%5Bafter%5D={after}&page%5Bsize%5D=2&sort=id");
        let prev = format!("{GROUPS}.json?page%5Bbefore%5D={before}&page%5Bsize%5D=2&sort=id");
        assert_eq!((links.next, links.prev), (Some(next), Some(prev)));
    }

    #[test]
    fn an_empty_page_leads_nowhere() {
        let links = cursor_links(&address("page[size]=2"), None, Order::default());
        assert_eq!(links, CursorLinks::default());
    }
}
