//! Properties that must be there and that `properties` doesn't list.

use openapiv3::{ReferenceOr, Schema};

use super::carried::{DEPENDENT_SCHEMAS, ELSE, IF, THEN};
use super::merge::{Merged, Others};
use super::parts::{Leaf, Part};
use super::schemas::Schemas;
use super::splits::Direction;
use super::structs::other_value;
use super::view::{Additional, SchemaRef, View};
use crate::api::{Field, TypeId};
use crate::report::{Code, Pointer};

impl<'a> Schemas<'a, '_> {
    /// A property that must be there and that none of `properties` describes: what holds for others holds for it.
    pub(super) fn unlisted(
        &mut self,
        id: TypeId,
        (name, wire): (String, &str),
        merged: &Merged<'a>,
        direction: Direction,
    ) -> Field {
        let parts = self.others(merged);
        let lowered = self.use_of_all(&parts, direction, &other_value(id));
        let (ty, nullable, rules) = lowered.into_parts();
        Field {
            name,
            wire: wire.to_owned(),
            docs: self.docs_of(&parts),
            nullable,
            ty,
            rules,
            required: true,
            boxed: false,
            default: None,
        }
    }

    /// What is said of properties that aren't listed, whatever their keys. Where it depends on patterns, conditions
    /// say it.
    fn others(&self, merged: &Merged<'a>) -> Vec<Part<'a>> {
        let carried = self.components.carried;
        let mut parts: Vec<_> = (merged.leaves.iter())
            .filter(|leaf| carried.pattern_properties(leaf.schema).next().is_none())
            .filter_map(|leaf| match leaf.view().additional? {
                Additional::Schema(schema) => {
                    Some(Part::new(schema, leaf.at.key("additionalProperties")))
                }
                Additional::Allowed(_) => None,
            })
            .collect();
        if let (Some(_), Some(Others::Typed(left))) = (merged.settled, &merged.additional) {
            parts.extend(left.iter().cloned());
        }
        parts
    }

    /// Warns of unlisted properties that must not be there, or of which nothing else is said.
    pub(super) fn report_unlisted(&mut self, unlisted: &[&str], merged: &Merged<'a>) {
        if unlisted.is_empty() {
            return;
        }
        let are_denied = merged.additional == Some(Others::Denied);
        if !are_denied && self.are_described(merged) {
            return;
        }
        for leaf in &merged.leaves {
            let required = leaf.view().required;
            let is_here = |wire: &&&str| required.iter().any(|key| key == *wire);
            let here: Vec<_> = (unlisted.iter().filter(is_here).copied())
                .filter(|wire| are_denied || !self.is_said(wire, merged))
                .collect();
            let at = leaf.at.key("required");
            if !here.is_empty() && self.reported_rules.insert(at.clone()) {
                self.report(&here, &at, merged);
            }
        }
    }

    fn report(&mut self, unlisted: &[&str], at: &Pointer, merged: &Merged<'a>) {
        let quoted: Vec<_> = unlisted.iter().map(|key| format!("`{key}`")).collect();
        let keys = quoted.join(", ");
        if merged.additional == Some(Others::Denied) {
            let message = format!("{keys} must be there, but only the keys under `properties` may");
            let help = "any value is taken for it: describe it, or don't require it";
            return self.warn(Code::CONTRADICTION, at, &message, help);
        }
        let (they_are, them) = match unlisted {
            [_] => ("it is", "it"),
            _ => ("they are", "them"),
        };
        let message = format!("{keys} must be there, but nothing says what {they_are}");
        let is_alike = |key: &&str| {
            let mut unlisted = unlisted.iter();
            unlisted.any(|wire| wire.eq_ignore_ascii_case(key))
        };
        let alike = merged.properties.keys().copied().filter(is_alike);
        let alike: Vec<_> = alike.map(|key| format!("`{key}`")).collect();
        let help = match alike.as_slice() {
            [] => format!(
                "any value is taken for {them}: describe {them} under `properties`, or don't require {them}"
            ),
            alike => format!(
                "any value is taken for {them}; mind the case: `properties` has {}",
                alike.join(", ")
            ),
        };
        self.warn(Code::UNDESCRIBED_PROPERTY, at, &message, &help);
    }

    /// Whether something is said of all properties that aren't listed.
    fn are_described(&self, merged: &Merged<'a>) -> bool {
        let carried = self.components.carried;
        let mut leaves = merged.leaves.iter();
        !self.others(merged).is_empty()
            || leaves.any(|leaf| carried.pattern_properties(leaf.schema).next().is_some())
    }

    /// Whether a property is said something of elsewhere: it tells alternatives apart, or a condition or an alternative
    /// describes it.
    fn is_said(&self, wire: &str, merged: &Merged<'a>) -> bool {
        let describes = |schema: SchemaRef<'a>| {
            let found = self.components.item(schema);
            let properties = found.and_then(|schema| View::of(schema).properties);
            properties.is_some_and(|all| all.contains_key(wire))
        };
        let mut alternatives = merged.alternatives.iter().flat_map(|list| list.parts);
        alternatives.any(|part| describes(part.into()))
            || merged.leaves.iter().any(|leaf| {
                let data = &leaf.schema.schema_data;
                let discriminator = data.discriminator.as_ref();
                discriminator.is_some_and(|it| it.property_name == wire)
                    || !data.extensions.is_empty() && self.conditional(leaf).any(describes)
            })
    }

    /// What a schema says of some values.
    fn conditional(&self, leaf: &Leaf<'a>) -> impl Iterator<Item = SchemaRef<'a>> {
        let branches = [IF, THEN, ELSE].map(|key| {
            let found = self.carried_schema(leaf.schema, key, &leaf.at);
            found.map(|(schema, _)| schema)
        });
        let dependent = self.carried_map::<ReferenceOr<Schema>>(leaf.schema, DEPENDENT_SCHEMAS);
        let dependent = dependent.map(|(_, schema)| SchemaRef::from(schema));
        branches.into_iter().flatten().chain(dependent)
    }
}
