//! Objects with properties → structs.

use super::docs;
use super::drafts::{Origin, Parent};
use super::merge::{Merged, Others};
use super::names::{Scope, bare, snake, upper_camel};
use super::parts::Part;
use super::schemas::Schemas;
use super::splits::Direction;
use super::view::SchemaRef;
use crate::api::{Docs, Field, Rest, Struct, Type, TypeId};
use crate::report::Pointer;

impl<'a> Schemas<'a, '_> {
    /// The struct that the named type `id` is.
    pub(super) fn structure(
        &mut self,
        id: TypeId,
        merged: &Merged<'a>,
        direction: Direction,
    ) -> Struct {
        let mut scope = Scope::default();
        let mut fields = Vec::new();
        for (&wire, property) in &merged.properties {
            let access = |part: &Part<'a>| self.components.access(part.schema);
            let read_only = property.parts.iter().any(|part| access(part).0);
            let write_only = property.parts.iter().any(|part| access(part).1);
            let hidden = match direction {
                Direction::Request => read_only,
                Direction::Response => write_only,
            };
            if hidden {
                continue;
            }
            let origin = Origin {
                parent: Parent::Type(id),
                role: bare(&upper_camel(wire)).to_owned(),
            };
            let lowered = self.use_of_all(&property.parts, direction, &origin);
            fields.push(Field {
                name: scope.take(&snake(wire), ""),
                wire: wire.to_owned(),
                docs: self.docs_of(&property.parts),
                nullable: lowered.nullable && !matches!(lowered.ty, Type::Any | Type::Null),
                ty: lowered.ty,
                required: merged.required.contains(wire),
                boxed: false,
            });
        }
        let unlisted = merged
            .required
            .iter()
            .filter(|&&wire| !merged.properties.contains_key(wire));
        for &wire in unlisted {
            fields.push(any_field(wire, &mut scope));
        }
        let rest = self.rest(id, merged, direction, &mut scope);
        Struct { fields, rest }
    }

    /// The struct of what can't be typed further: its known fields, and all else in a map.
    pub(super) fn loose_structure(
        &mut self,
        id: TypeId,
        merged: &Merged<'a>,
        direction: Direction,
    ) -> Struct {
        let merged = Merged {
            additional: Some(Others::Free),
            ..merged.clone()
        };
        self.structure(id, &merged, direction)
    }

    /// The documentation of what must fit all of `parts`: the last that has some, with the notes of all.
    pub(super) fn docs_of(&self, parts: &[Part<'a>]) -> Docs {
        let mut all = parts
            .iter()
            .rev()
            .map(|part| self.property_docs(part.schema));
        let mut docs = all.next().unwrap_or_default();
        for other in all {
            if docs.summary.is_empty() && docs.description.is_empty() {
                docs.summary = other.summary;
                docs.description = other.description;
            }
            docs.deprecated |= other.deprecated;
            let new = |note: &String| !docs.notes.contains(note);
            let notes: Vec<_> = other.notes.into_iter().filter(new).collect();
            docs.notes.extend(notes);
        }
        docs
    }

    /// The documentation of a property; of one that only refers to a component, the component's.
    fn property_docs(&self, schema: SchemaRef<'a>) -> Docs {
        let Some((item, _)) = self.components.resolve(schema, &Pointer::root()) else {
            return Docs::default();
        };
        match schema {
            SchemaRef::Item(_) => docs::of_schema(item),
            SchemaRef::Reference(_) => Docs {
                notes: Vec::new(),
                ..docs::of_schema(item)
            },
        }
    }

    fn rest(
        &mut self,
        id: TypeId,
        merged: &Merged<'a>,
        direction: Direction,
        scope: &mut Scope,
    ) -> Rest {
        let (ty, docs) = match &merged.additional {
            None => return Rest::Ignored,
            Some(Others::Denied) => return Rest::Denied,
            Some(Others::Free) => (Type::Any, Docs::default()),
            Some(Others::Typed(values)) => {
                let origin = Origin {
                    parent: Parent::Type(id),
                    role: "Value".to_owned(),
                };
                let ty = self.use_of_all(values, direction, &origin).into_type();
                (ty, self.docs_of(values))
            }
        };
        let name = scope.take("additional_properties", "");
        Rest::Kept { name, ty, docs }
    }
}

/// A property that must be there and of which nothing else is said.
fn any_field(wire: &str, scope: &mut Scope) -> Field {
    Field {
        name: scope.take(&snake(wire), ""),
        wire: wire.to_owned(),
        docs: Docs::default(),
        ty: Type::Any,
        required: true,
        nullable: false,
        boxed: false,
    }
}
