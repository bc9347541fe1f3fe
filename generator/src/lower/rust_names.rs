//! `x-rust-name`: the name that a description gives a component's type, a property's field or an operation.

use indexmap::IndexMap;
use serde_json::Value;

use super::names::bare;
use crate::report::{Code, FileId, Place, Pointer, Report, Reports};

const KEY: &str = "x-rust-name";

/// The name that the thing at `at` is given; `cased` makes names as they are to be. One that isn't such a name is
/// reported, and none.
pub(super) fn rust_name<'a>(
    extensions: &'a IndexMap<String, Value>,
    at: &Pointer,
    cased: fn(&str) -> String,
    reports: &mut Reports,
) -> Option<&'a str> {
    let given = extensions.get(KEY)?;
    if let Some(name) = given.as_str().filter(|name| bare(&cased(name)) == *name) {
        return Some(name);
    }
    let message = match given.as_str() {
        Some(name) => format!("`{name}` can't be the name here: it is ignored"),
        None => "this isn't a name: it is ignored".to_owned(),
    };
    let help = match given.as_str() {
        Some(name) => format!("write `{}`", bare(&cased(name))),
        None => "write a Rust identifier".to_owned(),
    };
    let place = Place::value(FileId::default(), at.key(KEY));
    reports.push(Report::warning(Code::EXTENSION, place, message).help(help));
    None
}
