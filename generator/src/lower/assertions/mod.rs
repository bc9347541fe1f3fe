//! Schemas → conditions, straight from what they say: nothing is merged, and nothing typed.
//!
//! A component is a condition of its own, which references name; what stands in place stands in place. Of a schema that
//! has a type, a condition says only what the type and the rules don't.

mod asked;
mod equal;
mod keys;
mod keywords;
mod reach;
mod unevaluated;

use std::collections::VecDeque;

use hashbrown::HashMap;
use openapiv3::{ReferenceOr, Schema, SchemaKind};

use super::merge::Merged;
use super::names::{Scope, snake};
use super::parts::{Alternatives, Leaf, Part};
use super::schemas::Schemas;
use super::splits::Direction;
use super::view::SchemaRef;
use crate::api::{Assertion, Condition, ConditionId, Keyword, Rule, Sub};
use crate::report::Pointer;

use asked::Asked;
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
    /// That it fits, or one of the alternatives beside it that are of the same type.
    Fitting,
}

/// What a condition is made of: a schema, by its address in memory, how much of it, and which keys it asks for.
type Extract = (usize, Extent, Asked);

/// The conditions, as they are found.
#[derive(Debug, Default)]
pub(super) struct Conditions<'a> {
    all: Vec<Condition>,
    known: HashMap<Extract, ConditionId>,
    names: Scope,
    queue: VecDeque<Queued<'a>>,
    /// Whether what is being lowered says what it has evaluated.
    is_evaluating: bool,
    /// Which keys what is being lowered asks for.
    asked: Asked,
}

/// A condition that others name, still to be lowered.
#[derive(Debug)]
struct Queued<'a> {
    id: ConditionId,
    schema: &'a Schema,
    at: Pointer,
    is_evaluating: bool,
    asked: Asked,
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
            Extent::Fitting => "fitting",
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

/// Whether a schema may say by a condition which keys must be there.
fn may_ask(leaf: &Leaf<'_>) -> bool {
    let is_plain = matches!(leaf.schema.schema_kind, SchemaKind::Type(_));
    !is_plain || !leaf.schema.schema_data.extensions.is_empty()
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
        let depends = !merged.alternatives.is_empty() || merged.leaves.iter().any(may_ask);
        let asked = match depends {
            true => self.asked_of(&merged.leaves, &merged.alternatives, direction),
            false => Asked::default(),
        };
        let mut rules: Vec<_> = (merged.leaves.iter())
            .filter_map(|leaf| self.condition_of(leaf, extent(leaf), asked.clone()))
            .collect();
        for list in &merged.alternatives {
            if self.is_constraint(merged, list) {
                rules.push(self.choice(list, asked.clone()));
            }
        }
        let listed = merged.listed.iter();
        rules.extend(listed.map(|list| self.choice(list, Asked::default())));
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
        let asked = match may_ask(leaf) {
            true => self.asked_of(leaves, &[], direction),
            false => Asked::default(),
        };
        self.condition_of(leaf, Extent::Beyond, asked)
    }

    fn condition_of(&mut self, leaf: &Leaf<'a>, extent: Extent, asked: Asked) -> Option<Rule> {
        let address = std::ptr::from_ref(leaf.schema).addr();
        let extract = (address, extent, asked.clone());
        if let Some(id) = self.conditions.known.get(&extract) {
            return Some(Rule::Condition(*id));
        }
        let keywords = self.asking(asked, |this| {
            this.keywords_beyond(leaf.schema, &leaf.at, extent)
        });
        if keywords.is_empty() {
            return None;
        }
        let (id, _) = self.conditions.take(extract, &leaf.at);
        self.conditions.settle(id, Assertion(keywords));
        self.settle_conditions();
        Some(Rule::Condition(id))
    }

    /// The condition that alternatives are which only say what must be there.
    pub(super) fn choice(&mut self, list: &Alternatives<'a>, asked: Asked) -> Rule {
        let address = list.parts.as_ptr().addr();
        let extract = (address, Extent::Choice, asked.clone());
        let (id, is_new) = self.conditions.take(extract, &list.at);
        if is_new {
            let keyword = self.asking(asked, |this| match list.exactly_one {
                true => this.exactly_one(list.parts, (&list.at, 0), None),
                false => Keyword::Any(this.subs(list.parts, &list.at, 0)),
            });
            self.conditions.settle(id, Assertion(vec![keyword]));
            self.settle_conditions();
        }
        Rule::Condition(id)
    }

    /// That one of several alternatives fits, which are of one type.
    pub(super) fn fitting(&mut self, alternatives: &[Part<'a>], asked: Asked) -> Option<Rule> {
        let first = alternatives.first()?;
        let address = match first.schema {
            SchemaRef::Item(schema) => std::ptr::from_ref(schema).addr(),
            SchemaRef::Reference(reference) => reference.as_ptr().addr(),
        };
        let extract = (address, Extent::Fitting, asked.clone());
        let (id, is_new) = self.conditions.take(extract, &first.at);
        if is_new {
            let alternatives = alternatives.iter();
            let subs = self.asking(asked, |this| {
                let subs = alternatives.map(|part| this.sub(part.schema, &part.at, 0));
                subs.collect()
            });
            self.conditions
                .settle(id, Assertion(vec![Keyword::Any(subs)]));
            self.settle_conditions();
        }
        Some(Rule::Fitting(id))
    }

    /// Lowers the conditions that others name. A queue, not a recursion: references may lead far.
    fn settle_conditions(&mut self) {
        while let Some(queued) = self.conditions.queue.pop_front() {
            let lower = |this: &mut Self| this.keywords(queued.schema, &queued.at, 0);
            let keywords = self.asking(queued.asked, |this| {
                this.evaluating(queued.is_evaluating, lower)
            });
            self.conditions.settle(queued.id, Assertion(keywords));
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
        self.asking_inside(|this| this.evaluating(false, |this| this.sub(schema, at, depth)))
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
        let asked = self.asked_by(schema);
        let extract = (address, extent, asked.clone());
        let (id, is_new) = self.conditions.take(extract, &at);
        if is_new {
            self.conditions.queue.push_back(Queued {
                id,
                schema,
                at,
                is_evaluating,
                asked,
            });
        }
        Sub::Named(id)
    }
}
