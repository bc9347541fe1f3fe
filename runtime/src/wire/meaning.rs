//! What a text means, whose type it doesn't tell itself.

/// What a text is to the first type that fits it: one that takes it for something else, a string for a number, doesn't fit.
#[derive(Debug)]
pub(crate) struct Meaning<V>(Option<V>);

impl<V> Meaning<V> {
    /// No type fits so far.
    pub(crate) fn new() -> Self {
        Self(None)
    }

    /// Whether what was read of the text is what it means, as `is_alike` has it. `None`: it isn't asked, or can't be told.
    pub(crate) fn is_that_of(
        &mut self,
        read: Option<V>,
        is_alike: impl FnOnce(&V, &V) -> bool,
    ) -> bool {
        match (&self.0, read) {
            (_, None) => true,
            (Some(meant), Some(read)) => is_alike(meant, &read),
            (None, read) => {
                self.0 = read;
                true
            }
        }
    }
}
