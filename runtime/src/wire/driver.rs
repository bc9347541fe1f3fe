//! Reading objects into structs.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::collect;
use super::keys::{Fields, Key, Keys, Table, duplicate};
use super::locate;
use super::presets::{self, Preset};
use super::strictness::Strictness;

/// What becomes of an object's keys that no field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// They are passed over.
    Ignore,
    /// [`Slots::keep`] keeps them.
    Keep,
    /// They are errors where decoding is strict, passed over elsewhere.
    Deny,
}

/// A struct that is being read: a slot a field, all empty at first.
pub trait Slots<'de>: Default {
    /// The struct itself.
    type Output;
    /// Its keys in document order, and whether each is required.
    const FIELDS: &'static [(&'static str, bool)];
    /// What becomes of keys that no field has.
    const UNKNOWN: Unknown = Unknown::Ignore;
    /// Keys that travel the other way only, and are passed over here, whatever becomes of others.
    const HIDDEN: &'static [&'static str] = &[];
    /// The keys whose fields have a default, and the default as JSON.
    const DEFAULTS: &'static [(&'static str, &'static str)] = &[];

    /// Reads the value of the field with this index into its slot.
    ///
    /// # Errors
    /// The value isn't one of the field's.
    fn put<A: MapAccess<'de>>(&mut self, index: usize, map: &mut A) -> Result<(), A::Error>;

    /// Reads the value of a key that no field has; called where [`Self::UNKNOWN`] is [`Unknown::Keep`].
    ///
    /// # Errors
    /// The value isn't one of those that the description allows.
    fn keep<A: MapAccess<'de>>(&mut self, key: String, map: &mut A) -> Result<(), A::Error> {
        drop(key);
        skip(map)
    }

    /// Reads a default into the slot of the field with this index; called for those of [`Self::DEFAULTS`].
    ///
    /// # Errors
    /// It isn't one of the field's values.
    fn fill(&mut self, index: usize, default: &mut Preset) -> Result<(), serde_json::Error> {
        let _ = (index, default);
        Ok(())
    }

    /// The struct, or `None` where a required slot is empty.
    fn finish(self) -> Option<Self::Output>;
}

/// Reads a struct from an object.
///
/// # Errors
/// It is no object, a key comes twice, required fields are missing (all of them are named), or a value doesn't fit.
pub fn read<'de, T: Slots<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T::Output, D::Error> {
    deserializer.deserialize_map(SlotsVisitor::<T>(PhantomData))
}

/// Reads a value into its slot.
///
/// # Errors
/// The value isn't one of the slot's type.
#[inline]
pub fn put<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
    map: &mut A,
    slot: &mut Option<T>,
) -> Result<(), A::Error> {
    *slot = Some(map.next_value()?);
    Ok(())
}

/// Reads a value that may be absent but not null into its slot.
///
/// # Errors
/// The value isn't one of the slot's type, or it is null and decoding is strict.
#[inline]
pub fn put_optional<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
    map: &mut A,
    slot: &mut Option<T>,
) -> Result<(), A::Error> {
    *slot = map.next_value::<NotNull<T>>()?.0;
    Ok(())
}

/// Reads a value that belongs to no field into the map of such values.
///
/// # Errors
/// The key has come before, or the value isn't one of the map's type.
pub fn keep<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
    map: &mut A,
    key: String,
    rest: &mut BTreeMap<String, T>,
) -> Result<(), A::Error> {
    match rest.entry(key) {
        Entry::Occupied(entry) => Err(duplicate(entry.key())),
        Entry::Vacant(entry) => {
            entry.insert(map.next_value()?);
            Ok(())
        }
    }
}

/// Passes over a value.
///
/// # Errors
/// It isn't well-formed.
pub fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>()?;
    Ok(())
}

struct SlotsVisitor<T>(PhantomData<T>);

impl<'de, T: Slots<'de>> SlotsVisitor<T> {
    const FIELDS: Fields = T::FIELDS;
    const TABLE: &'static Table = &Table::new(Self::FIELDS);
}

/// Why a key can't be one of those that no field has; `None`: it can.
pub(super) fn claim<'de, T: Slots<'de>>(key: &str) -> Option<String> {
    let table = SlotsVisitor::<T>::TABLE;
    if table.find(T::FIELDS, key).is_some() {
        return Some(has_field(key));
    }
    (T::HIDDEN.contains(&key)).then(|| travels_otherwise(key))
}

#[cold]
fn has_field(key: &str) -> String {
    format!("`{key}` stands among the additional properties, but has a field of its own")
}

#[cold]
fn travels_otherwise(key: &str) -> String {
    format!("`{key}` stands among the additional properties, but travels the other way only")
}

impl<'de, T: Slots<'de>> Visitor<'de> for SlotsVisitor<T> {
    type Value = T::Output;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T::Output, A::Error> {
        let mut slots = T::default();
        let mut keys = Keys::new(Self::FIELDS, Self::TABLE, T::UNKNOWN, T::HIDDEN);
        loop {
            let read = match map.next_key_seed(&mut keys) {
                Ok(Some(Key::Field(index))) => slots.put(index, &mut map),
                Ok(Some(Key::Kept(key))) => slots.keep(key, &mut map),
                Ok(Some(Key::Ignored)) => skip(&mut map),
                Ok(None) => break,
                Err(error) => Err(error),
            };
            if let Err(error) = read {
                collect::go_on(error)?;
            }
        }
        if !T::DEFAULTS.is_empty() && presets::is_filling() {
            for &(key, default) in T::DEFAULTS {
                if let Some(index) = Self::TABLE.find(T::FIELDS, key)
                    && !keys.has(index)
                {
                    // One that isn't a value of the field's is as good as none.
                    if slots.fill(index, &mut Preset(default)).is_err() {
                        locate::take_broken();
                    }
                }
            }
        }
        match slots.finish() {
            Some(output) => Ok(output),
            None => Err(de::Error::custom(keys.missing())),
        }
    }
}

/// A value, or `None` for null where null is as good as absent.
pub(super) struct NotNull<T>(pub(super) Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for NotNull<T> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Option::deserialize(deserializer)?;
        if value.is_none() && Strictness::current() == Strictness::Strict {
            return Err(de::Error::custom(locate::NULL_REFUSED));
        }
        Ok(Self(value))
    }
}
