use expect_test::{Expect, expect};
use serde_json::{Value, json};

use super::*;
use crate::report::{Style, locate, render};

/// What a text says, and what there is to say of it as people see it.
fn read_as(path: &str, text: &str) -> (Option<Value>, String) {
    let mut reports = Reports::new();
    let (root, sources) = match read_text(path.to_owned(), text.to_owned(), &mut reports) {
        Ok(document) => (Some(document.root), document.sources),
        Err(sources) => (None, sources),
    };
    let rendered = render(&locate(&sources, reports), &sources, Style::Plain);
    (root, rendered)
}

fn yaml(text: &str) -> Value {
    let (root, reports) = read_as("api.yaml", text);
    assert_eq!(reports, "");
    root.unwrap()
}

fn rejected(path: &str, text: &str, expected: Expect) {
    let (root, reports) = read_as(path, text);
    assert_eq!(root, None, "{reports}");
    expected.assert_eq(&reports);
}

#[test]
fn keys_are_kept_as_written() {
    let text = "200: a\ntrue: b\nnull: c\n1.10: d\n~: e\n0x1F: f\n'200 ': g\n";
    let expected = json!({
        "200": "a", "true": "b", "null": "c", "1.10": "d", "~": "e", "0x1F": "f", "200 ": "g",
    });
    assert_eq!(yaml(text).to_string(), expected.to_string());
}

#[test]
fn numbers_lose_no_more_than_they_must() {
    let text = "a: 18446744073709551615\nb: -9223372036854775808\nc: 36893488147419103232\n\
        d: -1e400\ne: .inf\nf: -.INF\ng: .nan\nh: 1.5\ni: 1.0\n";
    let root = yaml(text);
    assert_eq!(root["a"], json!(u64::MAX));
    assert_eq!(root["b"], json!(i64::MIN));
    assert_eq!(root["c"], json!(36893488147419103232.0));
    assert_eq!(root["d"], json!("-1e400"));
    assert_eq!(
        [&root["e"], &root["f"], &root["g"]],
        [".inf", "-.inf", ".nan"]
    );
    assert_eq!(root["h"], json!(1.5));
    let (root, _) = read_as("api.json", r#"{"a": 36893488147419103232, "b": -1}"#);
    assert_eq!(root, Some(json!({"a": 36893488147419103232.0, "b": -1})));
}

#[test]
fn tags_are_tolerated() {
    let text = "a: !mine {b: !!str 1}\nc: !list [!x y]\nd: !!int '2'\n? !k e\n: !!binary aGk=\n";
    let expected = json!({"a": {"b": "1"}, "c": ["y"], "d": 2, "e": "aGk="});
    assert_eq!(yaml(text), expected);
}

#[test]
fn a_byte_order_mark_is_skipped() {
    assert_eq!(yaml("\u{feff}a: 1\n"), json!({"a": 1}));
    let (root, _) = read_as("api.json", "\u{feff}{\"a\": 1}");
    assert_eq!(root, Some(json!({"a": 1})));
}

#[test]
fn merge_keys_merge_where_they_stand_and_own_keys_win() {
    let text = "base: &base {x: 1, y: 2}\nmore: &more {y: 3, z: 4}\n\
        own:\n  <<: [*base, *more]\n  y: 5\n  <<: {w: 6}\n";
    assert_eq!(
        yaml(text)["own"].to_string(),
        r#"{"x":1,"y":5,"z":4,"w":6}"#
    );
    let (root, _) = read_as("api.json", r#"{"<<": {"a": 1}}"#);
    assert_eq!(root, Some(json!({"<<": {"a": 1}})));
}

#[test]
fn duplicate_keys_are_all_reported_at_the_later_key() {
    let text = "info:\n  title: A\n  \"title\": B\npaths:\n  /a/b: 1\n  c~d: &x {k: 1, k: 1}\n  /a/b: 2\n  /a/b: 3\n  e: *x\n";
    let (root, reports) = read_as("api.yaml", text);
    let root = root.unwrap();
    assert_eq!(root["info"], json!({"title": "A"}));
    assert_eq!(root["paths"]["/a/b"], json!(1));
    expect![[r#"
        error[duplicate-key]: the key `title` stands twice, with different values
         --> api.yaml:3:3
          |
        3 |   "title": B
          |   ^^^^^^^
          |
          = help: remove or rename one of the two, or join what they say under one key

        warning[duplicate-key]: the key `k` stands twice, with the same value
         --> api.yaml:6:18
          |
        6 |   c~d: &x {k: 1, k: 1}
          |                  ^
          |
          = help: remove one of the two

        error[duplicate-key]: the key `/a/b` stands twice, with different values
         --> api.yaml:7:3
          |
        7 |   /a/b: 2
          |   ^^^^
          |
          = help: remove or rename one of the two, or join what they say under one key

        error[duplicate-key]: the key `/a/b` stands twice, with different values
         --> api.yaml:8:3
          |
        8 |   /a/b: 3
          |   ^^^^
          |
          = help: remove or rename one of the two, or join what they say under one key

    "#]]
    .assert_eq(&reports);
    let (_, reports) = read_as("api.json", "{\"a\": 1,\n \"\\u0061\": 2}");
    assert!(reports.contains("--> api.json:2:2"), "{reports}");
}

#[test]
fn the_text_decides_between_yaml_and_json_and_then_the_name() {
    let format = |path: &str, text: &str| {
        let document = read_text(path.to_owned(), text.to_owned(), &mut Reports::new());
        document.unwrap().sources.0[0].format
    };
    assert_eq!(format("api", "\n {\"a\": 1}"), Format::Json);
    assert_eq!(format("api.yaml", "{\"a\": 1}"), Format::Json);
    assert_eq!(format("api.yml", "{a: 1}"), Format::Yaml);
    assert_eq!(format("api", "a: 1"), Format::Yaml);
    assert_eq!(format("api.json", "7"), Format::Json);
}

#[test]
fn empty_files_are_errors() {
    for (path, text) in [
        ("a.yaml", ""),
        ("a.yaml", "# nothing\n---\n"),
        ("a.json", "\n"),
    ] {
        let (root, reports) = read_as(path, text);
        assert_eq!(root, None);
        assert!(reports.starts_with("error[syntax]: the file "), "{reports}");
    }
}

#[test]
fn alias_bombs_and_deep_nesting_are_errors() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..20 {
        let alias = format!("*a{}", level - 1);
        let aliases = [alias.as_str(); 9].join(", ");
        bomb += &format!("a{level}: &a{level} [{aliases}]\n");
    }
    let (root, reports) = read_as("bomb.yaml", &bomb);
    assert!(
        root.is_none() && reports.contains("--> bomb.yaml:"),
        "{reports}"
    );

    let long = format!(
        "a: &a {}\nb: [{}]\n",
        "x".repeat(100_000),
        "*a, ".repeat(10_000)
    );
    let (root, reports) = read_as("long.yaml", &long);
    assert!(
        root.is_none() && reports.contains("--> long.yaml:2:"),
        "{reports}"
    );

    for deep in [
        "[".repeat(300_000),
        "{a: ".repeat(100_000),
        "- ".repeat(1000),
    ] {
        let (root, reports) = read_as("deep.yaml", &deep);
        assert!(
            root.is_none() && reports.contains("nested too deeply"),
            "{reports}"
        );
        let (root, _) = read_as("deep", &deep);
        assert_eq!(root, None);
    }
    let cycle = "a: &a\n  b: *a\n";
    assert!(read_as("cycle.yaml", cycle).1.contains("nested too deeply"));
}

#[test]
fn unreadable_files_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let unread = |name: &str| {
        let mut reports = Reports::new();
        let path = folder.path().join(name);
        let sources = read(&path, &mut reports).unwrap_err();
        let located = locate(&sources, reports);
        render(&located, &sources, Style::Plain)
            .replace(&folder.path().display().to_string(), "DIR")
    };
    std::fs::write(folder.path().join("latin1.yaml"), b"a: 1\nb: caf\xe9\n").unwrap();
    let large = std::fs::File::create(folder.path().join("large.yaml")).unwrap();
    large.set_len(65 * 1024 * 1024).unwrap();
    expect![[r#"
        error[unreadable-file]: there is no file `DIR/missing.yaml`

        error[unreadable-file]: `DIR/` is a folder
         |
         = help: name the file in it that the description starts in

        error[unreadable-file]: the file isn't UTF-8: a byte that isn't part of any character follows here
         --> DIR/latin1.yaml:2:7
          |
        2 | b: caf
          |       ^
          |
          = help: save the file as UTF-8

        error[unreadable-file]: `DIR/large.yaml` is larger than 64 MiB
         |
         = help: is it a description? the largest that are published have some 15 MB

    "#]]
    .assert_eq(&["missing.yaml", "", "latin1.yaml", "large.yaml"].map(unread).concat());
}

#[test]
fn yaml_mistakes_are_explained() {
    let mistakes = [
        "a:\n\tb: 1\n",
        "a: |\n x\n\tb: 1\n",
        "é: ü\na: \"x\nb: 1\n",
        "a: 'it's'\n",
        "a: 'x' y\n",
        "a: [1, 2\nb: 1\n",
        "a: [b: c d: e]\n",
        "[a",
        "a:\n  b: 1\n c: 2\n",
        "a:\n  - b\n c: 1\n",
        "a: b: c\n",
        "openapi 3\ninfo: x\n",
        "a: b\n  c: d\n",
        "info:\n  a: 1\n  title\n  b: 1\n",
        "a: - b\n",
        "a: @x\n",
        "a: \"\\q\"\n",
        "é: \u{7}\n",
        "a: 1\n---\nb: 2\n",
        "a: *x\n",
        "? [a]\n: b\n",
        "a: !!int foo\n",
        "a:\n  <<: 1\n",
    ];
    let mut all = String::new();
    for text in mistakes {
        let (root, reports) = read_as("api.yaml", text);
        assert_eq!(root, None, "{text}");
        all += &reports;
    }
    expect![[r#"
        error[syntax]: a tab indents this line
         --> api.yaml:2:1
          |
        2 |     b: 1
          | ^
          |
          = help: YAML is indented by spaces only: replace the tab by spaces

        error[syntax]: a tab indents this line
         --> api.yaml:3:1
          |
        3 |     b: 1
          | ^
          |
          = help: YAML is indented by spaces only: replace the tab by spaces

        error[syntax]: the quote that opens here is never closed
         --> api.yaml:2:4
          |
        2 | a: "x
          |    ^
          |
          = help: close it; inside single quotes an apostrophe is written `''`

        error[syntax]: the value ends before this, and no key starts here
         --> api.yaml:1:8
          |
        1 | a: 'it's'
          |        ^
          |
          = help: put quotes around the whole text; inside single quotes an apostrophe is written `''`

        error[syntax]: the value ends before this, and no key starts here
         --> api.yaml:1:8
          |
        1 | a: 'x' y
          |        ^
          |
          = help: put quotes around the whole text; inside single quotes an apostrophe is written `''`

        error[syntax]: the list that `[` opens here isn't closed
         --> api.yaml:1:4
          |
        1 | a: [1, 2
          |    ^
          |
          = help: `,` or `]` must stand on line 2 at the latest, before what follows there

        error[syntax]: `,` or `]` must stand here
         --> api.yaml:1:11
          |
        1 | a: [b: c d: e]
          |           ^
          |
          = help: in a list in brackets, a text that holds `, [ ] { }` needs quotes

        error[syntax]: the list that `[` opens here isn't closed
         --> api.yaml:1:1
          |
        1 | [a
          | ^
          |
          = help: close it with `]`

        error[syntax]: this line fits none of the mappings around it
         --> api.yaml:3:2
          |
        3 |  c: 2
          |  ^
          |
          = help: indent all keys of one mapping by the same number of spaces

        error[syntax]: this line fits none of the mappings around it
         --> api.yaml:3:2
          |
        3 |  c: 1
          |  ^
          |
          = help: indent all keys of one mapping by the same number of spaces

        error[syntax]: a `:` can't stand here
         --> api.yaml:1:5
          |
        1 | a: b: c
          |     ^
          |
          = help: a text that holds `: ` needs quotes

        error[syntax]: a `:` can't stand here
         --> api.yaml:2:5
          |
        2 | info: x
          |     ^
          |
          = help: the text of line 1 goes on here; is a `:` missing there?

        error[syntax]: a `:` can't stand here
         --> api.yaml:2:4
          |
        2 |   c: d
          |    ^
          |
          = help: the value on line 1 goes on here; indent this key like the one on line 1, or remove that value

        error[syntax]: a `:` is missing after this key
         --> api.yaml:3:3
          |
        3 |   title
          |   ^
          |
          = help: a key and its value are written `key: value`; a longer text needs quotes, or `|`

        error[syntax]: a list can't start on the line of its key
         --> api.yaml:1:4
          |
        1 | a: - b
          |    ^
          |
          = help: start the list on the next line

        error[syntax]: a text can't start with `@`
         --> api.yaml:1:4
          |
        1 | a: @x
          |    ^
          |
          = help: put it in quotes

        error[syntax]: there is no such escape in a double-quoted text
         --> api.yaml:1:5
          |
        1 | a: "\q"
          |     ^
          |
          = help: write `\\` for a backslash itself, or use single quotes

        error[syntax]: a control character stands in the text
         --> api.yaml:1:4
          |
        1 | é: ␇
          |    ^
          |
          = help: remove it, or write it as an escape in a double-quoted text

        error[syntax]: a second YAML document starts here; a description is one document
         --> api.yaml:2:1
          |
        2 | ---
          | ^
          |
          = help: remove the `---`, or put the second document into a file of its own

        error[syntax]: there is no anchor of that name before this alias
         --> api.yaml:1:4
          |
        1 | a: *x
          |    ^
          |
          = help: a text that starts with `*` needs quotes

        error[syntax]: a key must be a plain text, not a list or a mapping
         --> api.yaml:1:3
          |
        1 | ? [a]
          |   ^
          |
          = help: a text that starts with `[` or `{` needs quotes

        error[syntax]: invalid value: string "foo", expected an integer
         --> api.yaml:1:4
          |
        1 | a: !!int foo
          |    ^

        error[syntax]: `<<` merges a mapping, or a list of mappings, and this is neither
         --> api.yaml:2:7
          |
        2 |   <<: 1
          |       ^

    "#]].assert_eq(&all);
}

#[test]
fn json_mistakes_are_explained() {
    let mistakes = [
        "{\"a\": 1,}",
        "{\"a\" 1}",
        "{a: 1}",
        "{\"é\": \"é\" x}",
        "{\"a\": [1, 2",
        "{\"a\": \"x",
        "{\"a\": \"x\ny\"}",
        "{\"a\": 1 // c\n}",
        "{\"a\": 1}}",
        "{\"a\": 1e999}",
        "{\"a\": tru}",
        "{\"a\": 'x'}",
        "{\"a\": 01}",
        "{\"a\": \"\\q\"}",
    ];
    let mut all = String::new();
    for text in mistakes {
        let (root, reports) = read_as("api.json", text);
        assert_eq!(root, None, "{text}");
        all += &reports;
    }
    expect![[r#"
        error[syntax]: a comma stands before the closing bracket
         --> api.json:1:9
          |
        1 | {"a": 1,}
          |         ^
          |
          = help: remove the comma

        error[syntax]: a `:` is missing after this key
         --> api.json:1:6
          |
        1 | {"a" 1}
          |      ^

        error[syntax]: a key must stand in double quotes
         --> api.json:1:2
          |
        1 | {a: 1}
          |  ^
          |
          = help: JSON has no comments, no single quotes and no bare keys; YAML has them

        error[syntax]: `,` or `}` must stand here
         --> api.json:1:11
          |
        1 | {"é": "é" x}
          |           ^
          |
          = help: a comma may be missing after the value before this

        error[syntax]: the file ends inside a list
         --> api.json:1:11
          |
        1 | {"a": [1, 2
          |           ^
          |
          = help: close it with `]`

        error[syntax]: the file ends inside a string
         --> api.json:1:8
          |
        1 | {"a": "x
          |        ^
          |
          = help: close it with `"`

        error[syntax]: a line break or control character stands in a string
         --> api.json:1:9
          |
        1 | {"a": "x
          |         ^
          |
          = help: close the string with `"`, or write `\n` for a line break

        error[syntax]: `,` or `}` must stand here
         --> api.json:1:9
          |
        1 | {"a": 1 // c
          |         ^
          |
          = help: JSON has no comments; YAML has them

        error[syntax]: the description ends before this; nothing may follow it
         --> api.json:1:9
          |
        1 | {"a": 1}}
          |         ^
          |
          = help: a closing bracket too many may stand before this

        error[syntax]: the number is too large to be held
         --> api.json:1:11
          |
        1 | {"a": 1e999}
          |           ^

        error[syntax]: this isn't how JSON writes a value
         --> api.json:1:10
          |
        1 | {"a": tru}
          |          ^
          |
          = help: text stands in double quotes; if the file is YAML, its name must end in `.yaml`

        error[syntax]: this isn't how JSON writes a value
         --> api.json:1:7
          |
        1 | {"a": 'x'}
          |       ^
          |
          = help: JSON has no comments and no single quotes; YAML has them

        error[syntax]: this isn't how JSON writes a number
         --> api.json:1:8
          |
        1 | {"a": 01}
          |        ^
          |
          = help: no leading zeros or `+`, and a digit on both sides of the point

        error[syntax]: JSON has no such escape in a string
         --> api.json:1:9
          |
        1 | {"a": "\q"}
          |         ^
          |
          = help: write `\\` for a backslash itself

    "#]]
    .assert_eq(&all);
}

#[test]
fn yaml_in_a_file_called_json_is_told_so() {
    rejected(
        "api.json",
        "openapi: 3.0.0\n",
        expect![[r#"
        error[syntax]: this isn't how JSON writes a value
         --> api.json:1:1
          |
        1 | openapi: 3.0.0
          | ^
          |
          = help: text stands in double quotes; if the file is YAML, its name must end in `.yaml`

    "#]],
    );
}
