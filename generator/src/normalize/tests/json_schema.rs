//! Schemas of OpenAPI 3.1, and what 3.0's words for them are.

use serde_json::{Value, json};

use super::mended;

const AT: &str = "/components/schemas/S";

/// What a schema of OpenAPI 3.1 becomes, beside a schema `T`.
fn schema(text: &str) -> (Value, Vec<String>) {
    let (value, reports) = mended(&format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\ncomponents: {{schemas: {{S: {text}, T: {{type: object}}}}}}"
    ));
    (value["components"]["schemas"]["S"].clone(), reports)
}

/// What becomes of a schema that nothing is said of.
fn silent(text: &str) -> Value {
    let (value, reports) = schema(text);
    assert_eq!(reports, [""; 0], "{text}");
    value
}

#[test]
fn types_are_one_a_schema() {
    let cases = [
        ("{type: [string]}", json!({ "type": "string" })),
        (
            "{type: [string, 'null'], minLength: 1}",
            json!({ "type": "string", "minLength": 1, "nullable": true }),
        ),
        (
            "{type: 'null'}",
            json!({ "nullable": true, "enum": [null] }),
        ),
        (
            "{type: ['null']}",
            json!({ "nullable": true, "enum": [null] }),
        ),
        ("{type: [integer, number]}", json!({ "type": "number" })),
        (
            "{type: [string, integer, 'null'], title: A, format: int64, minLength: 1, minimum: 0.5}",
            json!({
                "title": "A",
                "nullable": true,
                "anyOf": [
                    { "type": "string", "minLength": 1 },
                    { "type": "integer", "format": "int64", "minimum": 1 },
                ],
            }),
        ),
        (
            "{type: [object, array], properties: {a: {type: [boolean, 'null']}}, items: true}",
            json!({
                "anyOf": [
                    {
                        "type": "object",
                        "properties": { "a": { "type": "boolean", "nullable": true } },
                    },
                    { "type": "array", "items": {} },
                ],
            }),
        ),
        (
            "{type: [string, integer], enum: [a, 1]}",
            json!({ "enum": ["a", 1] }),
        ),
        (
            "{type: [string, object], oneOf: [{type: string}, {$ref: '#/components/schemas/T'}]}",
            json!({ "oneOf": [{ "type": "string" }, { "$ref": "#/components/schemas/T" }] }),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(silent(text), expected, "{text}");
    }
}

#[test]
fn types_that_a_choice_doesnt_imply_are_reported() {
    let choice = "oneOf: [{type: string}, {$ref: '#/components/schemas/T'}, {type: integer}]";
    silent(&format!("{{type: [string, object, number], {choice}}}"));
    let (_, reports) = schema(&format!("{{type: [string, object], {choice}}}"));
    assert_eq!(
        reports,
        [format!("warning type-unchecked at the key {AT}/type")]
    );
    let choice = "maxLength: 3, anyOf: [{type: string}, {$ref: '#/components/schemas/T'}]";
    let (_, reports) = schema(&format!("{{type: string, {choice}}}"));
    assert_eq!(
        reports,
        [format!("warning type-unchecked at the key {AT}/type")]
    );
    silent("{type: string, anyOf: [{maxLength: 1}, {type: string, format: date}]}");
    silent("{type: number, oneOf: [{type: integer}, {minimum: 1}]}");
}

#[test]
fn constants_are_enumerations_of_one() {
    assert_eq!(
        silent("{type: string, const: a}"),
        json!({ "type": "string", "enum": ["a"] })
    );
    assert_eq!(silent("{const: null}"), json!({ "enum": [null] }));
    assert_eq!(silent("{const: {a: 1}}"), json!({ "enum": [{ "a": 1 }] }));
}

#[test]
fn values_of_no_type_are_left_out() {
    let (value, reports) = schema("{type: integer, enum: [1, 2.0, a]}");
    assert_eq!(reports, [format!("warning contradiction at {AT}/enum")]);
    assert_eq!(value, json!({ "type": "integer", "enum": [1, 2] }));
    let (value, reports) = schema("{type: boolean, enum: [a, b]}");
    assert_eq!(reports, [format!("warning contradiction at {AT}/enum")]);
    assert_eq!(value, json!({ "enum": ["a", "b"] }));
    let (value, reports) = schema("{type: object, const: a}");
    assert_eq!(reports, [format!("warning contradiction at {AT}/const")]);
    assert_eq!(value, json!({ "enum": ["a"] }));
    let (value, reports) = schema("{type: array, items: {type: string}, enum: [a, b]}");
    assert_eq!(reports, [format!("warning contradiction at {AT}/enum")]);
    assert_eq!(
        value,
        json!({ "type": "array", "items": { "type": "string", "enum": ["a", "b"] } })
    );
}

#[test]
fn exclusive_bounds_are_bounds() {
    let cases = [
        (
            "{type: number, exclusiveMinimum: 3}",
            json!({ "type": "number", "minimum": 3.0, "exclusiveMinimum": true }),
        ),
        (
            "{type: integer, minimum: 4, exclusiveMinimum: 3}",
            json!({ "type": "integer", "minimum": 4 }),
        ),
        (
            "{type: integer, maximum: 4, exclusiveMaximum: 3}",
            json!({ "type": "integer", "maximum": 3, "exclusiveMaximum": true }),
        ),
        (
            "{type: integer, exclusiveMaximum: 3.5, multipleOf: 2.0}",
            json!({ "type": "integer", "maximum": 3, "multipleOf": 2 }),
        ),
        (
            "{type: integer, minimum: 9223372036854775808}",
            json!({ "type": "integer", "x-bindery-minimum": 9223372036854775808_u64 }),
        ),
        (
            "{type: integer, maximum: 1e300}",
            json!({ "type": "integer", "x-bindery-maximum": 1e300 }),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(silent(text), expected, "{text}");
    }
}

#[test]
fn spellings_of_3_0_are_read() {
    let (value, reports) = schema("{type: string, nullable: true, example: a}");
    assert_eq!(
        reports,
        [format!("warning other-version at the key {AT}/nullable")]
    );
    assert_eq!(
        value,
        json!({ "type": "string", "nullable": true, "example": "a" })
    );
    let (value, reports) = schema("{type: integer, minimum: 1, exclusiveMinimum: true}");
    assert_eq!(
        reports,
        [format!("warning other-version at {AT}/exclusiveMinimum")]
    );
    assert_eq!(
        value,
        json!({ "type": "integer", "minimum": 1, "exclusiveMinimum": true })
    );
}

#[test]
fn references_have_siblings() {
    assert_eq!(
        silent("{$ref: '#/components/schemas/T', description: D, minProperties: 1, allOf: [{}]}"),
        json!({
            "description": "D",
            "minProperties": 1,
            "allOf": [{}, { "$ref": "#/components/schemas/T" }],
        })
    );
    assert_eq!(
        silent("{oneOf: [{$ref: '#/components/schemas/T', description: D}, {type: 'null'}]}"),
        json!({
            "oneOf": [
                { "$ref": "#/components/schemas/T" },
                { "nullable": true, "enum": [null] },
            ],
        })
    );
}

#[test]
fn definitions_become_components() {
    let (value, reports) = mended(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents: {schemas: {S: {properties: {a: \
         {$ref: '#/components/schemas/S/$defs/toy'}}, $defs: {toy: {type: string}, unused: {}}}}}",
    );
    assert_eq!(reports, [""; 0]);
    assert_eq!(
        value["components"]["schemas"],
        json!({
            "S": { "properties": { "a": { "$ref": "#/components/schemas/SToy" } } },
            "SToy": { "type": "string" },
        })
    );
}

#[test]
fn what_3_0_has_no_words_for_is_carried() {
    assert_eq!(
        silent("{type: array, prefixItems: [{type: string}, true], items: false}"),
        json!({
            "type": "array",
            "items": { "not": {} },
            "x-bindery-prefix-items": [{ "type": "string" }, {}],
        })
    );
    assert_eq!(
        silent(
            "{patternProperties: {^a: {type: [string, 'null']}}, propertyNames: {maxLength: 3}}"
        ),
        json!({
            "x-bindery-pattern-properties": { "^a": { "type": "string", "nullable": true } },
            "x-bindery-property-names": { "maxLength": 3 },
        })
    );
    assert_eq!(
        silent("{if: {required: [a]}, then: {$ref: '#/components/schemas/T'}, else: false}"),
        json!({
            "x-bindery-if": { "required": ["a"] },
            "x-bindery-then": { "$ref": "#/components/schemas/T" },
            "x-bindery-else": { "not": {} },
        })
    );
    assert_eq!(
        silent(
            "{contains: {const: 1}, minContains: 0, maxContains: 2, dependentRequired: {a: [b]}, dependentSchemas: {c: {}}}"
        ),
        json!({
            "x-bindery-contains": { "enum": [1] },
            "x-bindery-min-contains": 0,
            "x-bindery-max-contains": 2,
            "x-bindery-dependent-required": { "a": ["b"] },
            "x-bindery-dependent-schemas": { "c": {} },
        })
    );
}

#[test]
fn items_may_be_a_sequence_as_before_2020() {
    let (value, reports) = schema("{type: array, items: [{type: string}], additionalItems: false}");
    assert_eq!(reports, [format!("warning wrong-kind at {AT}/items")]);
    assert_eq!(
        value,
        json!({
            "type": "array",
            "items": { "not": {} },
            "x-bindery-prefix-items": [{ "type": "string" }],
        })
    );
}

#[test]
fn unevaluated_items_are_those_that_follow() {
    assert_eq!(
        silent("{type: array, prefixItems: [{}], unevaluatedItems: {type: string}}"),
        json!({
            "type": "array",
            "items": { "type": "string" },
            "x-bindery-prefix-items": [{}],
        })
    );
}

#[test]
fn what_is_left_unevaluated_is_carried() {
    assert_eq!(
        silent("{allOf: [{$ref: '#/components/schemas/T'}], unevaluatedProperties: false}"),
        json!({
            "allOf": [{ "$ref": "#/components/schemas/T" }],
            "x-bindery-unevaluated-properties": { "not": {} },
        })
    );
    assert_eq!(
        silent("{type: array, contains: {}, unevaluatedItems: {type: string}}"),
        json!({
            "type": "array",
            "x-bindery-contains": {},
            "x-bindery-unevaluated-items": { "type": "string" },
        })
    );
}

#[test]
fn strings_hold_bytes() {
    let cases = [
        (
            "{type: string, contentEncoding: base64, contentMediaType: image/png}",
            json!({ "type": "string", "format": "byte" }),
        ),
        (
            "{contentEncoding: BASE64URL}",
            json!({ "type": "string", "format": "base64url" }),
        ),
        (
            "{contentMediaType: application/octet-stream}",
            json!({ "type": "string", "format": "binary" }),
        ),
        (
            "{type: string, contentMediaType: text/html}",
            json!({ "type": "string" }),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(silent(text), expected, "{text}");
    }
    let (value, reports) =
        schema("{type: string, contentEncoding: base16, contentSchema: {type: object}}");
    assert_eq!(
        reports,
        [
            format!("warning text-as-string at the key {AT}/contentEncoding"),
            format!("warning text-as-string at the key {AT}/contentSchema"),
        ]
    );
    assert_eq!(value, json!({ "type": "string" }));
}

#[test]
fn moot_keywords_are_left_out() {
    let (value, reports) =
        schema("{type: string, minLength: 1, minimum: 1, properties: {a: {}}, format: x}");
    assert_eq!(
        reports,
        [
            format!("warning moot-keyword at the key {AT}/minimum"),
            format!("warning moot-keyword at the key {AT}/properties"),
        ]
    );
    assert_eq!(
        value,
        json!({ "type": "string", "minLength": 1, "format": "x" })
    );
}

#[test]
fn boolean_schemas_stand_anywhere() {
    assert_eq!(silent("true"), json!({}));
    assert_eq!(silent("false"), json!({ "not": {} }));
    assert_eq!(
        silent("{properties: {a: true, b: false}, additionalProperties: false, not: true}"),
        json!({
            "properties": { "a": {}, "b": { "not": {} } },
            "additionalProperties": false,
            "not": {},
        })
    );
}

#[test]
fn unknown_dialects_are_named() {
    assert_eq!(
        silent("{$schema: 'https://json-schema.org/draft/2020-12/schema', $comment: C}"),
        json!({})
    );
    let (_, reports) = schema("{$schema: 'http://json-schema.org/draft-07/schema#'}");
    assert_eq!(reports, [format!("warning unknown-value at {AT}/$schema")]);
    let (_, reports) = mended(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\njsonSchemaDialect: https://example.com/d\n",
    );
    assert_eq!(reports, ["warning unknown-value at /jsonSchemaDialect"]);
}
