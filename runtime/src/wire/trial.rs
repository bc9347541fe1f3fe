//! Choosing a union's type by trying each.

use std::cell::Cell;

use serde::de::{DeserializeOwned, Error};

use super::buffered::BufferedError;
use super::collect;
use super::locate;
use super::strictness::Strictness;
use super::textual::is_textual;
use super::variant::Variant;
use crate::validate::{Validate, keeps_to_rules};

/// How many attempts one value may take, those for the unions inside of it included. Unions inside of unions
/// multiply: a short document could keep a server busy for years.
const MOST_ATTEMPTS: u32 = 1_000_000;

/// A value that is being tried as one type after the other. It fits a type if it can be read as that, and keeps to its
/// rules.
///
/// Even a client tries strictly first: an enum that keeps unknown strings would take those that a later type knows.
///
/// What can be read as a type, but keeps to the rules of none, is taken for the first such type: what is wrong with it is
/// told by the check of the whole, each fault with its place.
pub struct Trial<E, U> {
    variant: Variant<E>,
    /// Whether one of them must fit, rather than any.
    exactly_one: bool,
    /// The keyword that lists the types.
    rule: &'static str,
    chosen: Option<U>,
    /// The first that breaks nothing but rules.
    broken: Option<U>,
    /// The first that fits when it is read leniently.
    fallback: Option<U>,
    fitting: Vec<&'static str>,
    reasons: Vec<String>,
}

impl<E: Error, U> Trial<E, U> {
    pub(super) fn exactly_one(mut variant: Variant<E>) -> Self {
        // Text fits strings and numbers alike.
        let exactly_one = Strictness::current() == Strictness::Strict && !is_textual();
        if exactly_one {
            variant.write_as_integers();
        }
        Self::new(variant, exactly_one, "oneOf")
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
            rule,
            chosen: None,
            broken: None,
            fallback: None,
            fitting: Vec::new(),
            reasons: Vec::new(),
        }
    }

    /// Tries the value as `T`, which has no rules.
    #[must_use]
    pub fn attempt<T: DeserializeOwned>(
        self,
        name: &'static str,
        make: impl FnOnce(T) -> U,
    ) -> Self {
        self.attempt_as(name, make, |_| true)
    }

    /// Tries the value as `T`, whose rules are among those of the union.
    #[must_use]
    pub fn attempt_checked<T: DeserializeOwned>(
        self,
        name: &'static str,
        make: impl FnOnce(T) -> U,
    ) -> Self
    where
        U: Validate,
    {
        self.attempt_as(name, make, keeps_to_rules)
    }

    fn attempt_as<T: DeserializeOwned>(
        mut self,
        name: &'static str,
        make: impl FnOnce(T) -> U,
        keeps_to_rules: impl FnOnce(&U) -> bool,
    ) -> Self {
        if self.chosen.is_some() && !self.exactly_one {
            return self;
        }
        match (self.read(Strictness::Strict), Strictness::current()) {
            (Ok(value), _) => {
                let value = make(value);
                if keeps_to_rules(&value) {
                    self.fitting.push(name);
                    self.chosen = Some(value);
                } else {
                    self.broken.get_or_insert(value);
                }
            }
            (Err(reason), Strictness::Strict) => self.note(name, &reason),
            (Err(_), Strictness::Lenient) if self.fallback.is_some() => {}
            (Err(_), Strictness::Lenient) => match self.read(Strictness::Lenient) {
                Ok(value) => self.fallback = Some(make(value)),
                Err(reason) => self.note(name, &reason),
            },
        }
        self
    }

    /// Reads the value as `T`, or says why it isn't one.
    fn read<T: DeserializeOwned>(&self, strictness: Strictness) -> Result<T, String> {
        let Some(_attempt) = Attempt::begin() else {
            return Err("too many alternatives inside of alternatives".to_owned());
        };
        let read = collect::suspended(|| strictness.scope(|| self.variant.decode()));
        read.map_err(|error| {
            locate::take_rule();
            shortened(&error)
        })
    }

    fn note(&mut self, name: &'static str, reason: &str) {
        self.reasons.push(format!("not `{name}`: {reason}"));
    }

    /// The choice.
    ///
    /// # Errors
    /// None fits: the error says why each did not. Several fit where exactly one must: the error names them.
    pub fn end(self) -> Result<U, E> {
        match (
            self.chosen.or(self.broken).or(self.fallback),
            self.fitting.as_slice(),
        ) {
            (Some(chosen), [] | [_]) => Ok(chosen),
            (None, _) => {
                locate::set_rule(self.rule);
                let reasons = self.reasons.join("; ");
                Err(self
                    .variant
                    .refuse(&format!("no alternative fits: {reasons}")))
            }
            (Some(_), several) => {
                locate::set_rule("oneOf");
                let names: Vec<String> = several.iter().map(|name| format!("`{name}`")).collect();
                Err(self.variant.refuse(&format!(
                    "exactly one alternative must fit, but {} do",
                    names.join(" and ")
                )))
            }
        }
    }
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

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    static ATTEMPTS: Cell<u32> = const { Cell::new(0) };
}

/// An attempt that is under way; attempts inside of it count towards the same limit.
struct Attempt;

impl Attempt {
    fn begin() -> Option<Self> {
        if DEPTH.get() == 0 {
            ATTEMPTS.set(0);
        }
        if ATTEMPTS.get() >= MOST_ATTEMPTS {
            return None;
        }
        ATTEMPTS.set(ATTEMPTS.get() + 1);
        DEPTH.set(DEPTH.get() + 1);
        Some(Self)
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get().saturating_sub(1));
    }
}
