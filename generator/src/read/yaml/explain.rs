//! What serde_yaml says of a text, told to people.

use saphyr_parser::{Event, Parser};

use crate::read::syntax::{SyntaxError, byte_of};
use crate::read::tree::{NOT_MERGEABLE, TOO_MANY_ALIASES};
use crate::report::{Characters, Pointer, Spot};

use super::depth;

/// Tells what is wrong with `text`. `failed_at` is the innermost node that couldn't be built.
pub(super) fn explain(
    text: &str,
    error: &serde_yaml::Error,
    failed_at: Option<Pointer>,
) -> SyntaxError {
    let shown = error.to_string();
    let problem = Problem::of(text, error, &shown);
    let structural = |message: &str| SyntaxError {
        spot: Spot::Value(failed_at.clone().unwrap_or_default()),
        message: message.to_owned(),
        help: None,
    };
    if shown.contains(TOO_MANY_ALIASES) || shown.contains("repetition limit exceeded") {
        return structural("aliases multiply the text beyond what can be held")
            .help("name the repeated part once, under `components`, and point at it with `$ref`");
    }
    if shown.contains(NOT_MERGEABLE) {
        return structural("`<<` merges a mapping, or a list of mappings, and this is neither")
            .help("let it name a mapping by its anchor, `<<: *name`, or put the key in quotes");
    }
    if shown.contains("more than one document") {
        let message = "a second YAML document starts here; a description is one document";
        return SyntaxError::at(text, second_document(text), message)
            .help("remove the `---`, or put the second document into a file of its own");
    }
    problem.explain()
}

/// The byte at which the second document starts.
fn second_document(text: &str) -> usize {
    let starts = Parser::new_from_str(text)
        .map_while(Result::ok)
        .filter(|(event, _)| matches!(event, Event::DocumentStart(_)));
    let second = starts.map(|(_, span)| span.start.index()).nth(1);
    second.map_or(text.len(), |character| Characters::of(text).byte(character))
}

/// libyaml's words, taken apart.
struct Problem<'a> {
    text: &'a str,
    /// What it met.
    what: &'a str,
    /// The byte where it met that.
    byte: usize,
    /// The line of that, from 1.
    line: usize,
    /// What it was reading, and the byte where that starts, if it says so.
    context: Option<(&'a str, Option<usize>)>,
}

impl<'a> Problem<'a> {
    fn of(text: &'a str, error: &serde_yaml::Error, shown: &'a str) -> Self {
        let (problem, context) = match shown.split_once(", while ") {
            Some((problem, context)) => (problem, Some(context)),
            None => (shown, None),
        };
        let what = problem
            .rsplit_once(" at ")
            .map_or(problem, |(what, _)| what);
        let position = problem.rsplit_once(" at position ");
        let position = position.and_then(|(_, byte)| byte.parse().ok());
        let location = error.location();
        let byte = position.or_else(|| {
            let location = location.as_ref()?;
            Some(Characters::of(text).byte(location.index()))
        });
        Self {
            text,
            what,
            byte: byte.unwrap_or(0),
            line: location.map_or(1, |location| location.line()),
            context: context.map(|context| split_context(text, context)),
        }
    }

    fn explain(&self) -> SyntaxError {
        match self.what {
            "found character that cannot start any token" => self.bad_start(),
            "found a tab character where an indentation space is expected"
            | "found a tab character that violates indentation" => self.tab(),
            "found unexpected end of stream" => self.unclosed_quote(),
            "found unexpected document indicator" => self.unclosed_quote(),
            "did not find expected ',' or ']'" => self.unclosed("list", '[', ']'),
            "did not find expected ',' or '}'" => self.unclosed("mapping", '{', '}'),
            "did not find expected key" => self.misfit_key(),
            "did not find expected '-' indicator" => self
                .here("this line is no item of the list around it, nor does it end the list")
                .help("indent all items of one list by the same number of spaces, each after `- `"),
            "mapping values are not allowed in this context" => self.misplaced_colon(),
            "could not find expected ':'" => self
                .at_context("a `:` is missing after this key")
                .help("a key and its value are written `key: value`; a longer text needs quotes, or `|`"),
            "block sequence entries are not allowed in this context" => self
                .here("a list can't start on the line of its key")
                .help("start the list on the next line"),
            "found unknown escape character" => self
                .here("there is no such escape in a double-quoted text")
                .help("write `\\\\` for a backslash itself, or use single quotes"),
            "control characters are not allowed" => self
                .here("a control character stands in the text")
                .help("remove it, or write it as an escape in a double-quoted text"),
            "unknown anchor" => self
                .here("there is no anchor of that name before this alias")
                .help("a text that starts with `*` needs quotes"),
            "did not find expected node content" => self
                .here("a value is missing here")
                .help("a text that has brackets or commas of its own needs quotes"),
            "recursion limit exceeded" => self.here(depth::MESSAGE).help(depth::HELP),
            other => self.other(other),
        }
    }

    fn here(&self, message: impl Into<String>) -> SyntaxError {
        SyntaxError::at(self.text, self.byte, message)
    }

    fn at_context(&self, message: impl Into<String>) -> SyntaxError {
        let byte = self.context.and_then(|(_, byte)| byte);
        SyntaxError::at(self.text, byte.unwrap_or(self.byte), message)
    }

    fn bad_start(&self) -> SyntaxError {
        let rest = self.text.get(self.byte..).unwrap_or("");
        match rest.chars().next() {
            Some('\t') => self.tab(),
            Some(found) => self
                .here(format!("a text can't start with `{found}`"))
                .help("put it in quotes"),
            None => self.here("a value is missing here"),
        }
    }

    fn tab(&self) -> SyntaxError {
        self.here("a tab indents this line")
            .help("YAML is indented by spaces only: replace the tab by spaces")
    }

    fn unclosed_quote(&self) -> SyntaxError {
        self.at_context("the quote that opens here is never closed")
            .help("close it; inside single quotes an apostrophe is written `''`")
    }

    fn unclosed(&self, what: &str, open: char, close: char) -> SyntaxError {
        let (byte, line) = (self.byte, self.line);
        let ends = self.text.get(byte..).unwrap_or("").trim().is_empty();
        let context = self.context.and_then(|(_, byte)| byte);
        // libyaml doesn't say where a collection opens that opens in the first column of the first line.
        let opens = context.unwrap_or(0);
        if ends
            || context.is_none()
            || self
                .text
                .get(opens..byte)
                .is_some_and(|it| it.contains('\n'))
        {
            let message = format!("the {what} that `{open}` opens here isn't closed");
            let help = if ends {
                format!("close it with `{close}`")
            } else {
                format!(
                    "`,` or `{close}` must stand on line {line} at the latest, before what follows there"
                )
            };
            return SyntaxError::at(self.text, opens, message).help(help);
        }
        self.here(format!("`,` or `{close}` must stand here"))
            .help(format!(
                "in a {what} in brackets, a text that holds `, [ ] {{ }}` needs quotes"
            ))
    }

    fn misfit_key(&self) -> SyntaxError {
        let line = self.line_before(self.byte);
        if !line.trim().is_empty() {
            return self
                .here("the value ends before this, and no key starts here")
                .help("put quotes around the whole text; inside single quotes an apostrophe is written `''`");
        }
        self.here("this line fits none of the mappings around it")
            .help("indent all keys of one mapping by the same number of spaces")
    }

    fn misplaced_colon(&self) -> SyntaxError {
        let error = self.here("a `:` can't stand here");
        let before = self.line_before(self.byte);
        if before.contains(": ") {
            return error.help("a text that holds `: ` needs quotes");
        }
        let start = self.byte - before.len();
        let previous = self.text.get(..start).unwrap_or("").lines().next_back();
        let line = self.line.saturating_sub(1);
        match previous.map(str::trim) {
            Some(previous) if !previous.contains(':') => error.help(format!(
                "the text of line {line} goes on here; is a `:` missing there?"
            )),
            Some(_) => error.help(format!(
                "the value on line {line} goes on here; indent this key like the one on line {line}, or remove that value"
            )),
            None => error,
        }
    }

    fn other(&self, what: &str) -> SyntaxError {
        if what.ends_with("expected a string") {
            return self
                .here("a key must be a plain text, not a list or a mapping")
                .help("a text that starts with `[` or `{` needs quotes");
        }
        // serde_yaml puts the path before the message of an error in a value.
        let message = what
            .find("invalid value")
            .and_then(|start| what.get(start..));
        let message = message.unwrap_or(what);
        match self.context {
            Some((context, _)) => self.here(format!("{message}, while {context}")),
            None => self.here(message),
        }
    }

    /// What stands before `byte` on its line.
    fn line_before(&self, byte: usize) -> &'a str {
        let before = self.text.get(..byte).unwrap_or("");
        before.rsplit('\n').next().unwrap_or("")
    }
}

/// Takes `parsing a flow sequence at line 1 column 4` apart.
fn split_context<'a>(text: &str, context: &'a str) -> (&'a str, Option<usize>) {
    let Some((what, place)) = context.rsplit_once(" at line ") else {
        return (context, None);
    };
    let byte = place.split_once(" column ").and_then(|(line, column)| {
        let start = byte_of(text, line.parse().ok()?, 1);
        let characters: usize = column.parse().ok()?;
        let rest = text.get(start..)?;
        let byte = rest.char_indices().nth(characters.checked_sub(1)?);
        Some(start + byte.map_or(rest.len(), |(byte, _)| byte))
    });
    (what, byte)
}
