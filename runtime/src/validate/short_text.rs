//! Text that is made for a moment only.

use std::fmt::{self, Write};

use smallvec::SmallVec;

/// How many bytes fit without an allocation: more than a date, a UUID or a number takes.
const SHORT: usize = 128;

/// What is displayed, on the stack where it is short.
pub(super) struct ShortText(SmallVec<[u8; SHORT]>);

impl ShortText {
    /// `None` where it can't be displayed.
    pub(super) fn of(text: fmt::Arguments<'_>) -> Option<Self> {
        let mut written = Self(SmallVec::new());
        written.write_fmt(text).ok()?;
        Some(written)
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl Write for ShortText {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
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
