//! Which named types have rules, or hold values that have some, and in which alternatives can overlap.

use hashbrown::{HashMap, HashSet};

use super::super::EmitError;
use super::super::rust_types::resolve;
use super::named::Named;
use super::overlaps::may_overlap;
use crate::api::{Api, Rest, Rules, Shape, Type, TypeDef, TypeId};
use crate::emit::tokens::Tokens;

/// How many aliases are followed, and how deep a type is looked into.
pub(super) const DEPTH: usize = 64;

/// The named types, aliases aside, in whose values something is to be checked.
#[derive(Debug, Default)]
pub(crate) struct Reach {
    /// Those that have rules anywhere in them.
    ruled: HashSet<TypeId>,
    /// Those that have anywhere in them alternatives several of which can fit and only one may.
    overlapping: HashSet<TypeId>,
    /// The functions that rules of named types have; none where they are written out.
    pub(super) named: Named,
}

impl Reach {
    pub(crate) fn of(api: &Api) -> Self {
        let mut holders: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
        let (mut ruled, mut overlapping) = (Vec::new(), Vec::new());
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
                ruled.push(id);
            }
            if matches!(&def.shape, Shape::Union(union) if may_overlap(api, union)) {
                overlapping.push(id);
            }
        }
        Self {
            ruled: with_holders(&holders, ruled),
            overlapping: with_holders(&holders, overlapping),
            named: Named::default(),
        }
    }

    /// The same, for code that calls the functions of named rules, which `path` leads to.
    pub(crate) fn by_name(api: &Api, path: Tokens) -> Result<Self, EmitError> {
        Ok(Self {
            named: Named::of(api, path)?,
            ..Self::of(api)
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ruled.is_empty()
    }

    /// Whether values of that named type have rules.
    pub(super) fn has(&self, id: TypeId) -> bool {
        self.ruled.contains(&id)
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

    /// Whether alternatives can overlap in the values of a type.
    pub(super) fn overlaps(&self, api: &Api, ty: &Type) -> bool {
        let mut held = Vec::new();
        scan(api, ty, &Rules::default(), &mut held, DEPTH);
        held.iter().any(|id| self.overlapping.contains(id))
    }
}

/// Those types, and all that hold their values.
fn with_holders(holders: &HashMap<TypeId, Vec<TypeId>>, mut queue: Vec<TypeId>) -> HashSet<TypeId> {
    let mut reached = HashSet::new();
    while let Some(id) = queue.pop() {
        if reached.insert(id) {
            queue.extend(holders.get(&id).into_iter().flatten().copied());
        }
    }
    reached
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
