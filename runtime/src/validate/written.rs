//! Values that are to rules what they are in JSON.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use super::items::Items;
use super::keys::Keys;
use super::number::{Num, Number};
use super::text::Text;

/// A value whose type alone doesn't tell what it is in JSON: a date, a union, a struct whose keys are counted. It is
/// written as JSON once, and rules look at that.
#[derive(Debug)]
pub struct Written(Value);

impl Written {
    /// Writes a value. One that can't be written is null, for which no rule holds: what can't travel is told elsewhere.
    pub fn new<T: Serialize + ?Sized>(value: &T) -> Self {
        Self(serde_json::to_value(value).unwrap_or_default())
    }
}

impl Text for Written {
    fn text(&self) -> Option<Cow<'_, str>> {
        self.0.text()
    }
}

impl Number for Written {
    fn number(&self) -> Option<Num> {
        self.0.number()
    }
}

impl Items for Written {
    type Item = Value;

    fn count(&self) -> Option<usize> {
        Items::count(&self.0)
    }

    fn items(&self) -> impl Iterator<Item = &Value> {
        self.0.items()
    }
}

impl Keys for Written {
    type Value = Value;

    fn count(&self) -> Option<usize> {
        Keys::count(&self.0)
    }

    fn entries(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.entries()
    }
}
