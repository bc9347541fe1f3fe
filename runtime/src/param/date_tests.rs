//! Dates of other libraries than chrono: their forms in JSON and as parameters.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Parameter, Value};

/// A value is written as `text`, and read from it, in JSON and as a parameter; of the other texts none is read.
fn holds<T>(text: &str, refused: &[&str])
where
    T: Parameter + Serialize + DeserializeOwned + PartialEq + Debug,
{
    let value = T::from_value(Value::Text(text.to_owned())).unwrap();
    assert_eq!(value.to_value(), Value::Text(text.to_owned()));
    let json = serde_json::Value::from(text);
    assert_eq!(serde_json::to_value(&value).unwrap(), json);
    assert_eq!(serde_json::from_value::<T>(json).unwrap(), value);
    for text in refused {
        let error = T::from_value(Value::Text((*text).to_owned())).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with(&format!("`{text}` is not a date")),
            "{error}"
        );
        assert!(
            serde_json::from_value::<T>((*text).into()).is_err(),
            "{text}"
        );
    }
}

#[cfg(feature = "jiff")]
#[test]
fn dates_of_jiff() {
    let refused = ["2026-01-31T12:00:00", "2026-01-31", "now", ""];
    holds::<jiff::Timestamp>("2026-01-31T12:00:00.25Z", &refused);
    let offset = jiff::Timestamp::from_value(Value::Text("2026-01-31T12:00:00+02:00".to_owned()));
    assert_eq!(offset.unwrap().to_string(), "2026-01-31T10:00:00Z");
    holds::<jiff::civil::Date>("2026-01-31", &["2026-02-30", "yesterday", ""]);
}

#[cfg(feature = "time")]
#[test]
fn dates_of_time() {
    let refused = ["2026-01-31T12:00:00", "2026-01-31", "now", ""];
    holds::<crate::Rfc3339>("2026-01-31T12:00:00.25Z", &refused);
    holds::<crate::Rfc3339>("2026-01-31T12:00:00+02:00", &[]);
    holds::<time::Date>("2026-01-31", &["2026-02-30", "yesterday", ""]);
}
