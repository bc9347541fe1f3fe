//! Which named types have rules, or hold values that have some.

use std::collections::{HashMap, HashSet};

use super::super::rust_types::resolve;
use crate::api::{Api, Rest, Rules, Shape, Type, TypeDef, TypeId};

/// How many aliases are followed, and how deep a type is looked into.
pub(super) const DEPTH: usize = 64;

/// The named types, aliases aside, whose values have rules anywhere in them.
#[derive(Debug, Default)]
pub(crate) struct Reach(HashSet<TypeId>);

impl Reach {
    pub(crate) fn of(api: &Api) -> Self {
        let mut holders: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
        let mut queue = Vec::new();
        for (index, def) in api.types.iter().enumerate() {
            let id = TypeId(index);
            let mut held = Vec::new();
            let mut has_rules = !is_alias(def) && !def.rules.own.is_empty();
            for (ty, rules) in uses(def) {
                has_rules |= scan(api, ty, rules, &mut held, DEPTH);
            }
            for held in held {
                holders.entry(held).or_default().push(id);
            }
            if has_rules && !is_alias(def) {
                queue.push(id);
            }
        }
        let mut reached = HashSet::new();
        while let Some(id) = queue.pop() {
            if reached.insert(id) {
                queue.extend(holders.get(&id).into_iter().flatten().copied());
            }
        }
        Self(reached)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether values of that named type have rules.
    pub(super) fn has(&self, id: TypeId) -> bool {
        self.0.contains(&id)
    }

    /// The types that have rules, in the description's order.
    pub(super) fn defs<'a>(&self, api: &'a Api) -> impl Iterator<Item = (TypeId, &'a TypeDef)> {
        let all = api.types.iter().enumerate();
        let all = all.map(|(index, def)| (TypeId(index), def));
        all.filter(|(id, _)| self.has(*id))
    }

    /// Whether a use of a type has rules.
    pub(crate) fn touches(&self, api: &Api, ty: &Type, rules: &Rules) -> bool {
        let mut held = Vec::new();
        scan(api, ty, rules, &mut held, DEPTH) || held.iter().any(|id| self.has(*id))
    }
}

fn is_alias(def: &TypeDef) -> bool {
    matches!(def.shape, Shape::Alias(_))
}

/// What a named type holds, with the rules of each.
fn uses(def: &TypeDef) -> Vec<(&Type, &Rules)> {
    match &def.shape {
        Shape::Struct(shape) => {
            let rest = match &shape.rest {
                Rest::Kept { ty, rules, .. } => Some((ty, rules)),
                Rest::Ignored | Rest::Denied => None,
            };
            let fields = shape.fields.iter().map(|field| (&field.ty, &field.rules));
            fields.chain(rest).collect()
        }
        Shape::Union(shape) => {
            let variants = shape.variants.iter();
            variants
                .map(|variant| (&variant.ty, &variant.rules))
                .collect()
        }
        Shape::Tuple(shape) => {
            let rest = shape.rest.iter().map(|ty| (ty, &shape.rest_rules));
            let items = shape.items.iter().map(|item| (&item.ty, &item.rules));
            items.chain(rest).collect()
        }
        Shape::Newtype(ty) => vec![(ty, &def.rules)],
        Shape::Alias(_) | Shape::StringEnum(_) | Shape::ValueEnum(_) => Vec::new(),
    }
}

/// A use of a type without aliases, nulls and boxes, and all rules that hold for its value.
pub(super) fn effective<'a>(api: &'a Api, ty: &'a Type, rules: &Rules) -> (&'a Type, Rules) {
    let (mut ty, mut rules) = (ty, rules.clone());
    for _ in 0..DEPTH {
        match ty {
            Type::Nullable(inner) | Type::Boxed(inner) => ty = inner,
            Type::Named(id) => match api.type_def(*id) {
                Some(TypeDef {
                    shape: Shape::Alias(target),
                    rules: own,
                    ..
                }) => {
                    rules.add(own.clone());
                    ty = target;
                }
                _ => break,
            },
            _ => break,
        }
    }
    (resolve(api, ty), rules)
}

/// Whether a use of a type has rules by itself; the named types in it go to `held`.
fn scan(api: &Api, ty: &Type, rules: &Rules, held: &mut Vec<TypeId>, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let (ty, rules) = effective(api, ty, rules);
    let none = Rules::default();
    let inner = match ty {
        Type::Named(id) => {
            held.push(*id);
            false
        }
        Type::List(item) => {
            let rules = rules.items.as_deref().unwrap_or(&none);
            scan(api, item, rules, held, depth)
        }
        Type::Map(value) => {
            let rules = rules.values.as_deref().unwrap_or(&none);
            scan(api, value, rules, held, depth)
        }
        _ => false,
    };
    inner || !rules.is_empty()
}
