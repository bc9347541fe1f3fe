//! The `time` crate's instants, as RFC 3339 writes them.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{self, Serialize, Serializer};
use time::OffsetDateTime;
use time::error::Parse;
use time::format_description::well_known;

use crate::validate::Format;
use crate::wire::Strictness;

/// How many bytes an instant takes at most.
const LONGEST: usize = 64;

/// An [`OffsetDateTime`] that stands as RFC 3339, section 5.6 `date-time` has it, in JSON and elsewhere: the type's own
/// form is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rfc3339(pub OffsetDateTime);

impl From<OffsetDateTime> for Rfc3339 {
    fn from(instant: OffsetDateTime) -> Self {
        Self(instant)
    }
}

impl From<Rfc3339> for OffsetDateTime {
    fn from(instant: Rfc3339) -> Self {
        instant.0
    }
}

impl Deref for Rfc3339 {
    type Target = OffsetDateTime;

    fn deref(&self) -> &OffsetDateTime {
        &self.0
    }
}

impl FromStr for Rfc3339 {
    type Err = Parse;

    fn from_str(text: &str) -> Result<Self, Parse> {
        OffsetDateTime::parse(text, &well_known::Rfc3339).map(Self)
    }
}

/// What RFC 3339 can't write (a year below 0 or an offset with seconds) stands in the type's own form; to serialize it is
/// an error.
impl fmt::Display for Rfc3339 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.format(&well_known::Rfc3339) {
            Ok(text) => f.write_str(&text),
            Err(_) => self.0.fmt(f),
        }
    }
}

impl Serialize for Rfc3339 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = [0; LONGEST];
        let mut rest = text.as_mut_slice();
        let written = self.0.format_into(&mut rest, &well_known::Rfc3339);
        written.map_err(ser::Error::custom)?;
        let length = LONGEST - rest.len();
        let text = text.get(..length).map(std::str::from_utf8);
        serializer.serialize_str(text.and_then(Result::ok).unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for Rfc3339 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(InstantVisitor)
    }
}

struct InstantVisitor;

impl Visitor<'_> for InstantVisitor {
    type Value = Rfc3339;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date and time such as `2026-01-31T12:00:00Z`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Rfc3339, E> {
        // The type's own reader takes more.
        let fits = Strictness::current() == Strictness::Lenient || Format::DateTime.holds(text);
        match text.parse() {
            Ok(instant) if fits => Ok(instant),
            _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
        }
    }
}
