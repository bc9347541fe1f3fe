//! What an object is to rules.

use std::collections::BTreeMap;

use serde_json::Value;

/// A value that may be an object. Rules for objects hold only where it is one (JSON Schema Validation, section 6.5).
pub trait Keys {
    /// What stands under its keys.
    type Value;

    /// How many keys it has; `None` where the value is no object.
    fn count(&self) -> Option<usize>;

    /// Its keys, and what stands under them; none where the value is no object.
    fn entries(&self) -> impl Iterator<Item = (&str, &Self::Value)>;
}

impl<T> Keys for BTreeMap<String, T> {
    type Value = T;

    fn count(&self) -> Option<usize> {
        Some(self.len())
    }

    fn entries(&self) -> impl Iterator<Item = (&str, &T)> {
        self.iter().map(|(key, value)| (key.as_str(), value))
    }
}

impl Keys for Value {
    type Value = Self;

    fn count(&self) -> Option<usize> {
        self.as_object().map(serde_json::Map::len)
    }

    fn entries(&self) -> impl Iterator<Item = (&str, &Self)> {
        let object = self.as_object().into_iter().flatten();
        object.map(|(key, value)| (key.as_str(), value))
    }
}

impl<T: Keys> Keys for Option<T> {
    type Value = T::Value;

    fn count(&self) -> Option<usize> {
        self.as_ref()?.count()
    }

    fn entries(&self) -> impl Iterator<Item = (&str, &T::Value)> {
        self.iter().flat_map(T::entries)
    }
}

impl<T: Keys> Keys for Box<T> {
    type Value = T::Value;

    fn count(&self) -> Option<usize> {
        (**self).count()
    }

    fn entries(&self) -> impl Iterator<Item = (&str, &T::Value)> {
        (**self).entries()
    }
}
