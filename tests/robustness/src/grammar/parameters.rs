//! Parameters and headers.

use serde_json::{Value, json};

use super::names::{self, name};
use super::schemas::schema;
use super::values::{text, value};
use super::{Context, Version, contents};

/// A parameter anywhere but in the path.
pub(super) fn parameter(context: &mut Context) -> Value {
    let location = context.choices.one(&["query", "query", "header", "cookie"]);
    let name = match location {
        "query" => name(context.choices),
        _ if context.spoils => name(context.choices),
        _ => names::header(context.choices).to_owned(),
    };
    located(context, location, &name)
}

/// A parameter of that name in that place.
pub(super) fn located(context: &mut Context, location: &str, name: &str) -> Value {
    let mut parameter = json!({ "name": name, "in": location });
    if context.choices.once_in(4) {
        parameter["description"] = json!(text(context.choices));
    }
    if context.choices.once_in(3) {
        parameter["required"] = json!(true);
    }
    if context.choices.once_in(10) {
        let media_type = if context.spoils {
            contents::media_type(context)
        } else {
            context
                .choices
                .one(&["application/json", "text/plain", "application/xml"])
        };
        parameter["content"] = json!({ media_type: { "schema": schema(context, 2) } });
        return parameter;
    }
    parameter["schema"] = schema(context, 2);
    if context.choices.once_in(3) {
        parameter["style"] = json!(style(context, location));
        parameter["explode"] = json!(context.choices.once_in(2));
    }
    if context.choices.once_in(10) {
        parameter["allowReserved"] = json!(true);
        parameter["example"] = value(context.choices);
    }
    if context.choices.once_in(10) {
        parameter["deprecated"] = json!(true);
        parameter["allowEmptyValue"] = json!(true);
    }
    parameter
}

fn style(context: &mut Context, location: &str) -> &'static str {
    if context.spoils_once_in(3) {
        return context.choices.one(&["form", "pipeDelimited", "label"]);
    }
    let styles: &[&str] = match location {
        "path" => &["simple", "label", "matrix"],
        "query" => &["form", "spaceDelimited", "deepObject", "pipeDelimited"],
        "header" => &["simple"],
        _ if context.version == Version::V32 => &["form", "cookie"],
        _ => &["form"],
    };
    context.choices.one(styles)
}

/// The whole query as one parameter (OpenAPI 3.2).
pub(super) fn query_string(context: &mut Context) -> Value {
    let media_type = context
        .choices
        .one(&["application/x-www-form-urlencoded", "application/json"]);
    json!({ "name": "query", "in": "querystring", "content": { media_type: { "schema": schema(context, 2) } } })
}

/// A header.
pub(super) fn header(context: &mut Context) -> Value {
    let required = context.choices.once_in(2);
    if context.choices.once_in(12) {
        return json!({ "content": { "application/json": { "schema": schema(context, 3) } }, "required": required });
    }
    let explode = context.choices.once_in(4);
    json!({ "schema": schema(context, 3), "required": required, "explode": explode })
}
