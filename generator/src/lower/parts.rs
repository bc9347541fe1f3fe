//! What one value must fit: several schemas at once, taken apart into keywords and choices.

use hashbrown::{HashMap, HashSet};
use openapiv3::{ReferenceOr, Schema};

use super::components::Components;
use super::view::{SchemaRef, View};
use crate::report::Pointer;

/// One of the schemas that a value must fit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part<'a> {
    pub(super) schema: SchemaRef<'a>,
    pub(super) at: Pointer,
    /// Whether only the schema's own keywords are meant, not its `allOf`, `oneOf` and `anyOf`.
    pub(super) alone: bool,
}

impl<'a> Part<'a> {
    /// All that `schema`, which stands at `at`, says.
    pub(super) fn new(schema: impl Into<SchemaRef<'a>>, at: Pointer) -> Self {
        Self {
            schema: schema.into(),
            at,
            alone: false,
        }
    }
}

impl<'a> From<&Leaf<'a>> for Part<'a> {
    fn from(leaf: &Leaf<'a>) -> Self {
        Self {
            schema: SchemaRef::Item(leaf.schema),
            at: leaf.at.clone(),
            alone: true,
        }
    }
}

/// A schema of which only its own keywords are meant.
#[derive(Clone, Debug)]
pub(super) struct Leaf<'a> {
    pub(super) schema: &'a Schema,
    pub(super) at: Pointer,
}

impl<'a> Leaf<'a> {
    /// What it says by itself.
    pub(super) fn view(&self) -> View<'a> {
        View {
            all_of: &[],
            one_of: &[],
            any_of: &[],
            ..View::of(self.schema)
        }
    }
}

/// A `oneOf` or an `anyOf`.
#[derive(Clone, Debug)]
pub(super) struct Alternatives<'a> {
    pub(super) parts: &'a [ReferenceOr<Schema>],
    pub(super) exactly_one: bool,
    pub(super) discriminator: Option<&'a openapiv3::Discriminator>,
    /// Which alternative is meant where the discriminator names none (OpenAPI 3.2, `defaultMapping`).
    pub(super) default: Option<&'a str>,
    pub(super) at: Pointer,
}

/// Schemas with all that their `allOf` adds, taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Flat<'a> {
    /// In the order in which they refine one another: parts of an `allOf` before what stands beside it.
    pub(super) leaves: Vec<Leaf<'a>>,
    pub(super) alternatives: Vec<Alternatives<'a>>,
    /// Where an `allOf` leads back to itself.
    pub(super) circle: Option<Pointer>,
}

/// A step of the walk: to a schema with its parts, or to its own keywords once these are done.
enum Step<'a> {
    Enter(Part<'a>),
    Leave(Leaf<'a>, bool),
}

/// A walk over parts and theirs. Not a recursion: an `allOf` may go through any number of references. What is reached
/// by several ways counts once.
struct Walk<'a> {
    components: Components<'a>,
    steps: Vec<Step<'a>>,
    /// The schemas that were entered, as a whole or alone, and whether each has been left again.
    left: HashMap<(*const Schema, bool), bool>,
    /// The schemas among the leaves.
    held: HashSet<*const Schema>,
    flat: Flat<'a>,
}

impl<'a> Walk<'a> {
    fn enter(&mut self, part: &Part<'a>) {
        let Some((schema, at)) = self.components.resolve(part.schema, &part.at) else {
            return;
        };
        let key = (std::ptr::from_ref(schema), part.alone);
        match self.left.get(&key) {
            Some(true) => return,
            Some(false) => {
                self.flat.circle = Some(at);
                return;
            }
            None => {}
        }
        self.left.insert(key, false);
        let leaf = Leaf {
            schema,
            at: at.clone(),
        };
        self.steps.push(Step::Leave(leaf, part.alone));
        if !part.alone {
            let parts = View::of(schema).all_of.iter().enumerate().rev();
            self.steps.extend(
                parts.map(|(index, part)| {
                    Step::Enter(Part::new(part, at.key("allOf").index(index)))
                }),
            );
        }
    }

    fn leave(&mut self, leaf: Leaf<'a>, alone: bool) {
        let schema = std::ptr::from_ref(leaf.schema);
        self.left.insert((schema, alone), true);
        if !alone {
            self.flat.add_alternatives(&leaf);
        }
        if self.held.insert(schema) {
            self.flat.leaves.push(leaf);
        }
    }
}

impl<'a> Flat<'a> {
    /// Takes the parts apart.
    pub(super) fn of(parts: &[Part<'a>], components: Components<'a>) -> Self {
        let mut walk = Walk {
            components,
            steps: parts.iter().rev().cloned().map(Step::Enter).collect(),
            left: HashMap::new(),
            held: HashSet::new(),
            flat: Self::default(),
        };
        while let Some(step) = walk.steps.pop() {
            match step {
                Step::Enter(part) => walk.enter(&part),
                Step::Leave(leaf, alone) => walk.leave(leaf, alone),
            }
        }
        walk.flat
    }

    fn add_alternatives(&mut self, leaf: &Leaf<'a>) {
        let view = View::of(leaf.schema);
        let discriminator = view.schema.schema_data.discriminator.as_ref();
        let extensions = &view.schema.schema_data.extensions;
        let default =
            (extensions.get("x-bindery-default-mapping")).and_then(serde_json::Value::as_str);
        let lists = [(view.one_of, "oneOf", true), (view.any_of, "anyOf", false)];
        for (parts, keyword, exactly_one) in lists {
            if !parts.is_empty() {
                self.alternatives.push(Alternatives {
                    parts,
                    exactly_one,
                    discriminator,
                    default,
                    at: leaf.at.key(keyword),
                });
            }
        }
    }

    /// What tells these schemas from others: where each stands, the last first.
    pub(super) fn places(&self) -> Vec<Pointer> {
        let leaves = self.leaves.iter().rev().map(|leaf| leaf.at.clone());
        let lists = self.alternatives.iter().map(|list| list.at.clone());
        leaves.chain(lists).collect()
    }

    /// Whether all that `other` says is said here too.
    pub(super) fn includes(&self, other: &Self) -> bool {
        let leaves: HashSet<_> = self
            .leaves
            .iter()
            .map(|leaf| std::ptr::from_ref(leaf.schema))
            .collect();
        let lists: HashSet<_> = self
            .alternatives
            .iter()
            .map(|list| list.parts.as_ptr())
            .collect();
        other
            .leaves
            .iter()
            .all(|leaf| leaves.contains(&std::ptr::from_ref(leaf.schema)))
            && other
                .alternatives
                .iter()
                .all(|list| lists.contains(&list.parts.as_ptr()))
    }
}
