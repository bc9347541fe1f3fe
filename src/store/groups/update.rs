//! Changing a group.

use super::{Group, name_key};
use crate::clock::Seconds;
use crate::store::sql::Sql;
use crate::store::{Store, StoreError};

/// What to change in a group; `None` leaves a property as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct GroupChanges<'a> {
    /// The name.
    pub name: Option<&'a str>,
    /// What it is for.
    pub description: Option<&'a str>,
    /// Whether it is public.
    pub is_public: Option<bool>,
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Update {
    /// The group is now this.
    Done(Group),
    /// No group has this id, or it is deleted.
    NoSuchGroup,
    /// It would have made a private group public. Nothing was changed.
    PrivateToPublic,
}

impl Store {
    /// Changes a group, all of it or nothing.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn update_group(
        &self,
        id: i64,
        changes: &GroupChanges<'_>,
        now: Seconds,
    ) -> Result<Update, StoreError> {
        // One statement, so that nobody can make the group private between a look and the change.
        let sql = Sql::new(
            "UPDATE groups SET name = coalesce($1, name), name_key = coalesce($2, name_key), \
             description = coalesce($3, description), is_public = coalesce($4, is_public), \
             updated_at = $5 \
             WHERE id = $6 AND deleted = FALSE AND is_public >= coalesce($4, FALSE) RETURNING *",
        )
        .bind(changes.name)
        .bind(changes.name.map(name_key))
        .bind(changes.description)
        .bind(changes.is_public)
        .bind(now.get())
        .bind(id);
        let mut transaction = self.begin().await?;
        let changed = transaction.optional(sql).await?;
        transaction.commit().await?;
        if let Some(group) = changed {
            return Ok(Update::Done(group));
        }
        let lives = self.group(id).await?.is_some_and(|group| !group.deleted);
        Ok(if lives {
            Update::PrivateToPublic
        } else {
            Update::NoSuchGroup
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::groups::Deletion;
    use crate::store::testing::{self, THEN};

    const LATER: Seconds = Seconds::new(THEN.get() + 60);

    #[tokio::test]
    async fn what_is_not_named_stays() {
        let store = testing::store().await;
        let group = testing::group(&store, "Billing").await;
        let changes = GroupChanges {
            name: Some("Zahlungen"),
            ..GroupChanges::default()
        };
        let expected = Group {
            name: "Zahlungen".to_owned(),
            name_key: "zahlungen".to_owned(),
            updated_at: LATER,
            ..group.clone()
        };
        let update = store.update_group(group.id, &changes, LATER).await.unwrap();
        assert_eq!(update, Update::Done(expected.clone()));

        let changes = GroupChanges {
            description: Some("Money"),
            ..GroupChanges::default()
        };
        let update = store.update_group(group.id, &changes, LATER).await.unwrap();
        assert_eq!(
            update,
            Update::Done(Group {
                description: "Money".to_owned(),
                ..expected
            })
        );
    }

    #[tokio::test]
    async fn public_becomes_private_but_never_back() {
        let store = testing::store().await;
        let group = testing::group(&store, "Billing").await;
        let private = GroupChanges {
            is_public: Some(false),
            ..GroupChanges::default()
        };
        let Update::Done(now) = store.update_group(group.id, &private, LATER).await.unwrap() else {
            panic!("refused")
        };
        assert!(!now.is_public);
        assert_eq!(
            store.update_group(group.id, &private, LATER).await.unwrap(),
            Update::Done(now)
        );

        let public = GroupChanges {
            is_public: Some(true),
            name: Some("X"),
            ..GroupChanges::default()
        };
        let update = store.update_group(group.id, &public, LATER).await.unwrap();
        assert_eq!(update, Update::PrivateToPublic);
        assert_eq!(
            store.group(group.id).await.unwrap().unwrap().name,
            "Billing"
        );
    }

    #[tokio::test]
    async fn deleted_and_unknown_groups_are_not_changed() {
        let store = testing::store().await;
        let group = testing::group(&store, "Billing").await;
        assert_eq!(
            store.delete_group(group.id, THEN).await.unwrap(),
            Deletion::Done
        );
        let changes = GroupChanges {
            name: Some("X"),
            ..GroupChanges::default()
        };
        for id in [group.id, group.id + 1] {
            let update = store.update_group(id, &changes, LATER).await.unwrap();
            assert_eq!(update, Update::NoSuchGroup);
        }
        assert_eq!(
            store.group(group.id).await.unwrap().unwrap().name,
            "Billing"
        );
    }
}
