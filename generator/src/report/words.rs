//! Wording that reports share.

use serde_json::Value;

/// Names a value for a message: its kind, and the value itself where it is short.
pub(crate) fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => format!("the boolean {flag}"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("the string {}", quote(text)),
        Value::Array(_) => "a sequence".to_owned(),
        Value::Object(_) => "a mapping".to_owned(),
    }
}

/// The text in backticks, cut short if it is long.
pub(crate) fn quote(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}

/// `a`, `b` or `c`.
pub(crate) fn alternatives(words: &[&str]) -> String {
    match words {
        [] => "nothing".to_owned(),
        [only] => format!("`{only}`"),
        [first @ .., last] => {
            let first: Vec<_> = first.iter().map(|word| format!("`{word}`")).collect();
            format!("{} or `{last}`", first.join(", "))
        }
    }
}

/// The candidate that was most likely meant by `given`, if one is close enough.
pub(crate) fn closest<'a>(
    given: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = given.to_lowercase();
    let limit = (wanted.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(&wanted, candidate, limit)?, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How far `candidate` is from `wanted`, which is in lower case; `None` beyond `limit`. A word cut short, `int` for
/// `integer`, counts as two slips, so that a word of the same length with one slip is preferred.
fn distance(wanted: &str, candidate: &str, limit: usize) -> Option<usize> {
    let candidate = candidate.to_lowercase();
    if candidate.len().abs_diff(wanted.len()) <= limit {
        let distance = strsim::osa_distance(wanted, &candidate);
        if distance <= limit {
            return Some(distance);
        }
    }
    (wanted.len() >= 3 && candidate.starts_with(wanted)).then_some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_word_is_found_by_slips_case_and_beginning() {
        let types = ["array", "boolean", "integer", "number", "object", "string"];
        assert_eq!(closest("strng", types), Some("string"));
        assert_eq!(closest("int", types), Some("integer"));
        assert_eq!(closest("NUMBER", types), Some("number"));
        assert_eq!(closest("file", types), None);
    }

    #[test]
    fn long_text_is_cut_at_a_character() {
        assert_eq!(quote("abc"), "`abc`");
        assert_eq!(quote(&"ü".repeat(61)), format!("`{}…`", "ü".repeat(60)));
    }

    #[test]
    fn alternatives_are_joined_as_in_a_sentence() {
        assert_eq!(alternatives(&["a"]), "`a`");
        assert_eq!(alternatives(&["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
