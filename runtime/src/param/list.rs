//! Tuples as parameters.

use super::error::ParameterError;
use super::value::{Parameter, Value};
use crate::wire::Strictness;

/// A list that is being put together.
#[derive(Debug, Default)]
pub struct ListWriter {
    items: Vec<Value>,
}

impl ListWriter {
    /// Starts a list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an item.
    #[must_use]
    pub fn item<T: Parameter>(mut self, item: &T) -> Self {
        self.items.push(item.to_value());
        self
    }

    /// Adds the items that follow.
    #[must_use]
    pub fn rest<T: Parameter>(mut self, items: &[T]) -> Self {
        self.items.extend(items.iter().map(T::to_value));
        self
    }

    /// The list, up to the last item that is there.
    pub fn end(mut self) -> Value {
        while self.items.last() == Some(&Value::Absent) {
            self.items.pop();
        }
        Value::List(self.items)
    }
}

/// A list that is being taken apart.
#[derive(Debug)]
pub struct ListReader {
    items: std::vec::IntoIter<Value>,
    taken: usize,
}

impl ListReader {
    /// Starts with a list.
    ///
    /// # Errors
    /// The value is absent or an object.
    pub fn new(value: Value) -> Result<Self, ParameterError> {
        Ok(Self {
            items: value.into_list()?.into_iter(),
            taken: 0,
        })
    }

    /// Takes the next item; one that isn't there counts as [`Value::Absent`].
    ///
    /// # Errors
    /// It isn't one of `T`'s values.
    pub fn item<T: Parameter>(&mut self) -> Result<T, ParameterError> {
        self.taken += 1;
        let item = self.items.next().unwrap_or_default();
        T::from_value(item).map_err(|error| error.inside(format_args!("item {}", self.taken)))
    }

    /// Takes all items that are left.
    ///
    /// # Errors
    /// One isn't one of `T`'s values.
    pub fn rest<T: Parameter>(&mut self) -> Result<Vec<T>, ParameterError> {
        let mut rest = Vec::new();
        while !self.items.as_slice().is_empty() {
            rest.push(self.item()?);
        }
        Ok(rest)
    }

    /// The value that was made of the items, where none are left.
    ///
    /// # Errors
    /// Some are, and decoding is strict.
    pub fn end<T>(self, value: T) -> Result<T, ParameterError> {
        if self.items.as_slice().is_empty() || Strictness::current() == Strictness::Lenient {
            return Ok(value);
        }
        let found = self.taken + self.items.len();
        let message = format!("expected at most {} items, found {found}", self.taken);
        Err(ParameterError::breaking("maxItems", message))
    }
}
