//! Files, as forms upload them.

#[cfg_attr(
    not(any(feature = "client", feature = "server")),
    allow(dead_code, reason = "forms travel only where there is an end")
)]
mod marks;

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{self, Serialize, Serializer};

use crate::param::{Parameter, ParameterError, Value};
use crate::stream::Body;

pub(crate) use marks::*;

/// A file in a form (`multipart/form-data`, RFC 7578): its bytes, whole or piece by piece, and what is said of them.
///
/// Elsewhere, in JSON say, a file is a string of the text that it holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    body: Body,
    about: Option<Box<About>>,
}

/// What is said of a file.
#[derive(Clone, Debug, Default, PartialEq)]
struct About {
    name: Option<String>,
    content_type: Option<String>,
    headers: HeaderMap,
}

impl File {
    /// A file of these bytes.
    pub fn new(body: impl Into<Body>) -> Self {
        Self {
            body: body.into(),
            about: None,
        }
    }

    /// Gives it a file name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.about_mut().name = Some(name.into());
        self
    }

    /// Says of which media type it is.
    #[must_use]
    pub fn of_type(mut self, content_type: impl Into<String>) -> Self {
        self.about_mut().content_type = Some(content_type.into());
        self
    }

    /// Gives its part these headers, beside those that its name and type go into.
    #[must_use]
    pub fn with_headers(mut self, headers: HeaderMap) -> Self {
        self.about_mut().headers = headers;
        self
    }

    /// Its file name, as its sender has it: not to be trusted as a path.
    pub fn name(&self) -> Option<&str> {
        self.about.as_ref()?.name.as_deref()
    }

    /// The media type, as its sender has it.
    pub fn content_type(&self) -> Option<&str> {
        self.about.as_ref()?.content_type.as_deref()
    }

    /// The other headers of its part.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.about.as_ref().map(|about| &about.headers)
    }

    /// Its bytes, whole or piece by piece.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Its bytes, whole or piece by piece.
    pub fn into_body(self) -> Body {
        self.body
    }

    /// Its bytes, where they are in memory as a whole. Large files of a form that came in are put aside: [`Self::body`] reads
    /// them then.
    pub fn bytes(&self) -> Option<&Bytes> {
        self.body.as_bytes()
    }

    /// How many bytes it has, where all are there: they are, in a form that came in.
    pub fn length(&self) -> Option<u64> {
        self.body.length()
    }

    fn about_mut(&mut self) -> &mut About {
        self.about.get_or_insert_default()
    }

    fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes()?).ok()
    }
}

impl<B: Into<Body>> From<B> for File {
    fn from(body: B) -> Self {
        Self::new(body)
    }
}

impl Serialize for File {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (marks::put(self), self.text()) {
            (Some(mark), _) => serializer.serialize_str(&mark),
            (None, Some(text)) => serializer.serialize_str(text),
            (None, None) => Err(ser::Error::custom(
                "a file that is no text can't stand in such a body",
            )),
        }
    }
}

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(FileVisitor)
    }
}

struct FileVisitor;

impl Visitor<'_> for FileVisitor {
    type Value = File;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a file")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<File, E> {
        Ok(marks::file_of(text).unwrap_or_else(|| File::new(text.to_owned())))
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<File, E> {
        Ok(File::new(bytes.to_vec()))
    }
}

impl Parameter for File {
    fn to_value(&self) -> Value {
        self.text()
            .map_or(Value::Absent, |text| Value::Text(text.to_owned()))
    }

    fn from_value(value: Value) -> Result<Self, ParameterError> {
        value.into_text().map(Self::from)
    }
}
