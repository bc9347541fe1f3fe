//! The descriptions that mutations start from: the golden fixtures.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use bindery::read::read_text;
use bindery::report::Reports;
use serde_json::Value;

/// A good description.
#[derive(Debug)]
pub struct Seed {
    /// Its file's name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What its text says.
    pub root: Value,
}

/// Every description of one file among the golden fixtures, bad ones too, in the order of their names.
///
/// # Errors
/// A folder or file can't be read.
pub fn seeds() -> io::Result<Vec<Seed>> {
    let mut seeds = good_seeds()?;
    seeds.extend(of_folder(&golden().join("negative"), u64::MAX)?);
    Ok(seeds)
}

/// Every good description of one file among the golden fixtures, in the order of their names.
///
/// # Errors
/// A folder or file can't be read.
pub fn good_seeds() -> io::Result<Vec<Seed>> {
    of_folder(&golden().join("positive"), u64::MAX)
}

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../golden")
}

/// Every description in a folder that has at most so many bytes, in the order of their names.
///
/// # Errors
/// The folder or a file can't be read.
pub fn of_folder(folder: &Path, longest: u64) -> io::Result<Vec<Seed>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.metadata()?.len() <= longest {
            paths.push(entry.path());
        }
    }
    paths.retain(|path| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        path.is_file() && matches!(extension, Some("yaml" | "yml" | "json"))
    });
    paths.sort();
    let mut seeds = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let document = read_text(name.clone().into_owned(), text.clone(), &mut Reports::new());
        seeds.push(Seed {
            name: name.into_owned(),
            root: document.map_or(Value::Null, |document| document.root),
            text,
        });
    }
    Ok(seeds)
}
