//! Reading the suite.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// A schema, with what it must take and what not.
#[derive(Deserialize)]
pub(crate) struct Group {
    /// The file, such as `draft4/optional/bignum.json`.
    #[serde(skip)]
    pub(crate) file: String,
    /// What the schema is called in the description: `G0007`.
    #[serde(skip)]
    pub(crate) key: String,
    pub(crate) description: String,
    pub(crate) schema: Value,
    pub(crate) tests: Vec<Test>,
}

/// An instance, and whether the schema takes it.
#[derive(Deserialize)]
pub(crate) struct Test {
    pub(crate) description: String,
    /// As it is written: numbers keep all their digits.
    pub(crate) data: Box<RawValue>,
    pub(crate) valid: bool,
}

/// All groups of a draft, in the order of the files' names. Cargo is told to look at the files.
pub(crate) fn read(folder: &Path, name: &str) -> Result<Vec<Group>, Box<dyn Error>> {
    let mut files = Vec::new();
    list(folder, name, &mut files)?;
    files.sort();
    let mut groups = Vec::new();
    for (file, path) in files {
        println!("cargo::rerun-if-changed={}", path.display());
        let read: Vec<Group> = serde_json::from_str(&fs::read_to_string(&path)?)?;
        for group in read {
            groups.push(Group {
                file: file.clone(),
                key: format!("G{:04}", groups.len()),
                ..group
            });
        }
    }
    Ok(groups)
}

/// Adds the files of a folder and those below it, each with its name from the suite's folder.
fn list(folder: &Path, name: &str, files: &mut Vec<(String, PathBuf)>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{name}/{file}");
        if path.is_dir() {
            list(&path, &name, files)?;
        } else if name.ends_with(".json") {
            files.push((name, path));
        }
    }
    Ok(())
}
