//! All that is wrong with a document, rather than what is wrong first.
//!
//! Reading a document ends at its first error. Once it has been refused, it is read again, as a value in memory: there an
//! error is noted with its place, and reading goes on with the next key. Documents that are right pay nothing for it.

#[cfg(all(test, feature = "server"))]
mod tests;

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::fmt::Display;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::buffered::{Buffered, BufferedError};
use super::exact;
use super::locate::{self, DecodeFailure, is_inside, push_step};
use super::work::Work;
use crate::scoped;

/// The message of an error that has been noted.
const NOTED: &str = "what is wrong has been noted";

/// How many failures of one document are told.
const MOST_FAILURES: usize = 100;

/// How many bytes of text a refused document is read for again, the first time not counted: a list ends at its first
/// wrong item, and the items behind that one are only seen the next time.
const MOST_READ_AGAIN: usize = 4 * 1024 * 1024;

thread_local! {
    static IS_ON: Cell<bool> = const { Cell::new(false) };
    static COLLECTION: RefCell<Collection> = RefCell::default();
}

/// What has been found in a document so far.
#[derive(Default)]
struct Collection {
    /// The place that is being read, as a JSON pointer.
    place: String,
    failures: Vec<DecodeFailure>,
    /// Where several alternatives fit of which only one may: reading goes on with the first.
    overlaps: Vec<DecodeFailure>,
    known: HashSet<(String, String)>,
    /// Where the lists and maps that were left early are to be taken up again: how many of their children are done with.
    done: HashMap<String, usize>,
    /// How often that has changed.
    steps: usize,
}

impl Collection {
    /// Notes a failure, once.
    fn add(&mut self, failure: DecodeFailure) {
        if self.failures.len() < MOST_FAILURES && self.is_new(&failure) {
            self.failures.push(failure);
        }
    }

    fn add_overlap(&mut self, overlap: DecodeFailure) {
        if self.overlaps.len() < MOST_FAILURES && self.is_new(&overlap) {
            self.overlaps.push(overlap);
        }
    }

    fn is_new(&mut self, failure: &DecodeFailure) -> bool {
        let key = (failure.pointer.clone(), failure.message.clone());
        self.known.insert(key)
    }
}

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

/// Reads a value again, of which reading it has told one failure.
///
/// `length` is how many bytes of text the value came as.
///
/// # Errors
/// All that is wrong with it, that failure among them, unless it is nothing but that several alternatives fit.
#[cold]
pub(super) fn read_again<T: DeserializeOwned>(
    value: &Value,
    length: usize,
    first: DecodeFailure,
) -> Result<Read<T>, DecodeFailures> {
    let _work = Work::begin();
    COLLECTION.take();
    let mut budget = MOST_READ_AGAIN;
    let read = loop {
        let before = steps();
        let read = switched(true, || exact::read::<T, _>(Buffered(value)));
        let read = read.map_err(|error| note(error, ""));
        let is_full = COLLECTION.with_borrow(|found| found.failures.len() >= MOST_FAILURES);
        let progressed = steps() != before && !is_full;
        match budget.checked_sub(length.max(1)) {
            Some(left) if progressed => budget = left,
            _ => break read,
        }
    };
    let Collection {
        mut failures,
        overlaps,
        ..
    } = COLLECTION.take();
    let is_first = |failure: &DecodeFailure| failure.pointer == first.pointer;
    match read {
        Ok(value) if failures.is_empty() && overlaps.iter().any(is_first) => {
            return Ok(Read { value, overlaps });
        }
        _ => failures.extend(overlaps),
    }
    if !failures.iter().any(is_first) {
        failures.insert(0, first);
    }
    Err(DecodeFailures(failures))
}

/// Where in a value several alternatives fit of which only one may, or none does because several fit inside of it, as far as
/// it can be read.
pub(super) fn overlaps<T: DeserializeOwned>(value: &Value) -> Vec<DecodeFailure> {
    let _work = Work::begin();
    COLLECTION.take();
    if let Err(error) = switched(true, || exact::read::<T, _>(Buffered(value))) {
        note(error, "");
    }
    let Collection {
        failures,
        mut overlaps,
        ..
    } = COLLECTION.take();
    // What else is wrong with it, others tell.
    let is_of_choice = |failure: &DecodeFailure| ["oneOf", "anyOf"].contains(&failure.rule);
    overlaps.extend(failures.into_iter().filter(is_of_choice));
    overlaps
}

/// Notes that several alternatives fit the value at the current place.
#[cold]
pub(super) fn note_overlap(rule: &'static str, message: String) {
    COLLECTION.with_borrow_mut(|found| {
        let pointer = found.place.clone();
        found.add_overlap(DecodeFailure {
            pointer,
            rule,
            message,
        });
    });
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
    pub(super) fn refined_by(self, deeper: Self) -> Self {
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

impl From<DecodeFailure> for DecodeFailures {
    fn from(failure: DecodeFailure) -> Self {
        Self(vec![failure])
    }
}

impl IntoIterator for DecodeFailures {
    type Item = DecodeFailure;
    type IntoIter = std::vec::IntoIter<DecodeFailure>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Whether failures are being collected.
pub(super) fn is_on() -> bool {
    IS_ON.get()
}

/// Runs `read` without collecting: what it refuses may be right as something else.
pub(super) fn suspended<T>(read: impl FnOnce() -> T) -> T {
    if is_on() {
        switched(false, read)
    } else {
        read()
    }
}

/// Whether reading an object goes on behind an error: it is given back where not.
#[cold]
pub(super) fn go_on<E: Display>(error: E) -> Result<(), E> {
    if is_on() && error.to_string() == NOTED {
        Ok(())
    } else {
        Err(error)
    }
}

/// The error of an object that lacks nothing but what has been noted.
pub(super) fn noted() -> Option<String> {
    is_on().then(|| NOTED.to_owned())
}

/// A child that is wrong.
pub(super) struct WrongChild {
    pub(super) error: BufferedError,
    /// Whether there may be more to find in it when it is read again.
    pub(super) again: bool,
}

/// Reads the child of the value at the current place, and notes what is wrong with it.
pub(super) fn child<T>(
    step: &str,
    read: impl FnOnce() -> Result<T, BufferedError>,
) -> Result<T, WrongChild> {
    let before = steps();
    let length = COLLECTION.with_borrow_mut(|found| {
        let length = found.place.len();
        push_step(&mut found.place, step);
        length
    });
    let read = read();
    COLLECTION.with_borrow_mut(|found| found.place.truncate(length));
    read.map_err(|error| WrongChild {
        error: note(error, step),
        again: steps() != before,
    })
}

fn steps() -> usize {
    COLLECTION.with_borrow(|found| found.steps)
}

/// Notes what is wrong with the child at `step` of the current place; the value at that place itself where `step` is
/// empty. The error that goes on from there says only that.
fn note(error: BufferedError, step: &str) -> BufferedError {
    if error.message != NOTED {
        COLLECTION.with_borrow_mut(|found| {
            let mut pointer = found.place.clone();
            if !step.is_empty() {
                push_step(&mut pointer, step);
            }
            pointer.push_str(&error.pointer);
            found.add(DecodeFailure {
                pointer,
                rule: locate::take_rule(),
                message: error.message,
            });
        });
    }
    BufferedError {
        pointer: String::new(),
        message: NOTED.to_owned(),
    }
}

/// How many children of the list or map at the current place are done with.
pub(super) fn done() -> usize {
    COLLECTION.with_borrow(|found| found.done.get(&found.place).copied().unwrap_or(0))
}

/// Says how many children of the list or map at the current place are done with.
pub(super) fn set_done(count: usize) {
    COLLECTION.with_borrow_mut(|found| {
        let place = found.place.clone();
        if found.done.insert(place, count) != Some(count) {
            found.steps += 1;
        }
    });
}

/// Says that the array at the current place can only be read from its start: what an item is depends on its place.
pub(super) fn start_over() {
    if is_on() {
        COLLECTION.with_borrow_mut(|found| found.done.remove(&found.place));
    }
}

/// Runs `read` with the switch set, and sets it back, even after a panic.
fn switched<T>(on: bool, read: impl FnOnce() -> T) -> T {
    scoped::with(&IS_ON, on, read)
}
