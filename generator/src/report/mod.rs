//! What every stage says about the description: reports, each with a severity, a stable code, a place in the
//! author's own text, and help.

mod brief;
mod code;
mod json;
mod levels;
mod locate;
mod place;
mod render;
mod reports;
pub(crate) mod words;

pub use brief::Brief;
pub use code::{Code, Kind};
pub use json::to_json_lines;
pub use levels::{Filter, Levels, UnknownCode};
pub(crate) use locate::Characters;
pub use locate::{Located, Position, locate};
pub use place::{FileId, Place, Pointer, Spot};
pub use render::{Style, render, render_within};
pub use reports::Reports;

/// How much a report weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// There is nothing to mend; what isn't done yet is named.
    Note,
    /// The meaning is clear or the loss is named; the crate is made all the same.
    Warning,
    /// It can't be understood; no crate is made.
    Error,
}

impl Severity {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing to say about a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// How much it weighs.
    pub severity: Severity,
    /// The stable code that stands for this kind of report.
    pub code: Code,
    /// Where in the author's text; `None` where there is no text (a missing file, say).
    pub place: Option<Place>,
    /// What is the matter, in one sentence.
    pub message: String,
    /// How to mend it, in one sentence.
    pub help: Option<String>,
}

impl Report {
    /// An error: the description can't be understood there.
    pub fn error(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            place: Some(place),
            message: message.into(),
            help: None,
        }
    }

    /// An error that has no place in any text.
    pub fn error_without_place(code: Code, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            place: None,
            message: message.into(),
            help: None,
        }
    }

    /// A warning: the crate is made all the same.
    pub fn warning(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, place, message)
        }
    }

    /// A note: something that isn't done yet, and that the description has no part in.
    pub fn note(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Note,
            ..Self::error(code, place, message)
        }
    }

    /// The node that the report is about; `None` where there is no text, or none that has nodes.
    pub fn pointer(&self) -> Option<&Pointer> {
        self.place.as_ref()?.spot.pointer()
    }

    /// The same report with a sentence on how to mend it.
    pub fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }
}
