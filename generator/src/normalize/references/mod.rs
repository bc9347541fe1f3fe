//! References: what a `$ref` names, found in the description itself.

mod circles;
mod inline;
mod lift;
mod resolve;

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::at::At;
use super::check::{Check, Fate};
use super::table::{Object, SCHEMA};
use super::words::describe;
use crate::report::Code;
use circles::Circles;
use lift::Lifts;

/// The references of a description.
pub(super) struct References<'d> {
    /// The tree as its author wrote it: what is there, whatever the walk has left out since.
    root: &'d Value,
    /// What each reference was found to name, by the name of the object expected there and the reference's text.
    answers: HashMap<&'static str, HashMap<String, Answer>>,
    circles: Circles,
    lifts: Lifts,
}

/// What a reference names.
type Answer = Result<Target, Problem>;

/// The node a reference names.
#[derive(Clone, Debug)]
struct Target {
    /// The reference, as the next stage reads it.
    reference: String,
    /// Whether the node is itself a reference.
    chained: bool,
    /// What is wrong with the reference, though it is clear what is meant.
    doubt: Option<String>,
}

/// Why a reference names nothing.
#[derive(Clone, Debug)]
struct Problem {
    message: String,
    help: String,
}

impl<'d> References<'d> {
    /// The references of that tree, none resolved yet.
    pub(super) fn new(root: &'d Value) -> Self {
        Self {
            root,
            answers: HashMap::new(),
            circles: Circles::default(),
            lifts: Lifts::default(),
        }
    }

    /// What `text` names, where `expected` is expected.
    fn answer(&mut self, expected: &'static Object, text: &str) -> Answer {
        let known = self
            .answers
            .get(expected.name)
            .and_then(|answers| answers.get(text));
        if let Some(answer) = known {
            return answer.clone();
        }
        let answer = self.look_up(expected, text);
        self.answers
            .entry(expected.name)
            .or_default()
            .insert(text.to_owned(), answer.clone());
        answer
    }
}

/// Ends a walk: what parts of the tree are referred to become components, path items that refer to others become
/// those.
pub(super) fn finish(check: &mut Check<'_>, tree: &mut Value) {
    lift::lift(check, tree);
    inline::path_items(tree, check.moves);
}

impl Check<'_> {
    /// Resolves the `$ref` of a mapping that stands where `expected` is expected.
    pub(super) fn resolve(
        &mut self,
        expected: &'static Object,
        map: &mut Map<String, Value>,
        at: &At<'_>,
    ) -> Fate {
        let key = at.key("$ref");
        let text = match map.get("$ref") {
            Some(Value::String(text)) => text,
            other => {
                let found = describe(other.unwrap_or(&Value::Null));
                self.error(
                    Code::WRONG_KIND,
                    key.value(),
                    format!("`$ref` is {found}; OpenAPI asks for a string here"),
                    "write a reference such as `#/components/schemas/Name`".to_owned(),
                );
                return Fate::Drop;
            }
        };
        match self.references.answer(expected, text) {
            Err(problem) => self.unresolved(problem, &key),
            Ok(target) if target.chained && self.in_circle(at) => {
                self.error(
                    Code::CIRCULAR_REFERENCE,
                    key.value(),
                    "the reference leads back to itself".to_owned(),
                    format!(
                        "let one of the references on the way name {} instead",
                        expected.name
                    ),
                );
                Fate::Drop
            }
            Ok(target) => {
                if let Some(doubt) = target.doubt {
                    let help = format!("it is read as {}: write one", expected.name);
                    self.warning(Code::WRONG_KIND, key.value(), doubt, help);
                }
                if map.get("$ref").is_none_or(|text| *text != target.reference) {
                    map.insert("$ref".to_owned(), Value::String(target.reference));
                }
                Fate::Keep
            }
        }
    }

    /// Resolves a value of a discriminator's mapping: the name of a schema, or a reference to one.
    pub(super) fn resolve_mapping(&mut self, value: &mut Value, at: &At<'_>) -> Fate {
        let Some(text) = value.as_str() else {
            return Fate::Drop;
        };
        let answer = match self.references.named_schema(text) {
            Some(target) => Ok(target),
            None if !text.contains(['/', '.', '#']) => Err(self.references.no_schema(text)),
            None => self.references.answer(&SCHEMA, text),
        };
        match answer {
            Err(problem) => self.unresolved(problem, at),
            Ok(target) => {
                *value = Value::String(target.reference);
                Fate::Keep
            }
        }
    }

    /// Reports a `$ref` in place of an object that OpenAPI 3.0 allows no reference to.
    pub(super) fn misplaced_reference(
        &mut self,
        object: &'static Object,
        value: &Value,
        at: &At<'_>,
    ) -> Fate {
        let text = value.as_str().unwrap_or_default();
        if !text.is_empty() && resolve::local(text).is_none() {
            let problem = self.references.elsewhere(object, text);
            return self.unresolved(problem, at);
        }
        self.error(
            Code::WRONG_KIND,
            at.place_of_key(),
            format!("a reference stands in place of {}", object.name),
            "OpenAPI 3.0 allows none there: write what it refers to".to_owned(),
        );
        Fate::Drop
    }

    fn unresolved(&mut self, problem: Problem, at: &At<'_>) -> Fate {
        self.error(
            Code::UNRESOLVED_REFERENCE,
            at.value(),
            problem.message,
            problem.help,
        );
        Fate::Drop
    }

    /// Whether the reference that stands here is one of a circle.
    fn in_circle(&mut self, at: &At<'_>) -> bool {
        let References { root, circles, .. } = &mut self.references;
        circles.contain(root, at.pointer().as_str())
    }
}
