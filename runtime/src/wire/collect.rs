//! All that is wrong with a document, rather than what is wrong first.
//!
//! Reading a document ends at its first error. Once it has been refused, it is read again, as a value in memory: there an
//! error is noted with its place, and reading goes on with the next key. Documents that are right pay nothing for it.

#[cfg(all(test, feature = "server"))]
mod tests;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Display;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::buffered::{Buffered, BufferedError};
use super::exact;
use super::locate::{self, DecodeFailure, push_step};
use super::stand_in;
use super::unread::{Read, Unread};
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

#[cfg(test)]
thread_local! {
    /// How often values have been read with all that is wrong collected.
    static READINGS: Cell<usize> = const { Cell::new(0) };
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
    /// The arrays that can only be read from their start.
    whole: HashSet<String>,
    /// The keys that objects lack, each with its object's place.
    missing: Vec<(String, &'static str)>,
    /// Values that would be right in places that are wrong.
    suggestions: BTreeMap<String, Value>,
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
) -> Result<Read<T>, Unread<T>> {
    let _work = Work::begin();
    COLLECTION.take();
    let mut budget = MOST_READ_AGAIN;
    let read = loop {
        let before = steps();
        let read = collecting::<T>(value);
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
        missing,
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
    let rest = stand_in::read(value, length, &failures, &missing);
    let failures = failures.into();
    Err(Unread { failures, rest })
}

/// What one reading of a value gives.
pub(super) struct Pass<T> {
    pub(super) value: Option<T>,
    pub(super) failures: Vec<DecodeFailure>,
    /// The keys that objects lack, each with its object's place.
    pub(super) missing: Vec<(String, &'static str)>,
    /// Values that would be right in places that are wrong.
    pub(super) suggestions: BTreeMap<String, Value>,
}

/// Reads a value once.
pub(super) fn pass<T: DeserializeOwned>(value: &Value) -> Pass<T> {
    COLLECTION.take();
    let read = collecting::<T>(value);
    let value = read.map_err(|error| note(error, "")).ok();
    let found = COLLECTION.take();
    Pass {
        value,
        failures: found.failures,
        missing: found.missing,
        suggestions: found.suggestions,
    }
}

/// Reads a value, and collects what is wrong with it.
fn collecting<T: DeserializeOwned>(value: &Value) -> Result<T, BufferedError> {
    #[cfg(test)]
    READINGS.set(READINGS.get() + 1);
    switched(true, || exact::read(Buffered(value)))
}

/// Where in a value several alternatives fit of which only one may, or none does because several fit inside of it, as far as
/// it can be read.
pub(super) fn overlaps<T: DeserializeOwned>(value: &Value) -> Vec<DecodeFailure> {
    let _work = Work::begin();
    COLLECTION.take();
    if let Err(error) = collecting::<T>(value) {
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
    if is_noted(&error) { Ok(()) } else { Err(error) }
}

/// Whether an error says no more than that what is wrong has been noted.
#[cold]
pub(super) fn is_noted<E: Display>(error: &E) -> bool {
    is_on() && error.to_string() == NOTED
}

/// Notes which keys the object at the current place lacks.
#[cold]
pub(super) fn note_missing(keys: impl Iterator<Item = &'static str>) {
    if is_on() {
        COLLECTION.with_borrow_mut(|found| {
            let place = found.place.clone();
            found.missing.extend(keys.map(|key| (place.clone(), key)));
        });
    }
}

/// Says which value would be right at the current place.
#[cold]
pub(super) fn suggest(value: impl FnOnce() -> Option<Value>) {
    if is_on()
        && let Some(value) = value()
    {
        COLLECTION.with_borrow_mut(|found| found.suggestions.insert(found.place.clone(), value));
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
        if !found.whole.contains(&place) && found.done.insert(place, count) != Some(count) {
            found.steps += 1;
        }
    });
}

/// Says that the array at the current place can only be read from its start: what an item is depends on its place.
pub(super) fn start_over() {
    if is_on() {
        COLLECTION.with_borrow_mut(|found| {
            found.done.remove(&found.place);
            found.whole.insert(found.place.clone());
        });
    }
}

/// Runs `read` with the switch set, and sets it back, even after a panic.
fn switched<T>(on: bool, read: impl FnOnce() -> T) -> T {
    scoped::with(&IS_ON, on, read)
}
