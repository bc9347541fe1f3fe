//! Looking for a key of an object in the tree: most have few keys, and to compare them takes less time than to hash one.

use serde_json::{Map, Value};

/// How many keys are compared rather than hashed.
const FEW: usize = 12;

/// What stands under the key.
pub(crate) fn get<'m>(map: &'m Map<String, Value>, key: &str) -> Option<&'m Value> {
    if map.len() > FEW {
        return map.get(key);
    }
    map.iter()
        .find_map(|(found, value)| (found == key).then_some(value))
}

/// Whether the object has the key.
pub(crate) fn has(map: &Map<String, Value>, key: &str) -> bool {
    get(map, key).is_some()
}

/// Takes a key out.
pub(crate) fn remove(map: &mut Map<String, Value>, key: &str) -> Option<Value> {
    if !has(map, key) {
        return None;
    }
    map.shift_remove(key)
}
