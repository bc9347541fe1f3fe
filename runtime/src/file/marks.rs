//! The files of a form that is being written or read. serde's traits have no place for them, so that a mark, a string,
//! stands for each in the document.

use std::cell::{Cell, RefCell};
use std::hash::{BuildHasher, RandomState};

use super::File;
use crate::scoped;

thread_local! {
    /// `None`: what is being written or read is no form with files.
    static FILES: RefCell<Option<Files>> = const { RefCell::new(None) };
    static KEEPING: Cell<bool> = const { Cell::new(false) };
}

/// The files of one form, and how they are marked.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    files: Vec<File>,
    /// What every mark starts with. It is drawn anew for each form, so that no text that somebody sends is a mark.
    prefix: String,
}

impl Files {
    /// None as yet.
    pub(crate) fn new() -> Self {
        Self {
            files: Vec::new(),
            prefix: format!("file:{}:", unguessable()),
        }
    }

    /// Adds a file, and gives its mark.
    pub(crate) fn push(&mut self, file: File) -> String {
        self.files.push(file);
        format!("{}{}", self.prefix, self.files.len() - 1)
    }

    /// The file that a text marks.
    pub(crate) fn get(&self, text: &str) -> Option<&File> {
        let index: usize = text.strip_prefix(&self.prefix)?.parse().ok()?;
        self.files.get(index)
    }

    /// Whether a mark stands somewhere in a document.
    pub(crate) fn stand_in(&self, document: &str) -> bool {
        !self.files.is_empty() && document.contains(&self.prefix)
    }
}

/// Text that nobody can foresee: the standard library's keys against collisions that are made on purpose.
pub(crate) fn unguessable() -> String {
    let random = || RandomState::new().hash_one(0);
    format!("{:016x}{:016x}", random(), random())
}

/// Runs `write` with a place for files: what it gives, and the files that it wrote.
pub(crate) fn collecting<T>(write: impl FnOnce() -> T) -> (T, Files) {
    let place = Place(FILES.replace(Some(Files::new())));
    let written = write();
    let files = FILES.take().unwrap_or_else(Files::new);
    drop(place);
    (written, files)
}

/// Runs `read` with these files to be had by their marks.
pub(crate) fn offering<T>(files: Files, read: impl FnOnce() -> T) -> T {
    let _place = Place(FILES.replace(Some(files)));
    read()
}

/// Puts back the files that were there before.
struct Place(Option<Files>);

impl Drop for Place {
    fn drop(&mut self) {
        FILES.replace(self.0.take());
    }
}

/// Puts a file with the others of the form that is being written: its mark; `None` where it is no such form.
pub(super) fn put(file: &File) -> Option<String> {
    FILES.with_borrow_mut(|files| Some(files.as_mut()?.push(file.clone())))
}

/// The file that a text marks.
pub(super) fn file_of(text: &str) -> Option<File> {
    FILES.with_borrow(|files| files.as_ref()?.get(text).cloned())
}

/// Whether a text marks a file.
pub(crate) fn is_mark(text: &str) -> bool {
    FILES.with_borrow(|files| {
        files
            .as_ref()
            .is_some_and(|files| files.get(text).is_some())
    })
}

/// The text in the file that a text marks; `None` where it marks none that holds text.
pub(crate) fn text_of(text: &str) -> Option<String> {
    FILES.with_borrow(|files| Some(files.as_ref()?.get(text)?.text()?.to_owned()))
}

/// Whether a value of any type keeps its marks: it is read on into another type, which takes a file for what it is to it.
/// Elsewhere a mark is not to be seen.
pub(crate) fn are_kept() -> bool {
    KEEPING.get()
}

/// Runs `read`, in which values of any type keep their marks, or don't.
pub(crate) fn keeping<T>(keep: bool, read: impl FnOnce() -> T) -> T {
    scoped::with(&KEEPING, keep, read)
}
