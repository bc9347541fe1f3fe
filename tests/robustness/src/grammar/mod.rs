//! Descriptions made at random: mostly valid, of OpenAPI 3.0, 3.1 and 3.2 and of Swagger 2.0, with odd names and
//! every construct in every place.

mod operations;
mod schemas;
mod swagger;
mod values;

use serde_json::{Map, Value, json};

use crate::Choices;
use values::{NAMES, name};

/// A version that a description is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Swagger 2.0.
    V20,
    /// OpenAPI 3.0.
    V30,
    /// OpenAPI 3.1.
    V31,
    /// OpenAPI 3.2.
    V32,
}

/// A description.
pub fn description(choices: &mut Choices) -> Value {
    match choices.below(6) {
        0..3 => openapi(choices, Version::V30),
        3 => openapi(choices, Version::V31),
        4 => openapi(choices, Version::V32),
        _ => swagger::description(choices),
    }
}

/// What the parts of a description need to know of it.
pub(crate) struct Context<'c, 'b> {
    pub(crate) choices: &'c mut Choices<'b>,
    pub(crate) version: Version,
}

/// The names of the components of every kind. A `$ref` picks one of them, or now and then one that isn't there.
pub(crate) const COMPONENTS: [&str; 5] = ["A", "B", "Self", "list of a", "+1"];

impl Context<'_, '_> {
    pub(crate) fn is_31(&self) -> bool {
        self.version >= Version::V31
    }

    /// A reference to a component.
    pub(crate) fn reference(&mut self, section: &str) -> Value {
        let name = if self.choices.once_in(60) {
            "missing"
        } else {
            self.choices.one(&COMPONENTS)
        };
        json!({ "$ref": format!("#/{section}/{}", name.replace(' ', "%20")) })
    }

    /// Up to `most` members with names of their own.
    pub(crate) fn members(
        &mut self,
        most: usize,
        mut value: impl FnMut(&mut Self) -> Value,
    ) -> Map<String, Value> {
        let mut map = Map::new();
        for _ in 0..self.choices.below(most + 1) {
            let key = name(self.choices);
            map.insert(key, value(self));
        }
        map
    }

    /// Up to `most` items.
    pub(crate) fn items(
        &mut self,
        most: usize,
        mut value: impl FnMut(&mut Self) -> Value,
    ) -> Vec<Value> {
        (0..self.choices.below(most + 1))
            .map(|_| value(self))
            .collect()
    }

    /// Every component of a section.
    fn components(&mut self, mut value: impl FnMut(&mut Self) -> Value) -> Map<String, Value> {
        COMPONENTS
            .iter()
            .map(|name| ((*name).to_owned(), value(self)))
            .collect()
    }
}

fn openapi(choices: &mut Choices, version: Version) -> Value {
    let mut context = Context { choices, version };
    let version = match version {
        Version::V32 => "3.2.0",
        Version::V31 => "3.1.0",
        Version::V30 | Version::V20 => "3.0.3",
    };
    let mut root = Map::new();
    root.insert("openapi".into(), json!(version));
    let title = name(context.choices);
    root.insert("info".into(), json!({ "title": title, "version": "1.0" }));
    if context.choices.once_in(3) {
        let url = context.choices.one(&["/", "https://a.b/v1", "{x}", ""]);
        root.insert("servers".into(), json!([{ "url": url }]));
    }
    if context.choices.once_in(3) {
        root.insert("security".into(), operations::security(&mut context));
    }
    let mut paths = Map::new();
    for _ in 0..=context.choices.below(4) {
        let (path, item) = operations::path(&mut context);
        paths.insert(path, item);
    }
    root.insert("paths".into(), Value::Object(paths));
    if context.is_31() && context.choices.once_in(3) {
        let webhooks = context.members(2, |context| operations::item(context, &[]));
        root.insert("webhooks".into(), Value::Object(webhooks));
    }
    let components = json!({
        "schemas": context.components(|context| schemas::schema(context, 0)),
        "parameters": context.components(operations::parameter),
        "responses": context.components(operations::response),
        "requestBodies": context.components(operations::body),
        "headers": context.components(operations::header),
        "securitySchemes": context.components(operations::security_scheme),
    });
    root.insert("components".into(), components);
    Value::Object(root)
}

/// A name that isn't a component's, for what is named freely.
pub(crate) fn free_name(choices: &mut Choices) -> &'static str {
    choices.one(&NAMES)
}
