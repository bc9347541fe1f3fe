//! The names of the named types.

use hashbrown::{HashMap, HashSet};

use super::drafts::{Draft, Parent, Source};
use super::names::{Scope, bare, upper_camel};
use super::splits::Direction;
use crate::api::TypeId;

/// Names that the emitted `types` module uses, or whose taking would break `use types::*`.
const RESERVED: &[&str] = &[
    "BTreeMap",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Hash",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToString",
    "Vec",
];

/// The name of each type in `order`. Components take theirs first, so that what stands in place never renames one.
pub(super) fn names(drafts: &[Draft], order: &[TypeId]) -> Vec<String> {
    let mut scope = Scope::reserving(RESERVED);
    let both_ways = both_ways(drafts, order);
    let mut named: HashMap<TypeId, String> = HashMap::new();
    // A key that is taken as it stands goes before a name that is made from another key.
    for made in [false, true] {
        for &id in order {
            if let Some((name, _)) =
                component_name(drafts, id, &both_ways).filter(|(_, input)| *input == made)
            {
                named.insert(id, scope.take(&name, "Type"));
            }
        }
    }
    // Parents stand before what stands in them.
    for &id in order {
        if !named.contains_key(&id) {
            let name = inline_name(drafts, id, &named);
            named.insert(id, scope.take(&name, "Type"));
        }
    }
    order
        .iter()
        .map(|id| named.remove(id).unwrap_or_default())
        .collect()
}

/// The component schemas of which there is a type for requests and another for responses.
fn both_ways(drafts: &[Draft], order: &[TypeId]) -> HashSet<usize> {
    let sources: Vec<_> = order
        .iter()
        .filter_map(|id| drafts.get(id.0))
        .filter_map(|draft| match &draft.source {
            Source::Component {
                index,
                direction: Some(direction),
                ..
            } => Some((*index, *direction)),
            _ => None,
        })
        .collect();
    let going = |way| -> HashSet<usize> {
        sources
            .iter()
            .filter(|(_, direction)| *direction == way)
            .map(|(index, _)| *index)
            .collect()
    };
    going(Direction::Request)
        .intersection(&going(Direction::Response))
        .copied()
        .collect()
}

/// A component's name, and whether it is the one for requests, made from that for responses.
fn component_name(
    drafts: &[Draft],
    id: TypeId,
    both_ways: &HashSet<usize>,
) -> Option<(String, bool)> {
    let Source::Component {
        index,
        key,
        direction,
    } = &drafts.get(id.0)?.source
    else {
        return None;
    };
    let given = drafts.get(id.0).and_then(|draft| draft.rust_name.clone());
    let name = given.unwrap_or_else(|| upper_camel(key));
    let input = *direction == Some(Direction::Request) && both_ways.contains(index);
    Some((if input { format!("{name}Input") } else { name }, input))
}

fn inline_name(drafts: &[Draft], id: TypeId, named: &HashMap<TypeId, String>) -> String {
    let Some(origin) = drafts.get(id.0).and_then(|draft| draft.origin.as_ref()) else {
        return "Value".to_owned();
    };
    let parent = match &origin.parent {
        Parent::Named(name) => name.as_str(),
        Parent::Type(parent) => named.get(parent).map_or("", String::as_str),
    };
    format!("{}{}", bare(parent), origin.role.words())
}
