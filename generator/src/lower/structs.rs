//! Objects with properties → structs.

use super::docs;
use super::drafts::{Origin, Parent};
use super::merge::Merged;
use super::names::{Scope, bare, snake, upper_camel};
use super::schemas::Schemas;
use super::splits::Direction;
use super::view::{Additional, SchemaRef};
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
            let (read_only, write_only) = self.components.access(property.schema);
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
            let lowered = self.use_of(property.schema, &property.at, direction, &origin);
            fields.push(Field {
                name: scope.take(&snake(wire), ""),
                wire: wire.to_owned(),
                docs: self.property_docs(property.schema),
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

    /// The documentation of a property; of one that only refers to a component, the component's.
    pub(super) fn property_docs(&self, schema: SchemaRef<'a>) -> Docs {
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
            Some((Additional::Allowed(false), _)) => return Rest::Denied,
            Some((Additional::Allowed(true), _)) => (Type::Any, Docs::default()),
            Some((Additional::Schema(schema), at)) => {
                let origin = Origin {
                    parent: Parent::Type(id),
                    role: "Value".to_owned(),
                };
                let ty = self.use_of(*schema, at, direction, &origin).into_type();
                (ty, self.property_docs(*schema))
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
