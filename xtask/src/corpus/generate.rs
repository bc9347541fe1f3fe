//! Generating a crate in a process of its own, so that its time and memory are its own.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};
use bindery::bind::{Bound, Request, bind};
use bindery::report::{Severity, Style, render};
use clap::Args;
use serde::{Deserialize, Serialize};

use crate::repository;
use crate::usage::Usage;

/// What to generate.
#[derive(Debug, Args)]
pub(crate) struct One {
    pub(super) spec: PathBuf,
    pub(super) output: PathBuf,
    pub(super) config: PathBuf,
    pub(super) crate_name: String,
}

impl One {
    /// The file for what Bindery says.
    fn reports(&self) -> PathBuf {
        self.output.with_extension("reports")
    }
}

/// What came of generating.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Generation {
    /// The crate, if there is one.
    pub(super) made: Option<Made>,
    /// How many errors there are; where the process itself stopped, one.
    pub(super) errors: usize,
    /// How many warnings there are of each code.
    pub(super) warnings: BTreeMap<String, usize>,
    pub(super) usage: Usage,
}

/// A crate that was made.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Made {
    pub(super) operations: usize,
    pub(super) types: usize,
    /// The lines of all Rust files.
    pub(super) lines: usize,
}

/// Writes the configuration by which crates find the runtime of this repository.
pub(super) fn write_configuration(folder: &Path) -> Result<PathBuf> {
    let path = folder.join("bindery.toml");
    let runtime = repository::root().join("runtime");
    fs::write(&path, format!("[runtime]\npath = {runtime:?}\n"))?;
    Ok(path)
}

/// Generates in a process of its own. A process that stops otherwise than by its own will counts as an error.
pub(super) fn in_a_process(one: &One) -> Result<Generation> {
    let output = Command::new(std::env::current_exe()?)
        .arg("generate-one")
        .args([&one.spec, &one.output, &one.config])
        .arg(&one.crate_name)
        .stderr(Stdio::piped())
        .output()?;
    if output.status.success() {
        return serde_json::from_slice(&output.stdout).context("what the process says");
    }
    let said = String::from_utf8_lossy(&output.stderr);
    fs::write(one.reports(), format!("{}: {said}", output.status))?;
    Ok(Generation {
        errors: 1,
        ..Generation::default()
    })
}

/// Generates in this process and prints a [`Generation`] as JSON.
pub(crate) fn generate_one(one: &One) -> Result<ExitCode> {
    let start = Instant::now();
    let Bound { outcome, sources } = bind(&Request {
        spec: one.spec.clone(),
        config: Some(one.config.clone()),
        name: Some(one.crate_name.clone()),
        ..Request::default()
    });
    let said = render(&outcome.reports, &sources, Style::Plain);
    if let Some(generated) = &outcome.generated {
        bindery::write::write(&generated.files, &one.output)?;
    }
    let usage = Usage::of_this_process(start)?;
    fs::write(one.reports(), said)?;
    let mut warnings = BTreeMap::new();
    for report in &outcome.reports {
        if report.is(Severity::Warning) {
            *warnings.entry(report.report.code.to_string()).or_default() += 1;
        }
    }
    let generation = Generation {
        made: outcome.generated.map(|generated| Made {
            operations: generated.operations,
            types: generated.types,
            lines: generated
                .files
                .0
                .iter()
                .filter(|file| file.path.ends_with(".rs"))
                .map(|file| file.text.lines().count())
                .sum(),
        }),
        errors: (outcome.reports.iter())
            .filter(|report| report.is_error())
            .count(),
        warnings,
        usage,
    };
    let mut stdout = io::stdout().lock();
    serde_json::to_writer(&mut stdout, &generation)?;
    writeln!(stdout)?;
    Ok(ExitCode::SUCCESS)
}
