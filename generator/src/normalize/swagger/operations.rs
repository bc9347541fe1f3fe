//! Paths and operations.

use serde_json::{Map, Value};

use super::bodies::Placed;
use super::parameters::is_in_body;
use super::{Convert, at};
use crate::normalize::references::fragment;
use crate::report::Pointer;

/// The methods of a path item (OpenAPI 2.0, Path Item Object).
pub(super) const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

impl<'d> Convert<'d> {
    /// Converts the paths.
    pub(super) fn paths(&mut self, value: &'d Value) -> Value {
        let Value::Object(paths) = value else {
            return value.clone();
        };
        let from = at("paths");
        let paths = paths
            .iter()
            .map(|(path, item)| (path.clone(), self.path_item(item, &from.key(path))));
        Value::Object(paths.collect())
    }

    fn path_item(&mut self, value: &'d Value, at: &Pointer) -> Value {
        let Value::Object(map) = value else {
            return value.clone();
        };
        let shared = self.placed(map, at);
        let in_body: Vec<Placed<'d>> = shared
            .iter()
            .filter(|(parameter, _)| is_in_body(parameter))
            .cloned()
            .collect();
        let item = map.iter().map(|(key, value)| {
            let here = at.key(key);
            let value = match value {
                Value::Object(operation) if METHODS.contains(&key.as_str()) => {
                    Value::Object(self.operation(operation, &in_body, &here))
                }
                Value::Array(_) if key == "parameters" => self.outside_of_body(&shared, &here),
                _ => value.clone(),
            };
            (key.clone(), value)
        });
        Value::Object(item.collect())
    }

    fn operation(
        &mut self,
        operation: &'d Map<String, Value>,
        shared: &[Placed<'d>],
        at: &Pointer,
    ) -> Map<String, Value> {
        let own_or_root = |key| operation.get(key).or(self.root.get(key));
        let (consumes, produces) = (own_or_root("consumes"), own_or_root("produces"));
        let own = self.placed(operation, at);
        let mut in_body: Vec<Placed<'d>> = own
            .iter()
            .filter(|(parameter, _)| is_in_body(parameter))
            .cloned()
            .collect();
        for parameter in shared {
            let name = parameter.0.get("name");
            if !in_body.iter().any(|(own, _)| own.get("name") == name) {
                in_body.push(parameter.clone());
            }
        }
        let mut converted = Map::new();
        for (key, value) in operation {
            let here = at.key(key);
            let value = match (key.as_str(), value) {
                ("consumes" | "produces" | "schemes", _) => continue,
                ("parameters", Value::Array(_)) => self.outside_of_body(&own, &here),
                ("responses", Value::Object(responses)) => responses
                    .iter()
                    .map(|(status, response)| {
                        let here = here.key(status);
                        (status.clone(), self.response(response, produces, &here))
                    })
                    .collect(),
                _ => value.clone(),
            };
            converted.insert(key.clone(), value);
        }
        let body_at = at.key("requestBody");
        if let Some(body) = self.request_body(&in_body, consumes, &body_at) {
            converted.insert("requestBody".to_owned(), body);
        }
        if let Some(schemes) = operation.get("schemes")
            && Some(schemes) != self.root.get("schemes")
        {
            converted.insert("servers".to_owned(), self.servers_of(Some(schemes)));
            self.moves.moved(at.key("servers"), at.key("schemes"));
        }
        converted
    }

    /// The parameters of an operation or a path, each where its author wrote it: those of the root that stand in the
    /// body in the place of the references to them.
    fn placed(&self, owner: &'d Map<String, Value>, at: &Pointer) -> Vec<Placed<'d>> {
        let list = owner.get("parameters").and_then(Value::as_array);
        let at = at.key("parameters");
        let parameters = list.into_iter().flatten().enumerate();
        parameters
            .map(|(index, parameter)| {
                self.of_root(parameter)
                    .unwrap_or_else(|| (parameter, at.index(index)))
            })
            .collect()
    }

    /// The parameter of the root that a reference names, if it stands in the body.
    fn of_root(&self, parameter: &Value) -> Option<Placed<'d>> {
        let text = parameter.get("$ref")?.as_str()?;
        let pointer = fragment(text.strip_prefix('#')?);
        let mut tokens = pointer.tokens();
        if tokens.next()? != "parameters" {
            return None;
        }
        let found = self.root.get("parameters")?.get(tokens.next()?)?;
        let is_whole = tokens.next().is_none();
        drop(tokens);
        (is_whole && is_in_body(found)).then_some((found, pointer))
    }

    /// The parameters that don't stand in the body, converted.
    fn outside_of_body(&mut self, parameters: &[Placed<'d>], at: &Pointer) -> Value {
        let mut converted = Vec::new();
        for (parameter, from) in parameters {
            if !is_in_body(parameter) {
                self.moves.moved(at.index(converted.len()), from.clone());
                converted.push(self.parameter(parameter, from));
            }
        }
        Value::Array(converted)
    }
}
