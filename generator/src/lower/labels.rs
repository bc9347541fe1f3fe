//! What vendor extensions say of the values of an `enum`: `x-enum-varnames` or `x-enumNames` name them,
//! `x-enum-descriptions` or `x-enumDescriptions` describe them. A list runs parallel to the values, a mapping goes by
//! value.

use serde_json::Value;

use super::view::View;
use crate::report::{Code, FileId, Place, Pointer, Report, Reports};

const NAMES: &[&str] = &["x-enum-varnames", "x-enumNames"];
const DESCRIPTIONS: &[&str] = &["x-enum-descriptions", "x-enumDescriptions"];

/// The names and descriptions of an `enum`'s values.
#[derive(Clone, Debug, Default)]
pub(super) struct Labels<'a> {
    values: Vec<Value>,
    names: Option<Label<'a>>,
    descriptions: Option<Label<'a>>,
}

/// An extension, and where it stands.
#[derive(Clone, Debug)]
struct Label<'a> {
    said: &'a Value,
    at: Pointer,
}

impl<'a> Labels<'a> {
    /// What a schema says of its values.
    pub(super) fn of(view: &View<'a>, at: &Pointer) -> Self {
        let extensions = &view.schema.schema_data.extensions;
        if view.enumeration.is_empty() || extensions.is_empty() {
            return Self::default();
        }
        let label = |keys: &[&str]| {
            keys.iter().find_map(|key| {
                let said = extensions.get(*key)?;
                let at = at.key(key);
                Some(Label { said, at })
            })
        };
        Self {
            values: view.enumeration.clone(),
            names: label(NAMES),
            descriptions: label(DESCRIPTIONS),
        }
    }

    /// The name that the description gives a value.
    pub(super) fn name(&self, value: &Value) -> Option<&'a str> {
        self.said(self.names.as_ref()?, value)
            .filter(|name| name.chars().any(char::is_alphanumeric))
    }

    /// What the description says of a value.
    pub(super) fn description(&self, value: &Value) -> Option<&'a str> {
        self.said(self.descriptions.as_ref()?, value)
    }

    fn said(&self, label: &Label<'a>, value: &Value) -> Option<&'a str> {
        let said = match label.said {
            Value::Array(list) => {
                let index = self.values.iter().position(|other| other == value)?;
                list.get(index)?
            }
            Value::Object(map) => map.get(&plain(value))?,
            _ => return None,
        };
        said.as_str()
    }

    /// Reports extensions that can't be read.
    pub(super) fn report(&self, reports: &mut Reports) {
        for label in [&self.names, &self.descriptions].into_iter().flatten() {
            let message = match label.said {
                Value::Array(list) if !list.iter().all(Value::is_string) => {
                    "not all entries are strings: the others are passed over".to_owned()
                }
                Value::Array(list) if list.len() != self.values.len() => format!(
                    "there are {} values in `enum`, and {} entries here",
                    self.values.len(),
                    list.len()
                ),
                Value::Array(_) | Value::Object(_) => continue,
                _ => "this is neither a list nor a mapping: it is ignored".to_owned(),
            };
            let place = Place::key(FileId::default(), label.at.clone());
            reports.push(
                Report::warning(Code::EXTENSION, place, message)
                    .help("give one string for each value of `enum`, in the same order"),
            );
        }
    }
}

/// A value as the key of a mapping.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}
