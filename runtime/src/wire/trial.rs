//! Choosing a union's type by trying each.

use std::cell::Cell;

use serde::Serialize;
use serde::de::{DeserializeOwned, Error};
use serde_json::Value;

use super::buffered::BufferedError;
use super::candidates::{Candidates, called};
use super::collect;
use super::locate;
use super::meaning::Meaning;
use super::strictness::Strictness;
use super::textual::is_textual;
use super::variant::Variant;
use super::work::Work;
use crate::file;
use crate::validate::{Validate, keeps_to_rules};

/// A value that is being tried as one type after the other. It fits a type if it can be read as that, and keeps to its
/// rules.
pub struct Trial<E, U> {
    variant: Variant<E>,
    /// Whether one of them must fit, rather than any.
    exactly_one: bool,
    /// What the value is in JSON, where it is a text: what it is to the first type that fits.
    meaning: Option<Meaning<Value>>,
    /// The keyword that lists the types.
    rule: &'static str,
    candidates: Candidates<U>,
    fitting: Vec<&'static str>,
    /// Whether one of the types at least is of the JSON type that the value has.
    has_type: bool,
}

impl<E: Error, U> Trial<E, U> {
    pub(super) fn exactly_one(mut variant: Variant<E>) -> Self {
        let exactly_one = Strictness::current() == Strictness::Strict;
        let is_text = is_textual() && !variant.is_document();
        if exactly_one && !is_text {
            variant.write_as_integers();
        }
        Self {
            meaning: (exactly_one && is_text).then(Meaning::new),
            ..Self::new(variant, exactly_one, "oneOf")
        }
    }

    pub(super) fn first_fit(variant: Variant<E>) -> Self {
        Self::new(variant, false, "anyOf")
    }

    /// A client takes the first that fits even where only one may: types that ignore unknown keys often fit
    /// both, and a reply is better read as either than not at all.
    fn new(variant: Variant<E>, exactly_one: bool, rule: &'static str) -> Self {
        Self {
            variant,
            exactly_one,
            meaning: None,
            rule,
            candidates: Candidates::new(),
            fitting: Vec::new(),
            has_type: false,
        }
    }

    /// Tries the value as `T`, which has no rules.
    #[must_use]
    pub fn attempt<T: Serialize + DeserializeOwned>(
        self,
        name: &'static str,
        make: impl FnOnce(T) -> U,
    ) -> Self {
        self.attempt_as(name, make, |_| true)
    }

    /// Tries the value as `T`, whose rules are among those of the union.
    #[must_use]
    pub fn attempt_checked<T: Serialize + DeserializeOwned>(
        self,
        name: &'static str,
        make: impl FnOnce(T) -> U,
    ) -> Self
    where
        U: Validate,
    {
        self.attempt_as(name, make, keeps_to_rules)
    }

    fn attempt_as<T: Serialize + DeserializeOwned>(
        mut self,
        name: &'static str,
        make: impl FnOnce(T) -> U,
        keeps_to_rules: impl FnOnce(&U) -> bool,
    ) -> Self {
        if self.candidates.has_chosen() && !self.exactly_one {
            return self;
        }
        let (variant, meaning) = (&self.variant, &mut self.meaning);
        let (is_asked, read_as) = (meaning.is_some(), Cell::new(None));
        let has_type = Cell::new(self.has_type);
        let read = |strictness| {
            let read = read::<T, E>(variant, strictness).map_err(|refusal| {
                has_type.set(has_type.get() || !refusal.is_of_type);
                refusal.reason
            })?;
            read_as.set(is_asked.then(|| written(&read)).flatten());
            Ok(read)
        };
        let fits = self.candidates.consider(name, read, make, |value| {
            keeps_to_rules(value)
                && meaning
                    .as_mut()
                    .is_none_or(|meaning| meaning.is_that_of(read_as.take(), is_alike))
        });
        self.has_type = has_type.get();
        if fits {
            self.fitting.push(name);
        }
        self
    }

    /// The choice.
    ///
    /// # Errors
    /// None fits: the error says why each did not; the rule is `type` where none is of the value's type. Several fit where
    /// exactly one must: the error names them, unless all that is wrong is being collected, and it is among that.
    pub fn end(self) -> Result<U, E> {
        match (self.candidates.end(), self.fitting.as_slice()) {
            (Ok(chosen), [] | [_]) => Ok(chosen),
            (Err(reasons), _) => {
                locate::set_rule(if self.has_type { self.rule } else { "type" });
                Err(self.variant.refuse(&reasons))
            }
            (Ok(chosen), several) => {
                let message = several_fit(several);
                if collect::is_on() {
                    collect::note_overlap("oneOf", message);
                    return Ok(chosen);
                }
                locate::set_several_fit();
                Err(self.variant.refuse(&message))
            }
        }
    }
}

/// Says that several types fit of which only one may.
pub(crate) fn several_fit(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| called(name)).collect();
    let names = names.join(" and ");
    format!("exactly one alternative must fit, but {names} do")
}

/// What a value is in JSON. A file is a text, whatever it holds.
fn written<T: Serialize>(value: &T) -> Option<Value> {
    let (written, _) = file::collecting(|| serde_json::to_value(value));
    written.ok()
}

/// Whether two values that were read of one text can be the same value in JSON. Keys that one type takes, another may pass
/// over; and a date may be written in several ways.
fn is_alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Array(items), Value::Array(others)) => {
            items.len() == others.len()
                && items
                    .iter()
                    .zip(others)
                    .all(|(one, other)| is_alike(one, other))
        }
        (Value::Object(members), Value::Object(others)) => members
            .iter()
            .all(|(key, one)| others.get(key).is_none_or(|other| is_alike(one, other))),
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

/// Why a value isn't one of a type.
struct Refusal {
    /// Whether it is of another type of JSON, rather than wrong otherwise or inside.
    is_of_type: bool,
    reason: String,
}

/// Reads the value as `T`, or says why it isn't one.
fn read<T: DeserializeOwned, E: Error>(
    variant: &Variant<E>,
    strictness: Strictness,
) -> Result<T, Refusal> {
    let Some(_attempt) = Work::attempt() else {
        return Err(Refusal {
            is_of_type: false,
            reason: "too many alternatives inside of alternatives".to_owned(),
        });
    };
    let read = collect::suspended(|| strictness.scope(|| variant.decode()));
    read.map_err(|error| Refusal {
        is_of_type: locate::take_rule() == "type" && error.pointer.is_empty(),
        reason: shortened(&error),
    })
}

/// How many characters of a reason are told. The reasons of unions inside of unions hold one another.
const REASON_LENGTH: usize = 300;

fn shortened(error: &BufferedError) -> String {
    let mut reason = error.to_string();
    if let Some((end, _)) = reason.char_indices().nth(REASON_LENGTH) {
        reason.truncate(end);
        reason.push('…');
    }
    reason
}
