//! Conditions of objects. Of a value that is none they say nothing.

use std::ops::ControlFlow::{self, Break, Continue};

use super::super::json::{Json, Kind, show};
use super::super::look::View;
use super::super::pattern::Pattern;
use super::super::places::Places;
use super::super::subject::Subject;
use super::Condition;

impl Subject<'_, Json<'_>> {
    /// A condition of the member at a place, which is evaluated by that.
    fn member(&self, place: usize, key: &str, value: &dyn View, condition: Condition) {
        if let Some(evaluated) = self.at().evaluated() {
            evaluated.add(place);
        }
        show(value, |value| {
            self.at().key(key, value).all(condition);
        });
    }

    /// Keys that must be there.
    pub fn required(self, keys: &[&str]) -> Self {
        let mut there = Places::default();
        let shown = self.each_member(&mut |_, found, _| {
            there.extend(keys.iter().position(|key| *key == found));
            Continue(())
        });
        if shown.is_some() {
            self.expect_keys(keys, &there, "required");
        }
        self
    }

    /// A condition of the object where `key` is there.
    pub fn dependent(self, key: &str, condition: Condition) -> Self {
        let mut is_there = false;
        self.each_member(&mut |_, found, _| {
            is_there = found == key;
            unless(is_there)
        });
        if is_there { self.all(condition) } else { self }
    }

    /// A condition of what stands under a key.
    pub fn property(self, key: &str, condition: Condition) -> Self {
        self.properties(&[(key, condition)])
    }

    /// Conditions of what stands under several keys.
    pub fn properties(self, conditions: &[(&str, Condition)]) -> Self {
        // Keys mostly come in the order in which they are described: the one after the last is tried first.
        let mut next = conditions.iter().cycle();
        let mut left = conditions.len();
        self.each_member(&mut |place, key, value| {
            let mut ahead = next.clone();
            let mut round = ahead.by_ref().take(conditions.len());
            if let Some((_, condition)) = round.find(|(own, _)| *own == key) {
                self.member(place, key, value, *condition);
                next = ahead;
                left -= 1;
            }
            unless(left == 0)
        });
        self
    }

    /// A condition of what stands under keys that match.
    pub fn properties_like(self, pattern: &Pattern, condition: Condition) -> Self {
        self.each_member(&mut |place, key, value| {
            if pattern.is_match(key) {
                self.member(place, key, value, condition);
            }
            Continue(())
        });
        self
    }

    /// A condition of what stands under any other keys than these, which are in order, and those that match.
    pub fn other_properties(
        self,
        keys: &[&str],
        patterns: &[&Pattern],
        condition: Condition,
    ) -> Self {
        let is_other = |key: &str| {
            keys.binary_search(&key).is_err()
                && !patterns.iter().any(|pattern| pattern.is_match(key))
        };
        self.each_member(&mut |place, key, value| {
            if is_other(key) {
                self.member(place, key, value, condition);
            }
            Continue(())
        });
        self
    }

    /// A condition of the keys themselves.
    pub fn property_names(self, condition: Condition) -> Self {
        self.each_member(&mut |_, key, _| {
            let name = Json(Kind::Text(key));
            if !self.at().noting(None).fits(&name, condition) {
                let at = self.at().key(key, &());
                let message = format_args!("is not a key that is allowed");
                at.at().violate("propertyNames", message);
            }
            Continue(())
        });
        self
    }
}

/// Goes on unless that is so.
fn unless(is_done: bool) -> ControlFlow<()> {
    match is_done {
        true => Break(()),
        false => Continue(()),
    }
}
