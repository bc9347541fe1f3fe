//! Signs that no identifier holds → words.

/// The words for signs of ASCII.
const WORDS: &[(char, &str)] = &[
    ('!', "not"),
    ('"', "quote"),
    ('#', "hash"),
    ('$', "dollar"),
    ('%', "percent"),
    ('&', "and"),
    ('\'', "apostrophe"),
    ('(', "open"),
    (')', "close"),
    ('*', "star"),
    ('+', "plus"),
    (',', "comma"),
    ('-', "minus"),
    ('.', "dot"),
    ('/', "slash"),
    (':', "colon"),
    (';', "semicolon"),
    ('<', "less"),
    ('=', "equal"),
    ('>', "greater"),
    ('?', "question"),
    ('@', "at"),
    ('[', "open"),
    ('\\', "backslash"),
    (']', "close"),
    ('^', "caret"),
    ('_', "underscore"),
    ('`', "backtick"),
    ('{', "open"),
    ('|', "or"),
    ('}', "close"),
    ('~', "tilde"),
];

/// The signs that compare or negate, which tell names apart: `created<` and `created>`.
const COMPARING: &[char] = &['<', '=', '>', '!'];

/// A text without a letter or a digit, in words: `>=` is `greater equal`, an emoji its code point.
pub(super) fn words(text: &str) -> String {
    let words: Vec<String> = text
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .map(word)
        .collect();
    words.join(" ")
}

/// The text with the comparing signs at its ends in words. Where `<` and `>` are brackets, they are left as they are.
pub(super) fn comparing(text: &str) -> String {
    if text.contains('<') && text.contains('>') {
        return text.to_owned();
    }
    let inner = text.trim_matches(COMPARING);
    let Some((before, after)) = text.split_once(inner).filter(|_| !inner.is_empty()) else {
        return text.to_owned();
    };
    let parts = [words(before), inner.to_owned(), words(after)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

fn word(sign: char) -> String {
    match WORDS.iter().find(|(other, _)| *other == sign) {
        Some((_, word)) => (*word).to_owned(),
        None => format!("u{:x}", u32::from(sign)),
    }
}
