//! Where in a document an error stands, as a JSON pointer (RFC 6901).
//!
//! serde's errors know a line and a column at most. The pointer is worked out from these, after the fact, by going
//! over the document once more: decoding that succeeds pays nothing for it.

use std::cell::{Cell, RefCell};

#[cfg(any(feature = "client", feature = "server"))]
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

#[cfg(any(feature = "client", feature = "server"))]
use super::collect;
use super::exact;
use super::scan::scan;
#[cfg(any(feature = "client", feature = "server"))]
use super::strictness::Strictness;
#[cfg(feature = "server")]
use super::unread::{Read, Unread};
use super::whole;
use super::words::{self, Said};
use super::work::Work;
use crate::excerpt::shortened;

/// Says that null was given where a value may be left out but not be null.
pub(super) const NULL_REFUSED: &str = "null is not allowed here: leave the field out instead";

/// What `serde_json` says of a number that no float holds. It is JSON all the same (RFC 8259, section 6).
const OUT_OF_RANGE: &str = "number out of range";

/// Why a document was refused, and where the fault stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeFailure {
    /// The place, as a JSON pointer; empty for the document as a whole.
    pub pointer: String,
    /// The rule that is broken: `syntax` where it is no such document at all, else the keyword of the description.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
}

/// A value that a union refused, and the error that came of it.
struct Refused {
    value: Value,
    message: String,
}

thread_local! {
    /// The value that a union refused last, while a document is being read. A union reads the whole of its value
    /// before it refuses it, so that the position of the error alone doesn't tell the value from its parent.
    static REFUSED: RefCell<Option<Refused>> = const { RefCell::new(None) };
    /// What the error on its way breaks, where that isn't the rule `type`.
    static BROKEN: Cell<Option<Broken>> = const { Cell::new(None) };
}

/// What an error breaks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// A rule.
    Rule(&'static str),
    /// The rule `oneOf`, by fitting several alternatives.
    SeveralFit,
}

/// Reads a JSON document. A number without a fraction is an integer, however it is written (JSON Schema, Validation,
/// section 6.1.1): `1.0` is one.
///
/// # Errors
/// It is no JSON, or not the JSON that `T` stands for.
pub fn from_slice<T: DeserializeOwned>(document: &[u8]) -> Result<T, DecodeFailure> {
    parsed(document).or_else(|error| {
        let failure = explain(document, &error);
        let Some(document) = whole::document(document) else {
            return Err(failure);
        };
        parsed(document.as_bytes()).map_err(|error| explain(document.as_bytes(), &error))
    })
}

/// Reads a JSON document whose unions share the work that they may make.
fn parsed<T: DeserializeOwned>(document: &[u8]) -> serde_json::Result<T> {
    let _work = Work::begin();
    BROKEN.take();
    let mut deserializer = serde_json::Deserializer::from_slice(document);
    let value = exact::read(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Reads a JSON document, as [`from_slice`] does. One that only fits more alternatives than it may is read all the same.
///
/// # Errors
/// All that is wrong with it.
#[cfg(feature = "server")]
pub(crate) fn from_slice_all<T: DeserializeOwned>(document: &[u8]) -> Result<Read<T>, Unread<T>> {
    parsed(document).map(Read::right).or_else(|error| {
        let first = explain(document, &error);
        let Ok(mut value) = serde_json::from_slice::<Value>(document) else {
            return Err(first.into());
        };
        if !whole::write_as_integers(&mut value) {
            return collect::read_again(&value, document.len(), first);
        }
        let document = value.to_string();
        parsed(document.as_bytes())
            .map(Read::right)
            .or_else(|error| {
                let first = explain(document.as_bytes(), &error);
                collect::read_again(&value, document.len(), first)
            })
    })
}

/// Where in a value, as it is in JSON, several alternatives fit of which only one may.
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) fn overlaps<T: Serialize + DeserializeOwned>(value: &T) -> Vec<DecodeFailure> {
    let Ok(written) = serde_json::to_value(value) else {
        return Vec::new();
    };
    Strictness::Strict.scope(|| collect::overlaps::<T>(&written))
}

/// Says which rule the error on its way breaks.
#[cold]
pub(super) fn set_rule(rule: &'static str) {
    BROKEN.set(Some(Broken::Rule(rule)));
}

/// Says that several alternatives fit of which only one may.
#[cold]
pub(super) fn set_several_fit() {
    BROKEN.set(Some(Broken::SeveralFit));
}

/// Whether the error at hand says that several alternatives fit.
pub(super) fn several_fit() -> bool {
    BROKEN.get() == Some(Broken::SeveralFit)
}

/// What the error at hand breaks: another one may come up before that is the answer, which [`set_broken`] undoes.
pub(super) fn take_broken() -> Option<Broken> {
    BROKEN.take()
}

/// Says what the error on its way breaks.
pub(super) fn set_broken(broken: Option<Broken>) {
    BROKEN.set(broken);
}

/// The rule that the error at hand breaks.
pub(super) fn take_rule() -> &'static str {
    match BROKEN.take() {
        Some(Broken::Rule(rule)) => rule,
        Some(Broken::SeveralFit) => "oneOf",
        None => "type",
    }
}

/// Notes that a union refused this value: the message to raise.
#[cold]
pub(super) fn refuse(value: Value, pointer: &str, message: &str) -> String {
    let message = mark(pointer, message);
    REFUSED.replace(Some(Refused {
        value,
        message: message.clone(),
    }));
    message
}

/// Puts the place inside of a union's value before a message.
fn mark(pointer: &str, message: &str) -> String {
    if pointer.is_empty() {
        message.to_owned()
    } else {
        format!("at `{pointer}`: {message}")
    }
}

/// Takes a message apart that [`mark`] made: the place and the message proper.
pub(super) fn unmark(message: &str) -> (&str, &str) {
    message
        .strip_prefix("at `")
        .filter(|rest| rest.starts_with('/'))
        .and_then(|rest| rest.split_once("`: "))
        .unwrap_or(("", message))
}

#[cold]
fn explain(document: &[u8], error: &serde_json::Error) -> DecodeFailure {
    let message = bare_message(error);
    let refused = REFUSED.take().filter(|refused| refused.message == message);
    let subject = match refused {
        Some(refused) => Some(refused.value),
        None => (message == NULL_REFUSED).then_some(Value::Null),
    };
    let mut pointer = scan(document, offset(document, error)).pointer(subject.as_ref());
    let (inner, message) = unmark(&message);
    pointer.push_str(inner);
    let rule_set = take_rule();
    let (rule, message) = match error.classify() {
        Category::Syntax if message == OUT_OF_RANGE => {
            ("type", "the number is too large".to_owned())
        }
        Category::Eof | Category::Syntax => ("syntax", of_syntax(message, error)),
        Category::Data | Category::Io => {
            let Said { rule, message } = words::of_json(message);
            (rule.unwrap_or(rule_set), message)
        }
    };
    DecodeFailure {
        pointer,
        rule,
        message: shortened(message),
    }
}

/// The message without the position that serde_json appends.
fn bare_message(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    match message.strip_suffix(&position) {
        Some(bare) => bare.to_owned(),
        None => message,
    }
}

/// Why it is no JSON, in words for whoever wrote the document.
fn of_syntax(message: &str, error: &serde_json::Error) -> String {
    match error.classify() {
        Category::Eof => "this is no complete JSON document: it ends too early".to_owned(),
        _ => format!(
            "this is no JSON: {message} (line {}, column {})",
            error.line(),
            error.column()
        ),
    }
}

/// How many bytes had been read when the error came up.
fn offset(document: &[u8], error: &serde_json::Error) -> usize {
    let lines_before = error.line().saturating_sub(1);
    let line_start = match lines_before.checked_sub(1) {
        None => 0,
        Some(nth) => document
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == b'\n')
            .nth(nth)
            .map_or(0, |(index, _)| index + 1),
    };
    line_start
        .saturating_add(error.column())
        .min(document.len())
}

/// Appends a step to a JSON pointer.
pub(crate) fn push_step(pointer: &mut String, step: &str) {
    pointer.push('/');
    for character in step.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// Whether the place of a JSON pointer is inside of that of another.
pub(super) fn is_inside(pointer: &str, other: &str) -> bool {
    (pointer.strip_prefix(other)).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_number_that_no_float_holds_is_json() {
        let document = br#"{ "a": [1, 1e999] }"#;
        let failure = from_slice::<BTreeMap<String, Vec<f64>>>(document).unwrap_err();
        assert_eq!(
            failure,
            DecodeFailure {
                pointer: "/a/1".to_owned(),
                rule: "type",
                message: "the number is too large".to_owned(),
            }
        );
    }

    #[test]
    fn messages_show_the_beginning_of_long_values() {
        let document = format!("[{:?}]", "x".repeat(500_000));
        let failure = from_slice::<Vec<i64>>(document.as_bytes()).unwrap_err();
        assert!(failure.message.len() < 200, "{}", failure.message);
    }
}
