//! The pipeline from a document to the files of its crate: a pure function.

use std::path::Path;

use crate::config::Config;
use crate::crate_name::crate_name;
use crate::emit::{self, Files};
use crate::lower;
use crate::normalize;
use crate::read::Document;
use crate::report::{Code, Located, Report, Reports, locate};

/// What became of a document.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The crate; `None` where a report is an error.
    pub generated: Option<Generated>,
    /// What all stages have to say, in the order of the text.
    pub reports: Vec<Located>,
}

/// A crate made from a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// The crate's name.
    pub name: String,
    /// The crate's files.
    pub files: Files,
    /// How many operations it has.
    pub operations: usize,
    /// How many named types it has.
    pub types: usize,
}

/// Makes a crate from a document. `reports` are those that reading the document and the configuration gave.
///
/// The result depends on the arguments alone: the same ones give the same bytes, on any machine.
pub fn generate(document: &Document, config: &Config, mut reports: Reports) -> Outcome {
    let generated = crate_of(document, config, &mut reports);
    let generated = generated.filter(|_| !reports.has_errors());
    Outcome {
        generated,
        reports: locate(&document.sources, reports),
    }
}

fn crate_of(document: &Document, config: &Config, reports: &mut Reports) -> Option<Generated> {
    let openapi = normalize::normalize(document, reports)?;
    let api = lower::lower(&openapi, reports);
    if reports.has_errors() {
        return None;
    }
    let name = crate_name(config, &api.title)
        .map_err(|error| {
            reports.push(Report::error_without_place(
                Code::CONFIGURATION,
                error.to_string(),
            ));
        })
        .ok()?;
    let config = Config {
        name: Some(name.clone()),
        ..config.clone()
    };
    let files = emit::emit(&api, &config, file_name(document))
        .map_err(|error| reports.push(defect(&error)))
        .ok()?;
    Some(Generated {
        name,
        files,
        operations: api.operations.len(),
        types: api.types.len(),
    })
}

/// The name of the root file, without its folder: the crate must not depend on where it was made.
fn file_name(document: &Document) -> &str {
    let root = document.sources.0.first();
    let path = root.map(|source| Path::new(&source.path));
    path.and_then(|path| path.file_name()?.to_str())
        .unwrap_or("")
}

fn defect(error: &emit::EmitError) -> Report {
    Report::error_without_place(
        Code::INTERNAL,
        format!("the crate can't be emitted: {error}"),
    )
    .help("this is a defect of Bindery, not of the description; please report it with the description")
}
