//! Keys: the version, unknown ones, missing ones, free ones.

use serde_json::json;

use super::{mended, reports, run, with, with_schema};

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
        ("openapi: 2.0", "error unsupported-version at /openapi"),
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
