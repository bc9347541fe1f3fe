//! Pages of groups.

use super::Group;
use super::counts::count;
use super::parts::Filter;
use super::ranges::{Direction, Stretch};
use crate::pages::cursor::{Bound, CursorPaging, KeyValue, Position};
use crate::pages::offset::OffsetPaging;
use crate::pages::order::{Order, SortKey};
use crate::store::{Store, StoreError, Transaction};

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
        let stretch = Stretch {
            order,
            direction: Direction::Forwards,
            beyond: None,
            offset: paging.offset(),
            limit: paging.limit(),
        };
        let groups = read(&mut snapshot, filter, &stretch).await?;
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
}

async fn forwards_from(
    snapshot: &mut Transaction,
    filter: &Filter,
    position: Option<&Position>,
    order: Order,
    size: i64,
) -> Result<KeysetPage, StoreError> {
    let stretch = Stretch {
        order,
        direction: Direction::Forwards,
        beyond: position,
        offset: 0,
        // One more than the page holds tells whether more follow.
        limit: size + 1,
    };
    let mut groups = read(snapshot, filter, &stretch).await?;
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
    let stretch = Stretch {
        order,
        direction: Direction::Backwards,
        beyond: Some(position),
        offset: 0,
        limit: size,
    };
    let groups = read(snapshot, filter, &stretch).await?;
    let Some(last) = groups.last().map(|group| group.position(order)) else {
        return Ok(KeysetPage {
            groups,
            has_more: false,
        });
    };
    let next = Stretch {
        direction: Direction::Forwards,
        beyond: Some(&last),
        limit: 1,
        ..stretch
    };
    let next = read(snapshot, filter, &next).await?;
    Ok(KeysetPage {
        groups,
        has_more: !next.is_empty(),
    })
}

/// The groups of a stretch, in the order of the list.
async fn read(
    snapshot: &mut Transaction,
    filter: &Filter,
    stretch: &Stretch<'_>,
) -> Result<Vec<Group>, StoreError> {
    let mut groups: Vec<Group> = snapshot.all(stretch.of(filter)).await?;
    groups.sort_by_cached_key(|group| group.position(stretch.order));
    if stretch.order.descending {
        groups.reverse();
    }
    Ok(groups)
}

#[cfg(test)]
#[path = "pages_tests.rs"]
mod tests;
