//! Groups: a file for each thing that is done to them.

mod counts;
mod create;
mod deletion;
mod find;
mod pages;
mod parts;
mod ranges;
mod update;

pub use counts::KeptCount;
pub use create::{NewGroup, insert_default, insert_many};
pub use deletion::Deletion;
pub use pages::{KeysetPage, OffsetPage};
pub use parts::{Filter, Scope};
pub use update::{GroupChanges, Update};

use sqlx::{ColumnIndex, Decode, FromRow, Row, Type};

use crate::clock::Seconds;

/// A group, deleted or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The id, given when the group is made.
    pub id: i64,
    /// The name.
    pub name: String,
    /// The name in lower case, by which groups are ordered.
    pub name_key: String,
    /// What it is for; empty if nobody has said.
    pub description: String,
    /// Whether it is public.
    pub is_public: bool,
    /// Whether it is the account's default group.
    pub is_default: bool,
    /// Whether it has been deleted.
    pub deleted: bool,
    /// When it was made.
    pub created_at: Seconds,
    /// When it was last changed.
    pub updated_at: Seconds,
}

/// What groups of this name are ordered by.
fn name_key(name: &str) -> String {
    name.to_lowercase()
}

impl<'r, R: Row> FromRow<'r, R> for Group
where
    &'static str: ColumnIndex<R>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            name_key: row.try_get("name_key")?,
            description: row.try_get("description")?,
            is_public: row.try_get("is_public")?,
            is_default: row.try_get("is_default")?,
            deleted: row.try_get("deleted")?,
            created_at: Seconds::new(row.try_get("created_at")?),
            updated_at: Seconds::new(row.try_get("updated_at")?),
        })
    }
}
