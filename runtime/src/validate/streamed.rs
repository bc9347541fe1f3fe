//! What comes piece by piece, checked as it comes.

use super::At;
use super::subject::Subject;
use super::violation::Violations;
use crate::stream::{Events, ItemError, Lines};

/// What checks an item.
pub type ItemCheck<T> = for<'b> fn(Subject<'b, T>) -> Subject<'b, T>;

/// A stream whose items can be checked as they come. One that breaks a rule is an error in its place.
pub trait Streamed {
    /// An item.
    type Item;

    /// Has each item that is still to come checked.
    fn check_each(&self, check: ItemCheck<Self::Item>);
}

impl<T: Send + 'static> Streamed for Lines<T> {
    type Item = T;

    fn check_each(&self, check: ItemCheck<T>) {
        self.wrap(move |item| {
            let item = item?;
            checked(&item, check)?;
            Ok(item)
        });
    }
}

impl<T: Send + 'static> Streamed for Events<T> {
    type Item = T;

    fn check_each(&self, check: ItemCheck<T>) {
        self.wrap(move |event| {
            let event = event?;
            checked(&event.data, check)?;
            Ok(event)
        });
    }
}

impl<S: Streamed> Streamed for Option<S> {
    type Item = S::Item;

    fn check_each(&self, check: ItemCheck<S::Item>) {
        if let Some(stream) = self {
            stream.check_each(check);
        }
    }
}

fn checked<T>(item: &T, check: ItemCheck<T>) -> Result<(), ItemError> {
    let keep = |at: &At<'_>| {
        check(at.this(item));
    };
    Violations::collect(keep).map_err(ItemError::Invalid)
}

impl<T: Streamed> Subject<'_, T> {
    /// The rules of each item, checked as it comes.
    pub fn each(self, check: ItemCheck<T::Item>) -> Self {
        self.value().check_each(check);
        self
    }
}
