//! The list of descriptions.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// A line of the list.
pub(super) struct Description {
    pub(super) name: String,
    pub(super) path: PathBuf,
}

/// Reads `corpus.tsv` in `dir`; only what is named in `only`, if anything is.
pub(super) fn read(dir: &Path, only: &[String]) -> Result<Vec<Description>> {
    let list = dir.join("corpus.tsv");
    let text = fs::read_to_string(&list).with_context(|| format!("{}", list.display()))?;
    let all = text
        .lines()
        .skip(1)
        .map(|line| description(dir, line))
        .collect::<Result<Vec<_>>>()?;
    if let Some(unknown) = only
        .iter()
        .find(|name| !all.iter().any(|description| description.name == **name))
    {
        bail!("{} doesn't list `{unknown}`", list.display());
    }
    Ok(all
        .into_iter()
        .filter(|description| only.is_empty() || only.contains(&description.name))
        .collect())
}

fn description(dir: &Path, line: &str) -> Result<Description> {
    let mut cells = line.split('\t');
    let (Some(name), Some(file)) = (cells.next(), cells.next()) else {
        bail!("not a line of a list of descriptions: `{line}`");
    };
    Ok(Description {
        name: name.to_owned(),
        path: dir.join(file),
    })
}
