//! What of a value has been evaluated (JSON Schema Core, section 11): asked for only where a schema says what becomes of
//! the rest.

use std::cell::{Cell, RefCell};

use super::places::Places;

/// The members or the items that schemas for this value have spoken of, by where they stand among all.
#[derive(Debug, Default)]
pub(super) struct Evaluated {
    parts: RefCell<Places>,
    /// All from there on.
    from: Cell<Option<usize>>,
}

impl Evaluated {
    pub(super) fn add(&self, place: usize) {
        self.parts.borrow_mut().add(place);
    }

    /// Adds all from a place on.
    pub(super) fn add_from(&self, first: usize) {
        let from = self.from.get().map_or(first, |from| from.min(first));
        self.from.set(Some(from));
    }

    /// Adds what another schema for the same value has spoken of.
    pub(super) fn add_all(&self, other: &Self) {
        self.parts.borrow_mut().add_all(&other.parts.borrow());
        if let Some(first) = other.from.get() {
            self.add_from(first);
        }
    }

    pub(super) fn has(&self, place: usize) -> bool {
        self.from.get().is_some_and(|from| from <= place) || self.parts.borrow().has(place)
    }
}
