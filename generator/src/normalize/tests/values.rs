//! Values of the wrong kind, and words that aren't known.

use serde_json::json;

use super::{mended, reports, with, with_parameter, with_schema};

#[test]
fn scalars_whose_meaning_is_clear_are_mended() {
    let (value, reports) = mended(
        "openapi: 3.0.0\ninfo: {title: true, version: 1.0}\npaths: {}\n\
         components: {schemas: {S: {type: string, nullable: 'true', minLength: 1.0, maxLength: '2'},\
         N: {type: number, minimum: '1.5'}}}",
    );
    assert_eq!(
        reports,
        [
            "warning wrong-kind at /info/title",
            "warning wrong-kind at /info/version",
            "warning wrong-kind at /components/schemas/S/nullable",
            "warning wrong-kind at /components/schemas/S/minLength",
            "warning wrong-kind at /components/schemas/S/maxLength",
            "warning wrong-kind at /components/schemas/N/minimum",
        ]
    );
    assert_eq!(value["info"]["title"], "true");
    assert_eq!(value["info"]["version"], "1.0");
    assert_eq!(
        value["components"]["schemas"],
        json!({
            "S": { "nullable": true, "type": "string", "minLength": 1, "maxLength": 2 },
            "N": { "type": "number", "minimum": 1.5 },
        })
    );
}

#[test]
fn booleans_of_yaml_1_1_are_booleans() {
    let (value, reports) = mended(&with(
        "paths: {/a: {get: {deprecated: Yes, parameters: [{name: p, in: query, required: on, schema: {type: boolean, \
         default: no}}], responses: {default: {description: D}}}}}\n\
         components: {schemas: {S: {type: object, nullable: off, additionalProperties: no}}}",
    ));
    let at = "/paths/~1a/get";
    let expected = [
        format!("warning wrong-kind at {at}/deprecated"),
        format!("warning wrong-kind at {at}/parameters/0/required"),
        format!("warning wrong-kind at {at}/parameters/0/schema/default"),
        "warning wrong-kind at /components/schemas/S/nullable".to_owned(),
        "warning wrong-kind at /components/schemas/S/additionalProperties".to_owned(),
    ];
    assert_eq!(reports, expected);
    let get = &value["paths"]["/a"]["get"];
    assert_eq!(get["deprecated"], true);
    assert_eq!(get["parameters"][0]["required"], true);
    assert_eq!(get["parameters"][0]["schema"]["default"], false);
    let schema = &value["components"]["schemas"]["S"];
    assert_eq!(schema["additionalProperties"], false);
}

#[test]
fn constraints_that_cant_be_used_are_dropped() {
    let (value, reports) = mended(&with_schema(
        "{type: string, minLength: -1, maxLength: many, pattern: []}",
    ));
    assert_eq!(
        reports,
        [
            "warning wrong-kind at /components/schemas/S/minLength",
            "warning wrong-kind at /components/schemas/S/maxLength",
            "warning wrong-kind at /components/schemas/S/pattern",
        ]
    );
    assert_eq!(
        value["components"]["schemas"]["S"],
        json!({ "type": "string" })
    );
}

#[test]
fn bounds_beyond_i64_are_kept() {
    let (value, reports) = mended(&with_schema(
        "{type: integer, maximum: 18446744073709551615}",
    ));
    assert_eq!(reports, [""; 0]);
    assert_eq!(
        value["components"]["schemas"]["S"],
        json!({ "type": "integer", "x-bindery-maximum": 18446744073709551615_u64 })
    );
}

#[test]
fn null_is_absent_where_a_key_may_be_absent() {
    let (value, reports) = mended(&with(
        "servers:\ncomponents: {schemas: {S: {description: , properties: , default: , example: }}}",
    ));
    assert_eq!(
        reports,
        [
            "warning wrong-kind at /servers",
            "warning wrong-kind at /components/schemas/S/description",
            "warning wrong-kind at /components/schemas/S/properties",
        ]
    );
    assert!(
        value["components"]["schemas"]["S"]
            .get("description")
            .is_none()
    );
}

#[test]
fn nothing_under_a_free_key_is_an_empty_value() {
    let (value, reports) = mended(&with(
        "paths: {/a: {get: {security: [{k: }], responses: {200: {description: D, \
         content: {application/json: }}}}}}",
    ));
    let at = "/paths/~1a/get";
    assert_eq!(
        reports,
        [
            format!("warning wrong-kind at {at}/security/0/k"),
            format!("warning wrong-kind at {at}/responses/200/content/application~1json"),
        ]
    );
    let get = &value["paths"]["/a"]["get"];
    assert_eq!(get["security"], json!([{ "k": [] }]));
    assert_eq!(
        get["responses"]["200"]["content"],
        json!({ "application/json": {} })
    );
}

#[test]
fn a_single_value_is_a_sequence_of_one() {
    let (value, reports) = mended(&with(
        "security: {k: []}\npaths: {/a: {get: {tags: t, responses: {default: {description: D}}}}}\n\
         components: {schemas: {S: {required: a, enum: b, allOf: {type: strng}}}}",
    ));
    assert_eq!(
        reports,
        [
            "warning wrong-kind at /security",
            "warning wrong-kind at /paths/~1a/get/tags",
            "warning wrong-kind at /components/schemas/S/required",
            "warning wrong-kind at /components/schemas/S/enum",
            "warning wrong-kind at /components/schemas/S/allOf",
            "error unknown-value at /components/schemas/S/allOf/type",
        ]
    );
    assert_eq!(value["paths"]["/a"]["get"]["tags"], json!(["t"]));
    assert_eq!(
        value["components"]["schemas"]["S"]["required"],
        json!(["a"])
    );
    assert_eq!(value["components"]["schemas"]["S"]["allOf"], json!([{}]));
}

#[test]
fn an_empty_sequence_is_an_empty_mapping() {
    let (value, reports) = mended(&with("components: {schemas: []}"));
    assert_eq!(reports, ["warning wrong-kind at /components/schemas"]);
    assert_eq!(value["components"], json!({}));
}

#[test]
fn a_value_that_cant_be_used_is_an_error_and_the_rest_is_read() {
    let (value, reports) = mended(&with(
        "servers: 5\npaths: {/a: {get: 1, post: {responses: {default: {description: D}}}}}\n\
         components: {schemas: {S: [1], T: {type: string}}}",
    ));
    assert_eq!(
        reports,
        [
            "error wrong-kind at /servers",
            "error wrong-kind at /paths/~1a/get",
            "error wrong-kind at /components/schemas/S",
        ]
    );
    assert!(value["paths"]["/a"].get("post").is_some());
    assert_eq!(value["components"]["schemas"]["T"]["type"], "string");
}

#[test]
fn what_only_documents_is_dropped_with_a_warning() {
    let (value, reports) = mended(&with(
        "tags: [{description: D}, t]\nexternalDocs: {}\ncomponents: {examples: {E: {$ref: '#/none'}}}",
    ));
    assert_eq!(
        reports,
        [
            "warning missing-key at /tags/0",
            "warning wrong-kind at /tags/1",
            "warning missing-key at /externalDocs",
            "warning unresolved-reference at /components/examples/E/$ref",
        ]
    );
    assert_eq!(value["tags"], json!([{ "name": "t" }]));
}

#[test]
fn unknown_words_are_errors() {
    let cases = [
        (with_schema("{type: strng}"), "/components/schemas/S/type"),
        (
            with_parameter("{name: a, in: body, schema: {}}"),
            "/components/parameters/P/in",
        ),
        (
            with_parameter("{name: a, in: query, style: fomr, schema: {}}"),
            "/components/parameters/P/style",
        ),
        (
            with_parameter("{name: a, in: query, style: simple, schema: {}}"),
            "/components/parameters/P/style",
        ),
        (
            with("components: {securitySchemes: {A: {type: apikeys}}}"),
            "/components/securitySchemes/A/type",
        ),
    ];
    for (text, pointer) in cases {
        assert_eq!(
            reports(&text),
            [format!("error unknown-value at {pointer}")]
        );
    }
}

#[test]
fn a_word_in_the_wrong_case_is_read() {
    let (value, reports) = mended(&with_schema("{type: String}"));
    assert_eq!(
        reports,
        ["warning unknown-value at /components/schemas/S/type"]
    );
    assert_eq!(value["components"]["schemas"]["S"]["type"], "string");
}

#[test]
fn examples_defaults_enums_and_extensions_are_not_looked_into() {
    let (value, reports) = mended(&with_schema(
        "{example: {$ref: 1, type: strng}, default: {$ref: x}, enum: [{$ref: y}], x-a: {$ref: z}}",
    ));
    assert_eq!(reports, [""; 0]);
    assert_eq!(
        value["components"]["schemas"]["S"]["example"],
        json!({ "$ref": 1, "type": "strng" })
    );
}

#[test]
fn null_among_the_values_is_kept_whatever_the_type() {
    for (schema, is_reported) in [
        ("{type: string, enum: [a, null]}", true),
        ("{type: string, enum: [null]}", true),
        ("{type: string, nullable: true, enum: [a, null]}", false),
        ("{type: string, x-nullable: true, enum: [a, null]}", false),
        ("{enum: [a, null]}", false),
    ] {
        let (value, reports) = mended(&with_schema(schema));
        let expected = ["warning contradiction at /components/schemas/S/enum"];
        let expected = if is_reported { &expected[..] } else { &[] };
        assert_eq!(reports, expected, "{schema}");
        let values = value["components"]["schemas"]["S"]["enum"].as_array();
        assert!(values.is_some_and(|values| values.contains(&json!(null))));
    }
}
