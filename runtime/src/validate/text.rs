//! What a string is to rules.

use std::borrow::Cow;

use serde_json::Value;

/// A value that may be a string. Rules for strings hold only where it is one (JSON Schema Validation, section 6.3).
pub trait Text {
    /// The string; `None` where the value is none.
    fn text(&self) -> Option<Cow<'_, str>>;
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
}

impl<T: Text + ?Sized> Text for Box<T> {
    fn text(&self) -> Option<Cow<'_, str>> {
        (**self).text()
    }
}

/// Whether a text has at least so many characters: Unicode's scalar values (RFC 8259, section 8.2).
pub(super) fn has_at_least(text: &str, characters: usize) -> bool {
    // A character takes four bytes at most.
    text.len() >= characters.saturating_mul(4)
        || text.len() >= characters && text.chars().take(characters).count() == characters
}

/// Whether a text has at most so many.
pub(super) fn has_at_most(text: &str, characters: usize) -> bool {
    text.len() <= characters || text.chars().nth(characters).is_none()
}
