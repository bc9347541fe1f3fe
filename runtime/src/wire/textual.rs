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
#[cfg(feature = "server")]
use super::collect::{self, DecodeFailures};
#[cfg(feature = "client")]
use super::locate::{DecodeFailure, is_inside};
#[cfg(any(feature = "client", feature = "server"))]
use super::work::Work;

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

/// Reads a value whose scalars are strings.
///
/// # Errors
/// It isn't what `T` stands for.
#[cfg(feature = "client")]
pub(crate) fn from_textual<T: DeserializeOwned>(value: &Value) -> Result<T, DecodeFailure> {
    read::<T>(value).map_err(|failure| {
        let unfolded = unfolded(value, [failure.pointer.as_str()]);
        let deeper = unfolded.and_then(|value| read::<T>(&value).err());
        let is_deeper = |it: &DecodeFailure| is_inside(&it.pointer, &failure.pointer);
        deeper.filter(is_deeper).unwrap_or(failure)
    })
}

#[cfg(feature = "client")]
fn read<T: DeserializeOwned>(value: &Value) -> Result<T, DecodeFailure> {
    let _back = Back(TEXTUAL.replace(true));
    let _work = Work::begin();
    T::deserialize(Buffered(value)).map_err(DecodeFailure::from)
}

/// Reads a value whose scalars are strings.
///
/// # Errors
/// All that is wrong with it.
#[cfg(feature = "server")]
pub(crate) fn from_textual_all<T: DeserializeOwned>(value: &Value) -> Result<T, DecodeFailures> {
    read_all::<T>(value).map_err(|failures| {
        let unfolded = unfolded(value, failures.pointers());
        match unfolded.and_then(|value| read_all::<T>(&value).err()) {
            Some(deeper) => failures.refined_by(deeper),
            None => failures,
        }
    })
}

#[cfg(feature = "server")]
fn read_all<T: DeserializeOwned>(value: &Value) -> Result<T, DecodeFailures> {
    let _back = Back(TEXTUAL.replace(true));
    let _work = Work::begin();
    T::deserialize(Buffered(value)).or_else(|error| {
        match collect::read_again::<T>(value, FORM_LENGTH, error.into())? {
            read if read.overlaps.is_empty() => Ok(read.value),
            read => Err(read.overlaps.into()),
        }
    })
}

/// The value with the texts at these places as the JSON documents that they are, if any is one: what is wrong in a document
/// is told of the text that holds it, and so of the document where it stands by itself.
#[cfg(any(feature = "client", feature = "server"))]
#[cold]
fn unfolded<'p>(value: &Value, pointers: impl IntoIterator<Item = &'p str>) -> Option<Value> {
    let mut unfolded = None;
    for pointer in pointers {
        let text = value.pointer(pointer).and_then(Value::as_str);
        let document = text.and_then(|text| serde_json::from_str::<Value>(text).ok());
        let Some(document @ (Value::Array(_) | Value::Object(_))) = document else {
            continue;
        };
        let whole = unfolded.get_or_insert_with(|| value.clone());
        if let Some(place) = whole.pointer_mut(pointer) {
            *place = document;
        }
    }
    unfolded
}

/// A scalar as text; `None` for null.
///
/// # Errors
/// It is no scalar, or can't be written.
pub(crate) fn to_text<T: Serialize>(value: &T) -> Result<Option<String>, String> {
    match serde_json::to_value(value) {
        Ok(value) => scalar(value).ok_or_else(|| "text holds no arrays and objects".to_owned()),
        Err(error) => Err(error.to_string()),
    }
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

/// Sets the flag back when it goes.
struct Back(bool);

impl Drop for Back {
    fn drop(&mut self) {
        TEXTUAL.set(self.0);
    }
}
