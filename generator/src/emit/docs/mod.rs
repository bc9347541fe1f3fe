//! Documentation: Markdown from the description → doc attributes that rustdoc and clippy have nothing to say about.

mod by_line;
mod html;
mod links;
mod markdown;

use std::fmt;

use super::tokens::{Tokens, quote, text, text_of_lines};
use crate::api::Docs;

pub(crate) use by_line::line_by_line;
pub(crate) use markdown::{clean, code, plain};

/// The doc attribute of a thing that is documented by `docs`, or where they say nothing, by `fallback`.
pub(crate) fn outer(docs: &Docs, fallback: impl fmt::Display) -> Tokens {
    attribute(&markdown(None, docs, &fallback))
}

/// The same, the first line beginning with `lead` and a colon: `` `404`: no such group ``.
pub(crate) fn outer_led(lead: &str, docs: &Docs) -> Tokens {
    attribute(&markdown(Some(lead), docs, &""))
}

/// The doc attribute for Markdown of our own.
pub(crate) fn own(text: &str) -> Tokens {
    attribute(text)
}

/// Inner doc attributes, one a line.
pub(crate) fn inner(lines: &[String]) -> Tokens {
    let lines = lines.iter().map(|line| text(&attribute_text(line)));
    quote!(#(#![doc = #lines])*)
}

/// The doc attribute for some lines: one for all of them, which is printed as a comment a line.
fn attribute(markdown: &str) -> Tokens {
    if markdown.is_empty() {
        return Tokens::new();
    }
    let lines = text_of_lines(&attribute_text(markdown));
    quote!(#[doc = #lines])
}

/// Lines as a doc attribute holds them: each after the space that follows `///`, but for empty ones.
fn attribute_text(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len() + markdown.len() / 16 + 1);
    for line in markdown.lines() {
        if !line.is_empty() {
            text.push(' ');
            text.push_str(line.trim_end());
        }
        text.push('\n');
    }
    text.pop();
    text
}

/// The lines of a thing's documentation, at least one.
pub(crate) fn lines(lead: Option<&str>, docs: &Docs, fallback: &str) -> Vec<String> {
    let markdown = markdown(lead, docs, &fallback);
    let lines = markdown.lines().map(|line| line.trim_end().to_owned());
    lines.collect()
}

/// A thing's documentation.
fn markdown(lead: Option<&str>, docs: &Docs, fallback: &dyn fmt::Display) -> String {
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
        None if blocks.is_empty() => blocks.push(fallback.to_string()),
        None => {}
    }
    if docs.deprecated {
        let place = blocks.len().min(1);
        blocks.insert(place, "**Deprecated.**".to_owned());
    }
    if !docs.notes.is_empty() {
        blocks.push(list(&docs.notes));
    }
    blocks.join("\n\n")
}

/// A text as a code span, for a fallback that is made only where it is needed.
pub(crate) struct Code<'t>(pub(crate) &'t str);

impl fmt::Display for Code<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&code(self.0))
    }
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
