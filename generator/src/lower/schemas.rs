//! Schemas → types.

use std::collections::VecDeque;

use indexmap::IndexSet;
use openapiv3::{ReferenceOr, Schema};

use super::components::{Components, schema_pointer};
use super::docs;
use super::drafts::{Drafts, Origin, Parent, Source};
use super::enums;
use super::kind::Kind;
use super::merge::Merged;
use super::splits::{Direction, Splits};
use super::view::{SchemaRef, View};
use crate::api::{Docs, Shape, Type, TypeId};
use crate::report::{Pointer, Reports};

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
    pub(super) unchecked: IndexSet<Pointer>,
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
}
