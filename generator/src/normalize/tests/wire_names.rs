//! Names that go over the wire as they are.

use serde_json::json;

use super::{mended, reports, with, with_parameter};

#[test]
fn a_parameter_in_a_header_has_a_headers_name() {
    let parameter = |name| with_parameter(&format!("{{name: {name}, in: header, schema: {{}}}}"));
    for name in ["'bad header'", "'a:b'", "''", "\"a\\r\\nb\"", "ü"] {
        assert_eq!(
            reports(&parameter(name)),
            ["warning unknown-value at /components/parameters/P/name"],
            "{name}"
        );
    }
    let (value, _) = mended(&parameter("' X-A '"));
    assert_eq!(value["components"]["parameters"]["P"]["name"], "X-A");
    let (value, _) = mended(&with(
        "components: {parameters: {P: {name: a b, in: header, schema: {}}}}\n\
         paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/P'}, {name: '', in: header}], responses: {}}}}",
    ));
    assert_eq!(value["components"]["parameters"].get("P"), None);
    assert_eq!(value["paths"]["/a"]["get"].get("parameters"), None);
    for name in ["X-Rate-Limit", "x_y", "a.b~"] {
        assert_eq!(reports(&parameter(name)), [""; 0], "{name}");
    }
    let query = with_parameter("{name: a b, in: query, schema: {}}");
    assert_eq!(reports(&query), [""; 0]);
}

#[test]
fn a_key_in_a_header_has_a_headers_name() {
    let scheme = |place| {
        with(&format!(
            "components: {{securitySchemes: {{K: {{type: apiKey, name: my key, in: {place}}}}}}}"
        ))
    };
    assert_eq!(
        reports(&scheme("header")),
        ["warning unknown-value at /components/securitySchemes/K/name"]
    );
    let (value, _) = mended(&scheme("header"));
    let found = &value["components"]["securitySchemes"]["K"];
    assert_eq!(found["x-bindery-undescribed"], true);
    assert_eq!(reports(&scheme("query")), [""; 0]);
}

#[test]
fn a_response_loses_headers_that_cant_be() {
    let (value, reports) = mended(&with(
        "components: {responses: {R: {description: D, headers: {X-A: {schema: {}}, X A: {schema: {}}}}}}",
    ));
    assert_eq!(
        reports,
        ["warning unknown-value at the key /components/responses/R/headers/X A"]
    );
    assert_eq!(
        value["components"]["responses"]["R"]["headers"],
        json!({ "X-A": { "style": "simple", "schema": {} } })
    );
}

#[test]
fn what_is_no_media_type_is_left_out_if_something_remains() {
    let body = |keys: &str| {
        with(&format!(
            "components: {{requestBodies: {{B: {{content: {{{keys}}}}}}}}}"
        ))
    };
    let at = "/components/requestBodies/B/content";
    let (value, found) = mended(&body(
        "nonsense: {}, '*/*': {}, 'text/plain; charset=utf-8': {}",
    ));
    assert_eq!(
        found,
        [format!("warning unknown-value at the key {at}/nonsense")]
    );
    assert_eq!(
        value["components"]["requestBodies"]["B"]["content"],
        json!({ "*/*": {}, "text/plain; charset=utf-8": {} })
    );
    for key in ["nonsense", "a b/c", "/json", "\"text/plain;a=\\r\\nb\""] {
        let (value, found) = mended(&body(&format!("{key}: {{schema: {{type: string}}}}")));
        assert_eq!(found.len(), 1, "{key}");
        assert!(found[0].starts_with("warning media-type"), "{key}");
        assert_eq!(
            value["components"]["requestBodies"]["B"]["content"],
            json!({ "*/*": { "schema": { "type": "string" } } })
        );
    }
    let (value, _) = mended(&body(
        "one: {schema: {type: string}}, two: {schema: {type: integer}}",
    ));
    assert_eq!(
        value["components"]["requestBodies"]["B"]["content"]["*/*"]["schema"],
        json!({ "anyOf": [{ "type": "string" }, { "type": "integer" }] })
    );
}
