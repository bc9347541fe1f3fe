//! Users: who may call, and who belongs to groups.

use sqlx::{ColumnIndex, Decode, FromRow, Row, Type};

use super::sql::Sql;
use super::{Store, StoreError, Transaction};
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
pub async fn insert(transaction: &mut Transaction, user: &NewUser<'_>) -> Result<i64, StoreError> {
    let sql = Sql::new(
        "INSERT INTO users (name, email, role, manages_groups, password_hash) \
         VALUES ($1, $2, $3, $4, $5) RETURNING id",
    )
    .bind(user.name)
    .bind(user.email)
    .bind(user.role.as_str())
    .bind(user.manages_groups)
    .bind(user.password_hash);
    let (id,) = transaction.one(sql).await?;
    Ok(id)
}

impl Store {
    /// Whether there is any user at all.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn has_users(&self) -> Result<bool, StoreError> {
        let sql = Sql::new("SELECT EXISTS (SELECT 1 FROM users)");
        let (any,) = self.database.one(sql).await?;
        Ok(any)
    }

    /// Whether there is a user with this id.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn user_exists(&self, id: i64) -> Result<bool, StoreError> {
        let sql = Sql::new("SELECT EXISTS (SELECT 1 FROM users WHERE id = $1)").bind(id);
        let (exists,) = self.database.one(sql).await?;
        Ok(exists)
    }

    /// The user with this email address and the hash of the user's password.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn user_with_email(
        &self,
        email: &str,
    ) -> Result<Option<(User, Option<String>)>, StoreError> {
        // SQLite's lower-case letters are those of ASCII; PostgreSQL's are in the collation of the column.
        let sql = Sql::new("SELECT * FROM users WHERE lower(email) = $1")
            .bind(email.to_ascii_lowercase());
        let found: Option<SignIn> = self.database.optional(sql).await?;
        Ok(found.map(|found| (found.user, found.password_hash)))
    }
}

/// A user, and what the password is checked against.
struct SignIn {
    user: User,
    password_hash: Option<String>,
}

impl<'r, R: Row> FromRow<'r, R> for SignIn
where
    User: FromRow<'r, R>,
    &'static str: ColumnIndex<R>,
    Option<String>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
        Ok(Self {
            user: User::from_row(row)?,
            password_hash: row.try_get("password_hash")?,
        })
    }
}

impl<'r, R: Row> FromRow<'r, R> for User
where
    &'static str: ColumnIndex<R>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
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
        let store = testing::store().await;
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
        let store = testing::store().await;
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
        let store = testing::store().await;
        let id = testing::user(&store, "ada@example.com", Role::EndUser).await;
        assert!(store.user_exists(id).await.unwrap());
        assert!(!store.user_exists(id + 1).await.unwrap());
    }
}
