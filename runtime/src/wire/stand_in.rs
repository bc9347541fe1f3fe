//! Reading the rest of a document of which something can't be read: other values stand in for that, so that the rules of
//! all else can be looked at. What stands in is never seen by anybody.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::buffered::is_list;
use super::collect::{self, Pass};
use super::locate::{DecodeFailure, is_inside, push_step};
use super::textual::is_textual;
use super::unread::Rest;

/// How often a document is read for it.
const MOST_PASSES: usize = 40;

/// How many bytes of text are read for it.
const MOST_READ: usize = 4 * 1024 * 1024;

/// The first that a place is tried with: nothing at all.
const NONE: usize = 0;

/// The first value that a place is tried with.
const FIRST_VALUE: usize = 1;

/// How many there are.
const CANDIDATES: usize = 10;

/// The values that a place is tried with, in turn.
fn candidate(index: usize) -> Option<Value> {
    match index {
        1 => Some(json!("")),
        2 => Some(json!(0)),
        3 => Some(json!(false)),
        4 => Some(json!([])),
        5 => Some(json!({})),
        6 => Some(json!("1970-01-01T00:00:00Z")),
        7 => Some(json!("1970-01-01")),
        8 => Some(json!("00000000-0000-0000-0000-000000000000")),
        9 => Some(Value::Null),
        _ => None,
    }
}

/// Whether what a value holds are items: it is an array, or of a form and looks like a list in brackets (`a[0]=b`). `None`:
/// its keys don't say how many items stand before each.
fn has_items(holder: &Value) -> Option<bool> {
    match holder {
        Value::Object(members) if is_textual() && is_list(members) => {
            let mut keys = (0..).zip(members);
            let counts = keys
                .all(|(index, (key, item))| key.parse::<usize>() == Ok(index) && !item.is_array());
            counts.then_some(true)
        }
        holder => Some(holder.is_array()),
    }
}

/// Reads the rest of a document, of which that much is known to be wrong; `None` where no values stand in.
///
/// `length` is how many bytes of text the document came as.
#[cold]
pub(super) fn read<T: DeserializeOwned>(
    document: &Value,
    length: usize,
    failures: &[DecodeFailure],
    missing: &[(String, &'static str)],
) -> Option<Rest<T>> {
    let mut budget = MOST_READ;
    let mut patched = Patched {
        document: document.clone(),
        places: BTreeMap::new(),
    };
    patched.mend(failures, missing, &BTreeMap::new())?;
    for _ in 0..MOST_PASSES {
        budget = budget.checked_sub(length.max(1))?;
        let pass: Pass<T> = collect::pass(&patched.document);
        if let (Some(value), true) = (pass.value, pass.failures.is_empty()) {
            let places = patched.places.into_keys().collect();
            return Some(Rest { value, places });
        }
        patched.mend(&pass.failures, &pass.missing, &pass.suggestions)?;
    }
    None
}

/// A document with other values in some places.
struct Patched {
    document: Value,
    /// The places, as JSON pointers, and which value each is tried with.
    places: BTreeMap<String, usize>,
}

impl Patched {
    /// Changes what stands in, after that much was found wrong. `None`: there is nothing left to try.
    fn mend(
        &mut self,
        failures: &[DecodeFailure],
        missing: &[(String, &'static str)],
        suggestions: &BTreeMap<String, Value>,
    ) -> Option<()> {
        let mut changes = BTreeMap::new();
        for (object, key) in missing {
            let mut pointer = object.clone();
            push_step(&mut pointer, key);
            changes.insert(pointer, FIRST_VALUE);
        }
        let is_known = |failure: &DecodeFailure| {
            failure.rule == "required" && missing.iter().any(|(it, _)| *it == failure.pointer)
        };
        for failure in failures.iter().filter(|failure| !is_known(failure)) {
            changes
                .entry(self.subject(&failure.pointer))
                .or_insert(NONE);
        }
        for (pointer, least) in changes {
            self.advance(&pointer, least, suggestions)?;
        }
        Some(())
    }

    /// What is to be changed where something is wrong at `pointer`: the innermost value around it that stands in, else what
    /// stands there itself.
    fn subject(&self, pointer: &str) -> String {
        let around = self.places.keys().filter(|place| is_inside(pointer, place));
        let innermost = around.max_by_key(|place| place.len());
        match innermost {
            Some(place) if !self.places.contains_key(pointer) => place.clone(),
            _ => pointer.to_owned(),
        }
    }

    /// Puts the next value, or the suggested one, in the place; where there is none, in that of what holds it.
    fn advance(
        &mut self,
        pointer: &str,
        least: usize,
        suggestions: &BTreeMap<String, Value>,
    ) -> Option<()> {
        let (parent, key) = pointer.rsplit_once('/')?;
        if !matches!(
            self.document.pointer(parent)?,
            Value::Array(_) | Value::Object(_)
        ) {
            // The one item of a list in a form, which looks like the list.
            return self.advance(parent, NONE, suggestions);
        }
        let next = match self.places.get(pointer) {
            Some(tried) => (tried + 1).max(least),
            // An item can't be taken away: those behind it would be elsewhere.
            None if has_items(self.document.pointer(parent)?)? => FIRST_VALUE,
            None => least,
        };
        let suggested = suggestions
            .get(pointer)
            .filter(|it| self.document.pointer(pointer) != Some(*it));
        if next >= CANDIDATES && suggested.is_none() {
            self.places.retain(|place, _| !is_inside(place, parent));
            return self.advance(parent, NONE, suggestions);
        }
        let value = match suggested {
            Some(suggested) => {
                self.places.entry(pointer.to_owned()).or_insert(least);
                Some(suggested.clone())
            }
            None => {
                self.places.insert(pointer.to_owned(), next);
                candidate(next)
            }
        };
        self.put(parent, key, value)
    }

    /// Puts a value in a place, or takes away what is there.
    fn put(&mut self, parent: &str, key: &str, value: Option<Value>) -> Option<()> {
        match (self.document.pointer_mut(parent)?, value) {
            (Value::Object(members), value) => {
                let key = key.replace("~1", "/").replace("~0", "~");
                match value {
                    Some(value) => drop(members.insert(key, value)),
                    None => drop(members.shift_remove(&key)),
                }
            }
            (Value::Array(items), Some(value)) => {
                *items.get_mut(key.parse::<usize>().ok()?)? = value
            }
            _ => return None,
        }
        Some(())
    }
}
