//! Keys by which a server knows a request again.

use crate::api::{Location, Parameter, Type};

/// The headers that hold such a key, in lower case and without hyphens: that of draft-ietf-httpapi-idempotency-key-
/// header, and how APIs spelled it before.
const HEADERS: &[&str] = &[
    "idempotencekey",
    "idempotencykey",
    "xidempotencekey",
    "xidempotencykey",
];

/// The header among these parameters that holds such a key, by its name on the wire. Its type must hold any text, or
/// UUIDs: what a client makes up is one.
pub(super) fn key(parameters: &[Parameter]) -> Option<String> {
    let mut headers = parameters.iter().filter(|parameter| {
        parameter.location == Location::Header && matches!(parameter.ty, Type::String | Type::Uuid)
    });
    let header = headers.find(|parameter| {
        let name = parameter.wire.to_ascii_lowercase().replace('-', "");
        HEADERS.contains(&name.as_str())
    })?;
    Some(header.wire.clone())
}
