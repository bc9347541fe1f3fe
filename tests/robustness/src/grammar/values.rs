//! Values.

use serde_json::{Value, json};

use super::names::name;
use crate::Choices;

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

/// A value that a schema of this type may well have, as a default, say.
pub(super) fn value_of(choices: &mut Choices, schema: &Value) -> Value {
    if let Some(listed) = schema["enum"]
        .as_array()
        .filter(|listed| !listed.is_empty())
    {
        let at = choices.below(listed.len());
        return listed.get(at).cloned().unwrap_or_default();
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("string"), Some("date")) => json!("2020-01-31"),
        (Some("string"), Some("date-time")) => json!("2020-01-31T12:00:00Z"),
        (Some("string"), Some("uuid")) => json!("6f1c2a34-0000-4000-8000-000000000001"),
        (Some("string"), Some("byte")) => json!("YQ=="),
        (Some("string"), Some("time")) => json!("12:00:00Z"),
        (Some("string"), _) => json!(name(choices)),
        (Some("integer"), _) => bound(choices),
        (Some("number"), _) => json!([0.5, 1.0, 3.0, -0.0, 1e21][choices.below(5)]),
        (Some("boolean"), _) => json!(choices.once_in(2)),
        (Some("array"), _) => json!([value_of(choices, &schema["items"])]),
        (Some("object"), _) => {
            let properties = schema["properties"].as_object();
            let members = properties.into_iter().flatten();
            members
                .map(|(key, schema)| (key.clone(), value_of(choices, schema)))
                .collect()
        }
        _ => value(choices),
    }
}

/// A number for a bound.
pub(super) fn bound(choices: &mut Choices) -> Value {
    match choices.below(9) {
        0 => json!(0),
        1 => json!(1),
        2 => json!(10),
        3 => json!(-5),
        4 => json!(0.5),
        5 => json!(u64::MAX),
        6 => json!(1e40),
        7 => json!(3.0),
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
        "See https://example.com/a_b_c, [`Option`], [self], [types::A] and [x][y].",
        "1. One\n2. Two\n   continued\nlazily\n\n* * *\n> quoted\nlazily",
        "<details><summary>S</summary>\n\n* a\n\n</details> Vec<u8> & <T>",
        "A very long line that goes on and on, without an end in sight, so that whoever lays out text has to break it somewhere, or not.",
        "![img](https://a.b/c.png \"t\") **b** _i_ ~~s~~ `` ` `` \\* &amp; :smile:",
    ])
}
