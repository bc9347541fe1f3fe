//! Schemas that others extend by `allOf` and that tell by a discriminator which of them a value is (OpenAPI 3.0,
//! "Discriminator Object": no `oneOf` lists the alternatives).

use hashbrown::{HashMap, HashSet};

use super::components::{Components, SchemaComponent};
use super::view::{SchemaRef, View};

/// The component schemas with a discriminator and no list of alternatives, and what extends them.
#[derive(Clone, Debug, Default)]
pub(super) struct Bases<'a> {
    /// For each base, by index, the components that extend it, directly or not, in the description's order.
    descendants: HashMap<usize, Vec<SchemaComponent<'a>>>,
    /// The components that extend a base.
    extending: HashSet<usize>,
}

impl<'a> Bases<'a> {
    /// Those among the components.
    pub(super) fn of(components: Components<'a>) -> Self {
        let all: Vec<_> = components.schemas().collect();
        let is_base = |component: &SchemaComponent<'a>| match component.schema {
            SchemaRef::Item(schema) => {
                let view = View::of(schema);
                schema.schema_data.discriminator.is_some()
                    && view.one_of.is_empty()
                    && view.any_of.is_empty()
            }
            SchemaRef::Reference(_) => false,
        };
        let mut children: HashMap<usize, Vec<usize>> = HashMap::new();
        for component in &all {
            for parent in parents(component.schema, components) {
                children.entry(parent).or_default().push(component.index);
            }
        }
        let mut bases = Self::default();
        for base in all.iter().filter(|component| is_base(component)) {
            let found = reached(base.index, &children);
            let descendants: Vec<_> = found
                .iter()
                .filter_map(|index| all.get(*index))
                .copied()
                .collect();
            if !descendants.is_empty() {
                bases.descendants.insert(base.index, descendants);
                bases.extending.extend(found);
            }
        }
        bases
    }

    /// What extends the component of that index, if it is a base.
    pub(super) fn descendants(&self, index: usize) -> Option<&[SchemaComponent<'a>]> {
        self.descendants.get(&index).map(Vec::as_slice)
    }

    /// Whether the component of that index extends a base.
    pub(super) fn extends(&self, index: usize) -> bool {
        self.extending.contains(&index)
    }

    /// The bases, by index, with what extends them.
    pub(super) fn all(&self) -> impl Iterator<Item = (usize, &[SchemaComponent<'a>])> {
        self.descendants
            .iter()
            .map(|(index, found)| (*index, found.as_slice()))
    }
}

/// The components that a schema's `allOf` names.
fn parents<'a>(schema: SchemaRef<'a>, components: Components<'a>) -> impl Iterator<Item = usize> {
    let parts = match schema {
        SchemaRef::Item(schema) => View::of(schema).all_of,
        SchemaRef::Reference(_) => &[],
    };
    parts.iter().filter_map(move |part| match part.into() {
        SchemaRef::Reference(reference) => Some(components.schema(reference)?.index),
        SchemaRef::Item(_) => None,
    })
}

/// What is reached from `start`, in order, without it.
fn reached(start: usize, children: &HashMap<usize, Vec<usize>>) -> Vec<usize> {
    let mut found = HashSet::<usize>::from([start]);
    let mut queue = vec![start];
    while let Some(index) = queue.pop() {
        for &child in children.get(&index).into_iter().flatten() {
            if found.insert(child) {
                queue.push(child);
            }
        }
    }
    found.remove(&start);
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_unstable();
    found
}
