//! Text that is made for a moment only.

use std::fmt::{self, Write};

/// How many bytes fit without an allocation: more than a date, a UUID or a number takes.
const SHORT: usize = 128;

/// What is displayed, on the stack where it is short.
pub(super) struct ShortText {
    bytes: [u8; SHORT],
    length: usize,
    /// The whole text, once it is longer.
    long: Option<String>,
}

impl ShortText {
    /// `None` where it can't be displayed.
    pub(super) fn of(text: fmt::Arguments<'_>) -> Option<Self> {
        let mut written = Self {
            bytes: [0; SHORT],
            length: 0,
            long: None,
        };
        written.write_fmt(text).ok()?;
        Some(written)
    }

    pub(super) fn as_str(&self) -> &str {
        match &self.long {
            Some(text) => text,
            None => {
                let bytes = self.bytes.get(..self.length).unwrap_or_default();
                std::str::from_utf8(bytes).unwrap_or_default()
            }
        }
    }
}

impl Write for ShortText {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        match (&mut self.long, self.bytes.get_mut(self.length..end)) {
            (Some(long), _) => long.push_str(text),
            (None, Some(place)) => {
                place.copy_from_slice(text.as_bytes());
                self.length = end;
            }
            (None, None) => self.long = Some(self.as_str().to_owned() + text),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{SHORT, ShortText};

    #[test]
    fn a_text_is_whole_however_long() {
        for length in [0, 1, SHORT - 1, SHORT, SHORT + 1, 3 * SHORT] {
            let (half, text) = (length / 2, "é".repeat(length));
            let (one, other) = text.split_at(half * 2);
            let short = ShortText::of(format_args!("{one}{other}!")).unwrap();
            assert_eq!(short.as_str(), format!("{text}!"));
        }
    }
}
