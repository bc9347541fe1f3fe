//! Rules for arrays and objects, for what Rust's type doesn't tell the items or the keys of.

use std::ops::ControlFlow::{self, Break, Continue};

use super::at::At;
use super::look::{Look, View};
use super::places::Places;
use super::subject::{Counted, Subject};
use super::uniqueness::has_unique_items;

/// Rules for arrays and objects in JSON.
impl<T: View> Subject<'_, T> {
    /// At least so many items in JSON.
    pub fn min_elements(self, least: usize) -> Self {
        let count = self.item_count();
        self.at_least(count, Counted(least, "item"), "minItems")
    }

    /// At most so many items in JSON.
    pub fn max_elements(self, most: usize) -> Self {
        let count = self.item_count();
        self.at_most(count, Counted(most, "item"), "maxItems")
    }

    /// No two items that are equal in JSON. Allocates nothing for up to 256.
    pub fn unique_items(self) -> Self {
        let (holds, looks) = has_unique_items(self.value());
        self.at().spend(looks);
        self.expect(
            holds,
            "uniqueItems",
            format_args!("must have no item twice"),
        )
    }

    /// At least so many keys in JSON.
    pub fn min_keys(self, least: usize) -> Self {
        let count = self.key_count();
        self.at_least(count, Counted(least, "key"), "minProperties")
    }

    /// At most so many keys in JSON.
    pub fn max_keys(self, most: usize) -> Self {
        let count = self.key_count();
        self.at_most(count, Counted(most, "key"), "maxProperties")
    }

    /// Keys that must be there where `key` is.
    pub fn dependent_required(self, key: &str, needed: &[&str]) -> Self {
        let mut depends = false;
        let mut there = Places::default();
        self.each_member(&mut |_, found, _| {
            depends |= found == key;
            there.extend(needed.iter().position(|key| *key == found));
            Continue(())
        });
        if depends {
            self.expect_keys(needed, &there, "dependentRequired");
        }
        self
    }

    /// All of these keys, of which some are there.
    pub(super) fn expect_keys(&self, keys: &[&str], there: &Places, rule: &'static str) {
        let missing = keys.iter().enumerate();
        for (_, key) in missing.filter(|(place, _)| !there.has(*place)) {
            let at = self.at().key(key, &());
            at.at().violate(rule, format_args!("is missing"));
        }
    }

    fn item_count(&self) -> Option<usize> {
        self.each_item(&mut |_, _| Continue(()))
    }

    fn key_count(&self) -> Option<usize> {
        self.each_member(&mut |_, _, _| Continue(()))
    }

    /// Shows the items of the array that the value is, each with its index. How many were shown; `None` where the value
    /// is no array.
    pub(super) fn each_item(&self, show: &mut OnItem<'_>) -> Option<usize> {
        let mut items = Items {
            at: self.at(),
            show,
            count: None,
        };
        self.value().look(&mut items);
        self.at().spend(items.count.unwrap_or_default());
        items.count
    }

    /// Shows the members of the object that the value is, each with its place among them and its key. How many were
    /// shown; `None` where the value is no object.
    pub(super) fn each_member(&self, show: &mut OnMember<'_>) -> Option<usize> {
        let mut members = Members {
            at: self.at(),
            show,
            count: None,
        };
        self.value().look(&mut members);
        self.at().spend(members.count.unwrap_or_default());
        members.count
    }
}

type OnItem<'f> = dyn FnMut(usize, &dyn View) -> ControlFlow<()> + 'f;

type OnMember<'f> = dyn FnMut(usize, &str, &dyn View) -> ControlFlow<()> + 'f;

/// The items of an array, until one breaks off or so much is wrong that no more is noted.
struct Items<'s, 'f> {
    at: &'s At<'s>,
    show: &'s mut OnItem<'f>,
    count: Option<usize>,
}

impl Look for Items<'_, '_> {
    fn array(&mut self) -> ControlFlow<()> {
        self.count = Some(0);
        Continue(())
    }

    fn item(&mut self, item: &dyn View) -> ControlFlow<()> {
        (self.show)(next(&mut self.count), item)?;
        unless_full(self.at)
    }

    fn object(&mut self) -> ControlFlow<()> {
        Break(())
    }
}

/// The members of an object, as far.
struct Members<'s, 'f> {
    at: &'s At<'s>,
    show: &'s mut OnMember<'f>,
    count: Option<usize>,
}

impl Look for Members<'_, '_> {
    fn array(&mut self) -> ControlFlow<()> {
        Break(())
    }

    fn object(&mut self) -> ControlFlow<()> {
        self.count = Some(0);
        Continue(())
    }

    fn member(&mut self, key: &str, value: &dyn View) -> ControlFlow<()> {
        (self.show)(next(&mut self.count), key, value)?;
        unless_full(self.at)
    }
}

/// The place of the next part, which is counted.
fn next(count: &mut Option<usize>) -> usize {
    let place = count.unwrap_or_default();
    *count = Some(place + 1);
    place
}

fn unless_full(at: &At<'_>) -> ControlFlow<()> {
    match at.is_full() {
        true => Break(()),
        false => Continue(()),
    }
}
