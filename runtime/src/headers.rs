//! Typed response headers.

use std::borrow::Cow;

use http::{HeaderMap, HeaderName, HeaderValue};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::param::{Parameter, ParameterError, Shape, Value, decode, encode, to_sent};
use crate::wire;

/// The documented headers of a response: a struct with a field each.
pub trait Headers: Sized {
    /// Writes them.
    fn write(&self, headers: &mut HeaderWriter);

    /// Reads them; `None` where one is missing or wrong, which `headers` then knows of.
    fn read(headers: &mut HeaderReader<'_>) -> Option<Self>;
}

/// Headers that are being written.
#[derive(Debug, Default)]
pub struct HeaderWriter {
    headers: HeaderMap,
    faults: Vec<String>,
}

impl HeaderWriter {
    /// Writes a header (OpenAPI's style `simple`); nothing where the value is absent.
    pub fn put<T: Parameter>(&mut self, name: &'static str, value: &T) {
        self.put_value(name, false, &to_sent(value));
    }

    /// Writes a header whose objects are spread (`explode`).
    pub fn put_exploded<T: Parameter>(&mut self, name: &'static str, value: &T) {
        self.put_value(name, true, &to_sent(value));
    }

    /// Writes a header that is a JSON document (OpenAPI's `content`).
    pub fn put_json<T: Serialize>(&mut self, name: &'static str, value: &T) {
        match wire::to_string(value) {
            Ok(json) => self.put_value(name, false, &Value::Text(json)),
            Err(error) => {
                let fault = format!("the header `{name}` can't be written as JSON: {error}");
                self.faults.push(fault);
            }
        }
    }

    /// The same, if there is one.
    pub fn put_optional_json<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.put_json(name, value);
        }
    }

    /// The headers, and what could not be written.
    #[cfg(feature = "server")]
    pub(crate) fn finish(self) -> (HeaderMap, Vec<String>) {
        (self.headers, self.faults)
    }

    fn put_value(&mut self, name: &str, explode: bool, value: &Value) {
        match header(name, explode, value) {
            Ok(Some((name, value))) => {
                self.headers.insert(name, value);
            }
            Ok(None) => {}
            Err(fault) => self.faults.push(fault),
        }
    }
}

/// A header of this name and value; `None` where there is nothing to write.
pub(crate) fn header(
    name: &str,
    explode: bool,
    value: &Value,
) -> Result<Option<(HeaderName, HeaderValue)>, String> {
    let text = encode::header(explode, value)
        .map_err(|fault| format!("the header `{name}` {}", fault.message()))?;
    let Some(text) = text else { return Ok(None) };
    let key = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| format!("`{name}` is not the name of a header"))?;
    let value = HeaderValue::from_bytes(text.as_bytes())
        .map_err(|_| format!("the header `{name}` holds characters that no header may hold"))?;
    Ok(Some((key, value)))
}

/// Headers that are being read.
#[derive(Debug)]
pub struct HeaderReader<'h> {
    headers: &'h HeaderMap,
    faults: Vec<HeaderFault>,
}

/// What is wrong with a header that was read.
#[derive(Debug)]
#[cfg_attr(
    not(feature = "client"),
    allow(dead_code, reason = "clients read the headers of answers")
)]
pub(crate) struct HeaderFault {
    /// Which header.
    pub(crate) name: &'static str,
    /// Where in its value, if that is a JSON document: a JSON pointer (RFC 6901).
    pub(crate) pointer: String,
    /// What is wrong, to be read behind its name.
    pub(crate) message: String,
}

impl<'h> HeaderReader<'h> {
    #[cfg(feature = "client")]
    pub(crate) fn new(headers: &'h HeaderMap) -> Self {
        Self {
            headers,
            faults: Vec::new(),
        }
    }

    /// Reads a header (OpenAPI's style `simple`); `None` where it is missing or wrong.
    pub fn get<T: Parameter>(&mut self, name: &'static str) -> Option<T> {
        self.read(name, value(self.headers, name, false, T::SHAPE))
    }

    /// Reads a header whose objects are spread (`explode`); `None` where it is missing or wrong.
    pub fn get_exploded<T: Parameter>(&mut self, name: &'static str) -> Option<T> {
        self.read(name, value(self.headers, name, true, T::SHAPE))
    }

    /// Reads a header that is a JSON document (OpenAPI's `content`); `None` where it is missing or wrong.
    pub fn get_json<T: DeserializeOwned>(&mut self, name: &'static str) -> Option<T> {
        match self.get_optional_json(name)? {
            Some(value) => Some(value),
            None => self.fail(name, ParameterError::missing().to_string()),
        }
    }

    /// The same for one that need not be there.
    pub fn get_optional_json<T: DeserializeOwned>(
        &mut self,
        name: &'static str,
    ) -> Option<Option<T>> {
        let text: Option<String> = self.get(name)?;
        let Some(text) = text else { return Some(None) };
        match wire::from_slice(text.as_bytes()) {
            Ok(value) => Some(Some(value)),
            Err(failure) => {
                let message = format!("is no such JSON document: {}", failure.message);
                self.faults.push(HeaderFault {
                    name,
                    pointer: failure.pointer,
                    message,
                });
                None
            }
        }
    }

    /// What was missing or wrong.
    #[cfg(feature = "client")]
    pub(crate) fn finish(self) -> Vec<HeaderFault> {
        self.faults
    }

    fn read<T: Parameter>(
        &mut self,
        name: &'static str,
        value: Result<Value, ParameterError>,
    ) -> Option<T> {
        match value.and_then(T::from_value) {
            Ok(value) => Some(value),
            Err(error) => {
                for fault in error.into_faults() {
                    self.fail::<T>(name, fault.to_string());
                }
                None
            }
        }
    }

    fn fail<T>(&mut self, name: &'static str, message: String) -> Option<T> {
        self.faults.push(HeaderFault {
            name,
            pointer: String::new(),
            message,
        });
        None
    }
}

/// The value of the header of this name. A header that comes several times is one list (RFC 9110, section 5.3). Text that
/// isn't UTF-8 is taken for ISO-8859-1, which no text fails to be (section 5.5).
pub(crate) fn value(
    headers: &HeaderMap,
    name: &str,
    explode: bool,
    shape: Shape,
) -> Result<Value, ParameterError> {
    let values = headers.get_all(name).iter();
    let texts: Vec<Cow<'_, str>> = values.map(|value| text(value.as_bytes())).collect();
    if texts.is_empty() {
        return Ok(Value::Absent);
    }
    decode::header(explode, shape, &texts.join(", "))
}

fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().copied().map(char::from).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_is_not_utf_8_is_latin_1() {
        assert_eq!(text("caf\u{e9}".as_bytes()), "caf\u{e9}");
        assert_eq!(text(b"caf\xe9"), "caf\u{e9}");
    }
}
