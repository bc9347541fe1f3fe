//! What a description says of a thing, gathered for its documentation.

use openapiv3::SchemaData;
use serde_json::Value;

use super::rules;
use super::view::{Additional, Constraints, SchemaRef, View};
use crate::api::Docs;

/// Examples and defaults longer than this are not shown.
const SHOWN_VALUE_LIMIT: usize = 100;

/// The documentation of a schema.
pub(super) fn of_schema(schema: &openapiv3::Schema) -> Docs {
    let view = View::of(schema);
    let mut docs = of_data(&schema.schema_data);
    docs.notes = constraint_notes(schema, &view);
    for part in view.all_of.iter().map(SchemaRef::from) {
        add_new(&mut docs.notes, inner_notes("", Some(part)));
    }
    docs.notes.extend(inner_notes("Each item: ", view.items));
    if let Some(Additional::Schema(values)) = view.additional {
        docs.notes.extend(inner_notes("Each value: ", Some(values)));
    }
    docs.notes
        .extend(value_note("Default", schema.schema_data.default.as_ref()));
    docs.notes
        .extend(value_note("Example", schema.schema_data.example.as_ref()));
    docs
}

/// Adds notes that aren't there yet: a part may say again what the whole says.
fn add_new(notes: &mut Vec<String>, more: Vec<String>) {
    for note in more {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
}

/// The constraints of a schema that stands in place in another, and has no documentation of its own.
fn inner_notes(whose: &str, schema: Option<SchemaRef<'_>>) -> Vec<String> {
    let Some(SchemaRef::Item(schema)) = schema else {
        return Vec::new();
    };
    let notes = constraint_notes(schema, &View::of(schema));
    notes.iter().map(|note| format!("{whose}{note}")).collect()
}

fn of_data(data: &SchemaData) -> Docs {
    Docs {
        summary: data.title.clone().unwrap_or_default(),
        description: data.description.clone().unwrap_or_default(),
        deprecated: data.deprecated,
        notes: Vec::new(),
    }
}

/// The documentation of a thing that only has a description.
pub(super) fn of_text(description: Option<&String>) -> Docs {
    Docs {
        description: description.cloned().unwrap_or_default(),
        ..Docs::default()
    }
}

/// "Default: `1`.", where there is a value short enough to show.
pub(super) fn value_note(what: &str, value: Option<&Value>) -> Option<String> {
    let text = value?.to_string();
    is_shown(&text).then(|| format!("{what}: `{text}`."))
}

/// Whether a text is short enough to show, and can stand as code.
pub(super) fn is_shown(text: &str) -> bool {
    text.len() <= SHOWN_VALUE_LIMIT && !text.contains('`')
}

fn constraint_notes(schema: &openapiv3::Schema, view: &View<'_>) -> Vec<String> {
    let letter = match view.format.as_deref() {
        Some("binary") => "byte",
        _ => "character",
    };
    let mut notes = bounds(&view.constraints, letter);
    notes.extend(rules::notes(schema, view));
    notes
}

/// The notes of what a value's bounds are; its length is one of so many `letter`s.
fn bounds(constraints: &Constraints<'_>, letter: &str) -> Vec<String> {
    let lower = if constraints.exclusive_minimum {
        "Greater than"
    } else {
        "At least"
    };
    let upper = if constraints.exclusive_maximum {
        "Less than"
    } else {
        "At most"
    };
    let counted = |count: Option<usize>, what: &str| {
        count.map(|count| format!("{count} {what}{}", if count == 1 { "" } else { "s" }))
    };
    let notes = [
        constraints.minimum.map(|bound| format!("{lower} {bound}.")),
        constraints.maximum.map(|bound| format!("{upper} {bound}.")),
        constraints
            .multiple_of
            .map(|of| format!("A multiple of {of}.")),
        counted(constraints.min_length, letter).map(|count| format!("At least {count}.")),
        counted(constraints.max_length, letter).map(|count| format!("At most {count}.")),
        counted(constraints.min_items, "item").map(|count| format!("At least {count}.")),
        counted(constraints.max_items, "item").map(|count| format!("At most {count}.")),
        constraints
            .unique_items
            .then(|| "No item twice.".to_owned()),
        counted(constraints.min_properties, "key").map(|count| format!("At least {count}.")),
        counted(constraints.max_properties, "key").map(|count| format!("At most {count}.")),
        constraints
            .pattern
            .filter(|pattern| is_shown(pattern))
            .map(|pattern| format!("Matches `{pattern}`.")),
    ];
    notes.into_iter().flatten().collect()
}
