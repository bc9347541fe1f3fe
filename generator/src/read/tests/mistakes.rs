//! What is said of texts that don't parse.

use expect_test::{Expect, expect};
use serde_json::json;

use super::read_as;

/// Each of the texts is rejected; what is said of all of them, as people see it.
fn rejected(path: &str, texts: &[&str], expected: Expect) {
    let mut all = String::new();
    for text in texts {
        let (root, reports) = read_as(path, text);
        assert_eq!(root, None, "{text}");
        all += &reports;
    }
    expected.assert_eq(&all);
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
    rejected(
        "api.yaml",
        &mistakes,
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
              |
              = at: /a/<<
              = help: let it name a mapping by its anchor, `<<: *name`, or put the key in quotes

        "#]],
    );
}

#[test]
fn commas_before_closing_brackets_are_passed_over_in_json() {
    let text = "{\"a\": [1, 2,\n], \"b\": \",]\\\",}\",\n\t\"c\": {\"d\": {}, },}";
    let (root, reports) = read_as("api.json", text);
    let expected = json!({ "a": [1, 2], "b": ",]\",}", "c": { "d": {} } });
    assert_eq!(root, Some(expected));
    expect![[r#"
        warning[syntax]: a comma stands before the closing bracket (and 2 more like it)
         --> api.json:1:12
          |
        1 | {"a": [1, 2,
          |            ^
          |
          = help: it is passed over; JSON has no such commas: remove it

    "#]]
    .assert_eq(&reports);
    let (root, _) = read_as("api.yaml", "{\"a\": [1, 2,],}");
    assert_eq!(root, Some(json!({ "a": [1, 2] })), "as YAML has them");
    for text in ["{\"a\": [,]}", "{\"a\": 1,,}", "{,}", "{\"a\":,}"] {
        assert_eq!(read_as("api.json", text).0, None, "{text}");
    }
}

#[test]
fn json_mistakes_are_explained() {
    let mistakes = [
        "{\"a\" 1}",
        "{a: 1}",
        "{\"é\": \"é\" x}",
        "{\"a\": [1, 2",
        "{\"a\": \"x",
        "{\"a\": \"x\ny\"}",
        "{\"a\": 1 // c\n}",
        "{\"a\": 1}}",
        "{\"a\": 1e999, \"b\"",
        "{\"a\": tru}",
        "{\"a\": 'x'}",
        "{\"a\": 01}",
        "{\"a\": \"\\q\"}",
    ];
    rejected(
        "api.json",
        &mistakes,
        expect![[r#"
            error[syntax]: a `:` is missing after this key
             --> api.json:1:6
              |
            1 | {"a" 1}
              |      ^
              |
              = help: a key and its value are written `"key": value`

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
            1 | {"a": 1e999, "b"
              |           ^
              |
              = help: write one below 1.8e308, or a text

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

        "#]],
    );
}

#[test]
fn yaml_in_a_file_called_json_is_told_so() {
    rejected(
        "api.json",
        &["openapi: 3.0.0\n"],
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
