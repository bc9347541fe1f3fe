//! The types of a schema, and its exclusive bounds: written differently in OpenAPI 3.0 and from 3.1 on.

use serde_json::{Map, Value};

use super::scalars::flag_meant;
use super::{Check, Fate};
use crate::lookup;
use crate::normalize::at::At;
use crate::normalize::version::Version;
use crate::report::Code;

/// The types that a schema names, those it can't have left out.
pub(in crate::normalize) fn types(map: &Map<String, Value>) -> Vec<&str> {
    match lookup::get(map, "type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

impl Check<'_> {
    /// Checks one of those words, or a sequence of them. A sequence stays one, each word once in it.
    pub(super) fn words(
        &mut self,
        words: &'static [&'static str],
        value: &mut Value,
        at: &At<'_>,
    ) -> Fate {
        let Some(list) = value.as_array_mut() else {
            let fate = self.word(words, value, at);
            if fate == Fate::Keep && value == "null" && self.version < Version::V3_1 {
                let help = "it is read as there: write `nullable: true` with `enum: [null]`";
                self.written_as_in(Version::V3_1, at, help.to_owned());
            }
            return fate;
        };
        let mut index = 0;
        let mut seen: Vec<Value> = Vec::new();
        list.retain_mut(|word| {
            let at = at.index(index);
            index += 1;
            if word.is_null() {
                self.mended("one of the types", word, Value::from("null"), &at);
            }
            if self.word(words, word, &at) == Fate::Drop || seen.contains(word) {
                return false;
            }
            seen.push(word.clone());
            true
        });
        if index == 0 {
            self.warning(
                Code::WRONG_KIND,
                at.value(),
                "`type` is empty".to_owned(),
                "it is ignored: remove it, or add the types".to_owned(),
            );
            return Fate::Drop;
        }
        if self.version < Version::V3_1 {
            let help = "it is read as there: state `openapi: 3.1.0` at the top, or write one type";
            self.written_as_in(Version::V3_1, at, help.to_owned());
        }
        if list.is_empty() {
            return Fate::Drop;
        }
        Fate::Keep
    }

    /// Checks an exclusive bound: from OpenAPI 3.1 on the bound itself, before that whether the bound beside it is
    /// exclusive.
    pub(super) fn bound(&mut self, value: &mut Value, at: &At<'_>) -> Fate {
        let flag = value.is_boolean()
            || value
                .as_str()
                .is_some_and(|text| flag_meant(text).is_some());
        let (fate, written_in) = if flag {
            (self.flag(value, at), Version::V3_0)
        } else {
            (self.number(value, at), Version::V3_1)
        };
        if fate == Fate::Keep && (self.version == Version::V3_0) != (written_in == Version::V3_0) {
            let help = if flag {
                "it is read as there: write the bound itself here"
            } else {
                "it is read as there: write the bound without `exclusive`, and `true` here"
            };
            self.written_as_in(written_in, at, help.to_owned());
        }
        fate
    }
}
