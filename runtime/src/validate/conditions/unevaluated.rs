//! What becomes of the keys and items that a schema doesn't speak of (JSON Schema Core, section 11).

use std::ops::ControlFlow::Continue;

use super::super::evaluated::Evaluated;
use super::super::json::{Json, show};
use super::super::subject::Subject;
use super::Condition;

impl Subject<'_, Json<'_>> {
    /// A condition, and one of what stands under the keys that it doesn't evaluate.
    pub fn unevaluated_properties(self, condition: Condition, rest: Condition) -> Self {
        let evaluated = self.evaluate(condition);
        let shown = self.each_member(&mut |place, key, value| {
            if !evaluated.has(place) {
                show(value, |value| {
                    self.at().key(key, value).all(rest);
                });
            }
            Continue(())
        });
        self.add_evaluated(&evaluated, shown.is_some());
        self
    }

    /// A condition, and one of the items that it doesn't evaluate.
    pub fn unevaluated_items(self, condition: Condition, rest: Condition) -> Self {
        let evaluated = self.evaluate(condition);
        let shown = self.each_item(&mut |index, item| {
            if !evaluated.has(index) {
                show(item, |item| {
                    self.at().index(index, item).all(rest);
                });
            }
            Continue(())
        });
        self.add_evaluated(&evaluated, shown.is_some());
        self
    }

    /// Checks a condition, and what of the value it evaluates.
    fn evaluate(&self, condition: Condition) -> Evaluated {
        let evaluated = Evaluated::default();
        (self.at().noting(Some(&evaluated))).hold(self.value(), condition);
        evaluated
    }

    /// Adds what a condition evaluates; all, where what it doesn't has been evaluated too.
    fn add_evaluated(&self, evaluated: &Evaluated, are_all: bool) {
        if let Some(all) = self.at().evaluated() {
            all.add_all(evaluated);
            if are_all {
                all.add_from(0);
            }
        }
    }
}
