//! Making a group.

use sqlx::SqliteConnection;

use super::{Group, name_key};
use crate::clock::Seconds;
use crate::store::{Store, StoreError};

/// A group to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewGroup<'a> {
    /// The name.
    pub name: &'a str,
    /// What it is for.
    pub description: &'a str,
    /// Whether it is public.
    pub is_public: bool,
}

impl Store {
    /// Makes a group and gives it as it is kept.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn create_group(
        &self,
        group: &NewGroup<'_>,
        now: Seconds,
    ) -> Result<Group, StoreError> {
        let mut connection = self.pool.acquire().await?;
        insert(&mut connection, group, false, now).await
    }
}

/// Makes the account's default group.
///
/// # Errors
/// [`StoreError::Query`], among others if the account has one already.
pub async fn insert_default(
    connection: &mut SqliteConnection,
    group: &NewGroup<'_>,
    now: Seconds,
) -> Result<Group, StoreError> {
    insert(connection, group, true, now).await
}

async fn insert(
    connection: &mut SqliteConnection,
    group: &NewGroup<'_>,
    is_default: bool,
    now: Seconds,
) -> Result<Group, StoreError> {
    let sql = "INSERT INTO groups \
               (name, name_key, description, is_public, is_default, created_at, updated_at) \
               VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING *";
    let made = sqlx::query_as(sql)
        .bind(group.name)
        .bind(name_key(group.name))
        .bind(group.description)
        .bind(group.is_public)
        .bind(is_default)
        .bind(now.get())
        .bind(now.get())
        .fetch_one(connection)
        .await?;
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{self, THEN};

    #[tokio::test]
    async fn a_group_is_kept_as_it_was_made() {
        let store = Store::in_memory().await.unwrap();
        let new = NewGroup {
            name: "Ärzte",
            description: "On call",
            is_public: false,
        };
        let made = store.create_group(&new, THEN).await.unwrap();
        let expected = Group {
            id: made.id,
            name: "Ärzte".to_owned(),
            name_key: "ärzte".to_owned(),
            description: "On call".to_owned(),
            is_public: false,
            is_default: false,
            deleted: false,
            created_at: THEN,
            updated_at: THEN,
        };
        assert_eq!(made, expected);
        assert_eq!(store.group(made.id).await.unwrap(), Some(expected));
    }

    #[tokio::test]
    async fn names_may_repeat() {
        let store = Store::in_memory().await.unwrap();
        let first = testing::group(&store, "Billing").await;
        assert_ne!(first.id, testing::group(&store, "Billing").await.id);
    }

    #[tokio::test]
    async fn an_account_has_one_default_group() {
        let store = Store::in_memory().await.unwrap();
        let new = NewGroup {
            name: "Support",
            description: "",
            is_public: true,
        };
        let mut transaction = store.begin().await.unwrap();
        assert!(
            insert_default(&mut transaction, &new, THEN)
                .await
                .unwrap()
                .is_default
        );
        assert!(insert_default(&mut transaction, &new, THEN).await.is_err());
    }
}
