//! Strings, booleans, numbers and words: checked, and mended where the meaning is clear.

use serde_json::{Number, Value};

use super::hints::schema_meant;
use super::{Check, Fate};
use crate::normalize::at::At;
use crate::normalize::words::{alternatives, closest, describe, quote};
use crate::report::Code;

impl Check<'_> {
    pub(super) fn text(&mut self, value: &mut Value, at: &At<'_>) -> Fate {
        match value {
            Value::String(_) => Fate::Keep,
            Value::Number(_) | Value::Bool(_) => {
                let text = Value::String(value.to_string());
                self.keep_mended("a string", value, text, at)
            }
            _ => self.wrong_kind("a string", value, at),
        }
    }

    pub(super) fn flag(&mut self, value: &mut Value, at: &At<'_>) -> Fate {
        let expected = "a boolean";
        if value.is_boolean() {
            return Fate::Keep;
        }
        match value.as_str().and_then(flag_meant) {
            Some(flag) => self.keep_mended(expected, value, Value::Bool(flag), at),
            None => self.wrong_kind(expected, value, at),
        }
    }

    pub(super) fn number(&mut self, value: &mut Value, at: &At<'_>) -> Fate {
        let expected = "a number";
        let number = match value {
            // A number beyond every f64, if numbers are kept as text, is of no use.
            Value::Number(number) if number.as_f64().is_some() => return Fate::Keep,
            Value::String(text) => text.trim().parse::<Number>().ok(),
            _ => None,
        };
        match number {
            Some(number) => self.keep_mended(expected, value, Value::Number(number), at),
            None => self.wrong_kind(expected, value, at),
        }
    }

    pub(super) fn count(&mut self, value: &mut Value, at: &At<'_>) -> Fate {
        let expected = "an integer, 0 or more,";
        let count = match value {
            Value::Number(number) if number.is_u64() => return Fate::Keep,
            Value::Number(number) => number.as_f64().and_then(whole),
            Value::String(text) => text.trim().parse::<u64>().ok(),
            _ => None,
        };
        match count {
            Some(count) => self.keep_mended(expected, value, Value::from(count), at),
            None => self.wrong_kind(expected, value, at),
        }
    }

    pub(super) fn integer(&mut self, value: &mut Value, at: &At<'_>) -> Fate {
        let expected = "an integer";
        let integer = match value {
            Value::Number(number) if number.as_f64().is_some_and(|n| n.fract() == 0.0) => {
                return Fate::Keep;
            }
            Value::String(text) => text.trim().parse::<i64>().ok(),
            _ => None,
        };
        match integer {
            Some(integer) => self.keep_mended(expected, value, Value::from(integer), at),
            None => self.wrong_kind(expected, value, at),
        }
    }

    pub(super) fn word(
        &mut self,
        words: &'static [&'static str],
        value: &mut Value,
        at: &At<'_>,
    ) -> Fate {
        let Some(text) = value.as_str() else {
            return self.wrong_kind(&alternatives(words), value, at);
        };
        if words.contains(&text) {
            return Fate::Keep;
        }
        let same = words.iter().find(|word| word.eq_ignore_ascii_case(text));
        if let Some(word) = same {
            self.warning(
                Code::UNKNOWN_VALUE,
                at.value(),
                format!("{} is {}", at.label(), quote(text)),
                format!("it is read as `{word}`: write it in that case"),
            );
            *value = Value::from(*word);
            return Fate::Keep;
        }
        let help = match closest(text, words.iter().copied()) {
            Some(word) => format!("did you mean `{word}`?"),
            None => "write one of these".to_owned(),
        };
        self.error(
            Code::UNKNOWN_VALUE,
            at.value(),
            format!(
                "{} is {}; it can be {}",
                at.label(),
                quote(text),
                alternatives(words)
            ),
            help,
        );
        Fate::Drop
    }

    /// Reports a value of a kind that can't be used, and gives it up.
    pub(super) fn wrong_kind(&mut self, expected: &str, value: &Value, at: &At<'_>) -> Fate {
        let schema_meant = expected
            .starts_with("a schema")
            .then(|| schema_meant(value))
            .flatten();
        let help = if value.get("$ref").is_some() {
            "no reference can stand here: write what it refers to".to_owned()
        } else if self.aside {
            "it is ignored: mend it or remove it".to_owned()
        } else {
            schema_meant.unwrap_or_else(|| "mend it or remove it".to_owned())
        };
        let message = wrong_kind_message(expected, value, at);
        self.error(Code::WRONG_KIND, at.value(), message, help);
        Fate::Drop
    }

    fn keep_mended(
        &mut self,
        expected: &str,
        value: &mut Value,
        meant: Value,
        at: &At<'_>,
    ) -> Fate {
        self.mended(expected, value, meant, at);
        Fate::Keep
    }

    /// Reports a value of another kind whose meaning is clear, and puts what it means in its place.
    pub(super) fn mended(&mut self, expected: &str, value: &mut Value, meant: Value, at: &At<'_>) {
        self.warning(
            Code::WRONG_KIND,
            at.value(),
            wrong_kind_message(expected, value, at),
            format!("it is read as `{meant}`: write that"),
        );
        *value = meant;
    }
}

/// The boolean that a text means: in quotes, or one of the words that were booleans in YAML 1.1.
pub(super) fn flag_meant(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

fn wrong_kind_message(expected: &str, value: &Value, at: &At<'_>) -> String {
    let found = describe(value);
    format!(
        "{} is {found}; OpenAPI asks for {expected} here",
        at.label()
    )
}

/// The number as an integer, if it is one that f64 holds exactly.
fn whole(number: f64) -> Option<u64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let exact = number.fract() == 0.0 && (0.0..=EXACT).contains(&number);
    // In range and without a fraction, so the conversion loses nothing.
    exact.then_some(number as u64)
}
