//! What is said of all other properties holds for those that must be there without being listed.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::unlisted::types::Thing;
use bindery_runtime::serde_json::{self, Value, json};
use bindery_runtime::validate::Validate;

/// The places and keywords of the rules that a thing breaks; what it fails by, where it can't be read.
fn broken(thing: &Value) -> Vec<String> {
    match serde_json::from_value::<Thing>(thing.clone()) {
        Err(_) => vec!["type".to_owned()],
        Ok(thing) => {
            let found = thing.validate().err();
            let list = found.iter().flat_map(|found| found.as_slice());
            list.map(|it| format!("{} {}", it.place, it.rule)).collect()
        }
    }
}

#[test]
fn a_property_that_must_be_there_is_as_others_are() {
    for (thing, expected) in [
        (json!({ "counts": { "total": 3 } }), ""),
        (json!({ "counts": { "total": "3" } }), "type"),
        (json!({ "counts": {} }), "type"),
        (
            json!({ "counts": { "total": 10 } }),
            "body at `/counts/total` maximum",
        ),
        (json!({ "words": { "first": "ab" } }), ""),
        (json!({ "words": { "first": 2 } }), "type"),
        (
            json!({ "words": { "first": "a" } }),
            "body at `/words/first` minLength",
        ),
        (json!({ "lamps": { "main": { "watts": 3 } } }), ""),
        (json!({ "lamps": { "main": { "watts": "3" } } }), "type"),
        (json!({ "maybe": { "it": null } }), ""),
        (json!({ "maybe": {} }), "type"),
        (json!({ "either": { "it": 1 } }), ""),
        (
            json!({ "either": { "it": null } }),
            "body at `/either/it` oneOf",
        ),
        (json!({ "both": { "total": 3, "it": 3 } }), ""),
        (
            json!({ "both": { "total": 3, "it": 1 } }),
            "body at `/both/it` minimum",
        ),
        (
            json!({ "both": { "total": 3, "it": 10 } }),
            "body at `/both/it` maximum",
        ),
        (json!({ "left": { "b": 1 } }), ""),
        (json!({ "left": { "b": "1" } }), "type"),
        (json!({ "like": { "yes": "ab", "no": 1 } }), ""),
        (
            json!({ "like": { "yes": "a", "no": 1 } }),
            "body at `/like/yes` minLength",
        ),
        (json!({ "never": { "a": "a", "b": 1 } }), ""),
        (json!({ "free": { "a": [] } }), ""),
    ] {
        assert_eq!(broken(&thing).join(", "), expected, "{thing}");
    }
}
