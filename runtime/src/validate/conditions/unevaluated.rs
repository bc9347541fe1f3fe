//! What becomes of the keys and items that a schema doesn't speak of (JSON Schema Core, section 11).

use serde_json::Value;

use super::super::evaluated::Evaluated;
use super::super::subject::Subject;
use super::Condition;

impl Subject<'_, Value> {
    /// A condition, and one of what stands under the keys that it doesn't evaluate.
    pub fn unevaluated_properties(self, condition: Condition, rest: Condition) -> Self {
        let evaluated = self.evaluate(condition);
        for (key, value) in self.members().filter(|(key, _)| !evaluated.has_key(key)) {
            evaluated.add_key(key);
            self.at().key(key, value).all(rest);
        }
        self.add_evaluated(&evaluated);
        self
    }

    /// A condition, and one of the items that it doesn't evaluate.
    pub fn unevaluated_items(self, condition: Condition, rest: Condition) -> Self {
        let evaluated = self.evaluate(condition);
        let all = self.elements().iter().enumerate();
        for (index, item) in all.filter(|(index, _)| !evaluated.has_item(*index)) {
            self.at().index(index, item).all(rest);
        }
        evaluated.add_items_from(0);
        self.add_evaluated(&evaluated);
        self
    }

    /// Checks a condition, and what of the value it evaluates.
    fn evaluate(&self, condition: Condition) -> Evaluated {
        let evaluated = Evaluated::default();
        if self.at().may_go_on() {
            condition(self.at().noting(Some(&evaluated)).this(self.value()));
        }
        evaluated
    }

    fn add_evaluated(&self, evaluated: &Evaluated) {
        if let Some(all) = self.at().evaluated() {
            all.add_all(evaluated);
        }
    }
}
