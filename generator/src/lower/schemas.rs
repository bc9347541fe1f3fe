//! Schemas → types.

use std::collections::VecDeque;

use indexmap::IndexSet;
use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;

use super::components::{Components, schema_pointer};
use super::docs;
use super::drafts::{Drafts, Origin, Parent, Source};
use super::enums;
use super::merge::{Alternatives, Merged};
use super::scalars;
use super::splits::{Direction, Splits};
use super::view::{Additional, JsonType, SchemaRef, View};
use crate::api::{Docs, Shape, Type, TypeId};
use crate::report::{Code, FileId, Place, Pointer, Report, Reports};

/// The use of a schema: its type, and whether null may stand in its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Use {
    pub(super) ty: Type,
    pub(super) nullable: bool,
}

impl Use {
    /// The type with null in it, for places that have no other way to say so.
    pub(super) fn into_type(self) -> Type {
        if self.nullable && !matches!(self.ty, Type::Any | Type::Null) {
            Type::Nullable(Box::new(self.ty))
        } else {
            self.ty
        }
    }
}

/// Lowers schemas, and keeps the named types they become.
#[derive(Debug)]
pub(super) struct Schemas<'a, 'r> {
    pub(super) components: Components<'a>,
    pub(super) drafts: Drafts,
    pub(super) reports: &'r mut Reports,
    splits: Splits,
    queue: VecDeque<Queued<'a>>,
    /// The places with constraints that nothing checks.
    unchecked: IndexSet<Pointer>,
}

/// A component schema that something refers to and that is still to be lowered. A queue, not a recursion: chains of
/// references may be longer than the stack is deep.
#[derive(Debug)]
struct Queued<'a> {
    id: TypeId,
    name: &'a str,
    schema: SchemaRef<'a>,
    direction: Direction,
}

/// How deep arrays, maps and nulls may nest without a named type between: rustc follows types to a limit.
const DEEPEST: usize = 24;

/// How deep a type nests.
fn nesting(ty: &Type) -> usize {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            1 + nesting(inner)
        }
        _ => 0,
    }
}

/// What a schema is, before anything in it is looked at.
enum Kind<'a> {
    Struct,
    StringEnum,
    Union(Alternatives<'a>),
    List,
    Map(Option<(SchemaRef<'a>, Pointer)>),
    Plain(Type),
}

impl<'a, 'r> Schemas<'a, 'r> {
    pub(super) fn new(components: Components<'a>, reports: &'r mut Reports) -> Self {
        Self {
            components,
            drafts: Drafts::default(),
            reports,
            splits: Splits::of(components),
            queue: VecDeque::new(),
            unchecked: IndexSet::new(),
        }
    }

    /// The type for a use of `schema`, with all that it refers to lowered.
    pub(super) fn lower(
        &mut self,
        schema: SchemaRef<'a>,
        at: &Pointer,
        direction: Direction,
        origin: &Origin,
    ) -> Use {
        let lowered = self.use_of(schema, at, direction, origin);
        while let Some(queued) = self.queue.pop_front() {
            self.lower_component(queued);
        }
        lowered
    }

    fn lower_component(&mut self, queued: Queued<'a>) {
        let Queued {
            id,
            name,
            schema,
            direction,
        } = queued;
        let at = schema_pointer(name);
        let (shape, docs) = match schema {
            SchemaRef::Reference(_) => {
                let origin = Origin {
                    parent: Parent::Type(id),
                    role: String::new(),
                };
                let target = self.use_of(schema, &at, direction, &origin);
                (Shape::Alias(target.ty), Docs::default())
            }
            SchemaRef::Item(item) => (
                self.shape_of(id, item, &at, direction),
                docs::of_schema(item),
            ),
        };
        if let Some(draft) = self.drafts.get_mut(id) {
            draft.shape = Some(shape);
            draft.docs = docs;
        }
    }

    pub(super) fn use_of(
        &mut self,
        schema: SchemaRef<'a>,
        at: &Pointer,
        direction: Direction,
        origin: &Origin,
    ) -> Use {
        let nullable = self.components.is_nullable(schema);
        let ty = match schema {
            SchemaRef::Reference(reference) => self.reference(reference, direction),
            SchemaRef::Item(schema) => self.inline(schema, at, direction, origin),
        };
        Use { ty, nullable }
    }

    fn reference(&mut self, reference: &str, direction: Direction) -> Type {
        let Some(component) = self.components.schema(reference) else {
            return Type::Any;
        };
        let source = Source::Component {
            index: component.index,
            key: component.name.to_owned(),
            direction: self.splits.component(component.index).then_some(direction),
        };
        let (id, new) = self.drafts.take(source, None);
        if new {
            self.queue.push_back(Queued {
                id,
                name: component.name,
                schema: component.schema,
                direction,
            });
        }
        Type::Named(id)
    }

    /// A schema that stands in place: a named type of its own only where Rust needs one.
    fn inline(
        &mut self,
        schema: &'a Schema,
        at: &Pointer,
        direction: Direction,
        origin: &Origin,
    ) -> Type {
        if let Some((part, at)) = self.sole_part(schema, at) {
            return self.use_of(part, &at, direction, origin).ty;
        }
        let merged = Merged::of(schema, at, self.components, self.reports);
        let kind = self.kind_of(&merged, at);
        if matches!(kind, Kind::Struct | Kind::StringEnum | Kind::Union(_)) {
            let splits = self.splits.inline(schema, self.components);
            let source = Source::Inline {
                at: at.clone(),
                direction: splits.then_some(direction),
            };
            let (id, new) = self.drafts.take(source, Some(origin.clone()));
            if new {
                let shape = self.shape_of_kind(id, kind, &merged, direction);
                if let Some(draft) = self.drafts.get_mut(id) {
                    draft.shape = Some(shape);
                    draft.docs = docs::of_schema(schema);
                }
            }
            return Type::Named(id);
        }
        self.plain_type(kind, &merged, direction, origin)
    }

    /// The one schema that a schema wraps in an `allOf` of one only to say something about it, or in a `oneOf` or
    /// `anyOf` whose other part is null.
    fn sole_part(&self, schema: &'a Schema, at: &Pointer) -> Option<(SchemaRef<'a>, Pointer)> {
        let view = View::of(schema);
        if let [part] = view.all_of {
            return view
                .only_annotates()
                .then(|| (part.into(), at.key("allOf").index(0)));
        }
        let (parts, keyword) = match (view.one_of, view.any_of) {
            (parts, []) => (parts, "oneOf"),
            ([], parts) => (parts, "anyOf"),
            _ => return None,
        };
        let alone = View {
            one_of: &[],
            any_of: &[],
            ..view
        };
        if !alone.only_annotates() || !alone.all_of.is_empty() {
            return None;
        }
        let mut rest = parts
            .iter()
            .enumerate()
            .filter(|(_, part)| !self.is_null(part));
        match (rest.next(), rest.next()) {
            (Some((index, part)), None) => Some((part.into(), at.key(keyword).index(index))),
            _ => None,
        }
    }

    pub(super) fn is_null(&self, part: &'a ReferenceOr<Schema>) -> bool {
        self.components
            .resolve(part.into(), &Pointer::root())
            .is_some_and(|(schema, _)| View::of(schema).is_null())
    }

    /// What a component schema is, under its own name whatever it is.
    fn shape_of(
        &mut self,
        id: TypeId,
        schema: &'a Schema,
        at: &Pointer,
        direction: Direction,
    ) -> Shape {
        let origin = Origin {
            parent: Parent::Type(id),
            role: String::new(),
        };
        if let Some((part, at)) = self.sole_part(schema, at) {
            return Shape::Alias(self.use_of(part, &at, direction, &origin).ty);
        }
        let merged = Merged::of(schema, at, self.components, self.reports);
        match self.kind_of(&merged, at) {
            kind @ (Kind::Struct | Kind::StringEnum | Kind::Union(_)) => {
                self.shape_of_kind(id, kind, &merged, direction)
            }
            kind => Shape::Alias(self.plain_type(kind, &merged, direction, &origin)),
        }
    }

    fn kind_of(&mut self, merged: &Merged<'a>, at: &Pointer) -> Kind<'a> {
        if merged.has_unchecked_constraints() {
            self.unchecked.insert(at.clone());
        }
        if let (Some(at), []) = (&merged.discriminator, merged.alternatives.as_slice()) {
            self.degraded(
                at,
                "a discriminator without `oneOf` or `anyOf` chooses nothing yet: the type holds only what stands here",
            );
        }
        if let Some(not) = &merged.not {
            self.degraded(
                not,
                "`not` isn't checked: values that it excludes are let through",
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
            self.degraded(
                &first.at,
                "which of the properties must be there together isn't checked",
            );
            return Kind::Struct;
        }
        self.degraded(
            &first.at,
            "a choice beside other keywords can't be bound yet: the type is `serde_json::Value`",
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

    fn enumeration(&mut self, merged: &Merged<'a>, at: &Pointer) -> Kind<'a> {
        let mut values = merged.enumeration.iter().filter(|value| !value.is_null());
        let all = |is: fn(&Value) -> bool| {
            merged
                .enumeration
                .iter()
                .filter(|value| !value.is_null())
                .all(is)
        };
        if values.next().is_none() {
            Kind::Plain(Type::Null)
        } else if all(Value::is_string) {
            Kind::StringEnum
        } else if all(|value| value.is_i64() || value.is_u64()) {
            self.degraded(
                &at.key("enum"),
                "that only these integers are allowed isn't checked",
            );
            Kind::Plain(scalars::integer(merged))
        } else if all(Value::is_number) {
            self.degraded(
                &at.key("enum"),
                "that only these numbers are allowed isn't checked",
            );
            Kind::Plain(scalars::number(merged.format.as_deref()))
        } else if all(Value::is_boolean) {
            if merged
                .enumeration
                .iter()
                .filter(|value| !value.is_null())
                .count()
                == 1
            {
                self.degraded(
                    &at.key("enum"),
                    "that only this value is allowed isn't checked",
                );
            }
            Kind::Plain(Type::Bool)
        } else {
            self.degraded(
                &at.key("enum"),
                "values of several types can't be an enum yet: the type is `serde_json::Value`",
            );
            Kind::Plain(Type::Any)
        }
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

    fn shape_of_kind(
        &mut self,
        id: TypeId,
        kind: Kind<'a>,
        merged: &Merged<'a>,
        direction: Direction,
    ) -> Shape {
        match kind {
            Kind::Union(alternatives) => self.union(id, &alternatives, direction),
            Kind::StringEnum => Shape::StringEnum(enums::string_enum(&merged.enumeration)),
            _ => Shape::Struct(self.structure(id, merged, direction)),
        }
    }

    fn plain_type(
        &mut self,
        kind: Kind<'a>,
        merged: &Merged<'a>,
        direction: Direction,
        origin: &Origin,
    ) -> Type {
        match kind {
            Kind::Plain(ty) => ty,
            Kind::List => {
                let item = match &merged.items {
                    Some((items, at)) => {
                        let item = self.use_of(*items, at, direction, &origin.within("Item"));
                        self.not_too_deep(item.into_type(), at)
                    }
                    None => Type::Any,
                };
                Type::List(Box::new(item))
            }
            Kind::Map(Some((values, at))) => {
                let value = self.use_of(values, &at, direction, &origin.within("Value"));
                Type::Map(Box::new(self.not_too_deep(value.into_type(), &at)))
            }
            _ => Type::Map(Box::new(Type::Any)),
        }
    }

    /// The type of an item or a value, or any JSON value where it nests deeper than rustc follows.
    fn not_too_deep(&mut self, ty: Type, at: &Pointer) -> Type {
        if nesting(&ty) < DEEPEST {
            return ty;
        }
        self.degraded(
            at,
            "arrays and maps this deep in one another can't be typed: the type is `serde_json::Value`",
        );
        Type::Any
    }

    /// Reports, once for all of them, the constraints that are documented but not checked.
    pub(super) fn report_unchecked(&mut self) {
        let Some(first) = self.unchecked.first() else {
            return;
        };
        let places = match self.unchecked.len() {
            1 => "here".to_owned(),
            2 => "here and in one more place".to_owned(),
            count => format!("here and in {} more places", count - 1),
        };
        self.reports.push(
            Report::note(
                Code::UNCHECKED_CONSTRAINT,
                Place::key(FileId::default(), first.clone()),
                format!(
                    "constraints (lengths, bounds, patterns, counts) aren't checked yet, {places}"
                ),
            )
            .help(
                "they stand in the documentation of the generated code; check them in the handler",
            ),
        );
    }

    /// Reports that a construct is bound to something looser than it says.
    pub(super) fn degraded(&mut self, at: &Pointer, message: &str) {
        self.reports.push(Report::warning(
            Code::DEGRADED,
            Place::key(FileId::default(), at.clone()),
            message,
        ));
    }
}
