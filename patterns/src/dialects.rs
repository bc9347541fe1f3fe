//! What other dialects of regular expressions have, where it is clear what is meant by it.

use std::fmt;

/// An expression without what is another dialect's.
#[derive(Debug)]
pub(crate) struct Plain {
    pub(crate) pattern: String,
    /// Whether upper and lower case are told apart by nothing.
    pub(crate) any_case: bool,
}

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.any_case {
            true => write!(f, "(?i:{})", self.pattern),
            false => f.write_str(&self.pattern),
        }
    }
}

/// The classes of POSIX, which stand between brackets of their own, in ECMA-262's words.
const POSIX: &[(&str, &str)] = &[
    ("[:alpha:]", "A-Za-z"),
    ("[:digit:]", "0-9"),
    ("[:alnum:]", "0-9A-Za-z"),
    ("[:upper:]", "A-Z"),
    ("[:lower:]", "a-z"),
    ("[:space:]", r"\s"),
    ("[:word:]", r"\w"),
    ("[:xdigit:]", "0-9A-Fa-f"),
    ("[:punct:]", r"!-\/:-@\[-`{-~"),
];

/// What an expression means in ECMA-262's words; `None` where it has nothing of another dialect.
pub(crate) fn plain(pattern: &str) -> Option<Plain> {
    let (inner, slashed) = match between_slashes(pattern) {
        Some((inner, flags)) => (inner, Some(flags)),
        None => (pattern, None),
    };
    let (inner, leading) = match leading_flags(inner) {
        Some((flags, rest)) => (rest, Some(flags)),
        None => (inner, None),
    };
    let rewritten = rewritten(inner);
    if rewritten.is_none() && slashed.is_none() && leading.is_none() {
        return None;
    }
    let flags = [slashed, leading];
    Some(Plain {
        pattern: rewritten.unwrap_or_else(|| inner.to_owned()),
        any_case: flags.iter().flatten().any(|flags| flags.contains('i')),
    })
}

/// `/^…$/i`: the slashes and flags that literals have in programs. Anchors inside of slashes could never match.
fn between_slashes(pattern: &str) -> Option<(&str, &str)> {
    let (inner, flags) = pattern.strip_prefix('/')?.rsplit_once('/')?;
    let are_flags = flags.bytes().all(|flag| b"giuy".contains(&flag));
    (are_flags && (inner.starts_with('^') || inner.ends_with('$'))).then_some((inner, flags))
}

/// `(?i)…`: flags for all that follows. Those that change what `.`, `^` and `$` mean aren't read.
fn leading_flags(pattern: &str) -> Option<(&str, &str)> {
    let (flags, rest) = pattern.strip_prefix("(?")?.split_once(')')?;
    let are_flags = !flags.is_empty() && flags.bytes().all(|flag| b"iu".contains(&flag));
    are_flags.then_some((flags, rest))
}

/// The expression with ECMA-262's words for `\A`, `\z`, `\Z`, `(?P<name>…)` and POSIX's classes, if it has any of them.
fn rewritten(pattern: &str) -> Option<String> {
    let mut out = String::with_capacity(pattern.len());
    let mut is_foreign = false;
    let mut is_between_brackets = false;
    let mut rest = pattern;
    while !rest.is_empty() {
        let (read, written) = match word(rest, is_between_brackets) {
            Some((read, written)) => {
                is_foreign = true;
                (read, written)
            }
            None => {
                let length = plain_length(rest);
                (length, rest.get(..length).unwrap_or(rest))
            }
        };
        match rest.chars().next() {
            Some('[') if !is_between_brackets => is_between_brackets = true,
            Some(']') => is_between_brackets = false,
            _ => {}
        }
        out.push_str(written);
        rest = rest.get(read..).unwrap_or_default();
    }
    is_foreign.then_some(out)
}

/// What another dialect has at the start of `rest`: its length, and what it means.
fn word(rest: &str, is_between_brackets: bool) -> Option<(usize, &'static str)> {
    if is_between_brackets {
        let posix = POSIX.iter().find(|(posix, _)| rest.starts_with(posix));
        return posix.map(|(posix, meant)| (posix.len(), *meant));
    }
    let words = [(r"\A", "^"), (r"\z", "$"), (r"\Z", "$"), ("(?P<", "(?<")];
    let found = words.iter().find(|(word, _)| rest.starts_with(word));
    found.map(|(word, meant)| (word.len(), *meant))
}

/// The length of a character, or of what a backslash and the character behind it are together.
fn plain_length(rest: &str) -> usize {
    let mut chars = rest.chars();
    let first = chars.next().map_or(1, char::len_utf8);
    match rest.starts_with('\\') {
        true => first + chars.next().map_or(0, char::len_utf8),
        false => first,
    }
}
