//! API tokens and access tokens (the bearer tokens of OAuth), kept as digests only.

use sqlx::{FromRow, Row, SqliteConnection};

use super::users::User;
use super::{Store, StoreError};
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
    connection: &mut SqliteConnection,
    user_id: i64,
    label: &str,
    digest: &Digest,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO api_tokens (user_id, label, token_hash) VALUES (?, ?, ?) \
               ON CONFLICT (user_id, label) DO UPDATE SET token_hash = excluded.token_hash";
    sqlx::query(sql)
        .bind(user_id)
        .bind(label)
        .bind(digest.as_bytes())
        .execute(connection)
        .await?;
    Ok(())
}

/// Gives out an access token for a user. `scopes` are names separated by spaces.
///
/// # Errors
/// [`StoreError::Query`], among others if there is no such user.
pub async fn insert_access_token(
    connection: &mut SqliteConnection,
    user_id: i64,
    digest: &Digest,
    scopes: &str,
    expires_at: Option<Seconds>,
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO access_tokens (token_hash, user_id, scopes, expires_at) VALUES (?, ?, ?, ?)";
    sqlx::query(sql)
        .bind(digest.as_bytes())
        .bind(user_id)
        .bind(scopes)
        .bind(expires_at.map(Seconds::get))
        .execute(connection)
        .await?;
    Ok(())
}

impl Store {
    /// The digests of a user's API tokens.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn api_tokens_of(&self, user_id: i64) -> Result<Vec<Digest>, StoreError> {
        let sql = "SELECT token_hash FROM api_tokens WHERE user_id = ? ORDER BY label";
        let hashes: Vec<Vec<u8>> = sqlx::query_scalar(sql)
            .bind(user_id)
            .fetch_all(&self.pool)
            .await?;
        hashes.iter().map(|hash| digest(hash)).collect()
    }

    /// The access token with this digest, expired or not.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn access_token(&self, wanted: &Digest) -> Result<Option<AccessToken>, StoreError> {
        let sql = "SELECT users.*, token_hash, scopes, expires_at \
                   FROM access_tokens JOIN users ON users.id = user_id WHERE token_hash = ?";
        let row = sqlx::query(sql)
            .bind(wanted.as_bytes())
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let hash: Vec<u8> = row.try_get("token_hash")?;
        let expires_at: Option<i64> = row.try_get("expires_at")?;
        Ok(Some(AccessToken {
            user: User::from_row(&row)?,
            digest: digest(&hash)?,
            scopes: row.try_get("scopes")?,
            expires_at: expires_at.map(Seconds::new),
        }))
    }
}

pub(super) fn digest(hash: &[u8]) -> Result<Digest, StoreError> {
    let wrong_length = || sqlx::Error::Decode("a digest of the wrong length".into());
    Ok(Digest::from_bytes(hash).ok_or_else(wrong_length)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::Role;
    use crate::store::testing::{self, THEN};

    #[tokio::test]
    async fn an_api_token_replaces_the_one_of_the_same_label() {
        let store = Store::in_memory().await.unwrap();
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
        let store = Store::in_memory().await.unwrap();
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
