//! Pagination: how an operation hands out a list page by page.

use super::types::Type;

/// How an operation hands out a list page by page.
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// The answer that is a page: an index into [`super::Operation::success`].
    pub page: usize,
    /// Where its items stand.
    pub items: Vec<Access>,
    /// The type of an item.
    pub item: Type,
    /// Where a page says whether more follow, if it does.
    pub more: Option<Vec<Access>>,
    /// What leads from one page to the next.
    pub next: NextPage,
    /// What parameters say that a caller leaves out, by their indexes in [`super::Operation::parameters`].
    pub presets: Vec<(usize, Preset)>,
}

/// What leads from one page to the next. Parameters are indexes into [`super::Operation::parameters`].
#[derive(Clone, Debug, PartialEq)]
pub enum NextPage {
    /// A value of the page that is sent back in a parameter of the same type.
    Cursor {
        /// Where it stands.
        cursor: Vec<Access>,
        /// The parameter.
        parameter: usize,
    },
    /// The number of the page.
    Page {
        /// The parameter.
        parameter: usize,
        /// The number of the first page.
        first: i64,
        /// How many items a page is to have.
        limit: Option<Limit>,
    },
    /// How many items stand before the page.
    Offset {
        /// The parameter.
        parameter: usize,
        /// The number of the first item.
        first: i64,
        /// How many items a page is to have.
        limit: Option<Limit>,
    },
    /// A URL in the page.
    Link(Vec<Access>),
    /// The header `Link` (RFC 8288).
    LinkHeader,
}

/// The parameter that says how many items a page is to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The parameter.
    pub parameter: usize,
    /// How many it has where the request doesn't say.
    pub default: Option<i64>,
}

/// What a parameter says that a caller leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preset {
    /// A truth value.
    Bool(bool),
    /// An integer.
    Integer(i64),
    /// A text.
    Text(String),
}

/// A step from a struct to one of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The field's Rust name.
    pub field: String,
    /// How many `Option`s it stands in.
    pub options: u8,
}
