//! Conditions of arrays. Of a value that is none they say nothing.

use std::ops::ControlFlow::{Break, Continue};

use super::super::json::{Json, show};
use super::super::subject::Subject;
use super::Condition;

impl Subject<'_, Json<'_>> {
    /// A condition of the item at an index.
    pub fn item(self, index: usize, condition: Condition) -> Self {
        self.each_item(&mut |place, item| {
            if place < index {
                return Continue(());
            }
            if let Some(evaluated) = self.at().evaluated() {
                evaluated.add(index);
            }
            show(item, |item| {
                self.at().index(index, item).all(condition);
            });
            Break(())
        });
        self
    }

    /// A condition of each item from an index on.
    pub fn items_from(self, first: usize, condition: Condition) -> Self {
        let shown = self.each_item(&mut |index, item| {
            if index >= first {
                show(item, |item| {
                    self.at().index(index, item).all(condition);
                });
            }
            Continue(())
        });
        if let (Some(_), Some(evaluated)) = (shown, self.at().evaluated()) {
            evaluated.add_from(first);
        }
        self
    }

    /// How many items fit a condition, at least and at most.
    pub fn contains(self, least: usize, most: Option<usize>, condition: Condition) -> Self {
        let evaluated = self.at().evaluated();
        let enough = match (evaluated, most) {
            // Where it is asked what is evaluated, all that fit count.
            (Some(_), _) => usize::MAX,
            (None, Some(most)) => most.saturating_add(1),
            (None, None) => least,
        };
        let mut count = 0;
        let shown = self.each_item(&mut |index, item| {
            if count == enough {
                return Break(());
            }
            let mut fits = false;
            show(item, |item| {
                fits = self.at().noting(None).fits(item, condition);
            });
            if fits {
                count += 1;
                evaluated.inspect(|evaluated| evaluated.add(index));
            }
            Continue(())
        });
        if shown.is_none() {
            return self;
        }
        let rule = if least == 1 {
            "contains"
        } else {
            "minContains"
        };
        let message =
            format_args!("must have at least {least} of the items that it has to contain");
        self.expect(count >= least, rule, message).expect(
            most.is_none_or(|most| count <= most),
            "maxContains",
            format_args!("must not have that many of the items that it has to contain"),
        )
    }
}
