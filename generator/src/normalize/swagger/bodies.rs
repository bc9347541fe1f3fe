//! Body and form parameters → request bodies.

use serde_json::{Map, Value, json};

use super::parameters::{location, style};
use super::{Convert, split_schema, texts};
use crate::report::{Code, Pointer};

const JSON: &str = "application/json";
const MULTIPART: &str = "multipart/form-data";
const URLENCODED: &str = "application/x-www-form-urlencoded";

/// A parameter, and where its author wrote it.
pub(in crate::normalize) type Placed<'d> = (&'d Value, Pointer);

impl Convert<'_> {
    /// The request body that is made of those parameters, which stands at `at`; `None` if there are none.
    pub(super) fn request_body(
        &mut self,
        parameters: &[Placed<'_>],
        consumes: Option<&Value>,
        at: &Pointer,
    ) -> Option<Value> {
        let body = parameters
            .iter()
            .find(|(parameter, _)| location(parameter) == "body");
        let others = parameters.iter().map(|(_, at)| at);
        let Some((body, from)) = body else {
            return (!parameters.is_empty()).then(|| self.form(parameters, consumes, at));
        };
        let lost: Vec<Pointer> = others.filter(|other| *other != from).cloned().collect();
        for other in lost {
            self.warning(
                Code::CONTRADICTION,
                other,
                "an operation has one body, but several parameters say what it is".to_owned(),
                "this one is ignored: remove it, or the other",
            );
        }
        Some(self.body(body, consumes, from, at))
    }

    fn body(
        &mut self,
        parameter: &Value,
        consumes: Option<&Value>,
        from: &Pointer,
        at: &Pointer,
    ) -> Value {
        self.moves.moved(at.clone(), from.clone());
        let Parted {
            schema,
            rest,
            place,
        } = Parted::of(parameter, from);
        let mut media_type = Map::new();
        let is_stated = schema.as_object().is_none_or(|schema| !schema.is_empty());
        if is_stated && let Some(schema) = self.schema(&schema, &place) {
            media_type.insert("schema".to_owned(), schema);
        }
        let mut body = Map::new();
        for (key, value) in rest {
            match key.as_str() {
                "name" | "in" => None,
                "example" | "examples" => media_type.insert(key, value),
                _ => body.insert(key, value),
            };
        }
        let mut types = texts(consumes);
        if types.is_empty() {
            types.push(JSON);
        }
        let mut content = Map::new();
        for name in types {
            self.moves
                .moved(from.key("content").key(name), from.clone());
            content.insert(name.to_owned(), Value::Object(media_type.clone()));
        }
        body.entry("content").or_insert(Value::Object(content));
        Value::Object(body)
    }

    /// The form that those parameters are the fields of.
    fn form(&mut self, parameters: &[Placed<'_>], consumes: Option<&Value>, at: &Pointer) -> Value {
        let has_files = parameters.iter().any(|(parameter, _)| is_file(parameter));
        let mut types = texts(consumes);
        types.retain(|name| *name == MULTIPART || (*name == URLENCODED && !has_files));
        if types.is_empty() {
            types.push(if has_files { MULTIPART } else { URLENCODED });
        }
        let (mut properties, mut required, mut encoding) = (Map::new(), Vec::new(), Map::new());
        for (parameter, from) in parameters {
            let Some(name) = parameter.get("name").and_then(Value::as_str) else {
                continue;
            };
            let (schema, style, place) = self.field(parameter, from);
            properties.insert(name.to_owned(), schema);
            encoding.extend(style.map(|style| (name.to_owned(), style)));
            if parameter.get("required") == Some(&Value::Bool(true)) {
                required.push(name);
            }
            for media_type in &types {
                let content = at.key("content").key(media_type);
                let property = content.key("schema").key("properties").key(name);
                self.moves.moved(property, place.clone());
            }
        }
        let is_required = !required.is_empty();
        let mut schema = json!({ "type": "object", "properties": properties });
        if is_required && let Some(schema) = schema.as_object_mut() {
            schema.insert("required".to_owned(), Value::from(required));
        }
        let mut content = Map::new();
        for name in types {
            let mut media_type = json!({ "schema": schema });
            if !encoding.is_empty()
                && let Some(media_type) = media_type.as_object_mut()
            {
                media_type.insert("encoding".to_owned(), Value::Object(encoding.clone()));
            }
            content.insert(name.to_owned(), media_type);
        }
        json!({ "content": content, "required": is_required })
    }

    /// The schema of a field, its encoding if it needs one, and where the schema stands.
    fn field(&mut self, parameter: &Value, from: &Pointer) -> (Value, Option<Value>, Pointer) {
        let Parted {
            schema,
            rest,
            place,
        } = Parted::of(parameter, from);
        let mut schema = self.schema(&schema, &place).unwrap_or_default();
        if let Value::Object(schema) = &mut schema
            && !schema.contains_key("$ref")
        {
            for key in ["description", "example", "deprecated"] {
                if let Some(value) = rest.get(key) {
                    schema.entry(key).or_insert_with(|| value.clone());
                }
            }
        }
        if schema.get("type").is_none_or(|kind| kind != "array") {
            return (schema, None, place);
        }
        let format = rest.get("collectionFormat").and_then(Value::as_str);
        let Some((style, explode)) = style("formData", format.unwrap_or("csv")) else {
            self.joined(format.unwrap_or_default(), from);
            return (json!({ "type": "string" }), None, place);
        };
        let encoding = json!({ "style": style, "explode": explode });
        (schema, Some(encoding), place)
    }
}

/// A parameter in parts.
struct Parted {
    /// Its schema: what stands under `schema`, as in OpenAPI 3 and in bodies of Swagger 2.0, or what it says itself.
    schema: Value,
    /// What else it says.
    rest: Map<String, Value>,
    /// Where the schema stands.
    place: Pointer,
}

impl Parted {
    fn of(parameter: &Value, from: &Pointer) -> Self {
        let (own, mut rest) = parameter.as_object().map(split_schema).unwrap_or_default();
        match rest.shift_remove("schema") {
            Some(schema) => Self {
                schema,
                rest,
                place: from.key("schema"),
            },
            None => Self {
                schema: Value::Object(own),
                rest,
                place: from.clone(),
            },
        }
    }
}

/// Whether a field is a file: Swagger 2.0 has a type for files, OpenAPI 3 a format.
fn is_file(parameter: &Value) -> bool {
    let is = |schema: &Value, key: &str, value: &str| schema.get(key).is_some_and(|it| it == value);
    match parameter.get("schema") {
        Some(schema) => is(schema, "type", "file") || is(schema, "format", "binary"),
        None => is(parameter, "type", "file"),
    }
}
