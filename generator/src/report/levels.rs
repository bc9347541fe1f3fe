//! Reports that the user denies or allows.

use std::fmt;
use std::str::FromStr;

use super::words::closest;
use super::{Code, Kind, Located, Severity};

/// Which reports are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// All warnings.
    Warnings,
    /// All warnings of a construct that is bound to less than the description says.
    Degraded,
    /// The warnings and notes with this code.
    Code(Code),
}

/// A text that names neither a code nor a group of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode {
    given: String,
    closest: Option<&'static str>,
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no code `{}`", self.given)?;
        match self.closest {
            Some(closest) => write!(f, "; did you mean `{closest}`?"),
            None => f.write_str("; `bindery explain` lists them"),
        }
    }
}

impl std::error::Error for UnknownCode {}

/// The names of the groups.
const GROUPS: [(&str, Filter); 2] = [
    ("warnings", Filter::Warnings),
    ("degraded", Filter::Degraded),
];

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        Self::named(name).ok_or_else(|| unknown(name, &[]))
    }
}

impl FromStr for Filter {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        let group = GROUPS.iter().find(|(group, _)| *group == name);
        group
            .map(|(_, filter)| *filter)
            .or_else(|| Code::named(name).map(Self::Code))
            .ok_or_else(|| unknown(name, &GROUPS.map(|(group, _)| group)))
    }
}

fn unknown(given: &str, groups: &[&'static str]) -> UnknownCode {
    let codes = Code::ALL.iter().map(|code| code.as_str());
    UnknownCode {
        given: given.to_owned(),
        closest: closest(given, groups.iter().copied().chain(codes)),
    }
}

/// What the user has settled for some reports: to be errors, or not to be mentioned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels(Vec<(Filter, Level)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Deny,
    Allow,
}

impl Levels {
    /// Denies what the filters of `deny` mean, and allows what those of `allow` mean.
    pub fn new(deny: &[Filter], allow: &[Filter]) -> Self {
        let denied = deny.iter().map(|filter| (*filter, Level::Deny));
        let allowed = allow.iter().map(|filter| (*filter, Level::Allow));
        Self(denied.chain(allowed).collect())
    }

    /// These levels, and `others` where these say nothing.
    pub fn or(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// Makes errors of the reports that are denied, and leaves out those that are allowed. A code counts before a group
    /// that it belongs to. Errors stay what they are. Returns the reports, and how many were allowed.
    pub fn apply(&self, reports: Vec<Located>) -> (Vec<Located>, usize) {
        let before = reports.len();
        let kept: Vec<_> = reports
            .into_iter()
            .filter_map(|located| match self.of(&located) {
                Some(Level::Allow) => None,
                Some(Level::Deny) => Some(denied(located)),
                None => Some(located),
            })
            .collect();
        let allowed = before - kept.len();
        (kept, allowed)
    }

    fn of(&self, located: &Located) -> Option<Level> {
        let report = &located.report;
        if self.0.is_empty() || located.is_error() {
            return None;
        }
        let degraded = (report.code.kind() == Kind::Degraded).then_some(Filter::Degraded);
        let warning = located.is(Severity::Warning).then_some(Filter::Warnings);
        [Some(Filter::Code(report.code)), degraded, warning]
            .into_iter()
            .flatten()
            .find_map(|filter| {
                let found = self.0.iter().find(|(settled, _)| *settled == filter);
                found.map(|(_, level)| *level)
            })
    }
}

fn denied(mut located: Located) -> Located {
    located.report.severity = Severity::Error;
    located.denied = true;
    located
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;

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

    /// The codes that are errors after levels were applied to one report of each severity, and the codes left.
    fn applied(deny: &[&str], allow: &[&str]) -> (Vec<&'static str>, Vec<&'static str>) {
        let filters = |names: &[&str]| -> Vec<Filter> {
            names.iter().map(|name| name.parse().unwrap()).collect()
        };
        let reports = vec![
            located(Severity::Error, Code::SYNTAX),
            located(Severity::Warning, Code::UNKNOWN_KEY),
            located(Severity::Warning, Code::BODY_AS_BYTES),
            located(Severity::Note, Code::CONTRADICTION),
        ];
        let (reports, allowed) = Levels::new(&filters(deny), &filters(allow)).apply(reports);
        assert_eq!(reports.len() + allowed, 4);
        let code = |located: &Located| located.report.code.as_str();
        let errors = reports.iter().filter(|it| it.is_error()).map(code);
        (errors.collect(), reports.iter().map(code).collect())
    }

    #[test]
    fn a_code_counts_before_a_group_and_denial_before_allowance() {
        assert_eq!(applied(&[], &[]).0, ["syntax"]);
        let all = ["syntax", "unknown-key", "body-as-bytes"];
        assert_eq!(applied(&["warnings"], &[]).0, all);
        assert_eq!(applied(&["degraded"], &[]).0, ["syntax", "body-as-bytes"]);
        let (errors, left) = applied(&["warnings"], &["unknown-key"]);
        assert_eq!(errors, ["syntax", "body-as-bytes"]);
        assert_eq!(left, ["syntax", "body-as-bytes", "contradiction"]);
        let (errors, left) = applied(&["unknown-key"], &["warnings", "unknown-key", "syntax"]);
        assert_eq!(errors, ["syntax", "unknown-key"]);
        assert_eq!(left, ["syntax", "unknown-key", "contradiction"]);
        let (errors, _) = applied(&["contradiction"], &[]);
        assert_eq!(errors, ["syntax", "contradiction"]);
    }

    #[test]
    fn what_is_said_first_counts_before_what_is_said_later() {
        let code = [Filter::Code(Code::UNKNOWN_KEY)];
        let levels = Levels::new(&[], &code).or(Levels::new(&code, &[]));
        let (reports, allowed) = levels.apply(vec![located(Severity::Warning, Code::UNKNOWN_KEY)]);
        assert_eq!((reports.len(), allowed), (0, 1));
    }

    #[test]
    fn a_name_that_is_none_is_answered_with_the_closest() {
        let answer = |name: &str| name.parse::<Filter>().unwrap_err().to_string();
        assert_eq!(
            answer("body-as-byte"),
            "there is no code `body-as-byte`; did you mean `body-as-bytes`?"
        );
        assert_eq!(
            answer("warning"),
            "there is no code `warning`; did you mean `warnings`?"
        );
        assert_eq!(
            answer("x"),
            "there is no code `x`; `bindery explain` lists them"
        );
        assert!("warnings".parse::<Code>().is_err());
        for (group, _) in GROUPS {
            assert_eq!(Code::named(group), None, "a group and a code have one name");
        }
    }
}
