//! What of a value has been evaluated (JSON Schema Core, section 11): asked for only where a schema says what becomes of
//! the rest.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// The keys and the items that schemas for this value have spoken of.
#[derive(Debug, Default)]
pub(super) struct Evaluated {
    keys: RefCell<BTreeSet<String>>,
    items: RefCell<BTreeSet<usize>>,
    /// All items from this index on.
    from: Cell<Option<usize>>,
}

impl Evaluated {
    pub(super) fn add_key(&self, key: &str) {
        let mut keys = self.keys.borrow_mut();
        if !keys.contains(key) {
            keys.insert(key.to_owned());
        }
    }

    pub(super) fn add_item(&self, index: usize) {
        self.items.borrow_mut().insert(index);
    }

    /// Adds all items from an index on.
    pub(super) fn add_items_from(&self, first: usize) {
        let from = self.from.get().map_or(first, |from| from.min(first));
        self.from.set(Some(from));
    }

    /// Adds what another schema for the same value has spoken of.
    pub(super) fn add_all(&self, other: &Self) {
        self.keys.borrow_mut().append(&mut other.keys.borrow_mut());
        self.items
            .borrow_mut()
            .append(&mut other.items.borrow_mut());
        if let Some(first) = other.from.get() {
            self.add_items_from(first);
        }
    }

    pub(super) fn has_key(&self, key: &str) -> bool {
        self.keys.borrow().contains(key)
    }

    pub(super) fn has_item(&self, index: usize) -> bool {
        self.from.get().is_some_and(|from| from <= index) || self.items.borrow().contains(&index)
    }
}
