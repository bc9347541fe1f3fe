//! Alternatives that only list values: `oneOf` of constants, each with a description of its own, and `anyOf` of a list
//! of strings and any string. Both are one enum.

use serde_json::Value;

use super::components::Components;
use super::docs;
use super::merge::Merged;
use super::parts::{Alternatives, Flat, Part};
use super::view::{Constraints, JsonType, SchemaRef, View};
use crate::api::Docs;

/// The values that alternatives list.
#[derive(Debug, Default)]
struct Listed<'a> {
    values: Vec<(Value, Docs)>,
    /// The rules of other strings, by alternative; empty where no other will do.
    others: Vec<Constraints<'a>>,
    /// Whether all that lists values stands in place.
    is_own: bool,
}

impl<'a> Listed<'a> {
    /// Whether other strings will do, such as keep to rules at least.
    fn is_open(&self) -> bool {
        !self.others.is_empty()
    }

    /// The rules of other strings, where all the values keep to them too and no more must be judged.
    fn common(&self, list: &Alternatives<'a>) -> Option<Constraints<'a>> {
        let [rules] = self.others.as_slice() else {
            return None;
        };
        let only_lengths = Constraints {
            min_length: rules.min_length,
            max_length: rules.max_length,
            ..Constraints::default()
        };
        let keeps = |text: &str| {
            let length = text.chars().count();
            rules.min_length.is_none_or(|least| length >= least)
                && rules.max_length.is_none_or(|most| length <= most)
        };
        let mut texts = self.values.iter().filter_map(|(value, _)| value.as_str());
        let is_common = !list.exactly_one && *rules == only_lengths && texts.all(keeps);
        is_common.then(|| rules.clone())
    }

    /// The alternatives that list the values, where the list alone doesn't say what fits: other strings must keep to rules, or
    /// exactly one must fit and a value can fit several.
    fn judged(&self, list: Alternatives<'a>) -> Option<Alternatives<'a>> {
        let stands_before = |index: usize, value: &Value| {
            let mut before = self.values.iter().take(index);
            before.any(|(other, _)| other == value)
        };
        let mut values = self.values.iter().enumerate();
        let mut stand_twice = || values.any(|(index, (value, _))| stands_before(index, value));
        let can_overlap = list.exactly_one && (self.is_open() || stand_twice());
        let have_rules = |rules: &Constraints<'a>| *rules != Constraints::default();
        let are_ruled = self.is_open() && self.others.iter().all(have_rules);
        (are_ruled || can_overlap).then_some(list)
    }
}

impl<'a> Merged<'a> {
    /// Takes the values of alternatives that only list such for its own. Those of an `enum` beside them narrow them.
    pub(super) fn take_listed(&mut self, components: Components<'a>) {
        let [list] = self.alternatives.as_slice() else {
            return;
        };
        let says_more = |view: View<'a>| {
            let values = View {
                json_type: view.json_type.filter(|ty| *ty == JsonType::Object),
                format: None,
                enumeration: Vec::new(),
                ..view
            };
            !values.only_annotates()
        };
        if list.discriminator.is_some() || self.leaves.iter().any(|leaf| says_more(leaf.view())) {
            return;
        }
        let is_narrowed = !self.enumeration.is_empty();
        let Some(listed) = listed(list, components)
            .filter(|it| it.is_open() && self.format.is_none() || it.is_own || is_narrowed)
        else {
            return;
        };
        let list = list.clone();
        if is_narrowed {
            return self.narrow(listed, list);
        }
        match listed.common(&list) {
            Some(rules) => self.constraints.push(rules),
            None => self.listed = listed.judged(list),
        }
        self.is_open = listed.is_open();
        for (value, docs) in listed.values {
            if !self.enumeration.contains(&value) {
                self.enumeration.push(value.clone());
                self.value_docs.push((value, docs));
            }
        }
        self.alternatives.clear();
    }

    /// Keeps those values that the alternatives allow too. Where that is none the alternatives stay, for what they
    /// contradict to be told.
    fn narrow(&mut self, listed: Listed<'a>, list: Alternatives<'a>) {
        let is_allowed = |value: &Value| {
            listed.is_open() && value.is_string()
                || listed.values.iter().any(|(other, _)| other == value)
        };
        if !self.enumeration.iter().any(is_allowed) {
            return;
        }
        self.enumeration.retain(is_allowed);
        self.listed = listed.judged(list);
        self.value_docs.extend(listed.values);
        self.alternatives.clear();
    }
}

/// The values of the alternatives; `None` where one of them is more than a list of values.
fn listed<'a>(list: &Alternatives<'a>, components: Components<'a>) -> Option<Listed<'a>> {
    let mut listed = Listed {
        is_own: true,
        ..Listed::default()
    };
    for (index, part) in list.parts.iter().enumerate() {
        let flat = Flat::of(&[Part::new(part, list.at.index(index))], components);
        let [leaf] = flat.leaves.as_slice() else {
            return None;
        };
        let view = View::of(leaf.schema);
        let bare = View {
            json_type: None,
            enumeration: Vec::new(),
            ..view.clone()
        };
        if view.enumeration.is_empty() {
            let bare = View {
                constraints: Constraints::default(),
                ..bare
            };
            let is_string = view.json_type == Some(JsonType::String);
            if !is_string || !bare.only_annotates() {
                return None;
            }
            listed.others.push(view.constraints);
            continue;
        }
        if !bare.only_annotates() || !flat.alternatives.is_empty() {
            return None;
        }
        listed.is_own &= matches!(SchemaRef::from(part), SchemaRef::Item(_));
        let docs = match view.enumeration.as_slice() {
            [_] => docs::of_schema(leaf.schema),
            _ => Docs::default(),
        };
        listed.values.extend(
            view.enumeration
                .into_iter()
                .map(|value| (value, docs.clone())),
        );
    }
    let are_strings = (listed.values.iter()).all(|(value, _)| value.is_string() || value.is_null());
    let has_values = listed.values.iter().any(|(value, _)| !value.is_null());
    (has_values && (are_strings || !listed.is_open())).then_some(listed)
}
