//! Documentation: Markdown from the description → doc attributes that rustdoc and clippy have nothing to say about.

mod html;
mod links;
mod markdown;

use std::str::FromStr;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::api::Docs;

pub(crate) use markdown::{clean, code, plain};

/// The doc attributes of a thing that is documented by `docs`, or where they say nothing, by `fallback`.
pub(crate) fn outer(docs: &Docs, fallback: &str) -> TokenStream {
    attributes(&lines(None, docs, fallback))
}

/// The same, the first line beginning with `lead` and a colon: `` `404`: no such group ``.
pub(crate) fn outer_led(lead: &str, docs: &Docs) -> TokenStream {
    attributes(&lines(Some(lead), docs, ""))
}

/// The doc attributes for Markdown of our own.
pub(crate) fn own(text: &str) -> TokenStream {
    attributes(&text.lines().map(str::to_owned).collect::<Vec<_>>())
}

/// Inner doc attributes, one a line.
pub(crate) fn inner(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| literal(&attribute_text(line)));
    quote!(#(#![doc = #lines])*)
}

fn attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| literal(&attribute_text(line)));
    quote!(#(#[doc = #lines])*)
}

/// A line as a doc attribute holds it, after the space that follows `///`.
fn attribute_text(line: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        [" ", line].concat()
    }
}

/// A text as a literal. One that nothing has to be escaped in is read as it is, for speed: escaping looks up what
/// Unicode says of each character.
fn literal(text: &str) -> Literal {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
    let read = text
        .bytes()
        .all(is_plain)
        .then(|| Literal::from_str(&["\"", text, "\""].concat()));
    match read {
        Some(Ok(literal)) => literal,
        _ => Literal::string(text),
    }
}

/// The lines of a thing's documentation, at least one.
pub(crate) fn lines(lead: Option<&str>, docs: &Docs, fallback: &str) -> Vec<String> {
    let summary = clean(&docs.summary);
    let description = clean(&docs.description);
    let mut blocks = Vec::new();
    if !summary.is_empty() && !description.starts_with(&summary) {
        blocks.push(summary);
    }
    if !description.is_empty() {
        blocks.push(description);
    }
    match lead {
        Some(lead) => put_lead(lead, &mut blocks),
        None if blocks.is_empty() => blocks.push(fallback.to_owned()),
        None => {}
    }
    if docs.deprecated {
        let place = blocks.len().min(1);
        blocks.insert(place, "**Deprecated.**".to_owned());
    }
    if !docs.notes.is_empty() {
        blocks.push(list(&docs.notes));
    }
    blocks
        .join("\n\n")
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// Begins the first paragraph with `lead`, or where the text doesn't begin with one or its line would grow too long,
/// puts it before.
fn put_lead(lead: &str, blocks: &mut Vec<String>) {
    let has_room = |text: &str| {
        let line = text.lines().next().unwrap_or_default();
        !text.contains('\n') || lead.chars().count() + line.chars().count() < LINE
    };
    match blocks.first_mut() {
        Some(first) if is_paragraph(first) && has_room(first) => {
            *first = format!("{lead}: {first}");
        }
        _ => blocks.insert(0, format!("{lead}.")),
    }
}

/// How long a line of several may grow.
const LINE: usize = 100;

/// Whether Markdown begins with a paragraph, and not with a list, a heading, a table, a quotation or code.
pub(crate) fn is_paragraph(text: &str) -> bool {
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.next());
    match first {
        Some('-' | '#' | '|' | '>' | ' ' | '~') => false,
        Some('*') => second != Some('*') || !text.starts_with("***"),
        Some('`') => !text.starts_with("```"),
        Some(digit) if digit.is_ascii_digit() => {
            let rest = text.trim_start_matches(|char: char| char.is_ascii_digit());
            !rest.starts_with(". ") && !rest.starts_with(") ")
        }
        first => first.is_some(),
    }
}

/// A list with an item for each note.
fn list(notes: &[String]) -> String {
    let items: Vec<String> = notes
        .iter()
        .map(|note| clean(note))
        .filter(|note| !note.is_empty())
        .map(|note| format!("- {}", note.replace('\n', "\n  ")))
        .collect();
    items.join("\n")
}

#[cfg(test)]
mod tests;
