//! References: resolved, made to name components, or reported.

use serde_json::{Value, json};

use super::{mended, reports, with, with_schema};

fn schemas(text: &str) -> (Value, Vec<String>) {
    let (value, reports) = mended(&with(&format!("components: {{schemas: {{{text}}}}}")));
    (value["components"]["schemas"].clone(), reports)
}

#[test]
fn references_to_components_of_the_kind_resolve() {
    let (value, reports) = schemas("A: {$ref: '#/components/schemas/B'}, B: {type: string}");
    assert_eq!(reports, [""; 0]);
    assert_eq!(value["A"], json!({ "$ref": "#/components/schemas/B" }));
}

#[test]
fn escapes_and_percent_encoding_are_read() {
    let (value, reports) =
        schemas("A: {$ref: '#/components/schemas/b%20c~1d'}, b c/d: {type: string}");
    assert_eq!(
        reports,
        ["warning unknown-key at the key /components/schemas/b c~1d"]
    );
    assert_eq!(value["A"], json!({ "$ref": "#/components/schemas/b c~1d" }));
}

#[test]
fn slashes_of_a_name_may_be_percent_encoded() {
    let (value, reports) = schemas(
        "A: {$ref: '#/components/schemas/b%2Fc'}, b/c: {type: string}, B: {$ref: '#/components/schemas/b%2fc'}",
    );
    let warned = |name: &str| format!("warning wrong-kind at /components/schemas/{name}/$ref");
    let odd_name = "warning unknown-key at the key /components/schemas/b~1c".to_owned();
    assert_eq!(reports, [odd_name, warned("A"), warned("B")]);
    for name in ["A", "B"] {
        assert_eq!(value[name], json!({ "$ref": "#/components/schemas/b~1c" }));
    }
}

#[test]
fn references_that_name_nothing_are_errors() {
    let texts = [
        "'#/components/schemas/Bb'",
        "'#/components/schema/B'",
        "Bb",
        "'b.yaml#/B'",
        "'https://example.com/b.yaml'",
        "'#'",
        "'#/info'",
        "'#/info/title'",
        "'#/components/schemas'",
        "'#/components/links/L'",
    ];
    for text in texts {
        let lines = reports(&with(&format!(
            "components: {{links: {{L: {{operationId: o}}}}, \
             schemas: {{A: {{$ref: {text}}}, B: {{}}}}}}"
        )));
        assert_eq!(
            lines,
            ["error unresolved-reference at /components/schemas/A/$ref"],
            "{text}"
        );
    }
    assert_eq!(
        reports(&with_schema("{$ref: 1}")),
        ["error wrong-kind at /components/schemas/S/$ref"]
    );
}

#[test]
fn what_holds_a_schema_stands_for_it() {
    let (value, reports) = mended(&with(
        "components: {responses: {R: {description: D, content: {a/b: {schema: {type: string}}, application/json: \
         {schema: {type: integer}}}}, N: {description: D}, O: {description: D, content: {a/b: {schema: {$ref: \
         '#/components/responses/O'}}}}}, parameters: {P: {in: query, name: p, schema: {type: boolean}}}, \
         headers: {H: {$ref: '#/components/headers/I'}, I: {schema: {$ref: '#/components/schemas/S'}}}, \
         schemas: {A: {$ref: '#/components/responses/R'}, B: {$ref: '#/components/parameters/P'}, \
         C: {$ref: '#/components/headers/H'}, E: {$ref: '#/components/responses/N'}, \
         F: {$ref: '#components/schemas/S'}, H: {$ref: S}, I: S, J: {items: integer}, G: {$ref: '#/components/responses/O'}, S: {type: number}}}",
    ));
    let at = "/components/schemas";
    let found = [
        "A/$ref", "B/$ref", "C/$ref", "E/$ref", "F/$ref", "H/$ref", "I", "J/items", "G/$ref",
    ];
    let mut expected =
        vec!["warning wrong-kind at /components/responses/O/content/a~1b/schema/$ref".to_owned()];
    expected.extend(found.map(|name| format!("warning wrong-kind at {at}/{name}")));
    assert_eq!(reports, expected);
    let schemas = &value["components"]["schemas"];
    let named = |name: &str| {
        let reference = schemas[name]["$ref"].as_str().unwrap();
        value.pointer(reference.strip_prefix('#').unwrap()).unwrap()
    };
    assert_eq!(named("A"), &json!({ "type": "integer" }));
    assert_eq!(named("B"), &json!({ "type": "boolean" }));
    assert_eq!(named("C"), &json!({ "$ref": "#/components/schemas/S" }));
    assert_eq!(schemas["E"], json!({}));
    for name in ["F", "H", "I"] {
        assert_eq!(schemas[name], json!({ "$ref": "#/components/schemas/S" }));
    }
    assert_eq!(schemas["J"], json!({ "items": { "type": "integer" } }));
}

#[test]
fn a_response_may_name_a_request_body() {
    let (value, reports) = mended(&with(
        "components: {responses: {R: {$ref: '#/components/requestBodies/B'}}, \
         requestBodies: {B: {required: true, content: {a/b: {schema: {type: string}}}}}}",
    ));
    assert_eq!(
        reports,
        ["warning wrong-kind at /components/responses/R/$ref"]
    );
    assert_eq!(
        value["components"]["responses"],
        json!({
            "R": { "$ref": "#/components/responses/B" },
            "B": { "description": "", "content": { "a/b": { "schema": { "type": "string" } } } },
        })
    );
}

#[test]
fn circles_are_reported_at_the_references_that_make_them() {
    let (value, reports) = schemas(
        "A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}, \
         C: {$ref: '#/components/schemas/A'}, D: {$ref: '#/components/schemas/D'}, \
         E: {items: {$ref: '#/components/schemas/E'}}, F: {$ref: '#/components/schemas/E'}",
    );
    assert_eq!(
        reports,
        ["A", "B", "D"]
            .map(|name| { format!("error circular-reference at /components/schemas/{name}/$ref") })
    );
    assert_eq!(value["A"], json!({}));
    assert_eq!(value["F"], json!({ "$ref": "#/components/schemas/E" }));
}

#[test]
fn what_annotates_a_reference_is_read_in_3_0_too() {
    let (value, reports) = schemas(
        "A: {$ref: '#/components/schemas/B', description: D, x-a: 1, nullable: true, type: object}, B: {}",
    );
    assert_eq!(
        reports,
        [
            "warning other-version at the key /components/schemas/A/nullable",
            "warning unknown-key at the key /components/schemas/A/type",
        ]
    );
    assert_eq!(
        value["A"],
        json!({
            "description": "D",
            "x-a": 1,
            "nullable": true,
            "allOf": [{ "$ref": "#/components/schemas/B" }],
        })
    );
}

#[test]
fn parts_become_components() {
    let (value, reports) = schemas(
        "Pet: {properties: {tags: {items: {type: string}}}}, PetTags: {}, \
         A: {$ref: '#/components/schemas/Pet/properties/tags'}, \
         B: {$ref: '#/components/schemas/Pet/properties/tags/items'}, \
         C: {$ref: '#/components/schemas/Pet/properties/%74ags'}",
    );
    assert_eq!(reports, [""; 0]);
    assert_eq!(
        value,
        json!({
            "Pet": { "properties": { "tags": { "$ref": "#/components/schemas/PetTags2" } } },
            "PetTags": {},
            "A": { "$ref": "#/components/schemas/PetTags2" },
            "B": { "$ref": "#/components/schemas/PetTagsItem" },
            "C": { "$ref": "#/components/schemas/PetTags2" },
            "PetTags2": { "items": { "$ref": "#/components/schemas/PetTagsItem" } },
            "PetTagsItem": { "type": "string" },
        })
    );
}

#[test]
fn parts_of_operations_become_components() {
    let content = "/responses/200/content/application~1json/schema";
    let (value, reports) = mended(&with(&format!(
        "paths: {{/pets: {{get: {{responses: {{200: {{description: D, \
         content: {{application/json: {{schema: {{type: string}}}}}}}}}}}}, \
         put: {{responses: {{200: {{$ref: '#/paths/~1pets/get/responses/200'}}}}}}}}}}\n\
         components: {{schemas: {{A: {{$ref: '#/paths/~1pets/get{content}'}}}}}}"
    )));
    assert_eq!(reports, [""; 0]);
    let reference = json!({ "$ref": "#/components/responses/PetsGet200" });
    let pets = &value["paths"]["/pets"];
    assert_eq!(pets["get"]["responses"]["200"], reference);
    assert_eq!(pets["put"]["responses"]["200"], reference);
    assert_eq!(
        value["components"]["schemas"],
        json!({
            "A": { "$ref": "#/components/schemas/PetsGet200" },
            "PetsGet200": { "type": "string" },
        })
    );
}

#[test]
fn pointers_lead_through_references() {
    let (value, reports) = schemas(
        "A: {$ref: '#/components/schemas/B/properties/c/items'}, \
         B: {properties: {c: {$ref: '#/components/schemas/C'}}}, C: {items: {type: string}}, \
         D: {$ref: '#/components/schemas/D/items'}",
    );
    assert_eq!(
        reports,
        ["error unresolved-reference at /components/schemas/D/$ref"]
    );
    assert_eq!(value["A"], json!({ "$ref": "#/components/schemas/CItem" }));
    assert_eq!(value["CItem"], json!({ "type": "string" }));
}

#[test]
fn schemas_outside_of_what_openapi_knows_are_checked_where_they_stand() {
    let (value, reports) = mended(&with(
        "definitions: {Pet: {type: strng, properties: {a: {$ref: '#/x-more/A'}}}}\n\
         x-more: {A: {type: string}}\n\
         components: {schemas: {S: {$ref: '#/definitions/Pet'}}}",
    ));
    assert_eq!(
        reports,
        [
            "warning unknown-key at the key /definitions",
            "error unknown-value at /definitions/Pet/type",
        ]
    );
    assert_eq!(
        value["components"]["schemas"],
        json!({
            "S": { "$ref": "#/components/schemas/DefinitionsPet" },
            "DefinitionsPet": { "properties": { "a": { "$ref": "#/components/schemas/XMoreA" } } },
            "XMoreA": { "type": "string" },
        })
    );
}

#[test]
fn mappings_of_discriminators_are_references_or_names() {
    let (value, reports) = schemas(
        "S: {oneOf: [{$ref: '#/components/schemas/A'}], discriminator: {propertyName: k, \
         mapping: {a: A, b: '#/components/schemas/A', c: ./models/A.yaml}}}, A: {}, \
         T: {oneOf: [{$ref: '#/components/schemas/A'}], discriminator: {propertyName: k, mapping: {a: A, d: d.json}}}, \
         B: {discriminator: {propertyName: k, mapping: {a: A, d: D}}}",
    );
    let at = |name: &str| format!("/components/schemas/{name}/discriminator/mapping");
    assert_eq!(
        reports,
        [
            format!("warning discriminator-ignored at {}/c", at("S")),
            format!("warning discriminator-ignored at {}/d", at("T")),
            format!("warning discriminator-ignored at {}/d", at("B")),
        ]
    );
    let a = "#/components/schemas/A";
    assert_eq!(
        value["S"]["discriminator"]["mapping"],
        json!({ "a": a, "b": a, "c": a })
    );
    assert_eq!(value["T"].get("discriminator"), None);
    assert_eq!(value["B"]["discriminator"]["mapping"], json!({ "a": a }));
}

#[test]
fn path_items_become_what_they_refer_to() {
    let (value, reports) = mended(&with(
        "paths: {/a: {$ref: '#/paths/~1b', summary: Own}, /b: {$ref: '#/paths/~1c'}, \
         /c: {summary: Its, get: {responses: {200: {description: D}}}}, /d: {$ref: '#/paths/~1d'}, \
         /e: {$ref: '#/info'}}",
    ));
    assert_eq!(
        reports,
        [
            "error circular-reference at /paths/~1d/$ref",
            "error unresolved-reference at /paths/~1e/$ref",
        ]
    );
    assert_eq!(value["paths"]["/a"]["summary"], "Own");
    assert_eq!(value["paths"]["/a"]["get"], value["paths"]["/c"]["get"]);
    assert_eq!(value["paths"]["/b"], value["paths"]["/c"]);
}

#[test]
fn where_openapi_has_no_reference_what_it_refers_to_is_read() {
    let (value, reports) = mended(&with(
        "paths: {/a: {get: {$ref: '#/x-get'}, put: {$ref: 'put.yaml'}}}\n\
         x-get: {summary: {$ref: '#/x-text'}, responses: {200: {description: 1}}}\nx-text: Its",
    ));
    assert_eq!(
        reports,
        [
            "warning wrong-kind at /paths/~1a/get/$ref",
            "warning wrong-kind at /x-get/responses/200/description",
            "error unresolved-reference at /paths/~1a/put/$ref",
        ]
    );
    assert_eq!(value["paths"]["/a"]["get"]["summary"], "Its");
}

#[test]
fn what_is_read_in_the_place_of_references_ends() {
    let (_, reports) = mended(&with(
        "paths: {/a: {get: {$ref: '#/x-a'}}}\nx-a: {callbacks: {c: {u: {get: {$ref: '#/x-a'}, \
         put: {$ref: '#/x-b'}}}}, responses: {}}\nx-b: {callbacks: {c: {u: {get: {$ref: '#/x-a'}, \
         put: {$ref: '#/x-b'}}}}, responses: {}}",
    ));
    let errors = reports.iter().filter(|it| it.starts_with("error"));
    let errors: Vec<_> = errors.collect();
    assert_eq!(
        errors,
        [
            "error circular-reference at /x-a/callbacks/c/u/get/$ref",
            "error circular-reference at /x-b/callbacks/c/u/get/$ref",
            "error circular-reference at /x-b/callbacks/c/u/put/$ref",
        ]
    );
}

#[test]
fn a_mapped_name_without_a_schema_is_not_taken_for_a_file() {
    let text = |name: &str| {
        super::with(&format!(
            "components: {{schemas: {{Lamp: {{}}, S: {{discriminator: {{propertyName: p, mapping: {{a: {name}}}}}}}}}}}"
        ))
    };
    let said = |name: &str| {
        let report = super::run_in_full(&text(name)).1.remove(0);
        (report.message, report.help.unwrap())
    };
    let (message, help) = said("Lmap");
    assert_eq!(message, "there is no schema `Lmap`");
    assert_eq!(help, "the value is left out; did you mean `Lamp`?");
    assert!(said("Lmap.json").0.contains("in another file"));
}
