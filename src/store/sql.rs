//! Statements that SQLite and PostgreSQL both understand.
//!
//! Values stand in the text as `$1`, `$2` and so on, which both know, and truth values as `TRUE` and `FALSE`.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::ops::Range;

use sqlx::error::BoxDynError;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Arguments, Database, Encode, FromRow, Type};

/// A statement and its values.
#[derive(Clone, Debug)]
pub(super) struct Sql {
    text: Cow<'static, str>,
    values: Vec<Value>,
    /// Where text stands that SQLite doesn't get.
    for_postgres: Vec<Range<usize>>,
}

/// A value of a statement. `None` is NULL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A truth value.
    Boolean(Option<bool>),
    /// An integer.
    Integer(Option<i64>),
    /// A text.
    Text(Option<String>),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// What can be read from a row of either database.
pub(super) trait Record:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

impl<T> Record for T where
    T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

impl Sql {
    /// A statement of this text, whose values are to follow.
    pub(super) fn new(text: &'static str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            values: Vec::new(),
            for_postgres: Vec::new(),
        }
    }

    /// The value of the next of `$1`, `$2` and so on.
    pub(super) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Adds text.
    pub(super) fn push(&mut self, text: &'static str) -> &mut Self {
        self.text.to_mut().push_str(text);
        self
    }

    /// Adds a value and what stands for it in the text.
    pub(super) fn push_bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        // Writing to a string doesn't fail.
        let _: fmt::Result = write!(self.text.to_mut(), "${}", self.values.len());
        self
    }

    /// Adds text and a value that only PostgreSQL gets.
    pub(super) fn push_for_postgres(
        &mut self,
        text: &'static str,
        value: impl Into<Value>,
    ) -> &mut Self {
        let start = self.text.len();
        self.push(text).push_bind(value);
        self.for_postgres.push(start..self.text.len());
        self
    }

    /// Adds values and what stands for them, with commas in between.
    pub(super) fn push_list(&mut self, values: &[i64]) -> &mut Self {
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                self.push(", ");
            }
            self.push_bind(*value);
        }
        self
    }

    /// The statement that has SQLite tell how it would go about this one.
    #[cfg(test)]
    pub(super) fn explained_by_sqlite(self) -> Self {
        let values = self.values.clone();
        let text = Cow::Owned(format!("EXPLAIN QUERY PLAN {}", self.sqlite_text()));
        Self {
            text,
            values,
            for_postgres: Vec::new(),
        }
    }

    /// The text for PostgreSQL.
    pub(super) fn postgres_text(self) -> Cow<'static, str> {
        self.text
    }

    /// The text for SQLite.
    pub(super) fn sqlite_text(mut self) -> Cow<'static, str> {
        for range in self.for_postgres.into_iter().rev() {
            self.text.to_mut().replace_range(range, "");
        }
        self.text
    }

    /// The values as one of the databases takes them.
    pub(super) fn arguments<DB>(&self) -> Result<DB::Arguments, BoxDynError>
    where
        DB: Database,
        for<'q> Option<bool>: Encode<'q, DB> + Type<DB>,
        for<'q> Option<i64>: Encode<'q, DB> + Type<DB>,
        for<'q> Option<String>: Encode<'q, DB> + Type<DB>,
        for<'q> Vec<u8>: Encode<'q, DB> + Type<DB>,
    {
        let mut arguments = DB::Arguments::default();
        for value in &self.values {
            match value.clone() {
                Value::Boolean(value) => arguments.add(value),
                Value::Integer(value) => arguments.add(value),
                Value::Text(value) => arguments.add(value),
                Value::Bytes(value) => arguments.add(value),
            }?;
        }
        Ok(arguments)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Boolean(Some(value))
    }
}

impl From<Option<bool>> for Value {
    fn from(value: Option<bool>) -> Self {
        Self::Boolean(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(Some(value))
    }
}

impl From<Option<i64>> for Value {
    fn from(value: Option<i64>) -> Self {
        Self::Integer(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(Some(value))
    }
}

impl From<Option<&str>> for Value {
    fn from(value: Option<&str>) -> Self {
        Self::Text(value.map(str::to_owned))
    }
}

impl From<Option<String>> for Value {
    fn from(value: Option<String>) -> Self {
        Self::Text(value)
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Self::Bytes(value.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbered_in_their_order() {
        let mut sql = Sql::new("SELECT id FROM groups WHERE id = $1").bind(7);
        sql.push(" OR name = ").push_bind("x");
        sql.push(" OR id IN (").push_list(&[8, 9]).push(")");
        let text = "SELECT id FROM groups WHERE id = $1 OR name = $2 OR id IN ($3, $4)";
        assert_eq!(sql.values.len(), 4);
        assert_eq!(sql.values[1], Value::from("x"));
        assert_eq!(sql.postgres_text(), text);
    }

    #[test]
    fn what_is_for_postgres_keeps_its_number() {
        let mut sql = Sql::new("SELECT id FROM groups WHERE id > ");
        sql.push_bind(7);
        sql.push_for_postgres(" LIMIT ", 8).push(" OFFSET ");
        sql.push_bind(9);
        assert_eq!(
            sql.clone().sqlite_text(),
            "SELECT id FROM groups WHERE id > $1 OFFSET $3"
        );
        assert_eq!(
            sql.postgres_text(),
            "SELECT id FROM groups WHERE id > $1 LIMIT $2 OFFSET $3"
        );
    }
}
