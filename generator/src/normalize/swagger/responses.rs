//! Responses and their headers.

use serde_json::{Map, Value};

use super::{Convert, split_schema, texts};
use crate::lookup;
use crate::report::Pointer;

impl Convert<'_> {
    /// Converts a response: its schema goes to each of the media types that the operation produces.
    pub(super) fn response(
        &mut self,
        value: &Value,
        produces: Option<&Value>,
        at: &Pointer,
    ) -> Value {
        let Value::Object(map) = value else {
            return value.clone();
        };
        if lookup::has(map, "$ref") {
            return value.clone();
        }
        let mut response = map.clone();
        // Without a schema the answer has no body, and examples say nothing (Swagger 2.0, Response Object).
        let examples = response.shift_remove("examples");
        if let Some(headers) = response.get_mut("headers").and_then(Value::as_object_mut) {
            for (name, header) in headers {
                *header = self.header(header, &at.key("headers").key(name));
            }
        }
        if let Some(schema) = response.shift_remove("schema") {
            let content = self.content(&schema, examples.as_ref(), produces, at);
            response.insert("content".to_owned(), content);
        }
        Value::Object(response)
    }

    fn content(
        &mut self,
        schema: &Value,
        examples: Option<&Value>,
        produces: Option<&Value>,
        at: &Pointer,
    ) -> Value {
        let is_file = schema.get("type").is_some_and(|kind| kind == "file");
        let schema = self.schema(schema, &at.key("schema")).unwrap_or_default();
        let mut types = texts(produces);
        if types.is_empty() {
            types.push(if is_file {
                "application/octet-stream"
            } else {
                "application/json"
            });
        }
        self.moves.moved(at.key("content"), at.key("schema"));
        let mut content = Map::new();
        for name in types {
            let mut media_type = Map::new();
            media_type.insert("schema".to_owned(), schema.clone());
            let here = at.key("schema").key(name);
            if let Some(example) = examples.and_then(|examples| examples.get(name)) {
                media_type.insert("example".to_owned(), example.clone());
            }
            self.moves.moved(here, at.clone());
            content.insert(name.to_owned(), Value::Object(media_type));
        }
        Value::Object(content)
    }

    fn header(&mut self, value: &Value, at: &Pointer) -> Value {
        let Value::Object(map) = value else {
            return value.clone();
        };
        let (schema, mut header) = split_schema(map);
        header.shift_remove("collectionFormat");
        let schema = self.schema(&Value::Object(schema), at).unwrap_or_default();
        header.insert("schema".to_owned(), schema);
        self.moves.moved(at.key("schema"), at.clone());
        Value::Object(header)
    }
}
