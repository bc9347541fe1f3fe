//! JSON documents in the fields of a form. A form's texts stand for numbers and booleans too; what is inside of a document
//! is nothing but what it is.

use std::cell::Cell;
use std::sync::LazyLock;

use serde_json::Value;

use super::textual::is_textual;
use crate::file::unguessable;
use crate::scoped;

/// The one key of an object that a document is enclosed in. Nobody can foresee it, so that nothing that somebody sends is
/// such an object.
static ENCLOSURE: LazyLock<String> = LazyLock::new(unguessable);

thread_local! {
    static KEEPING: Cell<bool> = const { Cell::new(false) };
}

/// Marks a value among those of a form as a document.
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) fn enclose(document: Value) -> Value {
    Value::Object(serde_json::Map::from_iter([(ENCLOSURE.clone(), document)]))
}

/// The document that a value of a form encloses.
pub(super) fn enclosed(value: &Value) -> Option<&Value> {
    match value {
        Value::Object(members) if members.len() == 1 && is_textual() => {
            members.get(ENCLOSURE.as_str())
        }
        _ => None,
    }
}

/// The document that a value of a form encloses, or else the value itself.
pub(super) fn laid_open(value: &Value) -> &Value {
    enclosed(value).unwrap_or(value)
}

/// A value of a form, and whether it is a document, which is enclosed no longer then.
pub(super) fn open(mut value: Value) -> (Value, bool) {
    let document = match &mut value {
        Value::Object(members) if is_textual() => members.remove(ENCLOSURE.as_str()),
        _ => None,
    };
    let is_document = document.is_some();
    (document.unwrap_or(value), is_document)
}

/// The document that a value of a form encloses, to be read as such.
pub(super) fn to_be_read(value: &Value) -> Option<&Value> {
    enclosed(value).filter(|_| !KEEPING.get())
}

/// Runs `read`, which reads a value of any type that is read on into another type: documents stay enclosed in it.
pub(super) fn keeping<T>(read: impl FnOnce() -> T) -> T {
    scoped::with(&KEEPING, true, read)
}
