//! Path items that refer to others: openapiv3 can't hold the references, so they become what they refer to.

use serde_json::{Map, Value};

use super::resolve::local;
use crate::normalize::origins::Moves;
use crate::report::Pointer;

/// Puts in the place of each path item that is a reference, of paths, webhooks and callbacks, what it names; keys beside
/// the reference stand above those of its target.
pub(super) fn path_items(tree: &mut Value, moves: &mut Moves) {
    // Those of callbacks first, since they stand in what the others refer to.
    let mut places = Vec::new();
    callbacks(tree, &mut places);
    inline_at(tree, places, moves);
    let mut places = Vec::new();
    for key in ["paths", "webhooks"] {
        places_in(tree, Pointer::root().key(key), &mut places);
    }
    inline_at(tree, places, moves);
}

fn inline_at(tree: &mut Value, places: Vec<Pointer>, moves: &mut Moves) {
    let inlined: Vec<(Pointer, Value)> = places
        .into_iter()
        .filter_map(|place| {
            let item = tree.pointer(place.as_str())?.as_object()?;
            let item = inline(tree, item, MOST_STEPS, &place, moves);
            Some((place, Value::Object(item)))
        })
        .collect();
    for (place, item) in inlined {
        if let Some(node) = tree.pointer_mut(place.as_str()) {
            *node = item;
        }
    }
}

/// The most references that one path item leads through.
const MOST_STEPS: usize = 64;

/// Adds the path items under `at` that are references.
fn places_in(tree: &Value, at: Pointer, places: &mut Vec<Pointer>) {
    let items = tree.pointer(at.as_str()).and_then(Value::as_object);
    for (key, item) in items.into_iter().flatten() {
        if item.get("$ref").is_some() {
            places.push(at.key(key));
        }
    }
}

/// Adds the path items of callbacks that are references: of the components, and of the operations of paths and
/// webhooks.
fn callbacks(tree: &Value, places: &mut Vec<Pointer>) {
    let components = Pointer::root().key("components");
    callbacks_in(tree, components.key("callbacks"), places);
    for items in [
        Pointer::root().key("paths"),
        Pointer::root().key("webhooks"),
        components.key("pathItems"),
    ] {
        let Some(map) = tree.pointer(items.as_str()).and_then(Value::as_object) else {
            continue;
        };
        for (key, item) in map {
            let at = items.key(key);
            for (method, operation) in item.as_object().into_iter().flatten() {
                if operation.get("callbacks").is_some() {
                    callbacks_in(tree, at.key(method).key("callbacks"), places);
                }
            }
        }
    }
}

fn callbacks_in(tree: &Value, at: Pointer, places: &mut Vec<Pointer>) {
    let callbacks = tree.pointer(at.as_str()).and_then(Value::as_object);
    for (name, callback) in callbacks.into_iter().flatten() {
        if callback.get("$ref").is_none() {
            places_in(tree, at.key(name), places);
        }
    }
}

/// The path item with what it refers to, through at most `steps` further references.
fn inline(
    tree: &Value,
    item: &Map<String, Value>,
    steps: usize,
    at: &Pointer,
    moves: &mut Moves,
) -> Map<String, Value> {
    let mut inlined = item.clone();
    for _ in 0..=steps {
        let Some(reference) = inlined.shift_remove("$ref") else {
            break;
        };
        let Some(pointer) = reference.as_str().and_then(local) else {
            break;
        };
        let target = tree.pointer(pointer.as_str()).and_then(Value::as_object);
        for (key, value) in target.into_iter().flatten() {
            if !inlined.contains_key(key) {
                inlined.insert(key.clone(), value.clone());
                moves.moved(at.key(key), pointer.key(key));
            }
        }
    }
    inlined
}
