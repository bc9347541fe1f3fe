//! The names of a union's variants.

use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;

use super::enums::value_name;
use super::names::upper_camel;
use super::parts::Part;
use super::unions::component_key;
use super::view::{SchemaRef, View};
use crate::api::Type;

/// The name that the description gives an alternative: the component's, or the title of a schema that stands in place.
pub(super) fn given_name(part: &ReferenceOr<Schema>) -> Option<String> {
    match part {
        ReferenceOr::Reference { reference } => {
            component_key(reference).map(|key| upper_camel(&key))
        }
        ReferenceOr::Item(schema) => schema.schema_data.title.as_deref().map(upper_camel),
    }
}

/// The name of a variant that holds a type without a name of its own.
pub(super) fn type_word(ty: &Type) -> Option<String> {
    let word = match ty {
        Type::Bool => "Boolean",
        Type::Integer(_) => "Integer",
        Type::Float(_) => "Number",
        Type::String => "String",
        Type::DateTime(_) => "DateTime",
        Type::Date(_) => "Date",
        Type::Uuid => "Uuid",
        Type::Base64 => "Bytes",
        Type::File => "File",
        Type::Any => "Any",
        Type::Null => "Null",
        Type::List(_) => "List",
        Type::Map(_) => "Map",
        Type::Path(path) => return path.rsplit("::").next().map(upper_camel),
        Type::Nullable(inner) | Type::Boxed(inner) => return type_word(inner),
        Type::Named(_) => return None,
    };
    Some(word.to_owned())
}

/// The names of alternatives by their given ones: those that have none are called after what tells them from others, or
/// else are numbered.
pub(super) fn roles<'p, 'a: 'p>(
    alternatives: impl Iterator<Item = (Option<&'p String>, &'p [Part<'a>])> + Clone,
) -> Vec<String> {
    let names: Vec<_> = alternatives
        .clone()
        .map(|(given, parts)| given.cloned().or_else(|| telling_name(parts)))
        .collect();
    let is_sole = |name: &&String| names.iter().flatten().filter(|it| it == name).count() == 1;
    let roles = alternatives.zip(&names).enumerate();
    roles
        .map(|(index, ((given, _), name))| {
            let sole = given.or(name.as_ref().filter(is_sole)).cloned();
            sole.unwrap_or_else(|| format!("Variant{}", index + 1))
        })
        .collect()
}

/// The name of an alternative by what tells it from others: its only value, the only value of a property that it must have,
/// or its only property.
fn telling_name(parts: &[Part<'_>]) -> Option<String> {
    let [part] = parts else {
        return None;
    };
    let SchemaRef::Item(schema) = part.schema else {
        return None;
    };
    let view = View::of(schema);
    if let Some(value) = only_text(&view) {
        return Some(value_name(value));
    }
    let properties = view.properties?;
    let required = properties
        .iter()
        .filter(|(name, _)| view.required.contains(name));
    let mut tags = required.filter_map(|(_, property)| match property {
        ReferenceOr::Item(schema) => only_text(&View::of(schema)).map(value_name),
        ReferenceOr::Reference { .. } => None,
    });
    tags.next().or_else(|| match properties.len() {
        1 => properties.keys().next().map(|name| upper_camel(name)),
        _ => None,
    })
}

/// The only value that a schema lists besides null, if that is a text.
fn only_text<'v>(view: &'v View<'_>) -> Option<&'v Value> {
    let mut values = view.enumeration.iter().filter(|value| !value.is_null());
    let only = values.next().filter(|value| value.is_string())?;
    values.next().is_none().then_some(only)
}
