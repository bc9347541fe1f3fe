//! What lowering schemas has to say.

use super::schemas::Schemas;
use crate::report::{Code, FileId, Place, Pointer, Report};

impl<'a> Schemas<'a, '_> {
    /// Warns of what stands at `at`: `message` says what it is and what becomes of it, `help` how to have it otherwise.
    pub(super) fn warn(&mut self, code: Code, at: &Pointer, message: &str, help: &str) {
        let place = Place::key(FileId::default(), at.clone());
        self.reports
            .push(Report::warning(code, place, message).help(help));
    }
}
