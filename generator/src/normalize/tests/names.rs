//! References by the names that schemas give themselves.

use serde_json::{Value, json};

use super::mended;

fn schemas(text: &str) -> (Value, Vec<String>) {
    let (value, reports) = mended(&format!(
        "openapi: 3.2.0\n$self: https://example.com/apis/pets\ninfo: {{title: T, version: '1'}}\n\
         components: {{schemas: {{{text}}}}}"
    ));
    (value["components"]["schemas"].clone(), reports)
}

#[test]
fn schemas_are_found_by_their_uris_and_anchors() {
    let (value, reports) = schemas(
        "Pet: {$id: pet, properties: {toy: {$ref: '#/$defs/toy'}, tail: {$ref: '#tail'}, \
         owner: {$ref: people}, pet: {$ref: '#'}, cat: {$ref: '#/components/schemas/Cat'}}, \
         $defs: {toy: {type: string}, tail: {$anchor: tail, type: integer}}}, \
         Owner: {$id: 'https://example.com/apis/people', properties: {pet: {$ref: 'pet#/$defs/toy'}, \
         all: {$ref: 'pets#/components/schemas/Cat'}}}, \
         Cat: {properties: {tail: {$ref: 'https://example.com/apis/pet#tail'}}}",
    );
    assert_eq!(reports, [""; 0]);
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let pet = &value["Pet"]["properties"];
    assert_eq!(pet["toy"], reference("PetToy"));
    assert_eq!(pet["tail"], reference("PetTail"));
    assert_eq!(pet["owner"], reference("Owner"));
    assert_eq!(pet["pet"], reference("Pet"));
    assert_eq!(pet["cat"], reference("Cat"));
    assert_eq!(value["Owner"]["properties"]["pet"], reference("PetToy"));
    assert_eq!(value["Owner"]["properties"]["all"], reference("Cat"));
    assert_eq!(value["Cat"]["properties"]["tail"], reference("PetTail"));
    assert_eq!(value["PetToy"], json!({ "type": "string" }));
    assert_eq!(value["Pet"].get("$id"), None);
}

#[test]
fn an_id_of_nothing_but_a_fragment_is_an_anchor() {
    let (value, reports) =
        schemas("A: {$id: '#a', type: string}, B: {properties: {a: {$ref: '#a'}}}");
    assert_eq!(reports, [""; 0]);
    let a = &value["B"]["properties"]["a"];
    assert_eq!(*a, json!({ "$ref": "#/components/schemas/A" }));
}

#[test]
fn names_in_values_name_nothing() {
    let (_, reports) = schemas("A: {example: {$anchor: a}}, B: {$ref: '#a'}");
    assert_eq!(
        reports,
        ["error unresolved-reference at /components/schemas/B/$ref"]
    );
}

#[test]
fn dynamic_references_are_read_where_they_mean_one_schema() {
    let (value, reports) = schemas(
        "Tree: {$dynamicAnchor: node, properties: {children: {items: {$dynamicRef: '#node', title: A}}}}",
    );
    assert_eq!(reports, [""; 0]);
    assert_eq!(
        value["Tree"]["properties"]["children"]["items"],
        json!({ "title": "A", "allOf": [{ "$ref": "#/components/schemas/Tree" }] })
    );
    let (value, reports) = schemas(
        "List: {$id: list, items: {$dynamicRef: '#item'}, $defs: {any: {$dynamicAnchor: item}}}, \
         Names: {$id: names, $ref: list, $defs: {name: {$dynamicAnchor: item, type: string}}}",
    );
    assert_eq!(
        reports,
        ["warning type-as-value at the key /components/schemas/List/items/$dynamicRef"]
    );
    assert_eq!(value["List"]["items"], json!({}));
}

#[test]
fn recursive_references_of_2019_are_read() {
    let (value, reports) = schemas(
        "Tree: {$recursiveAnchor: true, items: {$recursiveRef: '#'}}, A: {$recursiveRef: '#'}",
    );
    assert_eq!(
        reports,
        [
            "warning other-version at the key /components/schemas/Tree/items/$recursiveRef",
            "warning type-as-value at the key /components/schemas/A/$recursiveRef",
        ]
    );
    assert_eq!(
        value["Tree"],
        json!({ "items": { "$ref": "#/components/schemas/Tree" } })
    );
}
