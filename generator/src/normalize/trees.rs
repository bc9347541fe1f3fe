//! The trees of a description's files as one: a pointer that begins with [`FILES`] and a file's number leads into that
//! file, every other one into the root.

use serde_json::Value;

use super::at::At;
use super::references::{Names, fragment};
use super::swagger::renamed;
use super::version::is_swagger;
use crate::read::{Broken, Document, Link};
use crate::report::{FileId, Pointer, Report};

/// The key that the other files stand under. Descriptions can't have it, so that no pointer means two places.
pub(super) const FILES: &str = "x-bindery-files";

/// The trees of a description.
#[derive(Clone, Copy)]
pub(super) struct Trees<'d> {
    document: &'d Document,
    /// The tree of the root file, converted if it is of Swagger 2.0.
    root: &'d Value,
    /// The names that these trees give themselves.
    names: &'d Names,
}

/// Why a reference leads to no place in any file.
pub(super) enum Astray<'d> {
    /// It names a file that isn't there to be read.
    Broken(Broken),
    /// The description was read without its files.
    Alone,
    /// It leads to a file that isn't YAML or JSON: what there is to say of that.
    Unparsed(&'d [Report]),
}

impl<'d> Trees<'d> {
    /// The trees of that document, `root` in the place of its root file's.
    pub(super) fn of(document: &'d Document, root: &'d Value, names: &'d Names) -> Self {
        Self {
            document,
            root,
            names,
        }
    }

    /// The names that these trees give themselves.
    pub(super) fn names(self) -> &'d Names {
        self.names
    }

    /// The tree of the root file.
    pub(super) fn root(self) -> &'d Value {
        self.root
    }

    /// Whether the root file is of Swagger 2.0.
    pub(super) fn is_swagger(self) -> bool {
        is_swagger(&self.document.root)
    }

    /// The node that `pointer` names.
    pub(super) fn node(self, pointer: &Pointer) -> Option<&'d Value> {
        let (file, rest) = split(pointer);
        rest.find(self.tree(file)?)
    }

    /// The tree of that file.
    pub(super) fn tree(self, file: FileId) -> Option<&'d Value> {
        match file {
            FileId(0) => Some(self.root),
            _ => self.document.files.other(file)?.tree.as_ref(),
        }
    }

    /// The pointer of a reference that stands at `at`, and what there is to say of the file that it leads to.
    pub(super) fn resolve(
        self,
        at: &Pointer,
        text: &str,
    ) -> Result<(Pointer, &'d [Report]), Astray<'d>> {
        if let Some(named) = self.names.named(self, text, at) {
            let (file, _) = split(&named);
            return Ok((named, self.reports(file)?));
        }
        self.lead(split(at).0, text)
    }

    /// The same of a reference where a walk stands, whose pointer is written out only where names may take part.
    pub(super) fn resolve_at(
        self,
        at: &At<'_>,
        text: &str,
    ) -> Result<(Pointer, &'d [Report]), Astray<'d>> {
        if self.names.are_none() {
            return self.lead(at.file(), text);
        }
        self.resolve(&at.pointer(), text)
    }

    /// Where a reference leads that stands in `file` and that no name takes part in.
    fn lead(self, file: FileId, text: &str) -> Result<(Pointer, &'d [Report]), Astray<'d>> {
        let (url, rest) = text.split_once('#').unwrap_or((text, ""));
        if url.is_empty() {
            let pointer = self.pointer(file, rest);
            let (file, _) = split(&pointer);
            return Ok((pointer, self.reports(file)?));
        }
        match self.document.files.link(file, url) {
            None => Err(Astray::Alone),
            Some(Link::Broken(broken)) => Err(Astray::Broken(broken)),
            Some(Link::To(target)) => Ok((self.pointer(target, rest), self.reports(target)?)),
        }
    }

    /// The file that a path in `file` leads to.
    pub(super) fn linked(self, file: FileId, path: &str) -> Option<FileId> {
        match self.document.files.link(file, path)? {
            Link::To(target) => Some(target),
            Link::Broken(_) => None,
        }
    }

    /// What there is to say of a file that a reference leads to.
    fn reports(self, file: FileId) -> Result<&'d [Report], Astray<'d>> {
        match self.document.files.other(file) {
            Some(other) if other.tree.is_none() => Err(Astray::Unparsed(&other.reports)),
            Some(other) => Ok(other.reports.as_slice()),
            None => Ok(&[]),
        }
    }

    /// The pointer of what a fragment names in `file`.
    fn pointer(self, file: FileId, text: &str) -> Pointer {
        let pointer = fragment(text);
        if split(&pointer).0 != FileId(0) {
            return pointer;
        }
        // An anchor that nothing has: no key has that name either.
        if !text.is_empty() && !pointer.as_str().contains('/') {
            return root_of(file).key(&format!("#{text}"));
        }
        match file {
            FileId(0) if self.is_swagger() => renamed(pointer),
            FileId(0) => pointer,
            _ => root_of(file).join(&pointer),
        }
    }

    /// The name of the file that `pointer` leads into, without its folder and extension; `None` for the root file.
    pub(super) fn stem(self, pointer: &Pointer) -> Option<&'d str> {
        let (file, _) = split(pointer);
        if file == FileId(0) {
            return None;
        }
        let path = &self.document.sources.get(file)?.path;
        std::path::Path::new(path).file_stem()?.to_str()
    }
}

/// The pointer of a file's root.
pub(super) fn root_of(file: FileId) -> Pointer {
    match file {
        FileId(0) => Pointer::root(),
        FileId(number) => Pointer::root().key(FILES).index(number),
    }
}

/// The file that the pointer leads into, and the pointer within it.
pub(super) fn split(pointer: &Pointer) -> (FileId, Pointer) {
    let inside = pointer.as_str().strip_prefix('/').and_then(|text| {
        let text = text.strip_prefix(FILES)?.strip_prefix('/')?;
        let (number, rest) = text.split_at(text.find('/').unwrap_or(text.len()));
        Some((FileId(number.parse().ok()?), Pointer::parse(rest)))
    });
    inside.unwrap_or_else(|| (FileId(0), pointer.clone()))
}
