//! Which schemas look different in a request and in a response, because something in them is `readOnly` or
//! `writeOnly`.

use hashbrown::HashMap;
use openapiv3::{ReferenceOr, Schema};

use super::bases::Bases;
use super::components::Components;
use super::parts::Part;
use super::view::{Additional, SchemaRef, View};

/// Which way a type travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Direction {
    /// From the server to the client.
    Response,
    /// From the client to the server.
    Request,
}

/// Which schemas split into one type a direction.
#[derive(Clone, Debug)]
pub(super) struct Splits {
    /// The component schemas, by index.
    components: Vec<bool>,
    /// Those that stand in place, as a whole or alone: one may be a part of many types.
    inline: HashMap<(*const Schema, bool), bool>,
}

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
        Self {
            components: split,
            inline: HashMap::new(),
        }
    }

    /// Whether the component schema of that index splits.
    pub(super) fn component(&self, index: usize) -> bool {
        self.components.get(index).copied().unwrap_or_default()
    }

    /// Whether a schema that something is made of splits.
    pub(super) fn part<'a>(&mut self, part: &Part<'a>, components: Components<'a>) -> bool {
        let schema = match part.schema {
            SchemaRef::Reference(reference) => {
                let component = components.schema(reference);
                return component.is_some_and(|found| self.component(found.index));
            }
            SchemaRef::Item(schema) => schema,
        };
        let key = (std::ptr::from_ref(schema), part.alone);
        if let Some(known) = self.inline.get(&key) {
            return *known;
        }
        let mut content = Content::default();
        content.add_own(schema, components);
        if !part.alone {
            content.add_composed(schema, components);
        }
        let splits = content.splits || content.references.iter().any(|&used| self.component(used));
        self.inline.insert(key, splits);
        splits
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
        match schema {
            SchemaRef::Reference(reference) => {
                let component = components.schema(reference);
                self.references.extend(component.map(|found| found.index));
            }
            SchemaRef::Item(schema) => {
                self.add_own(schema, components);
                self.add_composed(schema, components);
            }
        }
    }

    /// What stands in a schema's `allOf`, `oneOf` and `anyOf`.
    fn add_composed<'a>(&mut self, schema: &'a Schema, components: Components<'a>) {
        let view = View::of(schema);
        let parts = view.all_of.iter().chain(view.one_of).chain(view.any_of);
        for part in parts.map(|part: &ReferenceOr<Schema>| SchemaRef::from(part)) {
            self.add(part, components);
        }
    }

    /// What stands in its other keywords.
    fn add_own<'a>(&mut self, schema: &'a Schema, components: Components<'a>) {
        let view = View::of(schema);
        for property in view.properties.into_iter().flat_map(|map| map.values()) {
            let (read_only, write_only) = components.access(property.into());
            self.splits |= read_only || write_only;
            self.add(property.into(), components);
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
        for condition in components.carried.conditions(schema) {
            self.add(condition.into(), components);
        }
    }
}
