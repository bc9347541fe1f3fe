//! What to say of a text that doesn't parse.

use std::ops::Range;

use crate::report::{Code, FileId, Place, Report, Spot};

/// Why a text isn't YAML or JSON, told to people.
#[derive(Debug)]
pub(super) struct SyntaxError {
    /// Where.
    pub(super) spot: Spot,
    /// What is the matter.
    pub(super) message: String,
    /// How to mend it.
    pub(super) help: Option<String>,
}

impl SyntaxError {
    /// An error at the character that starts at that byte.
    pub(super) fn at(text: &str, byte: usize, message: impl Into<String>) -> Self {
        Self {
            spot: Spot::Bytes(character(text, byte)),
            message: message.into(),
            help: None,
        }
    }

    /// The same error with a sentence on how to mend it.
    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    /// The report of it.
    pub(super) fn report(self, file: FileId) -> Report {
        let place = Place {
            file,
            spot: self.spot,
        };
        Report {
            help: self.help,
            ..Report::error(Code::SYNTAX, place, self.message)
        }
    }
}

/// The bytes of the character that starts at `byte`. At the end of the text those of the last one that isn't space.
fn character(text: &str, byte: usize) -> Range<usize> {
    let byte = text.floor_char_boundary(byte);
    let rest = text.get(byte..).unwrap_or("");
    if let Some(found) = rest.chars().next() {
        return byte..byte + found.len_utf8();
    }
    let written = text.trim_end();
    let start = written.char_indices().next_back().map_or(0, |(at, _)| at);
    start..written.len()
}

/// The byte at which a line (from 1) and a column in bytes (from 1) lie.
pub(super) fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    (start + column.saturating_sub(1)).min(text.len())
}
