//! Good descriptions made bad: their trees and their texts.

use serde_json::{Map, Value, json};

use crate::{Choices, grammar};

/// Changes a tree in up to four places.
pub fn tree(root: &mut Value, choices: &mut Choices) {
    for _ in 0..=choices.below(4) {
        change(root, choices);
    }
}

/// Changes a tree in one place.
pub fn change(root: &mut Value, choices: &mut Choices) {
    let pointers = pointers(root);
    let pick = |choices: &mut Choices| {
        let at = choices.below(pointers.len());
        pointers.get(at).cloned().unwrap_or_default()
    };
    let pointer = pick(choices);
    match choices.below(9) {
        0 => drop(remove(root, &pointer)),
        1 => swap(root, &pointer, &pick(choices)),
        2 => replace(root, &pointer, retyped),
        3 => duplicate(root, &pointer),
        4 => deepen(root, &pointer, choices.below(100)),
        5 => rename(root, &pointer, choices),
        6 => {
            let to = pick(choices);
            let fragment = to.replace('%', "%25").replace(' ', "%20");
            replace(
                root,
                &pointer,
                |_| json!({ "$ref": format!("#{fragment}") }),
            );
        }
        7 => copy(root, &pick(choices), &pointer),
        _ => replace(root, &pointer, |_| odd(choices)),
    }
}

/// The pointers (RFC 6901) of all nodes.
fn pointers(root: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut left = vec![(String::new(), root)];
    while let Some((pointer, node)) = left.pop() {
        match node {
            Value::Object(members) => left.extend(members.iter().map(|(key, value)| {
                let key = key.replace('~', "~0").replace('/', "~1");
                (format!("{pointer}/{key}"), value)
            })),
            Value::Array(items) => left.extend(
                (items.iter().enumerate())
                    .map(|(index, item)| (format!("{pointer}/{index}"), item)),
            ),
            _ => {}
        }
        found.push(pointer);
    }
    found
}

/// The pointer of a node's parent, and the node's key.
fn split(pointer: &str) -> (&str, String) {
    let (parent, key) = pointer.rsplit_once('/').unwrap_or(("", ""));
    (parent, key.replace("~1", "/").replace("~0", "~"))
}

fn remove(root: &mut Value, pointer: &str) -> Option<Value> {
    let (parent, key) = split(pointer);
    match root.pointer_mut(parent)? {
        Value::Object(members) => members.shift_remove(&key),
        Value::Array(items) => {
            let index = key.parse().ok().filter(|index| *index < items.len())?;
            Some(items.remove(index))
        }
        _ => None,
    }
}

fn replace(root: &mut Value, pointer: &str, with: impl FnOnce(Value) -> Value) {
    if let Some(node) = root.pointer_mut(pointer) {
        *node = with(node.take());
    }
}

fn swap(root: &mut Value, one: &str, other: &str) {
    if let (Some(first), Some(second)) = (root.pointer(one), root.pointer(other)) {
        let (first, second) = (first.clone(), second.clone());
        replace(root, one, |_| second);
        replace(root, other, |_| first);
    }
}

fn copy(root: &mut Value, from: &str, to: &str) {
    if let Some(copied) = root.pointer(from).cloned() {
        replace(root, to, |_| copied);
    }
}

/// A value of another kind that says something similar.
fn retyped(value: Value) -> Value {
    match value {
        Value::Null => json!("null"),
        Value::Bool(value) => json!(value.to_string()),
        Value::Number(number) => json!(number.to_string()),
        Value::String(text) => text
            .parse()
            .map_or_else(|_| json!([text]), |number: f64| json!(number)),
        Value::Array(items) => {
            let items = items.into_iter().enumerate();
            Value::Object(
                items
                    .map(|(index, item)| (index.to_string(), item))
                    .collect(),
            )
        }
        Value::Object(members) => members.into_iter().map(|(_, value)| value).collect(),
    }
}

/// Puts a copy of a node beside it.
fn duplicate(root: &mut Value, pointer: &str) {
    let (parent, key) = split(pointer);
    let copied = root.pointer(pointer).cloned();
    match (root.pointer_mut(parent), copied) {
        (Some(Value::Object(members)), Some(copied)) => {
            members.insert(format!("{key}_"), copied);
        }
        (Some(Value::Array(items)), Some(copied)) => items.push(copied),
        _ => {}
    }
}

/// Puts a node deeper: into schemas, or only into objects and lists.
fn deepen(root: &mut Value, pointer: &str, how: usize) {
    replace(root, pointer, |mut node| {
        for _ in 0..=how / 4 {
            node = match how % 4 {
                0 => json!([node]),
                1 => json!({ "allOf": [node] }),
                2 => json!({ "type": "array", "items": node }),
                _ => json!({ "properties": { "a": node } }),
            };
        }
        node
    });
}

fn rename(root: &mut Value, pointer: &str, choices: &mut Choices) {
    let (parent, key) = split(pointer);
    let Some(Value::Object(members)) = root.pointer_mut(parent) else {
        return;
    };
    let other = choices.below(members.len());
    let name = match choices.below(8) {
        0 => members.keys().nth(other).cloned().unwrap_or_default(),
        1 => key.to_uppercase(),
        2 => String::new(),
        3 => format!("{key}/{key}"),
        4 => "$ref".to_owned(),
        5 | 6 => grammar::name(choices),
        _ => "type".to_owned(),
    };
    let renamed: Map<String, Value> = std::mem::take(members)
        .into_iter()
        .map(|(other, value)| (if other == key { name.clone() } else { other }, value))
        .collect();
    *members = renamed;
}

fn odd(choices: &mut Choices) -> Value {
    let values = [
        json!(null),
        json!(true),
        json!("x"),
        json!(""),
        json!(-1),
        json!(u64::MAX),
        json!(1e300),
        json!([]),
        json!({}),
        json!([null]),
        json!({ "": null }),
        json!({ "$ref": "#" }),
        json!({ "$ref": "../../../etc/hosts#/a" }),
        json!({ "$ref": 1 }),
        json!("\u{0}\u{202e}"),
    ];
    let at = choices.below(values.len());
    values.get(at).cloned().unwrap_or_default()
}

/// Changes a text in up to four places.
pub fn text(text: &str, choices: &mut Choices) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=choices.below(4) {
        garble(&mut bytes, choices);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn garble(bytes: &mut Vec<u8>, choices: &mut Choices) {
    let at = choices.below(bytes.len());
    match choices.below(7) {
        0 => bytes.truncate(at),
        1 => drop(bytes.splice(at..(at + 1).min(bytes.len()), [])),
        2 => {
            let byte = u8::try_from(choices.below(256)).unwrap_or(0);
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
        }
        3 => {
            let signs = [
                "\n", "  ", ":", "- ", "\"", "'", "{", "]", "#", "&a ", "*a", "|", "\t", "é",
            ];
            let sign = choices.one(&signs).bytes();
            drop(bytes.splice(at..at, sign));
        }
        4 => {
            let line = line(bytes, at);
            drop(bytes.splice(line, []));
        }
        5 => {
            let line = line(bytes, at);
            let copied = bytes.get(line.clone()).unwrap_or_default().to_vec();
            let to = choices.below(bytes.len());
            let to = self::line(bytes, to).start;
            drop(bytes.splice(to..to, copied));
        }
        _ => {
            let start = line(bytes, at).start;
            drop(bytes.splice(start..start, *b"    "));
        }
    }
}

/// The line that a byte stands in, with its end.
fn line(bytes: &[u8], at: usize) -> std::ops::Range<usize> {
    let before = bytes.get(..at).unwrap_or_default();
    let after = bytes.get(at..).unwrap_or_default();
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |newline| newline + 1);
    let end = after
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(bytes.len(), |newline| at + newline + 1);
    start..end
}
