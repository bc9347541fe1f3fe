//! What a new database starts with: two accounts and the default group.

use crate::auth::passwords;
use crate::clock::Seconds;
use crate::roles::Role;
use crate::secrets::{self, Digest};
use crate::store::groups::{NewGroup, insert_default};
use crate::store::users::{self, NewUser};
use crate::store::{Store, StoreError, memberships, tokens};

/// The email address of the admin.
pub const ADMIN: &str = "admin@example.com";
/// The email address of the agent.
pub const AGENT: &str = "agent@example.com";

/// The label of the API tokens that are made here.
const LABEL: &str = "first start";

/// The secrets of a new database. They are kept nowhere else.
#[derive(Clone)]
pub struct Secrets {
    /// The API token of [`ADMIN`].
    pub admin_token: String,
    /// The password of [`ADMIN`].
    pub admin_password: String,
    /// The API token of [`AGENT`].
    pub agent_token: String,
}

/// Why a new database could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The database can't be written to.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store has no [`ADMIN`].
    #[error(
        "the database has no user {ADMIN} to give the API token to. Start without --admin-token."
    )]
    NoAdmin,
    /// There is no randomness to make secrets of.
    #[error("the operating system gave no random numbers to make secrets of: {0}")]
    Randomness(#[from] getrandom::Error),
    /// The password can't be hashed.
    #[error("can't hash the password of {ADMIN}: {0}")]
    Password(argon2::password_hash::Error),
}

impl Secrets {
    /// Random ones.
    ///
    /// # Errors
    /// [`SeedError::Randomness`].
    pub fn random() -> Result<Self, SeedError> {
        let (admin_token, admin_password) = (secrets::random()?, secrets::random()?);
        Ok(Self {
            admin_token,
            admin_password,
            agent_token: secrets::random()?,
        })
    }
}

/// Fills the store with two accounts that have these secrets and with the default group, all or nothing.
///
/// # Errors
/// [`SeedError`], among others if the store isn't empty.
pub async fn seed(store: &Store, secrets: &Secrets) -> Result<(), SeedError> {
    let password_hash = passwords::hash(&secrets.admin_password).map_err(SeedError::Password)?;
    let admin = NewUser {
        name: "Admin",
        email: ADMIN,
        role: Role::Admin,
        manages_groups: false,
        password_hash: Some(&password_hash),
    };
    let agent = NewUser {
        name: "Agent",
        email: AGENT,
        role: Role::Agent,
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
    for (user, token) in [(admin, &secrets.admin_token), (agent, &secrets.agent_token)] {
        let id = users::insert(&mut transaction, &user).await?;
        tokens::put_api_token(&mut transaction, id, LABEL, &Digest::of(token)).await?;
        memberships::insert(&mut transaction, id, group.id).await?;
    }
    transaction.commit().await.map_err(StoreError::from)?;
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
    transaction.commit().await.map_err(StoreError::from)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::Auth;

    fn secrets() -> Secrets {
        let [admin_token, admin_password, agent_token] =
            ["admin token", "admin password", "agent token"].map(str::to_owned);
        Secrets {
            admin_token,
            admin_password,
            agent_token,
        }
    }

    async fn role(auth: &Auth, user: &str, password: &str) -> Option<Role> {
        auth.basic(user, password)
            .await
            .unwrap()
            .map(|caller| caller.user.role)
    }

    #[tokio::test]
    async fn the_secrets_let_the_two_accounts_in() {
        let store = Store::in_memory().await.unwrap();
        seed(&store, &secrets()).await.unwrap();
        let auth = Auth::new(store);
        assert_eq!(
            role(&auth, "admin@example.com/token", "admin token").await,
            Some(Role::Admin)
        );
        assert_eq!(
            role(&auth, ADMIN, "admin password").await,
            Some(Role::Admin)
        );
        assert_eq!(
            role(&auth, "agent@example.com/token", "agent token").await,
            Some(Role::Agent)
        );
        assert_eq!(role(&auth, AGENT, "").await, None);
    }

    #[tokio::test]
    async fn a_store_is_filled_once() {
        let store = Store::in_memory().await.unwrap();
        seed(&store, &secrets()).await.unwrap();
        assert!(seed(&store, &secrets()).await.is_err());
        assert!(store.group(1).await.unwrap().unwrap().is_default);
        assert_eq!(store.group(2).await.unwrap(), None);
    }

    #[tokio::test]
    async fn the_token_of_the_admin_can_be_replaced() {
        let store = Store::in_memory().await.unwrap();
        assert!(replace_admin_token(&store, "new").await.is_err());
        seed(&store, &secrets()).await.unwrap();
        replace_admin_token(&store, "new").await.unwrap();
        let auth = Auth::new(store);
        assert_eq!(
            role(&auth, "admin@example.com/token", "admin token").await,
            None
        );
        assert_eq!(
            role(&auth, "admin@example.com/token", "new").await,
            Some(Role::Admin)
        );
    }
}
