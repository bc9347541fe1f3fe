//! That checking what is valid allocates nothing.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use allocation_counter::{AllocationInfo, measure};
use bindery_goldens::weightless::operations::*;
use bindery_goldens::weightless::types::*;
use bindery_runtime::chrono::{DateTime, NaiveDate, Utc};
use bindery_runtime::serde::de::DeserializeOwned;
use bindery_runtime::serde_json::{self, Map, Value, json};
use bindery_runtime::uuid::Uuid;
use bindery_runtime::validate::{Validate, Violations};
use bindery_runtime::wire::{Strictness, from_slice};

/// What checking a value takes, once patterns are compiled and lists of values read.
fn taken(check: impl Fn() -> Result<(), Violations>) -> AllocationInfo {
    check().unwrap();
    measure(|| check().unwrap())
}

fn parcel() -> Map<String, Value> {
    let parcel = json!({
        "id": "67e55044-10b1-426f-9247-bb680e5fe0c8",
        "sent": "2026-01-31T12:00:00.5+01:00",
        "name": "Lamp",
        "kind": "box",
    });
    parcel.as_object().unwrap().clone()
}

fn formats() -> Value {
    json!({
        "time": "12:00:00Z",
        "duration": "P1DT2H",
        "email": "a.b@example.com",
        "idnEmail": "ä@exämple.com",
        "hostname": "www.example.com",
        "encoded": "xn--bcher-kva.example",
        "idnHostname": "bücher.実例.example",
        "ipv4": "127.0.0.1",
        "ipv6": "2001:db8::1",
        "uri": "https://example.com/a?b=c#d",
        "uriReference": "../a?b",
        "iri": "https://exämple.com/ä",
        "iriReference": "../ä",
        "uriTemplate": "/a/{b}{?c*}",
        "jsonPointer": "/a/b~1c",
        "relative": "1/a",
    })
}

/// Valid properties, one of each kind of rules.
fn properties() -> Map<String, Value> {
    let properties = json!({
        "label": "YQ==",
        "image": "QUJD".repeat(1000),
        "day": "2026-01-31",
        "tone": "green",
        "count": 10,
        "weight": 12.25,
        "tags": ["a", "b", "c"],
        "ids": ["67e55044-10b1-426f-9247-bb680e5fe0c8", "67e55044-10b1-426f-9247-bb680e5fe0c9"],
        "days": ["2026-01-31", "2026-02-01"],
        "numbers": (0..256).map(|number| i64::MAX - number).collect::<Vec<_>>(),
        "shares": [0.5, 0.25, 1.0],
        "items": [{ "a": 1 }, { "a": 2, "b": ["x"] }, { "b": ["y"] }],
        "anything": [null, true, 1, "1", [1], { "a": 1, "b": [] }, { "a": 1 }],
        "pair": ["a", 3, "b", "c"],
        "either": "text",
        "bounded": [1, 2, 3],
        "sizes": { "a": 1, "b": 2 },
        "labels": { "a": "x", "b": "y" },
        "places": { "door": true },
        "stops": ["first", "main", "main"],
        "codes": [1, 10, 11],
        "free": [1, { "a": null }],
        "fragile": { "glass": true, "height": 1.5, "note": "vase", "since": "2026-01-31T12:00:00Z" },
        "sealed": { "seal": "wax", "stamp": 3, "blue": [{ "x": 1 }], "x-ray": "none", "rest": "yes" },
        "row": [1, "a", "b"],
        "boxes": [{ "a": 1 }, { "a": 2, "b": ["x"] }],
        "limits": { "width": [1.5], "height": [1, 2.5] },
        "content": { "a": 1 },
        "other": "more",
    });
    properties.as_object().unwrap().clone()
}

#[test]
fn each_rule_is_checked_without_an_allocation() {
    let parts = properties().into_iter().map(|(key, value)| {
        // One that another one asks for.
        let mut part = Map::from_iter([(key.clone(), value)]);
        if key == "weight" {
            part.insert("count".to_owned(), json!(5));
        } else if key == "count" {
            part.insert("weight".to_owned(), json!(0.5));
        }
        (key, Value::from(part))
    });
    let formats = formats();
    let formats = formats.as_object().unwrap().iter().map(|(key, value)| {
        let part = json!({ "formats": { key: value } });
        (key.clone(), part)
    });
    let mut checked = 0;
    let mut heavy = Vec::new();
    for (key, part) in parts.chain(formats) {
        let mut whole = parcel();
        whole.extend(part.as_object().unwrap().clone());
        let parcel: Parcel = serde_json::from_value(Value::from(whole)).unwrap();
        let taken = taken(|| parcel.validate());
        if taken.count_total > 0 {
            heavy.push((key, taken.count_total));
        }
        checked += 1;
    }
    assert_eq!(checked, 45);
    assert_eq!(heavy, []);
}

#[test]
fn a_request_is_checked_without_an_allocation() {
    let mut whole = parcel();
    whole.extend(properties());
    whole.insert("formats".to_owned(), formats());
    let request = SendRequest {
        code: "ABC123".to_owned(),
        marks: Some(vec!["one".to_owned(), "two".to_owned()]),
        x_share: Some(0.29),
        body: serde_json::from_value(Value::from(whole)).unwrap(),
    };
    assert_eq!(taken(|| request.validate()), AllocationInfo::default());
}

/// What is wrong with a parcel that has one more property.
fn broken(key: &str, value: Value) -> Vec<String> {
    let mut whole = parcel();
    whole.insert(key.to_owned(), value);
    let parcel: Parcel = serde_json::from_value(Value::from(whole)).unwrap();
    let violations = parcel.validate().err().map(Violations::into_vec);
    let told = violations.into_iter().flatten();
    told.map(|it| format!("{} {}", it.place, it.rule)).collect()
}

#[test]
fn what_is_looked_at_is_told_where_it_is_wrong() {
    for (key, value, told) in [
        (
            "fragile",
            json!({ "glass": true, "height": 1 }),
            "body at `/fragile/note` required",
        ),
        (
            "fragile",
            json!({ "glass": true, "note": "ab" }),
            "body at `/fragile/note` minLength",
        ),
        (
            "fragile",
            json!({ "glass": false, "note": "abc" }),
            "body at `/fragile` not",
        ),
        (
            "fragile",
            json!({ "since": "2026-01-31T12:00:00Z" }),
            "body at `/fragile/height` required",
        ),
        (
            "sealed",
            json!({ "red": 1, "x-ray": "none", "rest": "none" }),
            "body at `/sealed/rest` maxLength",
        ),
        ("row", json!([1, "a", 2]), "body at `/row/2` false"),
        ("boxes", json!([{ "a": 1 }]), "body at `/boxes` contains"),
        (
            "limits",
            json!({ "height": [0.0, 0] }),
            "body at `/limits` not",
        ),
        (
            "limits",
            json!({ "height": [1] }),
            "body at `/limits/height` contains",
        ),
        (
            "content",
            json!({ "a": 1, "b": [] }),
            "body at `/content` not",
        ),
        ("content", json!("2026-01-01"), "body at `/content` not"),
        ("content", json!([1, 2]), "body at `/content` not"),
    ] {
        let shown = format!("{key} {value}");
        let found = broken(key, value);
        assert!(found.contains(&told.to_owned()), "{shown}: {found:?}");
    }
}

#[test]
fn a_long_list_takes_one_allocation_that_grows() {
    let mut whole = parcel();
    whole.insert("numbers".to_owned(), (0..10_000).collect());
    let parcel: Parcel = serde_json::from_value(Value::from(whole)).unwrap();
    let taken = taken(|| parcel.validate());
    assert_eq!(taken.count_current, 0);
    assert!(taken.count_total < 20, "{taken:?}");
}

#[test]
fn dates_and_uuids_are_read_strictly_without_an_allocation() {
    fn reading<T: DeserializeOwned>(document: &str) -> u64 {
        let read = || from_slice::<T>(document.as_bytes()).unwrap();
        measure(|| drop(Strictness::Strict.scope(read))).count_total
    }
    assert_eq!(reading::<NaiveDate>(r#""2026-01-31""#), 0);
    assert_eq!(
        reading::<DateTime<Utc>>(r#""2026-01-31T12:00:00.5+01:00""#),
        0
    );
    assert_eq!(
        reading::<Uuid>(r#""67e55044-10b1-426f-9247-bb680e5fe0c8""#),
        0
    );
}
