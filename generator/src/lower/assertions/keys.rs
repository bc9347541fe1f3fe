//! Structs whose rules depend on which keys are there: their own, and those of what they stand in.

use hashbrown::HashSet;

use super::super::structs::OTHER_PROPERTIES;
use super::super::{applicable, visit};
use crate::api::{
    Assertion, Condition, Docs, Keyword, Rest, Rule, Rules, Sent, Shape, Struct, Sub, Type, TypeDef,
};

/// Has structs show all keys that rules of theirs, or of values that they stand in, look at: they keep those that no field
/// has where rules speak of them, and none is filled in.
pub(in crate::lower) fn show_keys(
    conditions: &[Condition],
    types: &mut [TypeDef],
    sets: &mut [Sent],
) {
    let mut asked = Vec::new();
    applicable::all(types, sets, &mut |ty, rules| {
        let assertion = assertion(rules);
        if !assertion.0.is_empty() {
            asked.push((ty.clone(), assertion));
        }
    });
    let asked = asked.iter();
    let mut looks: Vec<_> = asked
        .map(|(ty, assertion)| Look {
            ty: ty.clone(),
            assertion,
        })
        .collect();
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
        structure.rest = Rest::Kept {
            name: OTHER_PROPERTIES.to_owned(),
            ty: Type::Any,
            rules: Rules::default(),
            docs: Docs::default(),
        };
    }
}

/// What a condition asks of a value of a type.
struct Look<'c> {
    ty: Type,
    assertion: &'c Assertion,
}

/// What rules say that depends on keys, as a condition says it.
fn assertion(rules: &Rules) -> Assertion {
    let own = rules.own.iter().filter_map(|rule| match rule {
        Rule::Condition(id) | Rule::Fitting(id) => Some(Keyword::All(Sub::Named(*id))),
        Rule::MinProperties(_) | Rule::MaxProperties(_) | Rule::DependentRequired(..) => {
            Some(Keyword::Rule(rule.clone()))
        }
        _ => None,
    });
    let inside = |rules: &Option<Box<Rules>>| {
        let inside = assertion(rules.as_deref()?);
        (!inside.0.is_empty()).then_some(Sub::Inline(inside))
    };
    let items = inside(&rules.items).map(|items| Keyword::ItemsFrom(0, items));
    let values = inside(&rules.values);
    let values = values.map(|values| Keyword::OtherProperties(Vec::new(), Vec::new(), values));
    Assertion(own.chain(items).chain(values).collect())
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

/// Whether a keyword looks at keys of an object that none of `fields` has; what stands in it for the same value aside.
fn looks_at_others(keyword: &Keyword, fields: &HashSet<&str>) -> bool {
    let is_other = |key: &String| !fields.contains(key.as_str());
    match keyword {
        Keyword::PropertyNames(_)
        | Keyword::PropertiesLike(..)
        | Keyword::OtherProperties(..)
        | Keyword::UnevaluatedProperties(..) => true,
        Keyword::Rule(Rule::MinProperties(_) | Rule::MaxProperties(_)) => true,
        Keyword::Rule(Rule::DependentRequired(key, keys)) => {
            is_other(key) || keys.iter().any(is_other)
        }
        Keyword::Required(keys) => keys.iter().any(is_other),
        Keyword::Dependent(key, _) | Keyword::Property(key, _) => is_other(key),
        _ => false,
    }
}
