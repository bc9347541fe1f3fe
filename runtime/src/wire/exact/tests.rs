//! That servers read dates and UUIDs as their standards write them, wherever they stand, and clients bear with more.

use std::collections::BTreeMap;
use std::fmt::Debug;

use chrono::{DateTime, NaiveDate, Utc};
use serde::de::DeserializeOwned;
use serde_json::json;
use uuid::Uuid;

use super::super::buffered::Buffered;
use super::super::{DecodeFailure, Strictness, from_slice};

/// The messages that strict reading of a document has.
fn strictly<T: DeserializeOwned>(document: &str) -> Option<DecodeFailure> {
    let read = || from_slice::<T>(document.as_bytes());
    Strictness::Strict.scope(read).err()
}

/// Servers read none of these texts, in whatever they stand; clients read those that the type does.
fn holds<T: DeserializeOwned + Debug>(right: &[&str], lenient: &[&str], wrong: &[&str]) {
    for text in right {
        let document = json!([{ "a": [text, null] }]).to_string();
        assert_eq!(
            strictly::<Vec<BTreeMap<String, Vec<Option<T>>>>>(&document),
            None,
            "{text}"
        );
    }
    for text in lenient.iter().chain(wrong) {
        let document = json!([{ "a": [null, text] }]).to_string();
        let failure = strictly::<Vec<BTreeMap<String, Vec<Option<T>>>>>(&document).unwrap();
        assert_eq!(failure.pointer, "/0/a/1", "{text}");
        assert!(
            failure.message.starts_with("expected a "),
            "{}",
            failure.message
        );
        assert!(
            failure.message.ends_with(&format!(", found {text:?}")),
            "{}",
            failure.message
        );
        let client = from_slice::<T>(json!(text).to_string().as_bytes());
        assert_eq!(client.is_ok(), lenient.contains(text), "{text}: {client:?}");
    }
}

#[test]
fn dates_of_chrono() {
    holds::<DateTime<Utc>>(
        &["2026-01-31T12:00:00.25+02:00", "2026-01-31t12:00:00z"],
        &["2026-01-31 12:00:00Z"],
        &["2026-01-31", "now", ""],
    );
    holds::<NaiveDate>(
        &["2024-02-29"],
        &["2026-2-3", "+2026-02-03"],
        &["2026-02-30", ""],
    );
}

#[test]
fn uuids() {
    let hyphenated = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    let bare = hyphenated.replace('-', "");
    let (braced, urn) = (
        format!("{{{hyphenated}}}"),
        format!("urn:uuid:{hyphenated}"),
    );
    let upper = hyphenated.to_uppercase();
    holds::<Uuid>(
        &[hyphenated, &upper],
        &[&bare, &braced, &urn],
        &["67e55044", ""],
    );
}

#[cfg(feature = "jiff")]
#[test]
fn dates_of_jiff() {
    holds::<jiff::Timestamp>(
        &["2026-01-31T12:00:00.25Z"],
        &[
            "2026-01-31 12:00Z",
            "2026-01-31T12:00:00+01:00[Europe/Paris]",
        ],
        &["2026-01-31", "now"],
    );
    holds::<jiff::civil::Date>(&["2026-01-31"], &["20260131"], &["2026-02-30"]);
}

#[cfg(feature = "time")]
#[test]
fn dates_of_time() {
    holds::<crate::Rfc3339>(&["2026-01-31T12:00:00.25Z"], &[], &["2026-01-31", "now"]);
    holds::<time::Date>(&["2026-01-31"], &["+2026-01-31"], &["2026-02-30"]);
}

/// What is said of a value, whether it is read from its text or from memory.
fn said<T: DeserializeOwned + Debug>(value: &serde_json::Value) -> String {
    let message = strictly::<T>(&value.to_string()).unwrap().message;
    let from_memory = super::read::<T, _>(Buffered(value)).unwrap_err();
    assert_eq!(message, from_memory.message);
    message
}

#[test]
fn dates_of_other_json_types_are_told_as_dates() {
    for (value, found) in [
        (json!(5), "5"),
        (json!(-5), "-5"),
        (json!(1.5), "1.5"),
        (json!(true), "true"),
        (json!(null), "null"),
        (json!([]), "an array"),
        (json!({}), "an object"),
    ] {
        let day = format!("expected a date such as `2026-01-31`, found {found}");
        assert_eq!(said::<NaiveDate>(&value), day);
        let id = "expected a UUID such as `67e55044-10b1-426f-9247-bb680e5fe0c8`, found ";
        assert_eq!(said::<Uuid>(&value), format!("{id}{found}"));
    }
}

/// A struct with a field and further keys.
#[derive(Debug, PartialEq)]
struct Visit {
    day: Option<NaiveDate>,
    rest: BTreeMap<String, Uuid>,
}

crate::impl_object! {
    VisitSlots for Visit {
        optional("day") day: NaiveDate,
    }
    keep rest: BTreeMap<String, Uuid>;
}

#[test]
fn fields_and_further_keys_are_read_so_too() {
    let place = |document| strictly::<Vec<Visit>>(document).map(|failure| failure.pointer);
    assert_eq!(place(r#"[{"day":"2026-01-31"}]"#), None);
    assert_eq!(place(r#"[{"day":"2026-1-31"}]"#).as_deref(), Some("/0/day"));
    let bare = r#"[{"id":"67e5504410b1426f9247bb680e5fe0c8"}]"#;
    assert_eq!(place(bare).as_deref(), Some("/0/id"));
}
