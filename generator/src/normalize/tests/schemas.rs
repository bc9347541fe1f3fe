//! What schemas ask for beyond the table.

use serde_json::{Value, json};

use super::{mended, reports, with_schema};

const AT: &str = "/components/schemas/S";

fn schema(text: &str) -> (Value, Vec<String>) {
    let (value, reports) = mended(&with_schema(text));
    (value["components"]["schemas"]["S"].clone(), reports)
}

#[test]
fn an_array_without_items_is_fine() {
    assert_eq!(
        schema("{type: array}"),
        (json!({ "type": "array" }), vec![])
    );
}

#[test]
fn a_boolean_required_is_dropped() {
    let (value, reports) =
        schema("{type: object, properties: {a: {type: string, required: true}}}");
    assert_eq!(
        reports,
        [format!("warning wrong-kind at {AT}/properties/a/required")]
    );
    assert_eq!(value["properties"]["a"], json!({ "type": "string" }));
}

#[test]
fn empty_and_repeated_entries_are_dropped() {
    let (value, reports) = schema("{enum: [], required: []}");
    assert_eq!(
        reports,
        [
            format!("warning wrong-kind at {AT}/enum"),
            format!("warning wrong-kind at {AT}/required"),
        ]
    );
    assert_eq!(value, json!({}));
    let (value, reports) = schema("{enum: [a, b, a, a], required: [x, x]}");
    assert_eq!(
        reports,
        [
            format!("warning wrong-kind at {AT}/enum/2"),
            format!("warning wrong-kind at {AT}/enum/3"),
            format!("warning wrong-kind at {AT}/required/1"),
        ]
    );
    assert_eq!(value["enum"], json!(["a", "b"]));
    assert_eq!(value["required"], json!(["x"]));
}

#[test]
fn types_of_3_1_are_read() {
    let cases = [
        ("{type: [string]}", json!({ "type": "string" })),
        (
            "{type: [string, 'null']}",
            json!({ "type": "string", "nullable": true }),
        ),
        (
            "{type: 'null'}",
            json!({ "nullable": true, "enum": [null] }),
        ),
        (
            "{type: [string, integer]}",
            json!({ "anyOf": [{ "type": "string" }, { "type": "integer" }] }),
        ),
    ];
    for (text, expected) in cases {
        let (value, reports) = schema(text);
        assert_eq!(reports, [format!("warning other-version at {AT}/type")]);
        assert_eq!(value, expected);
    }
}

#[test]
fn exclusive_bounds_of_3_1_are_read() {
    let (value, reports) = schema("{type: number, exclusiveMinimum: 3}");
    assert_eq!(
        reports,
        [format!("warning other-version at {AT}/exclusiveMinimum")]
    );
    assert_eq!(
        value,
        json!({ "type": "number", "minimum": 3.0, "exclusiveMinimum": true })
    );
}

#[test]
fn boolean_schemas_are_read() {
    let (value, reports) = schema("{type: array, items: true}");
    assert_eq!(reports, [format!("warning wrong-kind at {AT}/items")]);
    assert_eq!(value["items"], json!({}));
    let (value, reports) = schema("{additionalProperties: false}");
    assert_eq!(reports, [""; 0]);
    assert_eq!(value["additionalProperties"], false);
    let (value, reports) = schema("{additionalProperties: 'false'}");
    assert_eq!(
        reports,
        [format!("warning wrong-kind at {AT}/additionalProperties")]
    );
    assert_eq!(value["additionalProperties"], false);
}

#[test]
fn a_default_is_of_the_schemas_type() {
    let fine = [
        "{type: string, default: a}",
        "{type: integer, default: -1}",
        "{type: integer, default: 1.0}",
        "{type: string, nullable: true, default: null}",
        "{default: {a: 1}}",
        "{type: array, default: []}",
    ];
    for text in fine {
        assert_eq!(schema(text).1, [""; 0], "{text}");
    }
    let mended = [
        ("{type: boolean, default: 'false'}", json!(false)),
        ("{type: integer, default: '20'}", json!(20)),
        ("{type: string, default: 20}", json!("20")),
    ];
    for (text, default) in mended {
        let (value, reports) = schema(text);
        assert_eq!(reports, [format!("warning wrong-kind at {AT}/default")]);
        assert_eq!(value["default"], default);
    }
    let dropped = [
        "{type: integer, default: 20 - name}",
        "{type: string, default: null}",
        "{type: object, default: []}",
        "{type: array, default: a}",
    ];
    for text in dropped {
        let (value, reports) = schema(text);
        assert_eq!(reports, [format!("warning wrong-kind at {AT}/default")]);
        assert!(value.get("default").is_none(), "{text}");
    }
}

#[test]
fn a_discriminator_may_be_its_property_alone() {
    let (value, reports) = schema("{oneOf: [{}], discriminator: kind}");
    assert_eq!(
        reports,
        [format!("warning wrong-kind at {AT}/discriminator")]
    );
    assert_eq!(value["discriminator"], json!({ "propertyName": "kind" }));
}

#[test]
fn properties_may_have_any_name() {
    assert_eq!(
        reports(&with_schema(
            "{properties: {x-a: {type: string}, $ref: {type: string}, type: {}, a/b~c: {}}}"
        )),
        [""; 0]
    );
    assert_eq!(
        reports(&with_schema("{properties: {a/b~c: {type: strng}}}")),
        [format!(
            "error unknown-value at {AT}/properties/a~1b~0c/type"
        )]
    );
}

#[test]
fn a_schema_is_not_both_read_only_and_write_only() {
    let (value, reports) = schema("{type: string, readOnly: true, writeOnly: true}");
    assert_eq!(
        reports,
        [format!("warning contradiction at {AT}/writeOnly")]
    );
    assert_eq!(value, json!({ "type": "string" }));
    let (value, reports) = schema("{type: string, readOnly: true, writeOnly: false}");
    assert_eq!(reports, [""; 0]);
    assert_eq!(value["readOnly"], true);
}

#[test]
fn values_of_an_enumeration_are_of_its_type() {
    let mended = [
        (
            "{type: string, enum: [1, true, a]}",
            json!(["1", "true", "a"]),
        ),
        ("{type: integer, enum: ['1', 2]}", json!([1, 2])),
        ("{type: boolean, enum: ['true']}", json!([true])),
        ("{type: number, enum: ['1.5']}", json!([1.5])),
    ];
    for (text, values) in mended {
        let (value, reports) = schema(text);
        assert_eq!(reports, [format!("warning wrong-kind at {AT}/enum")]);
        assert_eq!(value["enum"], values);
    }
    for text in [
        "{type: string, nullable: true, enum: [a, null]}",
        "{enum: [1, a]}",
    ] {
        assert_eq!(schema(text).1, [""; 0], "{text}");
    }
}
