//! Adding something to a description renames nothing that was there.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::api::Shape;
use crate::report::Reports;

/// Texts that are names to collide, to be keywords, or to be spelled out.
const TEXTS: &[&str] = &[
    "a",
    "A",
    "a_",
    "a2",
    "a_2",
    "fooBar",
    "foo_bar",
    "FooBar",
    "foo bar",
    "foo-bar",
    "other",
    "Other",
    "self",
    "Self",
    "type",
    "Type",
    "gen",
    "body",
    "client",
    "send",
    "value",
    "",
    "+1",
    "-1",
    "1",
    ">=",
    "<",
    "🙂",
    "$ref",
    "@type",
    "additional_properties",
    "Option",
    "String",
    "Error",
    "Client",
    "Result",
];

/// Texts whose names are those of no other.
const APART: &[&str] = &["apart", "Zebra", "yet_another", "42", "naïve", "?"];

/// The parts of a small description.
#[derive(Clone, Default)]
struct Small {
    schemas: Vec<&'static str>,
    properties: Vec<&'static str>,
    values: Vec<&'static str>,
    operations: Vec<&'static str>,
    parameters: Vec<&'static str>,
}

impl Small {
    fn lists(&mut self) -> [&mut Vec<&'static str>; 5] {
        [
            &mut self.schemas,
            &mut self.properties,
            &mut self.values,
            &mut self.operations,
            &mut self.parameters,
        ]
    }

    /// Each schema is an object with all the properties, and one that is an enum of all the values.
    fn openapi(&self) -> Value {
        let values = json!({ "type": "string", "enum": self.values, "description": "values" });
        let mut properties: serde_json::Map<_, _> = self
            .properties
            .iter()
            .map(|key| ((*key).to_owned(), json!({ "type": "string" })))
            .collect();
        properties.insert("an enum of values".to_owned(), values);
        let object =
            |key: &str| json!({ "type": "object", "properties": properties, "description": key });
        let schemas: serde_json::Map<_, _> = self
            .schemas
            .iter()
            .map(|key| ((*key).to_owned(), object(key)))
            .collect();
        let uses: Vec<_> = self
            .schemas
            .iter()
            .map(|key| json!({ "$ref": format!("#/components/schemas/{}", key.replace('~', "~0").replace('/', "~1")) }))
            .collect();
        let parameters: Vec<_> = self
            .parameters
            .iter()
            .map(|name| json!({ "name": name, "in": "query", "schema": { "type": "string" } }))
            .collect();
        let content = json!({ "application/json": { "schema": { "type": "object", "description": "all", "additionalProperties": { "oneOf": uses } } } });
        let paths: serde_json::Map<_, _> = self
            .operations
            .iter()
            .map(|id| {
                let operation = json!({
                    "operationId": id,
                    "parameters": parameters,
                    "requestBody": { "content": content },
                    "responses": { "200": { "description": "ok", "content": content } },
                });
                // Not by index: what is put before must not move the paths of the others.
                let path = format!(
                    "/{}",
                    id.bytes()
                        .map(|byte| format!("{byte:x}"))
                        .collect::<String>()
                );
                (path, json!({ "post": operation }))
            })
            .collect();
        json!({
            "openapi": "3.0.3", "info": { "title": "T", "version": "1" },
            "paths": paths, "components": { "schemas": schemas },
        })
    }

    /// Who is called what.
    fn names(&self) -> BTreeSet<String> {
        let openapi = serde_json::from_value(self.openapi()).unwrap();
        let api = super::lower(&openapi, None, &mut Reports::new());
        let mut names = BTreeSet::new();
        for def in &api.types {
            let whose = &def.docs.description;
            // The enum in place is called after what it stands in, which its name tells.
            names.insert(format!("type {whose}: {}", def.name));
            match &def.shape {
                Shape::Struct(shape) => names.extend(
                    (shape.fields.iter())
                        .map(|field| format!("field {whose}.{}: {}", field.wire, field.name)),
                ),
                Shape::StringEnum(shape) => {
                    let variants = shape.variants.iter();
                    names.extend(
                        variants.map(|value| format!("value {}: {}", value.wire, value.name)),
                    );
                    names.insert(format!("any other value: {}", shape.other));
                }
                _ => {}
            }
        }
        for operation in &api.operations {
            let id = &operation.id;
            names.insert(format!("method {id}: {}", operation.method_name));
            names.insert(format!("request {id}: {}", operation.type_name));
            names.extend(
                (operation.parameters.iter())
                    .map(|parameter| format!("{id}({}): {}", parameter.wire, parameter.name)),
            );
            names.extend(
                operation
                    .body
                    .iter()
                    .map(|body| format!("body {id}: {}", body.name)),
            );
        }
        names
    }
}

/// Numbers that are no pattern, and the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

fn small(numbers: &mut Numbers) -> Small {
    let mut small = Small::default();
    for list in small.lists() {
        for _ in 0..=numbers.below(5) {
            let text = TEXTS[numbers.below(TEXTS.len())];
            if !list.contains(&text) {
                list.push(text);
            }
        }
    }
    small
}

fn assert_nothing_is_renamed(before: &Small, after: &Small) {
    let (old, new) = (before.names(), after.names());
    let lost: Vec<_> = old.difference(&new).collect();
    assert!(lost.is_empty(), "{lost:#?}\n{}", after.openapi());
}

#[test]
fn what_is_added_at_the_end_renames_nothing() {
    let mut numbers = Numbers(1);
    for _ in 0..100 {
        let before = small(&mut numbers);
        let mut after = before.clone();
        let which = numbers.below(5);
        let text = TEXTS[numbers.below(TEXTS.len())];
        let list = &mut after.lists()[which].to_vec();
        if list.contains(&text) {
            continue;
        }
        after.lists()[which].push(text);
        assert_nothing_is_renamed(&before, &after);
    }
}

#[test]
fn what_is_added_elsewhere_renames_nothing() {
    let mut numbers = Numbers(2);
    for _ in 0..100 {
        let before = small(&mut numbers);
        let mut after = before.clone();
        let which = numbers.below(5);
        let text = APART[numbers.below(APART.len())];
        let list = &mut after.lists()[which];
        let index = numbers.below(list.len() + 1);
        list.insert(index, text);
        assert_nothing_is_renamed(&before, &after);
    }
}

/// The types of a pet whose owner, and the owner's home, are described in place; and of that component besides.
fn types_of_pet(added: Option<&str>) -> Vec<String> {
    let object = |properties: Value| json!({ "type": "object", "properties": properties });
    let home = object(json!({ "street": { "type": "string" } }));
    let mut schemas = json!({
        "Pet": object(json!({ "owner": object(json!({ "home": home })), "toy": object(json!({ "hue": {} })) })),
    });
    let mut listed = object(json!({ "pet": { "$ref": "#/components/schemas/Pet" } }));
    if let Some(added) = added {
        schemas[added] = object(json!({ "name": { "type": "string" } }));
        listed["properties"]["added"] = json!({ "$ref": format!("#/components/schemas/{added}") });
    }
    schemas["All"] = listed;
    let content =
        json!({ "application/json": { "schema": { "$ref": "#/components/schemas/All" } } });
    let responses = json!({ "200": { "description": "ok", "content": content } });
    let openapi = json!({
        "openapi": "3.0.3", "info": { "title": "T", "version": "1" },
        "paths": { "/": { "get": { "operationId": "all", "responses": responses } } },
        "components": { "schemas": schemas },
    });
    let openapi = serde_json::from_value(openapi).unwrap();
    let api = super::lower(&openapi, None, &mut Reports::new());
    api.types.into_iter().map(|def| def.name).collect()
}

/// The one exception. A component has the name that its author gave it, whatever stands elsewhere; so one that is called
/// as what stands in place was called so far takes that name, and renames this, and what stands in it, and nothing
/// else. The other way round, what is added in place would rename a component.
#[test]
fn a_component_takes_its_own_name_from_what_stands_in_place() {
    let all = ["Pet", "PetOwner", "PetOwnerHome", "PetToy", "All"];
    assert_eq!(types_of_pet(None), all);
    assert_eq!(
        types_of_pet(Some("PetOwner")),
        [
            "Pet",
            "PetOwnerType",
            "PetOwnerTypeHome",
            "PetToy",
            "PetOwner",
            "All"
        ]
    );
    assert_eq!(
        types_of_pet(Some("PetOwnerHome")),
        [
            "Pet",
            "PetOwner",
            "PetOwnerHomeType",
            "PetToy",
            "PetOwnerHome",
            "All"
        ]
    );
}
