//! What parameters, headers, responses, security schemes and callbacks ask for beyond the table.

use serde_json::json;

use super::{mended, reports, with, with_parameter};

const AT: &str = "/components/parameters/P";

#[test]
fn a_parameter_has_a_name_and_a_location() {
    assert_eq!(
        reports(&with_parameter("{schema: {}}")),
        [
            format!("error missing-key at {AT}"),
            format!("error missing-key at {AT}"),
        ]
    );
    assert_eq!(
        reports(&with_parameter("{name: [], in: query, schema: {}}")),
        [format!("error wrong-kind at {AT}/name")]
    );
}

#[test]
fn a_parameter_in_a_path_is_required() {
    let cases = [
        ("", AT.to_owned()),
        ("required: false,", format!("{AT}/required")),
    ];
    for (required, place) in cases {
        let text = format!("{{name: a, in: path, {required} schema: {{type: string}}}}");
        let (value, reports) = mended(&with_parameter(&text));
        assert_eq!(reports, [format!("warning missing-key at {place}")]);
        assert_eq!(value["components"]["parameters"]["P"]["required"], true);
    }
}

#[test]
fn a_parameter_has_a_schema_or_a_content() {
    let (value, reports) = mended(&with_parameter("{name: a, in: query}"));
    assert_eq!(reports, [format!("warning missing-key at {AT}")]);
    let schema = json!({ "type": "string" });
    assert_eq!(value["components"]["parameters"]["P"]["schema"], schema);
    let (value, reports) = mended(&with_parameter(
        "{name: a, in: query, content: {a/b: {}}, schema: {type: string}}",
    ));
    assert_eq!(
        reports,
        [format!("warning unknown-key at the key {AT}/content")]
    );
    assert_eq!(value["components"]["parameters"]["P"]["schema"], schema);
}

#[test]
fn a_type_of_swagger_2_is_read_as_a_schema() {
    let (value, reports) = mended(&with_parameter(
        "{name: a, in: query, type: integer, format: int32, description: D}",
    ));
    assert_eq!(
        reports,
        [format!("warning unknown-key at the key {AT}/type")]
    );
    let parameter = &value["components"]["parameters"]["P"];
    assert_eq!(
        parameter["schema"],
        json!({ "type": "integer", "format": "int32" })
    );
    assert_eq!(parameter["description"], "D");
}

#[test]
fn an_operation_has_responses() {
    assert_eq!(
        reports(&with("paths: {/a: {get: {responses: {}}, put: {}}}")),
        [
            "warning missing-key at /paths/~1a/get/responses",
            "warning missing-key at /paths/~1a/put",
        ]
    );
}

#[test]
fn a_response_has_a_description_and_no_type() {
    let (value, reports) = mended(&with(
        "components: {responses: {A: {type: string, description: D}, B: {}, C: done}}",
    ));
    assert_eq!(
        reports,
        [
            "warning unknown-key at the key /components/responses/A/type",
            "warning missing-key at /components/responses/B",
            "warning wrong-kind at /components/responses/C",
        ]
    );
    assert_eq!(
        value["components"]["responses"],
        json!({
            "A": { "description": "D" },
            "B": { "description": "" },
            "C": { "description": "done" },
        })
    );
}

#[test]
fn a_security_scheme_has_what_its_type_asks_for() {
    let (value, reports) = mended(&with(
        "components: {securitySchemes: {A: {type: apiKey, in: header}, B: {type: http}, \
         C: {type: oauth2}, D: {type: basic}, E: {type: openIdConnect, openIdConnectUrl: u}}}",
    ));
    let at = "/components/securitySchemes";
    assert_eq!(
        reports,
        [
            format!("warning missing-key at {at}/A"),
            format!("warning missing-key at {at}/B"),
            format!("warning missing-key at {at}/C"),
            format!("warning unknown-value at {at}/D/type"),
        ]
    );
    let schemes = value["components"]["securitySchemes"].as_object().unwrap();
    for name in ["A", "B"] {
        assert_eq!(schemes[name]["x-bindery-undescribed"], true, "{name}");
    }
    assert_eq!(schemes["D"], json!({ "type": "http", "scheme": "basic" }));
}

#[test]
fn the_text_of_a_part_has_a_style_since_3_1() {
    let at = "/components/requestBodies/B/content/multipart~1form-data/encoding/a";
    let text = with(
        "components: {requestBodies: {B: {content: {multipart/form-data: {encoding: \
         {a: {style: pipeDelimited, explode: false}}}}}}}",
    );
    let encoding = |text: &str| {
        let (value, reports) = mended(text);
        let content = &value["components"]["requestBodies"]["B"]["content"];
        let encoding = content["multipart/form-data"]["encoding"]["a"].clone();
        (encoding, reports)
    };
    let (mended, reports) = encoding(&text);
    assert_eq!(mended, json!({ "contentType": null, "explode": true }));
    let expected =
        ["style", "explode"].map(|key| format!("warning moot-keyword at the key {at}/{key}"));
    assert_eq!(reports, expected);
    let (kept, reports) = encoding(&text.replace("3.0.3", "3.1.0"));
    assert_eq!(kept["style"], "pipeDelimited");
    assert!(reports.is_empty(), "{reports:?}");
}

#[test]
fn lists_in_forms_of_swagger_are_joined_as_they_say() {
    let (value, reports) = mended(
        "{swagger: '2.0', info: {title: T, version: '1'}, paths: {/a: {post: {\
         consumes: [multipart/form-data], responses: {'204': {description: D}}, parameters: [\
         {name: usual, in: formData, type: array, items: {type: string}},\
         {name: many, in: formData, type: array, items: {type: string}, collectionFormat: multi},\
         {name: tabs, in: formData, type: array, items: {type: string}, collectionFormat: tsv}]}}}}",
    );
    let form = &value["paths"]["/a"]["post"]["requestBody"]["content"]["multipart/form-data"];
    let usual = &form["encoding"]["usual"];
    assert_eq!(
        (&usual["style"], usual.get("explode")),
        (&json!("form"), None)
    );
    assert_eq!(form["encoding"]["many"]["explode"], true);
    assert_eq!(
        form["schema"]["properties"]["tabs"],
        json!({ "type": "string" })
    );
    let at = "/paths/~1a/post/parameters/2/collectionFormat";
    assert_eq!(reports, [format!("warning text-as-string at {at}")]);
}

#[test]
fn the_default_of_explode_is_written_out_for_forms() {
    let (value, _) = mended(&with(
        "components: {requestBodies: {B: {content: {a/b: {encoding: {a: {}, b: {style: deepObject}, \
         c: {explode: false}}}}}}}",
    ));
    let encoding = &value["components"]["requestBodies"]["B"]["content"]["a/b"]["encoding"];
    assert_eq!(encoding["a"]["explode"], true);
    assert!(encoding["b"].get("explode").is_none());
    assert!(encoding["c"].get("explode").is_none());
}

#[test]
fn callbacks_that_are_references_are_carried_in_an_extension() {
    let callback = "{'{$url}': {post: {responses: {200: {description: D}}}}, x-a: 1}";
    let (value, reports) = mended(&with(&format!(
        "paths: {{/a: {{get: {{responses: {{200: {{description: D}}}}, \
         callbacks: {{A: {{$ref: '#/components/callbacks/C'}}, B: {callback}}}}}}}}}\n\
         components: {{callbacks: {{C: {callback}}}}}",
    )));
    assert_eq!(reports, [""; 0]);
    let get = &value["paths"]["/a"]["get"];
    assert_eq!(
        get["x-bindery-callbacks"],
        json!({ "A": { "$ref": "#/components/callbacks/C" } })
    );
    let keys: Vec<_> = get["callbacks"]["B"].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["{$url}"]);
}
