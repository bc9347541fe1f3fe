use expect_test::expect;

use super::*;
use crate::read::Format;
use crate::report::{Code, FileId, Place, Pointer, Report, Reports, locate};

fn source(path: &str, format: Format, text: &str) -> Sources {
    Sources(vec![Source {
        path: path.to_owned(),
        text: text.to_owned(),
        format,
    }])
}

fn shown(sources: &Sources, reports: impl IntoIterator<Item = Report>, style: Style) -> String {
    let mut all = Reports::new();
    all.extend(reports);
    render(&locate(sources, all), sources, style)
}

fn value(pointer: &str) -> Place {
    Place::value(FileId(0), Pointer::parse(pointer))
}

#[test]
fn reports_look_like_those_of_rustc() {
    let text = "openapi: 3.0.3\npaths:\n  /a:\n    get:\n      $ref: '#/nowhere'  # why\n";
    let sources = source("spec/groups.yaml", Format::Yaml, text);
    let reports = [
        Report::warning(
            Code::BODY_AS_BYTES,
            Place::key(FileId(0), Pointer::parse("/paths/~1a")),
            "bound to bytes",
        ),
        Report::error(
            Code::UNRESOLVED_REFERENCE,
            value("/paths/~1a/get/$ref"),
            "there is no `#/nowhere`",
        )
        .help("the nearest is `#/somewhere`"),
        Report::error_without_place(Code::INTERNAL, "no place").help("none needed"),
    ];
    expect![[r#"
        error[internal]: no place
         |
         = help: none needed

        warning[body-as-bytes]: bound to bytes
         --> spec/groups.yaml:3:3
          |
        3 |   /a:
          |   ^^
          |
          = at: /paths/~1a

        error[unresolved-reference]: there is no `#/nowhere`
         --> spec/groups.yaml:5:13
          |
        5 |       $ref: '#/nowhere'  # why
          |             ^^^^^^^^^^^
          |
          = at: /paths/~1a/get/$ref
          = help: the nearest is `#/somewhere`

    "#]]
    .assert_eq(&shown(&sources, reports, Style::Plain));
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let text = format!(
        "{{\"a\":[{}],\"b\":\"{}\",\"c\":1}}",
        ["1"; 500_000].join(","),
        "é".repeat(500_000)
    );
    let sources = source("min.json", Format::Json, &text);
    let reports = ["/a/400000", "/b", "/c", ""]
        .map(|pointer| Report::error(Code::WRONG_KIND, value(pointer), "wrong"));
    expect![[r#"
        error[wrong-kind]: wrong
         --> min.json:1:1
          |
        1 | {"a":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1...
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        error[wrong-kind]: wrong
         --> min.json:1:800007
          |
        1 | ...1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1...
          |                                                                ^
          |
          = at: /a/400000

        error[wrong-kind]: wrong
         --> min.json:1:1000012
          |
        1 | ...,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],"b":"ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé...
          |                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = at: /b

        error[wrong-kind]: wrong
         --> min.json:1:1500019
          |
        1 | ...ééééééééééééééééééééééééééé","c":1}
          |                                     ^
          |
          = at: /c

    "#]].assert_eq(&shown(&sources, reports, Style::Plain));
}

#[test]
fn colours_only_when_asked_for() {
    let sources = source("a.yaml", Format::Yaml, "a: 1\n");
    let report = || [Report::error(Code::WRONG_KIND, value("/a"), "wrong")];
    assert!(!shown(&sources, report(), Style::Plain).contains('\x1b'));
    assert!(shown(&sources, report(), Style::Coloured).contains('\x1b'));
}

#[test]
fn the_text_cannot_steer_the_terminal() {
    let sources = source("a.yaml", Format::Yaml, "a: x\x1b[31m\u{202e}y\n");
    let place = Place::bytes(FileId(0), 3..4);
    let report = Report::error(Code::WRONG_KIND, place, "says \x1b[31m");
    let shown = shown(&sources, [report], Style::Plain);
    assert!(!shown.contains(['\x1b', '\u{202e}']), "{shown:?}");
}

#[test]
fn an_empty_text_can_be_pointed_at() {
    let sources = source("a.yaml", Format::Yaml, "");
    let report = Report::error(Code::SYNTAX, value("/a/b"), "empty");
    assert!(shown(&sources, [report], Style::Plain).contains("--> a.yaml:1:1"));
}
