//! Objects other than schemas: what OpenAPI 3.1 and 3.2 added to them.

use hashbrown::HashSet;
use serde_json::{Map, Value, json};

use super::Rewrite;
use crate::lookup;
use crate::normalize::at::At;
use crate::normalize::check::{FORM, is_header_name};
use crate::report::Pointer;

/// The root: webhooks are carried.
pub(in crate::normalize) fn document(
    rewrite: &mut Rewrite<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) {
    rewrite.carry(map, "webhooks", "x-bindery-webhooks", at);
    lookup::remove(map, "jsonSchemaDialect");
    lookup::remove(map, "$self");
}

/// Components that are read by now are left out.
pub(in crate::normalize) fn components(
    rewrite: &mut Rewrite<'_>,
    map: &mut Map<String, Value>,
    _: &At<'_>,
) {
    lookup::remove(map, "pathItems");
    let schemes = map.get_mut("securitySchemes");
    for scheme in schemes
        .and_then(Value::as_object_mut)
        .into_iter()
        .flat_map(|schemes| schemes.values_mut())
        .filter_map(Value::as_object_mut)
    {
        carry_type(scheme);
    }
    if let Some(parameters) = map.get_mut("parameters").and_then(Value::as_object_mut) {
        parameters.retain(|name, _| !rewrite.lost_parameters.contains(&reference_to(name)));
    }
}

/// A scheme of a type that 3.0 doesn't have, one that the connection settles or that doesn't say how it is shown, stands
/// for an HTTP scheme, marked as what it is.
fn carry_type(scheme: &mut Map<String, Value>) {
    let mark = match scheme.get("type").and_then(Value::as_str) {
        Some("mutualTLS") => "x-bindery-mutual-tls",
        Some("undescribed") => "x-bindery-undescribed",
        _ => return,
    };
    scheme.insert("type".to_owned(), "http".into());
    scheme.insert("scheme".to_owned(), "mutual".into());
    scheme.insert(mark.to_owned(), true.into());
}

/// The summary leads the description.
pub(in crate::normalize) fn info(_: &mut Rewrite<'_>, map: &mut Map<String, Value>, _: &At<'_>) {
    lead_description(map, "summary", "\n\n");
}

/// The identifier only documents.
pub(in crate::normalize) fn license(_: &mut Rewrite<'_>, map: &mut Map<String, Value>, _: &At<'_>) {
    lookup::remove(map, "identifier");
}

/// The name leads the description.
pub(in crate::normalize) fn server(_: &mut Rewrite<'_>, map: &mut Map<String, Value>, _: &At<'_>) {
    lead_description(map, "name", ": ");
}

/// The summary leads the description; how tags are nested only documents.
pub(in crate::normalize) fn tag(_: &mut Rewrite<'_>, map: &mut Map<String, Value>, _: &At<'_>) {
    lead_description(map, "summary", "\n\n");
    lookup::remove(map, "parent");
    lookup::remove(map, "kind");
}

/// The summary leads the description.
pub(in crate::normalize) fn response(
    _: &mut Rewrite<'_>,
    map: &mut Map<String, Value>,
    _: &At<'_>,
) {
    lead_description(map, "summary", "\n\n");
}

/// The value, by its newer name.
pub(in crate::normalize) fn example(_: &mut Rewrite<'_>, map: &mut Map<String, Value>, _: &At<'_>) {
    lookup::remove(map, "serializedValue");
    if let Some(value) = lookup::remove(map, "dataValue") {
        map.entry("value").or_insert(value);
    }
}

/// The schema of what a stream is made of is carried.
pub(in crate::normalize) fn media_type(
    rewrite: &mut Rewrite<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) {
    rewrite.carry(map, "itemSchema", "x-bindery-item-schema", at);
}

/// Whether objects are spread is carried.
pub(in crate::normalize) fn header(
    rewrite: &mut Rewrite<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) {
    rewrite.carry(map, "explode", "x-bindery-explode", at);
}

/// Operations under methods that openapiv3 doesn't know are carried.
pub(in crate::normalize) fn path_item(
    rewrite: &mut Rewrite<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) {
    let mut operations = Map::new();
    if let Some(query) = lookup::remove(map, "query") {
        operations.insert("QUERY".to_owned(), query);
    }
    if let Some(Value::Object(additional)) = lookup::remove(map, "additionalOperations") {
        operations.extend(additional);
    }
    if !operations.is_empty() {
        map.insert("x-bindery-operations".to_owned(), Value::Object(operations));
    }
    parameters(rewrite, map, at);
}

/// What is left out elsewhere isn't named.
pub(in crate::normalize) fn operation(
    rewrite: &mut Rewrite<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) {
    parameters(rewrite, map, at);
}

/// A query string that is a form is a parameter whose properties stand in the query one by one.
pub(in crate::normalize) fn parameter(
    rewrite: &mut Rewrite<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) {
    if lookup::get(map, "style").is_some_and(|style| style == "cookie") {
        map.insert("style".to_owned(), Value::from("form"));
    }
    if lookup::get(map, "in").is_none_or(|place| place != "querystring") {
        return;
    }
    // One that is no form is left as it is, for the list it stands in to leave it out.
    let Some(form) = map
        .get_mut("content")
        .and_then(|content| content.get_mut(FORM))
    else {
        return;
    };
    let schema = form.get_mut("schema").map(Value::take);
    lookup::remove(map, "content");
    let from = at.key("content").pointer().key(FORM).key("schema");
    rewrite.moves.moved(at.key("schema").pointer(), from);
    map.insert("in".to_owned(), Value::from("query"));
    map.insert("style".to_owned(), Value::from("form"));
    map.insert("explode".to_owned(), Value::Bool(true));
    map.insert(
        "schema".to_owned(),
        schema.unwrap_or_else(|| json!({ "type": "object" })),
    );
}

/// References to the component parameters that are left out: query strings that are no forms, and those that no header
/// can carry.
#[derive(Debug)]
pub(in crate::normalize) struct LostParameters(HashSet<String>);

impl LostParameters {
    /// Those of a whole tree.
    pub(in crate::normalize) fn of(tree: &Value) -> Self {
        let components = component_map(tree, "parameters");
        let lost = components.filter(|(_, parameter)| is_lost(parameter));
        Self(lost.map(|(name, _)| reference_to(name)).collect())
    }

    fn contains(&self, reference: &str) -> bool {
        self.0.contains(reference)
    }
}

fn component_map<'t>(
    tree: &'t Value,
    section: &str,
) -> impl Iterator<Item = (&'t String, &'t Value)> {
    tree.get("components")
        .and_then(|components| components.get(section)?.as_object())
        .into_iter()
        .flatten()
}

fn reference_to(parameter: &str) -> String {
    let pointer = Pointer::root()
        .key("components")
        .key("parameters")
        .key(parameter);
    format!("#{pointer}")
}

fn is_lost(parameter: &Value) -> bool {
    let querystring = parameter
        .get("in")
        .is_some_and(|place| place == "querystring");
    let form = parameter
        .get("content")
        .is_some_and(|content| content.get(FORM).is_some());
    let in_header = parameter.get("in").is_some_and(|place| place == "header");
    let name = parameter.get("name").and_then(Value::as_str);
    let nameless = in_header && !name.is_some_and(is_header_name);
    querystring && !form || nameless
}

/// Leaves parameters out that can't be bound. What stands in the list is rewritten by now.
fn parameters(rewrite: &mut Rewrite<'_>, map: &mut Map<String, Value>, at: &At<'_>) {
    if let Some(parameters) = map.get_mut("parameters").and_then(Value::as_array_mut) {
        let (mut index, mut kept) = (0, Vec::new());
        parameters.retain(|parameter| {
            let reference = parameter.get("$ref").and_then(Value::as_str);
            let named = reference.is_some_and(|text| rewrite.lost_parameters.contains(text));
            let keep = !named && !is_lost(parameter);
            kept.extend(keep.then_some(index));
            index += 1;
            keep
        });
        if kept.len() < index {
            rewrite.moves.kept(&at.key("parameters").pointer(), kept);
        }
    }
}

/// Puts the text under `key` before the description.
fn lead_description(map: &mut Map<String, Value>, key: &str, separator: &str) {
    let Some(Value::String(text)) = map.shift_remove(key) else {
        return;
    };
    let description = match lookup::get(map, "description").and_then(Value::as_str) {
        Some(description) if !description.is_empty() => format!("{text}{separator}{description}"),
        _ => text,
    };
    map.insert("description".to_owned(), Value::String(description));
}
