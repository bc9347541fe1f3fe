//! A schema with its `allOf`, as far as XML asks.

use indexmap::IndexMap;
use openapiv3::Schema;

use crate::lower::components::Components;
use crate::lower::view::{Additional, JsonType, SchemaRef, View};
use crate::report::Pointer;

/// Deeper nesting of `allOf` than this is taken for a circle.
const DEPTH_LIMIT: usize = 64;

/// A schema, and where it stands.
pub(super) type Placed<'a> = (SchemaRef<'a>, Pointer);

/// What a schema and the parts of its `allOf` say, as far as XML asks.
#[derive(Debug, Default)]
pub(super) struct Flat<'a> {
    pub(super) json_type: Option<JsonType>,
    pub(super) properties: IndexMap<&'a str, Placed<'a>>,
    pub(super) items: Option<Placed<'a>>,
    /// What `additionalProperties` says of values.
    pub(super) values: Option<Placed<'a>>,
}

impl<'a> Flat<'a> {
    /// `None` where there is a choice, or `allOf` goes in circles.
    pub(super) fn of(schema: &'a Schema, at: &Pointer, components: Components<'a>) -> Option<Self> {
        let mut flat = Self::default();
        flat.add(schema, at, components, DEPTH_LIMIT)?;
        Some(flat)
    }

    fn add(
        &mut self,
        schema: &'a Schema,
        at: &Pointer,
        components: Components<'a>,
        depth: usize,
    ) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        let view = View::of(schema);
        let is_tuple = !components.carried.prefix_items(schema).is_empty();
        if !view.one_of.is_empty() || !view.any_of.is_empty() || is_tuple {
            return None;
        }
        for (index, part) in view.all_of.iter().enumerate() {
            let at = at.key("allOf").index(index);
            let (part, at) = components.resolve(part.into(), &at)?;
            self.add(part, &at, components, depth)?;
        }
        self.json_type = view.json_type.or(self.json_type);
        for (name, property) in view.properties.into_iter().flatten() {
            let at = at.key("properties").key(name);
            self.properties.insert(name, (property.into(), at));
        }
        if let Some(items) = view.items {
            self.items = Some((items, at.key("items")));
        }
        if let Some(Additional::Schema(values)) = view.additional {
            self.values = Some((values, at.key("additionalProperties")));
        }
        Some(())
    }
}
