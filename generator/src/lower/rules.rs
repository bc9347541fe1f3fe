//! Rules of a schema that OpenAPI 3.0 has no words for: carried in extensions, documented, and not checked.

use openapiv3::{ReferenceOr, Schema, SchemaKind};
use serde_json::Value;

use super::carried::{RULES, says_nothing};
use super::docs;
use super::view::View;

/// A keyword and what it says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule<'a> {
    keyword: &'static str,
    value: &'a Value,
}

impl<'a> Rule<'a> {
    /// The rules of a schema.
    pub(super) fn of(schema: &'a Schema) -> Vec<Self> {
        let extensions = &schema.schema_data.extensions;
        if extensions.is_empty() {
            return Vec::new();
        }
        RULES
            .iter()
            .filter_map(|(extension, keyword)| {
                let value = extensions.get(*extension)?;
                let is_moot = keyword.starts_with("unevaluated") && says_nothing(value);
                (!is_moot).then_some(Self { keyword, value })
            })
            .collect()
    }

    /// What the documentation says of it.
    fn notes(&self) -> Vec<String> {
        match self.keyword {
            "dependentRequired" => (self.value.as_object().into_iter().flatten())
                .filter_map(|(key, needed)| {
                    let needed = quoted(needed.as_array()?)?;
                    Some(format!("With {}, also {needed}.", quote(key)?))
                })
                .collect(),
            "dependentSchemas" => (self.value.as_object().into_iter().flatten())
                .filter_map(|(key, _)| {
                    let key = quote(key)?;
                    Some(format!(
                        "With {key}, also what `dependentSchemas` in the description says."
                    ))
                })
                .collect(),
            "propertyNames" => {
                let pattern = self.value.get("pattern").and_then(Value::as_str);
                let pattern = pattern.and_then(quote);
                vec![match pattern {
                    Some(pattern) => format!("Each key matches {pattern}."),
                    None => "Keys only as `propertyNames` in the description says.".to_owned(),
                }]
            }
            "contains" => {
                vec!["Items that `contains` in the description asks for must be there.".to_owned()]
            }
            "unevaluatedItems" => {
                vec!["Other items only as `unevaluatedItems` in the description says.".to_owned()]
            }
            "unevaluatedProperties" => vec![
                "Other properties only as `unevaluatedProperties` in the description says."
                    .to_owned(),
            ],
            _ => vec![
                "More holds where the condition `if` in the description is met, or isn't."
                    .to_owned(),
            ],
        }
    }
}

/// What the documentation says of a schema's rules, and of its `not`.
pub(super) fn notes(schema: &Schema, view: &View<'_>) -> Vec<String> {
    let rules = view.constraints.rules.iter().flat_map(Rule::notes);
    rules.chain(exclusion(schema)).collect()
}

/// What a schema excludes; nothing where it excludes all.
fn exclusion(schema: &Schema) -> Option<String> {
    let not = match &schema.schema_kind {
        SchemaKind::Not { not } => not.as_ref(),
        SchemaKind::Any(any) => any.not.as_deref()?,
        _ => return None,
    };
    let otherwise = "Not what `not` in the description excludes.".to_owned();
    let ReferenceOr::Item(excluded) = not else {
        return Some(otherwise);
    };
    let view = View::of(excluded);
    if view.only_annotates() && view.all_of.is_empty() {
        return None;
    }
    let without_values = View {
        json_type: None,
        enumeration: Vec::new(),
        ..view.clone()
    };
    let without_keys = View {
        json_type: None,
        required: &[],
        ..view.clone()
    };
    let keys = || view.required.iter().cloned().map(Value::String);
    let note = if without_values.only_annotates() && !view.enumeration.is_empty() {
        quoted(&view.enumeration).map(|values| format!("None of {values}."))
    } else if without_keys.only_annotates() && !view.required.is_empty() {
        quoted(&keys().collect::<Vec<_>>()).map(|keys| format!("Never with all of {keys}."))
    } else {
        None
    };
    Some(note.unwrap_or(otherwise))
}

/// The values, as "`a`, `b`"; `None` where there are none, or one that can't be shown.
fn quoted(values: &[Value]) -> Option<String> {
    let shown = values.iter().map(|value| match value {
        Value::String(text) => quote(text),
        value => quote(&value.to_string()),
    });
    let shown = shown.collect::<Option<Vec<_>>>()?;
    (!shown.is_empty()).then(|| shown.join(", "))
}

/// The text as code, where it can be shown.
fn quote(text: &str) -> Option<String> {
    docs::is_shown(text).then(|| format!("`{text}`"))
}
