//! What lowering schemas has to say.

use super::schemas::Schemas;
use crate::report::{Code, FileId, Place, Pointer, Report};

impl<'a> Schemas<'a, '_> {
    /// Reports, once for all of them, the constraints that are documented but not checked.
    pub(super) fn report_unchecked(&mut self) {
        let Some(first) = self.unchecked.first() else {
            return;
        };
        let places = match self.unchecked.len() {
            1 => "here".to_owned(),
            2 => "here and in one more place".to_owned(),
            count => format!("here and in {} more places", count - 1),
        };
        self.reports.push(
            Report::note(
                Code::UNCHECKED_CONSTRAINT,
                Place::key(FileId::default(), first.clone()),
                format!(
                    "constraints (patterns, `uniqueItems`, conditions) aren't checked yet, {places}"
                ),
            )
            .help(
                "they stand in the documentation of the generated code; check them in the handler",
            ),
        );
    }

    /// Warns of what stands at `at`: `message` says what it is and what becomes of it, `help` how to have it otherwise.
    pub(super) fn warn(&mut self, code: Code, at: &Pointer, message: &str, help: &str) {
        let place = Place::key(FileId::default(), at.clone());
        self.reports
            .push(Report::warning(code, place, message).help(help));
    }
}
