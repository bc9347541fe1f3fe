//! Bytes that travel as base64.

use std::fmt;
use std::ops::Deref;

use base64::Engine;
use base64::display::Base64Display;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, general_purpose};
use bytes::Bytes;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::wire::Strictness;

/// Reads with and without the padding.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Bytes that stand in JSON, parameters and headers as base64 (RFC 4648, section 4; OpenAPI's format `byte`).
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Base64(pub Bytes);

impl Base64 {
    /// The bytes as base64 text, padded.
    pub fn encode(&self) -> String {
        general_purpose::STANDARD.encode(&self.0)
    }

    /// How many characters that text has.
    pub(crate) fn encoded_length(&self) -> usize {
        self.0.len().div_ceil(3).saturating_mul(4)
    }

    /// Reads base64 text, which must be padded where reading is strict (RFC 4648, section 3.2); `None` where it is none.
    pub(crate) fn read(text: &str) -> Option<Self> {
        match Strictness::current() {
            Strictness::Lenient => Self::decode(text),
            Strictness::Strict => general_purpose::STANDARD.decode(text).ok().map(Self::from),
        }
    }

    /// Reads base64 text, padded or not; `None` where it is none.
    pub fn decode(text: &str) -> Option<Self> {
        ENGINE.decode(text).ok().map(Self::from)
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Base64").field(&self.0).finish()
    }
}

impl Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Bytes> for Base64 {
    fn from(bytes: Bytes) -> Self {
        Self(bytes)
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(Bytes::copy_from_slice(bytes))
    }
}

impl From<Base64> for Bytes {
    fn from(bytes: Base64) -> Self {
        bytes.0
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&Base64Display::new(&self.0, &general_purpose::STANDARD))
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Base64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("base64 text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Base64, E> {
        Base64::read(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::{Base64, Strictness};

    #[test]
    fn travels_as_base64() {
        let bytes = Base64::from(&b"any\xffthing"[..]);
        let json = serde_json::to_string(&bytes).unwrap();
        assert_eq!(json, "\"YW55/3RoaW5n\"");
        assert_eq!(serde_json::from_str::<Base64>(&json).unwrap(), bytes);
    }

    #[test]
    fn reads_with_and_without_padding() {
        assert_eq!(
            Base64::decode("Zg==").unwrap(),
            Base64::decode("Zg").unwrap()
        );
        assert!(Base64::decode("Z*==").is_none());
    }

    #[test]
    fn servers_read_it_with_padding_alone() {
        let read = |json| Strictness::Strict.scope(|| serde_json::from_str::<Base64>(json));
        assert!(read("\"Zg==\"").is_ok());
        assert!(read("\"Zg\"").is_err());
        assert!(serde_json::from_str::<Base64>("\"Zg\"").is_ok());
    }
}
