//! Classes of characters.

/// `\s`: ECMA-262's white space and line ends (section 22.2.2.9), as what stands between brackets.
const SPACE: &str =
    r"\t-\r \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";

/// `.`: what ends no line.
pub(crate) const DOT: &str = r"[^\n\r\x{2028}\x{2029}]";
/// `[]`
pub(crate) const NOTHING: &str = r"[^\x{0}-\x{10FFFF}]";
/// `[^]`
pub(crate) const ANYTHING: &str = r"[\x{0}-\x{10FFFF}]";

/// A class that an escape names.
#[derive(Debug)]
pub(crate) struct Named {
    /// What stands between its brackets.
    pub(crate) inner: String,
    /// Whether all else is meant.
    pub(crate) negative: bool,
}

impl Named {
    /// `\d`, `\w`, `\s` and their opposites.
    pub(crate) fn of_letter(letter: char) -> Option<Self> {
        let inner = match letter.to_ascii_lowercase() {
            'd' => "0-9",
            'w' => "0-9A-Z_a-z",
            's' => SPACE,
            _ => return None,
        };
        Some(Self {
            inner: inner.to_owned(),
            negative: letter.is_ascii_uppercase(),
        })
    }

    /// `\p{…}` and its opposite.
    pub(crate) fn of_property(property: &str, negative: bool) -> Self {
        Self {
            inner: format!("\\p{{{property}}}"),
            negative,
        }
    }

    /// As an expression of its own, or between brackets.
    pub(crate) fn write(&self, is_between_brackets: bool, out: &mut String) {
        if is_between_brackets && !self.negative {
            out.push_str(&self.inner);
        } else {
            out.push_str(if self.negative { "[^" } else { "[" });
            out.push_str(&self.inner);
            out.push(']');
        }
    }
}

/// A character that stands for itself, by itself or between brackets.
pub(crate) fn literal(c: char, is_between_brackets: bool, out: &mut String) {
    use std::fmt::Write;
    let is_special = match c {
        '\\' | '[' | ']' | '^' => true,
        '-' | '&' | '~' => is_between_brackets,
        '.' | '+' | '*' | '?' | '(' | ')' | '|' | '{' | '}' | '$' => !is_between_brackets,
        _ => false,
    };
    if is_special {
        out.push('\\');
    }
    if c == ' ' || c.is_ascii_graphic() || !c.is_ascii() && !c.is_control() && !c.is_whitespace() {
        out.push(c);
    } else {
        // Writing to a string doesn't fail.
        let _ = write!(out, "\\x{{{:X}}}", u32::from(c));
    }
}

/// One of ASCII's letters in the other case; any other character as it is.
pub(crate) fn other_case(c: char) -> char {
    if c.is_ascii_lowercase() {
        c.to_ascii_uppercase()
    } else {
        c.to_ascii_lowercase()
    }
}

/// What a range has of ASCII's letters, in the other case, between brackets.
pub(crate) fn range_in_other_case(from: char, to: char, out: &mut String) {
    for (first, last) in [('a', 'z'), ('A', 'Z')] {
        let (from, to) = (from.max(first), to.min(last));
        if from <= to {
            out.extend([other_case(from), '-', other_case(to)]);
        }
    }
}
