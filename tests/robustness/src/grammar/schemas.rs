//! Schemas.

use serde_json::{Map, Value, json};

use super::Context;
use super::compositions::composition;
use super::names::name;
use super::values::{bound, text, value, value_of};

/// How deep schemas nest, but for what references do.
const DEEPEST: usize = 5;

const FORMATS: [&str; 24] = [
    "date-time",
    "date",
    "uuid",
    "byte",
    "binary",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint64",
    "int8",
    "float",
    "double",
    "decimal",
    "password",
    "email",
    "ipv4",
    "uri",
    "time",
    "duration",
    "uint32",
    "hostname",
    "int16",
    "odd",
];

const PATTERNS: &[&str] = &[
    "^a+$",
    "(",
    "\\d{3}",
    "^(?!a)",
    "",
    "[^\\x00]",
    "^[A-Z]{2}$",
    "^[a-z]{2}$",
    "^\\p{L}+$",
    "^(\\w+)-\\1$",
    "/^a$/i",
    "\"#",
    "^[\\w.+-]+@[\\w-]+\\.[\\w.]+$",
    "^.{1,64}$",
    "\\u00e9|\\/",
];

/// A schema.
pub(super) fn schema(context: &mut Context, depth: usize) -> Value {
    if depth >= DEEPEST || context.choices.are_over() {
        return json!({ "type": "string" });
    }
    let depth = depth + 1;
    let mut schema = match context.choices.below(17) {
        0 => string(context),
        1 => number(context),
        2 => json!({ "type": "boolean" }),
        3 | 4 => object(context, depth),
        5 | 6 => array(context, depth),
        7 | 8 if context.spoils || depth > 1 => return reference(context),
        7 | 8 => object(context, depth),
        9 | 10 => composition(context, depth),
        11 => enumeration(context),
        12 | 14..=16 if context.is_31() => modern(context, depth),
        12 => json!({}),
        14 => string(context),
        15 => number(context),
        16 => object(context, depth),
        _ => json!({ "type": "object" }),
    };
    if let Value::Object(schema) = &mut schema {
        decorate(context, schema);
        if context.is_31() && context.choices.once_in(8) {
            or_null(schema);
        }
    }
    schema
}

/// Has a schema allow null, as OpenAPI 3.1 says it.
fn or_null(schema: &mut Map<String, Value>) {
    if let Some(name @ Value::String(_)) = schema.get_mut("type") {
        *name = json!([name.take(), "null"]);
    }
    if let Some(Value::Array(listed)) = schema.get_mut("enum") {
        listed.push(Value::Null);
    }
}

fn reference(context: &mut Context) -> Value {
    let section = context.schemas();
    let mut reference = context.reference(section);
    if context.choices.once_in(8) {
        reference["description"] = json!(text(context.choices));
        reference["nullable"] = json!(true);
    }
    reference
}

fn string(context: &mut Context) -> Value {
    let mut schema = json!({ "type": "string" });
    if context.choices.once_in(2) {
        schema["format"] = json!(context.choices.one(&FORMATS));
    }
    if context.choices.once_in(4) {
        schema["pattern"] = json!(context.choices.one(PATTERNS));
    }
    if context.choices.once_in(4) {
        schema["minLength"] = bound(context.choices);
        schema["maxLength"] = bound(context.choices);
    }
    schema
}

fn number(context: &mut Context) -> Value {
    let mut schema = json!({ "type": context.choices.one(&["integer", "number"]) });
    if context.choices.once_in(2) {
        schema["format"] = json!(context.choices.one(&FORMATS));
    }
    for key in ["minimum", "maximum", "multipleOf"] {
        if context.choices.once_in(4) {
            schema[key] = bound(context.choices);
        }
    }
    if context.choices.once_in(6) {
        schema["exclusiveMinimum"] = if context.is_31() {
            bound(context.choices)
        } else {
            json!(true)
        };
    }
    schema
}

/// An object.
pub(super) fn object(context: &mut Context, depth: usize) -> Value {
    let properties = context.members(5, |context| schema(context, depth));
    let required: Vec<String> = properties
        .keys()
        .filter(|_| context.choices.once_in(2))
        .cloned()
        .collect();
    let mut object = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    match context.choices.below(8) {
        5 => object["additionalProperties"] = json!(false),
        6 => object["additionalProperties"] = json!(true),
        7 => object["additionalProperties"] = schema(context, depth),
        _ => {}
    }
    if context.choices.once_in(8) {
        object["minProperties"] = bound(context.choices);
    }
    object
}

fn array(context: &mut Context, depth: usize) -> Value {
    let mut array = json!({ "type": "array", "items": schema(context, depth) });
    if context.choices.once_in(4) {
        array["minItems"] = bound(context.choices);
        array["uniqueItems"] = json!(true);
    }
    if context.choices.once_in(30) {
        array
            .as_object_mut()
            .and_then(|array| array.remove("items"));
    }
    array
}

fn enumeration(context: &mut Context) -> Value {
    let texts = context.choices.below(3) > 0;
    let values = context.items(5, |context| {
        if texts {
            json!(name(context.choices))
        } else {
            value(context.choices)
        }
    });
    let mut schema = json!({ "enum": values });
    match context.choices.below(4) {
        0 => schema["type"] = json!("string"),
        1 => schema["type"] = json!("integer"),
        _ => {}
    }
    if context.choices.once_in(6)
        && let Some(values) = schema["enum"].as_array_mut()
    {
        values.push(Value::Null);
        schema["nullable"] = json!(true);
    }
    if context.choices.once_in(4) {
        schema["x-enum-descriptions"] =
            json!(context.items(5, |context| json!(text(context.choices))));
        schema["x-enum-varnames"] = json!(context.items(5, |context| json!(name(context.choices))));
    }
    schema
}

/// What OpenAPI 3.1 has and 3.0 hasn't.
fn modern(context: &mut Context, depth: usize) -> Value {
    let of = |context: &mut Context| schema(context, depth);
    match context.choices.below(14) {
        0 => json!(true),
        1 => json!(false),
        2 => json!({ "const": value(context.choices) }),
        3 => {
            let types = ["string", "null", "integer", "object", "array", "boolean"];
            json!({ "type": context.items(4, |context| json!(context.choices.one(&types))) })
        }
        4 => json!({ "type": "array", "prefixItems": context.items(4, of), "items": of(context) }),
        5 => {
            json!({ "type": "object", "patternProperties": { context.choices.one(PATTERNS): of(context) } })
        }
        6 => {
            json!({ "type": "object", "unevaluatedProperties": of(context), "allOf": [of(context)] })
        }
        7 => {
            json!({ "type": "string", "contentEncoding": "base64", "contentMediaType": "image/png" })
        }
        8 => json!({ "$defs": { "x": of(context) }, "allOf": [of(context)] }),
        9 => json!({ "if": of(context), "then": of(context), "else": of(context) }),
        10 => json!({ "contains": of(context), "minContains": 1, "type": "array" }),
        11 => {
            json!({ "dependentRequired": { "a": ["b"] }, "dependentSchemas": { "a": of(context) } })
        }
        12 => json!({ "propertyNames": of(context), "type": "object" }),
        _ => json!({ "type": "null", "examples": [value(context.choices)] }),
    }
}

/// Keys that any schema may have.
fn decorate(context: &mut Context, schema: &mut Map<String, Value>) {
    let typed = Value::Object(schema.clone());
    let mut put = |key: &str, value: Value| schema.insert(key.to_owned(), value);
    match context.choices.below(28) {
        24 | 25 => put("readOnly", json!(true)),
        26 => put("writeOnly", json!(true)),
        27 => put("description", json!(text(context.choices))),
        12 => put("nullable", json!(true)),
        13 => put("readOnly", json!(true)),
        14 => put("writeOnly", json!(true)),
        15 => put("deprecated", json!(true)),
        16 if context.choices.once_in(2) => put("default", value_of(context.choices, &typed)),
        16 => put("default", value(context.choices)),
        17 => put("example", value(context.choices)),
        18 => put("title", json!(name(context.choices))),
        19 => put("description", json!(text(context.choices))),
        20 => put("xml", xml(context)),
        21 => put(
            "enum",
            json!(context.items(3, |context| value(context.choices))),
        ),
        22 => put("x-rust-name", json!(name(context.choices))),
        23 if context.spoils => put(&name(context.choices), value(context.choices)),
        _ => None,
    };
}

/// How a schema stands in XML.
fn xml(context: &mut Context) -> Value {
    let name = if context.spoils {
        name(context.choices)
    } else {
        context
            .choices
            .one(&["a", "type", "x-y", "Self"])
            .to_owned()
    };
    match context.choices.below(4) {
        0 => json!({ "name": name, "attribute": true }),
        1 => json!({ "name": name, "wrapped": true }),
        2 => json!({ "namespace": "https://a.b", "prefix": "p" }),
        _ if context.is_31() => json!({ "nodeType": "text" }),
        _ => json!({ "name": name }),
    }
}
