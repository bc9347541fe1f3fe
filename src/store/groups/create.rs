//! Making a group.

use super::{Group, name_key};
use crate::clock::Seconds;
use crate::store::sql::Sql;
use crate::store::{Store, StoreError, Transaction};

/// How many groups are made by one statement: SQLite takes 32,766 values, PostgreSQL twice as many.
const MOST_IN_A_STATEMENT: usize = 1000;

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
        let mut transaction = self.begin().await?;
        let made = insert(&mut transaction, group, false, now).await?;
        transaction.commit().await?;
        Ok(made)
    }
}

/// Makes the account's default group.
///
/// # Errors
/// [`StoreError::Query`], among others if the account has one already.
pub async fn insert_default(
    transaction: &mut Transaction,
    group: &NewGroup<'_>,
    now: Seconds,
) -> Result<Group, StoreError> {
    insert(transaction, group, true, now).await
}

/// Makes several groups, which are not the default one.
///
/// # Errors
/// [`StoreError::Query`].
pub async fn insert_many(
    transaction: &mut Transaction,
    groups: &[NewGroup<'_>],
    now: Seconds,
) -> Result<(), StoreError> {
    for groups in groups.chunks(MOST_IN_A_STATEMENT) {
        let mut sql = Sql::new(
            "INSERT INTO groups \
             (name, name_key, description, is_public, is_default, created_at, updated_at) VALUES ",
        );
        for (index, group) in groups.iter().enumerate() {
            sql.push(if index > 0 { ", (" } else { "(" });
            sql.push_bind(group.name).push(", ");
            sql.push_bind(name_key(group.name)).push(", ");
            sql.push_bind(group.description).push(", ");
            sql.push_bind(group.is_public).push(", FALSE, ");
            sql.push_bind(now.get()).push(", ");
            sql.push_bind(now.get()).push(")");
        }
        transaction.execute(sql).await?;
    }
    Ok(())
}

async fn insert(
    transaction: &mut Transaction,
    group: &NewGroup<'_>,
    is_default: bool,
    now: Seconds,
) -> Result<Group, StoreError> {
    let sql = Sql::new(
        "INSERT INTO groups \
         (name, name_key, description, is_public, is_default, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $6) RETURNING *",
    )
    .bind(group.name)
    .bind(name_key(group.name))
    .bind(group.description)
    .bind(group.is_public)
    .bind(is_default)
    .bind(now.get());
    transaction.one(sql).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{self, THEN};

    #[tokio::test]
    async fn a_group_is_kept_as_it_was_made() {
        let store = testing::store().await;
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
        let store = testing::store().await;
        let first = testing::group(&store, "Billing").await;
        assert_ne!(first.id, testing::group(&store, "Billing").await.id);
    }

    #[tokio::test]
    async fn an_account_has_one_default_group() {
        let store = testing::store().await;
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
