//! Real descriptions, from the folder that `BINDERY_CORPUS` names: none makes Bindery panic, and what it makes of those
//! it handles compiles without a warning. Without the folder these tests skip, and say so.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use bindery::bind::{Bound, Request, bind};
use bindery::report::{Style, render};

/// Descriptions that must come out whole: everything in them is bound.
const HANDLED: &[&str] = &[
    "oai-petstore",
    "oai-petstore-expanded",
    "oai-uspto",
    "oai-link-example",
    "progenitor-keeper",
    "progenitor-buildomat",
    "pagerduty-events",
    "xero-identity",
    "ogen-discriminator",
];

/// A row of the corpus' table.
struct Description {
    name: String,
    path: PathBuf,
}

/// The descriptions of the corpus; `None`, after saying so, where there is none.
fn corpus() -> Option<Vec<Description>> {
    let Some(folder) = std::env::var_os("BINDERY_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: BINDERY_CORPUS doesn't name a folder of descriptions");
        return None;
    };
    let table = fs::read_to_string(folder.join("corpus.tsv")).unwrap();
    let row = |line: &str| {
        let mut cells = line.split('\t');
        let (name, file) = (cells.next().unwrap(), cells.next().unwrap());
        Description {
            name: name.to_owned(),
            path: folder.join(file),
        }
    };
    Some(table.lines().skip(1).map(row).collect())
}

/// The folder for what the corpus gives, where the dependencies of its crates are built already.
fn workspace() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus")
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn bind_one(description: &Description) -> Bound {
    bind(&Request {
        spec: description.path.clone(),
        config: Some(CONFIGURATION.clone()),
        name: Some(description.name.clone()),
        ..Request::default()
    })
}

/// A configuration by which crates find the runtime of this repository. Written once: the tests run side by side.
static CONFIGURATION: LazyLock<PathBuf> = LazyLock::new(|| {
    fs::create_dir_all(workspace()).unwrap();
    let path = workspace().join("bindery.toml");
    let runtime = repository().join("runtime");
    let text = format!("[runtime]\npath = {:?}\n", runtime.to_str().unwrap());
    fs::write(&path, text).unwrap();
    path
});

#[test]
fn no_description_makes_it_panic() {
    let Some(corpus) = corpus() else { return };
    for description in &corpus {
        let bound = bind_one(description);
        let said = render(&bound.outcome.reports, &bound.sources, Style::Plain);
        let refused = bound.outcome.generated.is_none();
        assert!(
            !refused || said.contains("error["),
            "{} is refused in silence",
            description.name
        );
        assert!(
            !said.contains("error[internal]"),
            "{}:\n{said}",
            description.name
        );
    }
}

#[test]
fn what_it_handles_compiles_without_a_warning() {
    let Some(corpus) = corpus() else { return };
    for name in HANDLED {
        let description = corpus
            .iter()
            .find(|description| description.name == *name)
            .unwrap();
        let bound = bind_one(description);
        let said = render(&bound.outcome.reports, &bound.sources, Style::Plain);
        let generated = bound
            .outcome
            .generated
            .unwrap_or_else(|| panic!("{name}:\n{said}"));
        bindery::write::write(&generated.files, &workspace().join(name)).unwrap();
    }
    fs::write(
        workspace().join("Cargo.toml"),
        format!("[workspace]\nresolver = \"3\"\nmembers = {HANDLED:?}\n"),
    )
    .unwrap();
    fs::copy(
        repository().join("Cargo.lock"),
        workspace().join("Cargo.lock"),
    )
    .unwrap();
    let cargo = Command::new(env!("CARGO"))
        .args(["check", "--workspace", "--all-features", "--quiet"])
        .current_dir(workspace())
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap(),
        )
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&cargo.stderr);
    assert!(cargo.status.success(), "{said}");
    assert!(!said.contains("warning"), "{said}");
}
