//! Which conditions there are in the end: those that something reaches, and none that leads back to itself without going
//! into the value.

use hashbrown::{HashMap, HashSet};

use super::super::applicable;
use super::{Conditions, equal};
use crate::api::{Assertion, Condition, ConditionId, Keyword, Rule, Rules, Sent, Sub, TypeDef};

/// The conditions that rules reach, in the order in which they were found. The rules are pointed at their new ids.
pub(in crate::lower) fn finish(
    conditions: Conditions<'_>,
    types: &mut [TypeDef],
    sets: &mut [Sent],
) -> Vec<Condition> {
    let same = equal::same(&conditions);
    let mut all = conditions.all;
    for condition in &mut all {
        equal::rename(&mut condition.assertion, &same);
    }
    break_circles(&mut all);
    let mut queue = Vec::new();
    applicable::all(types, sets, &mut |_, rules| {
        each_renumbered(rules, &same);
        unfold(rules, &all);
        each(rules, &mut |id| queue.push(*id));
    });
    let mut reached = HashSet::new();
    while let Some(id) = queue.pop() {
        if reached.insert(id)
            && let Some(condition) = all.get(id.0)
        {
            named(&condition.assertion, false, &mut queue);
        }
    }
    let mut order: Vec<_> = reached.into_iter().collect();
    order.sort_unstable();
    let ids: HashMap<_, _> = (order.iter().enumerate())
        .map(|(new, old)| (*old, ConditionId(new)))
        .collect();
    applicable::all(types, sets, &mut |_, rules| each_renumbered(rules, &ids));
    let kept = (all.into_iter().enumerate())
        .filter(|(index, _)| ids.contains_key(&ConditionId(*index)))
        .map(|(_, mut condition)| {
            renumber(&mut condition.assertion, &ids);
            condition
        });
    kept.collect()
}

/// Puts rules in the place of conditions that are nothing but rules.
fn unfold(rules: &mut Rules, all: &[Condition]) {
    let plain = |rule: &Rule| {
        let Rule::Condition(id) = rule else {
            return None;
        };
        let keywords = all.get(id.0)?.assertion.0.iter();
        let rules = keywords.map(|keyword| match keyword {
            Keyword::Rule(rule) => Some(rule.clone()),
            _ => None,
        });
        rules.collect::<Option<Vec<_>>>()
    };
    let own = std::mem::take(&mut rules.own);
    (rules.own).extend(
        own.into_iter()
            .flat_map(|rule| plain(&rule).unwrap_or(vec![rule])),
    );
    for inner in [&mut rules.items, &mut rules.values].into_iter().flatten() {
        unfold(inner, all);
    }
}

/// Has rules name other conditions in the place of those that they name.
fn each_renumbered(rules: &mut Rules, ids: &HashMap<ConditionId, ConditionId>) {
    each(rules, &mut |id| {
        if let Some(new) = ids.get(id) {
            *id = *new;
        }
    });
}

/// Calls `visit` with each condition among rules.
fn each(rules: &mut Rules, visit: &mut dyn FnMut(&mut ConditionId)) {
    for rule in &mut rules.own {
        if let Rule::Condition(id) | Rule::Fitting(id) = rule {
            visit(id);
        }
    }
    for inner in [&mut rules.items, &mut rules.values].into_iter().flatten() {
        each(inner, visit);
    }
}

/// The conditions that an assertion names; where `in_place`, only for the same value.
pub(super) fn named(assertion: &Assertion, in_place: bool, found: &mut Vec<ConditionId>) {
    for keyword in &assertion.0 {
        for (sub, is_in_place) in keyword.subs() {
            match sub {
                _ if in_place && !is_in_place => {}
                Sub::Named(id) => found.push(*id),
                Sub::Inline(inner) => named(inner, in_place, found),
            }
        }
    }
}

/// Has an assertion name others in the place of those that it names.
pub(super) fn renumber(assertion: &mut Assertion, ids: &HashMap<ConditionId, ConditionId>) {
    for (sub, _) in assertion
        .0
        .iter_mut()
        .flat_map(|keyword| keyword.subs_mut())
    {
        match sub {
            Sub::Named(id) => {
                if let Some(new) = ids.get(id) {
                    *id = *new;
                }
            }
            Sub::Inline(inner) => renumber(inner, ids),
        }
    }
}

/// A condition that depends on itself for the same value says nothing by that (JSON Schema Core, section 9.4.1).
fn break_circles(all: &mut [Condition]) {
    /// A condition that is being followed, and what is still to be followed from it.
    struct Followed(ConditionId, Vec<ConditionId>);
    let next = |all: &[Condition], id: ConditionId| {
        let mut found = Vec::new();
        if let Some(condition) = all.get(id.0) {
            named(&condition.assertion, true, &mut found);
        }
        Followed(id, found)
    };
    let mut done = HashSet::new();
    let mut open = HashSet::new();
    for index in 0..all.len() {
        if done.contains(&ConditionId(index)) {
            continue;
        }
        let mut path = vec![next(all, ConditionId(index))];
        open.insert(ConditionId(index));
        while let Some(Followed(id, rest)) = path.last_mut() {
            let id = *id;
            match rest.pop() {
                Some(to) if open.contains(&to) => {
                    if let Some(condition) = all.get_mut(id.0) {
                        drop_in_place(&mut condition.assertion, to);
                    }
                }
                Some(to) if done.contains(&to) => {}
                Some(to) => {
                    open.insert(to);
                    path.push(next(all, to));
                }
                None => {
                    open.remove(&id);
                    done.insert(id);
                    path.pop();
                }
            }
        }
    }
}

/// Takes a condition for fulfilled where it is named for the same value.
fn drop_in_place(assertion: &mut Assertion, to: ConditionId) {
    for keyword in &mut assertion.0 {
        for (sub, is_in_place) in keyword.subs_mut() {
            match sub {
                _ if !is_in_place => {}
                Sub::Named(id) if *id == to => *sub = Sub::Inline(Assertion::default()),
                Sub::Named(_) => {}
                Sub::Inline(inner) => drop_in_place(inner, to),
            }
        }
    }
}
