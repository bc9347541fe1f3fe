//! Which schemas look different in a request and in a response, because something in them is `readOnly` or
//! `writeOnly`.

use openapiv3::{ReferenceOr, Schema};

use super::bases::Bases;
use super::components::Components;
use super::view::{Additional, SchemaRef, View};

/// Which way a type travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Direction {
    /// From the server to the client.
    Response,
    /// From the client to the server.
    Request,
}

/// For each component schema, by index, whether it splits into one type a direction.
#[derive(Clone, Debug)]
pub(super) struct Splits(Vec<bool>);

impl Splits {
    /// A schema splits where it has a read-only or write-only property, or refers to a schema that splits; a base also
    /// where something that extends it does.
    pub(super) fn of(components: Components<'_>, bases: &Bases<'_>) -> Self {
        let mut split = Vec::new();
        let mut users: Vec<Vec<usize>> = Vec::new();
        let mut queue = Vec::new();
        let all: Vec<_> = components.schemas().collect();
        users.resize(all.len(), Vec::new());
        for component in &all {
            let content = Content::of(component.schema, components);
            for used in content.references {
                if let Some(users) = users.get_mut(used) {
                    users.push(component.index);
                }
            }
            split.push(content.splits);
            if content.splits {
                queue.push(component.index);
            }
        }
        for (base, descendants) in bases.all() {
            for descendant in descendants {
                if let Some(users) = users.get_mut(descendant.index) {
                    users.push(base);
                }
            }
        }
        while let Some(index) = queue.pop() {
            for &user in users.get(index).into_iter().flatten() {
                if let Some(split) = split.get_mut(user).filter(|split| !**split) {
                    *split = true;
                    queue.push(user);
                }
            }
        }
        Self(split)
    }

    /// Whether the component schema of that index splits.
    pub(super) fn component(&self, index: usize) -> bool {
        self.0.get(index).copied().unwrap_or_default()
    }

    /// Whether a schema that stands in place splits.
    pub(super) fn inline<'a>(&self, schema: SchemaRef<'a>, components: Components<'a>) -> bool {
        let content = Content::of(schema, components);
        content.splits || content.references.iter().any(|&used| self.component(used))
    }
}

/// What stands in a schema, up to its references.
#[derive(Debug, Default)]
struct Content {
    splits: bool,
    references: Vec<usize>,
}

impl Content {
    fn of<'a>(schema: SchemaRef<'a>, components: Components<'a>) -> Self {
        let mut content = Self::default();
        content.add(schema, components);
        content
    }

    fn add<'a>(&mut self, schema: SchemaRef<'a>, components: Components<'a>) {
        let schema = match schema {
            SchemaRef::Reference(reference) => {
                self.references
                    .extend(components.schema(reference).map(|found| found.index));
                return;
            }
            SchemaRef::Item(schema) => schema,
        };
        let view = View::of(schema);
        for property in view.properties.into_iter().flat_map(|map| map.values()) {
            let (read_only, write_only) = components.access(property.into());
            self.splits |= read_only || write_only;
            self.add(property.into(), components);
        }
        let parts = view.all_of.iter().chain(view.one_of).chain(view.any_of);
        for part in parts.map(|part: &ReferenceOr<Schema>| SchemaRef::from(part)) {
            self.add(part, components);
        }
        if let Some(items) = view.items {
            self.add(items, components);
        }
        if let Some(Additional::Schema(schema)) = view.additional {
            self.add(schema, components);
        }
        for item in components.carried.prefix_items(schema) {
            self.add(item.into(), components);
        }
        for (_, value) in components.carried.pattern_properties(schema) {
            self.add(value.into(), components);
        }
    }
}
