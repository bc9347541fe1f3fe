//! Names and values.

use serde_json::{Value, json};

use crate::Choices;

/// Names that stand in somebody's way.
pub(super) const NAMES: [&str; 40] = [
    "a", "b", "id", "type", "Self", "self", "gen", "async", "_", "__", "", " ", "+1", "-1", "$ref",
    "@type", "1st", "a-b", "a_b", "aB", "AB", "Ab", "Option", "String", "Vec", "Result", "Box",
    "Client", "Error", "new", "send", "request", "client", "body", "😀", "名前", "é", "r#fn",
    "a.b/c~d", "\"\\\n*/",
];

/// A name; now and then a long one.
pub(super) fn name(choices: &mut Choices) -> String {
    let name = choices.one(&NAMES);
    if choices.once_in(80) {
        name.repeat(100)
    } else {
        name.to_owned()
    }
}

/// Any value.
pub(super) fn value(choices: &mut Choices) -> Value {
    match choices.below(14) {
        0 => json!("a"),
        1 => json!(1),
        2 => json!(true),
        3 => json!(null),
        4 => json!(-1.5),
        5 => json!([1, "a"]),
        6 => json!({ "a": 1, "b": [] }),
        7 => json!(u64::MAX),
        8 => json!(i64::MIN),
        9 => json!(1e300),
        10 => json!([]),
        11 => json!({}),
        12 => json!("2020-01-01T00:00:00Z"),
        _ => json!(name(choices)),
    }
}

/// A number for a bound.
pub(super) fn bound(choices: &mut Choices) -> Value {
    match choices.below(8) {
        0 => json!(0),
        1 => json!(1),
        2 => json!(10),
        3 => json!(-5),
        4 => json!(0.5),
        5 => json!(u64::MAX),
        6 => json!(1e40),
        _ => json!(255),
    }
}

/// A text for documentation.
pub(super) fn text(choices: &mut Choices) -> &'static str {
    choices.one(&[
        "Text.",
        "",
        "*/ \"# ]] {{}} `",
        "# Head\n\n- [a](b)\n- `c\n\n```rust\npanic!()\n```\n<b>x</b> <!--",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "    indented\n\ttab\r\nx",
        "\u{202e}reversed\u{0}",
    ])
}
