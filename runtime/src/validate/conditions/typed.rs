//! Conditions of values of any type, which are looked at as they are in JSON.

use super::super::json::{show, show_some};
use super::super::look::View;
use super::super::subject::Subject;
use super::Condition;

impl<T: View> Subject<'_, T> {
    /// The condition of the value as it is in JSON. One that isn't there is none.
    pub fn condition(self, condition: Condition) -> Self {
        if !self.at().is_left_out() {
            show_some(self.value(), |value| self.at().hold(value, condition));
        }
        self
    }

    /// Rules for strings and numbers that look at the value as it is in JSON: its type alone doesn't tell what it is there.
    pub fn written(self, check: Condition) -> Self {
        show(self.value(), |value| {
            check(self.at().this(value));
        });
        self
    }
}
