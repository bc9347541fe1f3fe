//! Parameters in the body, as Swagger 2.0 has them, in a description of OpenAPI 3: they are read as the request body.

use serde_json::{Map, Value, json};

use super::origins::Moves;
use super::references::fragment;
use super::swagger::{form_style, split_schema};
use crate::report::{Code, FileId, Place, Pointer, Report, Reports};

const JSON: &str = "application/json";
const MULTIPART: &str = "multipart/form-data";
const URLENCODED: &str = "application/x-www-form-urlencoded";

/// The methods that a path item has keys for (OpenAPI 3.2.0, Path Item Object).
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// A parameter, and where its author wrote it.
type Placed = (Value, Pointer);

/// The tree with request bodies in the place of such parameters; `None` if there are none.
pub(super) fn gather(root: &Value, moves: &mut Moves, reports: &mut Reports) -> Option<Value> {
    let components = Pointer::root().key("components");
    let sections = [
        Pointer::root().key("paths"),
        Pointer::root().key("webhooks"),
        components.key("pathItems"),
    ];
    let mut gather = Gather {
        root,
        tree: None,
        moves,
        reports,
    };
    for section in sections {
        let items = root.pointer(section.as_str()).and_then(Value::as_object);
        for (key, item) in items.into_iter().flatten() {
            gather.path_item(item, &section.key(key));
        }
    }
    let mut tree = gather.tree?;
    let shared = tree.pointer_mut(components.key("parameters").as_str());
    if let Some(Value::Object(shared)) = shared {
        shared.retain(|_, parameter| !is_in_body(parameter));
    }
    Some(tree)
}

struct Gather<'d> {
    root: &'d Value,
    /// The changed tree, once there is something to change.
    tree: Option<Value>,
    moves: &'d mut Moves,
    reports: &'d mut Reports,
}

impl Gather<'_> {
    fn path_item(&mut self, item: &Value, at: &Pointer) {
        let shared = self.in_body(item, at);
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
            let at = at.key(method);
            let mut own = self.in_body(operation, &at);
            let names: Vec<_> = own.iter().map(|(it, _)| it.get("name").cloned()).collect();
            let others = shared.iter();
            own.extend(
                others
                    .filter(|(it, _)| !names.contains(&it.get("name").cloned()))
                    .cloned(),
            );
            if !own.is_empty() {
                self.operation(operation, &own, &at);
            }
        }
        if !shared.is_empty() {
            self.take_out(item, at);
        }
    }

    /// The parameters in the body that an operation or a path lists, also by references to components.
    fn in_body(&self, owner: &Value, at: &Pointer) -> Vec<Placed> {
        let at = at.key("parameters");
        let list = owner.get("parameters").and_then(Value::as_array);
        let placed = list.into_iter().flatten().enumerate();
        placed
            .map(|(index, parameter)| self.resolved(parameter, at.index(index)))
            .filter(|(parameter, _)| is_in_body(parameter))
            .map(|(parameter, at)| (parameter.clone(), at))
            .collect()
    }

    fn resolved<'p>(&'p self, parameter: &'p Value, at: Pointer) -> (&'p Value, Pointer) {
        let text = parameter.get("$ref").and_then(Value::as_str);
        let pointer = text.and_then(|text| text.strip_prefix('#')).map(fragment);
        let found = pointer.and_then(|pointer| {
            let node = self.root.pointer(pointer.as_str())?;
            Some((node, pointer))
        });
        found.unwrap_or((parameter, at))
    }

    fn operation(&mut self, operation: &Value, parameters: &[Placed], at: &Pointer) {
        for (parameter, from) in parameters {
            self.report(parameter, from, operation.get("requestBody").is_some());
        }
        self.take_out(operation, at);
        if operation.get("requestBody").is_some() {
            return;
        }
        let consumes = operation.get("consumes").and_then(Value::as_array);
        let consumes: Vec<_> = (consumes.into_iter().flatten())
            .filter_map(Value::as_str)
            .collect();
        let here = at.key("requestBody");
        let whole = (parameters.iter()).find(|(parameter, _)| location(parameter) == "body");
        let body = match whole {
            Some((parameter, from)) => self.body(parameter, &consumes, from, &here),
            None => self.form(parameters, &consumes, &here),
        };
        let tree = self.tree.get_or_insert_with(|| self.root.clone());
        if let Some(Value::Object(operation)) = tree.pointer_mut(at.as_str()) {
            operation.shift_remove("consumes");
            operation.insert("requestBody".to_owned(), body);
        }
    }

    fn report(&mut self, parameter: &Value, from: &Pointer, is_moot: bool) {
        let place = Place::value(FileId(0), from.key("in"));
        let location = location(parameter);
        let message = format!("`in: {location}` is of Swagger 2.0: OpenAPI 3 has a `requestBody`");
        let report = if is_moot {
            let help = "it is ignored, since there is a `requestBody` too: remove one of them";
            Report::warning(Code::CONTRADICTION, place, message).help(help)
        } else {
            let help = "it is read as one: write `requestBody`";
            Report::warning(Code::OTHER_VERSION, place, message).help(help)
        };
        self.reports.push_repeated(report);
    }

    /// Takes the parameters in the body out of the list of an operation or a path.
    fn take_out(&mut self, owner: &Value, at: &Pointer) {
        let at = at.key("parameters");
        let Some(list) = owner.get("parameters").and_then(Value::as_array) else {
            return;
        };
        let is_kept = |parameter| !is_in_body(self.resolved(parameter, Pointer::root()).0);
        let kept = list.iter().enumerate().filter(|(_, it)| is_kept(it));
        let (indexes, kept): (Vec<usize>, Vec<Value>) =
            kept.map(|(index, it)| (index, it.clone())).unzip();
        self.moves.kept(&at, indexes);
        let tree = self.tree.get_or_insert_with(|| self.root.clone());
        if let Some(list) = tree.pointer_mut(at.as_str()) {
            *list = Value::Array(kept);
        }
    }

    /// The request body that a parameter in `body` is.
    fn body(
        &mut self,
        parameter: &Value,
        consumes: &[&str],
        from: &Pointer,
        at: &Pointer,
    ) -> Value {
        self.moves.moved(at.clone(), from.clone());
        let (mut body, mut media_type) = (Map::new(), Map::new());
        for (key, value) in parameter.as_object().into_iter().flatten() {
            match key.as_str() {
                "description" | "required" => body.insert(key.clone(), value.clone()),
                "schema" | "example" | "examples" => media_type.insert(key.clone(), value.clone()),
                _ if key.starts_with("x-") => body.insert(key.clone(), value.clone()),
                _ => None,
            };
        }
        if let Some(schema) = schema_of(parameter) {
            media_type.insert("schema".to_owned(), schema);
        }
        let types = if consumes.is_empty() {
            &[JSON][..]
        } else {
            consumes
        };
        let mut content = Map::new();
        for name in types {
            let place = from.key("content").key(name);
            self.moves.moved(place, from.clone());
            content.insert((*name).to_owned(), Value::Object(media_type.clone()));
        }
        let content = match parameter.get("content") {
            Some(stated) => stated.clone(),
            None => Value::Object(content),
        };
        body.insert("content".to_owned(), content);
        Value::Object(body)
    }

    /// The form that parameters in `formData` are the fields of.
    fn form(&mut self, parameters: &[Placed], consumes: &[&str], at: &Pointer) -> Value {
        let (mut properties, mut required, mut encoding) = (Map::new(), Vec::new(), Map::new());
        for (parameter, _) in parameters {
            let Some(name) = parameter.get("name").and_then(Value::as_str) else {
                continue;
            };
            properties.insert(name.to_owned(), field(parameter));
            let format = parameter.get("collectionFormat").and_then(Value::as_str);
            if let Some((style, explode)) = format.and_then(form_style) {
                let style = json!({ "style": style, "explode": explode });
                encoding.insert(name.to_owned(), style);
            }
            if parameter.get("required") == Some(&Value::Bool(true)) {
                required.push(name);
            }
        }
        let has_files = properties
            .values()
            .any(|it| it.get("format").is_some_and(|it| it == "binary"));
        let mut types = consumes.to_vec();
        types.retain(|name| *name == MULTIPART || (*name == URLENCODED && !has_files));
        if types.is_empty() {
            types.push(if has_files { MULTIPART } else { URLENCODED });
        }
        let is_required = !required.is_empty();
        let mut schema = Map::from_iter([("type".to_owned(), Value::from("object"))]);
        schema.insert("properties".to_owned(), Value::Object(properties));
        if is_required {
            schema.insert("required".to_owned(), Value::from(required));
        }
        let mut content = Map::new();
        for name in types {
            self.note_fields(parameters, &at.key("content").key(name));
            let media_type = match name {
                URLENCODED if !encoding.is_empty() => {
                    json!({ "schema": schema, "encoding": encoding })
                }
                _ => json!({ "schema": schema }),
            };
            content.insert(name.to_owned(), media_type);
        }
        json!({ "content": content, "required": is_required })
    }

    /// Notes where the fields of a form come from.
    fn note_fields(&mut self, parameters: &[Placed], media_type: &Pointer) {
        let properties = media_type.key("schema").key("properties");
        for (parameter, from) in parameters {
            if let Some(name) = parameter.get("name").and_then(Value::as_str) {
                let from = match parameter.get("schema") {
                    Some(_) => from.key("schema"),
                    None => from.clone(),
                };
                self.moves.moved(properties.key(name), from);
            }
        }
    }
}

/// Whether a parameter stands in the body.
fn is_in_body(parameter: &Value) -> bool {
    matches!(location(parameter), "body" | "formData")
}

fn location(parameter: &Value) -> &str {
    let location = parameter.get("in").and_then(Value::as_str);
    location.unwrap_or_default()
}

/// The schema of a parameter: its own, or what it says on itself.
fn schema_of(parameter: &Value) -> Option<Value> {
    let map = parameter.as_object()?;
    let mut schema = match map.get("schema") {
        Some(schema) => schema.clone(),
        None => Value::Object(split_schema(map).0),
    };
    if schema.get("type").is_some_and(|it| it == "file") {
        schema = json!({ "type": "string", "format": "binary" });
    }
    Some(schema).filter(|schema| schema.as_object().is_none_or(|it| !it.is_empty()))
}

/// The schema of a field of a form, with what the parameter says of it besides.
fn field(parameter: &Value) -> Value {
    let mut schema = schema_of(parameter).unwrap_or_else(|| json!({ "type": "string" }));
    if let Value::Object(schema) = &mut schema
        && !schema.contains_key("$ref")
    {
        for key in ["description", "example", "deprecated"] {
            if let Some(value) = parameter.get(key)
                && !schema.contains_key(key)
            {
                schema.insert(key.to_owned(), value.clone());
            }
        }
    }
    schema
}
