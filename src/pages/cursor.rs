//! Cursor pagination: a page is what comes right after, or right before, a position in the order.
//!
//! A cursor is that position as text that clients don't look into: `version|order|id|value`, in base64.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::PageError;
use super::order::{Order, SortKey};

/// The most groups on a page. A larger `page[size]` counts as this.
pub const LARGEST_SIZE: i64 = 100;

/// What cursors of this form start with. Another form gets another one.
const VERSION: &str = "1";

/// A page of no groups, or fewer.
const NOT_POSITIVE: PageError = PageError::Invalid {
    attribute: "page.size",
    fault: "must be at least 1",
};
/// A page that is to start after one group and to end before another.
const TWO_CURSORS: PageError = PageError::Invalid {
    attribute: "page.before",
    fault: "must not come together with page.after",
};

/// The value by which a group has its place in an order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyValue {
    /// The id alone.
    Id,
    /// A name in lower case.
    Text(String),
    /// Seconds since 1970-01-01T00:00:00Z.
    Time(i64),
}

/// The place of a group in an order. It remains one when the group goes away. Places of one order compare as in it, or,
/// where it is descending, the other way round.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The value that is ordered by.
    pub value: KeyValue,
    /// The group's id.
    pub id: i64,
}

/// Where a page lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// At the start.
    Start,
    /// Right after a position.
    After(Position),
    /// Right before a position.
    Before(Position),
}

/// A page to be fetched by cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CursorPaging {
    /// The most groups on it, from 1 to [`LARGEST_SIZE`].
    pub size: i64,
    /// Where it lies.
    pub bound: Bound,
    /// The order of the groups.
    pub order: Order,
}

impl CursorPaging {
    /// The page of at most `size` groups at the cursor `after` or `before`.
    ///
    /// # Errors
    /// [`PageError`] if the size isn't positive, if both cursors are there, or if the one that is can't be decoded for
    /// this order.
    pub fn new(
        size: i64,
        after: Option<&str>,
        before: Option<&str>,
        order: Order,
    ) -> Result<Self, PageError> {
        let bound = match (after, before) {
            (None, None) => Bound::Start,
            (Some(cursor), None) => {
                Bound::After(decode(cursor, order).ok_or(PageError::BadCursor("page[after]"))?)
            }
            (None, Some(cursor)) => {
                Bound::Before(decode(cursor, order).ok_or(PageError::BadCursor("page[before]"))?)
            }
            (Some(_), Some(_)) => return Err(TWO_CURSORS),
        };
        if size < 1 {
            return Err(NOT_POSITIVE);
        }
        Ok(Self {
            size: size.min(LARGEST_SIZE),
            bound,
            order,
        })
    }
}

/// The cursor of a position in an order.
pub fn encode(position: &Position, order: Order) -> String {
    let value = match &position.value {
        KeyValue::Id => String::new(),
        KeyValue::Text(text) => text.clone(),
        KeyValue::Time(seconds) => seconds.to_string(),
    };
    URL_SAFE_NO_PAD.encode(format!("{VERSION}|{order}|{}|{value}", position.id))
}

/// The position that a cursor of this order stands for; `None` if it is not one.
fn decode(cursor: &str, order: Order) -> Option<Position> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    // A name may contain `|`, so the value comes last.
    let mut fields = text.splitn(4, '|');
    let mut next = || fields.next();
    let (version, of, id, value) = (next()?, next()?, next()?, next()?);
    if version != VERSION || Order::parse(of)? != order {
        return None;
    }
    let value = match order.key {
        SortKey::Id if value.is_empty() => KeyValue::Id,
        SortKey::Id => return None,
        // No name has U+0000 in it.
        SortKey::Name if value.contains('\0') => return None,
        SortKey::Name => KeyValue::Text(value.to_owned()),
        SortKey::CreatedAt | SortKey::UpdatedAt => KeyValue::Time(value.parse().ok()?),
    };
    Some(Position {
        value,
        id: id.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(text: &str) -> Order {
        Order::parse(text).unwrap()
    }

    fn positions() -> [(Order, Position); 4] {
        let text = KeyValue::Text("a|b §".to_owned());
        [
            (
                order("id"),
                Position {
                    value: KeyValue::Id,
                    id: 7,
                },
            ),
            (
                order("name"),
                Position {
                    value: text,
                    id: i64::MAX,
                },
            ),
            (
                order("created_at"),
                Position {
                    value: KeyValue::Time(1_700_000_000),
                    id: 7,
                },
            ),
            (
                order("-updated_at"),
                Position {
                    value: KeyValue::Time(-1),
                    id: 7,
                },
            ),
        ]
    }

    #[test]
    fn a_cursor_is_the_position_it_was_made_of() {
        for (order, position) in positions() {
            let cursor = encode(&position, order);
            assert!(
                cursor
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
            );
            assert_eq!(decode(&cursor, order), Some(position));
        }
    }

    #[test]
    fn a_cursor_of_another_order_is_refused() {
        for (made_for, position) in positions() {
            let cursor = encode(&position, made_for);
            for other in ["-id", "-name", "-created_at", "updated_at"].map(order) {
                assert_eq!(decode(&cursor, other), None);
            }
        }
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        let broken = ["1|name|7", "2|name|7|x", "1|name|x|x", "1|nome|7|x", ""];
        for text in broken.map(|text| URL_SAFE_NO_PAD.encode(text)) {
            assert_eq!(decode(&text, order("name")), None, "{text}");
        }
        let not_seconds = URL_SAFE_NO_PAD.encode("1|created_at|7|x");
        assert_eq!(decode(&not_seconds, order("created_at")), None);
        let null = URL_SAFE_NO_PAD.encode("1|name|7|a\0b");
        assert_eq!(decode(&null, order("name")), None);
        let not_base64 = CursorPaging::new(10, Some("%%%"), None, order("name"));
        assert_eq!(not_base64, Err(PageError::BadCursor("page[after]")));
        let not_utf8 = CursorPaging::new(10, None, Some("_w"), order("name"));
        assert_eq!(not_utf8, Err(PageError::BadCursor("page[before]")));
    }

    #[test]
    fn a_page_lies_at_one_cursor() {
        let (order, position) = positions()[1].clone();
        let cursor = encode(&position, order);
        let bound = |after, before| CursorPaging::new(500, after, before, order);
        assert_eq!(bound(None, None).unwrap().bound, Bound::Start);
        assert_eq!(bound(None, None).unwrap().size, LARGEST_SIZE);
        assert_eq!(
            bound(Some(&cursor), None).unwrap().bound,
            Bound::After(position.clone())
        );
        assert_eq!(
            bound(None, Some(&cursor)).unwrap().bound,
            Bound::Before(position)
        );
        let empty = CursorPaging::new(0, None, None, order);
        assert_eq!(empty, Err(NOT_POSITIVE));
        assert_eq!(bound(Some(&cursor), Some(&cursor)), Err(TWO_CURSORS));
    }
}
