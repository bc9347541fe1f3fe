//! The bindings in `generated/`, those that the build script emitted and those that Bindery makes now are the same.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use bindery::bind::{Request, bind};
use bindery::emit::Files;

const REFRESH: &str = "cargo run --release -p bindery -- generate spec/groups.yaml -o generated";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The crate that Bindery makes of a description.
fn made_of(spec: PathBuf) -> Files {
    let bound = bind(&Request {
        spec,
        ..Request::default()
    });
    bound
        .outcome
        .generated
        .expect("the description gives a crate")
        .files
}

/// All files below a folder, by their paths in it.
fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut queue = vec![folder.to_owned()];
    while let Some(next) = queue.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                queue.push(path);
            } else {
                let below = path.strip_prefix(folder).unwrap();
                found.insert(below.to_str().unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn generated_is_what_the_description_gives() {
    let files = made_of(root().join("spec/groups.yaml"));
    let stale = bindery::write::check(&files, &root().join("generated")).unwrap();
    let diffs: String = stale.iter().map(|stale| stale.diff.as_str()).collect();
    assert!(stale.is_empty(), "{diffs}\ngenerated/ is stale: {REFRESH}");
}

#[test]
fn generated_holds_nothing_else() {
    let files = made_of(root().join("spec/groups.yaml"));
    let made: Vec<_> = files.0.iter().map(|file| file.path.as_str()).collect();
    for path in files_below(&root().join("generated")).keys() {
        assert!(
            made.contains(&path.as_str()),
            "generated/{path} is of no use"
        );
    }
}

#[test]
fn out_dir_equals_generated() {
    let emitted = files_below(&Path::new(env!("OUT_DIR")).join("zendesk-groups"));
    let checked_in = files_below(&root().join("generated"));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&emitted), names(&checked_in));
    for (path, text) in &emitted {
        assert!(
            checked_in.get(path) == Some(text),
            "{path} differs: {REFRESH}"
        );
    }
}

#[test]
fn the_same_description_gives_the_same_bytes_anywhere() {
    let first = made_of(root().join("spec/groups.yaml"));
    let second = made_of(root().join("spec/groups.yaml"));
    assert!(first == second, "two runs differ");

    let elsewhere = tempfile::tempdir().unwrap();
    for name in ["groups.yaml", "bindery.toml"] {
        fs::copy(root().join("spec").join(name), elsewhere.path().join(name)).unwrap();
    }
    let third = made_of(elsewhere.path().join("groups.yaml"));
    assert!(first == third, "a run from another folder differs");
}
