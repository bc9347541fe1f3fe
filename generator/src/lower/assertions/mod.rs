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

use super::carried::DEPENDENT_REQUIRED;
use super::merge::Merged;
use super::names::{Scope, snake};
use super::parts::{Alternatives, Leaf};
use super::schemas::Schemas;
use super::splits::Direction;
use super::view::SchemaRef;
use crate::api::{Assertion, Condition, ConditionId, Keyword, Rule, Sub};
use crate::report::Pointer;

pub(super) use keys::show_keys;
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

/// What a condition is made of: a schema, by its address in memory, how much of it, and which keys it doesn't ask for, as
/// they travel the other way only.
type Extract = (usize, Extent, Vec<String>);

/// The conditions, as they are found.
#[derive(Debug, Default)]
pub(super) struct Conditions<'a> {
    all: Vec<Condition>,
    known: HashMap<Extract, ConditionId>,
    names: Scope,
    queue: VecDeque<(ConditionId, &'a Schema, Pointer, bool)>,
    /// Whether what is being lowered says what it has evaluated.
    is_evaluating: bool,
}

impl<'a> Conditions<'a> {
    /// The condition that is made of that, and whether it is new.
    fn take(&mut self, extract: Extract, at: &Pointer) -> (ConditionId, bool) {
        if let Some(id) = self.known.get(&extract) {
            return (*id, false);
        }
        let extent = extract.1;
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
        self.known.insert(extract, id);
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

/// Has keys that depend on others not be asked for.
fn no_longer_ask(keywords: &mut Vec<Keyword>, unasked: &[String]) {
    keywords.retain_mut(|keyword| match keyword {
        Keyword::Rule(Rule::DependentRequired(_, needed)) => {
            needed.retain(|key| !unasked.contains(key));
            !needed.is_empty()
        }
        _ => true,
    });
}

impl<'a> Schemas<'a, '_> {
    /// The conditions of what was merged, as rules of a value that travels that way.
    pub(super) fn conditions_of(&mut self, merged: &Merged<'a>, direction: Direction) -> Vec<Rule> {
        let is_untyped = merged.says_no_type();
        let extent = |leaf: &Leaf<'_>| match merged.settled {
            Some(settled) if std::ptr::eq(settled, leaf.schema) => Extent::Settled,
            _ if is_untyped => Extent::Untyped,
            _ => Extent::Beyond,
        };
        let mut rules: Vec<_> = (merged.leaves.iter())
            .filter_map(|leaf| {
                let unasked = self.unasked(leaf, &merged.leaves, direction);
                self.condition_of(leaf, extent(leaf), unasked)
            })
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

    /// The condition of what a schema that has a type says itself, if it says anything besides, of a value that travels
    /// that way and must fit all of `leaves`.
    pub(super) fn condition_beyond(
        &mut self,
        leaf: &Leaf<'a>,
        leaves: &[Leaf<'a>],
        direction: Direction,
    ) -> Option<Rule> {
        let unasked = self.unasked(leaf, leaves, direction);
        self.condition_of(leaf, Extent::Beyond, unasked)
    }

    fn condition_of(
        &mut self,
        leaf: &Leaf<'a>,
        extent: Extent,
        unasked: Vec<String>,
    ) -> Option<Rule> {
        let extract = (std::ptr::from_ref(leaf.schema).addr(), extent, unasked);
        if let Some(id) = self.conditions.known.get(&extract) {
            return Some(Rule::Condition(*id));
        }
        let mut keywords = self.keywords_beyond(leaf.schema, &leaf.at, extent);
        no_longer_ask(&mut keywords, &extract.2);
        if keywords.is_empty() {
            return None;
        }
        let (id, _) = self.conditions.take(extract, &leaf.at);
        self.conditions.settle(id, Assertion(keywords));
        self.settle_conditions();
        Some(Rule::Condition(id))
    }

    /// The keys that a schema's `dependentRequired` asks for and that don't travel that way, by what any of `leaves` says
    /// of them (OpenAPI 3.0, "Schema Object": `required` takes effect in the other direction only).
    fn unasked(&self, leaf: &Leaf<'a>, leaves: &[Leaf<'a>], direction: Direction) -> Vec<String> {
        let dependent = self.carried_map::<Vec<String>>(leaf.schema, DEPENDENT_REQUIRED);
        let mut unasked: Vec<_> = (dependent.flat_map(|(_, needed)| needed))
            .filter(|key| self.is_hidden(key, leaves, direction))
            .cloned()
            .collect();
        unasked.sort_unstable();
        unasked.dedup();
        unasked
    }

    fn is_hidden(&self, key: &str, leaves: &[Leaf<'a>], direction: Direction) -> bool {
        let said = leaves
            .iter()
            .filter_map(|leaf| leaf.view().properties?.get(key));
        let mut accesses = said.map(|property| self.components.access(property.into()));
        accesses.any(|(read_only, write_only)| match direction {
            Direction::Request => read_only,
            Direction::Response => write_only,
        })
    }

    /// The condition that alternatives are which only say what must be there.
    pub(super) fn choice(&mut self, list: &Alternatives<'a>) -> Rule {
        let address = list.parts.as_ptr().addr();
        let extract = (address, Extent::Choice, Vec::new());
        let (id, is_new) = self.conditions.take(extract, &list.at);
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
        let (id, is_new) = self.conditions.take((address, extent, Vec::new()), &at);
        if is_new {
            let queue = &mut self.conditions.queue;
            queue.push_back((id, schema, at, is_evaluating));
        }
        Sub::Named(id)
    }
}
