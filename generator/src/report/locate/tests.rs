use super::*;
use crate::report::{Code, Pointer};

/// The text, line and column that a spot points at.
fn at(format: Format, text: &str, spot: Spot) -> (String, usize, usize) {
    let mut sources = Sources::default();
    let file = sources.add(Source {
        path: "api".to_owned(),
        text: text.to_owned(),
        format,
    });
    let mut reports = Reports::new();
    reports.push(Report::error(Code::BODY_AS_BYTES, Place { file, spot }, ""));
    let position = locate(&sources, reports).remove(0).position.unwrap();
    let shown = text[position.range.clone()].to_owned();
    (shown, position.line, position.column)
}

fn value(text: &str, pointer: &str) -> (String, usize, usize) {
    at(Format::Yaml, text, Spot::Value(Pointer::parse(pointer)))
}

fn key(text: &str, pointer: &str) -> (String, usize, usize) {
    at(Format::Yaml, text, Spot::Key(Pointer::parse(pointer)))
}

fn found(shown: &str, line: usize, column: usize) -> (String, usize, usize) {
    (shown.to_owned(), line, column)
}

const BLOCK: &str = "# comment
openapi: 3.0.3
info:
  title: Grüße  # comment
  description: |
    one
    two
paths:
  /a/b:
    get: &get
      tags:
        - x
        - \"y z\"
      empty:
      200: ok
  'c~d': { post: [1, {deep: yes}],
    put: 2 }
  /e:
    get: *get
  /f:
    <<: *get
    tags: []
";

#[test]
fn yaml_values() {
    assert_eq!(value(BLOCK, "/openapi"), found("3.0.3", 2, 10));
    assert_eq!(value(BLOCK, "/info/title"), found("Grüße", 4, 10));
    assert_eq!(value(BLOCK, "/info/description"), found("one", 6, 5));
    assert_eq!(
        value(BLOCK, "/info"),
        found("title: Grüße  # comment", 4, 3)
    );
    assert_eq!(
        value(BLOCK, "/paths/~1a~1b/get/tags/1"),
        found("\"y z\"", 13, 11)
    );
    assert_eq!(value(BLOCK, "/paths/~1a~1b/get/200"), found("ok", 15, 12));
    assert_eq!(
        value(BLOCK, "/paths/c~0d/post/1/deep"),
        found("yes", 16, 29)
    );
    assert_eq!(
        value(BLOCK, "/paths/c~0d"),
        found("{ post: [1, {deep: yes}],", 16, 10)
    );
    assert_eq!(
        value(BLOCK, "/paths/c~0d/post"),
        found("[1, {deep: yes}]", 16, 18)
    );
    assert_eq!(value(BLOCK, ""), found("openapi: 3.0.3", 2, 1));
}

#[test]
fn yaml_keys() {
    assert_eq!(key(BLOCK, "/paths/~1a~1b"), found("/a/b", 9, 3));
    assert_eq!(key(BLOCK, "/paths/c~0d"), found("'c~d'", 16, 3));
    assert_eq!(key(BLOCK, "/paths/c~0d/put"), found("put", 17, 5));
    assert_eq!(key(BLOCK, "/paths/~1a~1b/get/tags/0"), found("x", 12, 11));
}

#[test]
fn an_empty_value_is_shown_by_its_key() {
    assert_eq!(
        value(BLOCK, "/paths/~1a~1b/get/empty"),
        found("empty", 14, 7)
    );
}

#[test]
fn comments_are_no_part_of_quoted_values() {
    let text = "a: 'it''s'  # 'x'\nb: &y \"q\\\"é\"  # \"\nc: z # d\n";
    assert_eq!(value(text, "/a"), found("'it''s'", 1, 4));
    assert_eq!(value(text, "/b"), found("&y \"q\\\"é\"", 2, 4));
    assert_eq!(value(text, "/c"), found("z", 3, 4));
}

#[test]
fn what_is_not_there_is_shown_by_its_nearest_ancestor() {
    assert_eq!(
        value(BLOCK, "/paths/~1a~1b/get/responses/x"),
        found("get", 10, 5)
    );
    assert_eq!(value(BLOCK, "/components"), found("openapi: 3.0.3", 2, 1));
    assert_eq!(
        value(BLOCK, "/paths/~1a~1b/get/tags/7"),
        found("tags", 11, 7)
    );
}

#[test]
fn aliases_and_merges_lead_to_their_anchors() {
    assert_eq!(value(BLOCK, "/paths/~1e/get"), found("*get", 19, 10));
    assert_eq!(value(BLOCK, "/paths/~1e/get/200"), found("ok", 15, 12));
    assert_eq!(value(BLOCK, "/paths/~1f/200"), found("ok", 15, 12));
    assert_eq!(value(BLOCK, "/paths/~1f/tags"), found("[]", 22, 11));
    assert_eq!(key("a: &a b\n*a : c\n", "/b"), found("*a", 2, 1));
    assert_eq!(value("a: &a\n  <<: *a\n", "/a/x"), found("a", 1, 1));
}

#[test]
fn windows_line_ends_and_wide_characters_count() {
    let text = "a: \"😀\"\r\nb: {é: 1, ü: \"x\"}\r\n";
    assert_eq!(value(text, "/b/ü"), found("\"x\"", 2, 14));
    assert_eq!(value(text, "/b"), found("{é: 1, ü: \"x\"}", 2, 4));
    let long = format!("a: [{}, end]\n", ["ä"; 1000].join(", "));
    assert_eq!(value(&long, "/a/1000"), found("end", 1, 3005));
}

#[test]
fn repeated_keys() {
    let spot = |after| Spot::RepeatedKey {
        pointer: Pointer::parse("/a"),
        after,
    };
    let text = "a: 1\nb: 2\n'a': 3\n\"a\": 4\n";
    assert_eq!(at(Format::Yaml, text, spot(1)), found("'a'", 3, 1));
    assert_eq!(at(Format::Yaml, text, spot(2)), found("\"a\"", 4, 1));
    let text = "{\"a\": {},\n\"\\u0061\": 3}";
    assert_eq!(at(Format::Json, text, spot(1)), found("\"\\u0061\"", 2, 1));
}

#[test]
fn json() {
    let text = "{\n  \"a/b\": {\"c~\\\"d\": [1, \"x]\", {\"é\": null}]},\n  \"e\": -1.5e3\n}\n";
    let value = |pointer: &str| at(Format::Json, text, Spot::Value(Pointer::parse(pointer)));
    let key = |pointer: &str| at(Format::Json, text, Spot::Key(Pointer::parse(pointer)));
    assert_eq!(value("/e"), found("-1.5e3", 3, 8));
    assert_eq!(value("/a~1b/c~0\"d/1"), found("\"x]\"", 2, 24));
    assert_eq!(value("/a~1b/c~0\"d/2/é"), found("null", 2, 36));
    assert_eq!(value(""), found("{", 1, 1));
    assert_eq!(key("/a~1b"), found("\"a/b\"", 2, 3));
    assert_eq!(key("/a~1b/c~0\"d"), found("\"c~\\\"d\"", 2, 11));
    assert_eq!(value("/nothing"), found("{", 1, 1));
}

#[test]
fn reports_come_in_the_order_of_the_text_and_once() {
    let mut sources = Sources::default();
    let file = sources.add(Source {
        path: "api".to_owned(),
        text: "a: &x {b: 1}\nc: *x\nd: 2\n".to_owned(),
        format: Format::Yaml,
    });
    let report = |pointer: &str| {
        let place = Place::value(file, Pointer::parse(pointer));
        Report::error(Code::BODY_AS_BYTES, place, "m")
    };
    let mut reports = Reports::new();
    reports.extend(["/d", "/c/b", "/a/b", "/a"].map(report));
    reports.push(Report::error_without_place(Code::INTERNAL, "n"));
    let lines: Vec<_> = locate(&sources, reports)
        .into_iter()
        .map(|located| located.position.map(|it| (it.line, it.column)))
        .collect();
    assert_eq!(lines, [None, Some((1, 4)), Some((1, 11)), Some((3, 4))]);
}

#[test]
fn text_that_does_not_parse_is_scanned_as_far_as_it_does() {
    assert_eq!(value("a:\n  b: 1\nc: [\n", "/a/b"), found("1", 2, 6));
    let json = at(
        Format::Json,
        "{\"a\": 1, \"b\"",
        Spot::Value(Pointer::parse("/a")),
    );
    assert_eq!(json, found("1", 1, 7));
}

#[test]
fn what_is_passed_over_in_json_ends_where_it_ends() {
    let text = r#"{"a": {"x": "}]\"}", "y": [[1], {}]}, "b": [[2], {"c": 3}], "d": 4}"#;
    let value = |pointer: &str| at(Format::Json, text, Spot::Value(Pointer::parse(pointer))).0;
    assert_eq!(value("/b/1/c"), "3");
    assert_eq!(value("/b/0"), "[2]");
    assert_eq!(value("/d"), "4");
    assert_eq!(value("/a/y"), "[[1], {}]");
}
