//! How many groups there are. The database counts the groups of each part along with every change to them.

use super::parts::{Filter, Owner};
use crate::clock::Seconds;
use crate::store::sql::Sql;
use crate::store::{Store, StoreError, Transaction};

/// A count as it was some time ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptCount {
    /// How many groups there were.
    pub number: i64,
    /// When.
    pub refreshed_at: Seconds,
}

impl Store {
    /// How many groups there are.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn count_groups(&self, filter: &Filter) -> Result<i64, StoreError> {
        let (number,) = self.database.one(number_of(filter)).await?;
        Ok(number)
    }

    /// The count that was kept of a user's groups, or, without a user, of the account's, if any was.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn kept_count(&self, user_id: Option<i64>) -> Result<Option<KeptCount>, StoreError> {
        let sql = Sql::new(
            "SELECT number, refreshed_at FROM kept_counts WHERE user_id IS NOT DISTINCT FROM $1",
        );
        let kept: Option<(i64, i64)> = self.database.optional(sql.bind(user_id)).await?;
        Ok(kept.map(|(number, refreshed_at)| KeptCount {
            number,
            refreshed_at: Seconds::new(refreshed_at),
        }))
    }

    /// Keeps a count of a user's groups, or, without a user, of the account's, in place of an earlier one.
    ///
    /// # Errors
    /// [`StoreError::Query`], among others if there is no such user.
    pub async fn keep_count(
        &self,
        user_id: Option<i64>,
        count: KeptCount,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let sql = Sql::new("DELETE FROM kept_counts WHERE user_id IS NOT DISTINCT FROM $1");
        transaction.execute(sql.bind(user_id)).await?;
        let sql =
            Sql::new("INSERT INTO kept_counts (user_id, number, refreshed_at) VALUES ($1, $2, $3)")
                .bind(user_id)
                .bind(count.number)
                .bind(count.refreshed_at.get());
        transaction.execute(sql).await?;
        transaction.commit().await
    }
}

/// How many groups there are at the moment that a transaction sees.
pub(super) async fn count(snapshot: &mut Transaction, filter: &Filter) -> Result<i64, StoreError> {
    let (number,) = snapshot.one(number_of(filter)).await?;
    Ok(number)
}

/// The sum of the counters of the parts.
fn number_of(filter: &Filter) -> Sql {
    let mut query = Sql::new("SELECT CAST(coalesce(sum(number), 0) AS BIGINT) FROM (");
    for (index, part) in filter.parts().enumerate() {
        if index > 0 {
            query.push(" UNION ALL ");
        }
        query.push("SELECT number FROM ").push(match part.owner {
            Owner::Account => "group_counts",
            Owner::User(_) => "membership_counts",
        });
        part.push_condition(&mut query);
    }
    query.push(") AS parts");
    query
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::offset::OffsetPaging;
    use crate::pages::order::Order;
    use crate::roles::Role;
    use crate::store::administration::remove_user;
    use crate::store::groups::{GroupChanges, NewGroup, Scope};
    use crate::store::testing::{self, THEN};

    /// Compares each count with the length of the list.
    async fn check(store: &Store, users: &[i64], after: &str) {
        let of_users = users
            .iter()
            .flat_map(|id| [Scope::User(*id), Scope::PublicOrUser(*id)]);
        for scope in of_users.chain([Scope::Account]) {
            for exclude_deleted in [true, false] {
                let filter = Filter {
                    scope,
                    exclude_deleted,
                };
                let paging = OffsetPaging::new(1, 100).unwrap();
                let page = store.offset_page(&filter, paging, Order::default()).await;
                let listed = page.unwrap().groups.len() as i64;
                let counted = store.count_groups(&filter).await.unwrap();
                assert_eq!(counted, listed, "{filter:?} after {after}");
            }
        }
    }

    #[tokio::test]
    async fn counts_follow_every_change() {
        let store = testing::store().await;
        let ada = testing::user(&store, "ada@example.com", Role::Agent).await;
        let bob = testing::user(&store, "bob@example.com", Role::Agent).await;
        let users = [ada, bob];
        let mut groups = Vec::new();
        for number in 0..12 {
            let new = NewGroup {
                name: "x",
                description: "",
                is_public: number % 2 == 0,
            };
            let group = store.create_group(&new, THEN).await.unwrap();
            groups.push(group.id);
            check(&store, &users, "a creation").await;
            if number % 3 > 0 {
                testing::join(&store, ada, group.id).await;
                testing::join(&store, ada, group.id).await;
                check(&store, &users, "joining").await;
            }
            if number % 4 > 0 {
                testing::join(&store, bob, group.id).await;
            }
        }
        let private = GroupChanges {
            is_public: Some(false),
            name: Some("y"),
            ..GroupChanges::default()
        };
        for (number, group) in groups.iter().enumerate() {
            if number % 2 == 0 {
                store.update_group(*group, &private, THEN).await.unwrap();
                check(&store, &users, "a change").await;
            }
            if number % 3 > 0 {
                store.delete_group(*group, THEN).await.unwrap();
                store.delete_group(*group, THEN).await.unwrap();
                check(&store, &users, "a deletion").await;
            }
        }
        for group in &groups {
            testing::join(&store, ada, *group).await;
        }
        check(&store, &users, "joining deleted groups").await;

        let mut transaction = store.begin().await.unwrap();
        remove_user(&mut transaction, ada).await.unwrap();
        transaction.commit().await.unwrap();
        check(&store, &users, "the end of a user").await;
    }

    #[tokio::test]
    async fn a_kept_count_goes_with_its_user() {
        let store = testing::store().await;
        let ada = testing::user(&store, "ada@example.com", Role::Agent).await;
        for number in [5, 6] {
            for user_id in [Some(ada), None] {
                let count = KeptCount {
                    number,
                    refreshed_at: THEN,
                };
                store.keep_count(user_id, count).await.unwrap();
                assert_eq!(store.kept_count(user_id).await.unwrap(), Some(count));
            }
        }
        let mut transaction = store.begin().await.unwrap();
        remove_user(&mut transaction, ada).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(store.kept_count(Some(ada)).await.unwrap(), None);
        assert_eq!(store.kept_count(None).await.unwrap().unwrap().number, 6);
    }
}
