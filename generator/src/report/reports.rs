//! The reports of one run.

use super::{Report, Severity};

/// Collects what the stages report, so that one run says all there is to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reports(Vec<Report>);

impl Reports {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, report: Report) {
        self.0.push(report);
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.iter().any(|report| report.severity == Severity::Error)
    }

    /// All of them, in the order they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Report> {
        self.0.iter()
    }
}

impl Extend<Report> for Reports {
    fn extend<T: IntoIterator<Item = Report>>(&mut self, reports: T) {
        self.0.extend(reports);
    }
}

impl IntoIterator for Reports {
    type Item = Report;
    type IntoIter = std::vec::IntoIter<Report>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
