//! Lists of strings → enums.

use serde_json::Value;

use super::names::{Scope, upper_camel};
use crate::api::{Docs, StringEnum, Variant};

/// The enum of those of `values` that are strings.
pub(super) fn string_enum(values: &[Value]) -> StringEnum {
    let mut scope = Scope::default();
    let variants: Vec<_> = values
        .iter()
        .filter_map(Value::as_str)
        .map(|value| Variant {
            name: scope.take(&enum_variant(value), ""),
            wire: value.to_owned(),
            docs: Docs::default(),
        })
        .collect();
    let other = scope.take("Other", "Value");
    StringEnum { variants, other }
}

fn enum_variant(value: &str) -> String {
    if value.is_empty() {
        "Empty".to_owned()
    } else {
        upper_camel(value)
    }
}
