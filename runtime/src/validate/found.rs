//! What a check has found.

use std::cell::{Cell, RefCell};

use super::left_out::LeftOut;
#[cfg(feature = "server")]
use super::violation::Place;
use super::violation::{MOST_VIOLATIONS, Violation};

/// How many conditions are looked at for one value: conditions on conditions could take time without end.
const MOST_STEPS: u32 = 1_000_000;

/// How many items or members of a value a condition may pass for what one more condition costs: looking at one takes a
/// small part of the time.
const PARTS_OF_A_STEP: usize = 16;

/// What has been found so far.
#[derive(Debug)]
pub(crate) struct Found {
    list: RefCell<Vec<Violation>>,
    /// Whether it is only asked if anything is wrong, not what.
    is_probe: bool,
    /// Whether what is checked is about to be sent.
    is_sent: bool,
    is_broken: Cell<bool>,
    /// How many more conditions may be looked at.
    steps: Cell<u32>,
    /// Where something else stands in for what can't be read.
    left_out: LeftOut,
}

impl Default for Found {
    fn default() -> Self {
        Self {
            list: RefCell::default(),
            is_probe: false,
            is_sent: false,
            is_broken: Cell::new(false),
            steps: Cell::new(MOST_STEPS),
            left_out: LeftOut::default(),
        }
    }
}

impl Found {
    /// Runs a check of which only is asked whether all is right. What it takes counts here.
    pub(super) fn is_right(&self, check: impl FnOnce(&Self)) -> bool {
        let (is_right, left) = Self::is_right_within(self.steps.get(), check);
        self.steps.set(left);
        is_right
    }

    /// Asks only if anything is wrong, and looks at so many conditions at most: with more of them, something is.
    fn probe(steps: u32) -> Self {
        Self {
            is_probe: true,
            steps: Cell::new(steps),
            ..Self::default()
        }
    }

    /// Whether a check by itself finds all right, looking at so many conditions at most, and how many of them are left.
    pub(super) fn is_right_within(steps: u32, check: impl FnOnce(&Self)) -> (bool, u32) {
        let probe = Self::probe(steps);
        check(&probe);
        (!probe.is_broken.get(), probe.steps.get())
    }

    /// For what is about to be sent.
    pub(super) fn of_sent() -> Self {
        Self {
            is_sent: true,
            ..Self::default()
        }
    }

    pub(super) fn is_probe(&self) -> bool {
        self.is_probe
    }

    pub(super) fn is_of_sent(&self) -> bool {
        self.is_sent
    }

    /// Whether one more condition may be looked at.
    pub(super) fn step(&self) -> bool {
        let left = self.steps.get();
        self.steps.set(left.saturating_sub(1));
        left > 0
    }

    /// Takes what looking at so many parts of a value costs.
    pub(super) fn spend(&self, parts: usize) {
        let steps = u32::try_from(parts / PARTS_OF_A_STEP).unwrap_or(u32::MAX);
        self.steps.set(self.steps.get().saturating_sub(steps));
    }

    /// Whether no more conditions may be looked at.
    pub(super) fn is_spent(&self) -> bool {
        self.steps.get() == 0
    }

    /// Notes nothing more.
    pub(super) fn stop(&self) {
        self.is_broken.set(true);
    }

    /// Whether nothing more is noted.
    pub(super) fn is_full(&self) -> bool {
        self.is_broken.get() || self.list.borrow().len() >= MOST_VIOLATIONS
    }

    /// Says nothing of what depends on these places in the body or a parameter.
    #[cfg(feature = "server")]
    pub(crate) fn leave_out(&mut self, part: Place, places: Vec<String>) {
        self.left_out.add(part, places);
    }

    pub(super) fn left_out(&self) -> &LeftOut {
        &self.left_out
    }

    /// Notes a violation, unless it is full; `None`: that is none, for what is left out.
    pub(super) fn note(&self, violation: impl FnOnce(&LeftOut) -> Option<Violation>) {
        if self.is_full() {
        } else if self.is_probe {
            self.is_broken.set(true);
        } else if let Some(violation) = violation(&self.left_out) {
            let mut list = self.list.borrow_mut();
            // A rule of a typed value may be one of a condition as well.
            if !list.contains(&violation) {
                list.push(violation);
            }
        }
    }

    pub(crate) fn into_list(self) -> Vec<Violation> {
        self.list.into_inner()
    }
}
