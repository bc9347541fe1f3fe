//! What several schemas say, as one.

use hashbrown::HashSet;
use indexmap::{IndexMap, IndexSet};
use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;

use super::carried::{PATTERN_PROPERTIES, UNEVALUATED_PROPERTIES, depends_on_value};
use super::components::Components;
use super::labels::Labels;
use super::parts::{Alternatives, Flat, Leaf, Part};
use super::tuples::is_false;
use super::view::{Additional, Constraints, JsonType, SchemaRef, View};
use crate::api::Docs;
use crate::report::{Code, FileId, Place, Pointer, Report, Reports};

/// What schemas say together.
#[derive(Clone, Debug)]
pub(super) struct Merged<'a> {
    pub(super) json_type: Option<JsonType>,
    pub(super) format: Option<String>,
    pub(super) enumeration: Vec<Value>,
    /// What extensions say of the values.
    pub(super) labels: Labels<'a>,
    pub(super) properties: IndexMap<&'a str, Property<'a>>,
    /// What is said of single values of the enumeration.
    pub(super) value_docs: Vec<(Value, Docs)>,
    /// Whether strings that the enumeration doesn't have are allowed all the same.
    pub(super) is_open: bool,
    /// The alternatives that the enumeration was taken from, where it alone doesn't say what fits them.
    pub(super) listed: Option<Alternatives<'a>>,
    pub(super) required: IndexSet<&'a str>,
    pub(super) additional: Option<Others<'a>>,
    /// What each item must fit; empty where nothing is said.
    pub(super) items: Vec<Part<'a>>,
    /// Whether the first items are described one by one.
    pub(super) is_tuple: bool,
    pub(super) alternatives: Vec<Alternatives<'a>>,
    pub(super) constraints: Vec<Constraints<'a>>,
    /// What it is merged from.
    pub(super) leaves: Vec<Leaf<'a>>,
    /// The one of these whose `unevaluatedProperties` is what `additional` says.
    pub(super) settled: Option<&'a Schema>,
}

/// What the value of a property must fit, at least one schema.
#[derive(Clone, Debug)]
pub(super) struct Property<'a> {
    pub(super) parts: Vec<Part<'a>>,
}

/// What `additionalProperties` says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Others<'a> {
    /// There are none.
    Denied,
    /// Any value.
    Free,
    /// What each must fit.
    Typed(Vec<Part<'a>>),
}

impl<'a> Others<'a> {
    fn of(additional: Additional<'a>, at: Pointer) -> Self {
        match additional {
            Additional::Allowed(true) => Self::Free,
            Additional::Allowed(false) => Self::Denied,
            Additional::Schema(schema) => Self::Typed(vec![Part::new(schema, at)]),
        }
    }

    /// What both say together.
    fn and(self, others: Self) -> Self {
        match (self, others) {
            (Self::Denied, _) | (_, Self::Denied) => Self::Denied,
            (Self::Free, said) | (said, Self::Free) => said,
            (Self::Typed(mut both), Self::Typed(more)) => {
                both.extend(more);
                Self::Typed(both)
            }
        }
    }
}

impl<'a> Merged<'a> {
    /// All that the schemas say together, their `allOf` included. The places of what contradicts go to `reports`.
    pub(super) fn of(flat: Flat<'a>, components: Components<'a>, reports: &mut Reports) -> Self {
        let mut merge = Merge {
            merged: Self::empty(),
            components,
            reports,
        };
        if let Some(at) = &flat.circle {
            merge.circle(at);
        }
        for leaf in &flat.leaves {
            merge.add(leaf.view(), &leaf.at);
        }
        merge.note_mutual_denial(&flat.leaves);
        let mut merged = Self {
            alternatives: flat.alternatives,
            leaves: flat.leaves,
            ..merge.merged
        };
        merged.take_listed(components);
        merged.settle_unevaluated(components);
        merged
    }

    fn empty() -> Self {
        Self {
            json_type: None,
            format: None,
            enumeration: Vec::new(),
            labels: Labels::default(),
            properties: IndexMap::new(),
            value_docs: Vec::new(),
            is_open: false,
            listed: None,
            required: IndexSet::new(),
            additional: None,
            items: Vec::new(),
            is_tuple: false,
            alternatives: Vec::new(),
            constraints: Vec::new(),
            leaves: Vec::new(),
            settled: None,
        }
    }

    /// What is left unevaluated is what is additional, where a schema that consists of all that is merged says so, and
    /// nothing depends on the value.
    fn settle_unevaluated(&mut self, components: Components<'a>) {
        let is_object = self.json_type == Some(JsonType::Object) || !self.properties.is_empty();
        let depends = |leaf: &Leaf<'a>| depends_on_value(leaf.schema);
        if !is_object || self.additional.is_some() || self.leaves.iter().any(depends) {
            return;
        }
        let mut said = self.leaves.iter().filter_map(|leaf| {
            let schema = components.carried.unevaluated_properties(leaf.schema)?;
            Some((leaf, SchemaRef::from(schema)))
        });
        let (Some((leaf, others)), None) = (said.next(), said.next()) else {
            return;
        };
        let whole = Part::new(SchemaRef::Item(leaf.schema), leaf.at.clone());
        let whole = Flat::of(&[whole], components);
        let known: HashSet<_> = (whole.leaves.iter())
            .map(|leaf| std::ptr::from_ref(leaf.schema))
            .collect();
        let mut leaves = self.leaves.iter();
        let is_whole = leaves.all(|leaf| known.contains(&std::ptr::from_ref(leaf.schema)));
        if !is_whole || !whole.alternatives.is_empty() {
            return;
        }
        self.settled = Some(leaf.schema);
        let others = match others {
            never if is_false(never) => Additional::Allowed(false),
            SchemaRef::Item(any) if is_anything(any) => Additional::Allowed(true),
            others => Additional::Schema(others),
        };
        self.additional = Some(Others::of(others, leaf.at.key(UNEVALUATED_PROPERTIES)));
    }
}

/// Whether a pattern is one of those that are written for any key at all. An empty key doesn't match those with a `+` or a
/// `.` alone; whoever writes them means all keys.
fn fits_every_key(pattern: &str) -> bool {
    const ALL: [&str; 10] = ["", "^", ".", "^.", ".*", "^.*", "^.*$", ".+", "^.+", "^.+$"];
    ALL.contains(&pattern)
}

/// Whether no other schema evaluates properties for it.
fn evaluates_alone(schema: &Schema) -> bool {
    let view = View::of(schema);
    let mut others = [view.all_of, view.one_of, view.any_of].into_iter();
    others.all(<[_]>::is_empty) && !depends_on_value(schema)
}

fn is_anything(schema: &Schema) -> bool {
    let view = View::of(schema);
    view.only_annotates() && view.all_of.is_empty()
}

struct Merge<'m, 'a> {
    merged: Merged<'a>,
    components: Components<'a>,
    reports: &'m mut Reports,
}

impl<'a> Merge<'_, 'a> {
    fn add(&mut self, view: View<'a>, at: &Pointer) {
        self.add_type(&view, at);
        self.add_properties(&view, at);
        self.add_format(&view, at);
        self.add_enumeration(&view, at);
        self.add_contents(&view, at);
        if view.constraints != Constraints::default() {
            self.merged.constraints.push(view.constraints);
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
            self.merged.labels = Labels::of(view, at);
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
        if let Some(items) = view.items {
            self.merged.items.push(Part::new(items, at.key("items")));
        }
        let prefix = self.components.carried.prefix_items(view.schema);
        self.merged.is_tuple |= !prefix.is_empty();
        let others = match view.additional {
            _ if self.has_patterns(view) => self.matching(view, at),
            None => return,
            Some(additional) => Others::of(additional, at.key("additionalProperties")),
        };
        let before = self.merged.additional.take();
        self.merged.additional = Some(match before {
            Some(before) => before.and(others),
            None => others,
        });
    }

    fn has_patterns(&self, view: &View<'a>) -> bool {
        let carried = self.components.carried;
        carried.pattern_properties(view.schema).next().is_some()
    }

    /// What the other properties are where those whose keys match a pattern are described: what that says, where there
    /// is one pattern and every key matches it, and else any value.
    fn matching(&mut self, view: &View<'a>, at: &Pointer) -> Others<'a> {
        let at = at.key(PATTERN_PROPERTIES);
        let mut patterns = self.components.carried.pattern_properties(view.schema);
        let (first, second) = (patterns.next(), patterns.next());
        let help = match (first, second) {
            (Some((pattern, schema)), None)
                if fits_every_key(pattern) || self.denies_others(view) =>
            {
                return Others::Typed(vec![Part::new(schema, at.key(pattern))]);
            }
            (Some((_, ReferenceOr::Item(schema))), None)
                if is_anything(schema) && self.allows_others(view) =>
            {
                return Others::Free;
            }
            (_, None) if view.additional.is_none() => {
                "where there are no other keys, say `additionalProperties: false`"
            }
            _ => "describe the keys as properties, or have one pattern for all",
        };
        let message =
            "which value goes with which key can't be typed: the values are `serde_json::Value`";
        let place = Place::key(FileId::default(), at);
        let report = Report::warning(Code::TYPE_AS_VALUE, place, message);
        self.reports.push(report.help(help));
        Others::Free
    }

    /// Whether keys are refused that are no properties and match no pattern of the schema.
    fn denies_others(&self, view: &View<'a>) -> bool {
        match view.additional {
            Some(additional) => additional == Additional::Allowed(false),
            None => {
                let rest = self.components.carried.unevaluated_properties(view.schema);
                rest.is_some_and(|rest| is_false(rest.into())) && evaluates_alone(view.schema)
            }
        }
    }

    /// Whether such keys may hold anything.
    fn allows_others(&self, view: &View<'a>) -> bool {
        let rest = self.components.carried.unevaluated_properties(view.schema);
        rest.is_none() && matches!(view.additional, None | Some(Additional::Allowed(true)))
    }

    fn add_properties(&mut self, view: &View<'a>, at: &Pointer) {
        for (name, schema) in view.properties.into_iter().flatten() {
            self.add_property(name, Part::new(schema, at.key("properties").key(name)));
        }
        self.merged
            .required
            .extend(view.required.iter().map(String::as_str));
    }

    /// A property that stands in several parts must fit what each says of it.
    fn add_property(&mut self, name: &'a str, part: Part<'a>) {
        let Some(before) = self.merged.properties.get_mut(name) else {
            let parts = vec![part];
            self.merged.properties.insert(name, Property { parts });
            return;
        };
        let components = self.components;
        let differs = |before: &Part<'a>| differ(components, before.schema, part.schema);
        if before.parts.iter().any(differs) {
            let message =
                format!("`{name}` has another type here than in an earlier part of the `allOf`");
            return self.contradiction(&part.at, &message);
        }
        if !before.parts.contains(&part) {
            before.parts.push(part);
        }
    }

    /// Says that parts which forbid further properties refuse those of one another.
    fn note_mutual_denial(&mut self, leaves: &[Leaf<'a>]) {
        let denies = |view: &View<'a>| view.additional == Some(Additional::Allowed(false));
        let denying = leaves.iter().find(|leaf| {
            let view = View::of(leaf.schema);
            let own = view.properties.map_or(0, IndexMap::len);
            let stands_in_part = [view.all_of, view.one_of, view.any_of]
                .iter()
                .all(|parts| parts.is_empty());
            stands_in_part && denies(&view) && own < self.merged.properties.len()
        });
        let Some(leaf) = denying else { return };
        let place = Place::key(FileId::default(), leaf.at.key("additionalProperties"));
        let message = "this part of an `allOf` refuses the properties that other parts have";
        self.reports.push(
            Report::warning(Code::CONTRADICTION, place, message).help(
                "only properties that no part has are refused: say `additionalProperties: false` beside the `allOf` instead (OpenAPI 3.1: `unevaluatedProperties`)",
            ),
        );
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

impl Merged<'_> {
    /// Whether nothing says what type the value has.
    pub(super) fn says_no_type(&self) -> bool {
        self.json_type.is_none()
            && self.properties.is_empty()
            && self.additional.is_none()
            && self.items.is_empty()
            && !self.is_tuple
            && self.enumeration.is_empty()
            && self.alternatives.is_empty()
    }
}

/// Whether two schemas ask for JSON types that no value has both of.
fn differ<'a>(components: Components<'a>, one: SchemaRef<'a>, other: SchemaRef<'a>) -> bool {
    let json_type = |schema| View::of(components.item(schema)?).json_type;
    match (json_type(one), json_type(other)) {
        (Some(one), Some(other)) => !one.overlaps(other),
        _ => false,
    }
}
