//! Conditions of a value look at all keys of what stands in it, those without a field of their own too.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::conditions_inside::types::Rack;
use bindery_runtime::serde_json::{self, Value, json};
use bindery_runtime::validate::Validate;

/// The places and keywords of what is wrong with a rack.
fn broken(rack: Value) -> Vec<String> {
    let rack: Rack = serde_json::from_value(rack).unwrap();
    let found = rack.validate().err();
    let list = found.iter().flat_map(|found| found.as_slice());
    list.map(|it| format!("{} {}", it.place, it.rule)).collect()
}

#[test]
fn keys_without_a_field_are_seen_in_what_stands_inside() {
    for (rack, expected) in [
        (json!({ "plugs": [{}, { "fused": 1 }] }), vec![]),
        (
            json!({ "plugs": [{ "amperes": 3 }] }),
            vec!["body at `/plugs` contains"],
        ),
        (json!({ "main": { "amperes": 3 } }), vec![]),
        (json!({ "main": { "broken": null } }), vec!["body not"]),
        (json!({ "named": { "a": { "spare": false } } }), vec![]),
        (
            json!({ "named": { "a": { "spare": true } } }),
            vec!["body at `/note` required"],
        ),
        (
            json!({ "named": { "a": { "spare": true } }, "note": "n" }),
            vec![],
        ),
    ] {
        assert_eq!(broken(rack.clone()), expected, "{rack}");
    }
}
