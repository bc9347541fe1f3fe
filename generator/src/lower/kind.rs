//! What a schema is.

use openapiv3::{ReferenceOr, Schema};

use super::merge::{Alternatives, Merged};
use super::scalars;
use super::schemas::Schemas;
use super::view::{Additional, JsonType, SchemaRef, View};
use crate::api::Type;
use crate::report::{Code, Pointer};

/// What a schema is, before anything in it is looked at.
pub(super) enum Kind<'a> {
    Struct,
    StringEnum,
    Union(Alternatives<'a>),
    List,
    Map(Option<(SchemaRef<'a>, Pointer)>),
    Plain(Type),
}

impl<'a> Schemas<'a, '_> {
    pub(super) fn kind_of(&mut self, merged: &Merged<'a>, at: &Pointer) -> Kind<'a> {
        if merged.has_unchecked_constraints() {
            self.unchecked.insert(at.clone());
        }
        if let (Some(at), []) = (&merged.discriminator, merged.alternatives.as_slice()) {
            self.warn(
                Code::DISCRIMINATOR_UNCHECKED,
                at,
                "a discriminator without `oneOf` or `anyOf` chooses nothing yet: the type holds only what stands here",
                "list the schemas that it chooses from under `oneOf`",
            );
        }
        if let Some(not) = &merged.not {
            self.warn(
                Code::NOT_UNCHECKED,
                not,
                "`not` isn't checked: values that it excludes are let through",
                "check it in the handler",
            );
        }
        if let Some(first) = merged.alternatives.first() {
            return self.alternatives(first, merged);
        }
        if !merged.enumeration.is_empty() {
            return self.enumeration(merged, at);
        }
        match merged.json_type {
            Some(JsonType::Object) => self.object(merged),
            Some(JsonType::Array) => Kind::List,
            Some(JsonType::String) => Kind::Plain(scalars::string(
                merged.format.as_deref().unwrap_or_default(),
            )),
            Some(JsonType::Integer) => Kind::Plain(scalars::integer(merged)),
            Some(JsonType::Number) => Kind::Plain(scalars::number(merged.format.as_deref())),
            Some(JsonType::Boolean) => Kind::Plain(Type::Bool),
            None if !merged.properties.is_empty() || merged.additional.is_some() => {
                self.object(merged)
            }
            None if merged.items.is_some() => Kind::List,
            None => Kind::Plain(Type::Any),
        }
    }

    fn alternatives(&mut self, first: &Alternatives<'a>, merged: &Merged<'a>) -> Kind<'a> {
        let only = merged.alternatives.len() == 1;
        let beside = !merged.properties.is_empty()
            || merged.additional.is_some()
            || merged.items.is_some()
            || !merged.enumeration.is_empty();
        if only && !beside {
            return Kind::Union(first.clone());
        }
        let constrains = merged
            .alternatives
            .iter()
            .flat_map(|alternatives| alternatives.parts)
            .all(|part| self.only_requires(part));
        if constrains && !merged.properties.is_empty() {
            self.warn(
                Code::REQUIRED_UNCHECKED,
                &first.at,
                "which of the properties must be there together isn't checked",
                "check it in the handler",
            );
            return Kind::Struct;
        }
        self.warn(
            Code::UNION_AS_VALUE,
            &first.at,
            "a choice beside other keywords can't be bound yet: the type is `serde_json::Value`",
            "move what stands beside it into each alternative",
        );
        Kind::Plain(Type::Any)
    }

    /// Whether the schema says nothing but which properties must be there.
    fn only_requires(&self, part: &'a ReferenceOr<Schema>) -> bool {
        let ReferenceOr::Item(schema) = part else {
            return false;
        };
        let view = View::of(schema);
        View {
            required: &[],
            json_type: None,
            ..view
        }
        .only_annotates()
    }

    fn object(&mut self, merged: &Merged<'a>) -> Kind<'a> {
        if !merged.properties.is_empty() || !merged.required.is_empty() {
            return Kind::Struct;
        }
        match &merged.additional {
            Some((Additional::Allowed(false), _)) => Kind::Struct,
            Some((Additional::Schema(schema), at)) => Kind::Map(Some((*schema, at.clone()))),
            Some((Additional::Allowed(true), _)) | None => Kind::Map(None),
        }
    }
}
