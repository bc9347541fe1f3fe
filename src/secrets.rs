//! Random secrets, and what is kept of them.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;

/// How many random bytes a secret is made of.
const RANDOM_BYTES: usize = 30;

/// How many bytes of a digest are in its fingerprint: enough to tell the tokens of an account apart.
const FINGERPRINT_BYTES: usize = 6;

/// A new secret: 240 random bits as 40 letters, digits, `-` and `_`.
///
/// # Errors
/// If the operating system has no randomness to give.
pub fn random() -> Result<String, getrandom::Error> {
    let mut bytes = [0; RANDOM_BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// The SHA-256 of a token, which is all that is kept of it. Tokens are too random to be guessed from it, so it
/// needs neither salt nor a slow hash; passwords do, see [`crate::auth::passwords`].
#[derive(Clone)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of a token.
    pub fn of(token: &str) -> Self {
        Self(Sha256::digest(token.as_bytes()).into())
    }

    /// The digest that [`Digest::as_bytes`] gave; `None` if it can't have given these bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(bytes.try_into().ok()?))
    }

    /// The digest as it is kept.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// What the token is called where it must not be shown: the beginning of the digest.
    pub fn fingerprint(&self) -> String {
        let bytes = self.0.iter().take(FINGERPRINT_BYTES);
        bytes.map(|byte| format!("{byte:02x}")).collect()
    }

    /// Whether this is the digest of `token`. How long that takes doesn't tell how much of it is right.
    pub fn matches(&self, token: &str) -> bool {
        self.0.ct_eq(&Self::of(token).0).into()
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digest(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_long_and_differ() {
        let (one, two) = (random().unwrap(), random().unwrap());
        assert_eq!(one.len(), 40);
        assert_ne!(one, two);
    }

    #[test]
    fn a_digest_matches_its_token_only() {
        let digest = Digest::of("token");
        assert!(digest.matches("token"));
        assert!(!digest.matches("Token"));
        assert_eq!(digest.fingerprint(), "3c469e9d6c58");
        let kept = Digest::from_bytes(digest.as_bytes()).unwrap();
        assert!(kept.matches("token"));
        assert!(Digest::from_bytes(b"short").is_none());
    }
}
