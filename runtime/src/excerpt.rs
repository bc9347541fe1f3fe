//! What of a value is shown in messages: those who sent it know the rest.

use std::borrow::Cow;

/// How many characters of a quoted value are shown.
const MOST_QUOTED: usize = 100;

/// How many characters of a pointer are shown.
const MOST_OF_POINTER: usize = 250;

/// How many characters a message has at most.
const MOST: usize = 4000;

/// A message whose long quoted values, between backticks or double quotes, end early.
pub(crate) fn shortened(message: String) -> String {
    if message.len() <= MOST_QUOTED {
        return message;
    }
    let mut short = String::new();
    let mut rest = message.as_str();
    while let Some(start) = rest.find(['`', '"']) {
        let (before, quoted) = rest.split_at(start);
        let end = end_of_quote(quoted);
        let (value, after) = quoted.split_at(end);
        short.push_str(before);
        push_quote(&mut short, value);
        rest = after;
    }
    short.push_str(rest);
    cut(&short, MOST).into_owned()
}

/// A JSON pointer, or how it begins where it is long.
pub(crate) fn of_pointer(pointer: &str) -> Cow<'_, str> {
    cut(pointer, MOST_OF_POINTER)
}

/// Where the quote ends that a text begins with: behind its closing quotation mark, or with the text.
fn end_of_quote(text: &str) -> usize {
    let mut characters = text.char_indices();
    let mark = characters.next().map(|(_, mark)| mark);
    let mut is_escaped = false;
    for (index, character) in characters {
        if Some(character) == mark && !is_escaped {
            return index + character.len_utf8();
        }
        // Only between double quotes does a backslash escape.
        is_escaped = mark == Some('"') && character == '\\' && !is_escaped;
    }
    text.len()
}

/// Appends a quote, or its beginning and the closing quotation mark.
fn push_quote(text: &mut String, quote: &str) {
    match cut(quote, MOST_QUOTED) {
        Cow::Borrowed(quote) => text.push_str(quote),
        Cow::Owned(beginning) => {
            text.push_str(&beginning);
            text.extend(quote.chars().next());
        }
    }
}

/// A text, or so many characters of its beginning and an ellipsis.
fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, shortened};

    #[test]
    fn long_values_end_early() {
        let long = "ä".repeat(500_000);
        let shown = "ä".repeat(99);
        assert_eq!(
            shortened(format!("`{long}` is not one of `a`, \"b\"")),
            format!("`{shown}…` is not one of `a`, \"b\"")
        );
        assert_eq!(
            shortened(format!("invalid type: string {long:?}, expected i64")),
            format!("invalid type: string \"{shown}…\", expected i64")
        );
        assert_eq!(shortened(format!("`{long}")), format!("`{shown}…`"));
    }

    #[test]
    fn short_values_stay_and_quotation_marks_do_not_help() {
        let message = format!("{} `a` \"b\\\"c\" d`", "x".repeat(200));
        assert_eq!(shortened(message.clone()), message);
        assert!(shortened("`".repeat(500_000)).chars().count() <= MOST + 1);
    }
}
