//! Conditions that say the same of a value whether or not it is asked what they evaluate, and whichever way it travels: one
//! is enough.

use hashbrown::HashMap;

use super::asked::Asked;
use super::reach::{named, renumber};
use super::{Conditions, Extent};
use crate::api::{Assertion, ConditionId, Keyword, Sub};

/// For conditions of one schema that say the same the one that stands for all of them.
pub(super) fn same(conditions: &Conditions<'_>) -> HashMap<ConditionId, ConditionId> {
    let mut same = counterparts(conditions);
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

/// For conditions the one of the same schema that they may say the same as: the plainest there is.
fn counterparts(conditions: &Conditions<'_>) -> HashMap<ConditionId, ConditionId> {
    let mut of_schemas: HashMap<_, Vec<_>> = HashMap::new();
    for ((address, extent, asked), id) in &conditions.known {
        let is_evaluating = *extent == Extent::Evaluating;
        let extent = match is_evaluating {
            true => Extent::Whole,
            false => *extent,
        };
        let order = (is_evaluating, *asked != Asked::default(), *id);
        of_schemas
            .entry((*address, extent))
            .or_default()
            .push(order);
    }
    let mut counterparts = HashMap::new();
    for mut alike in of_schemas.into_values() {
        alike.sort_unstable();
        let mut ids = alike.into_iter().map(|(_, _, id)| id);
        if let Some(plainest) = ids.next() {
            counterparts.extend(ids.map(|id| (id, plainest)));
        }
    }
    counterparts
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
    rename(&mut assertion, same);
    assertion
}

/// Has an assertion name others in the place of those that it names. Two readings of a `oneOf` may turn out to be one by that.
pub(super) fn rename(assertion: &mut Assertion, same: &HashMap<ConditionId, ConditionId>) {
    renumber(assertion, same);
    join_readings(assertion);
}

fn join_readings(assertion: &mut Assertion) {
    for keyword in &mut assertion.0 {
        for (sub, _) in keyword.subs_mut() {
            if let Sub::Inline(inner) = sub {
                join_readings(inner);
            }
        }
        let Keyword::Any(subs) = keyword else {
            continue;
        };
        if let [Sub::Inline(one), Sub::Inline(other)] = subs.as_slice()
            && let [exactly @ Keyword::ExactlyOne(_)] = one.0.as_slice()
            && one == other
        {
            *keyword = exactly.clone();
        }
    }
}
