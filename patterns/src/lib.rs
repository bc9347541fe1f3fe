//! Regular expressions as JSON Schema's `pattern` has them (ECMA-262, section 22.2, with the flag `u`), in the words of
//! Rust's crate `regex`, which takes time in proportion to the text whatever the expression.
//!
//! What that crate can't say is refused, with the reason; looking ahead at the beginning of a text and looking behind
//! at its end it can say by further expressions.

mod classes;
mod cost;
mod dialects;
mod escapes;
mod parser;
mod terms;
#[cfg(test)]
mod tests;

use std::fmt;

/// The longest expression that is read, in bytes.
const LONGEST: usize = 16 * 1024;

/// An expression in Rust's words. A text matches where `regex` and all of `also` are found in it and none of `never`
/// is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Translated {
    /// What must be found.
    pub regex: String,
    /// What must be found too.
    pub also: Vec<String>,
    /// What must not be found.
    pub never: Vec<String>,
    /// What is meant, in ECMA-262's words, by what is written as another dialect has it.
    pub meant: Option<String>,
}

/// Why an expression can't be translated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no regular expression.
    Syntax(&'static str),
    /// It is one, but says what takes more than time in proportion to the text.
    Beyond(&'static str),
    /// It is too long, or repeats too much.
    TooLarge,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(reason) | Self::Beyond(reason) => f.write_str(reason),
            Self::TooLarge => f.write_str("it is too large"),
        }
    }
}

impl std::error::Error for Refusal {}

/// Translates an expression. Takes time in proportion to its length.
///
/// What ECMA-262 tolerates without the flag `u` (its annex B: `\-`, a lone `]` …) is read as meant there, and so is what
/// is clear in other dialects: `/^a$/i`, `(?i)a`, `(?P<name>a)`, `\A`, `\z`, `[[:alpha:]]`.
///
/// # Errors
/// Where it is no regular expression, or one that can't be said.
pub fn translate(pattern: &str) -> Result<Translated, Refusal> {
    let translated = match dialects::plain(pattern) {
        None => parser::parse(pattern, parser::Rigour::Tolerant, false)?,
        Some(plain) => Translated {
            meant: Some(plain.to_string()),
            ..parser::parse(&plain.pattern, parser::Rigour::Tolerant, plain.any_case)?
        },
    };
    let all = [&translated.regex].into_iter();
    for regex in all.chain(&translated.also).chain(&translated.never) {
        cost::check(regex)?;
    }
    Ok(translated)
}

/// Whether a text is a regular expression by the letter of ECMA-262, with the flag `u`.
#[must_use]
pub fn is_valid(pattern: &str) -> bool {
    match parser::parse(pattern, parser::Rigour::Strict, false) {
        Ok(_) | Err(Refusal::Beyond(_) | Refusal::TooLarge) => true,
        Err(Refusal::Syntax(_)) => false,
    }
}
