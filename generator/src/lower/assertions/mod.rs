//! Schemas → conditions, straight from what they say: nothing is merged, and nothing typed.
//!
//! A component is a condition of its own, which references name; what stands in place stands in place. Of a schema that
//! has a type, a condition says only what the type and the rules don't.

mod equal;
mod keys;
mod keywords;
mod reach;
mod unevaluated;

use std::collections::{HashMap, VecDeque};

use openapiv3::{ReferenceOr, Schema};

use super::merge::Merged;
use super::names::{Scope, snake};
use super::parts::{Alternatives, Leaf};
use super::schemas::Schemas;
use super::view::SchemaRef;
use crate::api::{Assertion, Condition, ConditionId, Keyword, Rule, Sub};
use crate::report::Pointer;

pub(super) use reach::finish;

/// How deep conditions stand in one another before one takes a name of its own.
const DEEPEST: usize = 6;

/// What of a schema a condition says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Extent {
    /// All of it.
    Whole,
    /// All of it, what any value fits included: by that it says what it has evaluated.
    Evaluating,
    /// What a typed value doesn't keep by its type and rules.
    Beyond,
    /// The same, but for the properties that it leaves unevaluated: the type knows of these.
    Settled,
    /// The same, where the value has no type.
    Untyped,
    /// That one of its alternatives fits.
    Choice,
}

/// The conditions, as they are found.
#[derive(Debug, Default)]
pub(super) struct Conditions<'a> {
    all: Vec<Condition>,
    known: HashMap<(usize, Extent), ConditionId>,
    names: Scope,
    queue: VecDeque<(ConditionId, &'a Schema, Pointer, bool)>,
    /// Whether what is being lowered says what it has evaluated.
    is_evaluating: bool,
}

impl<'a> Conditions<'a> {
    /// The condition for that extent of what stands at an address in memory, and whether it is new.
    fn take(&mut self, address: usize, extent: Extent, at: &Pointer) -> (ConditionId, bool) {
        let key = (address, extent);
        if let Some(id) = self.known.get(&key) {
            return (*id, false);
        }
        let id = ConditionId(self.all.len());
        let suffix = match extent {
            Extent::Whole => "",
            Extent::Evaluating => "evaluating",
            Extent::Beyond | Extent::Settled | Extent::Untyped => "rules",
            Extent::Choice => "choice",
        };
        self.all.push(Condition {
            name: self.names.take(&name(at, suffix), ""),
            assertion: Assertion::default(),
        });
        self.known.insert(key, id);
        (id, true)
    }

    fn settle(&mut self, id: ConditionId, assertion: Assertion) {
        if let Some(condition) = self.all.get_mut(id.0) {
            condition.assertion = assertion;
        }
    }
}

/// The name of the condition of what stands there: the keys that lead there, but for OpenAPI's own. What stands in an
/// extension is called by its keyword.
fn name(at: &Pointer, suffix: &str) -> String {
    const OWN: [&str; 9] = [
        "components",
        "schemas",
        "properties",
        "paths",
        "content",
        "schema",
        "requestBody",
        "responses",
        "application/json",
    ];
    let mut words: Vec<String> = at
        .tokens()
        .filter(|token| !OWN.contains(&token.as_str()))
        .map(|token| match token.strip_prefix("x-bindery-") {
            Some(keyword) => keyword.to_owned(),
            None => token,
        })
        .collect();
    words.push(suffix.to_owned());
    snake(&words.join(" "))
}

impl<'a> Schemas<'a, '_> {
    /// The conditions of what was merged, as rules of the value.
    pub(super) fn conditions_of(&mut self, merged: &Merged<'a>) -> Vec<Rule> {
        let is_untyped = merged.says_no_type();
        let extent = |leaf: &Leaf<'_>| match merged.settled {
            Some(settled) if std::ptr::eq(settled, leaf.schema) => Extent::Settled,
            _ if is_untyped => Extent::Untyped,
            _ => Extent::Beyond,
        };
        let mut rules: Vec<_> = (merged.leaves.iter())
            .filter_map(|leaf| self.condition_of(leaf, extent(leaf)))
            .collect();
        for list in &merged.alternatives {
            if self.is_constraint(merged, list) {
                rules.push(self.choice(list));
            }
        }
        let listed = merged.listed.iter().map(|list| self.choice(list));
        rules.extend(listed);
        rules
    }

    /// The condition of what a schema that has a type says itself, if it says anything besides.
    pub(super) fn condition_beyond(&mut self, leaf: &Leaf<'a>) -> Option<Rule> {
        self.condition_of(leaf, Extent::Beyond)
    }

    fn condition_of(&mut self, leaf: &Leaf<'a>, extent: Extent) -> Option<Rule> {
        let address = std::ptr::from_ref(leaf.schema).addr();
        let known = self.conditions.known.get(&(address, extent));
        if let Some(id) = known {
            return Some(Rule::Condition(*id));
        }
        let assertion = Assertion(self.keywords_beyond(leaf.schema, &leaf.at, extent));
        if assertion.0.is_empty() {
            return None;
        }
        let (id, _) = self.conditions.take(address, extent, &leaf.at);
        self.conditions.settle(id, assertion);
        self.settle_conditions();
        Some(Rule::Condition(id))
    }

    /// The condition that alternatives are which only say what must be there.
    pub(super) fn choice(&mut self, list: &Alternatives<'a>) -> Rule {
        let address = list.parts.as_ptr().addr();
        let (id, is_new) = self.conditions.take(address, Extent::Choice, &list.at);
        if is_new {
            let subs = self.subs(list.parts, &list.at, 0);
            let keyword = if list.exactly_one {
                Keyword::ExactlyOne(subs)
            } else {
                Keyword::Any(subs)
            };
            self.conditions.settle(id, Assertion(vec![keyword]));
            self.settle_conditions();
        }
        Rule::Condition(id)
    }

    /// Lowers the conditions that others name. A queue, not a recursion: references may lead far.
    fn settle_conditions(&mut self) {
        while let Some((id, schema, at, is_evaluating)) = self.conditions.queue.pop_front() {
            let keywords = self.evaluating(is_evaluating, |this| this.keywords(schema, &at, 0));
            self.conditions.settle(id, Assertion(keywords));
        }
    }

    /// Lowers schemas that say what they have evaluated, or such that don't.
    fn evaluating<T>(&mut self, is_evaluating: bool, lower: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.conditions.is_evaluating, is_evaluating);
        let lowered = lower(self);
        self.conditions.is_evaluating = before;
        lowered
    }

    fn subs(&mut self, parts: &'a [ReferenceOr<Schema>], at: &Pointer, depth: usize) -> Vec<Sub> {
        let parts = parts.iter().enumerate();
        parts
            .map(|(index, part)| self.sub(part.into(), &at.index(index), depth))
            .collect()
    }

    /// A schema of a value that stands in this one.
    fn inner(&mut self, schema: SchemaRef<'a>, at: &Pointer, depth: usize) -> Sub {
        self.evaluating(false, |this| this.sub(schema, at, depth))
    }

    /// A schema in another.
    fn sub(&mut self, schema: SchemaRef<'a>, at: &Pointer, depth: usize) -> Sub {
        let (schema, at) = match schema {
            SchemaRef::Item(schema) if depth < DEEPEST => {
                return Sub::Inline(Assertion(self.keywords(schema, at, depth + 1)));
            }
            SchemaRef::Item(schema) => (schema, at.clone()),
            SchemaRef::Reference(_) => match self.components.resolve(schema, at) {
                Some(found) => found,
                None => return Sub::Inline(Assertion::default()),
            },
        };
        let address = std::ptr::from_ref(schema).addr();
        let is_evaluating = self.conditions.is_evaluating;
        let extent = match is_evaluating {
            true => Extent::Evaluating,
            false => Extent::Whole,
        };
        let (id, is_new) = self.conditions.take(address, extent, &at);
        if is_new {
            let queue = &mut self.conditions.queue;
            queue.push_back((id, schema, at, is_evaluating));
        }
        Sub::Named(id)
    }
}
