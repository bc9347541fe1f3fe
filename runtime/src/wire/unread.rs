//! What reading a document gives: a value, or all that is wrong and what the rest of it is.

use super::locate::{DecodeFailure, is_inside};

/// What was read, and where in it several alternatives fit of which only one may.
#[derive(Debug)]
pub(crate) struct Read<T> {
    pub(crate) value: T,
    pub(crate) overlaps: Vec<DecodeFailure>,
}

impl<T> Read<T> {
    /// What nothing is wrong with.
    pub(crate) fn right(value: T) -> Self {
        let overlaps = Vec::new();
        Self { value, overlaps }
    }
}

/// A document that can't be read: all that is wrong with it, and what can be read of it nevertheless.
#[derive(Debug)]
pub(crate) struct Unread<T> {
    pub(crate) failures: DecodeFailures,
    pub(crate) rest: Option<Rest<T>>,
}

/// A document in which something else stands in for what can't be read.
#[derive(Debug)]
pub(crate) struct Rest<T> {
    pub(crate) value: T,
    /// Where something stands in, as JSON pointers: what is found there is none of the sender's.
    pub(crate) places: Vec<String>,
}

impl<T> Unread<T> {
    /// These failures, with others in their places where there are any.
    #[cold]
    pub(super) fn refined_by(self, deeper: Self) -> Self {
        Self {
            failures: self.failures.refined_by(deeper.failures),
            rest: deeper.rest.or(self.rest),
        }
    }
}

impl<T> From<DecodeFailure> for Unread<T> {
    fn from(failure: DecodeFailure) -> Self {
        Self {
            failures: DecodeFailures(vec![failure]),
            rest: None,
        }
    }
}

/// All that is wrong with a document: one failure at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DecodeFailures(Vec<DecodeFailure>);

impl DecodeFailures {
    /// Where they are.
    pub(super) fn pointers(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|failure| failure.pointer.as_str())
    }

    /// These, with failures in their places where there are any.
    #[cold]
    fn refined_by(self, deeper: Self) -> Self {
        let mut refined = Vec::new();
        for failure in self.0 {
            let mut inside = deeper
                .0
                .iter()
                .filter(|it| is_inside(&it.pointer, &failure.pointer));
            match inside.next() {
                Some(first) => refined.extend([first].into_iter().chain(inside).cloned()),
                None => refined.push(failure),
            }
        }
        Self(refined)
    }
}

impl From<Vec<DecodeFailure>> for DecodeFailures {
    fn from(failures: Vec<DecodeFailure>) -> Self {
        Self(failures)
    }
}

impl IntoIterator for DecodeFailures {
    type Item = DecodeFailure;
    type IntoIter = std::vec::IntoIter<DecodeFailure>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
