//! Objects with properties → structs.

use super::docs;
use super::drafts::{Origin, Parent, Role};
use super::merge::{Merged, Others, Property};
use super::names::{Scope, snake};
use super::parts::Part;
use super::rust_names::rust_name;
use super::schemas::Schemas;
use super::splits::Direction;
use super::view::SchemaRef;
use crate::api::{Docs, Field, Rest, Rules, Struct, Type, TypeId};

/// The field of all keys that have no field of their own.
pub(super) const OTHER_PROPERTIES: &str = "additional_properties";

impl<'a> Schemas<'a, '_> {
    /// The struct that the named type `id` is.
    pub(super) fn structure(
        &mut self,
        id: TypeId,
        merged: &Merged<'a>,
        direction: Direction,
    ) -> Struct {
        let mut scope = Scope::reserving(&[OTHER_PROPERTIES]);
        let mut fields = Vec::new();
        let mut hidden = Vec::new();
        for (&wire, property) in &merged.properties {
            let access = |part: &Part<'a>| self.components.access(part.schema);
            let read_only = property.parts.iter().any(|part| access(part).0);
            let write_only = property.parts.iter().any(|part| access(part).1);
            let is_hidden = match direction {
                Direction::Request => read_only,
                Direction::Response => write_only,
            };
            // Taken also where the property is hidden, so that a field has one name in both directions.
            let name = self.field_name(wire, property, &mut scope);
            if is_hidden {
                hidden.push(wire.to_owned());
                continue;
            }
            let origin = Origin {
                parent: Parent::Type(id),
                role: Role::Of(wire.to_owned()),
            };
            let required = merged.required.contains(wire);
            let lowered = self.use_of_all(&property.parts, direction, &origin);
            let (ty, nullable, rules) = lowered.into_parts();
            fields.push(Field {
                name,
                wire: wire.to_owned(),
                docs: self.docs_of(&property.parts),
                nullable,
                ty,
                rules,
                required,
                boxed: false,
                default: if required {
                    None
                } else {
                    self.default_of(&property.parts)
                },
            });
        }
        let unlisted: Vec<_> = (merged.required.iter())
            .filter(|&&wire| !merged.properties.contains_key(wire))
            .copied()
            .collect();
        self.report_unlisted(&unlisted, merged);
        for wire in unlisted {
            let name = scope.take(&snake(wire), "");
            fields.push(self.unlisted(id, (name, wire), merged, direction));
        }
        let rest = self.rest(id, merged, direction);
        Struct {
            fields,
            rest,
            hidden,
        }
    }

    /// The name of a property's field: the one that is given, else one made of its key.
    fn field_name(&mut self, wire: &str, property: &Property<'a>, scope: &mut Scope) -> String {
        let given = property.parts.iter().find_map(|part| match part.schema {
            SchemaRef::Item(schema) => {
                let extensions = &schema.schema_data.extensions;
                rust_name(extensions, &part.at, snake, self.reports)
            }
            SchemaRef::Reference(_) => None,
        });
        scope.take(&snake(given.unwrap_or(wire)), "")
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
        let Some(item) = self.components.item(schema) else {
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

    fn rest(&mut self, id: TypeId, merged: &Merged<'a>, direction: Direction) -> Rest {
        let (ty, rules, docs) = match &merged.additional {
            None => return Rest::Ignored,
            Some(Others::Denied) => return Rest::Denied,
            Some(Others::Free) => (Type::Any, Rules::default(), Docs::default()),
            Some(Others::Typed(values)) => {
                let lowered = self.use_of_all(values, direction, &other_value(id));
                let (ty, rules) = lowered.into_type();
                (ty, rules, self.docs_of(values))
            }
        };
        let name = OTHER_PROPERTIES.to_owned();
        Rest::Kept {
            name,
            ty,
            rules,
            docs,
        }
    }
}

/// What names a type that is made from what is said of properties that aren't listed.
pub(super) fn other_value(id: TypeId) -> Origin {
    Origin {
        parent: Parent::Type(id),
        role: Role::Words("Value".to_owned()),
    }
}
