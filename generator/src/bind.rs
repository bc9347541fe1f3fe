//! A description and its configuration on disk → the crate, in memory. What the command line and build scripts share.

use std::path::{Path, PathBuf};

use crate::config::{Config, FILE_NAME};
use crate::generate::{Outcome, generate};
use crate::read::{Sources, follow, read};
use crate::report::{Levels, Reports, locate};

/// What to bind, and how.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The root description.
    pub spec: PathBuf,
    /// The configuration; `None`: the `bindery.toml` beside the description, if there is one.
    pub config: Option<PathBuf>,
    /// The crate's name, before the configuration's.
    pub name: Option<String>,
    /// What is denied and allowed, before the configuration's.
    pub levels: Levels,
}

impl Request {
    /// The files that the crate is made from, besides those that the description refers to.
    pub fn inputs(&self) -> Vec<PathBuf> {
        let config = match &self.config {
            Some(config) => Some(config.clone()),
            None => Some(self.spec.with_file_name(FILE_NAME)).filter(|config| config.exists()),
        };
        std::iter::once(self.spec.clone()).chain(config).collect()
    }

    fn config(&self, sources: &mut Sources, reports: &mut Reports) -> Config {
        let config = match &self.config {
            Some(path) => Config::load(path, sources, reports),
            None => Config::load_beside(&self.spec, sources, reports),
        };
        Config {
            name: self.name.clone().or(config.name),
            levels: self.levels.clone().or(config.levels),
            ..config
        }
    }
}

/// What became of a request.
#[derive(Debug)]
pub struct Bound {
    /// The crate and the reports.
    pub outcome: Outcome,
    /// The texts that the reports point into.
    pub sources: Sources,
}

/// Reads what is asked for and makes the crate. Writes nothing.
pub fn bind(request: &Request) -> Bound {
    let mut reports = Reports::new();
    match read(&request.spec, &mut reports) {
        Ok(mut document) => {
            let config = request.config(&mut document.sources, &mut reports);
            follow(&mut document, &request.spec, config.outside);
            Bound {
                outcome: generate(&document, &config, reports),
                sources: document.sources,
            }
        }
        Err(mut sources) => {
            let config = request.config(&mut sources, &mut reports);
            Bound {
                outcome: Outcome::of(None, locate(&sources, reports), &config),
                sources,
            }
        }
    }
}

/// The path as it is best shown: with `/` between its parts.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
