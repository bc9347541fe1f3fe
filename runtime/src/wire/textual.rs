//! Reading values that came as text: of a form's fields, a part, or a whole body of text.
//!
//! Text doesn't tell a number from a string; the type that is asked for does. So values are read from JSON strings that
//! also stand for numbers, booleans, lists of one, and documents of their own.

use std::cell::Cell;

use serde::Serialize;
#[cfg(any(feature = "client", feature = "server"))]
use serde::de::DeserializeOwned;
use serde_json::Value;

#[cfg(any(feature = "client", feature = "server"))]
use super::buffered::Buffered;
#[cfg(any(feature = "client", feature = "server"))]
use super::collect;
#[cfg(any(feature = "client", feature = "server"))]
use super::document::enclose;
#[cfg(any(feature = "client", feature = "server"))]
use super::exact;
use super::finite::{self, WriteFailure};
#[cfg(any(feature = "client", feature = "server"))]
use super::locate::DecodeFailure;
#[cfg(feature = "client")]
use super::locate::is_inside;
#[cfg(any(feature = "client", feature = "server"))]
use super::strictness::Strictness;
#[cfg(feature = "server")]
use super::unread::{Read, Unread};
#[cfg(any(feature = "client", feature = "server"))]
use super::whole::write_as_integers;
#[cfg(any(feature = "client", feature = "server"))]
use super::work::Work;
use crate::scoped;

/// How long a form is taken to be: longer than most.
#[cfg(feature = "server")]
const FORM_LENGTH: usize = 64 * 1024;

thread_local! {
    static TEXTUAL: Cell<bool> = const { Cell::new(false) };
}

/// Whether values that came as text are being read.
pub(super) fn is_textual() -> bool {
    TEXTUAL.get()
}

/// Runs `read` on what came as a document.
pub(super) fn typed<T>(read: impl FnOnce() -> T) -> T {
    scoped::with(&TEXTUAL, false, read)
}

/// Reads a value whose scalars are strings, but for those in documents that it encloses.
///
/// # Errors
/// It isn't what `T` stands for.
#[cfg(feature = "client")]
pub(crate) fn from_textual<T: DeserializeOwned>(value: &Value) -> Result<T, DecodeFailure> {
    read::<T>(value).or_else(|failure| {
        let Some(unfolded) = unfolded(value, [failure.pointer.as_str()]) else {
            return Err(failure);
        };
        read::<T>(&unfolded).map_err(
            |deeper| match is_inside(&deeper.pointer, &failure.pointer) {
                true => deeper,
                false => failure,
            },
        )
    })
}

#[cfg(feature = "client")]
fn read<T: DeserializeOwned>(value: &Value) -> Result<T, DecodeFailure> {
    scoped::with(&TEXTUAL, true, || {
        let _work = Work::begin();
        exact::read(Buffered(value)).map_err(DecodeFailure::from)
    })
}

/// Reads a value whose scalars are strings, but for those in documents that it encloses. A document that only fits more
/// alternatives than it may is read all the same.
///
/// # Errors
/// All that is wrong with it.
#[cfg(feature = "server")]
pub(crate) fn from_textual_all<T: DeserializeOwned>(value: &Value) -> Result<Read<T>, Unread<T>> {
    let read = read_all::<T>(value);
    let unfolded = match &read {
        Ok(Read { overlaps, .. }) => unfolded(value, overlaps.iter().map(|it| it.pointer.as_str())),
        Err(unread) => unfolded(value, unread.failures.pointers()),
    };
    match (read, unfolded.map(|value| read_all::<T>(&value))) {
        (Err(unread), Some(Err(deeper))) => Err(unread.refined_by(deeper)),
        // A text that looks like a document, and was meant as a string.
        (read @ Ok(_), Some(Err(_))) | (read, None) => read,
        (_, Some(read)) => read,
    }
}

#[cfg(feature = "server")]
fn read_all<T: DeserializeOwned>(value: &Value) -> Result<Read<T>, Unread<T>> {
    scoped::with(&TEXTUAL, true, || {
        let _work = Work::begin();
        exact::read(Buffered(value))
            .map(Read::right)
            .or_else(|error| collect::read_again::<T>(value, FORM_LENGTH, error.into()))
    })
}

/// Where in such a value several alternatives fit of which only one may.
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) fn overlaps_in_text<T: DeserializeOwned>(value: &Value) -> Vec<DecodeFailure> {
    let read = |value: &Value| {
        let overlaps = || Strictness::Strict.scope(|| collect::overlaps::<T>(value));
        scoped::with(&TEXTUAL, true, overlaps)
    };
    let overlaps = read(value);
    let unfolded = unfolded(value, overlaps.iter().map(|it| it.pointer.as_str()));
    match unfolded.map(|value| read(&value)) {
        // As many are told of the documents that hold them, each at its place.
        Some(deeper) if deeper.len() >= overlaps.len() => deeper,
        _ => overlaps,
    }
}

/// The value with the texts at these places as the JSON documents that they are, and numbers without a fraction as integers,
/// if there is any to be made so: what is wrong in a document is told of the text that holds it, and so of the document
/// where it stands by itself.
#[cfg(any(feature = "client", feature = "server"))]
fn unfolded<'p>(value: &Value, pointers: impl IntoIterator<Item = &'p str>) -> Option<Value> {
    let mut pointers = pointers.into_iter().peekable();
    pointers.peek()?;
    let mut unfolded = value.clone();
    let mut is_other = false;
    for pointer in pointers {
        if let Some(place) = text_at(&mut unfolded, pointer)
            && let Some(text) = place.as_str()
            && let Ok(document @ (Value::Array(_) | Value::Object(_))) = serde_json::from_str(text)
        {
            *place = enclose(document);
            is_other = true;
        }
    }
    (write_as_integers(&mut unfolded) || is_other).then_some(unfolded)
}

/// What stands at a place. A list of one looks like its item.
#[cfg(any(feature = "client", feature = "server"))]
fn text_at<'v>(value: &'v mut Value, pointer: &str) -> Option<&'v mut Value> {
    let pointer = match (value.pointer(pointer), pointer.strip_suffix("/0")) {
        (None, Some(list)) => list,
        _ => pointer,
    };
    value.pointer_mut(pointer)
}

/// A scalar as text; `None` for null.
///
/// # Errors
/// It is no scalar, or can't be written.
pub(crate) fn to_text<T: Serialize>(value: &T) -> Result<Option<String>, WriteFailure> {
    let refused = || WriteFailure::from("text holds no arrays and objects".to_owned());
    scalar(finite::to_value(value)?).ok_or_else(refused)
}

/// The text of a scalar, of null none; `None` for arrays and objects.
#[allow(
    clippy::option_option,
    reason = "null has no text, arrays and objects are no scalars"
)]
pub(crate) fn scalar(value: Value) -> Option<Option<String>> {
    match value {
        Value::Null => Some(None),
        Value::Bool(value) => Some(Some(value.to_string())),
        Value::Number(value) => Some(Some(value.to_string())),
        Value::String(value) => Some(Some(value)),
        Value::Array(_) | Value::Object(_) => None,
    }
}
