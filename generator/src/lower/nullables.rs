//! Which component schemas allow null.

use super::components::Components;
use super::parts::Part;
use super::view::{SchemaRef, View};

/// For each component schema, by index, whether it allows null. Found once, by going from those that say so to those
/// that refer to them: looking anew at each use would go the same long ways again and again.
#[derive(Clone, Debug)]
pub(super) struct Nullables(Vec<bool>);

impl Nullables {
    pub(super) fn of(components: Components<'_>) -> Self {
        let all: Vec<_> = components.schemas().collect();
        let mut users = vec![Vec::new(); all.len()];
        for component in &all {
            let mut used = Vec::new();
            references(component.schema, components, &mut used);
            for index in used {
                if let Some(users) = users.get_mut(index) {
                    users.push(component.index);
                }
            }
        }
        let mut found = Self(vec![false; all.len()]);
        let mut queue: Vec<_> = (0..all.len()).rev().collect();
        while let Some(index) = queue.pop() {
            let Some(component) = all.get(index).filter(|_| !found.component(index)) else {
                continue;
            };
            if found.allows(component.schema, components)
                && let Some(known) = found.0.get_mut(index)
            {
                *known = true;
                queue.extend(users.get(index).into_iter().flatten());
            }
        }
        found
    }

    /// Whether null fits all of `parts`; those that say nothing of it don't count, unless all are such.
    pub(super) fn fits_all<'a>(&self, parts: &[Part<'a>], components: Components<'a>) -> bool {
        let says = |part: &&Part<'a>| match part.schema {
            SchemaRef::Reference(_) => true,
            SchemaRef::Item(schema) => {
                let view = View::of(schema);
                !view.only_annotates() || !part.alone && !view.all_of.is_empty()
            }
        };
        let fits = |part: &Part<'a>| match part.schema {
            SchemaRef::Item(schema) if part.alone => says_null(&View::of(schema)),
            schema => self.allows(schema, components),
        };
        let mut saying = parts.iter().filter(says).peekable();
        if saying.peek().is_some() {
            saying.all(fits)
        } else {
            parts.iter().any(fits)
        }
    }

    fn component(&self, index: usize) -> bool {
        self.0.get(index).copied().unwrap_or_default()
    }

    fn allows<'a>(&self, schema: SchemaRef<'a>, components: Components<'a>) -> bool {
        let schema = match schema {
            SchemaRef::Reference(reference) => {
                let component = components.schema(reference);
                return component.is_some_and(|found| self.component(found.index));
            }
            SchemaRef::Item(schema) => schema,
        };
        let view = View::of(schema);
        let mut alternatives = view.one_of.iter().chain(view.any_of);
        says_null(&view)
            || alternatives.any(|part| self.allows(part.into(), components))
            || !view.all_of.is_empty()
                && view.only_annotates()
                && (view.all_of.iter()).all(|part| self.allows(part.into(), components))
    }
}

/// Whether a schema allows null by its own keywords.
fn says_null(view: &View<'_>) -> bool {
    let data = &view.schema.schema_data;
    data.nullable
        || data.extensions.get("x-nullable") == Some(&true.into())
        || view.enumeration.iter().any(serde_json::Value::is_null)
}

/// The components that decide whether a schema allows null.
fn references<'a>(schema: SchemaRef<'a>, components: Components<'a>, found: &mut Vec<usize>) {
    match schema {
        SchemaRef::Reference(reference) => {
            found.extend(components.schema(reference).map(|found| found.index));
        }
        SchemaRef::Item(schema) => {
            let view = View::of(schema);
            for part in view.all_of.iter().chain(view.one_of).chain(view.any_of) {
                references(part.into(), components, found);
            }
        }
    }
}
