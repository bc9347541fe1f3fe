//! Tuples as parameters.

use super::error::{Faults, ParameterError};
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
    faults: Faults,
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
            faults: Faults::default(),
        })
    }

    /// Takes the next item; one that isn't there counts as [`Value::Absent`].
    ///
    /// # Errors
    /// It isn't one of `T`'s values: [`ListReader::end`] tells why.
    pub fn item<T: Parameter>(&mut self) -> Result<T, ParameterError> {
        let index = self.taken;
        self.taken += 1;
        let item = self.items.next().unwrap_or_default();
        T::from_value(item).map_err(|error| self.faults.noted(error.in_item(index)))
    }

    /// Takes all items that are left.
    ///
    /// # Errors
    /// One isn't one of `T`'s values: [`ListReader::end`] tells why.
    pub fn rest<T: Parameter>(&mut self) -> Result<Vec<T>, ParameterError> {
        let mut rest = Vec::with_capacity(self.items.len());
        let mut wrong = None;
        while !self.items.as_slice().is_empty() {
            match self.item() {
                Ok(item) => rest.push(item),
                Err(error) => wrong = Some(error),
            }
        }
        wrong.map_or(Ok(rest), Err)
    }

    /// Ends the list, once all items have been asked for.
    ///
    /// # Errors
    /// All that was wrong with them; and where decoding is strict, that some are left.
    pub fn end(mut self) -> Result<(), ParameterError> {
        if !self.items.as_slice().is_empty() && Strictness::current() == Strictness::Strict {
            let found = self.taken + self.items.len();
            let message = format!("expected at most {} items, found {found}", self.taken);
            self.faults
                .add(ParameterError::breaking("maxItems", message));
        }
        self.faults.or(())
    }
}
