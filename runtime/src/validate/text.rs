//! What a string is to rules.

use std::borrow::Cow;

use serde_json::Value;

use crate::Base64;

/// A value that may be a string. Rules for strings hold only where it is one (JSON Schema Validation, section 6.3).
pub trait Text {
    /// The string; `None` where the value is none.
    fn text(&self) -> Option<Cow<'_, str>>;

    /// Whether it has at least so many characters, Unicode's scalar values (RFC 8259, section 8.2), if it is a string.
    fn has_at_least(&self, characters: usize) -> bool {
        (self.text()).is_none_or(|text| has_at_least(&text, characters))
    }

    /// Whether it has at most so many, if it is a string.
    fn has_at_most(&self, characters: usize) -> bool {
        (self.text()).is_none_or(|text| has_at_most(&text, characters))
    }
}

impl Text for str {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Text for String {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Text for Value {
    fn text(&self) -> Option<Cow<'_, str>> {
        self.as_str().map(Cow::Borrowed)
    }
}

impl<T: Text> Text for Option<T> {
    fn text(&self) -> Option<Cow<'_, str>> {
        self.as_ref()?.text()
    }

    fn has_at_least(&self, characters: usize) -> bool {
        (self.as_ref()).is_none_or(|value| value.has_at_least(characters))
    }

    fn has_at_most(&self, characters: usize) -> bool {
        (self.as_ref()).is_none_or(|value| value.has_at_most(characters))
    }
}

impl<T: Text + ?Sized> Text for Box<T> {
    fn text(&self) -> Option<Cow<'_, str>> {
        (**self).text()
    }

    fn has_at_least(&self, characters: usize) -> bool {
        (**self).has_at_least(characters)
    }

    fn has_at_most(&self, characters: usize) -> bool {
        (**self).has_at_most(characters)
    }
}

/// The text that the bytes travel as.
impl Text for Base64 {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.encode()))
    }

    fn has_at_least(&self, characters: usize) -> bool {
        self.encoded_length() >= characters
    }

    fn has_at_most(&self, characters: usize) -> bool {
        self.encoded_length() <= characters
    }
}

fn has_at_least(text: &str, characters: usize) -> bool {
    // A character takes four bytes at most.
    text.len() >= characters.saturating_mul(4)
        || text.len() >= characters && text.chars().take(characters).count() == characters
}

fn has_at_most(text: &str, characters: usize) -> bool {
    text.len() <= characters || text.chars().nth(characters).is_none()
}
