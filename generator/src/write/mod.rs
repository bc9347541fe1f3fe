//! [`Files`] → disk: only what changed, and all of it or nothing.

mod check;
mod save;

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::emit::Files;

pub use check::{Stale, check};

/// What writing came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many files were written.
    pub written: usize,
    /// How many already said what they should; their modification time stays.
    pub unchanged: usize,
}

/// A file that can't be written, or read for comparison.
#[derive(Debug)]
pub struct WriteError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system says.
    pub source: io::Error,
}

impl WriteError {
    fn new(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        Self { path, source }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "can't write `{}`: {}", self.path.display(), self.source)
    }
}

impl Error for WriteError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}

/// Writes the files into the folder `dir`, which is made if it isn't there. Other files in it are left alone.
///
/// Files that already have the right text aren't touched. The others are first written beside their targets and
/// renamed when all are there.
///
/// # Errors
/// A file or folder can't be written, or is of the other kind. Unless the system refuses to rename what it let be
/// written, everything is then as it was before.
pub fn write(files: &Files, dir: &Path) -> Result<Summary, WriteError> {
    let changed = changed(files, dir)?;
    save::save(&changed)?;
    Ok(Summary {
        written: changed.len(),
        unchanged: files.0.len() - changed.len(),
    })
}

/// A file whose text on disk isn't the right one.
struct Change<'f> {
    path: PathBuf,
    text: &'f str,
    /// The text on disk; `None` where there is no file.
    old: Option<Vec<u8>>,
}

fn changed<'f>(files: &'f Files, dir: &Path) -> Result<Vec<Change<'f>>, WriteError> {
    if dir.exists() && !dir.is_dir() {
        return Err(WriteError::new(dir, io::ErrorKind::NotADirectory.into()));
    }
    let mut changed = Vec::new();
    for file in &files.0 {
        let path = dir.join(&file.path);
        let old = read(&path)?;
        if old.as_deref() != Some(file.text.as_bytes()) {
            let text = &file.text;
            changed.push(Change { path, text, old });
        }
    }
    Ok(changed)
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, WriteError> {
    match std::fs::read(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(WriteError::new(path, error)),
    }
}

#[cfg(test)]
mod tests;
