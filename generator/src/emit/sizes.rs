//! How many bytes a value takes, roughly: enough to tell a large variant from a small one.

use super::rust_types::resolve;
use crate::api::{
    Api, BodyForm, Content, Contents, DateLibrary, Field, FloatWidth, HeaderSet, IntegerWidth,
    Rest, Shape, Type, TypeDef, TypeId, UnionVariant,
};

/// The size from which a named type is large.
const LARGE: usize = 128;

const POINTER: usize = 8;
const VEC: usize = 24;
const MAP: usize = 24;
/// A `serde_json::Value` that keeps the order of keys.
const ANY: usize = 72;

/// The sizes of an API's named types.
#[derive(Debug)]
pub(crate) struct Sizes<'a> {
    api: &'a Api,
    /// By type; `None` until it is known, and while it is being worked out.
    named: Vec<Option<usize>>,
}

impl<'a> Sizes<'a> {
    /// The sizes of that API's types.
    pub(crate) fn new(api: &'a Api) -> Self {
        Self {
            api,
            named: vec![None; api.types.len()],
        }
    }

    /// The size of what a body consists of.
    pub(crate) fn content(&mut self, content: &Content) -> usize {
        match &content.form {
            BodyForm::Json(ty)
            | BodyForm::Text(ty)
            | BodyForm::Form { ty, .. }
            | BodyForm::Multipart { ty, .. }
            | BodyForm::Xml { ty, .. } => self.of(ty),
            BodyForm::Events(_) | BodyForm::TextEvents | BodyForm::Lines(_) => POINTER,
            BodyForm::Bytes | BodyForm::Stream => self.of(&Type::String) + POINTER,
        }
    }

    /// The size of a body: that of the largest of its contents.
    pub(crate) fn body(&mut self, contents: &Contents) -> usize {
        let tag = if contents.choice.is_some() {
            POINTER
        } else {
            0
        };
        let sizes = contents.list.iter().map(|content| self.content(content));
        sizes.max().map_or(0, |size| size + tag)
    }

    /// The size of a type.
    pub(crate) fn of(&mut self, ty: &Type) -> usize {
        match ty {
            Type::Null => 0,
            Type::Bool | Type::Integer(IntegerWidth::I8 | IntegerWidth::U8) => 1,
            Type::Integer(IntegerWidth::I16 | IntegerWidth::U16) => 2,
            Type::Integer(IntegerWidth::I32 | IntegerWidth::U32)
            | Type::Float(FloatWidth::F32)
            | Type::Date(_) => 4,
            Type::Integer(IntegerWidth::I64 | IntegerWidth::U64) | Type::Float(FloatWidth::F64) => {
                8
            }
            Type::DateTime(DateLibrary::Chrono) => 12,
            Type::DateTime(_)
            | Type::Uuid
            | Type::Integer(IntegerWidth::I128 | IntegerWidth::U128) => 16,
            Type::String | Type::Base64 | Type::List(_) => VEC,
            Type::Map(_) => MAP,
            Type::Any => ANY,
            Type::Path(_) => 32,
            Type::File => 48,
            Type::Boxed(_) => POINTER,
            Type::Nullable(inner) => self.optional(inner),
            Type::Named(id) => self.named(*id),
        }
    }

    /// The size of a set of response headers.
    pub(crate) fn headers(&mut self, set: &HeaderSet) -> usize {
        set.headers
            .iter()
            .map(|header| {
                if header.required {
                    self.of(&header.ty)
                } else {
                    self.optional(&header.ty)
                }
            })
            .sum()
    }

    /// Whether a union's variant stands in a `Box`: because it must, or because it is large. Unions nest, and a large
    /// variant makes each type around it as large.
    pub(crate) fn is_boxed(&mut self, variant: &UnionVariant) -> bool {
        let is_named = matches!(resolve(self.api, &variant.ty), Type::Named(_));
        variant.boxed || is_named && self.of(&variant.ty) > LARGE
    }

    /// The size of a union's variant.
    pub(crate) fn variant(&mut self, variant: &UnionVariant) -> usize {
        if self.is_boxed(variant) {
            POINTER
        } else {
            self.of(&variant.ty)
        }
    }

    fn optional(&mut self, ty: &Type) -> usize {
        match ty {
            // A value that has bits to spare says `None` with them.
            Type::Bool
            | Type::String
            | Type::Base64
            | Type::List(_)
            | Type::Boxed(_)
            | Type::DateTime(DateLibrary::Chrono)
            | Type::Date(DateLibrary::Chrono | DateLibrary::Time)
            | Type::Any
            | Type::Named(_) => self.of(ty),
            ty => (self.of(ty) * 2).min(self.of(ty) + POINTER),
        }
    }

    fn field(&mut self, field: &Field) -> usize {
        if field.boxed {
            POINTER
        } else if field.required && !field.nullable {
            self.of(&field.ty)
        } else {
            self.optional(&field.ty)
        }
    }

    fn named(&mut self, id: TypeId) -> usize {
        let api = self.api;
        let (Some(def), Some(slot)) = (api.type_def(id), self.named.get_mut(id.0)) else {
            return 0;
        };
        if let Some(size) = *slot {
            return size;
        }
        // Should a type contain itself without a box, it counts as nothing there.
        *slot = Some(0);
        let size = self.shape(def);
        if let Some(slot) = self.named.get_mut(id.0) {
            *slot = Some(size);
        }
        size
    }

    fn shape(&mut self, def: &TypeDef) -> usize {
        match &def.shape {
            Shape::Struct(shape) => {
                let fields: usize = shape.fields.iter().map(|field| self.field(field)).sum();
                let rest = if matches!(shape.rest, Rest::Kept { .. }) {
                    MAP
                } else {
                    0
                };
                (fields + rest).next_multiple_of(POINTER)
            }
            Shape::StringEnum(_) => VEC,
            Shape::ValueEnum(shape) if shape.integers => 2 * POINTER,
            Shape::ValueEnum(_) => ANY,
            Shape::Union(shape) => {
                let largest = shape
                    .variants
                    .iter()
                    .map(|variant| self.variant(variant))
                    .max();
                largest.unwrap_or(0) + POINTER
            }
            Shape::Tuple(shape) => {
                let items = shape.items.iter();
                let items: usize = items
                    .map(|item| match item.required {
                        true => self.of(&item.ty),
                        false => self.optional(&item.ty),
                    })
                    .sum();
                let rest = if shape.rest.is_some() { VEC } else { 0 };
                (items + rest).next_multiple_of(POINTER)
            }
            Shape::Alias(ty) | Shape::Newtype(ty) => self.of(ty),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ANY;

    #[test]
    fn any_value_is_as_large_as_is_said() {
        assert_eq!(size_of::<serde_json::Value>(), ANY);
    }
}
