//! Swagger 2.0 → the tree of OpenAPI 3.0 that says the same, each node led back to what its author wrote.
//!
//! What is wrong in a description is left where it is, for `check` to find. References need no rewriting: where a
//! description is of Swagger 2.0, [`renamed`] leads those to its sections to where they stand now.

mod bodies;
mod bundle;
mod operations;
mod parameters;
mod responses;
mod schemas;
mod securities;
mod servers;

use serde_json::{Map, Value};

pub(super) use bodies::Placed;
pub(super) use bundle::bundle;
pub(super) use parameters::{is_in_body, location};

use super::origins::Moves;
use crate::report::{Code, FileId, Place, Pointer, Report, Reports};

/// Converts a description.
pub(super) fn convert(root: &Value, moves: &mut Moves, reports: &mut Reports) -> Value {
    let Value::Object(map) = root else {
        return root.clone();
    };
    let mut convert = Convert {
        root: map,
        moves,
        reports,
    };
    Value::Object(convert.document())
}

/// The sections of Swagger 2.0, and where what they hold stands in OpenAPI 3.0.
const SECTIONS: [(&str, &str); 4] = [
    ("definitions", "/components/schemas"),
    ("parameters", "/components/parameters"),
    ("responses", "/components/responses"),
    ("securityDefinitions", "/components/securitySchemes"),
];

/// Where the node that `pointer` names in a description of Swagger 2.0 stands once it is converted.
pub(super) fn renamed(pointer: Pointer) -> Pointer {
    let text = pointer.as_str().strip_prefix('/').unwrap_or_default();
    let (first, rest) = text.split_at(text.find('/').unwrap_or(text.len()));
    let section = SECTIONS.iter().find(|(section, _)| *section == first);
    match section {
        Some((_, now)) => Pointer::parse(format!("{now}{rest}")),
        None => pointer,
    }
}

/// Where what stands at `pointer` once it is converted stands in the description of Swagger 2.0.
pub(super) fn as_written(pointer: Pointer) -> Pointer {
    let found = SECTIONS.iter().find_map(|(section, now)| {
        let rest = pointer.as_str().strip_prefix(now)?;
        Some(Pointer::parse(format!("/{section}{rest}")))
    });
    found.unwrap_or(pointer)
}

/// The request body that those parameters in the body are, which stands at `at`, in a description with that root; `None` if
/// there are none.
pub(super) fn request_body(
    root: &Value,
    parameters: &[Placed<'_>],
    consumes: Option<&Value>,
    at: &Pointer,
    moves: &mut Moves,
    reports: &mut Reports,
) -> Option<Value> {
    let mut convert = Convert {
        root: root.as_object()?,
        moves,
        reports,
    };
    convert.request_body(parameters, consumes, at)
}

/// One conversion.
struct Convert<'d> {
    root: &'d Map<String, Value>,
    moves: &'d mut Moves,
    reports: &'d mut Reports,
}

impl<'d> Convert<'d> {
    fn document(&mut self) -> Map<String, Value> {
        let mut document = Map::new();
        document.insert("openapi".to_owned(), Value::from("3.0.3"));
        let is_version =
            |key: &str| key.eq_ignore_ascii_case("swagger") || key.eq_ignore_ascii_case("openapi");
        if let Some(key) = self.root.keys().find(|key| is_version(key)) {
            self.moves.moved(at("openapi"), at(key));
        }
        let mut components = Map::new();
        let root = self.root;
        for (key, value) in root {
            match key.as_str() {
                key if is_version(key) => (),
                "host" | "basePath" | "schemes" | "consumes" | "produces" => (),
                "paths" => {
                    document.insert(key.clone(), self.paths(value));
                }
                "definitions" => self.section(&mut components, "schemas", key, Self::schema),
                "parameters" => self.section(
                    &mut components,
                    "parameters",
                    key,
                    Self::parameter_component,
                ),
                "responses" => {
                    self.section(&mut components, "responses", key, |this, value, at| {
                        let produces = this.root.get("produces");
                        Some(this.response(value, produces, at))
                    });
                }
                "securityDefinitions" => self.section(
                    &mut components,
                    "securitySchemes",
                    key,
                    Self::security_scheme,
                ),
                _ => {
                    document.insert(key.clone(), value.clone());
                }
            }
        }
        document.insert("components".to_owned(), Value::Object(components));
        self.servers(&mut document);
        document
    }

    /// Converts a section of the root to one of the components.
    fn section(
        &mut self,
        components: &mut Map<String, Value>,
        name: &str,
        key: &str,
        convert: impl Fn(&mut Self, &'d Value, &Pointer) -> Option<Value>,
    ) {
        let from = at(key);
        self.moves.moved(at("components").key(name), from.clone());
        let section = match self.root.get(key) {
            Some(Value::Object(entries)) => entries
                .iter()
                .filter_map(|(name, value)| {
                    Some((name.clone(), convert(self, value, &from.key(name))?))
                })
                .collect(),
            other => other.cloned().unwrap_or_default(),
        };
        components.insert(name.to_owned(), section);
    }

    fn warning(&mut self, code: Code, at: Pointer, message: String, help: &str) {
        let place = Place::value(FileId(0), at);
        self.reports
            .push(Report::warning(code, place, message).help(help));
    }
}

/// The pointer to a key of the root.
fn at(key: &str) -> Pointer {
    Pointer::root().key(key)
}

/// The entries of a sequence of strings.
fn texts(list: Option<&Value>) -> Vec<&str> {
    let list = list.and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

/// Moves what belongs to a schema to one of its own.
fn split_schema(map: &Map<String, Value>) -> (Map<String, Value>, Map<String, Value>) {
    map.clone()
        .into_iter()
        .partition(|(key, _)| schemas::KEYWORDS.contains(&key.as_str()))
}
