//! Reading the rest of a parameter of which something can't be read: other values stand in for that, so that the rules of
//! all else can be looked at. What stands in is never seen by anybody.

use std::collections::BTreeMap;

use super::error::{Fault, ParameterError};
use super::tagged::is_numbered;
use super::trial::bearing_several;
use super::value::{Parameter, Value};
use crate::wire::push_step;

/// How often a parameter is read for it.
const MOST_PASSES: usize = 20;

/// A parameter in which something else stands in for what can't be read.
pub(crate) struct Rest<T> {
    pub(crate) value: T,
    /// Where something stands in, as JSON pointers (RFC 6901): what is found there is none of the sender's.
    pub(crate) places: Vec<String>,
}

/// Reads the rest of a parameter that consists of `value`, of which that much is known to be wrong; `None` where no values
/// stand in.
#[cold]
pub(crate) fn read<T: Parameter>(value: Value, error: &ParameterError) -> Option<Rest<T>> {
    let mut patched = Patched {
        value,
        places: BTreeMap::new(),
    };
    let unfit = |fault: &&Fault| !fault.says_several_fit();
    patched.mend(error.faults().iter().filter(unfit))?;
    for _ in 0..MOST_PASSES {
        match bearing_several(|| T::from_value(patched.value.clone())) {
            Ok(value) => {
                let places = patched.places.into_keys();
                let places = places.map(|steps| pointer(&steps)).collect();
                return Some(Rest { value, places });
            }
            Err(error) => patched.mend(error.faults().iter())?,
        }
    }
    None
}

fn pointer(steps: &[String]) -> String {
    let mut pointer = String::new();
    for step in steps {
        push_step(&mut pointer, step);
    }
    pointer
}

/// A value with others in some places.
struct Patched {
    value: Value,
    /// The places, and which candidate each is tried with.
    places: BTreeMap<Vec<String>, usize>,
}

impl Patched {
    /// Changes what stands in, after that much was found wrong. `None`: there is nothing left to try.
    fn mend<'f>(&mut self, faults: impl Iterator<Item = &'f Fault>) -> Option<()> {
        for fault in faults {
            let place = self.subject(fault.steps()).filter(|it| !it.is_empty())?;
            let first = self.places.get(place).map_or(0, |tried| tried + 1);
            let (index, value) =
                (first..CANDIDATES).find_map(|index| Some((index, candidate(index, fault)?)))?;
            put(&mut self.value, place, value)?;
            self.places.insert(place.to_vec(), index);
        }
        Some(())
    }

    /// What is to be changed where something is wrong: the innermost value around it that stands in, else what is wrong.
    fn subject<'s>(&self, steps: &'s [String]) -> Option<&'s [String]> {
        let mut around = (0..=steps.len()).rev().filter_map(|end| steps.get(..end));
        let standing_in = around.find(|place| self.places.contains_key(*place));
        Some(standing_in.unwrap_or(steps))
    }
}

/// How many values a place is tried with.
const CANDIDATES: usize = 10;

/// The values that a place is tried with, in turn: nothing at all, what the type lists, and texts of each kind.
fn candidate(index: usize, fault: &Fault) -> Option<Value> {
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    match index {
        0 => Some(Value::Absent),
        1 => text(fault.suggestion()?),
        2 => text("0"),
        3 => text(""),
        4 => text("true"),
        5 => text("1970-01-01T00:00:00Z"),
        6 => text("1970-01-01"),
        7 => text("00000000-0000-0000-0000-000000000000"),
        8 => Some(Value::List(Vec::new())),
        9 => Some(Value::Object(Vec::new())),
        _ => None,
    }
}

/// Puts a value in the place that these steps lead to; `None` where they lead nowhere.
fn put(value: &mut Value, steps: &[String], new: Value) -> Option<()> {
    let Some((step, rest)) = steps.split_first() else {
        *value = new;
        return Some(());
    };
    let index = step.parse::<usize>().ok();
    *value = std::mem::take(value).unpacked();
    match value {
        Value::List(items) => match index.and_then(|index| items.get_mut(index)) {
            Some(item) => put(item, rest, new),
            None => {
                *value = Value::Object(std::mem::take(value).into_object().ok()?);
                put(value, steps, new)
            }
        },
        Value::Object(members) => {
            let is_list = is_numbered(members);
            // An item is known by how many stand before it, which its key says only where none is left out.
            if is_list && !is_counted(members) {
                return None;
            }
            match members.iter().position(|(key, _)| key == step) {
                // One that is taken away would have the items behind it stand elsewhere.
                Some(at) if rest.is_empty() && matches!(new, Value::Absent) && !is_list => {
                    members.remove(at);
                    Some(())
                }
                Some(at) => put(&mut members.get_mut(at)?.1, rest, new),
                None if rest.is_empty() => {
                    members.push((step.clone(), new));
                    Some(())
                }
                None => None,
            }
        }
        // A list of one looks like its item.
        _ if index == Some(0) => {
            *value = Value::List(vec![std::mem::take(value)]);
            put(value, steps, new)
        }
        _ => None,
    }
}

/// Whether the keys of a list in brackets count from 0 on.
fn is_counted(members: &[(String, Value)]) -> bool {
    let mut numbers: Vec<_> = members
        .iter()
        .filter_map(|(key, _)| key.parse::<usize>().ok())
        .collect();
    numbers.sort_unstable();
    numbers.into_iter().eq(0..members.len())
}
