//! Reports as editors and other programs read them: JSON, an object a line.

use serde::Serialize;

use crate::read::Sources;

use super::Located;

/// One report. The keys and what they mean stay as they are; there may be more of them later. All are always there.
#[derive(Serialize)]
struct Line<'r> {
    /// The code.
    code: &'r str,
    /// `error`, `warning` or `note`.
    severity: &'r str,
    /// What is the matter.
    message: &'r str,
    /// How to mend it.
    help: Option<&'r str>,
    /// The file's path, as the user named it.
    file: Option<&'r str>,
    /// The line, from 1.
    line: Option<usize>,
    /// The column of the first character, from 1, in characters (Unicode scalar values).
    column: Option<usize>,
    /// The line of the end.
    end_line: Option<usize>,
    /// The column behind the last character.
    end_column: Option<usize>,
    /// The node, as a JSON pointer (RFC 6901) from the file's root; null where the text has none that could be named.
    pointer: Option<&'r str>,
}

/// Writes reports as JSON, an object a line, in the order in which they are given.
pub fn to_json_lines(reports: &[Located], sources: &Sources) -> String {
    reports
        .iter()
        .filter_map(|report| serde_json::to_string(&line(report, sources)).ok())
        .map(|line| line + "\n")
        .collect()
}

fn line<'r>(located: &'r Located, sources: &'r Sources) -> Line<'r> {
    let report = &located.report;
    let place = located
        .position
        .as_ref()
        .and_then(|position| Some((position, sources.get(position.file)?)));
    let length = place.map(|(position, source)| {
        let covered = source.text.get(position.range.clone()).unwrap_or("");
        covered.chars().count()
    });
    let position = located.position.as_ref();
    Line {
        code: report.code.as_str(),
        severity: report.severity.as_str(),
        message: &report.message,
        help: report.help.as_deref(),
        file: place.map(|(_, source)| source.path.as_str()),
        line: position.map(|it| it.line),
        column: position.map(|it| it.column),
        end_line: position.map(|it| it.line),
        end_column: position.map(|it| it.column + length.unwrap_or_default()),
        pointer: report.pointer().map(|pointer| pointer.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::read::{Format, Source};
    use crate::report::{Code, FileId, Place, Pointer, Report, Reports, locate};

    #[test]
    fn a_report_is_an_object_on_a_line() {
        let sources = Sources(vec![Source {
            path: "a.yaml".to_owned(),
            text: "a: 1\nb/c: 'grün'\n".to_owned(),
            format: Format::Yaml,
        }]);
        let value = Place::value(FileId(0), Pointer::root().key("b/c"));
        let mut reports = Reports::new();
        reports.extend([
            Report::warning(Code::WRONG_KIND, value, "a\n\"b\"").help("c"),
            Report::error(Code::SYNTAX, Place::bytes(FileId(0), 3..4), "d"),
            Report::error_without_place(Code::INTERNAL, "e"),
        ]);
        expect![[r#"
            {"code":"internal","severity":"error","message":"e","help":null,"file":null,"line":null,"column":null,"end_line":null,"end_column":null,"pointer":null}
            {"code":"syntax","severity":"error","message":"d","help":null,"file":"a.yaml","line":1,"column":4,"end_line":1,"end_column":5,"pointer":null}
            {"code":"wrong-kind","severity":"warning","message":"a\n\"b\"","help":"c","file":"a.yaml","line":2,"column":6,"end_line":2,"end_column":12,"pointer":"/b~1c"}
        "#]]
        .assert_eq(&to_json_lines(&locate(&sources, reports), &sources));
    }
}
