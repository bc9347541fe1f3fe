//! What a database starts with: the admin and the default group, and, for those who ask for it, a fixture.

mod fixtures;

pub use fixtures::{Fixture, Planted, plant};

use crate::accounts::AccountError;
use crate::clock::Seconds;
use crate::roles::Role;
use crate::secrets::Digest;
use crate::store::groups::{NewGroup, insert_default};
use crate::store::users::{self, NewUser};
use crate::store::{Store, StoreError, memberships, tokens};

/// The email address of the admin.
pub const ADMIN: &str = "admin@example.com";

/// The label of the API token that the first start gives the admin.
const LABEL: &str = "first start";

/// Why a database could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The database can't be written to.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store has no [`ADMIN`].
    #[error(
        "the database has no user {ADMIN} to give the token in GROUPS_ADMIN_TOKEN to; unset it"
    )]
    NoAdmin,
    /// There is no randomness to make secrets of.
    #[error("the operating system gave no random numbers to make secrets of: {0}")]
    Randomness(#[from] getrandom::Error),
    /// An account of a fixture can't be made.
    #[error(transparent)]
    Account(#[from] AccountError),
}

/// Fills an empty store with the admin, who gets this API token, and the default group, all or nothing.
///
/// # Errors
/// [`SeedError`], among others if the store isn't empty.
pub async fn first_start(store: &Store, admin_token: &str) -> Result<(), SeedError> {
    let admin = NewUser {
        name: "Admin",
        email: ADMIN,
        role: Role::Admin,
        manages_groups: false,
        password_hash: None,
    };
    let support = NewGroup {
        name: "Support",
        description: "The first stop for every new ticket",
        is_public: true,
    };
    let mut transaction = store.begin().await?;
    let group = insert_default(&mut transaction, &support, Seconds::now()).await?;
    let id = users::insert(&mut transaction, &admin).await?;
    tokens::put_api_token(&mut transaction, id, LABEL, &Digest::of(admin_token)).await?;
    memberships::insert(&mut transaction, id, group.id).await?;
    transaction.commit().await?;
    Ok(())
}

/// Gives the admin of a store that has been filled before another API token, in place of the first one.
///
/// # Errors
/// [`SeedError::NoAdmin`] or [`SeedError::Store`].
pub async fn replace_admin_token(store: &Store, token: &str) -> Result<(), SeedError> {
    let found = store.user_with_email(ADMIN).await?;
    let (admin, _) = found.ok_or(SeedError::NoAdmin)?;
    let mut transaction = store.begin().await?;
    tokens::put_api_token(&mut transaction, admin.id, LABEL, &Digest::of(token)).await?;
    transaction.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::Auth;
    use crate::store::testing;

    async fn lets_in(store: &Store, token: &str) -> Option<Role> {
        let auth = Auth::new(store.clone());
        let caller = auth.basic("admin@example.com/token", token).await.unwrap();
        caller.map(|caller| caller.user.role)
    }

    #[tokio::test]
    async fn a_store_is_filled_once() {
        let store = testing::store().await;
        first_start(&store, "first").await.unwrap();
        assert!(first_start(&store, "second").await.is_err());
        assert_eq!(lets_in(&store, "first").await, Some(Role::Admin));
        assert_eq!(lets_in(&store, "second").await, None);
        assert!(store.group(1).await.unwrap().unwrap().is_default);
        assert_eq!(store.group(2).await.unwrap(), None);
    }

    #[tokio::test]
    async fn the_token_of_the_admin_can_be_replaced() {
        let store = testing::store().await;
        assert!(replace_admin_token(&store, "new").await.is_err());
        first_start(&store, "first").await.unwrap();
        replace_admin_token(&store, "new").await.unwrap();
        assert_eq!(lets_in(&store, "first").await, None);
        assert_eq!(lets_in(&store, "new").await, Some(Role::Admin));
    }
}
