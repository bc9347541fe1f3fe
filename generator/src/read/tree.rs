//! Text → tree: one visitor, for YAML and JSON alike.

use std::fmt;

use hashbrown::{HashMap, HashSet};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use crate::report::{Code, FileId, Place, Pointer, Report, Spot};

/// The key that merges other mappings into its own (<https://yaml.org/type/merge.html>).
const MERGE_KEY: &str = "<<";

/// How much a text may say by aliases beyond what it spells out, in nodes and bytes of strings.
const ALIAS_BUDGET: usize = 4_000_000;

/// What building the tree brought to light besides the tree.
#[derive(Debug)]
pub(super) struct Findings {
    /// The keys that their mappings have more than once.
    pub(super) duplicates: Vec<Duplicate>,
    /// Where commas stand before closing brackets, as JSON doesn't have them.
    pub(super) trailing_commas: Vec<usize>,
    /// The innermost node that couldn't be built.
    pub(super) failed_at: Option<Pointer>,
    /// Whether `<<` merges.
    merges: bool,
    /// How much the tree may still grow.
    budget: usize,
}

impl Findings {
    /// None yet, of a text of that many bytes. Merge keys are YAML's, not JSON's.
    pub(super) fn new(text: usize, merges: bool) -> Self {
        Self {
            duplicates: Vec::new(),
            trailing_commas: Vec::new(),
            failed_at: None,
            merges,
            budget: text.saturating_mul(2).saturating_add(ALIAS_BUDGET),
        }
    }

    fn spend<E: Error>(&mut self, weight: usize) -> Result<(), E> {
        self.budget = self
            .budget
            .checked_sub(weight)
            .ok_or_else(|| E::custom(TOO_MANY_ALIASES))?;
        Ok(())
    }

    fn note_failure(&mut self, path: &Path<'_>) {
        if self.failed_at.is_none() {
            self.failed_at = Some(path.pointer());
        }
    }
}

/// The message of the error that stops a text from growing without bounds by aliases.
pub(super) const TOO_MANY_ALIASES: &str = "aliases multiply the text";

/// The message of the error of a merge key whose value can't be merged.
pub(super) const NOT_MERGEABLE: &str = "`<<` merges mappings";

/// A key that its mapping has more than once.
#[derive(Debug)]
pub(super) struct Duplicate {
    pointer: Pointer,
    repetition: Repetition,
}

/// One more occurrence of a key.
#[derive(Debug)]
struct Repetition {
    /// How many occurrences stand before it.
    after: usize,
    /// Whether its value is the first one's.
    same_value: bool,
}

impl Duplicate {
    /// What to say of it, at the later key.
    pub(super) fn report(self, file: FileId) -> Report {
        let name = self.pointer.tokens().last().unwrap_or_default();
        let place = Place {
            file,
            spot: Spot::RepeatedKey {
                pointer: self.pointer,
                after: self.repetition.after,
            },
        };
        if self.repetition.same_value {
            let message = format!("the key `{name}` stands twice, with the same value");
            Report::warning(Code::DUPLICATE_KEY, place, message).help("remove one of the two")
        } else {
            let message = format!("the key `{name}` stands twice, with different values");
            Report::error(Code::DUPLICATE_KEY, place, message)
                .help("remove or rename one of the two, or join what they say under one key")
        }
    }
}

/// The way from the root to a node, as long as it is being built.
enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl Path<'_> {
    fn pointer(&self) -> Pointer {
        match self {
            Self::Root => Pointer::root(),
            Self::Key(parent, key) => parent.pointer().key(key),
            Self::Index(parent, index) => parent.pointer().index(*index),
        }
    }
}

/// Builds the tree that `deserializer` spells out.
///
/// Keys are taken as they are written, whatever they look like. Integers beyond 64 bits become floats, and numbers
/// that JSON doesn't have (`.inf`, `.nan`) strings. Tags are dropped.
pub(super) fn build<'de, D: Deserializer<'de>>(
    deserializer: D,
    findings: &mut Findings,
) -> Result<Value, D::Error> {
    let node = Node {
        findings,
        path: &Path::Root,
    };
    node.deserialize(deserializer)
}

/// A node to be built.
struct Node<'a> {
    findings: &'a mut Findings,
    path: &'a Path<'a>,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.findings.spend(1)?;
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.findings.spend(1)?;
        Ok(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.findings.spend(1)?;
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.findings.spend(1)?;
        Ok(value.into())
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.findings.spend(1)?;
        Ok(Number::from_f64(value).map_or_else(|| not_finite(value), Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.findings.spend(1 + value.len())?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.findings.spend(1 + value.len())?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.findings.spend(1)?;
        let mut array = Vec::new();
        loop {
            let path = Path::Index(self.path, array.len());
            let node = Node {
                findings: self.findings,
                path: &path,
            };
            match items.next_element_seed(node) {
                Ok(Some(item)) => array.push(item),
                Ok(None) => return Ok(Value::Array(array)),
                Err(error) => {
                    self.findings.note_failure(&path);
                    return Err(error);
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.findings.spend(1)?;
        let mut mapping = Mapping::default();
        loop {
            let key = entries.next_key::<String>();
            let Some(key) = key.inspect_err(|_| self.findings.note_failure(self.path))? else {
                return Ok(Value::Object(mapping.entries));
            };
            self.findings.spend(1 + key.len())?;
            let path = Path::Key(self.path, &key);
            let known = self.findings.duplicates.len();
            let node = Node {
                findings: self.findings,
                path: &path,
            };
            let value = entries.next_value_seed(node);
            let value = value.inspect_err(|_| self.findings.note_failure(&path))?;
            if self.findings.merges && key == MERGE_KEY {
                let merged = mapping.merge(value).map_err(A::Error::custom);
                merged.inspect_err(|_| self.findings.note_failure(&path))?;
            } else if let Some(repetition) = mapping.insert(&key, value) {
                // What is wrong inside a value that isn't kept can't be pointed at: the pointer names the first one.
                self.findings.duplicates.truncate(known);
                self.findings.duplicates.push(Duplicate {
                    pointer: path.pointer(),
                    repetition,
                });
            }
        }
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (_tag, value) = tagged.variant::<String>()?;
        value.newtype_variant_seed(self)
    }
}

/// A number that JSON doesn't have, as YAML spells it.
fn not_finite(value: f64) -> Value {
    let text = if value.is_nan() {
        ".nan"
    } else if value > 0.0 {
        ".inf"
    } else {
        "-.inf"
    };
    Value::String(text.to_owned())
}

/// A mapping as it is being built.
#[derive(Default)]
struct Mapping {
    entries: Map<String, Value>,
    /// The keys that came by a merge: the mapping's own ones go before them.
    merged: HashSet<String>,
    /// How often keys stood there again.
    repeated: HashMap<String, usize>,
}

impl Mapping {
    /// Adds an entry. If the key stands there already, its first value is kept.
    fn insert(&mut self, key: &str, value: Value) -> Option<Repetition> {
        match self.entries.entry(key) {
            Entry::Vacant(slot) => {
                slot.insert(value);
                None
            }
            Entry::Occupied(mut entry) if self.merged.remove(key) => {
                entry.insert(value);
                None
            }
            Entry::Occupied(entry) => {
                let after = self.repeated.entry(key.to_owned()).or_default();
                *after += 1;
                Some(Repetition {
                    after: *after,
                    same_value: *entry.get() == value,
                })
            }
        }
    }

    /// Adds the entries of a mapping, or of each mapping of a sequence, whose keys don't stand there yet.
    fn merge(&mut self, value: Value) -> Result<(), &'static str> {
        match value {
            Value::Object(entries) => {
                for (key, value) in entries {
                    if let Entry::Vacant(slot) = self.entries.entry(key.as_str()) {
                        slot.insert(value);
                        self.merged.insert(key);
                    }
                }
                Ok(())
            }
            Value::Array(items) if items.iter().all(Value::is_object) => {
                items.into_iter().try_for_each(|item| self.merge(item))
            }
            _ => Err(NOT_MERGEABLE),
        }
    }
}
