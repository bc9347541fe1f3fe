//! Integers beyond 64 bits keep their value.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::integers::types::Counts;
use bindery_runtime::serde_json;

#[test]
fn every_digit_is_kept() {
    let text = r#"{"unsigned":18446744073709551615,"beyond":-18446744073709551616,"vast":300000000000000000000000000000000000000}"#;
    let counts: Counts = serde_json::from_str(text).unwrap();
    assert_eq!(counts.unsigned, Some(u64::MAX));
    assert_eq!(counts.beyond, Some(-(1_i128 << 64)));
    assert_eq!(serde_json::to_string(&counts).unwrap(), text);
}
