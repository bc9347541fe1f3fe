//! What the values of a type can be in JSON.

use crate::api::{JsonType, Shape, Type, TypeDef, TypeId};

/// A set of JSON types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Set(u8);

impl Set {
    const ALL: Self = Self(u8::MAX);

    fn one(json_type: JsonType) -> Self {
        Self(1 << json_type as u8)
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn has(self, json_type: JsonType) -> bool {
        self.0 & Self::one(json_type).0 != 0
    }
}

/// The JSON types of named types, by id.
#[derive(Debug)]
pub(super) struct JsonTypes(Vec<Set>);

impl JsonTypes {
    /// Those of `types`: found by going from each to the wrappers and unions that it adds to. A type adds nothing to
    /// itself.
    pub(super) fn of_all(types: &[TypeDef]) -> Self {
        let mut users = vec![Vec::new(); types.len()];
        for (index, def) in types.iter().enumerate() {
            for id in adding(&def.shape).filter_map(named) {
                if let Some(users) = users.get_mut(id.0) {
                    users.push(index);
                }
            }
        }
        let mut found = Self(vec![Set::default(); types.len()]);
        let mut queue: Vec<_> = (0..types.len()).collect();
        while let Some(index) = queue.pop() {
            let (Some(def), Some(before)) = (types.get(index), found.0.get(index).copied()) else {
                continue;
            };
            let set = found.of_shape(&def.shape);
            if set != before {
                if let Some(known) = found.0.get_mut(index) {
                    *known = set;
                }
                queue.extend(users.get(index).into_iter().flatten());
            }
        }
        found
    }

    /// What the values of this type can be.
    pub(super) fn of(&self, ty: &Type) -> Set {
        let one = Set::one;
        match ty {
            Type::Bool => one(JsonType::Boolean),
            Type::Integer(_) => one(JsonType::Integer),
            Type::Float(_) => one(JsonType::Integer).and(one(JsonType::Number)),
            Type::String
            | Type::DateTime(_)
            | Type::Date(_)
            | Type::Uuid
            | Type::Base64
            | Type::File => one(JsonType::String),
            Type::Null => one(JsonType::Null),
            Type::List(_) => one(JsonType::Array),
            Type::Map(_) => one(JsonType::Object),
            Type::Boxed(inner) => self.of(inner),
            Type::Nullable(inner) => self.of(inner).and(one(JsonType::Null)),
            Type::Any | Type::Path(_) => Set::ALL,
            Type::Named(id) => self.0.get(id.0).copied().unwrap_or(Set::ALL),
        }
    }

    fn of_shape(&self, shape: &Shape) -> Set {
        match shape {
            Shape::Struct(_) => Set::one(JsonType::Object),
            Shape::StringEnum(_) => Set::one(JsonType::String),
            Shape::Tuple(_) => Set::one(JsonType::Array),
            Shape::ValueEnum(values) if values.integers => Set::one(JsonType::Integer),
            Shape::ValueEnum(_) => Set::ALL,
            Shape::Alias(_) | Shape::Newtype(_) | Shape::Union(_) => {
                adding(shape).fold(Set::default(), |set, ty| set.and(self.of(ty)))
            }
        }
    }
}

/// The types of which each value is one of the shape.
fn adding(shape: &Shape) -> impl Iterator<Item = &Type> {
    let (alias, variants) = match shape {
        Shape::Alias(ty) | Shape::Newtype(ty) => (Some(ty), None),
        Shape::Union(union) => (None, Some(&union.variants)),
        _ => (None, None),
    };
    let variants = variants.into_iter().flatten().map(|variant| &variant.ty);
    alias.into_iter().chain(variants)
}

/// The named type that a type is, but for null.
fn named(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Boxed(inner) | Type::Nullable(inner) => named(inner),
        _ => None,
    }
}
