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

    /// Has each item that is still to come checked, which is about to be sent or comes in.
    fn check_each(&self, check: ItemCheck<Self::Item>, is_sent: bool);
}

impl<T: Send + 'static> Streamed for Lines<T> {
    type Item = T;

    fn check_each(&self, check: ItemCheck<T>, is_sent: bool) {
        self.wrap(move |item| {
            let item = item?;
            checked(&item, check, is_sent)?;
            Ok(item)
        });
    }
}

impl<T: Send + 'static> Streamed for Events<T> {
    type Item = T;

    fn check_each(&self, check: ItemCheck<T>, is_sent: bool) {
        self.wrap(move |event| {
            let event = event?;
            checked(&event.data, check, is_sent)?;
            Ok(event)
        });
    }
}

impl<S: Streamed> Streamed for Option<S> {
    type Item = S::Item;

    fn check_each(&self, check: ItemCheck<S::Item>, is_sent: bool) {
        if let Some(stream) = self {
            stream.check_each(check, is_sent);
        }
    }
}

fn checked<T>(item: &T, check: ItemCheck<T>, is_sent: bool) -> Result<(), ItemError> {
    let keep = |at: &At<'_>| {
        check(at.this(item));
    };
    let checked = match is_sent {
        true => Violations::collect_sent(keep),
        false => Violations::collect(keep),
    };
    checked.map_err(ItemError::Invalid)
}

impl<T: Streamed> Subject<'_, T> {
    /// The rules of each item, checked as it comes.
    pub fn each(self, check: ItemCheck<T::Item>) -> Self {
        self.value().check_each(check, self.at().is_of_sent());
        self
    }
}
