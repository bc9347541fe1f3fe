//! The reports of one run.

use hashbrown::HashMap;

use super::{Code, Report, Severity};

/// Collects what the stages report, so that one run says all there is to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reports {
    all: Vec<Report>,
    /// Those that stand for others like them, by code and help.
    repeated: HashMap<(Code, Option<String>), Repeated>,
}

/// A report that stands for others like it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Repeated {
    index: usize,
    /// What it says by itself.
    message: String,
    others: usize,
}

impl Reports {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, report: Report) {
        self.all.push(report);
    }

    /// Adds one that a description may give again and again, from one habit of its author: the first with that code and
    /// help stands for all, and counts the others.
    pub fn push_repeated(&mut self, report: Report) {
        let key = (report.code, report.help.clone());
        let Some(first) = self.repeated.get_mut(&key) else {
            let first = Repeated {
                index: self.all.len(),
                message: report.message.clone(),
                others: 0,
            };
            self.repeated.insert(key, first);
            return self.push(report);
        };
        first.others += 1;
        if let Some(shown) = self.all.get_mut(first.index) {
            shown.message = format!("{} (and {} more like it)", first.message, first.others);
        }
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.iter().any(|report| report.severity == Severity::Error)
    }

    /// All of them, in the order they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Report> {
        self.all.iter()
    }
}

impl Extend<Report> for Reports {
    fn extend<T: IntoIterator<Item = Report>>(&mut self, reports: T) {
        self.all.extend(reports);
    }
}

impl IntoIterator for Reports {
    type Item = Report;
    type IntoIter = std::vec::IntoIter<Report>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_many_alike_counts_the_others() {
        let alike =
            |message: &str| Report::error_without_place(Code::WRONG_KIND, message).help("mend it");
        let mut reports = Reports::new();
        reports.push_repeated(alike("`a` is wrong"));
        reports.push(alike("`b` is wrong"));
        let messages = |reports: &Reports| -> Vec<String> {
            reports.iter().map(|it| it.message.clone()).collect()
        };
        assert_eq!(messages(&reports), ["`a` is wrong", "`b` is wrong"]);
        reports.push_repeated(alike("`c` is wrong"));
        reports.push_repeated(alike("`d` is wrong"));
        reports.push_repeated(alike("`e` is wrong").help("leave it"));
        assert_eq!(
            messages(&reports),
            [
                "`a` is wrong (and 2 more like it)",
                "`b` is wrong",
                "`e` is wrong"
            ]
        );
    }
}
