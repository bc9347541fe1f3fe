//! Passwords, hashed with Argon2id. Checking one is slow on purpose, so only a few are checked at a time.

use std::sync::{Arc, OnceLock};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{self, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

/// How many passwords are checked at a time. Each takes some 20 MB of memory. Those that wait are bounded by the number
/// of connections, see [`crate::server::Limits`].
const AT_A_TIME: usize = 2;

/// The hash of a password in PHC string format, with a salt of its own.
///
/// # Errors
/// If the operating system has no randomness to give.
pub fn hash(password: &str) -> Result<String, password_hash::Error> {
    Ok(Argon2::default()
        .hash_password(password.as_bytes())?
        .to_string())
}

/// Checks passwords.
#[derive(Debug)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    /// What is checked where there is nothing to check, so that the time it takes doesn't tell who has an account.
    decoy: Arc<OnceLock<String>>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(AT_A_TIME)),
            decoy: Arc::default(),
        }
    }
}

impl Passwords {
    /// Whether `hash` is of this password. No hash, or one that can't be read, is of none.
    pub async fn verify(&self, password: &str, hash: Option<String>) -> bool {
        let Ok(turn) = Arc::clone(&self.turns).acquire_owned().await else {
            return false;
        };
        let password = password.to_owned();
        let decoy = Arc::clone(&self.decoy);
        let check = tokio::task::spawn_blocking(move || {
            // A check that nobody waits for any more still goes on, so the turn ends with it and not with the caller.
            let _turn = turn;
            match hash {
                Some(hash) => matches(&password, &hash),
                None => {
                    matches(
                        &password,
                        decoy.get_or_init(|| self::hash("").unwrap_or_default()),
                    );
                    false
                }
            }
        });
        check.await.unwrap_or(false)
    }
}

fn matches(password: &str, hash: &str) -> bool {
    let hash = PasswordHash::new(hash);
    hash.is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    #[tokio::test]
    async fn a_hash_is_of_one_password() {
        let passwords = Passwords::default();
        let hash = hash("right").unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(passwords.verify("right", Some(hash.clone())).await);
        assert!(!passwords.verify("wrong", Some(hash)).await);
    }

    #[tokio::test]
    async fn a_check_that_nobody_waits_for_keeps_its_turn() {
        // Twenty times as slow as one of ours, so that it is still going on when it is looked at.
        let slow = format!(
            "$argon2id$v=19$m=19456,t=40,p=1$c29tZSBzYWx0${}",
            "A".repeat(43)
        );
        let passwords = Passwords::default();
        let check = passwords.verify("x", Some(slow));
        assert!(timeout(Duration::ZERO, check).await.is_err());
        assert_eq!(passwords.turns.available_permits(), AT_A_TIME - 1);
        let all = u32::try_from(AT_A_TIME).unwrap();
        let back = timeout(Duration::from_secs(60), passwords.turns.acquire_many(all)).await;
        assert!(back.is_ok());
    }

    #[tokio::test]
    async fn no_password_is_right_without_a_hash() {
        let passwords = Passwords::default();
        assert!(!passwords.verify("", None).await);
        assert!(!passwords.verify("", Some("broken".to_owned())).await);
    }
}
