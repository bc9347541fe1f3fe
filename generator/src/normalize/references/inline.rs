//! Path items that refer to others: OpenAPI 3.0 has no components of that kind, so they become what they refer to.

use serde_json::{Map, Value};

use super::resolve::local;

/// Puts in the place of each path's reference what it names; keys beside the reference stand above those of its
/// target.
pub(super) fn path_items(tree: &mut Value) {
    let Some(paths) = tree.get("paths").and_then(Value::as_object) else {
        return;
    };
    let inlined: Vec<(String, Value)> = paths
        .iter()
        .filter(|(_, item)| item.get("$ref").is_some())
        .filter_map(|(path, item)| {
            let item = inline(tree, item.as_object()?, paths.len());
            Some((path.clone(), Value::Object(item)))
        })
        .collect();
    let Some(paths) = tree.get_mut("paths").and_then(Value::as_object_mut) else {
        return;
    };
    paths.extend(inlined);
}

/// The path item with what it refers to, through at most `steps` further references.
fn inline(tree: &Value, item: &Map<String, Value>, steps: usize) -> Map<String, Value> {
    let mut inlined = item.clone();
    for _ in 0..=steps {
        let Some(reference) = inlined.shift_remove("$ref") else {
            break;
        };
        let target = reference
            .as_str()
            .and_then(local)
            .and_then(|pointer| tree.pointer(pointer.as_str())?.as_object());
        for (key, value) in target.into_iter().flatten() {
            if !inlined.contains_key(key) {
                inlined.insert(key.clone(), value.clone());
            }
        }
    }
    inlined
}
