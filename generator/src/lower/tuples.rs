//! Arrays whose first items are described one by one (JSON Schema 2020-12, section 10.3.1.1) → tuple structs.

use openapiv3::{Schema, SchemaKind};

use super::carried::PREFIX_ITEMS;
use super::drafts::{Origin, Parent, Role};
use super::merge::Merged;
use super::parts::Part;
use super::schemas::Schemas;
use super::splits::Direction;
use super::view::{Constraints, SchemaRef, View};
use crate::api::{Rules, Tuple, TupleItem, Type, TypeId};

/// What the items of a tuple must fit.
#[derive(Clone, Debug)]
pub(super) struct TuplePlan<'a> {
    /// The first items, at least one, and for each at least one schema.
    items: Vec<Vec<Part<'a>>>,
    /// How many items there must be.
    least: usize,
    /// The items that follow; `None` where there are none.
    rest: Option<Vec<Part<'a>>>,
}

impl<'a> Schemas<'a, '_> {
    /// What a tuple consists of; `None` where there is no item to tell from others.
    pub(super) fn tuple_plan(&self, merged: &Merged<'a>) -> Option<TuplePlan<'a>> {
        if !merged.is_tuple {
            return None;
        }
        let mut prefixes = Vec::new();
        for leaf in &merged.leaves {
            let prefix = self.components.carried.prefix_items(leaf.schema);
            let at = leaf.at.key(PREFIX_ITEMS);
            let prefix: Vec<_> = (prefix.iter().enumerate())
                .map(|(index, item)| Part::new(item, at.index(index)))
                .collect();
            let view = leaf.view();
            let others = view
                .items
                .map(|items| Part::new(items, leaf.at.key("items")));
            if !prefix.is_empty() || others.is_some() {
                prefixes.push((prefix, others));
            }
        }
        let longest = prefixes.iter().map(|(prefix, _)| prefix.len()).max()?;
        let closed = prefixes
            .iter()
            .filter(|(_, others)| others.as_ref().is_some_and(|part| is_false(part.schema)))
            .map(|(prefix, _)| prefix.len());
        let bounds = |bound: fn(&Constraints<'a>) -> Option<usize>| {
            merged.constraints.iter().filter_map(bound)
        };
        let most = bounds(|it| it.max_items).chain(closed).min();
        let count = most.map_or(longest, |most| most.min(longest));
        let least = bounds(|it| it.min_items).max().unwrap_or_default();
        let items: Vec<Vec<_>> = (0..count)
            .map(|index| {
                prefixes
                    .iter()
                    .filter_map(|(prefix, others)| prefix.get(index).or(others.as_ref()).cloned())
                    .collect()
            })
            .collect();
        let rest = most.is_none_or(|most| most > count).then(|| {
            let others = prefixes.into_iter().filter_map(|(_, others)| others);
            others.collect()
        });
        (!items.is_empty()).then_some(TuplePlan { items, least, rest })
    }

    /// The tuple that the named type `id` is.
    pub(super) fn tuple(
        &mut self,
        id: TypeId,
        plan: &TuplePlan<'a>,
        direction: Direction,
    ) -> Tuple {
        let items = (plan.items.iter().enumerate())
            .map(|(index, parts)| {
                let (ty, rules) = self.item_type(id, &format!("Item{index}"), parts, direction);
                TupleItem {
                    ty,
                    required: index < plan.least,
                    rules,
                    docs: self.docs_of(parts),
                }
            })
            .collect();
        let rest = plan.rest.as_ref();
        let rest = rest.map(|parts| self.item_type(id, "Item", parts, direction));
        let (rest, rest_rules) = rest.unzip();
        Tuple {
            items,
            rest,
            rest_rules: rest_rules.unwrap_or_default(),
        }
    }

    fn item_type(
        &mut self,
        id: TypeId,
        role: &str,
        parts: &[Part<'a>],
        direction: Direction,
    ) -> (Type, Rules) {
        let Some(last) = parts.last() else {
            return (Type::Any, Rules::default());
        };
        let origin = Origin {
            parent: Parent::Type(id),
            role: Role::Words(role.to_owned()),
        };
        let (ty, rules) = self.use_of_all(parts, direction, &origin).into_type();
        (self.not_too_deep(ty, &last.at), rules)
    }
}

/// Whether no value fits: the schema `false`, as it is written in OpenAPI 3.0.
pub(super) fn is_false(schema: SchemaRef<'_>) -> bool {
    let says_nothing = |schema: &Schema| View::of(schema).only_annotates();
    match schema {
        SchemaRef::Item(schema) => match &schema.schema_kind {
            SchemaKind::Not { not } => not.as_item().is_some_and(says_nothing),
            SchemaKind::Any(any) => (any.not.as_ref())
                .and_then(|not| not.as_item())
                .is_some_and(says_nothing),
            _ => false,
        },
        SchemaRef::Reference(_) => false,
    }
}
