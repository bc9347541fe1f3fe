use serde_json::{Value, json};

use super::*;

fn description() -> Value {
    json!({ "components": { "schemas": {
        "Lamp": {
            "type": "object",
            "required": ["id", "name", "watts"],
            "properties": {
                "id": { "type": "integer", "readOnly": true },
                "name": { "type": "string", "minLength": 2, "maxLength": 5 },
                "watts": { "type": "integer", "minimum": 1, "maximum": 60, "multipleOf": 5 },
                "code": { "type": "string", "pattern": "^[A-C]{2}-\\d+$" },
                "parts": { "type": "array", "minItems": 1, "maxItems": 2, "items": { "$ref": "#/components/schemas/Lamp" } },
            },
        },
        "Named": { "allOf": [
            { "type": "object", "required": ["a"], "properties": { "a": { "type": "boolean" } } },
            { "required": ["b"], "properties": { "b": { "enum": ["x", "y"] } } },
        ] },
    } } })
}

fn schema(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

#[test]
fn values_keep_the_rules() {
    let root = description();
    for seed in 0..200 {
        let lamp = Sampler::new(&root, Towards::Server, seed).value(&schema("Lamp"));
        assert_eq!(lamp.get("id"), None);
        let name = lamp["name"].as_str().unwrap().chars().count();
        assert!((2..=5).contains(&name), "{lamp}");
        let watts = lamp["watts"].as_u64().unwrap();
        assert!(
            (1..=60).contains(&watts) && watts.is_multiple_of(5),
            "{lamp}"
        );
        if let Some(code) = lamp.get("code") {
            let (letters, digits) = code.as_str().unwrap().split_once('-').unwrap();
            assert!(
                letters.len() == 2 && digits.bytes().all(|it| it.is_ascii_digit()),
                "{code}"
            );
        }
        let named = Sampler::new(&root, Towards::Server, seed).value(&schema("Named"));
        assert!(named["a"].is_boolean() && named["b"].is_string(), "{named}");
    }
}

#[test]
fn the_seed_decides() {
    let root = description();
    let value = |seed| Sampler::new(&root, Towards::Client, seed).value(&schema("Lamp"));
    assert_eq!(value(7), value(7));
    assert_ne!(value(7), value(8));
    assert!(value(7).get("id").is_some());
}

#[test]
fn what_is_spoiled_differs_at_its_place_alone() {
    let root = description();
    let mut rules = std::collections::BTreeSet::new();
    for seed in 0..300 {
        let mut sampler = Sampler::new(&root, Towards::Server, seed);
        let value = sampler.value(&schema("Lamp"));
        let spoiled = sampler.spoil(&schema("Lamp"), &value).unwrap();
        assert_ne!(spoiled.value, value);
        rules.insert(spoiled.rule);
        let mut mended = spoiled.value;
        match (
            mended.pointer(&spoiled.pointer),
            value.pointer(&spoiled.pointer),
        ) {
            (Some(_), Some(right)) => {
                *mended.pointer_mut(&spoiled.pointer).unwrap() = right.clone()
            }
            (there, _) => {
                assert!(there.is_none() && spoiled.rule == "required");
                continue;
            }
        }
        assert_eq!(mended, value);
    }
    let all = [
        "maxItems",
        "maxLength",
        "maximum",
        "minItems",
        "minLength",
        "minimum",
        "required",
        "type",
    ];
    assert!(all.iter().all(|rule| rules.contains(rule)), "{rules:?}");
}
