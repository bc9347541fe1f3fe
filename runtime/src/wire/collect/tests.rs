//! All that is wrong with documents.

use std::collections::BTreeMap;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, SeqAccess};

use super::super::{
    self as wire, DecodeFailure, Items, Slots, Strictness, Tuple, Unknown, Variant, from_slice_all,
    from_textual_all,
};
use serde_json::Value;

use super::super::unread::Unread;
use super::READINGS;

/// A struct with all that can go wrong in one.
#[derive(Debug, PartialEq)]
struct Lamp {
    id: i64,
    name: String,
    watts: Option<u8>,
    parts: Option<Vec<Lamp>>,
    rooms: Option<BTreeMap<String, i64>>,
    either: Option<Box<Either>>,
}

#[derive(Default)]
struct LampSlots {
    id: Option<i64>,
    name: Option<String>,
    watts: Option<u8>,
    parts: Option<Vec<Lamp>>,
    rooms: Option<BTreeMap<String, i64>>,
    either: Option<Box<Either>>,
}

impl<'de> Slots<'de> for LampSlots {
    type Output = Lamp;
    const FIELDS: &'static [(&'static str, bool)] = &[
        ("id", true),
        ("name", true),
        ("watts", false),
        ("parts", false),
        ("rooms", false),
        ("either", false),
    ];
    const UNKNOWN: Unknown = Unknown::Deny;

    fn put<A: MapAccess<'de>>(&mut self, index: usize, map: &mut A) -> Result<(), A::Error> {
        match index {
            0 => wire::required::put(map, &mut self.id),
            1 => wire::required::put(map, &mut self.name),
            2 => wire::optional::put(map, &mut self.watts),
            3 => wire::optional::put(map, &mut self.parts),
            4 => wire::optional::put(map, &mut self.rooms),
            _ => wire::optional::put(map, &mut self.either),
        }
    }

    fn finish(self) -> Option<Lamp> {
        Some(Lamp {
            id: self.id?,
            name: self.name?,
            watts: self.watts,
            parts: self.parts,
            rooms: self.rooms,
            either: self.either,
        })
    }
}

impl<'de> Deserialize<'de> for Lamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::read::<LampSlots, D>(deserializer)
    }
}

/// A union whose type is known by its keys, or found by trial.
#[derive(Debug, PartialEq)]
enum Either {
    Lamp(Lamp),
    Number(i64),
    Text(String),
}

impl<'de> Deserialize<'de> for Either {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Variant::read(deserializer)?;
        if value.by_keys(&[&["id"]]).is_some() {
            return value.into_variant(Self::Lamp);
        }
        value
            .exactly_one()
            .attempt("Number", Self::Number)
            .attempt("Text", Self::Text)
            .end()
    }
}

fn failures<T: DeserializeOwned>(document: &str) -> Vec<DecodeFailure> {
    let read = || from_slice_all::<T>(document.as_bytes());
    match Strictness::Strict.scope(read) {
        Ok(_) => Vec::new(),
        Err(unread) => unread.failures.into_iter().collect(),
    }
}

/// Where the document is wrong, and which rules it breaks.
fn faults<T: DeserializeOwned>(document: &str) -> Vec<(String, &'static str)> {
    failures::<T>(document)
        .into_iter()
        .map(|failure| (failure.pointer, failure.rule))
        .collect()
}

fn fault(pointer: &str, rule: &'static str) -> (String, &'static str) {
    (pointer.to_owned(), rule)
}

#[test]
fn tells_all_faults_of_an_object() {
    let document = r#"{"id": "1", "watts": null, "colour": 1, "either": []}"#;
    assert_eq!(
        faults::<Lamp>(document),
        [
            fault("/id", "type"),
            fault("/watts", "type"),
            fault("/colour", "additionalProperties"),
            fault("/either", "type"),
            fault("", "required"),
        ]
    );
    let messages = failures::<Lamp>(document);
    assert_eq!(messages[0].message, "expected an integer, found \"1\"");
    assert_eq!(
        messages[2].message,
        "unknown field `colour`: no fields are allowed here but those described"
    );
    assert_eq!(messages[4].message, "missing required field `name`");
}

#[test]
fn tells_the_faults_of_all_items_and_members() {
    let document = r#"{"id": 1, "name": "a", "parts": [
        {"id": 2, "name": "b"}, {"id": "x", "name": 1}, {}, 7, {"id": 3, "name": "c", "parts": [1, 2]}
    ], "rooms": {"a": 1, "b": "x", "c/d": null, "e": 2}}"#;
    assert_eq!(
        faults::<Lamp>(document),
        [
            fault("/parts/1/id", "type"),
            fault("/parts/1/name", "type"),
            fault("/rooms/b", "type"),
            fault("/parts/2", "required"),
            fault("/rooms/c~1d", "type"),
            fault("/parts/3", "type"),
            fault("/parts/4/parts/0", "type"),
            fault("/parts/4/parts/1", "type"),
        ]
    );
}

#[test]
fn tells_all_faults_of_lists_in_lists_that_are_wrong_themselves() {
    let document = r#"[{"parts": [{"parts": [1, 2]}, 3]}, 4]"#;
    let mut found = faults::<Vec<Lamp>>(document);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            fault("/0", "required"),
            fault("/0/parts/0", "required"),
            fault("/0/parts/0/parts/0", "type"),
            fault("/0/parts/0/parts/1", "type"),
            fault("/0/parts/1", "type"),
            fault("/1", "type"),
        ]
    );
    let document = r#"{"a": {"x": [1]}, "b": {"x": ["y", "z"], "w": [{}, {}]}}"#;
    let mut found = faults::<BTreeMap<String, BTreeMap<String, Vec<i64>>>>(document);
    found.sort_unstable();
    let places = ["/b/w/0", "/b/w/1", "/b/x/0", "/b/x/1"];
    assert_eq!(found, places.map(|place| fault(place, "type")));
}

#[test]
fn tells_all_faults_inside_of_a_union() {
    let document =
        r#"{"id": 1, "name": "a", "either": {"id": "x", "parts": [1, 2], "watts": 300}}"#;
    assert_eq!(
        faults::<Lamp>(document),
        [
            fault("/either/id", "type"),
            fault("/either/parts/0", "type"),
            fault("/either/watts", "format"),
            fault("/either", "required"),
            fault("/either/parts/1", "type"),
        ]
    );
}

#[test]
fn tells_the_one_fault_of_what_is_no_document() {
    assert_eq!(faults::<Lamp>("{"), [fault("", "syntax")]);
    assert_eq!(faults::<Lamp>("[]"), [fault("", "type")]);
    let twice = r#"{"id": 1, "name": "a", "name": "b"}"#;
    assert_eq!(faults::<Lamp>(twice), [fault("/name", "syntax")]);
    assert_eq!(faults::<Lamp>(r#"{"id": 1, "name": "a"}"#), []);
}

fn of_form<T: DeserializeOwned>(form: &Value) -> Option<Unread<T>> {
    Strictness::Strict.scope(|| from_textual_all::<T>(form).err())
}

#[test]
fn tells_all_faults_of_a_form() {
    let form = serde_json::json!({ "id": "one", "watts": "many" });
    let failures = of_form::<Lamp>(&form).unwrap().failures;
    let places: Vec<_> = failures.into_iter().map(|found| found.pointer).collect();
    assert_eq!(places, ["/id", "/watts", ""]);
    let rest = of_form::<Lamp>(&form).unwrap().rest.unwrap();
    assert_eq!(rest.places, ["/id", "/name", "/watts"]);
    let lists = serde_json::json!({ "a": "x", "b": "1" });
    let rest = of_form::<BTreeMap<String, Vec<i64>>>(&lists).unwrap().rest;
    let rest = rest.map(|rest| (rest.value, rest.places));
    let known = BTreeMap::from([("b".to_owned(), vec![1])]);
    assert_eq!(rest, Some((known, vec!["/a".to_owned()])));
}

#[test]
fn items_in_brackets_stay_where_they_stand() {
    let rest = |list: &str| {
        let form = serde_json::from_str(list).unwrap();
        let rest = of_form::<Vec<i64>>(&form).unwrap().rest;
        rest.map(|rest| (rest.value, rest.places))
    };
    let places = vec!["/0".to_owned()];
    assert_eq!(rest(r#"{"0": "x", "1": "5"}"#), Some((vec![0, 5], places)));
    // Here no key says how many items stand before its own.
    for list in [
        r#"{"1": "x", "2": "5"}"#,
        r#"{"1": "5", "0": "x"}"#,
        r#"{"": ["x", "5"]}"#,
    ] {
        assert_eq!(rest(list), None, "{list}");
    }
}

#[test]
fn hostile_documents_are_bounded() {
    let wrong = vec!["1"; 100_000].join(",");
    let document = format!(r#"{{"id": 1, "name": "a", "parts": [{wrong}]}}"#);
    let found = failures::<Lamp>(&document);
    assert!(
        (10..=super::MOST_FAILURES).contains(&found.len()),
        "{}",
        found.len()
    );
    assert_eq!(failures::<Vec<i64>>(&"[".repeat(100_000)).len(), 1);
}

#[test]
fn what_was_noted_does_not_outlive_its_document() {
    assert_eq!(faults::<Lamp>(r#"{"id": 1}"#), [fault("", "required")]);
    assert_eq!(faults::<Vec<i64>>(r#"["a", "b"]"#).len(), 2);
    assert_eq!(faults::<Vec<i64>>(r#"[1, "b"]"#), [fault("/1", "type")]);
}

/// What is read of a document that can't be read as a whole, and where something stands in.
fn rest<T: DeserializeOwned>(document: &str) -> Option<(T, Vec<String>)> {
    let read = || from_slice_all::<T>(document.as_bytes());
    let rest = Strictness::Strict.scope(read).err()?.rest?;
    Some((rest.value, rest.places))
}

#[test]
fn the_rest_of_what_cannot_be_read_is_read() {
    let document = r#"{"id": "x", "watts": 300, "hue": 1, "rooms": {"a": 1, "b": "x"}, "parts": [
        {"id": 2, "name": "b", "watts": 5}, 7, {"name": "c"}
    ]}"#;
    let (lamp, places) = rest::<Lamp>(document).unwrap();
    let wrong = [
        "/hue",
        "/id",
        "/name",
        "/parts/1",
        "/parts/1/id",
        "/parts/1/name",
        "/parts/2/id",
        "/rooms/b",
        "/watts",
    ];
    assert_eq!(places, wrong);
    assert_eq!(lamp.rooms, Some(BTreeMap::from([("a".to_owned(), 1)])));
    let parts = lamp.parts.unwrap();
    assert_eq!((parts.len(), parts[0].watts), (3, Some(5)));
    assert_eq!(parts[2].name, "c");
}

#[test]
fn there_is_no_rest_where_nothing_can_stand_in() {
    assert!(rest::<Lamp>("[]").is_none());
    assert!(rest::<Lamp>("{").is_none());
}

#[test]
fn reading_the_rest_of_many_faults_ends_in_time() {
    let wrong = vec!["{}"; 10_000].join(",");
    let document = format!(r#"{{"id": 1, "name": "a", "parts": [{wrong}]}}"#);
    let start = std::time::Instant::now();
    assert!(rest::<Lamp>(&document).is_none());
    assert!(start.elapsed().as_secs() < 20);
}

/// An array of a number and a text.
#[derive(Debug)]
struct Pair(i64, String);

impl<'de> Tuple<'de> for Pair {
    const REQUIRED: usize = 2;

    fn take<A: SeqAccess<'de>>(items: &mut Items<A>) -> Result<Self, A::Error> {
        let taken = (items.required(), items.required());
        Ok(Self(taken.0?, taken.1?))
    }
}

impl<'de> Deserialize<'de> for Pair {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::read_tuple(deserializer)
    }
}

/// Reading them again and again would find no more.
#[test]
fn wrong_tuples_are_read_again_but_once() {
    let before = READINGS.get();
    assert_eq!(faults::<Vec<Pair>>("[[1, 2]]"), [fault("/0/1", "type")]);
    assert!(READINGS.get() - before < 20, "{}", READINGS.get() - before);
    let (pairs, places) = rest::<Vec<Pair>>(r#"[[1, "a"], [1, 2], ["x", "y"]]"#).unwrap();
    assert_eq!(places, ["/1/1", "/2/0"]);
    assert_eq!((pairs[0].0, pairs[2].1.as_str()), (1, "y"));
}

#[test]
fn all_that_is_wrong_in_a_tuple_is_told() {
    let told = |document: &str| faults::<Vec<Pair>>(document);
    assert_eq!(
        told(r#"[["x", 2], [1, "a"], [[], {}]]"#),
        [
            fault("/0/0", "type"),
            fault("/0/1", "type"),
            fault("/2/0", "type"),
            fault("/2/1", "type")
        ]
    );
    let (short, long) = (told(r#"[["x"]]"#), told(r#"[["x", 2, 3]]"#));
    assert_eq!(short, [fault("/0/0", "type"), fault("/0", "minItems")]);
    assert_eq!(
        long,
        [
            fault("/0/0", "type"),
            fault("/0/1", "type"),
            fault("/0", "maxItems")
        ]
    );
}
