//! Accounts: making users and tokens, and taking them back. What is given out is secret and kept nowhere; what is kept
//! is hashes.

use std::time::Duration;

use crate::auth::passwords;
use crate::auth::scopes::Scopes;
use crate::clock::Seconds;
use crate::roles::Role;
use crate::secrets::{self, Digest};
use crate::store::administration::{self, IssuedToken, TokenKind};
use crate::store::users::{self, NewUser, User};
use crate::store::{Store, StoreError, memberships, tokens};

/// A user to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewAccount<'a> {
    /// The email address.
    pub email: &'a str,
    /// The name.
    pub name: &'a str,
    /// What the user is in the account.
    pub role: Role,
    /// Whether the user, an agent, has a custom role that may manage groups.
    pub manages_groups: bool,
    /// The password, if there is to be one.
    pub password: Option<&'a str>,
    /// The ids of the groups that the user belongs to.
    pub groups: &'a [i64],
}

/// Why an account can't be made or changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The database can't do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no randomness to make secrets of.
    #[error("the operating system gave no random numbers to make secrets of: {0}")]
    Randomness(#[from] getrandom::Error),
    /// The password can't be hashed.
    #[error("can't hash the password: {0}")]
    Hash(argon2::password_hash::Error),
    /// It is no email address, or one that couldn't be sent as a user name.
    #[error("`{0}` is no email address that can be used to sign in")]
    Email(String),
    /// A name without characters, or with some that don't show.
    #[error("a name has at least one character, and no control characters")]
    Name,
    /// A password that couldn't be sent, or that anybody guesses.
    #[error(
        "a password has from {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} bytes and no control characters"
    )]
    Password,
    /// Only agents have custom roles.
    #[error("only an agent's custom role may manage groups")]
    CustomRole,
    /// Somebody has this email address.
    #[error("there is a user {0} already")]
    EmailTaken(String),
    /// Nobody has this email address.
    #[error("there is no user {0}")]
    NoUser(String),
    /// Without this user, nobody could run the account.
    #[error(
        "{0} is the only admin; add another one first, with `groups-server user add EMAIL --role admin`"
    )]
    OnlyAdmin(String),
    /// No group has this id.
    #[error("there is no group {0}")]
    NoGroup(i64),
    /// The user has a token of this label.
    #[error("{email} has an API token `{label}` already; revoke it, or choose another label")]
    LabelTaken {
        /// Who.
        email: String,
        /// The label.
        label: String,
    },
    /// A scope that isn't any.
    #[error("`{0}` is no scope; there are read, write, groups:read and groups:write")]
    Scope(String),
    /// No token, or several, have this fingerprint.
    #[error("there is no token {0}; `groups-server token list` shows all")]
    NoToken(String),
}

const SHORTEST_PASSWORD: usize = 8;
/// What a server has to hash is bounded.
const LONGEST_PASSWORD: usize = 1024;
const LONGEST_EMAIL: usize = 254;

/// Makes a user and gives the id.
///
/// # Errors
/// [`AccountError`], among others if the email address is taken or a group isn't there.
pub async fn add_user(store: &Store, account: &NewAccount<'_>) -> Result<i64, AccountError> {
    check_email(account.email)?;
    if account.name.trim().is_empty() || account.name.chars().any(char::is_control) {
        return Err(AccountError::Name);
    }
    if account.manages_groups && account.role != Role::Agent {
        return Err(AccountError::CustomRole);
    }
    let password_hash = account.password.map(hash).transpose()?;
    if store.user_with_email(account.email).await?.is_some() {
        return Err(AccountError::EmailTaken(account.email.to_owned()));
    }
    for group in account.groups {
        let found = store.group(*group).await?;
        found.ok_or(AccountError::NoGroup(*group))?;
    }
    let user = NewUser {
        name: account.name.trim(),
        email: account.email,
        role: account.role,
        manages_groups: account.manages_groups,
        password_hash: password_hash.as_deref(),
    };
    let mut transaction = store.begin().await?;
    let id = users::insert(&mut transaction, &user).await?;
    for group in account.groups {
        memberships::insert(&mut transaction, id, *group).await?;
    }
    transaction.commit().await?;
    Ok(id)
}

/// Gives a user another password; `None`: no password lets the user in any more.
///
/// # Errors
/// [`AccountError::NoUser`], [`AccountError::Password`].
pub async fn set_password(
    store: &Store,
    email: &str,
    password: Option<&str>,
) -> Result<(), AccountError> {
    let hash = password.map(hash).transpose()?;
    let user = user(store, email).await?;
    let mut transaction = store.begin().await?;
    administration::set_password_hash(&mut transaction, user.id, hash.as_deref()).await?;
    transaction.commit().await?;
    Ok(())
}

/// Removes a user, and with the user all tokens and memberships.
///
/// # Errors
/// [`AccountError::NoUser`], [`AccountError::OnlyAdmin`].
pub async fn remove_user(store: &Store, email: &str) -> Result<(), AccountError> {
    let user = user(store, email).await?;
    if user.role == Role::Admin {
        let users = store.users().await?;
        let admins = users.iter().filter(|(user, _)| user.role == Role::Admin);
        if admins.count() == 1 {
            return Err(AccountError::OnlyAdmin(user.email));
        }
    }
    let mut transaction = store.begin().await?;
    administration::remove_user(&mut transaction, user.id).await?;
    transaction.commit().await?;
    Ok(())
}

/// Makes an API token and gives it. Without a label it is called by its fingerprint.
///
/// # Errors
/// [`AccountError::NoUser`], [`AccountError::LabelTaken`].
pub async fn create_api_token(
    store: &Store,
    email: &str,
    label: Option<&str>,
) -> Result<String, AccountError> {
    let user = user(store, email).await?;
    let token = secrets::random()?;
    let digest = Digest::of(&token);
    let label = label.map_or_else(|| digest.fingerprint(), str::to_owned);
    let kind = TokenKind::Api {
        label: label.clone(),
    };
    let issued = store.issued_tokens().await?;
    if issued
        .iter()
        .any(|other| other.email == user.email && other.kind == kind)
    {
        let email = user.email;
        return Err(AccountError::LabelTaken { email, label });
    }
    let mut transaction = store.begin().await?;
    tokens::put_api_token(&mut transaction, user.id, &label, &digest).await?;
    transaction.commit().await?;
    Ok(token)
}

/// Makes a bearer token with these scopes and gives it. It ends after `lifetime`; `None`: never.
///
/// # Errors
/// [`AccountError::NoUser`], [`AccountError::Scope`].
pub async fn create_bearer_token(
    store: &Store,
    email: &str,
    scopes: &[String],
    lifetime: Option<Duration>,
) -> Result<String, AccountError> {
    if let Some(unknown) = scopes.iter().find(|scope| !Scopes::has_name(scope)) {
        return Err(AccountError::Scope(unknown.clone()));
    }
    let user = user(store, email).await?;
    let token = secrets::random()?;
    let expires_at = lifetime.map(|lifetime| Seconds::now().after(lifetime));
    let mut transaction = store.begin().await?;
    tokens::insert_access_token(
        &mut transaction,
        user.id,
        &Digest::of(&token),
        &scopes.join(" "),
        expires_at,
    )
    .await?;
    transaction.commit().await?;
    Ok(token)
}

/// Takes the token with this fingerprint back.
///
/// # Errors
/// [`AccountError::NoToken`].
pub async fn revoke_token(store: &Store, fingerprint: &str) -> Result<IssuedToken, AccountError> {
    let tokens = store.issued_tokens().await?;
    let found = tokens
        .into_iter()
        .find(|token| token.digest.fingerprint() == fingerprint);
    let token = found.ok_or_else(|| AccountError::NoToken(fingerprint.to_owned()))?;
    let mut transaction = store.begin().await?;
    administration::revoke_token(&mut transaction, &token.digest).await?;
    transaction.commit().await?;
    Ok(token)
}

async fn user(store: &Store, email: &str) -> Result<User, AccountError> {
    let found = store.user_with_email(email).await?;
    let no_user = || AccountError::NoUser(email.to_owned());
    found.map(|(user, _)| user).ok_or_else(no_user)
}

/// An email address here has something on both sides of an `@`, and can be the user name of HTTP Basic, which ends at
/// a colon and, if it ends with `/token`, is taken for another (RFC 7617, section 2).
fn check_email(email: &str) -> Result<(), AccountError> {
    let parts = email.split_once('@');
    let is_one = parts.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
        && email.len() <= LONGEST_EMAIL
        && !email.ends_with("/token")
        && !email
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || c == ':');
    if is_one {
        Ok(())
    } else {
        Err(AccountError::Email(email.to_owned()))
    }
}

fn hash(password: &str) -> Result<String, AccountError> {
    let fits = (SHORTEST_PASSWORD..=LONGEST_PASSWORD).contains(&password.len());
    if !fits || password.chars().any(char::is_control) {
        return Err(AccountError::Password);
    }
    passwords::hash(password).map_err(AccountError::Hash)
}

#[cfg(test)]
#[path = "accounts_tests.rs"]
mod tests;
