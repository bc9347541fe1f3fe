//! Descriptions made at random: of OpenAPI 3.0, 3.1 and 3.2 and of Swagger 2.0, with odd names and every construct in
//! every place. [`description`] makes mostly valid ones, and [`valid_description`] leaves out what Bindery refuses.

mod compositions;
mod contents;
mod names;
mod operations;
mod parameters;
mod schemas;
mod security;
mod swagger;
mod values;

use serde_json::{Map, Value, json};

use crate::Choices;
pub(crate) use names::name;

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

/// A description that may have something in it that can't be.
pub fn description(choices: &mut Choices) -> Value {
    any(choices, true)
}

/// A description that a crate can be made of, but for what only shows when its parts come together.
pub fn valid_description(choices: &mut Choices) -> Value {
    any(choices, false)
}

fn any(choices: &mut Choices, spoils: bool) -> Value {
    let version = match choices.below(6) {
        0..3 => Version::V30,
        3 => Version::V31,
        4 => Version::V32,
        _ => Version::V20,
    };
    let components = if spoils {
        ["A", "B", "Self", "list of a", "+1"]
            .map(str::to_owned)
            .into()
    } else {
        (0..3 + choices.below(6))
            .map(|_| names::component(choices))
            .collect()
    };
    let context = &mut Context {
        choices,
        version,
        spoils,
        components,
    };
    match version {
        Version::V20 => swagger::description(context),
        _ => openapi(context),
    }
}

/// What the parts of a description need to know of it.
struct Context<'c, 'b> {
    choices: &'c mut Choices<'b>,
    version: Version,
    /// Whether there is also what can't be.
    spoils: bool,
    /// The names of the components of every kind.
    components: Vec<String>,
}

impl Context<'_, '_> {
    fn is_31(&self) -> bool {
        self.version >= Version::V31
    }

    /// Whether to do what can't be, once in `times`.
    fn spoils_once_in(&mut self, times: usize) -> bool {
        self.spoils && self.choices.once_in(times)
    }

    /// The name of a component.
    fn component(&mut self) -> String {
        let at = self.choices.below(self.components.len());
        self.components.get(at).cloned().unwrap_or_default()
    }

    /// A reference to a component, or now and then to one that isn't there.
    fn reference(&mut self, section: &str) -> Value {
        let name = if self.spoils_once_in(60) {
            "missing".to_owned()
        } else {
            self.component()
        };
        json!({ "$ref": format!("#/{section}/{}", name.replace(' ', "%20")) })
    }

    /// Where the schemas of components stand.
    fn schemas(&self) -> &'static str {
        match self.version {
            Version::V20 => "definitions",
            _ => "components/schemas",
        }
    }

    /// Up to `most` members with names of their own.
    fn members(
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
    fn items(&mut self, most: usize, mut value: impl FnMut(&mut Self) -> Value) -> Vec<Value> {
        (0..self.choices.below(most + 1))
            .map(|_| value(self))
            .collect()
    }

    /// Every component of a section.
    fn every_component(&mut self, mut value: impl FnMut(&mut Self) -> Value) -> Map<String, Value> {
        let names = self.components.clone();
        names.into_iter().map(|name| (name, value(self))).collect()
    }
}

fn openapi(context: &mut Context) -> Value {
    let version = match context.version {
        Version::V32 => "3.2.0",
        Version::V31 => "3.1.0",
        Version::V30 | Version::V20 => "3.0.3",
    };
    let mut root = json!({
        "openapi": version,
        "info": { "title": name(context.choices), "version": "1.0", "description": values::text(context.choices) },
    });
    if context.choices.once_in(3) {
        root["servers"] = servers(context);
    }
    if context.choices.once_in(3) {
        root["security"] = security::requirements(context);
    }
    if context.choices.once_in(3) {
        root["tags"] = json!(context.items(3, |context| {
            json!({ "name": name(context.choices), "description": values::text(context.choices) })
        }));
    }
    root["paths"] = operations::paths(context);
    if context.is_31() && context.choices.once_in(2) {
        root["webhooks"] = json!(context.members(2, |context| operations::item(context, &[])));
    }
    root["components"] = json!({
        "schemas": context.every_component(compositions::component),
        "parameters": context.every_component(parameters::parameter),
        "responses": context.every_component(operations::response),
        "requestBodies": context.every_component(contents::body),
        "headers": context.every_component(parameters::header),
        "securitySchemes": context.every_component(security::scheme),
        "callbacks": context.every_component(operations::callback),
    });
    root
}

fn servers(context: &mut Context) -> Value {
    match context.choices.below(5) {
        0 => json!([{ "url": "/" }]),
        1 => json!([{ "url": "https://a.b/v1" }, { "url": "https://b.a/v1", "description": "B" }]),
        2 => json!([{
            "url": "https://{x}.{Self}.a/{x}",
            "variables": {
                "x": { "default": "a", "enum": ["a", name(context.choices)] },
                "Self": { "default": "b", "description": values::text(context.choices) },
            },
        }]),
        3 => json!([{ "url": "{x}" }]),
        _ => json!([{ "url": "" }]),
    }
}
