//! Whether the files on disk say what they should.

use std::path::{Path, PathBuf};
use std::time::Duration;

use similar::TextDiff;

use crate::emit::Files;

use super::{Change, WriteError, changed};

/// How long one file's diff may be searched for; after that it is right, but longer than it could be.
const DIFF_TIME: Duration = Duration::from_secs(1);

/// A file on disk that says something else than it should, or isn't there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The file.
    pub path: PathBuf,
    /// What writing it would change, as a unified diff.
    pub diff: String,
}

/// Compares the files with what stands in the folder `dir`, and writes nothing.
///
/// # Errors
/// A file there can't be read.
pub fn check(files: &Files, dir: &Path) -> Result<Vec<Stale>, WriteError> {
    let changes = changed(files, dir)?;
    Ok(changes.into_iter().map(stale).collect())
}

fn stale(change: Change<'_>) -> Stale {
    let shown = change.path.display().to_string().replace('\\', "/");
    let old_name = match change.old {
        Some(_) => shown.as_str(),
        None => "/dev/null",
    };
    let old = change.old.unwrap_or_default();
    let diff = TextDiff::configure()
        .timeout(DIFF_TIME)
        .diff_lines(&*String::from_utf8_lossy(&old), change.text)
        .unified_diff()
        .header(old_name, &shown)
        .to_string();
    Stale {
        path: change.path,
        diff,
    }
}
