//! Drafts → named types: only those that something reaches, in the description's order, with names, and with what
//! can only be said once all of them are known.

use hashbrown::HashMap;

use super::applicable;
use super::assertions::{self, Conditions};
use super::choices;
use super::drafts::{Draft, Drafts, Parent, Source};
use super::recursion;
use super::type_names;
use super::visit;
use crate::api::{Condition, Rules, Sent, Shape, TypeDef, TypeId};
use crate::report::Reports;

/// Makes the named types, those in `asked` and what is reached from operations, and points what uses them at their new
/// ids.
pub(super) fn finish(
    drafts: Drafts,
    asked: Vec<TypeId>,
    conditions: Conditions<'_>,
    sets: &mut [Sent],
    reports: &mut Reports,
) -> (Vec<TypeDef>, Vec<Condition>) {
    let mut drafts = drafts.all;
    let may_be_unused = !asked.is_empty();
    let reach = Reach::of(&mut drafts, asked, sets);
    let order = order(&drafts, &reach);
    let new_ids: HashMap<TypeId, TypeId> = order
        .iter()
        .enumerate()
        .map(|(new, &old)| (old, TypeId(new)))
        .collect();
    let names = type_names::names(&drafts, &order);
    let unions: Vec<_> = order
        .iter()
        .map(|old| drafts.get(old.0).and_then(|draft| draft.union.clone()))
        .collect();
    let mut types: Vec<_> = order
        .iter()
        .zip(names)
        .filter_map(|(&old, name)| type_def(&drafts, &reach, old, name))
        .collect();
    renumber(&mut types, sets, &new_ids);
    let places: Vec<_> = order
        .iter()
        .filter_map(|old| Some(drafts.get(old.0)?.source.place()))
        .collect();
    recursion::end(&mut types, &places, reports);
    if may_be_unused {
        drop_alias_rules(&mut types);
    }
    choices::settle(&mut types, &unions, reports);
    applicable::retain(&mut types, sets);
    let conditions = assertions::finish(conditions, &mut types, sets);
    assertions::show_keys(&conditions, &mut types, sets);
    (types, conditions)
}

/// Drops the rules of aliases: where one is used, it is held to copies of them, and one that nothing uses can't be.
fn drop_alias_rules(types: &mut [TypeDef]) {
    for def in types {
        if matches!(def.shape, Shape::Alias(_)) {
            def.rules = Rules::default();
        }
    }
}

fn type_def(drafts: &[Draft], reach: &Reach, old: TypeId, name: String) -> Option<TypeDef> {
    let draft = drafts.get(old.0)?;
    Some(TypeDef {
        name,
        docs: draft.docs.clone(),
        shape: draft.shape.clone()?,
        rules: draft.rules.clone(),
        in_json: reach.json.contains(&old),
        in_text: reach.text.contains(&old),
    })
}

/// What is reached, and by which way.
#[derive(Debug, Default)]
struct Reach {
    json: hashbrown::HashSet<TypeId>,
    text: hashbrown::HashSet<TypeId>,
}

impl Reach {
    fn of(drafts: &mut [Draft], asked: Vec<TypeId>, sets: &mut [Sent]) -> Self {
        let mut json = asked;
        let mut text = Vec::new();
        for operation in sets.iter_mut().flat_map(|set| &mut set.operations) {
            visit::json_types(operation, &mut |ty| json.extend(visit::named(ty)));
            visit::parameter_types(operation, &mut |ty| text.extend(visit::named(ty)));
        }
        for set in sets.iter_mut().flat_map(|set| &mut set.header_sets) {
            visit::header_types(set, &mut |ty, is_json| {
                let reached = if is_json { &mut json } else { &mut text };
                reached.extend(visit::named(ty));
            });
        }
        Self {
            json: closure(drafts, json),
            text: closure(drafts, text),
        }
    }
}

/// All that is reached from `queue`.
fn closure(drafts: &mut [Draft], mut queue: Vec<TypeId>) -> hashbrown::HashSet<TypeId> {
    let mut reached = hashbrown::HashSet::new();
    while let Some(id) = queue.pop() {
        if !reached.insert(id) {
            continue;
        }
        if let Some(shape) = drafts.get_mut(id.0).and_then(|draft| draft.shape.as_mut()) {
            visit::shape_types(shape, &mut |ty| queue.extend(visit::named(ty)));
        }
    }
    reached
}

/// The types in the order in which the description has them: components, each followed by what stands in it, then
/// what stands in operations.
fn order(drafts: &[Draft], reach: &Reach) -> Vec<TypeId> {
    let mut ids: Vec<_> = (0..drafts.len())
        .map(TypeId)
        .filter(|id| reach.json.contains(id) || reach.text.contains(id))
        .collect();
    let roots: Vec<_> = (0..drafts.len())
        .map(|index| root(drafts, TypeId(index)))
        .collect();
    ids.sort_by_key(|id| (roots.get(id.0).copied(), *id));
    ids
}

/// Where in the order a type's outermost parent stands.
fn root(drafts: &[Draft], id: TypeId) -> (usize, Option<super::splits::Direction>) {
    let mut id = id;
    loop {
        match drafts.get(id.0).map(|draft| (&draft.source, &draft.origin)) {
            Some((
                Source::Component {
                    index, direction, ..
                },
                _,
            )) => return (*index, *direction),
            Some((Source::Inline { .. }, Some(origin))) => match &origin.parent {
                Parent::Type(parent) if parent.0 < id.0 => id = *parent,
                _ => return (usize::MAX, None),
            },
            _ => return (usize::MAX, None),
        }
    }
}

fn renumber(types: &mut [TypeDef], sets: &mut [Sent], new_ids: &HashMap<TypeId, TypeId>) {
    let mut renumber = |ty: &mut crate::api::Type| {
        if let Some(id) = visit::named_mut(ty)
            && let Some(new) = new_ids.get(id)
        {
            *id = *new;
        }
    };
    for def in types {
        let shape: &mut Shape = &mut def.shape;
        visit::shape_types(shape, &mut renumber);
    }
    for operation in sets.iter_mut().flat_map(|set| &mut set.operations) {
        visit::json_types(operation, &mut renumber);
        visit::parameter_types(operation, &mut renumber);
    }
    for set in sets.iter_mut().flat_map(|set| &mut set.header_sets) {
        visit::header_types(set, &mut |ty, _| renumber(ty));
    }
}
