//! Which field a key belongs to.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, Visitor};

use super::collect;
use super::driver::Unknown;
use super::hidden;
use super::locate;
use super::strictness::Strictness;

/// A struct's fields as the driver knows them: the keys in document order, and whether each is required.
pub(super) type Fields = &'static [(&'static str, bool)];

/// Up to this many fields, comparing with each in turn is faster than hashing.
const SCANNED: usize = 8;
/// How many slots the table has. A power of two.
const SLOTS: usize = 256;
/// How many fields stand in the table, so that free slots remain; those after them are compared in turn.
const TABLED: usize = 192;

/// Where each key stands in a struct's fields: an open-addressing hash table, made by the compiler. A slot holds
/// the index plus one, zero is free.
pub(super) struct Table([u8; SLOTS]);

impl Table {
    /// Makes the table of these fields.
    #[allow(
        clippy::indexing_slicing,
        reason = "runs in the compiler alone, where an index out of bounds is a compile error"
    )]
    pub(super) const fn new(fields: Fields) -> Self {
        let mut slots = [0; SLOTS];
        if fields.len() > SCANNED {
            let mut index = 0;
            while index < fields.len() && index < TABLED {
                let mut slot = hash(fields[index].0.as_bytes());
                while slots[slot] != 0 {
                    slot = (slot + 1) % SLOTS;
                }
                slots[slot] = (index + 1) as u8;
                index += 1;
            }
        }
        Self(slots)
    }

    /// The index of the field with this key.
    pub(super) fn find(&self, fields: Fields, key: &str) -> Option<usize> {
        if fields.len() <= SCANNED {
            return scan(fields, key);
        }
        let mut slot = hash(key.as_bytes());
        while let Some(index) = self
            .0
            .get(slot)
            .and_then(|held| usize::from(*held).checked_sub(1))
        {
            if fields.get(index).is_some_and(|field| field.0 == key) {
                return Some(index);
            }
            slot = (slot + 1) % SLOTS;
        }
        let untabled = fields.get(TABLED..)?;
        scan(untabled, key).map(|index| index + TABLED)
    }
}

/// The index of the field with this key, by comparing with each.
fn scan(fields: &[(&str, bool)], key: &str) -> Option<usize> {
    fields.iter().position(|field| field.0 == key)
}

/// A slot for a key: eight bytes at a time, in the manner of FxHash, and possible in the compiler. Keys that collide
/// on purpose can't slow it down beyond a scan of the table, because the table's contents are the description's.
const fn hash(key: &[u8]) -> usize {
    let mut hash = key.len() as u64;
    let mut rest = key;
    while let Some((chunk, after)) = rest.split_first_chunk::<8>() {
        hash = mix(hash, u64::from_le_bytes(*chunk));
        rest = after;
    }
    let mut tail = 0;
    while let Some((byte, after)) = rest.split_first() {
        tail = (tail << 8) | *byte as u64;
        rest = after;
    }
    // The product's upper bits depend on all of the key's.
    (mix(hash, tail) >> 56) as usize % SLOTS
}

const fn mix(hash: u64, bytes: u64) -> u64 {
    (hash.rotate_left(5) ^ bytes).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// What a key turned out to be.
pub(super) enum Key {
    /// The key of the field with this index.
    Field(usize),
    /// A key that no field has, to be kept.
    Kept(String),
    /// A key that no field has, to be passed over.
    Ignored,
}

/// The keys of one object, as they come.
pub(super) struct Keys {
    fields: Fields,
    table: &'static Table,
    unknown: Unknown,
    hidden: &'static [&'static str],
    /// The field whose key is likely to come next: keys mostly come in the description's order.
    next: usize,
    seen: Seen,
}

impl Keys {
    pub(super) fn new(
        fields: Fields,
        table: &'static Table,
        unknown: Unknown,
        hidden: &'static [&'static str],
    ) -> Self {
        Self {
            fields,
            table,
            unknown,
            hidden,
            next: 0,
            seen: Seen::default(),
        }
    }

    /// Whether the key of the field with this index has come.
    pub(super) fn has(&self, index: usize) -> bool {
        self.seen.has(index)
    }

    /// What is missing, as a sentence.
    #[cold]
    pub(super) fn missing(&self) -> String {
        let fields = self.fields.iter().enumerate();
        let missing = fields
            .filter(|(index, (_, required))| *required && !self.seen.has(*index))
            .map(|(_, (key, _))| *key);
        collect::note_missing(missing.clone());
        let missing: Vec<String> = missing.map(|key| format!("`{key}`")).collect();
        if !missing.is_empty() {
            locate::set_rule("required");
        }
        match missing.as_slice() {
            // All are there, and some of them are wrong.
            [] => collect::noted().unwrap_or_else(|| "the object is incomplete".to_owned()),
            [one] => format!("missing required field {one}"),
            [most @ .., last] => {
                format!("missing required fields {} and {last}", most.join(", "))
            }
        }
    }

    #[inline]
    fn classify<E: de::Error>(&mut self, key: &str) -> Result<Key, E> {
        let guessed = self
            .fields
            .get(self.next)
            .is_some_and(|field| field.0 == key);
        let found = if guessed {
            Some(self.next)
        } else {
            self.table.find(self.fields, key)
        };
        match found {
            Some(index) => {
                self.next = index + 1;
                if self.seen.insert(index) {
                    Ok(Key::Field(index))
                } else {
                    Err(duplicate(key))
                }
            }
            None => self.classify_unknown(key),
        }
    }

    fn classify_unknown<E: de::Error>(&self, key: &str) -> Result<Key, E> {
        if self.hidden.contains(&key) {
            return self.classify_hidden(key);
        }
        match self.unknown {
            Unknown::Keep => Ok(Key::Kept(key.to_owned())),
            Unknown::Deny if Strictness::current() == Strictness::Strict => {
                locate::set_rule("additionalProperties");
                Err(E::custom(format_args!(
                    "unknown field `{key}`: no fields are allowed here but those described"
                )))
            }
            Unknown::Deny | Unknown::Ignore => Ok(Key::Ignored),
        }
    }
}

impl Keys {
    #[cold]
    fn classify_hidden<E: de::Error>(&self, key: &str) -> Result<Key, E> {
        if !hidden::are_refused() {
            return Ok(Key::Ignored);
        }
        locate::set_rule("readOnly");
        Err(E::custom(format_args!(
            "`{key}` is read-only: leave it out"
        )))
    }
}

/// The error for a key that comes twice.
#[cold]
pub(super) fn duplicate<E: de::Error>(key: &str) -> E {
    locate::set_rule("syntax");
    E::custom(format_args!("the field `{key}` is given more than once"))
}

impl<'de> DeserializeSeed<'de> for &mut Keys {
    type Value = Key;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Keys {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    #[inline]
    fn visit_str<E: de::Error>(self, key: &str) -> Result<Key, E> {
        self.classify(key)
    }
}

/// Which fields have come: a bit each, the first 64 without an allocation.
#[derive(Default)]
struct Seen {
    first: u64,
    rest: Vec<u64>,
}

impl Seen {
    /// Marks a field; `false` where it was marked before.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        let word = if index < 64 {
            &mut self.first
        } else {
            self.word(index / 64 - 1)
        };
        let bit = 1 << (index % 64);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// The word with this index behind the first.
    #[cold]
    #[allow(
        clippy::indexing_slicing,
        reason = "the line above makes the vector long enough"
    )]
    fn word(&mut self, index: usize) -> &mut u64 {
        if self.rest.len() <= index {
            self.rest.resize(index + 1, 0);
        }
        &mut self.rest[index]
    }

    fn has(&self, index: usize) -> bool {
        let word = if index < 64 {
            Some(&self.first)
        } else {
            self.rest.get(index / 64 - 1)
        };
        word.is_some_and(|word| word & (1 << (index % 64)) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Seen, Table};

    #[test]
    fn finds_every_key_of_a_struct_of_any_size() {
        for count in [1usize, 8, 9, 64, 192, 193, 300] {
            let fields: &'static [(&'static str, bool)] = (0..count)
                .map(|index| (&*Box::leak(format!("key_{index}").into_boxed_str()), true))
                .collect::<Vec<_>>()
                .leak();
            let table = Table::new(fields);
            for (index, field) in fields.iter().enumerate() {
                assert_eq!(table.find(fields, field.0), Some(index), "{count} fields");
            }
            assert_eq!(table.find(fields, "key"), None);
            assert_eq!(table.find(fields, "key_300"), None);
        }
    }

    #[test]
    fn sees_more_than_64_fields() {
        let mut seen = Seen::default();
        for index in [0, 63, 64, 200] {
            assert!(!seen.has(index));
            assert!(seen.insert(index));
            assert!(seen.has(index));
            assert!(!seen.insert(index));
        }
        assert!(!seen.has(199));
    }
}
