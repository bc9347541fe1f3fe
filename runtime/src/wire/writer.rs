//! Writing structs as objects.

use std::collections::BTreeMap;

use serde::ser::{Error, Serialize, SerializeMap, Serializer};

use super::driver::{Slots, claim};

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

    /// Writes a key that every object has, and its value.
    #[inline]
    #[must_use]
    pub fn required<T: Serialize + ?Sized>(mut self, key: &'static str, value: &T) -> Self {
        self.entry(key, value);
        self
    }

    /// Writes a key that may be absent and its value, or nothing where there is none.
    #[inline]
    #[must_use]
    pub fn optional<T: Serialize>(mut self, key: &'static str, value: &Option<T>) -> Self {
        if let Some(value) = value {
            self.entry(key, value);
        }
        self
    }

    /// The same for a key whose value may be null as well.
    #[inline]
    #[must_use]
    pub fn nullable<T: Serialize>(self, key: &'static str, value: &Option<T>) -> Self {
        self.optional(key, value)
    }

    /// Writes keys that no field has. One that a field does have would stand there twice, and one that travels the other way
    /// only has no place here: `O` knows them, and the object can't be written.
    #[must_use]
    pub fn rest<'o, O: Slots<'o>>(mut self, rest: &BTreeMap<String, impl Serialize>) -> Self {
        for (key, value) in rest {
            match claim::<O>(key) {
                None => self.entry(key, value),
                Some(claim) => self.refuse(&claim),
            }
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

    #[cold]
    fn refuse(&mut self, message: &str) {
        if self.map.is_ok() {
            self.map = Err(S::Error::custom(message));
        }
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
