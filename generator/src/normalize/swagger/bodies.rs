//! Body and form parameters → request bodies.

use serde_json::{Map, Value, json};

use super::parameters::{location, style};
use super::{Convert, split_schema, texts};
use crate::report::{Code, Pointer};

const JSON: &str = "application/json";
const MULTIPART: &str = "multipart/form-data";
const URLENCODED: &str = "application/x-www-form-urlencoded";

/// A parameter, and where its author wrote it.
pub(super) type Placed<'d> = (&'d Value, Pointer);

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
        let schema = match parameter.get("schema") {
            Some(schema) => self.schema(schema, &from.key("schema")),
            None => None,
        };
        let mut body = Map::new();
        for (key, value) in parameter.as_object().into_iter().flatten() {
            if !matches!(key.as_str(), "name" | "in" | "schema") {
                body.insert(key.clone(), value.clone());
            }
        }
        let media_type = match schema {
            Some(schema) => json!({ "schema": schema }),
            None => json!({}),
        };
        let mut types = texts(consumes);
        if types.is_empty() {
            types.push(JSON);
        }
        let mut content = Map::new();
        for name in types {
            self.moves
                .moved(from.key("content").key(name), from.clone());
            content.insert(name.to_owned(), media_type.clone());
        }
        body.insert("content".to_owned(), Value::Object(content));
        Value::Object(body)
    }

    /// The form that those parameters are the fields of.
    fn form(&mut self, parameters: &[Placed<'_>], consumes: Option<&Value>, at: &Pointer) -> Value {
        let files =
            |(parameter, _): &Placed<'_>| parameter.get("type").is_some_and(|kind| kind == "file");
        let has_files = parameters.iter().any(files);
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
            let (schema, style) = self.field(parameter, from);
            properties.insert(name.to_owned(), schema);
            encoding.extend(style.map(|style| (name.to_owned(), style)));
            if parameter.get("required") == Some(&Value::Bool(true)) {
                required.push(name);
            }
            for media_type in &types {
                let content = at.key("content").key(media_type);
                let property = content.key("schema").key("properties").key(name);
                self.moves.moved(property, from.clone());
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
            if name == URLENCODED
                && !encoding.is_empty()
                && let Some(media_type) = media_type.as_object_mut()
            {
                media_type.insert("encoding".to_owned(), Value::Object(encoding.clone()));
            }
            content.insert(name.to_owned(), media_type);
        }
        json!({ "content": content, "required": is_required })
    }

    /// The schema of a field, and its encoding if it needs one.
    fn field(&mut self, parameter: &Value, from: &Pointer) -> (Value, Option<Value>) {
        let Value::Object(map) = parameter else {
            return (json!({}), None);
        };
        let (mut schema, rest) = split_schema(map);
        for key in ["description", "example"] {
            if let Some(value) = rest.get(key) {
                schema.insert(key.to_owned(), value.clone());
            }
        }
        let schema = self
            .schema(&Value::Object(schema), from)
            .unwrap_or_default();
        if schema.get("type").is_none_or(|kind| kind != "array") {
            return (schema, None);
        }
        let format = rest.get("collectionFormat").and_then(Value::as_str);
        let encoding = style("formData", format.unwrap_or("csv"));
        let encoding =
            encoding.map(|(style, explode)| json!({ "style": style, "explode": explode }));
        (schema, encoding)
    }
}
