//! One flat view of a schema, whichever of `openapiv3`'s kinds it was read as.

use std::borrow::Cow;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, IntegerFormat, NumberFormat, ReferenceOr, Schema, SchemaKind,
    StringFormat, Type, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::carried::{self, MAXIMUM, MINIMUM};
use super::rules::Rule;
use crate::api::Bound;

/// A schema or a reference to one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum SchemaRef<'a> {
    /// The text of a `$ref`.
    Reference(&'a str),
    /// The schema itself.
    Item(&'a Schema),
}

impl<'a> From<&'a ReferenceOr<Schema>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Item(schema),
        }
    }
}

impl<'a> From<&'a ReferenceOr<Box<Schema>>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Item(schema),
        }
    }
}

/// What `additionalProperties` says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Additional<'a> {
    /// A bool.
    Allowed(bool),
    /// A schema.
    Schema(SchemaRef<'a>),
}

/// The JSON type a schema asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum JsonType {
    String,
    Number,
    Integer,
    Boolean,
    Array,
    Object,
}

impl JsonType {
    /// Whether some value is of both types.
    pub(super) fn overlaps(self, other: Self) -> bool {
        let is_number = |ty| matches!(ty, Self::Number | Self::Integer);
        self == other || is_number(self) && is_number(other)
    }
}

/// What a schema says, flat.
#[derive(Clone, Debug)]
pub(super) struct View<'a> {
    pub(super) schema: &'a Schema,
    pub(super) json_type: Option<JsonType>,
    pub(super) format: Option<Cow<'a, str>>,
    pub(super) properties: Option<&'a IndexMap<String, ReferenceOr<Box<Schema>>>>,
    pub(super) required: &'a [String],
    pub(super) additional: Option<Additional<'a>>,
    pub(super) items: Option<SchemaRef<'a>>,
    pub(super) enumeration: Vec<Value>,
    pub(super) one_of: &'a [ReferenceOr<Schema>],
    pub(super) any_of: &'a [ReferenceOr<Schema>],
    pub(super) all_of: &'a [ReferenceOr<Schema>],
    pub(super) not: bool,
    pub(super) constraints: Constraints<'a>,
}

/// The constraints of a schema that narrow a type without changing it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Constraints<'a> {
    pub(super) pattern: Option<&'a str>,
    pub(super) min_length: Option<usize>,
    pub(super) max_length: Option<usize>,
    pub(super) minimum: Option<Bound>,
    pub(super) maximum: Option<Bound>,
    pub(super) exclusive_minimum: bool,
    pub(super) exclusive_maximum: bool,
    pub(super) multiple_of: Option<Bound>,
    pub(super) min_items: Option<usize>,
    pub(super) max_items: Option<usize>,
    pub(super) unique_items: bool,
    pub(super) min_properties: Option<usize>,
    pub(super) max_properties: Option<usize>,
    pub(super) rules: Vec<Rule<'a>>,
}

impl<'a> View<'a> {
    fn empty(schema: &'a Schema) -> Self {
        Self {
            schema,
            json_type: None,
            format: None,
            properties: None,
            required: &[],
            additional: None,
            items: None,
            enumeration: Vec::new(),
            one_of: &[],
            any_of: &[],
            all_of: &[],
            not: false,
            constraints: Constraints::default(),
        }
    }

    /// The flat view of `schema`.
    pub(super) fn of(schema: &'a Schema) -> Self {
        let empty = Self::empty(schema);
        let mut view = match &schema.schema_kind {
            SchemaKind::Type(ty) => Self::of_type(empty, ty),
            SchemaKind::OneOf { one_of } => Self { one_of, ..empty },
            SchemaKind::AllOf { all_of } => Self { all_of, ..empty },
            SchemaKind::AnyOf { any_of } => Self { any_of, ..empty },
            SchemaKind::Not { .. } => Self { not: true, ..empty },
            SchemaKind::Any(any) => Self::of_any(empty, any),
        };
        view.constraints.rules = Rule::of(schema);
        view
    }

    fn of_type(empty: Self, ty: &'a Type) -> Self {
        match ty {
            Type::String(string) => Self {
                json_type: Some(JsonType::String),
                format: format_text(&string.format, string_format),
                enumeration: values(&string.enumeration),
                constraints: Constraints {
                    pattern: string.pattern.as_deref(),
                    min_length: string.min_length,
                    max_length: string.max_length,
                    ..Constraints::default()
                },
                ..empty
            },
            Type::Number(number) => Self {
                json_type: Some(JsonType::Number),
                format: format_text(&number.format, number_format),
                enumeration: values(&number.enumeration),
                constraints: Constraints {
                    minimum: number.minimum.map(Bound::of),
                    maximum: number.maximum.map(Bound::of),
                    exclusive_minimum: number.exclusive_minimum,
                    exclusive_maximum: number.exclusive_maximum,
                    multiple_of: number.multiple_of.map(Bound::of),
                    ..Constraints::default()
                },
                ..empty
            },
            Type::Integer(integer) => Self {
                json_type: Some(JsonType::Integer),
                format: format_text(&integer.format, integer_format),
                enumeration: values(&integer.enumeration),
                constraints: Constraints {
                    minimum: integer
                        .minimum
                        .map(Bound::Integer)
                        .or_else(|| far(&empty, MINIMUM)),
                    maximum: integer
                        .maximum
                        .map(Bound::Integer)
                        .or_else(|| far(&empty, MAXIMUM)),
                    exclusive_minimum: integer.exclusive_minimum,
                    exclusive_maximum: integer.exclusive_maximum,
                    multiple_of: integer.multiple_of.map(Bound::Integer),
                    ..Constraints::default()
                },
                ..empty
            },
            Type::Boolean(boolean) => Self {
                json_type: Some(JsonType::Boolean),
                enumeration: values(&boolean.enumeration),
                ..empty
            },
            Type::Object(object) => Self {
                json_type: Some(JsonType::Object),
                properties: Some(&object.properties),
                required: &object.required,
                additional: object.additional_properties.as_ref().map(additional),
                constraints: Constraints {
                    min_properties: object.min_properties,
                    max_properties: object.max_properties,
                    ..Constraints::default()
                },
                ..empty
            },
            Type::Array(array) => Self {
                json_type: Some(JsonType::Array),
                items: array.items.as_ref().map(SchemaRef::from),
                constraints: Constraints {
                    min_items: array.min_items,
                    max_items: array.max_items,
                    unique_items: array.unique_items,
                    ..Constraints::default()
                },
                ..empty
            },
        }
    }

    fn of_any(empty: Self, any: &'a openapiv3::AnySchema) -> Self {
        Self {
            json_type: any.typ.as_deref().and_then(json_type),
            format: any.format.as_deref().map(Cow::Borrowed),
            properties: Some(&any.properties),
            required: &any.required,
            additional: any.additional_properties.as_ref().map(additional),
            items: any.items.as_ref().map(SchemaRef::from),
            enumeration: any.enumeration.clone(),
            one_of: &any.one_of,
            any_of: &any.any_of,
            all_of: &any.all_of,
            not: any.not.is_some(),
            constraints: Constraints {
                pattern: any.pattern.as_deref(),
                min_length: any.min_length,
                max_length: any.max_length,
                minimum: any.minimum.map(Bound::of).or_else(|| far(&empty, MINIMUM)),
                maximum: any.maximum.map(Bound::of).or_else(|| far(&empty, MAXIMUM)),
                exclusive_minimum: any.exclusive_minimum.unwrap_or_default(),
                exclusive_maximum: any.exclusive_maximum.unwrap_or_default(),
                multiple_of: any.multiple_of.map(Bound::of),
                min_items: any.min_items,
                max_items: any.max_items,
                unique_items: any.unique_items.unwrap_or_default(),
                min_properties: any.min_properties,
                max_properties: any.max_properties,
                rules: Vec::new(),
            },
            ..empty
        }
    }

    /// Whether it says nothing about the value but annotations, besides what stands in `allOf`.
    pub(super) fn only_annotates(&self) -> bool {
        self.json_type.is_none()
            && self.format.is_none()
            && self.properties.is_none_or(IndexMap::is_empty)
            && self.required.is_empty()
            && self.additional.is_none()
            && self.items.is_none()
            && self.enumeration.is_empty()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && !self.not
            && !carried::is_carrying(self.schema)
            && self.constraints == Constraints::default()
    }

    /// Whether the only value it allows is null.
    pub(super) fn is_null(&self) -> bool {
        !self.enumeration.is_empty() && self.enumeration.iter().all(Value::is_null)
    }
}

/// A bound of an integer that no `i64` holds.
fn far(view: &View<'_>, key: &str) -> Option<Bound> {
    let bound = view.schema.schema_data.extensions.get(key)?;
    let integer = bound.as_i64().map(Bound::Integer);
    let unsigned = || bound.as_u64().map(Bound::Unsigned);
    integer
        .or_else(unsigned)
        .or_else(|| bound.as_f64().map(Bound::Float))
}

fn json_type(name: &str) -> Option<JsonType> {
    Some(match name {
        "string" => JsonType::String,
        "number" => JsonType::Number,
        "integer" => JsonType::Integer,
        "boolean" => JsonType::Boolean,
        "array" => JsonType::Array,
        "object" => JsonType::Object,
        _ => return None,
    })
}

fn additional(additional: &AdditionalProperties) -> Additional<'_> {
    match additional {
        AdditionalProperties::Any(allowed) => Additional::Allowed(*allowed),
        AdditionalProperties::Schema(schema) => {
            Additional::Schema(SchemaRef::from(schema.as_ref()))
        }
    }
}

fn values<T: Clone + Into<Value>>(enumeration: &[Option<T>]) -> Vec<Value> {
    enumeration
        .iter()
        .map(|value| value.clone().map_or(Value::Null, Into::into))
        .collect()
}

fn format_text<'a, T>(
    format: &'a VariantOrUnknownOrEmpty<T>,
    name: fn(&T) -> &'static str,
) -> Option<Cow<'a, str>> {
    match format {
        VariantOrUnknownOrEmpty::Item(item) => Some(Cow::Borrowed(name(item))),
        VariantOrUnknownOrEmpty::Unknown(unknown) => Some(Cow::Borrowed(unknown)),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn string_format(format: &StringFormat) -> &'static str {
    match format {
        StringFormat::Date => "date",
        StringFormat::DateTime => "date-time",
        StringFormat::Password => "password",
        StringFormat::Byte => "byte",
        StringFormat::Binary => "binary",
    }
}

fn number_format(format: &NumberFormat) -> &'static str {
    match format {
        NumberFormat::Float => "float",
        NumberFormat::Double => "double",
    }
}

fn integer_format(format: &IntegerFormat) -> &'static str {
    match format {
        IntegerFormat::Int32 => "int32",
        IntegerFormat::Int64 => "int64",
    }
}
