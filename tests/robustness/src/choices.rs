//! Decisions, read from bytes.

/// Decisions, read from bytes. Where the bytes end, the first of several is chosen: grammars put their smallest
/// alternative there, and so come to an end.
#[derive(Debug)]
pub struct Choices<'b> {
    bytes: std::slice::Iter<'b, u8>,
}

impl<'b> Choices<'b> {
    /// Decisions by these bytes.
    pub fn new(bytes: &'b [u8]) -> Self {
        let bytes = bytes.iter();
        Self { bytes }
    }

    /// Whether no bytes are left.
    pub fn are_over(&self) -> bool {
        self.bytes.as_slice().is_empty()
    }

    fn byte(&mut self) -> usize {
        usize::from(self.bytes.next().copied().unwrap_or(0))
    }

    /// A number below `end`; 0 if `end` is.
    pub fn below(&mut self, end: usize) -> usize {
        let number = if end > 256 {
            self.byte() * 256 + self.byte()
        } else {
            self.byte()
        };
        number.checked_rem(end).unwrap_or(0)
    }

    /// Yes, once in `times`; no where the bytes end.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1 && !self.are_over()
    }

    /// One of several; they must not be empty.
    pub fn one<'t, T: ?Sized>(&mut self, of: &[&'t T]) -> &'t T {
        let at = self.below(of.len());
        of[at]
    }
}
