//! The statement that reads a page: ranges of an index, merged.

use super::parts::{Filter, Owner, Part};
use crate::pages::cursor::{KeyValue, Position};
use crate::pages::order::{Order, SortKey};
use crate::store::sql::{Sql, Value};

/// Which way a list is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Forwards,
    Backwards,
}

/// A stretch of a list as it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch<'a> {
    pub(super) order: Order,
    pub(super) direction: Direction,
    /// What it begins after; `None`: it begins where the list does.
    pub(super) beyond: Option<&'a Position>,
    /// How many groups of it are passed over.
    pub(super) offset: i64,
    /// How many groups are wanted at most.
    pub(super) limit: i64,
}

/// What holds in a range of an index, besides its part.
struct Condition {
    column: Column,
    comparison: &'static str,
    value: Value,
}

#[derive(Clone, Copy)]
enum Column {
    /// What the list is ordered by.
    Key,
    /// The id, by which groups are ordered whose keys are equal.
    Id,
}

impl Stretch<'_> {
    /// The statement that gives these groups, of those that pass the filter, in any order.
    pub(super) fn of(&self, filter: &Filter) -> Sql {
        let mut query = Sql::new("SELECT groups.* FROM (");
        let ranges = self.ranges();
        for (number, part) in filter.parts().enumerate() {
            for (among, range) in ranges.iter().enumerate() {
                if number + among > 0 {
                    query.push(" UNION ALL ");
                }
                self.push_range(&mut query, part, range);
            }
        }
        query.push(self.order_by());
        query.push(" LIMIT ").push_bind(self.limit);
        query.push(" OFFSET ").push_bind(self.offset);
        // In SQLite this kind of join is also the order in which the two are read.
        query.push(") AS page CROSS JOIN groups WHERE groups.id = page.id");
        query
    }

    /// The ranges of each part. What comes after a position is two of them: SQLite can't compare a pair with the id of
    /// its tables by an index, so that it would read all groups of the same key again.
    fn ranges(&self) -> Vec<Vec<Condition>> {
        let Some(position) = self.beyond else {
            return vec![Vec::new()];
        };
        let comparison = if self.falls() { " < " } else { " > " };
        let past_id = Condition {
            column: Column::Id,
            comparison,
            value: position.id.into(),
        };
        let key: Value = match &position.value {
            KeyValue::Id => return vec![vec![past_id]],
            KeyValue::Text(text) => text.as_str().into(),
            KeyValue::Time(seconds) => (*seconds).into(),
        };
        let at_key = Condition {
            column: Column::Key,
            comparison: " = ",
            value: key.clone(),
        };
        let past_key = Condition {
            column: Column::Key,
            comparison,
            value: key,
        };
        vec![vec![at_key, past_id], vec![past_key]]
    }

    /// Adds what finds the groups of one range, in order, in an index alone.
    fn push_range(&self, query: &mut Sql, part: Part, range: &[Condition]) {
        let id = id_column(part.owner);
        let key = key_column(self.order.key);
        query.push("SELECT * FROM (SELECT ").push(id).push(" AS id");
        if let Some(key) = key {
            query.push(", ").push(key);
        }
        query.push(" FROM ").push(table(part.owner));
        part.push_condition(query);
        for condition in range {
            let column = match condition.column {
                Column::Key => key.unwrap_or(id),
                Column::Id => id,
            };
            query.push(" AND ").push(column).push(condition.comparison);
            query.push_bind(condition.value.clone());
        }
        query.push(self.order_by());
        // PostgreSQL would read all of a range otherwise, and sort it. SQLite merges ranges that have no limits.
        let most = self.offset.saturating_add(self.limit);
        query.push_for_postgres(" LIMIT ", most);
        query.push(") AS part");
    }

    /// The order, which is total: the id comes last, in the same direction, so that an index serves both ways.
    fn order_by(&self) -> &'static str {
        match (self.order.key, self.falls()) {
            (SortKey::Id, false) => " ORDER BY id",
            (SortKey::Id, true) => " ORDER BY id DESC",
            (SortKey::Name, false) => " ORDER BY name_key, id",
            (SortKey::Name, true) => " ORDER BY name_key DESC, id DESC",
            (SortKey::CreatedAt, false) => " ORDER BY created_at, id",
            (SortKey::CreatedAt, true) => " ORDER BY created_at DESC, id DESC",
            (SortKey::UpdatedAt, false) => " ORDER BY updated_at, id",
            (SortKey::UpdatedAt, true) => " ORDER BY updated_at DESC, id DESC",
        }
    }

    /// Whether values fall as the list is read.
    fn falls(&self) -> bool {
        self.order.descending != (self.direction == Direction::Backwards)
    }
}

/// The column that is ordered by, if it isn't the id.
fn key_column(key: SortKey) -> Option<&'static str> {
    match key {
        SortKey::Id => None,
        SortKey::Name => Some("name_key"),
        SortKey::CreatedAt => Some("created_at"),
        SortKey::UpdatedAt => Some("updated_at"),
    }
}

fn table(owner: Owner) -> &'static str {
    match owner {
        Owner::Account => "groups",
        Owner::User(_) => "memberships",
    }
}

fn id_column(owner: Owner) -> &'static str {
    match owner {
        Owner::Account => "id",
        Owner::User(_) => "group_id",
    }
}
