//! Which keys conditions ask for. Those that travel the other way only have no place in a value, and aren't asked for
//! (OpenAPI 3.0, "Schema Object": with them, `required` takes effect in the other direction only).

use openapiv3::{ReferenceOr, Schema};

use super::super::parts::{Alternatives, Flat, Leaf, Part};
use super::super::schemas::Schemas;
use super::super::splits::Direction;
use super::super::view::SchemaRef;
use crate::api::{Assertion, Keyword, Sub};
use crate::report::Pointer;

/// Which keys are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::lower) struct Asked {
    /// Which way the value travels, where it makes a difference; without it, no more keys are hidden.
    direction: Option<Direction>,
    /// The keys of the value at hand that aren't asked for, in order.
    hidden: Vec<String>,
    /// Whether it is just told which keys the value has: none of its own is passed over, but such of what stands in it.
    is_told: bool,
}

impl<'a> Schemas<'a, '_> {
    /// What is asked of a value that travels that way and must fit all of `leaves`, and some of the alternatives.
    pub(in crate::lower) fn asked_of(
        &mut self,
        leaves: &[Leaf<'a>],
        lists: &[Alternatives<'a>],
        direction: Direction,
    ) -> Asked {
        let components = self.components;
        let alternatives = lists.iter().flat_map(|list| list.parts);
        let alternatives = alternatives.map(|part| Part::new(part, Pointer::root()));
        let mut parts = leaves.iter().map(Part::from).chain(alternatives);
        if !parts.any(|part| self.splits.part(&part, components)) {
            return Asked::default();
        }
        Asked {
            direction: Some(direction),
            hidden: self.hidden_among(leaves, direction),
            is_told: false,
        }
    }

    /// What is asked of the value at hand by a schema that it must fit besides.
    pub(super) fn asked_within(&mut self, schema: &'a Schema) -> Asked {
        let mut asked = self.asked_by(schema);
        let Some(direction) = asked.direction.filter(|_| !asked.is_told) else {
            return asked;
        };
        let part = Part::new(SchemaRef::Item(schema), Pointer::root());
        let leaves = Flat::of(&[part], self.components).leaves;
        asked.hidden.extend(self.hidden_among(&leaves, direction));
        asked.hidden.sort_unstable();
        asked.hidden.dedup();
        asked
    }

    /// What is asked of the value at hand by a schema that has a condition of its own: the way matters only where what
    /// stands in the schema travels one way.
    pub(super) fn asked_by(&mut self, schema: &'a Schema) -> Asked {
        let asked = self.conditions.asked.clone();
        let part = Part::new(SchemaRef::Item(schema), Pointer::root());
        if asked.direction.is_none() || self.splits.part(&part, self.components) {
            return asked;
        }
        Asked {
            hidden: asked.hidden,
            ..Asked::default()
        }
    }

    fn hidden_among(&self, leaves: &[Leaf<'a>], direction: Direction) -> Vec<String> {
        let properties = leaves.iter().filter_map(|leaf| leaf.view().properties);
        let is_hidden = |property: &'a ReferenceOr<Box<Schema>>| {
            let (read_only, write_only) = self.components.access(property.into());
            match direction {
                Direction::Request => read_only,
                Direction::Response => write_only,
            }
        };
        let hidden = (properties.flatten()).filter(|(_, property)| is_hidden(property));
        let mut hidden: Vec<_> = hidden.map(|(key, _)| key.clone()).collect();
        hidden.sort_unstable();
        hidden.dedup();
        hidden
    }

    /// Lowers schemas that ask for these keys.
    pub(super) fn asking<T>(&mut self, asked: Asked, lower: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.conditions.asked, asked);
        let lowered = lower(self);
        self.conditions.asked = before;
        lowered
    }

    /// Lowers schemas of what stands in the value at hand.
    pub(super) fn asking_inside<T>(&mut self, lower: impl FnOnce(&mut Self) -> T) -> T {
        let asked = Asked {
            direction: self.conditions.asked.direction,
            ..Asked::default()
        };
        self.asking(asked, lower)
    }

    /// Lowers schemas of which it is told whether the value at hand fits them.
    pub(super) fn telling<T>(&mut self, lower: impl FnOnce(&mut Self) -> T) -> T {
        let asked = Asked {
            direction: self.conditions.asked.direction,
            is_told: self.conditions.asked.direction.is_some(),
            ..Asked::default()
        };
        self.asking(asked, lower)
    }

    /// Those of the keys that are asked for.
    pub(super) fn asked_for(&self, keys: &[String]) -> Vec<String> {
        let hidden = &self.conditions.asked.hidden;
        let keys = keys.iter().filter(|key| !hidden.contains(key));
        keys.cloned().collect()
    }

    /// That exactly one of the schemas fits. One that only asks for keys which don't travel that way may count as one that
    /// fits, or not: as the value would have it.
    pub(super) fn exactly_one(
        &mut self,
        parts: &'a [ReferenceOr<Schema>],
        (at, depth): (&Pointer, usize),
        null: Option<Sub>,
    ) -> Keyword {
        let one =
            |subs: Vec<Sub>| Keyword::ExactlyOne(subs.into_iter().chain(null.clone()).collect());
        let asked = self.subs(parts, at, depth);
        if self.conditions.asked == Asked::default() {
            return one(asked);
        }
        let told = self.telling(|this| this.subs(parts, at, depth));
        if asked == told {
            return one(asked);
        }
        let readings = [told, asked].map(|subs| Sub::Inline(Assertion(vec![one(subs)])));
        Keyword::Any(readings.into())
    }
}
