//! Schemas made of others: `allOf`, unions, inheritance, recursion.

use serde_json::{Value, json};

use super::names::name;
use super::schemas::{object, schema};
use super::{Context, Version};

/// A component's schema.
pub(super) fn component(context: &mut Context) -> Value {
    match context.choices.below(10) {
        0..3 => schema(context, 0),
        3 | 4 => object(context, 1),
        5 => base(context),
        6 | 7 => subtype(context),
        8 => tagged(context),
        _ => recursive(context),
    }
}

/// An object that says by one of its properties which of its subtypes it is.
fn base(context: &mut Context) -> Value {
    let mut base = object(context, 1);
    let mut discriminator = discriminator(context);
    let tag = match &discriminator {
        Value::String(tag) => tag.clone(),
        discriminator => discriminator["propertyName"]
            .as_str()
            .unwrap_or("a")
            .to_owned(),
    };
    base["properties"][&tag] = json!({ "type": "string" });
    base["required"] = json!([tag]);
    if context.choices.once_in(6) {
        base["properties"][&tag]["enum"] = json!([context.component(), context.component()]);
    }
    base["discriminator"] = discriminator.take();
    base
}

/// An object that adds to others.
fn subtype(context: &mut Context) -> Value {
    let mut parts = context.items(2, |context| {
        let section = context.schemas();
        context.reference(section)
    });
    parts.push(object(context, 1));
    if context.choices.once_in(4) {
        parts.reverse();
    }
    let mut subtype = json!({ "allOf": parts });
    if context.choices.once_in(4) {
        subtype["required"] = json!([name(context.choices)]);
    }
    subtype
}

/// One of several components, told apart by a property.
fn tagged(context: &mut Context) -> Value {
    if context.version == Version::V20 {
        return subtype(context);
    }
    let parts = context.items(5, |context| context.reference("components/schemas"));
    let key = context.choices.one(&["oneOf", "anyOf"]);
    json!({ key: parts, "discriminator": discriminator(context) })
}

/// One of several schemas that can be told apart: by a property, by the keys that are there, or by type.
fn union(context: &mut Context, depth: usize) -> Value {
    let key = context.choices.one(&["oneOf", "anyOf"]);
    let how = context.choices.below(3);
    let tag = context.choices.one(&["type", "kind", "@type", "$type"]);
    let parts = context.items(5, |context| match how {
        0 => with_tag(context, tag, depth),
        1 => with_key(context, depth),
        _ => of_type(context, depth),
    });
    match how {
        0 if context.choices.once_in(2) => {
            json!({ key: parts, "discriminator": { "propertyName": tag } })
        }
        _ => json!({ key: parts }),
    }
}

/// An object with a property that has only one value or a few.
fn with_tag(context: &mut Context, tag: &str, depth: usize) -> Value {
    let mut part = object(context, depth);
    let values = [name(context.choices), name(context.choices)];
    part["properties"][tag] = match context.choices.below(4) {
        0 if context.is_31() => json!({ "const": values[0] }),
        1 => json!({ "type": "string", "enum": values }),
        2 => json!({ "type": "integer", "enum": [context.choices.below(5)] }),
        _ => json!({ "type": "string", "enum": [values[0]] }),
    };
    part["required"] = json!([tag]);
    part
}

/// An object that has to have a key.
fn with_key(context: &mut Context, depth: usize) -> Value {
    let mut part = object(context, depth);
    let key = name(context.choices);
    part["properties"][&key] = schema(context, depth);
    part["required"] = json!([key]);
    if context.choices.once_in(3) {
        part["additionalProperties"] = json!(false);
    }
    part
}

/// A schema of one type.
fn of_type(context: &mut Context, depth: usize) -> Value {
    let section = context.schemas();
    match context.choices.below(8) {
        0 => json!({ "type": "string" }),
        1 => json!({ "type": "integer" }),
        2 => json!({ "type": "array", "items": schema(context, depth) }),
        3 => object(context, depth),
        4 => context.reference(section),
        5 => json!({ "type": "boolean" }),
        6 if context.is_31() => json!({ "type": "null" }),
        _ => json!({ "type": "number", "enum": [1.5, 2], "title": name(context.choices) }),
    }
}

/// What contains itself: in a list, in a map, in a union, at once.
fn recursive(context: &mut Context) -> Value {
    let section = context.schemas();
    let one = context.reference(section);
    let other = context.reference(section);
    match context.choices.below(6) {
        0 => json!({ "type": "array", "items": one }),
        1 => json!({ "type": "object", "additionalProperties": one }),
        2 => json!({ "type": "object", "required": ["a"], "properties": { "a": one, "b": other } }),
        3 => {
            json!({ "type": "object", "properties": { "a": { "type": "array", "items": one }, "b": other } })
        }
        4 => json!({ "allOf": [{ "type": "object", "properties": { "x": one } }] }),
        _ if context.version == Version::V20 => {
            json!({ "type": "array", "items": { "allOf": [one] } })
        }
        _ => json!({ "oneOf": [{ "type": "string" }, { "type": "array", "items": one }, other] }),
    }
}

/// `allOf`, `oneOf`, `anyOf`, `not`.
pub(super) fn composition(context: &mut Context, depth: usize) -> Value {
    if context.choices.once_in(2) {
        return union(context, depth);
    }
    let keys = ["allOf", "allOf", "oneOf", "anyOf", "oneOf", "not"];
    let key = context.choices.one(&keys);
    if key == "not" {
        return json!({ "not": schema(context, depth) });
    }
    let parts = context.items(4, |context| schema(context, depth));
    let mut composition = if context.choices.once_in(3) {
        object(context, depth)
    } else {
        json!({})
    };
    composition[key] = json!(parts);
    if key != "allOf" && context.choices.once_in(3) {
        composition["discriminator"] = discriminator(context);
    }
    composition
}

/// A discriminator, often with a mapping.
fn discriminator(context: &mut Context) -> Value {
    let property = match context.choices.below(2) {
        0 => context
            .choices
            .one(&["type", "kind", "@type", "a"])
            .to_owned(),
        _ => name(context.choices),
    };
    if context.version == Version::V20 {
        return json!(property);
    }
    let mut discriminator = json!({ "propertyName": property });
    if context.choices.once_in(2) {
        let mapping = context.members(4, |context| {
            let component = context.component();
            match context.choices.below(2) {
                0 => json!(component),
                _ => json!(format!("#/components/schemas/{component}")),
            }
        });
        discriminator["mapping"] = json!(mapping);
    }
    discriminator
}
