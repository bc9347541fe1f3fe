//! Accounts as those see them who run the service: all users, all tokens, and what can be taken back.

use super::sql::Sql;
use super::tokens::digest;
use super::users::User;
use super::{Store, StoreError, Transaction};
use crate::clock::Seconds;
use crate::secrets::Digest;

/// A token that was given out.
#[derive(Clone, Debug)]
pub struct IssuedToken {
    /// What is kept of it.
    pub digest: Digest,
    /// Whose it is.
    pub email: String,
    /// What it is for.
    pub kind: TokenKind,
}

/// What a token is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// HTTP Basic.
    Api {
        /// What its user calls it.
        label: String,
    },
    /// `Authorization: Bearer`.
    Bearer {
        /// What it allows: names separated by spaces.
        scopes: String,
        /// When it ends; `None`: never.
        expires_at: Option<Seconds>,
    },
}

impl Store {
    /// All users, by id, each with whether there is a password.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn users(&self) -> Result<Vec<(User, bool)>, StoreError> {
        let users: Vec<User> = self
            .database
            .all(Sql::new("SELECT * FROM users ORDER BY id"))
            .await?;
        let sql = Sql::new("SELECT id FROM users WHERE password_hash IS NOT NULL ORDER BY id");
        let with_password: Vec<(i64,)> = self.database.all(sql).await?;
        let has_password = |id| with_password.binary_search(&(id,)).is_ok();
        let users = users.into_iter();
        Ok(users
            .map(|user| {
                let has_password = has_password(user.id);
                (user, has_password)
            })
            .collect())
    }

    /// All tokens, by their owners.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn issued_tokens(&self) -> Result<Vec<IssuedToken>, StoreError> {
        let sql = Sql::new(
            "SELECT token_hash, email, label FROM api_tokens \
             JOIN users ON users.id = user_id ORDER BY user_id, label",
        );
        let api: Vec<(Vec<u8>, String, String)> = self.database.all(sql).await?;
        let sql = Sql::new(
            "SELECT token_hash, email, scopes, expires_at FROM access_tokens \
             JOIN users ON users.id = user_id ORDER BY user_id, token_hash",
        );
        let bearer: Vec<(Vec<u8>, String, String, Option<i64>)> = self.database.all(sql).await?;

        let api = api.into_iter().map(|(hash, email, label)| {
            let kind = TokenKind::Api { label };
            issued(&hash, email, kind)
        });
        let bearer = bearer.into_iter().map(|(hash, email, scopes, expires_at)| {
            let expires_at = expires_at.map(Seconds::new);
            issued(&hash, email, TokenKind::Bearer { scopes, expires_at })
        });
        api.chain(bearer).collect()
    }
}

fn issued(hash: &[u8], email: String, kind: TokenKind) -> Result<IssuedToken, StoreError> {
    let digest = digest(hash)?;
    Ok(IssuedToken {
        digest,
        email,
        kind,
    })
}

/// Gives a user another password, or none.
///
/// # Errors
/// [`StoreError::Query`].
pub async fn set_password_hash(
    transaction: &mut Transaction,
    user_id: i64,
    hash: Option<&str>,
) -> Result<(), StoreError> {
    let sql = Sql::new("UPDATE users SET password_hash = $1 WHERE id = $2");
    transaction.execute(sql.bind(hash).bind(user_id)).await
}

/// Removes a user, the user's tokens and memberships.
///
/// # Errors
/// [`StoreError::Query`].
pub async fn remove_user(transaction: &mut Transaction, user_id: i64) -> Result<(), StoreError> {
    let sql = Sql::new("DELETE FROM users WHERE id = $1");
    transaction.execute(sql.bind(user_id)).await
}

/// Takes a token back.
///
/// # Errors
/// [`StoreError::Query`].
pub async fn revoke_token(
    transaction: &mut Transaction,
    digest: &Digest,
) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM api_tokens WHERE token_hash = $1",
        "DELETE FROM access_tokens WHERE token_hash = $1",
    ] {
        let sql = Sql::new(sql).bind(digest.as_bytes());
        transaction.execute(sql).await?;
    }
    Ok(())
}
