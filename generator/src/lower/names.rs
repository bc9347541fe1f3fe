//! Names: whatever stands in the description becomes a legal, readable Rust identifier, unique where it stands.

use std::borrow::Cow;

use hashbrown::HashSet;
use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;

use super::scripts::unmistakable;
use super::symbols;

/// Words that can't be used as they are, but can with `r#` before them (Rust reference, "Keywords").
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Words with a capital that begins no word.
const WHOLE_WORDS: &[(&str, &str)] = &[("OAuth", "Oauth"), ("IOps", "Iops")];

/// How many characters of a text a name is made of.
const LONGEST: usize = 100;

/// Keywords that not even `r#` makes an identifier.
const PATH_KEYWORDS: &[&str] = &["self", "super", "crate", "_"];

/// The name of a field, an argument or a method: snake case, keywords escaped.
pub(super) fn snake(text: &str) -> String {
    let word = match is_snake(text) {
        true => text.to_owned(),
        false => whole_words(&spelled(text)).to_snake_case(),
    };
    let word = unmistakable(&word).map_or(word, |word| word.to_snake_case());
    let word = match word.chars().next() {
        None => "value".to_owned(),
        // Digits and underscores alone make a name that says nothing, as clippy has it.
        Some(_) if word.chars().all(|c| c.is_numeric() || c == '_') => format!("n{word}"),
        Some(first) if !unicode_ident::is_xid_start(first) => format!("_{word}"),
        Some(_) => word,
    };
    escaped(word)
}

/// The name of a type or a variant: upper camel case.
pub(super) fn upper_camel(text: &str) -> String {
    let word = spelled(text).to_upper_camel_case();
    let word = unmistakable(&word).map_or(word, |word| word.to_upper_camel_case());
    match word.chars().next() {
        None => "Value".to_owned(),
        Some(first) if !unicode_ident::is_xid_start(first) => format!("N{word}"),
        // The one keyword in upper camel case; not even `r#` makes it an identifier.
        Some(_) if word == "Self" => "SelfValue".to_owned(),
        Some(_) => word,
    }
}

/// The text with a leading sign spelled out, so that `-1` and `+1` differ, and without what no identifier holds. In
/// Unicode's form NFKC, as rustc wants identifiers (UAX #31), so that two that look alike are one.
fn spelled(text: &str) -> Cow<'_, str> {
    if is_word(text) {
        return Cow::Borrowed(text);
    }
    let text: String = text.nfkc().take(LONGEST).collect();
    if !text.chars().any(char::is_alphanumeric) {
        return Cow::Owned(symbols::words(&text));
    }
    let text = symbols::comparing(&text);
    let text = text.as_str();
    let (sign, rest) = match text.split_at_checked(1) {
        Some(("-", rest)) => ("minus ", rest),
        Some(("+", rest)) => ("plus ", rest),
        _ => ("", text),
    };
    let sign = if rest.starts_with(|c: char| c.is_alphanumeric()) {
        sign
    } else {
        ""
    };
    let legal = |c: char| {
        if unicode_ident::is_xid_continue(c) {
            c
        } else {
            ' '
        }
    };
    Cow::Owned(sign.chars().chain(rest.chars().map(legal)).collect())
}

/// The text with an acronym's small ending in one word with it: `IDs` as `Ids`, `IPv6` as `Ipv6`.
fn whole_words(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    let text = WHOLE_WORDS
        .iter()
        .fold(text.to_owned(), |text, (word, whole)| {
            text.replace(word, whole)
        });
    let mut whole = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let capitals = rest.len() - rest.trim_start_matches(char::is_uppercase).len();
        let (word, after) = rest.split_at(capitals.max(first.len_utf8()));
        match word.strip_prefix(first).filter(|_| goes_on(word, after)) {
            Some(others) => {
                whole.push(first);
                whole.push_str(&others.to_lowercase());
            }
            None => whole.push_str(word),
        }
        rest = after;
    }
    Cow::Owned(whole)
}

/// Whether an acronym goes on in small letters: with the `s` of a plural, or with the number of a version.
fn goes_on(acronym: &str, after: &str) -> bool {
    let mut after = after.chars();
    let ends = match after.next() {
        Some('s') => after.next().is_none_or(|next| !next.is_lowercase()),
        Some('v') => after.next().is_some_and(|next| next.is_ascii_digit()),
        _ => false,
    };
    ends && acronym.chars().filter(|it| it.is_uppercase()).count() > 1
}

/// Whether a text is spelled as it is: most are.
fn is_word(text: &str) -> bool {
    let is_legal = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    text.len() <= LONGEST
        && text.bytes().all(is_legal)
        && text.bytes().any(|byte| byte.is_ascii_alphanumeric())
}

/// Whether a text is in snake case as it is.
fn is_snake(text: &str) -> bool {
    let is_legal = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
    text.len() <= LONGEST
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(is_legal)
        && !text.contains("__")
        && !text.ends_with('_')
}

/// The word with what a keyword needs to be an identifier.
fn escaped(word: String) -> String {
    if PATH_KEYWORDS.contains(&word.as_str()) {
        format!("{word}_")
    } else if KEYWORDS.contains(&word.as_str()) {
        format!("r#{word}")
    } else {
        word
    }
}

/// A word that follows another in a longer name: without the `r#` it would need alone.
pub(super) fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// The names taken in one place.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope(HashSet<String>);

impl Scope {
    /// A scope in which the emitted code already uses `names`.
    pub(super) fn reserving(names: &[&str]) -> Self {
        Self(names.iter().map(|&name| name.to_owned()).collect())
    }

    /// Takes `name`, or the first of `name2`, `name3` … that is free; `suffix` goes between where the plain name is
    /// taken.
    pub(super) fn take(&mut self, name: &str, suffix: &str) -> String {
        if self.0.insert(name.to_owned()) {
            return name.to_owned();
        }
        let stem = bare(name).trim_end_matches('_');
        if !suffix.is_empty() {
            let suffixed = format!("{stem}{suffix}");
            if self.0.insert(suffixed.clone()) {
                return suffixed;
            }
        }
        let separator = if stem.starts_with(char::is_uppercase) {
            ""
        } else {
            "_"
        };
        let mut number = 2_usize;
        loop {
            let numbered = format!("{stem}{separator}{number}");
            if self.0.insert(numbered.clone()) {
                return numbered;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Scope, snake, upper_camel};

    #[test]
    fn snake_names_are_identifiers() {
        for (text, name) in [
            ("page[size]", "page_size"),
            ("type", "r#type"),
            ("self", "self_"),
            ("+1", "plus_1"),
            ("-1", "minus_1"),
            ("$ref", "r#ref"),
            ("2fa", "_2fa"),
            ("0", "n0"),
            ("\u{1d400}", "a"),
            ("\u{661}", "n1"),
            ("🙂", "u1f642"),
            (">=", "greater_equal"),
            ("!", "not"),
            ("created<", "created_less"),
            ("created>=", "created_greater_equal"),
            ("Page<User>", "page_user"),
            ("_", "underscore"),
            ("", "value"),
            ("createdAt", "created_at"),
            ("contactIDs", "contact_ids"),
            ("URLsByID", "urls_by_id"),
            ("EnableIPv6", "enable_ipv6"),
            ("OAuth2", "oauth2"),
            ("BlkioReadIOps", "blkio_read_iops"),
            ("größe", "größe"),
            ("α", "a"),
            ("άλφα", "άλφα"),
            ("сумма", "сумма"),
            ("оса", "osa"),
            ("сustomer", "customer"),
            ("ニ", "ni"),
            ("ɐ", "a"),
        ] {
            assert_eq!(snake(text), name);
        }
    }

    #[test]
    fn upper_camel_names_are_identifiers() {
        for (text, name) in [
            ("list-groups", "ListGroups"),
            ("self", "SelfValue"),
            ("-created_at", "MinusCreatedAt"),
            ("404", "N404"),
            ("", "Value"),
        ] {
            assert_eq!(upper_camel(text), name);
        }
    }

    #[test]
    fn a_taken_name_is_suffixed_then_numbered() {
        let mut scope = Scope::reserving(&["Option"]);
        assert_eq!(scope.take("Option", "Type"), "OptionType");
        assert_eq!(scope.take("Option", "Type"), "Option2");
        assert_eq!(scope.take("r#type", ""), "r#type");
        assert_eq!(scope.take("r#type", ""), "type_2");
        assert_eq!(scope.take("self_", ""), "self_");
        assert_eq!(scope.take("self_", "_query"), "self_query");
    }
}
