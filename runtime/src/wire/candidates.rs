//! What trying a union's types one after the other has found so far.

use std::borrow::Cow;

use super::strictness::Strictness;
use super::work::Work;

/// How an alternative is called in a sentence: a name is quoted, words such as "a string" are not.
pub(super) fn called(name: &str) -> Cow<'_, str> {
    match name.contains(' ') {
        true => Cow::Borrowed(name),
        false => Cow::Owned(format!("`{name}`")),
    }
}

/// The value as one of the types, as far as they have been tried.
///
/// Even a client tries strictly first: an enum that keeps unknown strings would take those that a later type knows.
/// What keeps to the rules of none is taken for the first that it can be read as: the check of the whole tells what is
/// wrong with it, each fault with its place.
#[derive(Debug)]
pub(crate) struct Candidates<U> {
    /// The first that fits.
    chosen: Option<U>,
    /// The first that breaks nothing but rules.
    broken: Option<U>,
    /// The first that fits when it is read leniently.
    fallback: Option<U>,
    reasons: Vec<String>,
}

impl<U> Candidates<U> {
    pub(crate) fn new() -> Self {
        Self {
            chosen: None,
            broken: None,
            fallback: None,
            reasons: Vec::new(),
        }
    }

    /// Whether a type fits, its rules included.
    pub(crate) fn has_chosen(&self) -> bool {
        self.chosen.is_some()
    }

    /// Tries one more type: `read` gives the value as that, or why it isn't one. Gives whether it fits.
    pub(crate) fn consider<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(Strictness) -> Result<T, String>,
        make: impl FnOnce(T) -> U,
        keeps_to_rules: impl FnOnce(&U) -> bool,
    ) -> bool {
        let _work = Work::begin();
        match (read(Strictness::Strict), Strictness::current()) {
            (Ok(value), _) => {
                let value = make(value);
                if keeps_to_rules(&value) {
                    self.chosen.get_or_insert(value);
                    return true;
                }
                self.broken.get_or_insert(value);
            }
            (Err(reason), Strictness::Strict) => self.note(name, &reason),
            (Err(_), Strictness::Lenient) if self.fallback.is_some() => {}
            (Err(_), Strictness::Lenient) => match read(Strictness::Lenient) {
                Ok(value) => self.fallback = Some(make(value)),
                Err(reason) => self.note(name, &reason),
            },
        }
        false
    }

    fn note(&mut self, name: &'static str, reason: &str) {
        self.reasons.push(format!("not {}: {reason}", called(name)));
    }

    /// The choice.
    ///
    /// # Errors
    /// The value is none of the types: why, for each.
    pub(crate) fn end(self) -> Result<U, String> {
        let reasons = self.reasons;
        let choice = self.chosen.or(self.broken).or(self.fallback);
        choice.ok_or_else(|| format!("no alternative fits: {}", reasons.join("; ")))
    }
}
