//! Conditions that say the same of a value whether or not it is asked what they evaluate: one is enough.

use std::collections::HashMap;

use super::{Conditions, Extent};
use crate::api::{Assertion, ConditionId};

/// For each condition that says what it has evaluated the one that says the same by itself, where there is one.
pub(super) fn same(conditions: &Conditions<'_>) -> HashMap<ConditionId, ConditionId> {
    let known = &conditions.known;
    let mut same: HashMap<_, _> = (known.iter())
        .filter(|((_, extent), _)| *extent == Extent::Evaluating)
        .filter_map(|((address, _), id)| Some((*id, *known.get(&(*address, Extent::Whole))?)))
        .collect();
    let assertion = |id: &ConditionId| conditions.all.get(id.0).map(|it| &it.assertion);
    // All are taken for the same until they prove to differ, for they may name one another.
    loop {
        let before = same.len();
        let differing: Vec<_> = (same.iter())
            .filter(|(one, other)| {
                let renamed = |id| assertion(id).map(|it| renamed(it, &same));
                renamed(one) != renamed(other)
            })
            .map(|(one, _)| *one)
            .collect();
        for one in differing {
            same.remove(&one);
        }
        if same.len() == before {
            return same;
        }
    }
}

fn renamed(assertion: &Assertion, same: &HashMap<ConditionId, ConditionId>) -> Assertion {
    let mut assertion = assertion.clone();
    super::reach::renumber(&mut assertion, same);
    assertion
}
