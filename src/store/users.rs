//! Users: who may call, and who belongs to groups.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqliteConnection};

use super::{Store, StoreError};
use crate::roles::Role;

/// A user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The id, given when the user is made.
    pub id: i64,
    /// The name.
    pub name: String,
    /// The email address, unique without regard to the case of ASCII letters.
    pub email: String,
    /// What the user is in the account.
    pub role: Role,
    /// Whether the user, an agent, has a custom role that may manage groups.
    pub manages_groups: bool,
}

/// A user to be made.
#[derive(Clone, Debug)]
pub struct NewUser<'a> {
    /// The name.
    pub name: &'a str,
    /// The email address.
    pub email: &'a str,
    /// What the user is in the account.
    pub role: Role,
    /// Whether the user, an agent, has a custom role that may manage groups.
    pub manages_groups: bool,
    /// The hash of the password in PHC string format; `None`: no password is the user's.
    pub password_hash: Option<&'a str>,
}

/// Makes a user and gives the id.
///
/// # Errors
/// [`StoreError::Query`], among others if there is a user with this email address.
pub async fn insert(
    connection: &mut SqliteConnection,
    user: &NewUser<'_>,
) -> Result<i64, StoreError> {
    let sql = "INSERT INTO users (name, email, role, manages_groups, password_hash) VALUES (?, ?, ?, ?, ?) RETURNING id";
    let id = sqlx::query_scalar(sql)
        .bind(user.name)
        .bind(user.email)
        .bind(user.role.as_str())
        .bind(user.manages_groups)
        .bind(user.password_hash)
        .fetch_one(connection)
        .await?;
    Ok(id)
}

impl Store {
    /// Whether there is any user at all.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn has_users(&self) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM users)")
            .fetch_one(&self.pool)
            .await?)
    }

    /// Whether there is a user with this id.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn user_exists(&self, id: i64) -> Result<bool, StoreError> {
        Ok(
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM users WHERE id = ?)")
                .bind(id)
                .fetch_one(&self.pool)
                .await?,
        )
    }

    /// The user with this email address and the hash of the user's password.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn user_with_email(
        &self,
        email: &str,
    ) -> Result<Option<(User, Option<String>)>, StoreError> {
        let sql = "SELECT * FROM users WHERE email = ?";
        let row = sqlx::query(sql)
            .bind(email)
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some((User::from_row(&row)?, row.try_get("password_hash")?)))
    }
}

impl<'r> FromRow<'r, SqliteRow> for User {
    fn from_row(row: &'r SqliteRow) -> Result<Self, sqlx::Error> {
        let role: String = row.try_get("role")?;
        let unknown_role = || sqlx::Error::Decode(format!("unknown role `{role}`").into());
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            email: row.try_get("email")?,
            role: Role::parse(&role).ok_or_else(unknown_role)?,
            manages_groups: row.try_get("manages_groups")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing;

    #[tokio::test]
    async fn a_user_is_found_by_email_whatever_its_case() {
        let store = Store::in_memory().await.unwrap();
        assert!(!store.has_users().await.unwrap());
        let id = testing::user(&store, "Ada@example.com", Role::Agent).await;
        assert!(store.has_users().await.unwrap());

        let (user, hash) = store
            .user_with_email("ada@EXAMPLE.com")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (user.id, user.email.as_str(), user.role),
            (id, "Ada@example.com", Role::Agent)
        );
        assert_eq!(hash, None);
        assert_eq!(
            store.user_with_email("bob@example.com").await.unwrap(),
            None
        );
    }

    #[tokio::test]
    async fn two_users_cannot_share_an_email_address() {
        let store = Store::in_memory().await.unwrap();
        testing::user(&store, "ada@example.com", Role::Agent).await;
        let again = NewUser {
            name: "Another Ada",
            email: "ADA@example.com",
            role: Role::Admin,
            manages_groups: false,
            password_hash: None,
        };
        let mut transaction = store.begin().await.unwrap();
        assert!(insert(&mut transaction, &again).await.is_err());
    }

    #[tokio::test]
    async fn existence_is_told_by_id() {
        let store = Store::in_memory().await.unwrap();
        let id = testing::user(&store, "ada@example.com", Role::EndUser).await;
        assert!(store.user_exists(id).await.unwrap());
        assert!(!store.user_exists(id + 1).await.unwrap());
    }
}
