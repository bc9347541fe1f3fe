//! Numbers without a fraction, written as integers are.
//!
//! serde knows integers by how they are written; JSON Schema by what they are. A document that was refused is written
//! anew and read once more, so that one that is taken at once pays nothing for it.

use serde_json::Value;

/// The document with all numbers without a fraction written as integers; `None` where there are none to write so.
#[cold]
pub(super) fn document(document: &[u8]) -> Option<String> {
    let mut value = serde_json::from_slice(document).ok()?;
    write_as_integers(&mut value).then(|| value.to_string())
}

/// Makes integers of the numbers without a fraction that 64 bits hold. Whether there were any that weren't.
pub(super) fn write_as_integers(value: &mut Value) -> bool {
    match value {
        Value::Number(number) if number.is_f64() => {
            let integer = number.as_f64().and_then(integer);
            let is_one = integer.is_some();
            if let Some(integer) = integer {
                *value = integer;
            }
            is_one
        }
        // All of them are visited: `any` would stop at the first.
        Value::Array(items) => {
            let written = items
                .iter_mut()
                .filter_map(|item| write_as_integers(item).then_some(()));
            written.count() > 0
        }
        Value::Object(members) => {
            let written = members
                .values_mut()
                .filter_map(|it| write_as_integers(it).then_some(()));
            written.count() > 0
        }
        _ => false,
    }
}

/// The integer that a number is, where 64 bits hold it for sure: an integer just beyond them is read as the bound itself.
fn integer(number: f64) -> Option<Value> {
    const BEYOND: f64 = 18_446_744_073_709_551_616.0;
    let is_held = number.fract() == 0.0 && -BEYOND / 2.0 < number && number < BEYOND;
    let text = is_held.then(|| format!("{number:.0}"))?;
    match text.parse::<i64>() {
        Ok(integer) => Some(Value::from(integer)),
        Err(_) => text.parse::<u64>().ok().map(Value::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str) -> Option<String> {
        document(text.as_bytes())
    }

    #[test]
    fn numbers_without_a_fraction_are_written_as_integers() {
        let text = r#"{"a":[1.0,2.5,{"b":-3e2}],"c":"1.0","d":18446744073709551615,"e":1e300}"#;
        let whole = r#"{"a":[1,2.5,{"b":-300}],"c":"1.0","d":18446744073709551615,"e":1e+300}"#;
        assert_eq!(rewritten(text).as_deref(), Some(whole));
        assert_eq!(rewritten("1.5"), None);
        assert_eq!(rewritten("[1,2]"), None);
        assert_eq!(rewritten("[1.0"), None);
        assert_eq!(
            rewritten("[-9223372036854775809,18446744073709551616]"),
            None
        );
        assert_eq!(rewritten("-0.0").as_deref(), Some("0"));
    }
}
