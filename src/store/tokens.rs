//! API tokens and access tokens (the bearer tokens of OAuth), kept as digests only.

use sqlx::{ColumnIndex, Decode, FromRow, Row, Type};

use super::sql::Sql;
use super::users::User;
use super::{Store, StoreError, Transaction};
use crate::clock::Seconds;
use crate::secrets::Digest;

/// An access token as it is kept, and whose it is.
#[derive(Clone, Debug)]
pub struct AccessToken {
    /// The user who gave it out.
    pub user: User,
    /// What is kept of the token.
    pub digest: Digest,
    /// What it allows: names separated by spaces.
    pub scopes: String,
    /// When it ends; `None`: never.
    pub expires_at: Option<Seconds>,
}

/// Gives a user the API token of this label, in place of the one that had the label before.
///
/// # Errors
/// [`StoreError::Query`], among others if there is no such user.
pub async fn put_api_token(
    transaction: &mut Transaction,
    user_id: i64,
    label: &str,
    digest: &Digest,
) -> Result<(), StoreError> {
    let sql = Sql::new(
        "INSERT INTO api_tokens (user_id, label, token_hash) VALUES ($1, $2, $3) \
         ON CONFLICT (user_id, label) DO UPDATE SET token_hash = excluded.token_hash",
    )
    .bind(user_id)
    .bind(label)
    .bind(digest.as_bytes());
    transaction.execute(sql).await
}

/// Gives out an access token for a user. `scopes` are names separated by spaces.
///
/// # Errors
/// [`StoreError::Query`], among others if there is no such user.
pub async fn insert_access_token(
    transaction: &mut Transaction,
    user_id: i64,
    digest: &Digest,
    scopes: &str,
    expires_at: Option<Seconds>,
) -> Result<(), StoreError> {
    let sql = Sql::new(
        "INSERT INTO access_tokens (token_hash, user_id, scopes, expires_at) VALUES ($1, $2, $3, $4)",
    )
    .bind(digest.as_bytes())
    .bind(user_id)
    .bind(scopes)
    .bind(expires_at.map(Seconds::get));
    transaction.execute(sql).await
}

impl Store {
    /// The digests of a user's API tokens.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn api_tokens_of(&self, user_id: i64) -> Result<Vec<Digest>, StoreError> {
        let sql = Sql::new("SELECT token_hash FROM api_tokens WHERE user_id = $1 ORDER BY label");
        let hashes: Vec<(Vec<u8>,)> = self.database.all(sql.bind(user_id)).await?;
        let digests = hashes.iter().map(|(hash,)| digest(hash));
        Ok(digests.collect::<Result<_, _>>()?)
    }

    /// The access token with this digest, expired or not.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn access_token(&self, wanted: &Digest) -> Result<Option<AccessToken>, StoreError> {
        let sql = Sql::new(
            "SELECT users.*, token_hash, scopes, expires_at \
             FROM access_tokens JOIN users ON users.id = user_id WHERE token_hash = $1",
        );
        self.database.optional(sql.bind(wanted.as_bytes())).await
    }
}

impl<'r, R: Row> FromRow<'r, R> for AccessToken
where
    User: FromRow<'r, R>,
    &'static str: ColumnIndex<R>,
    Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
        let hash: Vec<u8> = row.try_get("token_hash")?;
        let expires_at: Option<i64> = row.try_get("expires_at")?;
        Ok(Self {
            user: User::from_row(row)?,
            digest: digest(&hash)?,
            scopes: row.try_get("scopes")?,
            expires_at: expires_at.map(Seconds::new),
        })
    }
}

pub(super) fn digest(hash: &[u8]) -> Result<Digest, sqlx::Error> {
    let wrong_length = || sqlx::Error::Decode("a digest of the wrong length".into());
    Digest::from_bytes(hash).ok_or_else(wrong_length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::Role;
    use crate::store::testing::{self, THEN};

    #[tokio::test]
    async fn an_api_token_replaces_the_one_of_the_same_label() {
        let store = testing::store().await;
        let ada = testing::user(&store, "ada@example.com", Role::Agent).await;
        let mut transaction = store.begin().await.unwrap();
        for (label, token) in [("b", "one"), ("a", "two"), ("b", "three")] {
            put_api_token(&mut transaction, ada, label, &Digest::of(token))
                .await
                .unwrap();
        }
        transaction.commit().await.unwrap();

        let digests = store.api_tokens_of(ada).await.unwrap();
        let matching = |token| {
            digests
                .iter()
                .filter(|digest| digest.matches(token))
                .count()
        };
        assert_eq!(
            (matching("one"), matching("two"), matching("three")),
            (0, 1, 1)
        );
        assert!(store.api_tokens_of(ada + 1).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn an_access_token_comes_with_its_user_scopes_and_end() {
        let store = testing::store().await;
        let ada = testing::user(&store, "ada@example.com", Role::Agent).await;
        let digest = Digest::of("secret");
        let mut transaction = store.begin().await.unwrap();
        insert_access_token(&mut transaction, ada, &digest, "read write", Some(THEN))
            .await
            .unwrap();
        transaction.commit().await.unwrap();

        let found = store.access_token(&digest).await.unwrap().unwrap();
        assert_eq!((found.user.id, found.scopes.as_str()), (ada, "read write"));
        assert_eq!(found.expires_at, Some(THEN));
        assert!(found.digest.matches("secret"));
        assert!(
            store
                .access_token(&Digest::of("other"))
                .await
                .unwrap()
                .is_none()
        );
    }
}
