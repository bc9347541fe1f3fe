//! Structs in a value that a condition looks into.

use std::collections::HashSet;

use super::super::{applicable, visit};
use super::keys::{all_others, looks_at_others};
use crate::api::{
    Assertion, Condition, Keyword, Rest, Rule, Rules, Sent, Shape, Struct, Sub, Type, TypeDef,
};

/// Has the structs that stand in a value show the value's conditions all keys that these look at: they keep those that no
/// field has where a condition speaks of them, and none is filled in.
pub(in crate::lower) fn show(conditions: &[Condition], types: &mut [TypeDef], sets: &mut [Sent]) {
    let mut looks = Vec::new();
    applicable::all(types, sets, &mut |ty, rules| {
        begin(ty, rules, conditions, &mut looks);
    });
    let (mut seen, mut looked_at, mut keeping) = <(HashSet<_>, HashSet<_>, HashSet<_>)>::default();
    while let Some(Look { ty, assertion }) = looks.pop() {
        let look = Look {
            ty: inner(ty),
            assertion,
        };
        let holds_a_struct = visit::named(&look.ty).is_some();
        if !holds_a_struct || !seen.insert((look.ty.clone(), std::ptr::from_ref(assertion))) {
            continue;
        }
        let Type::Named(id) = look.ty else {
            look.into_parts(conditions, &mut looks);
            continue;
        };
        let Some(def) = types.get(id.0) else {
            continue;
        };
        looked_at.insert(id);
        if let Shape::Struct(structure) = &def.shape
            && speaks_of_others(structure, assertion)
        {
            keeping.insert(id);
        }
        look.into_shape(&def.shape, conditions, &mut looks);
    }
    for id in looked_at {
        if let Some(Shape::Struct(structure)) = types.get_mut(id.0).map(|def| &mut def.shape) {
            settle(structure, keeping.contains(&id));
        }
    }
}

fn settle(structure: &mut Struct, keeps_others: bool) {
    for field in &mut structure.fields {
        field.default = None;
    }
    if keeps_others && structure.rest == Rest::Ignored {
        structure.rest = all_others();
    }
}

/// What a condition asks of a value of a type.
struct Look<'c> {
    ty: Type,
    assertion: &'c Assertion,
}

/// Adds what the conditions among rules ask of the values that the rules are for.
fn begin<'c>(ty: &Type, rules: &Rules, conditions: &'c [Condition], looks: &mut Vec<Look<'c>>) {
    for rule in &rules.own {
        if let Rule::Condition(id) = rule
            && let Some(condition) = conditions.get(id.0)
        {
            looks.push(Look {
                ty: ty.clone(),
                assertion: &condition.assertion,
            });
        }
    }
    if let (Type::List(item), Some(rules)) = (ty, &rules.items) {
        begin(item, rules, conditions, looks);
    }
    if let (Type::Map(value), Some(rules)) = (ty, &rules.values) {
        begin(value, rules, conditions, looks);
    }
}

/// The type of the values themselves, whether they may be null or stand in a box.
fn inner(mut ty: Type) -> Type {
    while let Type::Nullable(inner) | Type::Boxed(inner) = ty {
        ty = *inner;
    }
    ty
}

fn speaks_of_others(structure: &Struct, assertion: &Assertion) -> bool {
    let names = structure.fields.iter().map(|field| field.wire.as_str());
    let fields: HashSet<&str> = names.collect();
    (assertion.0.iter()).any(|keyword| looks_at_others(keyword, &fields))
}

impl<'c> Look<'c> {
    /// What is asked of the items of a list and of the values of a map.
    fn into_parts(self, conditions: &'c [Condition], looks: &mut Vec<Self>) {
        match &self.ty {
            Type::List(part) | Type::Map(part) => {
                self.each(conditions, looks, &mut |_| vec![(**part).clone()]);
            }
            _ => self.each(conditions, looks, &mut |_| Vec::new()),
        }
    }

    /// What is asked of what a named type is, or holds.
    fn into_shape(self, shape: &Shape, conditions: &'c [Condition], looks: &mut Vec<Self>) {
        match shape {
            Shape::Alias(ty) | Shape::Newtype(ty) => self.again(ty, looks),
            Shape::Union(union) => {
                for variant in &union.variants {
                    self.again(&variant.ty, looks);
                }
            }
            Shape::Struct(structure) => {
                self.each(conditions, looks, &mut |keyword| {
                    of_fields(structure, keyword)
                });
            }
            Shape::Tuple(tuple) => {
                let items = tuple.items.iter().map(|item| &item.ty).chain(&tuple.rest);
                let items: Vec<Type> = items.cloned().collect();
                self.each(conditions, looks, &mut |_| items.clone());
            }
            Shape::StringEnum(_) | Shape::ValueEnum(_) => {}
        }
    }

    /// Asks the same of values of another type.
    fn again(&self, ty: &Type, looks: &mut Vec<Self>) {
        looks.push(Look {
            ty: ty.clone(),
            assertion: self.assertion,
        });
    }

    /// What the schemas in each keyword ask: of the same value, or of parts, whose types `parts` tells.
    fn each(
        &self,
        conditions: &'c [Condition],
        looks: &mut Vec<Self>,
        parts: &mut dyn FnMut(&Keyword) -> Vec<Type>,
    ) {
        for keyword in &self.assertion.0 {
            for (sub, is_in_place) in keyword.subs() {
                let assertion = match sub {
                    Sub::Inline(assertion) => Some(assertion),
                    Sub::Named(id) => conditions.get(id.0).map(|it| &it.assertion),
                };
                let types = if is_in_place {
                    vec![self.ty.clone()]
                } else {
                    parts(keyword)
                };
                for (assertion, ty) in assertion
                    .into_iter()
                    .flat_map(|it| types.iter().map(move |ty| (it, ty)))
                {
                    looks.push(Look {
                        ty: ty.clone(),
                        assertion,
                    });
                }
            }
        }
    }
}

/// The types of the values that stand under the keys which a keyword speaks of.
fn of_fields(structure: &Struct, keyword: &Keyword) -> Vec<Type> {
    let key = match keyword {
        Keyword::Property(key, _) => Some(key),
        _ => None,
    };
    let fields = structure.fields.iter();
    let meant = fields.filter(|field| key.is_none_or(|key| *key == field.wire));
    let mut types: Vec<Type> = meant.map(|field| field.ty.clone()).collect();
    if let Rest::Kept { ty, .. } = &structure.rest {
        types.push(ty.clone());
    }
    types
}
