use serde_json::{Value, json};

use super::{Condition, JsonType};
use crate::validate::{At, Found, JsonSubject, Pattern, Values, Violations};

fn broken(value: &Value, condition: Condition) -> Vec<String> {
    let found = Violations::collect(|at| {
        at.body(value).condition(condition);
    });
    let list = found.err().map(Violations::into_vec).unwrap_or_default();
    let told = list.iter().map(|it| format!("{} {}", it.place, it.rule));
    told.collect()
}

#[track_caller]
fn assert_broken(value: Value, condition: Condition, expected: &[&str]) {
    assert_eq!(broken(&value, condition), expected, "{value}");
}

#[test]
fn types_and_values() {
    static VALUES: Values = Values::new(r#"[1, {"a": [null]}]"#);
    assert_broken(json!(1.0), |it| it.is(&[JsonType::Integer]), &[]);
    assert_broken(json!(1.5), |it| it.is(&[JsonType::Integer]), &["body type"]);
    assert_broken(
        json!(null),
        |it| it.is(&[JsonType::Null, JsonType::String]),
        &[],
    );
    assert_broken(json!({"a": [null]}), |it| it.among(&VALUES), &[]);
    assert_broken(json!("1"), |it| it.among(&VALUES), &["body enum"]);
    assert_broken(json!([]), |it| it.never(), &["body false"]);
}

#[test]
fn combinations() {
    fn short(it: JsonSubject<'_>) -> JsonSubject<'_> {
        it.max_length(1)
    }
    fn small(it: JsonSubject<'_>) -> JsonSubject<'_> {
        it.maximum(1)
    }
    assert_broken(
        json!("ab"),
        |it| it.all(short).not(small),
        &["body maxLength", "body not"],
    );
    assert_broken(json!("ab"), |it| it.any(&[short, small]), &[]);
    assert_broken(json!("ab"), |it| it.exactly_one(&[short, small]), &[]);
    assert_broken(
        json!("a"),
        |it| it.exactly_one(&[short, small]),
        &["body oneOf"],
    );
    assert_broken(json!(2), |it| it.any(&[small]), &["body anyOf"]);
    assert_broken(
        json!(2),
        |it| it.when(short, small, |it| it),
        &["body maximum"],
    );
}

#[test]
fn objects() {
    static CAPITAL: Pattern = Pattern::new("^[A-Z]", "^[A-Z]", &[], &[]);
    let value = json!({ "a": 1, "B": 2 });
    let never: Condition = |it| it.never();
    assert_eq!(
        broken(&value, |it| it.required(&["a", "c"])),
        ["body at `/c` required"]
    );
    assert_eq!(
        broken(&value, |it| it
            .dependent_required("a", &["d"])
            .dependent_required("c", &["e"])),
        ["body at `/d` dependentRequired"]
    );
    assert_eq!(
        broken(&value, |it| it.dependent("a", |it| it.never())),
        ["body false"]
    );
    assert_eq!(
        broken(&value, |it| it.property("a", |it| it.never())),
        ["body at `/a` false"]
    );
    assert_eq!(
        broken(&value, |it| it.properties_like(&CAPITAL, |it| it.never())),
        ["body at `/B` false"]
    );
    assert_eq!(
        broken(&value, |it| it.other_properties(
            &["a"],
            &[&CAPITAL],
            |it| it.never()
        )),
        [""; 0]
    );
    assert_eq!(
        broken(&value, |it| it.property_names(|it| it.pattern(&CAPITAL))),
        ["body at `/a` propertyNames"]
    );
    assert_broken(
        json!("a"),
        |it| it.required(&["a"]).property_names(|it| it.never()),
        &[],
    );
    assert_eq!(broken(&json!({}), never), ["body false"]);
}

#[test]
fn arrays() {
    let value = json!([1, "a", 2]);
    assert_eq!(
        broken(&value, |it| it.item(1, |it| it.never())),
        ["body at `/1` false"]
    );
    assert_eq!(
        broken(&value, |it| it.items_from(2, |it| it.never())),
        ["body at `/2` false"]
    );
    let is_integer: Condition = |it| it.is(&[JsonType::Integer]);
    assert_eq!(
        broken(&value, |it| it
            .contains(1, Some(2), |it| it.is(&[JsonType::Integer]))),
        [""; 0]
    );
    assert_eq!(
        broken(&value, |it| it
            .contains(3, None, |it| it.is(&[JsonType::Integer]))),
        ["body minContains"]
    );
    assert_eq!(
        broken(&value, |it| it
            .contains(0, Some(1), |it| it.is(&[JsonType::Integer]))),
        ["body maxContains"]
    );
    assert_broken(
        json!([]),
        |it| it.contains(1, None, |it| it),
        &["body contains"],
    );
    assert_broken(json!(7), is_integer, &[]);
}

/// Each level asks twice for the next.
fn doubling(it: JsonSubject<'_>) -> JsonSubject<'_> {
    it.not(|it| {
        it.property("a", doubling)
            .property("a", |it| it.not(doubling))
    })
}

#[test]
fn conditions_on_conditions_end() {
    let deep = (0..100).fold(json!(1), |inner, _| json!({ "a": inner }));
    let told = broken(&deep, doubling);
    assert_eq!(
        told.last().map(String::as_str),
        Some("body limit"),
        "{told:?}"
    );
}

#[test]
fn what_is_typed_is_looked_at_as_it_stands_in_json() {
    let value = std::collections::BTreeMap::from([("a", 1)]);
    let found = Violations::collect(|at| {
        at.body(&value).condition(|it| it.required(&["b"]));
        at.body(&None::<Value>).condition(|it| it.never());
        at.body(&None::<u8>).condition(|it| it.never());
        at.body(&Some(Value::Null)).condition(|it| it.never());
    });
    let places: Vec<_> = found
        .unwrap_err()
        .into_vec()
        .iter()
        .map(|it| it.rule)
        .collect();
    assert_eq!(places, ["required", "false"]);
}

#[test]
fn what_is_left_unevaluated() {
    fn a(it: JsonSubject<'_>) -> JsonSubject<'_> {
        it.required(&["a"]).property("a", |it| it)
    }
    fn b(it: JsonSubject<'_>) -> JsonSubject<'_> {
        it.required(&["b"]).property("b", |it| it)
    }
    let closed: Condition = |it| it.unevaluated_properties(|it| it.any(&[a, b]), |it| it.never());
    assert_broken(json!({ "a": 1, "b": 2 }), closed, &[]);
    assert_broken(json!({ "a": 1, "c": 2 }), closed, &["body at `/c` false"]);
    // What an inner schema leaves to none is evaluated; what it excludes by `not` isn't.
    let open: Condition = |it| {
        it.unevaluated_properties(
            |it| it.all(|it| it.unevaluated_properties(a, |it| it)),
            |it| it.never(),
        )
    };
    assert_broken(json!({ "a": 1, "c": 2 }), open, &[]);
    let not: Condition = |it| it.unevaluated_properties(|it| it.not(b), |it| it.never());
    assert_broken(json!({ "c": 1 }), not, &["body at `/c` false"]);
    let items: Condition = |it| {
        it.unevaluated_items(
            |it| {
                it.item(0, |it| it)
                    .contains(1, None, |it| it.is(&[JsonType::String]))
            },
            |it| it.never(),
        )
    };
    assert_broken(json!([1, "a", "b"]), items, &[]);
    assert_broken(json!([1, "a", 2]), items, &["body at `/2` false"]);
}

#[test]
fn typed_values_are_looked_at_as_they_are_in_json() {
    static VALUES: Values = Values::new(r#"["a", 1]"#);
    let texts = vec!["a".to_owned(), "b".to_owned(), "a".to_owned()];
    let numbers = vec![Some(1), None];
    let map = std::collections::BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
    let found = Violations::collect(|at| {
        at.key("text", &"a")
            .condition(|it| it.among(&VALUES).is(&[JsonType::String]))
            .condition(|it| it.not(|it| it.min_length(1)));
        at.key("texts", &texts)
            .condition(|it| it.contains(2, Some(2), |it| it.among(&VALUES)))
            .condition(|it| it.contains(2, None, |it| it.is(&[JsonType::Null])));
        at.key("numbers", &numbers)
            .condition(|it| it.contains(1, Some(1), |it| it.among(&VALUES)))
            .condition(|it| it.contains(1, Some(1), |it| it.is(&[JsonType::Null])))
            .condition(|it| it.contains(0, Some(1), |it| it));
        at.key("map", &map)
            .dependent_required("a", &["b", "c"])
            .dependent_required("c", &["d"])
            .condition(|it| it.property_names(|it| it.among(&VALUES)));
    });
    let told: Vec<_> = found.unwrap_err().into_vec();
    let told: Vec<_> = (told.iter())
        .map(|it| format!("{} {}", it.place, it.rule))
        .collect();
    assert_eq!(
        told,
        [
            "body at `/text` not",
            "body at `/texts` minContains",
            "body at `/numbers` maxContains",
            "body at `/map/c` dependentRequired",
            "body at `/map/b` propertyNames",
        ]
    );
}

#[test]
fn what_an_array_evaluates_says_nothing_of_an_object() {
    let closed: Condition =
        |it| it.unevaluated_properties(|it| it.items_from(0, |it| it), |it| it.never());
    assert_broken(json!({ "a": 1 }), closed, &["body at `/a` false"]);
    let closed: Condition = |it| {
        it.unevaluated_items(
            |it| it.unevaluated_properties(|it| it, |it| it),
            |it| it.never(),
        )
    };
    assert_broken(json!([1]), closed, &["body at `/0` false"]);
}

#[test]
fn several_properties_are_found_in_any_order() {
    let closed: Condition = |it| {
        it.properties(&[
            ("a", |it| it.minimum(1)),
            ("b", |it| it.minimum(2)),
            ("c", |it| it.minimum(3)),
        ])
    };
    assert_broken(json!({ "a": 1, "b": 2, "c": 3 }), closed, &[]);
    assert_broken(
        json!({ "c": 2, "x": 0, "a": 0, "b": 2 }),
        closed,
        &["body at `/c` minimum", "body at `/a` minimum"],
    );
}

#[test]
fn looking_at_many_members_counts_as_several_conditions() {
    fn often(it: JsonSubject<'_>) -> JsonSubject<'_> {
        (0..20).fold(it, |it, _| it.all(|it| it.dependent("absent", |it| it)))
    }
    for (members, is_right) in [(10, true), (1000, false)] {
        let members = (0..members).map(|key| (key.to_string(), json!(key)));
        let value = Value::from_iter(members);
        let (found, _) = Found::is_right_within(1000, |found| {
            At::whole(found).body(&value).condition(often);
        });
        assert_eq!(found, is_right);
    }
}
