//! What the values of a type can be in JSON.

use std::collections::HashMap;

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

/// The JSON types of types.
#[derive(Debug)]
pub(super) struct JsonTypes<'t> {
    types: &'t [TypeDef],
    /// Those of named types; none of one that is being looked into, since it adds nothing to itself.
    named: HashMap<TypeId, Set>,
}

impl<'t> JsonTypes<'t> {
    pub(super) fn new(types: &'t [TypeDef]) -> Self {
        Self {
            types,
            named: HashMap::new(),
        }
    }

    /// What the values of this type can be.
    pub(super) fn of(&mut self, ty: &Type) -> Set {
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
            Type::Named(id) => self.named(*id),
        }
    }

    fn named(&mut self, id: TypeId) -> Set {
        if let Some(set) = self.named.get(&id) {
            return *set;
        }
        self.named.insert(id, Set::default());
        let types = self.types;
        let set = match types.get(id.0).map(|def| &def.shape) {
            Some(Shape::Struct(_)) => Set::one(JsonType::Object),
            Some(Shape::StringEnum(_)) => Set::one(JsonType::String),
            Some(Shape::ValueEnum(values)) if values.integers => Set::one(JsonType::Integer),
            Some(Shape::Tuple(_)) => Set::one(JsonType::Array),
            Some(Shape::Alias(ty) | Shape::Newtype(ty)) => self.of(ty),
            Some(Shape::Union(union)) => (union.variants.iter())
                .fold(Set::default(), |set, variant| set.and(self.of(&variant.ty))),
            Some(Shape::ValueEnum(_)) | None => Set::ALL,
        };
        self.named.insert(id, set);
        set
    }
}
