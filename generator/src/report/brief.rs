//! Fewer reports where there are many of one code.

use hashbrown::HashMap;
use indexmap::IndexMap;

use super::{Code, Located};

/// How many warnings or notes of one code are shown; people see by then what it is about.
const SHOWN: usize = 5;

/// The reports that are shown, and how many there are besides.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Brief {
    /// All errors, and the first warnings and notes of each code.
    pub shown: Vec<Located>,
    /// How many others there are of each code, in the order of their first.
    pub hidden: IndexMap<Code, usize>,
}

impl Brief {
    /// Leaves out warnings and notes where there are many of one code. Errors are all shown: each has to be mended.
    pub fn of(reports: &[Located]) -> Self {
        let mut brief = Self::default();
        let mut seen: HashMap<Code, usize> = HashMap::new();
        for located in reports {
            let code = located.report.code;
            let count = seen.entry(code).or_default();
            if !located.is_error() {
                *count += 1;
            }
            if *count <= SHOWN || located.is_error() {
                brief.shown.push(located.clone());
            } else {
                *brief.hidden.entry(code).or_default() += 1;
            }
        }
        brief
    }

    /// What isn't shown, as `7 more of unknown-key, 2 more of wrong-kind`; `None` where all is.
    pub fn hidden(&self) -> Option<String> {
        let counts: Vec<_> = (self.hidden.iter())
            .map(|(code, count)| format!("{count} more of {code}"))
            .collect();
        (!counts.is_empty()).then(|| counts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Report, Severity};

    fn located(severity: Severity, code: Code) -> Located {
        Located {
            report: Report {
                severity,
                ..Report::error_without_place(code, "")
            },
            position: None,
            denied: false,
        }
    }

    #[test]
    fn many_warnings_of_one_code_are_counted_and_errors_are_all_shown() {
        let mut reports = vec![located(Severity::Warning, Code::UNKNOWN_KEY); 9];
        reports.extend(vec![located(Severity::Error, Code::UNKNOWN_KEY); 9]);
        reports.extend(vec![located(Severity::Warning, Code::WRONG_KIND); SHOWN]);
        let brief = Brief::of(&reports);
        assert_eq!(brief.shown.len(), SHOWN + 9 + SHOWN);
        assert_eq!(brief.hidden().as_deref(), Some("4 more of unknown-key"));
        assert_eq!(Brief::of(&brief.shown).hidden(), None);
    }
}
