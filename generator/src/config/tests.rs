use std::fs;

use expect_test::{Expect, expect};

use super::*;
use crate::report::{Code, Filter, Style, locate, render};

/// The settings that a text makes, and what there is to say of it as people see it.
fn read(text: &str) -> (Config, String) {
    let (mut sources, mut reports) = (Sources::default(), Reports::new());
    let path = Path::new("spec/bindery.toml");
    let config = Config::parse(path, text.to_owned(), &mut sources, &mut reports);
    let shown = render(&locate(&sources, reports), &sources, Style::Plain);
    (config, shown)
}

fn rejected(text: &str, expected: Expect) {
    expected.assert_eq(&read(text).1);
}

#[test]
fn all_settings() {
    let (config, shown) = read(
        "name = \"zendesk-groups\"\nversion = \"0.2.0-rc.1\"\n[runtime]\npath = '../runtime'\n\
         [reports]\ndeny = ['warnings']\nallow = ['unknown-key', 'degraded']\n\
         [references]\noutside = true\ndangling = \"any\"\n[types]\ndate-time = 'jiff'\n",
    );
    assert_eq!(shown, "");
    let expected = Config {
        name: Some("zendesk-groups".to_owned()),
        version: Some("0.2.0-rc.1".to_owned()),
        runtime_path: Some("../runtime".to_owned()),
        levels: Levels::new(
            &[Filter::Warnings],
            &[Filter::Code(Code::UNKNOWN_KEY), Filter::Degraded],
        ),
        outside: true,
        dangling: Dangling::Any,
        dates: DateTypes::Jiff,
    };
    assert_eq!(config, expected);
    assert_eq!(read("# nothing\n"), (Config::default(), String::new()));
}

#[test]
fn dates_are_of_a_known_kind() {
    for (name, dates) in [
        ("chrono", DateTypes::Chrono),
        ("time", DateTypes::Time),
        ("string", DateTypes::String),
    ] {
        let (config, shown) = read(&format!("[types]\ndate-time = \"{name}\"\n"));
        assert_eq!((config.dates, shown.as_str()), (dates, ""));
    }
    rejected(
        "[types]\ndate-time = 'Jif'\ndate = 'jiff'\n",
        expect![[r#"
        error[configuration]: there are no dates of `Jif`
         --> spec/bindery.toml:2:13
          |
        2 | date-time = 'Jif'
          |             ^^^^^
          |
          = help: did you mean `jiff`?

        error[configuration]: there is no setting `date`
         --> spec/bindery.toml:3:1
          |
        3 | date = 'jiff'
          | ^^^^
          |
          = help: did you mean `date-time`?

    "#]],
    );
    rejected(
        "types = { date-time = 'unix' }\n",
        expect![[r#"
        error[configuration]: there are no dates of `unix`
         --> spec/bindery.toml:1:23
          |
        1 | types = { date-time = 'unix' }
          |                       ^^^^^^
          |
          = help: it can be `chrono`, `jiff`, `time` or `string`

    "#]],
    );
}

#[test]
fn everything_that_is_wrong_is_shown_at_once() {
    rejected(
        "nome = 'x'\nname = 'a b'\nversion = 1\nruntime = { pat = 'x' }\n",
        expect![[r#"
            error[configuration]: there is no setting `nome`
             --> spec/bindery.toml:1:1
              |
            1 | nome = 'x'
              | ^^^^
              |
              = help: did you mean `name`?

            error[configuration]: `a b` can't be a crate's name: only ASCII letters, digits, `-` and `_` may stand in it
             --> spec/bindery.toml:2:8
              |
            2 | name = 'a b'
              |        ^^^^^

            error[configuration]: this must be a text
             --> spec/bindery.toml:3:11
              |
            3 | version = 1
              |           ^
              |
              = help: put it in double quotes

            error[configuration]: there is no setting `pat`
             --> spec/bindery.toml:4:13
              |
            4 | runtime = { pat = 'x' }
              |             ^^^
              |
              = help: did you mean `path`?

        "#]],
    );
    rejected(
        "reports = { deny = ['warning', 'body-as-byte'], allow = 'x', forbid = [] }\n",
        expect![[r#"
            error[configuration]: there is no code `warning`; did you mean `warnings`?
             --> spec/bindery.toml:1:21
              |
            1 | reports = { deny = ['warning', 'body-as-byte'], allow = 'x', forbid = [] }
              |                     ^^^^^^^^^
              |
              = help: it can be `warnings`, `degraded` or a code, as `bindery explain` lists them

            error[configuration]: there is no code `body-as-byte`; did you mean `body-as-bytes`?
             --> spec/bindery.toml:1:32
              |
            1 | reports = { deny = ['warning', 'body-as-byte'], allow = 'x', forbid = [] }
              |                                ^^^^^^^^^^^^^^
              |
              = help: it can be `warnings`, `degraded` or a code, as `bindery explain` lists them

            error[configuration]: this must be an array of texts
             --> spec/bindery.toml:1:57
              |
            1 | reports = { deny = ['warning', 'body-as-byte'], allow = 'x', forbid = [] }
              |                                                         ^^^
              |
              = help: write `["warnings"]`, say

            error[configuration]: there is no setting `forbid`
             --> spec/bindery.toml:1:62
              |
            1 | ...eports = { deny = ['warning', 'body-as-byte'], allow = 'x', forbid = [] }
              |                                                                ^^^^^^
              |
              = help: it can be `deny` or `allow`

        "#]],
    );
    rejected(
        "version = '1.0'\nruntime = 'x'\n",
        expect![[r#"
        error[configuration]: `1.0` isn't a version as Cargo has them: three numbers, like `0.1.0`
         --> spec/bindery.toml:1:11
          |
        1 | version = '1.0'
          |           ^^^^^

        error[configuration]: `runtime` must be a table
         --> spec/bindery.toml:2:11
          |
        2 | runtime = 'x'
          |           ^^^
          |
          = help: write `[runtime]`, and its settings on the lines below

    "#]],
    );
}

#[test]
fn toml_that_does_not_parse_is_shown() {
    rejected(
        "name = zendesk\n",
        expect![[r#"
        error[configuration]: string values must be quoted, expected literal string
         --> spec/bindery.toml:1:8
          |
        1 | name = zendesk
          |        ^^^^^^^

    "#]],
    );
}

#[test]
fn a_file_beside_the_description_may_be_missing_and_a_named_one_may_not() {
    let folder = tempfile::tempdir().unwrap();
    let (mut sources, mut reports) = (Sources::default(), Reports::new());
    let spec = folder.path().join("api.yaml");
    let config = Config::load_beside(&spec, &mut sources, &mut reports);
    assert_eq!(config, Config::default());
    assert!(!reports.has_errors());

    let file = folder.path().join(FILE_NAME);
    Config::load(&file, &mut sources, &mut reports);
    assert!(reports.has_errors());

    fs::write(&file, "name = 'x'").unwrap();
    let mut reports = Reports::new();
    let config = Config::load_beside(&spec, &mut sources, &mut reports);
    assert_eq!(config.name.as_deref(), Some("x"));
    assert!(!reports.has_errors());
}
