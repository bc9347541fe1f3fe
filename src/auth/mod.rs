//! Who calls: credentials in, [`Caller`] out. What the caller may do is decided in [`crate::roles`].

pub mod passwords;
pub mod scopes;

use passwords::Passwords;
use scopes::Scopes;

use crate::clock::Seconds;
use crate::secrets::Digest;
use crate::store::users::User;
use crate::store::{Store, StoreError};

/// What a user name ends with if the password is an API token.
const TOKEN_SUFFIX: &str = "/token";

/// Somebody whose credentials are right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The user.
    pub user: User,
    /// What the credentials allow.
    pub scopes: Scopes,
}

/// Checks credentials.
#[derive(Debug)]
pub struct Auth {
    store: Store,
    passwords: Passwords,
}

impl Auth {
    /// Checks credentials against the accounts in the store.
    pub fn new(store: Store) -> Self {
        Self {
            store,
            passwords: Passwords::default(),
        }
    }

    /// The caller who has these credentials of HTTP Basic: `EMAIL/token` and an API token, or `EMAIL` and a password.
    /// `None` if they are wrong.
    ///
    /// # Errors
    /// [`StoreError`] if the accounts can't be read.
    pub async fn basic(&self, user: &str, password: &str) -> Result<Option<Caller>, StoreError> {
        let user = match user.strip_suffix(TOKEN_SUFFIX) {
            Some(email) => self.owner_of_api_token(email, password).await?,
            None => self.owner_of_password(user, password).await?,
        };
        Ok(user.map(|user| Caller {
            user,
            scopes: Scopes::all(),
        }))
    }

    /// The caller who has this bearer token. `None` if it is wrong or has expired.
    ///
    /// # Errors
    /// [`StoreError`] if the accounts can't be read.
    pub async fn bearer(&self, token: &str) -> Result<Option<Caller>, StoreError> {
        let Some(found) = self.store.access_token(&Digest::of(token)).await? else {
            return Ok(None);
        };
        let now = Seconds::now();
        let expired = found.expires_at.is_some_and(|end| end <= now);
        if expired || !found.digest.matches(token) {
            return Ok(None);
        }
        Ok(Some(Caller {
            user: found.user,
            scopes: Scopes::parse(&found.scopes),
        }))
    }

    /// The user with this email address, and the hash of the user's password. Nobody has one with U+0000, and not all
    /// databases can be asked for it.
    async fn user(&self, email: &str) -> Result<Option<(User, Option<String>)>, StoreError> {
        if email.contains('\0') {
            return Ok(None);
        }
        self.store.user_with_email(email).await
    }

    async fn owner_of_api_token(
        &self,
        email: &str,
        token: &str,
    ) -> Result<Option<User>, StoreError> {
        let Some((user, _)) = self.user(email).await? else {
            return Ok(None);
        };
        let digests = self.store.api_tokens_of(user.id).await?;
        Ok(digests
            .iter()
            .any(|digest| digest.matches(token))
            .then_some(user))
    }

    async fn owner_of_password(
        &self,
        email: &str,
        password: &str,
    ) -> Result<Option<User>, StoreError> {
        let (user, hash) = self.user(email).await?.unzip();
        let right = self.passwords.verify(password, hash.flatten()).await;
        Ok(user.filter(|_| right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles::Role;
    use crate::store::{testing, tokens, users};

    async fn auth() -> Auth {
        let store = testing::store().await;
        testing::user(&store, "bob@example.com", Role::Agent).await;
        let hash = passwords::hash("pass:word").unwrap();
        let mut transaction = store.begin().await.unwrap();
        let ada = users::NewUser {
            name: "Ada",
            email: "ada@example.com",
            role: Role::Admin,
            manages_groups: false,
            password_hash: Some(&hash),
        };
        let ada = users::insert(&mut transaction, &ada).await.unwrap();
        let digest = Digest::of("api token");
        tokens::put_api_token(&mut transaction, ada, "first", &digest)
            .await
            .unwrap();
        for (token, expires_at) in [("good", None), ("old", Some(Seconds::new(1)))] {
            let digest = Digest::of(token);
            tokens::insert_access_token(&mut transaction, ada, &digest, "read", expires_at)
                .await
                .unwrap();
        }
        transaction.commit().await.unwrap();
        Auth::new(store)
    }

    async fn basic(auth: &Auth, user: &str, password: &str) -> Option<String> {
        auth.basic(user, password)
            .await
            .unwrap()
            .map(|caller| caller.user.email)
    }

    #[tokio::test]
    async fn an_api_token_lets_its_owner_in() {
        let auth = auth().await;
        let ada = Some("ada@example.com".to_owned());
        assert_eq!(
            basic(&auth, "ada@example.com/token", "api token").await,
            ada
        );
        assert_eq!(
            basic(&auth, "ADA@example.com/token", "api token").await,
            ada
        );
        assert_eq!(
            basic(&auth, "ada@example.com/token", "pass:word").await,
            None
        );
        assert_eq!(
            basic(&auth, "bob@example.com/token", "api token").await,
            None
        );
        assert_eq!(
            basic(&auth, "eve@example.com/token", "api token").await,
            None
        );
    }

    #[tokio::test]
    async fn a_password_lets_its_owner_in() {
        let auth = auth().await;
        let ada = Some("ada@example.com".to_owned());
        assert_eq!(basic(&auth, "ada@example.com", "pass:word").await, ada);
        assert_eq!(basic(&auth, "ada@example.com", "api token").await, None);
        assert_eq!(basic(&auth, "bob@example.com", "").await, None);
        assert_eq!(basic(&auth, "eve@example.com", "pass:word").await, None);
        assert_eq!(basic(&auth, "ada@example.com\0", "pass:word").await, None);
    }

    #[tokio::test]
    async fn a_bearer_token_carries_its_scopes_until_it_expires() {
        let auth = auth().await;
        let caller = auth.bearer("good").await.unwrap().unwrap();
        assert_eq!(caller.user.email, "ada@example.com");
        assert_eq!(caller.scopes, Scopes::parse("read"));
        assert_eq!(auth.bearer("old").await.unwrap(), None);
        assert_eq!(auth.bearer("other").await.unwrap(), None);
        assert_eq!(auth.bearer("api token").await.unwrap(), None);
    }
}
