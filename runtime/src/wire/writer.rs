//! Writing structs as objects.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// An object that is being written, key by key. An error is kept until [`Writer::end`].
pub struct Writer<S: Serializer> {
    map: Result<S::SerializeMap, S::Error>,
}

impl<S: Serializer> Writer<S> {
    /// Starts an object.
    #[inline]
    pub fn new(serializer: S) -> Self {
        Self {
            map: serializer.serialize_map(None),
        }
    }

    /// Writes a key and its value.
    #[inline]
    #[must_use]
    pub fn field<T: Serialize + ?Sized>(mut self, key: &'static str, value: &T) -> Self {
        self.entry(key, value);
        self
    }

    /// Writes a key and its value, or nothing where there is none.
    #[inline]
    #[must_use]
    pub fn optional<T: Serialize>(mut self, key: &'static str, value: &Option<T>) -> Self {
        if let Some(value) = value {
            self.entry(key, value);
        }
        self
    }

    /// Writes keys that no field has.
    #[must_use]
    pub fn rest<T: Serialize>(mut self, rest: &BTreeMap<String, T>) -> Self {
        for (key, value) in rest {
            self.entry(key, value);
        }
        self
    }

    /// Ends the object.
    ///
    /// # Errors
    /// The serializer refused a value, or could not write.
    #[inline]
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.map?.end()
    }

    #[inline]
    fn entry<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) {
        if let Ok(map) = &mut self.map
            && let Err(error) = map.serialize_entry(key, value)
        {
            self.map = Err(error);
        }
    }
}
