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
            return self.circle(at);
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
        self.add_format(&view, at);
        self.add_enumeration(&view, at);
        self.add_contents(&view, at);
        let merged = &mut *self.merged;
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

    fn add_format(&mut self, view: &View<'a>, at: &Pointer) {
        let Some(format) = view.format.as_deref() else {
            return;
        };
        match &self.merged.format {
            None => self.merged.format = Some(format.to_owned()),
            Some(before) if before == format => {}
            Some(_) => self.contradiction(
                &at.key("format"),
                "this part of an `allOf` has another `format` than a part before it",
            ),
        }
    }

    fn add_enumeration(&mut self, view: &View<'a>, at: &Pointer) {
        if self.merged.enumeration.is_empty() {
            self.merged.enumeration.clone_from(&view.enumeration);
        } else if !view.enumeration.is_empty() {
            let mut both = self.merged.enumeration.clone();
            both.retain(|value| view.enumeration.contains(value));
            if both.is_empty() {
                let message = "this part of an `allOf` allows none of the values that a part before it allows";
                self.contradiction(&at.key("enum"), message);
            } else {
                self.merged.enumeration = both;
            }
        }
    }

    /// What an array's items and an object's other properties are.
    fn add_contents(&mut self, view: &View<'a>, at: &Pointer) {
        if let Some(additional) = view.additional {
            let at = at.key("additionalProperties");
            match &self.merged.additional {
                Some((before, _)) if *before != additional => self.contradiction(
                    &at,
                    "this part of an `allOf` has other `additionalProperties` than a part before it",
                ),
                Some(_) => {}
                None => self.merged.additional = Some((additional, at)),
            }
        }
        if let Some(items) = view.items {
            let at = at.key("items");
            match &self.merged.items {
                Some((before, _)) if *before != items => self.contradiction(
                    &at,
                    "this part of an `allOf` has other `items` than a part before it",
                ),
                Some(_) => {}
                None => self.merged.items = Some((items, at)),
            }
        }
    }

    fn add_properties(&mut self, view: &View<'a>, at: &Pointer) {
        for (name, schema) in view.properties.into_iter().flatten() {
            let property = Property {
                schema: schema.into(),
                at: at.key("properties").key(name),
            };
            self.add_property(name, property);
        }
        self.merged
            .required
            .extend(view.required.iter().map(String::as_str));
    }

    /// A property that stands in several parts has the type of the last that gives it one; a part may also only
    /// describe or narrow what another has typed.
    fn add_property(&mut self, name: &'a str, property: Property<'a>) {
        let Some(before) = self.merged.properties.get(name) else {
            self.merged.properties.insert(name, property);
            return;
        };
        if before.schema == property.schema || !self.says_what(property.schema) {
            return;
        }
        if self.says_what(before.schema) && !self.refines(before.schema, property.schema) {
            let message =
                format!("`{name}` has another type here than in an earlier part of the `allOf`");
            return self.contradiction(&property.at, &message);
        }
        self.merged.properties.insert(name, property);
    }

    /// Whether a schema gives values a type, and not only descriptions and bounds.
    fn says_what(&self, schema: SchemaRef<'a>) -> bool {
        let Some((schema, _)) = self.components.resolve(schema, &Pointer::root()) else {
            return false;
        };
        let view = View::of(schema);
        !view.all_of.is_empty()
            || !View {
                constraints: Constraints::default(),
                ..view
            }
            .only_annotates()
    }

    /// Whether values of the later schema can be values of the earlier one, as far as their JSON types tell.
    fn refines(&self, earlier: SchemaRef<'a>, later: SchemaRef<'a>) -> bool {
        let json_type = |schema| {
            let (schema, _) = self.components.resolve(schema, &Pointer::root())?;
            View::of(schema).json_type
        };
        match (json_type(earlier), json_type(later)) {
            (Some(JsonType::Number), Some(JsonType::Integer)) => true,
            (Some(earlier), Some(later)) => earlier == later,
            _ => true,
        }
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

    fn circle(&mut self, at: &Pointer) {
        let place = Place::value(FileId::default(), at.clone());
        let report = Report::warning(Code::CONTRADICTION, place, "this `allOf` contains itself");
        self.reports
            .push(report.help("it adds nothing to itself: leave that part out"));
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
