//! Which component schemas allow null, and of which it fits more alternatives than it may.

use openapiv3::{ReferenceOr, Schema};

use super::components::Components;
use super::parts::Part;
use super::view::{SchemaRef, View};

/// How many references may lead from alternatives to those of theirs that null fits several of. Beyond that, null is taken.
const MOST_ROUNDS: usize = 8;

/// What component schemas, by index, say of null. Found once, by going from those that say so to those that refer to them:
/// looking anew at each use would go the same long ways again and again.
#[derive(Clone, Debug)]
pub(super) struct Nullables {
    /// Whether they allow null.
    allowing: Vec<bool>,
    /// Whether that fits several alternatives of a `oneOf`, and so none.
    overlapping: Vec<bool>,
}

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
        let mut found = Self {
            allowing: vec![false; all.len()],
            overlapping: vec![false; all.len()],
        };
        let mut queue: Vec<_> = (0..all.len()).rev().collect();
        while let Some(index) = queue.pop() {
            let Some(component) = all.get(index).filter(|_| !found.component(index)) else {
                continue;
            };
            if found.allows(component.schema, components)
                && let Some(known) = found.allowing.get_mut(index)
            {
                *known = true;
                queue.extend(users.get(index).into_iter().flatten());
            }
        }
        for _ in 0..MOST_ROUNDS {
            let schemas = all.iter().map(|component| component.schema);
            let overlapping = schemas.map(|schema| found.overlaps(schema, components));
            let overlapping: Vec<_> = overlapping.collect();
            if overlapping == found.overlapping {
                break;
            }
            found.overlapping = overlapping;
        }
        found
    }

    /// Whether null fits several alternatives of a `oneOf` in one of `parts`, and so isn't allowed.
    pub(super) fn overlap_in<'a>(&self, parts: &[Part<'a>], components: Components<'a>) -> bool {
        let mut whole = parts.iter().filter(|part| !part.alone);
        whole.any(|part| self.overlaps(part.schema, components))
    }

    /// Whether null fits several alternatives of a schema's own `oneOf`.
    pub(super) fn overlap_among<'a>(&self, view: &View<'a>, components: Components<'a>) -> bool {
        let fitting = (view.one_of.iter()).filter(|part| self.fits((*part).into(), components));
        !says_null(view) && fitting.take(2).count() > 1
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
        self.allowing.get(index).copied().unwrap_or_default()
    }

    /// Whether null is a value of a schema for sure.
    fn fits<'a>(&self, schema: SchemaRef<'a>, components: Components<'a>) -> bool {
        let is_listed = || {
            components.item(schema).is_some_and(|schema| {
                let values = View::of(schema).enumeration;
                values.is_empty() || values.iter().any(serde_json::Value::is_null)
            })
        };
        self.allows(schema, components) && !self.overlaps(schema, components) && is_listed()
    }

    /// Whether null fits several alternatives of a `oneOf` that a schema consists of.
    fn overlaps<'a>(&self, schema: SchemaRef<'a>, components: Components<'a>) -> bool {
        let schema = match schema {
            SchemaRef::Reference(reference) => {
                let component = components.schema(reference);
                let known = component.and_then(|found| self.overlapping.get(found.index));
                return known.copied().unwrap_or_default();
            }
            SchemaRef::Item(schema) => schema,
        };
        let view = View::of(schema);
        let overlaps = |part: &'a ReferenceOr<Schema>| self.overlaps(part.into(), components);
        let fits = |part: &'a ReferenceOr<Schema>| self.fits(part.into(), components);
        let inside = |parts: &'a [ReferenceOr<Schema>]| {
            parts.iter().any(overlaps) && !parts.iter().any(fits)
        };
        !says_null(&view)
            && (self.overlap_among(&view, components)
                || inside(view.one_of)
                || inside(view.any_of)
                || view.only_annotates() && view.all_of.iter().any(overlaps))
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
