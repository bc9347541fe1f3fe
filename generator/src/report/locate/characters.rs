//! Positions counted in characters → bytes.

/// How many characters apart the known positions are.
const STEP: usize = 64;

/// Finds the byte at which the nth character of a text starts, without counting from the text's beginning each time.
pub(crate) struct Characters<'t> {
    text: &'t str,
    /// The byte at which every [`STEP`]th character starts.
    steps: Vec<usize>,
}

impl<'t> Characters<'t> {
    /// Walks the text once.
    pub(crate) fn of(text: &'t str) -> Self {
        let starts = text.char_indices().map(|(byte, _)| byte);
        Self {
            text,
            steps: starts.step_by(STEP).collect(),
        }
    }

    /// The byte at which that character starts; beyond the last character, the text's length.
    pub(crate) fn byte(&self, character: usize) -> usize {
        let Some(step) = self.steps.get(character / STEP) else {
            return self.text.len();
        };
        let rest = self.text.get(*step..).unwrap_or("");
        let start = rest.char_indices().nth(character % STEP);
        start.map_or(self.text.len(), |(byte, _)| step + byte)
    }
}
