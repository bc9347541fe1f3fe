//! What Bindery makes of each small description is what stands beside it, and what it says of each bad one.
//!
//! `UPDATE_EXPECT=1 cargo test -p bindery --test golden` writes what it makes now.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bindery::bind::{Bound, Request, bind};
use bindery::report::{Style, render};
use expect_test::expect_file;

#[test]
fn positive() {
    let mut stems = BTreeSet::new();
    for spec in descriptions("positive") {
        let bound = bind_one(&spec);
        let crate_dir = spec.with_extension("");
        let generated =
            bound.outcome.generated.as_ref().unwrap_or_else(|| {
                panic!("{} gives no crate:\n{}", spec.display(), reports(&bound))
            });
        for file in &generated.files.0 {
            let expected = crate_dir.join(&file.path);
            if std::env::var_os("UPDATE_EXPECT").is_some() {
                fs::create_dir_all(expected.parent().unwrap()).unwrap();
            }
            expect_file![expected].assert_eq(&file.text);
        }
        let made: BTreeSet<_> = generated
            .files
            .0
            .iter()
            .map(|file| file.path.clone())
            .collect();
        assert_eq!(
            made,
            files_below(&crate_dir),
            "files that nothing makes any more"
        );
        check_reports(&spec, &bound);
        stems.insert(stem(&spec));
    }
    let compiled: BTreeSet<_> = include_str!("../../tests/golden/lib.rs")
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(" {"))
        .map(str::to_owned)
        .collect();
    assert_eq!(stems, compiled, "lib.rs compiles every one of them");
}

#[test]
fn negative() {
    for spec in descriptions("negative") {
        let bound = bind_one(&spec);
        assert!(
            bound.outcome.generated.is_none(),
            "{} gives a crate",
            spec.display()
        );
        check_reports(&spec, &bound);
    }
}

fn bind_one(spec: &Path) -> Bound {
    let spec = spec.strip_prefix(here()).unwrap().to_owned();
    let config = spec.with_extension("toml");
    bind(&Request {
        spec,
        config: config.exists().then_some(config),
        ..Request::default()
    })
}

/// The descriptions in a folder, by name.
fn descriptions(folder: &str) -> Vec<PathBuf> {
    // Paths in reports are those that were asked for: relative ones are the same on every machine.
    std::env::set_current_dir(here()).unwrap();
    let mut found: Vec<_> = fs::read_dir(here().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml" || extension == "json")
        })
        .collect();
    found.sort();
    assert!(!found.is_empty());
    found
}

/// The folder of the small descriptions.
fn here() -> PathBuf {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    repository.join("tests/golden")
}

fn stem(spec: &Path) -> String {
    spec.file_stem().unwrap().to_str().unwrap().to_owned()
}

fn reports(bound: &Bound) -> String {
    render(&bound.outcome.reports, &bound.sources, Style::Plain)
}

/// What a description gives to say stands in a file beside it; there is none where there is nothing to say.
fn check_reports(spec: &Path, bound: &Bound) {
    let expected = spec.with_extension("reports");
    let said = reports(bound);
    if said.is_empty() {
        assert!(
            !expected.exists(),
            "{} has nothing to say any more",
            spec.display()
        );
    } else {
        expect_file![expected].assert_eq(&said);
    }
}

fn files_below(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut queue = vec![folder.to_owned()];
    while let Some(next) = queue.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                queue.push(path);
            } else {
                let below = path.strip_prefix(folder).unwrap();
                found.insert(below.to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    found
}
