//! Files that change together.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use super::{Change, WriteError};

/// Writes all of the changes, or none.
pub(super) fn save(changes: &[Change<'_>]) -> Result<(), WriteError> {
    // Declared first, so that it is dropped last: a folder can only be removed when its temporary files are.
    let mut folders = NewFolders::default();
    let staged = changes
        .iter()
        .map(|change| stage(change, &mut folders))
        .collect::<Result<Vec<_>, _>>()?;
    for (change, temporary) in changes.iter().zip(staged) {
        temporary
            .persist(&change.path)
            .map_err(|error| WriteError::new(&change.path, error.error))?;
    }
    folders.keep();
    Ok(())
}

/// Writes a change to a temporary file beside its target.
fn stage(change: &Change<'_>, folders: &mut NewFolders) -> Result<TempPath, WriteError> {
    let folder = change.path.parent().unwrap_or(Path::new("."));
    folders
        .make(folder)
        .map_err(|error| WriteError::new(folder, error))?;
    stage_in(folder, change).map_err(|error| WriteError::new(&change.path, error))
}

fn stage_in(folder: &Path, change: &Change<'_>) -> io::Result<TempPath> {
    let mut temporary = new_file(folder)?;
    temporary.as_file_mut().write_all(change.text.as_bytes())?;
    if change.old.is_some() {
        let permissions = fs::metadata(&change.path)?.permissions();
        temporary.as_file().set_permissions(permissions)?;
    }
    Ok(temporary.into_temp_path())
}

/// A temporary file with the permissions that the system gives any new file, not only its owner's. Opened here, since
/// tempfile's own errors name a path that says nothing to anyone.
pub(super) fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new()
        .prefix(".bindery-")
        .make_in(folder, |path| {
            File::options().write(true).create_new(true).open(path)
        })
}

/// The folders made on the way; dropped unless kept, they are removed again.
#[derive(Default)]
struct NewFolders(Vec<PathBuf>);

impl NewFolders {
    fn make(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|it| !it.as_os_str().is_empty() && !it.exists())
            .collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder)?;
            self.0.push(folder.to_owned());
        }
        Ok(())
    }

    fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for NewFolders {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            // What isn't empty isn't ours alone; there is nobody to tell of a folder that stays.
            let _ = fs::remove_dir(folder);
        }
    }
}
