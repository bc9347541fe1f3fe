//! The keywords of a schema.

use indexmap::IndexMap;
use openapiv3::{ReferenceOr, Schema, SchemaKind};
use serde_json::Value;

use super::super::carried::{
    CONTAINS, DEPENDENT_REQUIRED, DEPENDENT_SCHEMAS, ELSE, IF, MAX_CONTAINS, MIN_CONTAINS,
    PATTERN_PROPERTIES, PREFIX_ITEMS, PROPERTY_NAMES, THEN,
};
use super::super::constraints;
use super::super::patterns::pattern;
use super::super::schemas::Schemas;
use super::super::view::{self, Additional, SchemaRef, View};
use super::Extent;
use super::asked::Asked;
use crate::api::{Assertion, Format, JsonType, Keyword, Rule, Sub};
use crate::report::Pointer;

impl<'a> Schemas<'a, '_> {
    /// All keywords of a schema.
    pub(super) fn keywords(
        &mut self,
        schema: &'a Schema,
        at: &Pointer,
        depth: usize,
    ) -> Vec<Keyword> {
        let asked = self.asked_within(schema);
        self.asking(asked, |this| match this.leaves_unevaluated(schema) {
            true => this.unevaluated(schema, at, depth),
            false => this.evaluated(schema, at, depth),
        })
    }

    /// All keywords but those that speak of what the others leave.
    pub(super) fn evaluated(
        &mut self,
        schema: &'a Schema,
        at: &Pointer,
        depth: usize,
    ) -> Vec<Keyword> {
        let view = View::of(schema);
        let mut all = Vec::new();
        if is_impossible(schema) {
            return vec![Keyword::Never];
        }
        all.extend(types(&view).map(Keyword::Type));
        if !view.enumeration.is_empty() {
            let mut values = view.enumeration.clone();
            if schema.schema_data.nullable
                && !values.contains(&Value::Null)
                && view.json_type.is_some()
            {
                values.push(Value::Null);
            }
            all.push(Keyword::Enum(values));
        }
        all.extend(
            constraints::of(&view.constraints)
                .into_iter()
                .map(Keyword::Rule),
        );
        if let Some(source) = view.constraints.pattern {
            self.report_pattern(source, &at.key("pattern"));
        }
        all.extend(
            (view.format.as_deref().and_then(Format::named))
                .map(|it| Keyword::Rule(Rule::Format(it))),
        );
        self.of_objects(&view, at, depth, &mut all);
        self.of_arrays(&view, at, depth, &mut all);
        self.of_any(schema, &view, at, depth, &mut all);
        self.choices(&view, at, depth, &mut all);
        all
    }

    /// The keywords of which a typed value isn't kept to by its type and its rules. Where it has no type at all,
    /// nothing but rules are.
    pub(super) fn keywords_beyond(
        &mut self,
        schema: &'a Schema,
        at: &Pointer,
        extent: Extent,
    ) -> Vec<Keyword> {
        let is_settled = extent == Extent::Settled;
        if !is_settled && self.leaves_unevaluated(schema) {
            return self.unevaluated(schema, at, 0);
        }
        let is_untyped = extent == Extent::Untyped;
        let view = View::of(schema);
        let mut all = Vec::new();
        if is_untyped {
            self.required(&view, &mut all);
        }
        if is_untyped
            || self
                .components
                .carried
                .pattern_properties(schema)
                .next()
                .is_some()
        {
            self.like_patterns(&view, at, 0, &mut all);
        }
        self.of_any(schema, &view, at, 0, &mut all);
        all
    }

    /// What the type of objects says.
    fn of_objects(&mut self, view: &View<'a>, at: &Pointer, depth: usize, all: &mut Vec<Keyword>) {
        self.required(view, all);
        for (key, property) in view.properties.into_iter().flatten() {
            let sub = self.inner(property.into(), &at.key("properties").key(key), depth);
            if self.says_something(&sub) {
                all.push(Keyword::Property(key.clone(), sub));
            }
        }
        self.like_patterns(view, at, depth, all);
    }

    /// Which keys must be there.
    fn required(&self, view: &View<'a>, all: &mut Vec<Keyword>) {
        let keys = self.asked_for(view.required);
        if !keys.is_empty() {
            all.push(Keyword::Required(keys));
        }
    }

    /// What stands under keys that match patterns, or under any other.
    fn like_patterns(
        &mut self,
        view: &View<'a>,
        at: &Pointer,
        depth: usize,
        all: &mut Vec<Keyword>,
    ) {
        let carried = self.components.carried;
        let mut patterns = Vec::new();
        let mut are_all_known = true;
        for (source, schema) in carried.pattern_properties(view.schema) {
            let place = at.key(PATTERN_PROPERTIES).key(source);
            self.report_pattern(source, &place);
            let Some(pattern) = pattern(source) else {
                are_all_known = false;
                continue;
            };
            let sub = self.inner(schema.into(), &place, depth);
            if self.says_something(&sub) {
                all.push(Keyword::PropertiesLike(pattern.clone(), sub));
            }
            patterns.push(pattern);
        }
        let others = match view.additional {
            Some(Additional::Allowed(false)) => never(),
            Some(Additional::Schema(schema)) => {
                self.inner(schema, &at.key("additionalProperties"), depth)
            }
            Some(Additional::Allowed(true)) => Sub::Inline(Assertion::default()),
            None => return,
        };
        if are_all_known && self.says_something(&others) {
            let mut keys: Vec<_> = view
                .properties
                .into_iter()
                .flat_map(IndexMap::keys)
                .cloned()
                .collect();
            keys.sort_unstable();
            all.push(Keyword::OtherProperties(keys, patterns, others));
        }
    }

    /// What the type of arrays says.
    fn of_arrays(&mut self, view: &View<'a>, at: &Pointer, depth: usize, all: &mut Vec<Keyword>) {
        let carried = self.components.carried;
        let first = carried.prefix_items(view.schema);
        let prefix_at = at.key(PREFIX_ITEMS);
        for (index, item) in first.iter().enumerate() {
            let sub = self.inner(item.into(), &prefix_at.index(index), depth);
            if self.says_something(&sub) {
                all.push(Keyword::Item(index, sub));
            }
        }
        if let Some(items) = view.items {
            let sub = self.inner(items, &at.key("items"), depth);
            if self.says_something(&sub) {
                all.push(Keyword::ItemsFrom(first.len(), sub));
            }
        }
    }

    /// What is no more than a condition.
    fn of_any(
        &mut self,
        schema: &'a Schema,
        view: &View<'a>,
        at: &Pointer,
        depth: usize,
        all: &mut Vec<Keyword>,
    ) {
        let not: Option<SchemaRef<'a>> = match &schema.schema_kind {
            SchemaKind::Not { not } => Some(not.as_ref().into()),
            SchemaKind::Any(any) => any.not.as_deref().map(SchemaRef::from),
            _ => None,
        };
        if let Some(not) = not {
            let place = at.key("not");
            let sub = self.asking(Asked::default(), |this| this.sub(not, &place, depth));
            all.push(match is_anything(&sub) {
                true => Keyword::Never,
                false => Keyword::Not(sub),
            });
        }
        let extensions = &view.schema.schema_data.extensions;
        if extensions.is_empty() {
            return;
        }
        self.contains(schema, at, depth, all);
        self.when(schema, at, depth, all);
        for (key, needed) in self.carried_map::<Vec<String>>(schema, DEPENDENT_REQUIRED) {
            let asked = self.asked_for(needed);
            if needed.is_empty() || !asked.is_empty() {
                all.push(Keyword::Rule(Rule::DependentRequired(key.clone(), asked)));
            }
        }
        let place = at.key(DEPENDENT_SCHEMAS);
        for (key, dependent) in self.carried_map::<ReferenceOr<Schema>>(schema, DEPENDENT_SCHEMAS) {
            let sub = self.sub(dependent.into(), &place.key(key), depth);
            all.push(Keyword::Dependent(key.clone(), sub));
        }
        if let Some((names, place)) = self.carried_schema(schema, PROPERTY_NAMES, at) {
            let sub = self.inner(names, &place, depth);
            if !is_anything(&sub) {
                all.push(Keyword::PropertyNames(sub));
            }
        }
    }

    fn contains(&mut self, schema: &'a Schema, at: &Pointer, depth: usize, all: &mut Vec<Keyword>) {
        let Some((contained, place)) = self.carried_schema(schema, CONTAINS, at) else {
            return;
        };
        let count = |key: &str| {
            let count = schema.schema_data.extensions.get(key)?.as_f64()?;
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a count, made to fit"
            )]
            Some(count as usize)
        };
        let sub = self.inner(contained, &place, depth);
        all.push(Keyword::Contains {
            least: count(MIN_CONTAINS).unwrap_or(1),
            most: count(MAX_CONTAINS),
            sub,
        });
    }

    fn when(&mut self, schema: &'a Schema, at: &Pointer, depth: usize, all: &mut Vec<Keyword>) {
        let Some((condition, place)) = self.carried_schema(schema, IF, at) else {
            return;
        };
        let mut branch = |key: &str| match self.carried_schema(schema, key, at) {
            Some((branch, place)) => self.sub(branch, &place, depth),
            None => Sub::Inline(Assertion::default()),
        };
        let (then, otherwise) = (branch(THEN), branch(ELSE));
        if self.says_something(&then) || self.says_something(&otherwise) {
            let condition = self.telling(|this| this.sub(condition, &place, depth));
            all.push(Keyword::When(condition, then, otherwise));
        }
    }

    /// Whether a schema in this one is to be looked at: it excludes something, or is evaluated.
    fn says_something(&self, sub: &Sub) -> bool {
        self.conditions.is_evaluating || !is_anything(sub)
    }

    pub(in crate::lower) fn carried_schema(
        &self,
        schema: &'a Schema,
        key: &str,
        at: &Pointer,
    ) -> Option<(SchemaRef<'a>, Pointer)> {
        let extensions = &schema.schema_data.extensions;
        let carried = self.components.carried;
        let found = carried.get::<ReferenceOr<Schema>>(extensions, key)?;
        Some((found.into(), at.key(key)))
    }

    pub(in crate::lower) fn carried_map<T: serde::de::DeserializeOwned + 'static>(
        &self,
        schema: &'a Schema,
        key: &str,
    ) -> impl Iterator<Item = (&'a String, &'a T)> + use<'a, T> {
        let extensions = &schema.schema_data.extensions;
        let carried = self.components.carried;
        (carried.get::<IndexMap<String, T>>(extensions, key))
            .into_iter()
            .flatten()
    }

    /// What `allOf`, `anyOf` and `oneOf` say.
    fn choices(&mut self, view: &View<'a>, at: &Pointer, depth: usize, all: &mut Vec<Keyword>) {
        for sub in self.subs(view.all_of, &at.key("allOf"), depth) {
            if !is_anything(&sub) {
                all.push(Keyword::All(sub));
            }
        }
        let takes_null = view.schema.schema_data.nullable && view.json_type.is_none();
        let null =
            takes_null.then(|| Sub::Inline(Assertion(vec![Keyword::Type(vec![JsonType::Null])])));
        if !view.any_of.is_empty() {
            let subs = self.subs(view.any_of, &at.key("anyOf"), depth);
            all.push(Keyword::Any(subs.into_iter().chain(null.clone()).collect()));
        }
        if !view.one_of.is_empty() {
            let place = at.key("oneOf");
            all.push(self.exactly_one(view.one_of, (&place, depth), null));
        }
    }
}

/// A schema that nothing fits.
fn never() -> Sub {
    Sub::Inline(Assertion(vec![Keyword::Never]))
}

/// Whether anything fits.
fn is_anything(sub: &Sub) -> bool {
    matches!(sub, Sub::Inline(Assertion(keywords)) if keywords.is_empty())
}

/// Whether a schema excludes all: `not: {}`.
fn is_impossible(schema: &Schema) -> bool {
    let SchemaKind::Not { not } = &schema.schema_kind else {
        return false;
    };
    match not.as_ref() {
        ReferenceOr::Item(not) => {
            let view = View::of(not);
            view.only_annotates() && view.all_of.is_empty()
        }
        ReferenceOr::Reference { .. } => false,
    }
}

/// The types that a schema names.
fn types(view: &View<'_>) -> Option<Vec<JsonType>> {
    let ty = match view.json_type? {
        view::JsonType::String => JsonType::String,
        view::JsonType::Number => JsonType::Number,
        view::JsonType::Integer => JsonType::Integer,
        view::JsonType::Boolean => JsonType::Boolean,
        view::JsonType::Array => JsonType::Array,
        view::JsonType::Object => JsonType::Object,
    };
    let null = view.schema.schema_data.nullable.then_some(JsonType::Null);
    Some([ty].into_iter().chain(null).collect())
}
