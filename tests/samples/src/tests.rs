use serde_json::{Value, json};

use super::*;

fn description() -> Value {
    json!({ "openapi": "3.0.3", "components": { "schemas": {
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
        "Bulb": { "type": "object", "required": ["socket"], "properties": { "socket": { "type": "string", "maxLength": 5 } } },
        "Either": { "oneOf": [schema("Lamp"), schema("Bulb"), { "type": "string", "nullable": true }] },
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
fn values_keep_the_rules_of_all_parts() {
    let root = description();
    let schema = json!({ "allOf": [
        { "type": "object", "required": ["n", "list", "text"], "properties": {
            "n": { "allOf": [{ "type": "integer", "minimum": -5 }, { "type": "integer", "minimum": -10, "maximum": 5 }] },
            "list": { "type": "array", "items": { "type": "boolean" }, "minItems": 1 },
            "text": { "allOf": [{ "type": "string" }, { "type": "string", "nullable": true }] },
        } },
        { "properties": { "list": { "type": "array", "items": { "type": "boolean" }, "maxItems": 2 } } },
    ] });
    for seed in 0..200 {
        let value = Sampler::new(&root, Towards::Server, seed).value(&schema);
        assert!((-5..=5).contains(&value["n"].as_i64().unwrap()), "{value}");
        assert!(
            (1..=2).contains(&value["list"].as_array().unwrap().len()),
            "{value}"
        );
        assert!(value["text"].is_string(), "{value}");
    }
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

#[test]
fn what_is_spoiled_below_alternatives_fits_none_of_them() {
    let root = description();
    let (mut rules, mut within) = (std::collections::BTreeSet::new(), 0);
    for seed in 0..300 {
        let mut sampler = Sampler::new(&root, Towards::Server, seed);
        let list = json!({ "type": "array", "minItems": 1, "items": schema("Either") });
        let value = sampler.value(&list);
        let Some(spoiled) = sampler.spoil(&list, &value) else {
            panic!("{value}");
        };
        let Some(choice) = spoiled.choice else {
            continue;
        };
        assert!(spoiled.pointer.starts_with(&choice));
        within += usize::from(spoiled.pointer != choice);
        rules.insert(spoiled.rule);
        let wrong = spoiled.value.pointer(&choice).unwrap();
        // Numbers, booleans and arrays fit nothing; nor do objects that are neither a lamp nor a bulb.
        let is_lamp = wrong["name"].as_str().is_some_and(|name| {
            (2..=5).contains(&name.chars().count()) && wrong["watts"].as_u64().is_some()
        });
        let is_bulb = wrong["socket"]
            .as_str()
            .is_some_and(|it| it.chars().count() <= 5);
        assert!(
            !wrong.is_string() && !wrong.is_null() && !is_bulb,
            "{wrong}"
        );
        let is_broken_inside = ["parts", "code"]
            .iter()
            .any(|key| spoiled.pointer.contains(key));
        let is_bound = ["minimum", "maximum"].contains(&spoiled.rule);
        assert!(!is_lamp || is_broken_inside || is_bound, "{wrong}");
    }
    let all = [
        "maxLength",
        "maximum",
        "minLength",
        "minimum",
        "required",
        "type",
    ];
    assert!(all.iter().all(|rule| rules.contains(rule)), "{rules:?}");
    assert!(within > 100, "{within}");
}
