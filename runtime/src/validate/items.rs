//! What an array is to rules.

use serde_json::Value;

/// A value that may be an array. Rules for arrays hold only where it is one (JSON Schema Validation, section 6.4).
pub trait Items {
    /// What stands in it.
    type Item;

    /// How many items it has; `None` where the value is no array.
    fn count(&self) -> Option<usize>;

    /// The items; none where the value is no array.
    fn items(&self) -> impl Iterator<Item = &Self::Item>;
}

impl<T> Items for Vec<T> {
    type Item = T;

    fn count(&self) -> Option<usize> {
        Some(self.len())
    }

    fn items(&self) -> impl Iterator<Item = &T> {
        self.iter()
    }
}

impl Items for Value {
    type Item = Self;

    fn count(&self) -> Option<usize> {
        self.as_array().map(Vec::len)
    }

    fn items(&self) -> impl Iterator<Item = &Self> {
        self.as_array().into_iter().flatten()
    }
}

impl<T: Items> Items for Option<T> {
    type Item = T::Item;

    fn count(&self) -> Option<usize> {
        self.as_ref()?.count()
    }

    fn items(&self) -> impl Iterator<Item = &T::Item> {
        self.iter().flat_map(T::items)
    }
}

impl<T: Items> Items for Box<T> {
    type Item = T::Item;

    fn count(&self) -> Option<usize> {
        (**self).count()
    }

    fn items(&self) -> impl Iterator<Item = &T::Item> {
        (**self).items()
    }
}
