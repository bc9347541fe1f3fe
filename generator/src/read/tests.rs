mod mistakes;
mod robustness;

use expect_test::expect;
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
fn a_number_beyond_every_float_is_text_in_json_too() {
    let (root, reports) = read_as(
        "api.json",
        r#"{"a": 1e400, "b": [1.5, -2, "\u00e9\n"], "c": {"d": null}}"#,
    );
    assert_eq!(reports, "");
    assert_eq!(
        root,
        Some(json!({"a": "1e400", "b": [1.5, -2, "\u{e9}\n"], "c": {"d": null}}))
    );
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
          = at: /info/title
          = help: remove or rename one of the two, or join what they say under one key

        warning[duplicate-key]: the key `k` stands twice, with the same value
         --> api.yaml:6:18
          |
        6 |   c~d: &x {k: 1, k: 1}
          |                  ^
          |
          = at: /paths/c~0d/k
          = help: remove one of the two

        error[duplicate-key]: the key `/a/b` stands twice, with different values
         --> api.yaml:7:3
          |
        7 |   /a/b: 2
          |   ^^^^
          |
          = at: /paths/~1a~1b
          = help: remove or rename one of the two, or join what they say under one key

        error[duplicate-key]: the key `/a/b` stands twice, with different values
         --> api.yaml:8:3
          |
        8 |   /a/b: 3
          |   ^^^^
          |
          = at: /paths/~1a~1b
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
fn what_is_no_description_is_named() {
    for (path, text, named) in [
        (
            "a.yaml",
            "<!DOCTYPE html>\n<html><head><title>a: b</title>",
            "HTML",
        ),
        ("a.json", "\n<html lang=en>", "HTML"),
        ("a.yaml", "<?xml version='1.0'?><a/>", "XML"),
        (
            "a.json",
            "version https://git-lfs.github.com/spec/v1\noid sha256:1\n",
            "Git LFS",
        ),
        (
            "a.yaml",
            "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> c\n",
            "merge",
        ),
        ("a.json", "{\n<<<<<<< HEAD\n\"b\": 2\n=======\n", "merge"),
    ] {
        let (root, reports) = read_as(path, text);
        assert_eq!(root, None, "{text}");
        let first = reports.lines().next().unwrap();
        assert!(
            first.starts_with("error[syntax]: ") && first.contains(named),
            "{first}"
        );
        assert!(reports.contains("= help: "), "{reports}");
    }
    assert_eq!(yaml("a: &a {b: 1}\nc:\n  <<: *a\n")["c"]["b"], 1);
}

#[test]
fn utf_16_is_read_where_a_mark_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let text = "\u{feff}a: gr\u{fc}n \u{1f600}\n";
    let little = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let bytes: [Vec<u8>; 2] = [little, big];
    for bytes in bytes {
        let path = folder.path().join("api.yaml");
        std::fs::write(&path, bytes).unwrap();
        let document = read(&path, &mut Reports::new()).unwrap();
        assert_eq!(document.root, json!({ "a": "gr\u{fc}n \u{1f600}" }));
    }
}

#[test]
fn a_dash_is_a_file_that_isnt_there() {
    let mut reports = Reports::new();
    assert!(read(Path::new("-"), &mut reports).is_err());
    let help = reports.iter().next().unwrap().help.as_deref();
    assert!(help.is_some_and(|help| help.contains("/dev/stdin")));
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
