//! References: what a `$ref` names, found in the description itself.

mod circles;
mod inline;
mod lift;
mod meant;
mod names;
mod resolve;
mod stand_in;

use hashbrown::{HashMap, HashSet};
use serde_json::{Map, Value};

use super::at::At;
use super::check::{Check, Fate};
use super::table::{Object, SCHEMA, Shape, shape_at};
use super::trees::{Astray, Trees};
use super::words::{describe, quote};
use crate::config::Dangling;
use crate::lookup;
use crate::report::{Code, FileId, Pointer, Report};
use circles::Circles;
use lift::Lifts;
pub(super) use lift::heirs;
use names::Dynamic;
pub(super) use names::Names;
pub(super) use resolve::{MOST_STEPS, fragment};
pub(super) use stand_in::misplaced;

/// The references of a description.
pub(super) struct References<'d> {
    /// The trees as their author wrote them: what is there, whatever the walk has left out since.
    trees: Trees<'d>,
    /// What stands in the place of references now, the innermost last.
    standing_in: Vec<Pointer>,
    /// The files of which is said what there is to say.
    told: HashSet<FileId>,
    /// How much may still be copied to the places of references, in nodes.
    budget: usize,
    /// What each reference was found to name, by the name of the object expected there and what it leads to.
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
    /// Where the node stands.
    pointer: Pointer,
    /// Whether the node is itself a reference.
    chained: bool,
    /// What is wrong with the reference, though it is clear what is meant.
    doubt: Option<Doubt>,
}

/// What is wrong with a reference, and how it is read all the same.
#[derive(Clone, Debug)]
struct Doubt {
    message: String,
    help: String,
}

/// Why a reference names nothing.
#[derive(Clone, Debug)]
struct Problem {
    message: String,
    help: String,
    /// Whether it is clear all the same what is said of the value: nothing.
    is_any: bool,
}

impl Problem {
    /// One that leaves open what was meant.
    fn new(message: String, help: String) -> Self {
        Self {
            message,
            help,
            is_any: false,
        }
    }
}

impl<'d> References<'d> {
    /// The references of those trees, none resolved yet.
    pub(super) fn new(trees: Trees<'d>) -> Self {
        Self {
            trees,
            standing_in: Vec::new(),
            told: HashSet::new(),
            budget: stand_in::BUDGET,
            answers: HashMap::new(),
            circles: Circles::default(),
            lifts: Lifts::default(),
        }
    }

    /// Whether the description is of Swagger 2.0.
    pub(super) fn is_swagger(&self) -> bool {
        self.trees.is_swagger()
    }

    /// The node at `pointer` as its author wrote it.
    pub(super) fn node(&self, pointer: &Pointer) -> Option<&'d Value> {
        self.trees.node(pointer)
    }

    /// The node that a reference at `at` names, as its author wrote it, and where it stands.
    pub(super) fn target(&self, at: &Pointer, text: &str) -> Option<(Pointer, &'d Value)> {
        let (pointer, _) = self.trees.resolve(at, text).ok()?;
        let node = self.trees.node(&pointer)?;
        Some((pointer, node))
    }

    /// Whether a reference at that place names a schema of the description.
    pub(super) fn names_schema(&self, text: &str, at: &At<'_>) -> bool {
        let target = self.trees.resolve_at(at, text).ok();
        let found = target.and_then(|(pointer, _)| resolve::find(self.trees, &pointer));
        found.is_some_and(|(pointer, _)| {
            let tokens: Vec<String> = pointer.tokens().collect();
            let shape = shape_at(tokens.iter().map(String::as_str));
            let object = shape.and_then(Shape::object);
            object.is_some_and(|object| std::ptr::eq(object, &SCHEMA))
        })
    }

    /// The reference that a `$dynamicRef` at that place means, if it always means the same.
    pub(super) fn dynamic(&self, text: &str, at: &At<'_>) -> Option<String> {
        match self.trees.names().dynamic(self.trees, text, &at.pointer()) {
            Dynamic::One(reference) => Some(reference),
            Dynamic::Several => None,
        }
    }

    /// What a reference to `pointer`, written as `text`, names, where `expected` is expected.
    fn answer(&mut self, expected: &'static Object, pointer: &Pointer, text: &str) -> Answer {
        let known = self
            .answers
            .get(expected.name)
            .and_then(|answers| answers.get(pointer.as_str()));
        if let Some(answer) = known {
            return answer.clone();
        }
        let answer = self.look_up(expected, pointer, text);
        self.answers
            .entry(expected.name)
            .or_default()
            .insert(pointer.as_str().to_owned(), answer.clone());
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
        let text = match lookup::get(map, "$ref") {
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
        let text = text.clone();
        match self.named_or_meant(expected, &text, at) {
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
                if let Some(Doubt { message, help }) = target.doubt {
                    self.warning(Code::WRONG_KIND, key.value(), message, help);
                }
                if lookup::get(map, "$ref").is_none_or(|text| *text != target.reference) {
                    map.insert("$ref".to_owned(), Value::String(target.reference));
                }
                Fate::Keep
            }
        }
    }

    /// Reports a `$ref` that isn't a string in place of an object that OpenAPI allows no reference to.
    pub(super) fn misplaced_reference(
        &mut self,
        object: &'static Object,
        value: &Value,
        at: &At<'_>,
    ) -> Fate {
        let found = describe(value);
        self.error(
            Code::WRONG_KIND,
            at.value(),
            format!("`$ref` is {found}, in place of {}", object.name),
            "write the object itself".to_owned(),
        );
        Fate::Drop
    }

    /// What the reference `text` that stands at `at` names.
    fn named(&mut self, expected: &'static Object, text: &str, at: &At<'_>) -> Answer {
        let pointer = self.led_to(expected, text, at)?;
        let target = self.references.answer(expected, &pointer, text)?;
        if target.chained && self.dangling == Dangling::Any && self.breaks_off(&target.pointer) {
            return Err(Problem::new(
                format!("{} names a reference that leads to nothing", quote(text)),
                format!("let it name {}", expected.name),
            ));
        }
        Ok(target)
    }

    /// Where a reference leads; what there is to say of the file that it leads into is said.
    fn led_to(&mut self, expected: &Object, text: &str, at: &At<'_>) -> Result<Pointer, Problem> {
        match self.references.trees.resolve_at(at, text) {
            Ok((pointer, reports)) => {
                self.tell(reports);
                Ok(pointer)
            }
            Err(Astray::Broken(broken)) => {
                Err(self.references.astray(expected, text, Some(broken)))
            }
            Err(Astray::Alone) => Err(self.references.astray(expected, text, None)),
            Err(Astray::Unparsed(reports)) => {
                self.tell(reports);
                Err(Problem::new(
                    format!("the file that {} leads to can't be parsed", quote(text)),
                    "mend that file first".to_owned(),
                ))
            }
        }
    }

    /// Says what there is to say of a file, once.
    fn tell(&mut self, reports: &[Report]) {
        let file = reports.first().and_then(|report| report.place.as_ref());
        if file.is_some_and(|place| self.references.told.insert(place.file)) {
            self.reports.extend(reports.iter().cloned());
        }
    }

    /// Whether a chain of references that goes on at `pointer` leads to nothing.
    fn breaks_off(&self, pointer: &Pointer) -> bool {
        let trees = self.references.trees;
        let mut pointer = pointer.clone();
        for _ in 0..resolve::MOST_STEPS {
            let node = trees.node(&pointer);
            let Some(text) = node.and_then(|node| node.get("$ref")?.as_str()) else {
                return node.is_none();
            };
            let next = trees.resolve(&pointer, text).ok();
            match next.and_then(|(next, _)| resolve::find(trees, &next)) {
                Some((next, _)) => pointer = next,
                None => return true,
            }
        }
        true
    }

    fn unresolved(&mut self, problem: Problem, at: &At<'_>) -> Fate {
        let Problem {
            message,
            help,
            is_any,
        } = problem;
        if is_any {
            let help = format!("it stands for any value; {help}");
            self.warning(Code::WRONG_KIND, at.value(), message, help);
            return Fate::Drop;
        }
        match self.dangling {
            Dangling::Error => self.error(Code::UNRESOLVED_REFERENCE, at.value(), message, help),
            Dangling::Any => {
                let help = format!("it stands for any value, as the configuration has it; {help}");
                self.warning(Code::UNRESOLVED_REFERENCE, at.value(), message, help);
            }
        }
        Fate::Drop
    }

    /// Whether the reference that stands here is one of a circle.
    fn in_circle(&mut self, at: &At<'_>) -> bool {
        let References { trees, circles, .. } = &mut self.references;
        circles.contain(*trees, at.pointer().as_str())
    }
}
