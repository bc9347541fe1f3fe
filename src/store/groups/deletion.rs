//! Deletion, which is soft: a deleted group stays where it is and is marked.

use crate::clock::Seconds;
use crate::store::sql::Sql;
use crate::store::{Store, StoreError};

/// What became of a deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// The group is deleted now.
    Done,
    /// No group has this id, or it was deleted before.
    NoSuchGroup,
    /// It is the account's default group, which stays.
    DefaultGroup,
}

impl Store {
    /// Marks a group as deleted, unless it is the default one.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn delete_group(&self, id: i64, now: Seconds) -> Result<Deletion, StoreError> {
        let sql = Sql::new(
            "UPDATE groups SET deleted = TRUE, updated_at = $1 \
             WHERE id = $2 AND deleted = FALSE AND is_default = FALSE RETURNING id",
        );
        let mut transaction = self.begin().await?;
        let marked: Option<(i64,)> = transaction.optional(sql.bind(now.get()).bind(id)).await?;
        transaction.commit().await?;
        if marked.is_some() {
            return Ok(Deletion::Done);
        }
        // Default groups are never deleted, so the default one of a moment ago is still there.
        let is_default = self.group(id).await?.is_some_and(|group| group.is_default);
        Ok(if is_default {
            Deletion::DefaultGroup
        } else {
            Deletion::NoSuchGroup
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::groups::{NewGroup, insert_default};
    use crate::store::testing::{self, THEN};

    #[tokio::test]
    async fn a_deleted_group_stays_and_is_deleted_once() {
        let store = testing::store().await;
        let group = testing::group(&store, "Billing").await;
        let later = Seconds::new(THEN.get() + 60);
        assert_eq!(
            store.delete_group(group.id, later).await.unwrap(),
            Deletion::Done
        );

        let found = store.group(group.id).await.unwrap().unwrap();
        assert!(found.deleted);
        assert_eq!((found.created_at, found.updated_at), (THEN, later));
        assert_eq!(
            store.delete_group(group.id, later).await.unwrap(),
            Deletion::NoSuchGroup
        );
    }

    #[tokio::test]
    async fn an_unknown_group_is_told_apart_from_the_default_one() {
        let store = testing::store().await;
        let new = NewGroup {
            name: "Support",
            description: "",
            is_public: true,
        };
        let mut transaction = store.begin().await.unwrap();
        let default = insert_default(&mut transaction, &new, THEN).await.unwrap();
        transaction.commit().await.unwrap();

        assert_eq!(
            store.delete_group(default.id, THEN).await.unwrap(),
            Deletion::DefaultGroup
        );
        assert_eq!(
            store.delete_group(default.id + 1, THEN).await.unwrap(),
            Deletion::NoSuchGroup
        );
        assert!(!store.group(default.id).await.unwrap().unwrap().deleted);
    }
}
