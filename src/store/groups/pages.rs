//! Many groups: pages of them, and how many there are.

use super::Group;
use crate::pages::cursor::{Bound, CursorPaging, KeyValue, Position};
use crate::pages::offset::OffsetPaging;
use crate::pages::order::{Order, SortKey};
use crate::store::sql::Sql;
use crate::store::{Store, StoreError, Transaction};

/// Whose groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of the account.
    Account,
    /// Those that this user belongs to.
    User(i64),
    /// Those that are public, and those that this user belongs to.
    PublicOrUser(i64),
}

/// Which groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Whose.
    pub scope: Scope,
    /// Whether deleted ones are left out.
    pub exclude_deleted: bool,
}

/// A page of offset pagination.
#[derive(Clone, Debug)]
pub struct OffsetPage {
    /// The groups on it.
    pub groups: Vec<Group>,
    /// How many there are on all pages together.
    pub count: i64,
}

/// A page of cursor pagination.
#[derive(Clone, Debug)]
pub struct KeysetPage {
    /// The groups on it.
    pub groups: Vec<Group>,
    /// Whether more follow.
    pub has_more: bool,
}

/// Which way a list is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forwards,
    Backwards,
}

impl Group {
    /// The place of the group in an order.
    pub fn position(&self, order: Order) -> Position {
        let value = match order.key {
            SortKey::Id => KeyValue::Id,
            SortKey::Name => KeyValue::Text(self.name_key.clone()),
            SortKey::CreatedAt => KeyValue::Time(self.created_at.get()),
            SortKey::UpdatedAt => KeyValue::Time(self.updated_at.get()),
        };
        Position { value, id: self.id }
    }
}

impl Store {
    /// A numbered page of groups, and their number, both at the same moment.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn offset_page(
        &self,
        filter: &Filter,
        paging: OffsetPaging,
        order: Order,
    ) -> Result<OffsetPage, StoreError> {
        let mut snapshot = self.database.snapshot().await?;
        let mut query = select("SELECT *", filter);
        push_order(&mut query, order, Direction::Forwards);
        query.push(" LIMIT ").push_bind(paging.limit());
        query.push(" OFFSET ").push_bind(paging.offset());
        let groups = snapshot.all(query).await?;
        let count = count(&mut snapshot, filter).await?;
        Ok(OffsetPage { groups, count })
    }

    /// A page of groups at a position.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn keyset_page(
        &self,
        filter: &Filter,
        paging: &CursorPaging,
    ) -> Result<KeysetPage, StoreError> {
        let CursorPaging { size, bound, order } = paging;
        let mut snapshot = self.database.snapshot().await?;
        match bound {
            Bound::Start => forwards_from(&mut snapshot, filter, None, *order, *size).await,
            Bound::After(position) => {
                forwards_from(&mut snapshot, filter, Some(position), *order, *size).await
            }
            Bound::Before(position) => {
                backwards_from(&mut snapshot, filter, position, *order, *size).await
            }
        }
    }

    /// How many groups there are.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn count_groups(&self, filter: &Filter) -> Result<i64, StoreError> {
        let (number,) = self.database.one(select("SELECT count(*)", filter)).await?;
        Ok(number)
    }
}

async fn forwards_from(
    snapshot: &mut Transaction,
    filter: &Filter,
    position: Option<&Position>,
    order: Order,
    size: i64,
) -> Result<KeysetPage, StoreError> {
    // One more than the page holds tells whether more follow.
    let beyond = size + 1;
    let mut groups = range(
        snapshot,
        filter,
        position,
        order,
        Direction::Forwards,
        beyond,
    )
    .await?;
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let has_more = groups.len() > size;
    groups.truncate(size);
    Ok(KeysetPage { groups, has_more })
}

async fn backwards_from(
    snapshot: &mut Transaction,
    filter: &Filter,
    position: &Position,
    order: Order,
    size: i64,
) -> Result<KeysetPage, StoreError> {
    let direction = Direction::Backwards;
    let mut groups = range(snapshot, filter, Some(position), order, direction, size).await?;
    groups.reverse();
    let Some(last) = groups.last().map(|group| group.position(order)) else {
        return Ok(KeysetPage {
            groups,
            has_more: false,
        });
    };
    let next = range(snapshot, filter, Some(&last), order, Direction::Forwards, 1).await?;
    Ok(KeysetPage {
        groups,
        has_more: !next.is_empty(),
    })
}

/// At most `limit` groups from a position, or from the end where the list is read from, the nearest first.
async fn range(
    snapshot: &mut Transaction,
    filter: &Filter,
    position: Option<&Position>,
    order: Order,
    direction: Direction,
    limit: i64,
) -> Result<Vec<Group>, StoreError> {
    let mut query = select("SELECT *", filter);
    if let Some(position) = position {
        push_beyond(&mut query, position, order, direction);
    }
    push_order(&mut query, order, direction);
    query.push(" LIMIT ").push_bind(limit);
    snapshot.all(query).await
}

async fn count(snapshot: &mut Transaction, filter: &Filter) -> Result<i64, StoreError> {
    let (number,) = snapshot.one(select("SELECT count(*)", filter)).await?;
    Ok(number)
}

/// Starts a query of the groups that pass the filter.
fn select(what: &'static str, filter: &Filter) -> Sql {
    const OF_USER: &str = "id IN (SELECT group_id FROM memberships WHERE user_id = ";
    let mut query = Sql::new(what);
    query.push(" FROM groups WHERE TRUE");
    match filter.scope {
        Scope::Account => {}
        Scope::User(id) => {
            query.push(" AND ").push(OF_USER).push_bind(id).push(")");
        }
        Scope::PublicOrUser(id) => {
            query
                .push(" AND (is_public = TRUE OR ")
                .push(OF_USER)
                .push_bind(id)
                .push("))");
        }
    }
    if filter.exclude_deleted {
        query.push(" AND deleted = FALSE");
    }
    query
}

/// Adds the condition that a group comes after the position in the direction of reading.
fn push_beyond(query: &mut Sql, position: &Position, order: Order, direction: Direction) {
    let comparison = if falls(order, direction) { "<" } else { ">" };
    query.push(" AND (").push(column(order.key)).push(", id) ");
    query.push(comparison).push(" (");
    match &position.value {
        KeyValue::Id => query.push_bind(position.id),
        KeyValue::Text(text) => query.push_bind(text.clone()),
        KeyValue::Time(seconds) => query.push_bind(*seconds),
    };
    query.push(", ").push_bind(position.id).push(")");
}

/// Adds the order, which is total: the id comes last, in the same direction, so that an index serves both ways.
fn push_order(query: &mut Sql, order: Order, direction: Direction) {
    let way = if falls(order, direction) {
        " DESC"
    } else {
        " ASC"
    };
    query.push(" ORDER BY ").push(column(order.key)).push(way);
    query.push(", id").push(way);
}

/// Whether values fall as the list is read.
fn falls(order: Order, direction: Direction) -> bool {
    order.descending != (direction == Direction::Backwards)
}

fn column(key: SortKey) -> &'static str {
    match key {
        SortKey::Id => "id",
        SortKey::Name => "name_key",
        SortKey::CreatedAt => "created_at",
        SortKey::UpdatedAt => "updated_at",
    }
}

#[cfg(test)]
#[path = "pages_tests.rs"]
mod tests;
