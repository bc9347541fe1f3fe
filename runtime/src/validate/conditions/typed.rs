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

    /// A condition that only matters where the value is being tried as one of several types: whether it fits one of the
    /// alternatives that the type stands for. What else is wrong with it, the rules of the whole tell.
    pub fn fitting(self, condition: Condition) -> Self {
        match self.at().is_probe() {
            true => self.condition(condition),
            false => self,
        }
    }

    /// Rules for strings and numbers that look at the value as it is in JSON: its type alone doesn't tell what it is there.
    pub fn written(self, check: Condition) -> Self {
        show(self.value(), |value| {
            check(self.at().this(value));
        });
        self
    }
}
