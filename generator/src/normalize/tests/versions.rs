//! What OpenAPI 3.1 and 3.2 added to objects other than schemas.

use serde_json::{Value, json};

use super::{mended, yaml};
use crate::config::Dangling;
use crate::normalize::{Normalized, normalize};
use crate::read::Document;
use crate::report::{FileId, Place, Pointer, Reports};

fn described(version: &str, rest: &str) -> (Value, Vec<String>) {
    mended(&format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\n{rest}"
    ))
}

/// What becomes of a description of OpenAPI 3.2 that nothing is said of.
fn silent(rest: &str) -> Value {
    let (value, reports) = described("3.2.0", rest);
    assert_eq!(reports, [""; 0], "{rest}");
    value
}

#[test]
fn paths_and_responses_may_be_absent() {
    let (value, reports) = described("3.1.0", "webhooks: {w: {post: {}}}");
    assert_eq!(reports, [""; 0]);
    assert_eq!(value["paths"], json!({}));
    assert_eq!(
        value["x-bindery-webhooks"],
        json!({ "w": { "post": { "responses": {} } } })
    );
}

#[test]
fn what_only_documents_leads_the_description() {
    let (value, reports) = mended(
        "openapi: 3.2.0\ninfo: {title: T, version: '1', summary: S, description: D, license: {name: L, identifier: MIT}}\n\
         servers: [{url: u, name: n}]\ntags: [{name: t, summary: S, parent: u, kind: nav}, {name: u}]\n\
         paths: {/a: {get: {responses: {'200': {summary: S}}}}}",
    );
    assert_eq!(reports, [""; 0]);
    assert_eq!(value["info"]["description"], "S\n\nD");
    assert_eq!(value["info"]["license"], json!({ "name": "L" }));
    assert_eq!(value["servers"][0]["description"], "n");
    assert_eq!(value["tags"][0], json!({ "name": "t", "description": "S" }));
    assert_eq!(
        value["paths"]["/a"]["get"]["responses"]["200"]["description"],
        "S"
    );
}

#[test]
fn nothing_may_be_required_since_3_1() {
    let text = "components: {schemas: {S: {type: object, required: []}}}";
    let (value, reports) = described("3.1.0", text);
    assert_eq!(reports, [""; 0]);
    assert_eq!(
        value["components"]["schemas"]["S"],
        json!({ "type": "object" })
    );
    let (_, reports) = described("3.0.3", &format!("paths: {{}}\n{text}"));
    assert_eq!(
        reports,
        ["warning wrong-kind at /components/schemas/S/required"]
    );
}

#[test]
fn path_items_are_components() {
    let (value, reports) = described(
        "3.1.0",
        "paths: {/a: {$ref: '#/components/pathItems/P', summary: S}}\n\
         webhooks: {w: {$ref: '#/components/pathItems/P'}}\n\
         components: {pathItems: {P: {summary: T, get: {responses: {default: {description: D}}, \
         callbacks: {c: {'{$url}': {$ref: '#/components/pathItems/Q'}}}}}, Q: {post: {}}}}",
    );
    assert_eq!(reports, [""; 0]);
    let item = &value["paths"]["/a"];
    assert_eq!(item["summary"], "S");
    assert_eq!(
        item["get"]["callbacks"]["c"]["{$url}"],
        json!({ "post": { "responses": {} } })
    );
    assert_eq!(value["x-bindery-webhooks"]["w"]["summary"], "T");
    assert_eq!(value["components"], json!({}));
}

#[test]
fn further_methods_are_carried() {
    let value = silent(
        "paths: {/a: {query: {operationId: q}, additionalOperations: {COPY: {operationId: c}}}}",
    );
    assert_eq!(
        value["paths"]["/a"]["x-bindery-operations"],
        json!({
            "QUERY": { "operationId": "q", "responses": {} },
            "COPY": { "operationId": "c", "responses": {} },
        })
    );
    let (value, reports) = described(
        "3.2.0",
        "paths: {/a: {get: {operationId: a}, additionalOperations: {GET: {}, POST: {operationId: b}, 'a b': {}}}}",
    );
    let at = "/paths/~1a/additionalOperations";
    assert_eq!(
        reports,
        [
            format!("error duplicate-key at the key {at}/GET"),
            format!("warning unknown-key at the key {at}/POST"),
            format!("error unknown-key at the key {at}/a b"),
        ]
    );
    assert_eq!(value["paths"]["/a"]["post"]["operationId"], "b");
}

#[test]
fn media_types_are_components_and_have_items() {
    let value = silent(
        "paths: {/a: {get: {responses: {'200': {content: {a/b: {$ref: '#/components/mediaTypes/M'}}}}}}}\n\
         components: {mediaTypes: {M: {$ref: '#/components/mediaTypes/N'}, N: {itemSchema: {type: [string]}}}}",
    );
    assert_eq!(
        value["paths"]["/a"]["get"]["responses"]["200"]["content"]["a/b"],
        json!({ "x-bindery-item-schema": { "type": "string" } })
    );
    let (_, reports) = described(
        "3.0.0",
        "paths: {/a: {get: {responses: {'200': {description: D, content: {a/b: {$ref: '#/paths/~1b'}}}}}}, /b: {}}",
    );
    let at = "/paths/~1a/get/responses/200/content/a~1b";
    assert_eq!(
        reports,
        [
            format!("warning other-version at {at}"),
            format!("error unresolved-reference at {at}/$ref"),
        ]
    );
}

#[test]
fn a_query_string_needs_no_name() {
    let form =
        "{in: querystring, content: {application/x-www-form-urlencoded: {schema: {type: object}}}}";
    let (value, reports) = described(
        "3.2.0",
        &format!("components: {{parameters: {{P: {form}}}}}"),
    );
    assert_eq!(reports, ["warning missing-key at /components/parameters/P"]);
    assert_eq!(value["components"]["parameters"]["P"]["name"], "query");
}

#[test]
fn a_query_string_that_is_a_form_is_a_parameter() {
    let form = "{name: q, in: querystring, content: {application/x-www-form-urlencoded: {schema: \
                {type: object}}}}";
    let value = silent(&format!("components: {{parameters: {{P: {form}}}}}"));
    let parameter = &value["components"]["parameters"]["P"];
    assert_eq!(parameter["in"], "query");
    assert_eq!(parameter["style"], "form");
    assert_eq!(parameter["explode"], true);
    assert_eq!(parameter["schema"], json!({ "type": "object" }));
    let json = "{name: q, in: querystring, content: {application/json: {schema: {}}}}";
    let (value, reports) = described(
        "3.2.0",
        &format!(
            "paths: {{/a: {{get: {{parameters: [{{$ref: '#/components/parameters/P'}}, {json}]}}}}}}\n\
             components: {{parameters: {{P: {json}}}}}"
        ),
    );
    assert_eq!(
        reports,
        [
            "warning parameter-ignored at the key /paths/~1a/get/parameters/1/content",
            "warning parameter-ignored at the key /components/parameters/P/content",
        ]
    );
    assert_eq!(value["paths"]["/a"]["get"].get("parameters"), None);
    assert_eq!(value["components"], json!({}));
}

#[test]
fn mutual_tls_is_carried() {
    let (value, reports) = described(
        "3.1.0",
        "security: [{tls: [], key: []}, {tls: []}]\n\
         components: {securitySchemes: {tls: {type: mutualTLS}, key: {type: http, scheme: basic}}}",
    );
    assert_eq!(reports, [] as [&str; 0]);
    assert_eq!(
        value["security"],
        json!([{ "tls": [], "key": [] }, { "tls": [] }])
    );
    let tls = &value["components"]["securitySchemes"]["tls"];
    assert_eq!(
        tls,
        &json!({ "type": "http", "scheme": "mutual", "x-bindery-mutual-tls": true })
    );
}

#[test]
fn a_discriminator_has_a_default() {
    let value = silent(
        "components: {schemas: {S: {oneOf: [{$ref: '#/components/schemas/T'}], discriminator: \
         {propertyName: p, defaultMapping: T}}, T: {}}}",
    );
    let schema = &value["components"]["schemas"]["S"];
    assert_eq!(
        schema["x-bindery-default-mapping"],
        "#/components/schemas/T"
    );
    assert_eq!(schema["discriminator"], json!({ "propertyName": "p" }));
}

/// What later stages say of what was rewritten is said of what its author wrote.
#[test]
fn what_is_rewritten_leads_back() {
    let document = Document {
        root: yaml(
            "openapi: 3.2.0\ninfo: {title: T, version: '1'}\n\
             paths: {/a: {query: {responses: {'200': {content: {a/b: {$ref: '#/components/mediaTypes/M'}}}}}}}\n\
             components: {mediaTypes: {M: {itemSchema: {const: 1}}}, schemas: {S: {type: [string, array], \
             minLength: 1, items: {exclusiveMinimum: 1}}, T: {$ref: '#/components/schemas/S', description: D, \
             unevaluatedProperties: {const: 1}}}}",
        ),
        ..Document::default()
    };
    let Normalized { origins, .. } =
        normalize(&document, Dangling::Error, &mut Reports::new()).unwrap();
    let schemas = "/components/schemas";
    let cases = [
        (format!("{schemas}/S/anyOf/0/minLength"), format!("{schemas}/S/minLength")),
        (
            format!("{schemas}/S/anyOf/1/items/minimum"),
            format!("{schemas}/S/items/exclusiveMinimum"),
        ),
        (format!("{schemas}/T/allOf/0"), format!("{schemas}/T")),
        (
            format!("{schemas}/T/x-bindery-unevaluated-properties/enum"),
            format!("{schemas}/T/unevaluatedProperties/const"),
        ),
        (
            "/paths/~1a/x-bindery-operations/QUERY/responses/200/content/a~1b/x-bindery-item-schema/enum"
                .to_owned(),
            "/components/mediaTypes/M/itemSchema/const".to_owned(),
        ),
    ];
    for (now, before) in cases {
        let place = |pointer: &str| Place::value(FileId(0), Pointer::parse(pointer));
        assert_eq!(origins.place(place(&now)), place(&before));
    }
}
