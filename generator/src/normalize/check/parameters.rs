//! What parameters and headers ask for beyond the table (OpenAPI 3.0.3, Parameter Object, Header Object).

use serde_json::{Map, Value, json};

use super::{Check, Fate};
use crate::lookup;
use crate::normalize::at::At;
use crate::normalize::table::{HEADER, Object, PARAMETER, SCHEMA};
use crate::normalize::version::Version;
use crate::normalize::words::{alternatives, quote};
use crate::report::Code;

/// The media type of forms that are query strings.
pub(in crate::normalize) const FORM: &str = "application/x-www-form-urlencoded";

/// Takes a type written as in Swagger 2.0 for the schema it means, and names a query string, whose name is never sent
/// (OpenAPI 3.2.0, Parameter Object).
pub(in crate::normalize) fn before_parameter(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) {
    gather_schema(&PARAMETER, check, map, at);
    let querystring = lookup::get(map, "in").is_some_and(|place| place == "querystring");
    if querystring && !lookup::has(map, "name") {
        map.insert("name".to_owned(), Value::from("query"));
        check.warning(
            Code::MISSING_KEY,
            at.value(),
            "the key `name` is missing: a parameter must have it".to_owned(),
            "it is taken as `query`: add `name`".to_owned(),
        );
    }
}

/// Takes a type written as in Swagger 2.0 for the schema it means.
pub(in crate::normalize) fn before_header(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) {
    gather_schema(&HEADER, check, map, at);
}

/// Checks what the location asks for, and that there is a schema.
pub(in crate::normalize) fn parameter(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) -> Fate {
    let location = lookup::get(map, "in")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let (required, styles): (bool, &[&str]) = match location {
        "path" => (true, &["simple", "label", "matrix"]),
        "query" => (
            false,
            &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        ),
        "header" => (false, &["simple"]),
        "cookie" => (false, &["form", "cookie"]),
        _ => (false, &[]),
    };
    let location = location.to_owned();
    check.style(&location, styles, map, at);
    if required && lookup::get(map, "required") != Some(&Value::Bool(true)) {
        let key = at.key("required");
        let (place, matter) = if lookup::has(map, "required") {
            (key.value(), "isn't required")
        } else {
            (at.value(), "isn't said to be required")
        };
        check.warning(
            Code::MISSING_KEY,
            place,
            format!("a parameter in a path {matter}"),
            "it is taken as required, as it must be: write `required: true`".to_owned(),
        );
        map.insert("required".to_owned(), Value::Bool(true));
    }
    let left_out = "no request can have it: it is left out";
    // It is left out wherever it is referred to, too: that is done once all are known.
    let _ = check.name_in_header(map, left_out, at);
    check.schema_or_content("parameter", map, at);
    check.parameter_of_3_2(&location, map, at);
    Fate::Keep
}

/// Checks that there is a schema.
pub(in crate::normalize) fn header(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) -> Fate {
    check.schema_or_content("header", map, at);
    Fate::Keep
}

/// Moves a schema's keys that stand on `owner` itself, as in Swagger 2.0, to a schema.
fn gather_schema(
    owner: &'static Object,
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) {
    if !lookup::has(map, "type") || lookup::has(map, "schema") || lookup::has(map, "content") {
        return;
    }
    let (schema, rest): (Map<_, _>, _) = std::mem::take(map).into_iter().partition(|(key, _)| {
        !key.starts_with("x-") && owner.field(key).is_none() && SCHEMA.field(key).is_some()
    });
    *map = rest;
    map.insert("schema".to_owned(), Value::Object(schema));
    check.warning(
        Code::UNKNOWN_KEY,
        at.key("type").place_of_key(),
        format!(
            "`type` is a key of Swagger 2.0: in OpenAPI 3 {} doesn't have it",
            owner.name
        ),
        "it is read as if it stood under `schema`: move it there, with what belongs to it"
            .to_owned(),
    );
}

/// Whether the parameter, which is a whole query string, is a form.
fn is_form(map: &Map<String, Value>) -> bool {
    let content = lookup::get(map, "content").and_then(Value::as_object);
    content.is_some_and(|content| content.contains_key(FORM))
}

impl Check<'_> {
    /// Reports what of a parameter only OpenAPI 3.2 has, and what of that is loosened.
    fn parameter_of_3_2(&mut self, location: &str, map: &mut Map<String, Value>, at: &At<'_>) {
        let querystring = location == "querystring";
        let cookie = lookup::get(map, "style").is_some_and(|style| style == "cookie");
        for (used, key) in [(querystring, "in"), (cookie, "style")] {
            if used && self.version < Version::V3_2 {
                let help = "it is read as there: state `openapi: 3.2.0` at the top";
                self.written_as_in(Version::V3_2, &at.key(key), help.to_owned());
            }
        }
        if cookie {
            self.degraded(
                Code::STYLE_IGNORED,
                &at.key("style"),
                "the style `cookie` is read as `form`: what isn't allowed in a URL is percent-encoded"
                    .to_owned(),
                "use `form`, or values of letters, digits, `-`, `.`, `_` and `~` only",
            );
        }
        let reserved = lookup::get(map, "allowReserved") == Some(&Value::Bool(true));
        if reserved && !matches!(location, "query" | "querystring") {
            map.shift_remove("allowReserved");
            self.degraded(
                Code::STYLE_IGNORED,
                &at.key("allowReserved"),
                format!("`allowReserved` isn't heeded in a {location} parameter"),
                "remove it; what is reserved is percent-encoded",
            );
        }
        if querystring && !is_form(map) {
            self.degraded(
                Code::PARAMETER_IGNORED,
                &at.key("content"),
                "a query string can only be bound as a form: this parameter is left out".to_owned(),
                "describe it under `application/x-www-form-urlencoded`",
            );
        }
    }

    /// Checks that the location of a parameter can have its style.
    fn style(
        &mut self,
        location: &str,
        styles: &[&str],
        map: &mut Map<String, Value>,
        at: &At<'_>,
    ) {
        let Some(style) = lookup::get(map, "style").and_then(Value::as_str) else {
            return;
        };
        if styles.contains(&style) {
            return;
        }
        let message = format!(
            "a {location} parameter can't have the style {}",
            quote(style)
        );
        let help = format!("write {}", alternatives(styles));
        self.error(Code::UNKNOWN_VALUE, at.key("style").value(), message, help);
        map.shift_remove("style");
    }

    /// Checks that there is either a schema or a content.
    fn schema_or_content(&mut self, object: &str, map: &mut Map<String, Value>, at: &At<'_>) {
        self.media_types(map, at);
        match (lookup::has(map, "schema"), lookup::has(map, "content")) {
            (true, false) | (false, true) => (),
            (true, true) => {
                map.shift_remove("content");
                self.warning(
                    Code::UNKNOWN_KEY,
                    at.key("content").place_of_key(),
                    format!("a {object} has both a `schema` and a `content`"),
                    "the `content` is ignored: remove one of them".to_owned(),
                );
            }
            (false, false) => {
                map.insert("schema".to_owned(), json!({ "type": "string" }));
                self.warning(
                    Code::MISSING_KEY,
                    at.value(),
                    format!("the key `schema` is missing: a {object} must have it"),
                    "it is taken as a string: add `schema`".to_owned(),
                );
            }
        }
    }
}
