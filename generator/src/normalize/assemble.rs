//! Deserializes the checked tree piece by piece, so that what openapiv3 can't hold is one report at that piece and the
//! rest is read all the same.

use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI, Operation, PathItem, Paths, ReferenceOr};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::at::At;
use super::origins::Moves;
use super::words::quote;
use crate::report::{Code, Report, Reports};

/// Makes the OpenAPI object of the tree. What it moves is noted in `moves`.
pub(super) fn assemble(tree: Value, moves: &mut Moves, reports: &mut Reports) -> OpenAPI {
    let mut openapi = OpenAPI::default();
    let Value::Object(root) = tree else {
        return openapi;
    };
    let top = At::root();
    let mut pieces = Pieces { reports, moves };
    for (key, value) in root {
        let at = top.key(&key);
        match key.as_str() {
            "openapi" => openapi.openapi = pieces.read_or_default(value, &at),
            "info" => openapi.info = pieces.read_or_default(value, &at),
            "servers" => openapi.servers = pieces.list(value, &at),
            "paths" => openapi.paths = pieces.paths(value, &at),
            "components" => openapi.components = Some(pieces.components(value, &at)),
            "security" => openapi.security = pieces.read(value, &at),
            "tags" => openapi.tags = pieces.list(value, &at),
            "externalDocs" => openapi.external_docs = pieces.read(value, &at),
            _ => {
                let mut value = value;
                if key == "x-bindery-webhooks" {
                    pieces.prepare_items(&mut value, &at);
                }
                openapi.extensions.insert(key, value);
            }
        }
    }
    openapi
}

/// The methods of a path item (OpenAPI 3.0.3, Path Item Object).
pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Reads pieces of the tree.
struct Pieces<'r> {
    moves: &'r mut Moves,
    reports: &'r mut Reports,
}

impl Pieces<'_> {
    fn read<T: DeserializeOwned>(&mut self, value: Value, at: &At<'_>) -> Option<T> {
        match serde_json::from_value(value) {
            Ok(piece) => Some(piece),
            Err(error) => {
                let message = format!("{} can't be read: {error}", at.label());
                self.reports.push(
                    Report::error(Code::WRONG_KIND, at.value(), message)
                        .help("compare it with OpenAPI 3.0.3"),
                );
                None
            }
        }
    }

    fn read_or_default<T: DeserializeOwned + Default>(&mut self, value: Value, at: &At<'_>) -> T {
        self.read(value, at).unwrap_or_default()
    }

    fn list<T: DeserializeOwned>(&mut self, value: Value, at: &At<'_>) -> Vec<T> {
        let Value::Array(entries) = value else {
            return Vec::new();
        };
        entries
            .into_iter()
            .enumerate()
            .filter_map(|(index, entry)| self.read(entry, &at.index(index)))
            .collect()
    }

    fn components(&mut self, value: Value, at: &At<'_>) -> Components {
        let mut components = Components::default();
        for (key, value) in into_map(value) {
            let at = at.key(&key);
            match key.as_str() {
                "schemas" => components.schemas = self.section(value, &at),
                "responses" => components.responses = self.section(value, &at),
                "parameters" => components.parameters = self.section(value, &at),
                "examples" => components.examples = self.section(value, &at),
                "requestBodies" => components.request_bodies = self.section(value, &at),
                "headers" => components.headers = self.section(value, &at),
                "securitySchemes" => components.security_schemes = self.section(value, &at),
                "links" => components.links = self.section(value, &at),
                "callbacks" => {
                    let mut callbacks = value;
                    self.prepare_callbacks(&mut callbacks, &at);
                    components.callbacks = self.section(callbacks, &at);
                }
                _ => {
                    components.extensions.insert(key, value);
                }
            }
        }
        components
    }

    fn section<T: DeserializeOwned>(
        &mut self,
        value: Value,
        at: &At<'_>,
    ) -> IndexMap<String, ReferenceOr<T>> {
        let written = into_map(value);
        // What openapiv3 makes of them is large, and would be copied each time the map grows.
        let mut section = IndexMap::with_capacity(written.len());
        for (name, component) in written {
            if let Some(component) = self.read(component, &at.key(&name)) {
                section.insert(name, component);
            }
        }
        section
    }

    fn paths(&mut self, value: Value, at: &At<'_>) -> Paths {
        let mut paths = Paths::default();
        let written = into_map(value);
        paths.paths.reserve(written.len());
        for (key, value) in written {
            if key.starts_with("x-") {
                paths.extensions.insert(key, value);
                continue;
            }
            let paths_at = at;
            let at = at.key(&key);
            let item = ReferenceOr::Item(self.path_item(value, &at));
            let path = if key.starts_with('/') {
                key.clone()
            } else {
                format!("/{key}")
            };
            if paths.paths.contains_key(&path) {
                let message = format!("the path {} is there twice", quote(&path));
                self.reports.push(
                    Report::error(Code::DUPLICATE_KEY, at.place_of_key(), message)
                        .help("put the operations of both together under one"),
                );
                continue;
            }
            self.moves
                .moved(paths_at.key(&path).pointer(), at.pointer());
            paths.paths.insert(path, item);
        }
        paths
    }

    fn path_item(&mut self, value: Value, at: &At<'_>) -> PathItem {
        let mut rest = into_map(value);
        let operations = METHODS.map(|method| rest.shift_remove(method));
        self.prepare_carried_operations(&mut rest, at);
        let mut item: PathItem = self.read_or_default(Value::Object(rest), at);
        for (method, operation) in METHODS.into_iter().zip(operations) {
            if let Some(mut operation) = operation
                && let Some(place) = place_of(&mut item, method)
            {
                let at = at.key(method);
                self.prepare_operation(&mut operation, &at);
                *place = self.read(operation, &at);
            }
        }
        item
    }

    /// Takes from an operation what openapiv3 can't hold: callbacks that are references, which it carries in
    /// an extension instead.
    fn prepare_operation(&mut self, operation: &mut Value, at: &At<'_>) {
        let Some(operation) = operation.as_object_mut() else {
            return;
        };
        let Some(callbacks) = operation
            .get_mut("callbacks")
            .and_then(Value::as_object_mut)
        else {
            return;
        };
        let (references, inline): (Map<_, _>, _) = std::mem::take(callbacks)
            .into_iter()
            .partition(|(_, callback)| callback.get("$ref").is_some());
        let mut inline = Value::Object(inline);
        self.prepare_callbacks(&mut inline, &at.key("callbacks"));
        operation.insert("callbacks".to_owned(), inline);
        if !references.is_empty() {
            operation.insert("x-bindery-callbacks".to_owned(), Value::Object(references));
        }
    }

    /// Prepares the operations that an extension of a path item carries.
    fn prepare_carried_operations(&mut self, item: &mut Map<String, Value>, at: &At<'_>) {
        let key = "x-bindery-operations";
        let at = at.key(key);
        let operations = item.get_mut(key).and_then(Value::as_object_mut);
        for (method, operation) in operations.into_iter().flatten() {
            self.prepare_operation(operation, &at.key(method));
        }
    }

    /// Takes from callbacks what openapiv3 can't hold: extensions, and path items that are references.
    fn prepare_callbacks(&mut self, callbacks: &mut Value, at: &At<'_>) {
        for (name, callback) in callbacks.as_object_mut().into_iter().flatten() {
            let at = at.key(name);
            let Some(callback) = callback.as_object_mut() else {
                continue;
            };
            if callback.contains_key("$ref") {
                continue;
            }
            callback.retain(|key, _| !key.starts_with("x-"));
            for (expression, item) in callback {
                self.prepare_item(item, &at.key(expression));
            }
        }
    }

    /// Prepares path items that aren't read yet.
    fn prepare_items(&mut self, items: &mut Value, at: &At<'_>) {
        for (name, item) in items.as_object_mut().into_iter().flatten() {
            self.prepare_item(item, &at.key(name));
        }
    }

    fn prepare_item(&mut self, item: &mut Value, at: &At<'_>) {
        for method in METHODS {
            if let Some(operation) = item.get_mut(method) {
                self.prepare_operation(operation, &at.key(method));
            }
        }
        if let Some(item) = item.as_object_mut() {
            self.prepare_carried_operations(item, at);
        }
    }
}

/// Where a path item has its operation of a method.
fn place_of<'i>(item: &'i mut PathItem, method: &str) -> Option<&'i mut Option<Operation>> {
    Some(match method {
        "get" => &mut item.get,
        "put" => &mut item.put,
        "post" => &mut item.post,
        "delete" => &mut item.delete,
        "options" => &mut item.options,
        "head" => &mut item.head,
        "patch" => &mut item.patch,
        "trace" => &mut item.trace,
        _ => return None,
    })
}

fn into_map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
