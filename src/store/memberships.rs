//! Memberships: which user belongs to which group.

use super::sql::Sql;
use super::users::User;
use super::{Store, StoreError, Transaction};

/// Puts a user into a group; without effect if the user is in it already.
///
/// # Errors
/// [`StoreError::Query`], among others if there is no such user or no such group.
pub async fn insert(
    transaction: &mut Transaction,
    user_id: i64,
    group_id: i64,
) -> Result<(), StoreError> {
    // Without such a group there is nothing to copy, which the database refuses.
    let sql = Sql::new(
        "INSERT INTO memberships \
         (user_id, group_id, is_public, deleted, name_key, created_at, updated_at) VALUES ($1, $2, \
         (SELECT is_public FROM groups WHERE id = $2), (SELECT deleted FROM groups WHERE id = $2), \
         (SELECT name_key FROM groups WHERE id = $2), \
         (SELECT created_at FROM groups WHERE id = $2), \
         (SELECT updated_at FROM groups WHERE id = $2)) \
         ON CONFLICT (user_id, group_id) DO NOTHING",
    );
    transaction.execute(sql.bind(user_id).bind(group_id)).await
}

impl Store {
    /// The users who belong to any of these groups, each once, by id.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn members_of(&self, group_ids: &[i64]) -> Result<Vec<User>, StoreError> {
        if group_ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut sql = Sql::new(
            "SELECT * FROM users WHERE id IN (SELECT user_id FROM memberships WHERE group_id IN (",
        );
        sql.push_list(group_ids).push(")) ORDER BY id");
        self.database.all(sql).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::Role;
    use crate::store::testing;

    #[tokio::test]
    async fn members_are_listed_once_however_many_groups_they_share() {
        let store = testing::store().await;
        let ada = testing::user(&store, "ada@example.com", Role::Agent).await;
        let bob = testing::user(&store, "bob@example.com", Role::Admin).await;
        testing::user(&store, "eve@example.com", Role::Agent).await;
        let billing = testing::group(&store, "Billing").await.id;
        let support = testing::group(&store, "Support").await.id;
        for (user, group) in [
            (bob, billing),
            (ada, billing),
            (ada, support),
            (ada, support),
        ] {
            testing::join(&store, user, group).await;
        }

        let ids = |users: Vec<User>| users.into_iter().map(|user| user.id).collect::<Vec<_>>();
        assert_eq!(
            ids(store.members_of(&[billing, support]).await.unwrap()),
            [ada, bob]
        );
        assert_eq!(ids(store.members_of(&[support]).await.unwrap()), [ada]);
        assert_eq!(ids(store.members_of(&[]).await.unwrap()), [0_i64; 0]);
    }

    #[tokio::test]
    async fn a_membership_needs_its_group() {
        let store = testing::store().await;
        let ada = testing::user(&store, "ada@example.com", Role::Agent).await;
        let mut transaction = store.begin().await.unwrap();
        assert!(insert(&mut transaction, ada, 404).await.is_err());
    }
}
