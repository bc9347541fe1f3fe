//! Keys: the version, unknown ones, missing ones, free ones.

use serde_json::json;

use super::{mended, reports, run, run_in_full, with, with_schema};

#[test]
fn a_minimal_description_has_no_reports() {
    let (openapi, reports) = run(&with(""));
    assert_eq!(reports, [""; 0]);
    assert_eq!(openapi.unwrap().info.title, "T");
}

#[test]
fn other_versions_are_one_error_each() {
    let cases = [
        ("openapi: 3.1.0", ""),
        ("openapi: '3.2'", ""),
        ("openapi: 3.9.1", ""),
        ("openapi: 3.00", ""),
        ("openapi: 3", ""),
        ("openapi: 2.0", ""),
        ("openapi: 1.2", "error unsupported-version at /openapi"),
        ("openapi: 4", "error unsupported-version at /openapi"),
        ("swagger: '2.0'", ""),
        ("swagger: 2.0", ""),
        ("swagger: '1.2'", "error unsupported-version at /swagger"),
        ("info: {}", "error missing-key at "),
        ("[]", "error wrong-kind at "),
    ];
    for (text, expected) in cases {
        let (openapi, reports) = run(text);
        if expected.is_empty() {
            assert!(openapi.is_some(), "{text}");
        } else {
            assert!(openapi.is_none(), "{text}");
            assert_eq!(reports, [expected], "{text}");
        }
    }
}

#[test]
fn versions_whose_meaning_is_clear_are_understood() {
    let cases = [
        ("OpenAPI: 3.0.3", "unknown-key at the key /OpenAPI"),
        ("openapi: v3.0.3", "unknown-value at /openapi"),
        ("openapi: OpenAPI 3.0", "unknown-value at /openapi"),
        ("swagger: 3.0.3", "unknown-value at /swagger"),
        ("openapi: '2.0'", "unknown-value at /openapi"),
        ("Swagger: '2.0'", "unknown-value at /Swagger"),
    ];
    for (version, expected) in cases {
        let (openapi, reports) = run(&format!(
            "{version}\ninfo: {{title: T, version: '1'}}\npaths: {{/a: {{get: {{responses: {{200: {{description: D}}}}}}}}}}"
        ));
        assert_eq!(reports, [format!("warning {expected}")], "{version}");
        let openapi = openapi.unwrap();
        assert!(openapi.openapi.contains("3.0"), "{version}");
        assert_eq!(openapi.paths.paths.len(), 1, "{version}");
    }
}

#[test]
fn what_describes_something_else_is_named() {
    let cases = [
        ("{asyncapi: 2.6.0, info: {}, channels: {}}", "AsyncAPI"),
        (
            "{swaggerVersion: '1.2', apiVersion: '1', apis: []}",
            "Swagger 1",
        ),
        ("{arazzo: 1.0.0, info: {}, workflows: []}", "Arazzo"),
        ("{overlay: 1.0.0, info: {}, actions: []}", "Overlay"),
        (
            "{kind: 'k', discoveryVersion: v1, schemas: {}}",
            "Google API",
        ),
        ("{info: {_postman_id: a}, item: []}", "Postman"),
        ("{apiVersion: v1, kind: Service}", "Kubernetes"),
        ("{name: a, version: '1', dependencies: {}}", "manifest"),
        ("{$schema: s, type: object, properties: {}}", "JSON Schema"),
    ];
    for (text, named) in cases {
        let (openapi, reports) = run_in_full(text);
        assert!(openapi.is_none());
        let said: Vec<&str> = reports.iter().map(|it| it.message.as_str()).collect();
        assert!(
            matches!(said.as_slice(), [one] if one.contains(named)),
            "{said:?}"
        );
    }
}

#[test]
fn only_what_may_be_an_operation_is_refused_in_a_path_item() {
    let at = "/paths/~1a";
    let (_, reports) = mended(&with(
        "paths: {/a: {gett: {summary: S}, fetch: {responses: {}}, notes: {by: me}, tags: [t], get: {responses: {default: \
         {description: D}}}}}",
    ));
    let expected = [
        format!("error unknown-key at the key {at}/gett"),
        format!("error unknown-key at the key {at}/fetch"),
        format!("warning unknown-key at the key {at}/notes"),
        format!("warning unknown-key at the key {at}/tags"),
    ];
    assert_eq!(reports, expected);
}

#[test]
fn keywords_among_the_properties_are_put_beside_them() {
    let (value, reports) = mended(&with_schema(
        "{type: object, title: T, properties: {a: {type: string}, required: [a], example: an A, title: U, description: \
         string}}",
    ));
    let at = "/components/schemas/S/properties";
    let expected = [
        format!("warning wrong-kind at {at}/required"),
        format!("warning wrong-kind at {at}/example"),
        format!("warning wrong-kind at {at}/title"),
        format!("warning wrong-kind at {at}/description"),
    ];
    assert_eq!(reports, expected);
    assert_eq!(
        value["components"]["schemas"]["S"],
        json!({
            "type": "object",
            "title": "T",
            "properties": { "a": { "type": "string" }, "description": { "type": "string" } },
            "required": ["a"],
            "example": "an A",
        })
    );
}

#[test]
fn unknown_keys_are_dropped_with_a_warning_and_extensions_kept() {
    let (value, reports) = mended(
        "openapi: 3.0.0\ninfo: {title: T, version: '1', descripton: D, x-a: [1]}\npaths: {}\n",
    );
    assert_eq!(reports, ["warning unknown-key at the key /info/descripton"]);
    assert_eq!(value["info"]["x-a"][0], 1);
    assert!(value["info"].get("description").is_none());
}

#[test]
fn the_extensions_of_bindery_are_its_own() {
    let (value, reports) = mended(&with_schema("{x-bindery-if: 1, x-b: 1}"));
    assert_eq!(
        reports,
        ["warning unknown-key at the key /components/schemas/S/x-bindery-if"]
    );
    assert_eq!(value["components"]["schemas"]["S"], json!({ "x-b": 1 }));
}

#[test]
fn keys_in_the_wrong_case_are_read() {
    let (value, reports) = mended(&with_schema("{type: string, readonly: true}"));
    assert_eq!(
        reports,
        ["warning unknown-key at the key /components/schemas/S/readonly"]
    );
    assert_eq!(value["components"]["schemas"]["S"]["readOnly"], true);
}

#[test]
fn keys_of_other_versions_are_read_and_named_as_such() {
    let (value, lines) = mended(&with(
        "webhooks: {}\ncomponents: {schemas: {S: {const: 1, examples: [2], $defs: {}}}}",
    ));
    assert_eq!(
        lines,
        [
            "warning other-version at the key /webhooks",
            "warning other-version at the key /components/schemas/S/const",
            "warning other-version at the key /components/schemas/S/examples",
            "warning other-version at the key /components/schemas/S/$defs",
        ]
    );
    assert_eq!(
        value["components"]["schemas"]["S"],
        json!({ "enum": [1], "example": 2 })
    );
}

#[test]
fn what_must_be_there_but_may_be_empty_is_filled_in() {
    let (value, reports) = mended("openapi: 3.0.0");
    assert_eq!(
        reports,
        ["warning missing-key at ", "warning missing-key at "]
    );
    assert_eq!(value["info"]["title"], "");
    let (_, reports) = mended("openapi: 3.0.0\ninfo: {}\npaths: {/a: {get: {}}}");
    assert_eq!(
        reports,
        [
            "warning missing-key at /info",
            "warning missing-key at /info",
            "warning missing-key at /paths/~1a/get",
        ]
    );
}

#[test]
fn a_method_that_isnt_one_is_an_error() {
    let lines = reports(&with("paths: {/a: {gett: {responses: {}}, x-y: {}}}"));
    assert_eq!(lines, ["error unknown-key at the key /paths/~1a/gett"]);
}

#[test]
fn what_is_no_path_item_under_what_is_no_path_is_ignored() {
    let (value, reports) = mended(&with(
        "paths: {parameters: [{name: q, in: query}], note: all, a: {}, b: , /c: {}}",
    ));
    assert_eq!(
        reports,
        [
            "warning unknown-key at the key /paths/parameters",
            "warning unknown-key at the key /paths/note",
            "warning unknown-key at the key /paths/a",
            "warning unknown-key at the key /paths/b",
            "warning wrong-kind at /paths/b",
        ]
    );
    let paths = value["paths"].as_object().unwrap();
    assert_eq!(paths.keys().collect::<Vec<_>>(), ["/a", "/b", "/c"]);
}

#[test]
fn a_method_in_capitals_is_read() {
    let (value, reports) = mended(&with(
        "paths: {/a: {GET: {responses: {default: {description: D}}}}}",
    ));
    assert_eq!(reports, ["warning unknown-key at the key /paths/~1a/GET"]);
    assert_eq!(
        value["paths"]["/a"]["get"]["responses"]["default"]["description"],
        "D"
    );
}

#[test]
fn status_keys_are_codes_ranges_or_default() {
    let (value, reports) = mended(&with(
        "paths: {/a: {get: {responses: {200: &d {description: D}, 4xx: *d, 5XX: *d, default: *d, \
         x-e: 1, 600: *d, '2X': *d, ok: *d}}}}",
    ));
    let at = "/paths/~1a/get/responses";
    assert_eq!(
        reports,
        [
            format!("warning unknown-key at the key {at}/4xx"),
            format!("error unknown-key at the key {at}/600"),
            format!("error unknown-key at the key {at}/2X"),
            format!("error unknown-key at the key {at}/ok"),
        ]
    );
    let responses = value["paths"]["/a"]["get"]["responses"]
        .as_object()
        .unwrap();
    let keys: Vec<_> = responses.keys().collect();
    assert_eq!(keys, ["default", "200", "4XX", "5XX", "x-e"]);
}

#[test]
fn a_path_without_its_slash_gets_one() {
    let (value, reports) = mended(&with("paths: {pets: {summary: S}, x-y: 1}"));
    assert_eq!(reports, ["warning unknown-key at the key /paths/pets"]);
    assert_eq!(value["paths"]["/pets"]["summary"], "S");
    assert_eq!(value["paths"]["x-y"], 1);
}

#[test]
fn a_path_with_and_without_its_slash_is_an_error() {
    let lines = reports(&with("paths: {/pets: {}, pets: {}}"));
    assert_eq!(
        lines,
        [
            "warning unknown-key at the key /paths/pets",
            "error duplicate-key at the key /paths/pets",
        ]
    );
}

#[test]
fn a_range_in_both_cases_is_an_error() {
    let lines = reports(&with(
        "paths: {/a: {get: {responses: {4xx: {description: D}, 4XX: {description: D}}}}}",
    ));
    let at = "/paths/~1a/get/responses/4xx";
    assert_eq!(
        lines,
        [
            format!("warning unknown-key at the key {at}"),
            format!("error duplicate-key at the key {at}"),
        ]
    );
}

#[test]
fn names_of_components_are_plain() {
    let (value, reports) = mended(&with("components: {schemas: {a b: {}, A.b-c_1: {}}}"));
    assert_eq!(
        reports,
        ["warning unknown-key at the key /components/schemas/a b"]
    );
    assert!(value["components"]["schemas"].get("a b").is_some());
}
