//! What `bindery explain` tells of each code holds, and so do the tables of codes in `docs/`.
//!
//! `UPDATE_EXPECT=1 cargo test -p bindery --test explanations` writes the tables anew.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::fs;
use std::path::{Path, PathBuf};

use bindery::bind::{Bound, Request, bind};
use bindery::report::{Code, Kind, Style, render};
use expect_test::expect_file;

/// Codes that no description and no configuration gives, with the reason.
const WITHOUT_EXAMPLE: &[(Code, &str)] = &[
    (Code::UNREADABLE_FILE, "a file is missing"),
    (Code::INTERNAL, "Bindery would have a defect"),
    (Code::UNWRITABLE_FILE, "the disk refuses"),
];

/// The fenced blocks of a language in a text.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let fence = format!("```{language}\n");
    let begun = text.split(&fence).skip(1);
    begun
        .map(|rest| rest.split("```").next().unwrap())
        .collect()
}

/// Binds a description, with a configuration where there is one, in the current folder.
fn bind_here(description: &str, configuration: Option<&str>) -> Bound {
    let spec = PathBuf::from("lamps.yaml");
    fs::write(&spec, whole(description)).unwrap();
    let config = configuration.map(|text| {
        let path = PathBuf::from("bindery.toml");
        fs::write(&path, text).unwrap();
        path
    });
    bind(&Request {
        spec,
        config,
        ..Request::default()
    })
}

fn said(bound: &Bound) -> String {
    render(&bound.outcome.reports, &bound.sources, Style::Plain)
}

/// An example with what every description has, where it says nothing of that, and an operation that uses its schema.
fn whole(example: &str) -> String {
    let has = |key: &str| example.lines().any(|line| line.starts_with(key));
    let paths = match example.split_once("schemas:\n") {
        Some((_, schemas)) => operation_with(schemas.trim_start().split(':').next().unwrap()),
        None => "paths: {}\n".to_owned(),
    };
    let mut text = String::new();
    for (key, line) in [
        ("openapi:", "openapi: 3.0.3\n"),
        ("info:", "info: { title: Lamps, version: '1' }\n"),
        ("paths:", &paths),
    ] {
        if !has(key) && !has("swagger:") {
            text += line;
        }
    }
    text + example
}

fn operation_with(schema: &str) -> String {
    format!(
        "paths:
  /lamps:
    get:
      responses:
        '200':
          description: One
          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{schema}' }} }} }}
"
    )
}

/// Whether a code is among the reports, and whether each of its reports is as grave as its kind says.
fn gives(bound: &Bound, code: Code) -> bool {
    let mut of_code = bound.outcome.reports.iter().map(|it| &it.report);
    of_code.any(|report| {
        let declared = code.kind().severities();
        report.code == code && declared.contains(&report.severity)
    })
}

#[test]
fn the_example_of_a_code_gives_it_and_the_mended_one_does_not() {
    let folder = tempfile::tempdir().unwrap();
    // Paths in reports are those that were asked for: relative ones are the same on every machine.
    std::env::set_current_dir(folder.path()).unwrap();
    let goldens = repository().join("tests/golden/explained");
    let mut wrong = Vec::new();
    for code in Code::ALL.iter().copied() {
        let mut examples = examples(code);
        let Some((example, configuration)) = examples.next() else {
            let excused = WITHOUT_EXAMPLE.iter().any(|(without, _)| *without == code);
            assert!(excused, "{code} has no example");
            continue;
        };
        let bound = bind_here(example, configuration);
        if !gives(&bound, code) {
            let said = said(&bound);
            wrong.push(format!("{code} isn't given by:\n{example}\n{said}"));
        }
        check(&goldens.join(format!("{code}.reports")), &said(&bound));
        for (mended, configuration) in examples {
            let bound = bind_here(mended, configuration);
            if gives(&bound, code) || bound.outcome.generated.is_none() {
                let said = said(&bound);
                wrong.push(format!("{code} isn't mended by:\n{mended}\n{said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The descriptions in a code's explanation, or else the configurations, each with a description.
fn examples(code: Code) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
    let descriptions = blocks(code.explanation(), "yaml").into_iter();
    let configurations = blocks(code.explanation(), "toml").into_iter();
    let with_description = configurations.map(|text| ("paths: {}\n", Some(text)));
    descriptions
        .map(|text| (text, None))
        .chain(with_description)
}

#[test]
fn every_explanation_has_the_same_parts() {
    for code in Code::ALL {
        let headings: Vec<_> = (code.explanation().lines())
            .filter_map(|line| line.strip_prefix("## "))
            .filter(|heading| *heading != "What degrades")
            .collect();
        let parts = ["Example", "How to mend it", "What becomes of the crate"];
        assert_eq!(headings, parts, "{code}");
        let degrades = !degraded(*code).is_empty();
        assert_eq!(degrades, code.kind() == Kind::Degraded, "{code}");
        let longest = code
            .explanation()
            .lines()
            .map(|line| line.chars().count())
            .max();
        assert!(longest <= Some(120), "{code} has a line of {longest:?}");
        assert!(
            code.explanation().starts_with(char::is_alphabetic)
                || code.explanation().starts_with('`')
        );
    }
}

#[test]
fn explanations_belong_to_codes() {
    let folder = repository().join("generator/src/report/explain");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let code = name.strip_suffix(".md").unwrap();
        assert!(Code::named(code).is_some(), "no code is called {code}");
    }
}

/// What degrades under a code, and to what: the items of the list in its explanation.
fn degraded(code: Code) -> Vec<(String, String)> {
    let text = code.explanation();
    let Some((_, list)) = text.split_once("## What degrades\n") else {
        return Vec::new();
    };
    let list = list.split("\n## ").next().unwrap();
    let items = list.split("\n- ").skip(1);
    let item = |item: &str| {
        let words: Vec<&str> = item.split_whitespace().collect();
        let words = words.join(" ");
        let (construct, result) = words.split_once(": ").unwrap();
        (construct.to_owned(), result.to_owned())
    };
    items.map(item).collect()
}

#[test]
fn the_table_of_what_degrades_is_fresh() {
    let mut table = String::from(
        "# What degrades\n\n\
         These constructs are bound to less than the description says. Each gives a warning with this code at its\n\
         place; nothing else is loosened. `bindery explain CODE` tells more,\n\
         `--deny degraded` refuses them all. [reports.md](reports.md) says how codes are denied and allowed.\n\n\
         | what | becomes | code |\n| --- | --- | --- |\n",
    );
    for code in Code::ALL
        .iter()
        .filter(|code| code.kind() == Kind::Degraded)
    {
        for (construct, result) in degraded(*code) {
            table += &format!("| {construct} | {result} | `{code}` |\n");
        }
    }
    check(&repository().join("docs/degraded.md"), &table);
}

#[test]
fn the_table_of_codes_is_fresh() {
    let mut table = String::from(
        "# Codes\n\n\
         Every report has one of these codes. `bindery explain CODE` tells more of it: an example, how to mend it, and what\n\
         becomes of the crate.\n\n| code | severity | stands for |\n| --- | --- | --- |\n",
    );
    let mut codes = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.as_str());
    for code in codes {
        let severities: Vec<_> = code
            .kind()
            .severities()
            .iter()
            .map(|it| it.as_str())
            .collect();
        let (severities, summary) = (severities.join(" or "), code.summary());
        table += &format!("| `{code}` | {severities} | {summary} |\n");
    }
    check(&repository().join("docs/codes.md"), &table);
}

fn check(path: &Path, text: &str) {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
    }
    expect_file![path].assert_eq(text);
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

#[test]
fn every_golden_shows_a_code_and_every_report_helps() {
    let stems = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    for path in reports_in("explained") {
        let code = Code::named(&stems(&path));
        assert!(code.is_some(), "{} shows no code", path.display());
    }
    for path in ["positive", "negative", "explained"]
        .into_iter()
        .flat_map(reports_in)
    {
        let said = fs::read_to_string(&path).unwrap();
        let helpless: Vec<_> = said
            .split("\n\n")
            .filter(|report| !report.trim().is_empty() && !report.contains("= help: "))
            .collect();
        assert!(
            helpless.is_empty(),
            "{}:\n{}",
            path.display(),
            helpless.join("\n\n")
        );
    }
}

/// The expected reports in a folder of the goldens.
fn reports_in(folder: &str) -> Vec<PathBuf> {
    let folder = repository().join("tests/golden").join(folder);
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "reports")
        })
        .collect()
}
