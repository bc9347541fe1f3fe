//! What the commands say of a description: the reports, how many there are, and what the crate holds.

use crate::bind::Bound;
use crate::generate::{Generated, Outcome};
use crate::read::Sources;
use crate::report::{Brief, Located, Report, Severity, to_json_lines};

use super::arguments::{Format, Reporting};
use super::output::Output;

/// Says what there is to say of a description.
pub(super) fn report(bound: &Bound, reporting: &Reporting, output: &mut Output) {
    let reports = &bound.outcome.reports;
    match reporting.format {
        Format::Json => output.report(&to_json_lines(reports, &bound.sources)),
        Format::Human if reporting.all => output.report(&output.rendered(reports, &bound.sources)),
        Format::Human => {
            let brief = Brief::of(reports);
            output.report(&output.rendered(&brief.shown, &bound.sources));
            if let Some(hidden) = brief.hidden() {
                output.message(&format!("not shown: {hidden}; `--all` shows them\n"));
            }
        }
    }
    if let Some(conclusion) = conclusion(&bound.outcome) {
        output.message(&conclusion);
    }
}

/// Says what has come of writing, where it failed.
pub(super) fn failure(failure: Report, reporting: &Reporting, output: &mut Output) {
    let located = [Located {
        report: failure,
        position: None,
        denied: false,
    }];
    let sources = Sources::default();
    match reporting.format {
        Format::Json => output.report(&to_json_lines(&located, &sources)),
        Format::Human => output.report(&output.rendered(&located, &sources)),
    }
}

/// How many reports there are, whether there is a crate, and how to know more; `None` where there is none.
fn conclusion(outcome: &Outcome) -> Option<String> {
    let mut counts = counts(&outcome.reports);
    if outcome.allowed > 0 {
        counts.push(format!("{} allowed", outcome.allowed));
    }
    if counts.is_empty() {
        return None;
    }
    let mut said = counts.join(", ");
    if outcome.generated.is_none() {
        said += "; no crate is made";
    }
    // The gravest of them, and the first of these.
    let gravest = (outcome.reports.iter().rev()).max_by_key(|located| located.report.severity);
    if let Some(located) = gravest {
        said += &format!(
            "\n`bindery explain {}` tells more, and so for every code",
            located.report.code
        );
    }
    Some(said + "\n")
}

/// How many reports there are of each severity, as `2 errors` and `1 warning`.
fn counts(reports: &[Located]) -> Vec<String> {
    let number = |severity| reports.iter().filter(|it| it.is(severity)).count();
    let denied = reports.iter().filter(|located| located.denied).count();
    let errors = number(Severity::Error);
    let mut counts = Vec::new();
    if errors > 0 {
        let of_these = match denied {
            0 => String::new(),
            all if all == errors => " (denied)".to_owned(),
            some => format!(" ({some} denied)"),
        };
        counts.push(count(errors, "error") + &of_these);
    }
    for severity in [Severity::Warning, Severity::Note] {
        if number(severity) > 0 {
            counts.push(count(number(severity), severity.as_str()));
        }
    }
    counts
}

/// What the crate holds, as `zendesk-groups: 9 operations, 23 types`.
pub(super) fn contents(generated: &Generated) -> String {
    format!(
        "{}: {}, {}",
        generated.name,
        count(generated.operations, "operation"),
        count(generated.types, "type")
    )
}

pub(super) fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
