//! Lists of values → enums.

use hashbrown::HashSet;
use serde_json::Value;

use super::kind::Kind;
use super::merge::Merged;
use super::names::{Scope, upper_camel};
use super::schemas::Schemas;
use crate::api::{Docs, StringEnum, Type, ValueEnum, ValueVariant, Variant};
use crate::report::Reports;

/// The variant that holds any other value.
const OTHER: &str = "Other";

impl<'a> Schemas<'a, '_> {
    /// What a schema with an `enum` is. Null is none of an enum's values: it makes what has it nullable.
    pub(super) fn enumeration(merged: &Merged<'a>) -> Kind<'a> {
        let values = || merged.enumeration.iter().filter(|value| !value.is_null());
        if values().next().is_none() {
            Kind::Plain(Type::Null)
        } else if values().all(Value::is_string) {
            Kind::StringEnum
        } else if values().all(Value::is_boolean) && has_both(merged) {
            Kind::Plain(Type::Bool)
        } else {
            Kind::ValueEnum
        }
    }
}

/// Whether both `true` and `false` are among the values.
fn has_both(merged: &Merged<'_>) -> bool {
    [true, false]
        .iter()
        .all(|flag| merged.enumeration.contains(&Value::Bool(*flag)))
}

/// The enum of the values, all of them strings.
pub(super) fn string_enum(merged: &Merged<'_>, reports: &mut Reports) -> StringEnum {
    let (named, other) = named(merged, reports);
    let variants = named
        .into_iter()
        .filter_map(|(name, value, docs)| {
            let wire = value.as_str()?.to_owned();
            Some(Variant { name, wire, docs })
        })
        .collect();
    StringEnum {
        variants,
        other,
        is_open: merged.is_open,
    }
}

/// The enum of the values.
pub(super) fn value_enum(merged: &Merged<'_>, reports: &mut Reports) -> ValueEnum {
    let (named, other) = named(merged, reports);
    let variants: Vec<_> = named
        .into_iter()
        .map(|(name, value, docs)| ValueVariant {
            name,
            value: shortest(value),
            docs,
        })
        .collect();
    ValueEnum {
        integers: variants.iter().all(|variant| variant.value.is_i64()),
        variants,
        other,
    }
}

/// Each value with its variant's name and documentation, and the name of the variant for all others.
fn named<'m>(
    merged: &'m Merged<'_>,
    reports: &mut Reports,
) -> (Vec<(String, &'m Value, Docs)>, String) {
    merged.labels.report(reports);
    // Reserved, so that a value of that name, should one come, doesn't rename it.
    let mut scope = Scope::reserving(&[OTHER]);
    let mut seen = HashSet::new();
    let named = merged
        .enumeration
        .iter()
        .filter(|value| !value.is_null() && seen.insert(*value))
        .map(|value| {
            let name = match merged.labels.name(value) {
                Some(name) => upper_camel(name),
                None => value_name(value),
            };
            let told = merged.value_docs.iter().find(|(other, _)| other == value);
            let docs = told.map(|(_, docs)| docs.clone()).unwrap_or_else(|| Docs {
                description: merged
                    .labels
                    .description(value)
                    .unwrap_or_default()
                    .to_owned(),
                ..Docs::default()
            });
            let suffix = if name == OTHER { "Value" } else { "" };
            (scope.take(&name, suffix), value, docs)
        })
        .collect();
    (named, OTHER.to_owned())
}

/// A number without a fraction is written without one, as people and parameters do.
fn shortest(value: &Value) -> Value {
    /// Up to here a float holds every integer (2^53).
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value.as_f64() {
        Some(float) if value.is_f64() && float.fract() == 0.0 && float.abs() <= EXACT => {
            Value::from(float as i64)
        }
        _ => value.clone(),
    }
}

/// The name of a value's variant.
pub(super) fn value_name(value: &Value) -> String {
    match value {
        Value::String(text) if text.is_empty() => "Empty".to_owned(),
        Value::String(text) => upper_camel(text),
        Value::Number(_) => upper_camel(&shortest(value).to_string().replace('.', " point ")),
        Value::Array(_) => "List".to_owned(),
        Value::Object(_) => "Object".to_owned(),
        value => upper_camel(&value.to_string()),
    }
}
