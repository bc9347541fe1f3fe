//! Where the walk stands: a pointer that costs nothing until a report needs it.

use super::trees::split;
use super::words::quote;
use crate::report::{FileId, Place, Pointer};

/// A node's way down from the root, a link a step, each borrowed from the caller's stack.
#[derive(Debug)]
pub(super) struct At<'a> {
    parent: Option<&'a At<'a>>,
    step: Step<'a>,
    file: FileId,
}

#[derive(Debug)]
enum Step<'a> {
    Start(Pointer),
    Key(&'a str),
    Index(usize),
}

impl At<'static> {
    /// The root.
    pub(super) fn root() -> Self {
        Self::start(Pointer::root())
    }

    /// The node that `pointer` names.
    pub(super) fn start(pointer: Pointer) -> Self {
        Self {
            parent: None,
            file: split(&pointer).0,
            step: Step::Start(pointer),
        }
    }
}

impl<'a> At<'a> {
    /// The node under `key` in this mapping.
    pub(super) fn key(&'a self, key: &'a str) -> Self {
        Self {
            parent: Some(self),
            file: self.file,
            step: Step::Key(key),
        }
    }

    /// The node at `index` in this sequence.
    pub(super) fn index(&'a self, index: usize) -> Self {
        Self {
            parent: Some(self),
            file: self.file,
            step: Step::Index(index),
        }
    }

    /// The file that the node stands in.
    pub(super) fn file(&self) -> FileId {
        self.file
    }

    /// What a sentence calls the value here.
    pub(super) fn label(&self) -> String {
        match &self.step {
            Step::Start(_) => "this".to_owned(),
            Step::Key(key) => quote(key),
            Step::Index(index) => match self.parent {
                Some(parent) => format!("entry {index} of {}", parent.label()),
                None => format!("entry {index}"),
            },
        }
    }

    /// The pointer, written out.
    pub(super) fn pointer(&self) -> Pointer {
        let parent = || self.parent.map(At::pointer).unwrap_or_default();
        match &self.step {
            Step::Start(pointer) => pointer.clone(),
            Step::Key(key) => parent().key(key),
            Step::Index(index) => parent().index(*index),
        }
    }

    /// The value that stands here.
    pub(super) fn value(&self) -> Place {
        Place::value(FileId(0), self.pointer())
    }

    /// The key under which the value stands.
    pub(super) fn place_of_key(&self) -> Place {
        Place::key(FileId(0), self.pointer())
    }
}
