//! Conditions that say the same of a value whether or not it is asked what they evaluate: one is enough.

use std::collections::HashMap;

use super::reach::{named, renumber};
use super::{Conditions, Extent};
use crate::api::{Assertion, ConditionId};

/// For each condition that says what it has evaluated the one that says the same by itself, where there is one.
pub(super) fn same(conditions: &Conditions<'_>) -> HashMap<ConditionId, ConditionId> {
    let known = &conditions.known;
    let mut same: HashMap<_, _> = (known.iter())
        .filter(|((_, extent, _), _)| *extent == Extent::Evaluating)
        .filter_map(|((address, ..), id)| {
            Some((*id, *known.get(&(*address, Extent::Whole, Vec::new()))?))
        })
        .collect();
    let naming = naming(conditions, &same);
    // All are taken for the same until they prove to differ, for they may name one another: what names one that differs is
    // tried again.
    let mut to_try: Vec<_> = same.keys().copied().collect();
    while let Some(one) = to_try.pop() {
        let Some(other) = same.get(&one) else {
            continue;
        };
        let renamed = |id| assertion(conditions, id).map(|it| renamed(it, &same));
        if renamed(one) != renamed(*other) {
            same.remove(&one);
            to_try.extend(naming.get(&one).into_iter().flatten());
        }
    }
    same
}

/// For each of these conditions those that name it, or whose counterparts do.
fn naming(
    conditions: &Conditions<'_>,
    same: &HashMap<ConditionId, ConditionId>,
) -> HashMap<ConditionId, Vec<ConditionId>> {
    let mut naming: HashMap<_, Vec<_>> = HashMap::new();
    for (one, other) in same {
        let mut found = Vec::new();
        for it in [one, other] {
            if let Some(assertion) = assertion(conditions, *it) {
                named(assertion, false, &mut found);
            }
        }
        for id in found.into_iter().filter(|id| same.contains_key(id)) {
            naming.entry(id).or_default().push(*one);
        }
    }
    naming
}

fn assertion<'c>(conditions: &'c Conditions<'_>, id: ConditionId) -> Option<&'c Assertion> {
    conditions.all.get(id.0).map(|it| &it.assertion)
}

fn renamed(assertion: &Assertion, same: &HashMap<ConditionId, ConditionId>) -> Assertion {
    let mut assertion = assertion.clone();
    renumber(&mut assertion, same);
    assertion
}
