//! `allOf`: all that a schema and its parts say, as one.

use indexmap::{IndexMap, IndexSet};
use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;

use super::components::Components;
use super::view::{Additional, Constraints, JsonType, SchemaRef, View};
use crate::report::{Code, FileId, Place, Pointer, Report, Reports};

/// Deeper nesting of `allOf` than this is taken for a cycle.
const DEPTH_LIMIT: usize = 64;

/// What a schema says with everything its `allOf` adds.
#[derive(Clone, Debug)]
pub(super) struct Merged<'a> {
    pub(super) json_type: Option<JsonType>,
    pub(super) format: Option<String>,
    pub(super) enumeration: Vec<Value>,
    pub(super) properties: IndexMap<&'a str, Property<'a>>,
    pub(super) required: IndexSet<&'a str>,
    pub(super) additional: Option<(Additional<'a>, Pointer)>,
    pub(super) items: Option<(SchemaRef<'a>, Pointer)>,
    pub(super) alternatives: Vec<Alternatives<'a>>,
    pub(super) not: Option<Pointer>,
    /// A discriminator of the schema itself, not of a part.
    pub(super) discriminator: Option<Pointer>,
    pub(super) constraints: Vec<Constraints<'a>>,
}

/// A property, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Property<'a> {
    pub(super) schema: SchemaRef<'a>,
    pub(super) at: Pointer,
}

/// A `oneOf` or an `anyOf`.
#[derive(Clone, Debug)]
pub(super) struct Alternatives<'a> {
    pub(super) parts: &'a [ReferenceOr<Schema>],
    pub(super) exactly_one: bool,
    pub(super) discriminator: Option<&'a openapiv3::Discriminator>,
    pub(super) at: Pointer,
}

impl<'a> Merged<'a> {
    /// All that `schema`, which stands at `at`, says together with the parts of its `allOf`.
    pub(super) fn of(
        schema: &'a Schema,
        at: &Pointer,
        components: Components<'a>,
        reports: &mut Reports,
    ) -> Self {
        let mut merged = Self::empty();
        let mut merge = Merge {
            merged: &mut merged,
            components,
            reports,
        };
        merge.add(schema, at, DEPTH_LIMIT);
        if schema.schema_data.discriminator.is_some() {
            merged.discriminator = Some(at.key("discriminator"));
        }
        merged
    }

    /// Whether there are constraints that the Rust type doesn't keep by itself.
    pub(super) fn has_unchecked_constraints(&self) -> bool {
        let unsigned = self
            .format
            .as_deref()
            .is_some_and(|format| format.starts_with("uint"));
        let kept_by_type = Constraints {
            minimum: unsigned.then_some(0.0),
            ..Constraints::default()
        };
        self.constraints
            .iter()
            .any(|constraints| *constraints != kept_by_type)
    }

    fn empty() -> Self {
        Self {
            json_type: None,
            format: None,
            enumeration: Vec::new(),
            properties: IndexMap::new(),
            required: IndexSet::new(),
            additional: None,
            items: None,
            alternatives: Vec::new(),
            not: None,
            discriminator: None,
            constraints: Vec::new(),
        }
    }
}

struct Merge<'m, 'a> {
    merged: &'m mut Merged<'a>,
    components: Components<'a>,
    reports: &'m mut Reports,
}

impl<'a> Merge<'_, 'a> {
    /// Adds the parts of `allOf` first, so that what stands beside it refines them.
    fn add(&mut self, schema: &'a Schema, at: &Pointer, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else {
            return self.contradiction(at, "this `allOf` contains itself");
        };
        let view = View::of(schema);
        for (index, part) in view.all_of.iter().enumerate() {
            let part_at = at.key("allOf").index(index);
            if let Some((part, part_at)) = self.components.resolve(part.into(), &part_at) {
                self.add(part, &part_at, depth);
            }
        }
        self.add_own(view, at);
    }

    fn add_own(&mut self, view: View<'a>, at: &Pointer) {
        self.add_type(&view, at);
        self.add_properties(&view, at);
        self.add_alternatives(&view, at);
        let merged = &mut *self.merged;
        if let Some(format) = view.format {
            merged.format = Some(format.into_owned());
        }
        if merged.enumeration.is_empty() {
            merged.enumeration = view.enumeration;
        } else if !view.enumeration.is_empty() {
            merged
                .enumeration
                .retain(|value| view.enumeration.contains(value));
        }
        if let Some(additional) = view.additional {
            merged.additional = Some((additional, at.key("additionalProperties")));
        }
        if let Some(items) = view.items {
            merged.items = Some((items, at.key("items")));
        }
        if view.not {
            merged.not = Some(at.key("not"));
        }
        if view.constraints != Constraints::default() {
            merged.constraints.push(view.constraints);
        }
    }

    fn add_type(&mut self, view: &View<'a>, at: &Pointer) {
        let Some(json_type) = view.json_type else {
            return;
        };
        match self.merged.json_type {
            None => self.merged.json_type = Some(json_type),
            Some(before) if before == json_type => {}
            Some(JsonType::Number) if json_type == JsonType::Integer => {
                self.merged.json_type = Some(json_type);
            }
            Some(JsonType::Integer) if json_type == JsonType::Number => {}
            Some(_) => self.contradiction(
                &at.key("type"),
                "this part of an `allOf` has another `type` than a part before it",
            ),
        }
    }

    fn add_properties(&mut self, view: &View<'a>, at: &Pointer) {
        for (name, schema) in view.properties.into_iter().flatten() {
            let property = Property {
                schema: schema.into(),
                at: at.key("properties").key(name),
            };
            self.merged.properties.insert(name, property);
        }
        self.merged
            .required
            .extend(view.required.iter().map(String::as_str));
    }

    fn add_alternatives(&mut self, view: &View<'a>, at: &Pointer) {
        let discriminator = view.schema.schema_data.discriminator.as_ref();
        let lists = [(view.one_of, "oneOf", true), (view.any_of, "anyOf", false)];
        for (parts, keyword, exactly_one) in lists {
            if !parts.is_empty() {
                self.merged.alternatives.push(Alternatives {
                    parts,
                    exactly_one,
                    discriminator,
                    at: at.key(keyword),
                });
            }
        }
    }

    fn contradiction(&mut self, at: &Pointer, message: &str) {
        self.reports.push(
            Report::warning(
                Code::CONTRADICTION,
                Place::value(FileId::default(), at.clone()),
                message,
            )
            .help("no value fits both; what stands first is kept"),
        );
    }
}
