//! References where OpenAPI has none: what they refer to is read in their place.

use serde_json::{Map, Value};

use super::resolve::find;
use crate::lookup;
use crate::normalize::at::At;
use crate::normalize::check::{Check, Fate};
use crate::normalize::table::{ANYTHING, Object, PATH_ITEM, Shape, shape_at};
use crate::normalize::words::quote;
use crate::report::{Code, Pointer};

/// How much may be copied to the places of references, in nodes, so that copies of copies don't multiply a description
/// without bounds.
pub(super) const BUDGET: usize = 4_000_000;

/// How deep what stands in the place of a reference may stand within other such things.
const DEEPEST: usize = 16;

/// The text of a reference that stands where that shape has none.
pub(in crate::normalize) fn misplaced(shape: &Shape, value: &Value) -> Option<String> {
    let map = value.as_object()?;
    let text = lookup::get(map, "$ref")?.as_str()?;
    let none = match shape {
        Shape::Any | Shape::Reference(_) | Shape::FlagOr(_) => false,
        Shape::Object(object) => object.field("$ref").is_none(),
        Shape::Map(_) | Shape::Section(_) => map.len() == 1,
        _ => true,
    };
    none.then(|| text.to_owned())
}

impl Check<'_> {
    /// Reads in the place of a reference what it names, with a warning.
    pub(in crate::normalize) fn stand_in(
        &mut self,
        shape: &'static Shape,
        text: &str,
        value: &mut Value,
        at: &At<'_>,
    ) -> Fate {
        let key = at.key("$ref");
        for sibling in value.as_object().into_iter().flat_map(Map::keys) {
            if sibling != "$ref" {
                self.warning(
                    Code::UNKNOWN_KEY,
                    at.key(sibling).place_of_key(),
                    format!("{} stands beside a `$ref` and is ignored", quote(sibling)),
                    "a reference stands alone: write it where the reference leads".to_owned(),
                );
            }
        }
        let expected = shape.object().unwrap_or(&ANYTHING);
        let Some((pointer, mut node)) = self.copied(expected, text, at) else {
            return Fate::Drop;
        };
        self.repeated_warning(
            Code::WRONG_KIND,
            key.value(),
            format!("OpenAPI has no reference here, in place of {}", at.label()),
            "what it refers to is read in its place: write that",
        );
        self.references.standing_in.push(pointer.clone());
        let fate = self.value(shape, &mut node, &At::start(pointer.clone()));
        self.references.standing_in.pop();
        self.moves.moved(at.pointer(), pointer);
        *value = node;
        fate
    }

    /// Reads what a path item refers to where OpenAPI knows no path items, in another file, say: its keys join those
    /// that stand beside the reference, which go before them.
    pub(in crate::normalize) fn foreign_path_item(
        &mut self,
        map: &mut Map<String, Value>,
        at: &At<'_>,
    ) {
        let Some(text) = lookup::get(map, "$ref")
            .and_then(Value::as_str)
            .map(str::to_owned)
        else {
            return;
        };
        let trees = self.references.trees;
        let target = trees.resolve_at(at, &text).ok();
        let target = target.and_then(|(pointer, _)| find(trees, &pointer));
        let foreign = target.is_some_and(|(pointer, node)| {
            let tokens: Vec<String> = pointer.tokens().collect();
            let known = shape_at(tokens.iter().map(String::as_str));
            node.is_object() && matches!(known, None | Some(Shape::Any))
        });
        if !foreign {
            return;
        }
        map.shift_remove("$ref");
        let Some((pointer, mut node)) = self.copied(&PATH_ITEM, &text, at) else {
            return;
        };
        self.references.standing_in.push(pointer.clone());
        let shape = const { &Shape::Object(&PATH_ITEM) };
        let fate = self.value(shape, &mut node, &At::start(pointer.clone()));
        self.references.standing_in.pop();
        if fate == Fate::Drop {
            return;
        }
        for (key, value) in node.as_object_mut().into_iter().flatten() {
            if !map.contains_key(key) {
                map.insert(key.clone(), value.take());
                self.moves.moved(at.key(key).pointer(), pointer.key(key));
            }
        }
    }

    /// A copy of what a reference names, and where that stands.
    fn copied(
        &mut self,
        expected: &'static Object,
        text: &str,
        at: &At<'_>,
    ) -> Option<(Pointer, Value)> {
        let key = at.key("$ref");
        let trees = self.references.trees;
        let led = self.led_to(expected, text, at);
        let found = led.and_then(|pointer| {
            find(trees, &pointer)
                .ok_or_else(|| self.references.names_nothing(expected, &pointer, text))
        });
        let (pointer, node) = match found {
            Ok(found) => found,
            Err(problem) => {
                let _ = self.unresolved(problem, &key);
                return None;
            }
        };
        let standing_in = &self.references.standing_in;
        if standing_in.contains(&pointer) || at.pointer().is_within(&pointer) {
            self.error(
                Code::CIRCULAR_REFERENCE,
                key.value(),
                "the reference leads back to itself".to_owned(),
                format!("let it name {}", expected.name),
            );
            return None;
        }
        let budget = self.references.budget.checked_sub(nodes(node));
        let (true, Some(budget)) = (standing_in.len() < DEEPEST, budget) else {
            self.error(
                Code::CIRCULAR_REFERENCE,
                key.value(),
                "references multiply the description here".to_owned(),
                "write what they refer to under `components`, and refer to that".to_owned(),
            );
            return None;
        };
        self.references.budget = budget;
        Some((pointer, node.clone()))
    }
}

/// How many nodes a tree has.
fn nodes(tree: &Value) -> usize {
    1 + match tree {
        Value::Object(map) => map.values().map(nodes).sum(),
        Value::Array(list) => list.iter().map(nodes).sum(),
        _ => 0,
    }
}
