//! A description as its author wrote it: the texts, and the tree they hold.

use serde_json::Value;

use super::Files;
use crate::report::FileId;

/// A description as read: what it says, and the texts it says it in.
#[derive(Debug, Default)]
pub struct Document {
    /// The files, the root description first.
    pub sources: Sources,
    /// The tree of the root file, mappings in the order of the text.
    pub root: Value,
    /// The files that references lead to; none until [`follow`](super::follow) reads them.
    pub files: Files,
}

/// The files of a description.
#[derive(Debug, Default)]
pub struct Sources(pub Vec<Source>);

impl Sources {
    /// The file of that id.
    pub fn get(&self, file: FileId) -> Option<&Source> {
        self.0.get(file.0)
    }

    /// Adds a file and names it.
    pub fn add(&mut self, source: Source) -> FileId {
        self.0.push(source);
        FileId(self.0.len() - 1)
    }
}

/// One file of a description.
#[derive(Debug)]
pub struct Source {
    /// The file's path as the user gave it, shown in reports.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// What the text is written in.
    pub format: Format,
}

/// What a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML 1.2.
    Yaml,
    /// JSON (RFC 8259).
    Json,
    /// TOML, which only the configuration is written in.
    Toml,
    /// Text that is one string: Markdown that a description stands in.
    Text,
}
