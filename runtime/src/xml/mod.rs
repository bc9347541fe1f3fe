//! JSON values as XML, and back.
//!
//! A type that travels as XML has a [`Shape`]: a table of how each of its values stands there (OpenAPI's "XML Object").
//! By it an XML document becomes the JSON document that the type is read from, and the other way round, so that a type
//! has one form in Rust, whatever it travels as.

mod decode;
mod encode;
mod shape;
mod tree;

#[cfg(test)]
mod tests;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::wire::{self, DecodeFailure, WriteFailure};

pub use shape::{Element, Field, Kind, Object, Root, Shape};

/// Reads an XML document whose root is `root`.
///
/// # Errors
/// It is no XML, has another root, or isn't what `T` stands for. The place is a JSON pointer to the value as it would
/// stand in JSON.
pub fn from_slice<T: DeserializeOwned>(root: &Root, document: &[u8]) -> Result<T, DecodeFailure> {
    wire::from_slice(&to_json(root, document)?)
}

/// The JSON document that an XML document stands for.
///
/// # Errors
/// It is no XML, or has another root.
pub(crate) fn to_json(root: &Root, document: &[u8]) -> Result<Vec<u8>, DecodeFailure> {
    let Root { element, is_named } = root;
    let fail = |message: String| DecodeFailure {
        pointer: String::new(),
        rule: "syntax",
        message,
    };
    let text = std::str::from_utf8(document).map_err(|_| fail("the XML isn't UTF-8".to_owned()))?;
    let node = tree::parse(text).map_err(fail)?;
    if *is_named && node.name != element.local_name() {
        let message = format!(
            "the root is `{}`, not `{}`",
            node.name,
            element.local_name()
        );
        return Err(fail(message));
    }
    let value = decode::value(&node, &element.shape);
    serde_json::to_vec(&value).map_err(|error| fail(error.to_string()))
}

/// Writes a value as an XML document whose root is `root`.
///
/// # Errors
/// The value has no form in XML, such as an array in an array.
pub fn to_vec<T: Serialize>(root: &Root, value: &T) -> Result<Vec<u8>, String> {
    write(root, value).map_err(|failure| failure.to_string())
}

/// Writes a value as an XML document whose root is `root`.
///
/// # Errors
/// The value has no form in XML, or holds a number that JSON has no word for, as a rule that is broken.
pub(crate) fn write<T: Serialize>(root: &Root, value: &T) -> Result<Vec<u8>, WriteFailure> {
    let value = wire::to_value(value)?;
    Ok(encode::document(&root.element, &value)?)
}
