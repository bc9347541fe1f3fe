//! Compiling the crates: one workspace, one target folder, dependencies built once.

use std::collections::HashMap;
use std::fs;
use std::io::BufReader;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use cargo_metadata::Message;
use cargo_metadata::diagnostic::DiagnosticLevel;

use super::{Arguments, Row, crate_name};
use crate::repository;
use crate::usage::Usage;
use crate::wrapper;

/// What rustc, or clippy, says of a crate.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// What rustc took; `None` for clippy, which isn't measured.
    pub(super) usage: Option<Usage>,
    said: String,
}

/// Checks the crates of all rows that have one, and that isn't too long.
pub(super) fn check(rows: &mut [Row], folder: &Path, arguments: &Arguments) -> Result<()> {
    let longest = arguments.check_up_to.unwrap_or(usize::MAX);
    let mut members: Vec<&mut Row> = rows
        .iter_mut()
        .filter(|row| {
            let made = row.generation.made.as_ref();
            made.is_some_and(|made| made.lines <= longest)
        })
        .collect();
    if members.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = members.iter().map(|row| row.name.as_str()).collect();
    write_workspace(folder, &names)?;
    let log = folder.join("measured");
    fs::create_dir_all(&log)?;
    let mut found = run(cargo(folder, &log, arguments)?)?;
    for row in &mut members {
        let target = crate_name(&row.name).replace('-', "_");
        let mut checked = found.remove(&target).unwrap_or_default();
        fs::write(folder.join(format!("{}.rustc", row.name)), &checked.said)?;
        if !arguments.clippy {
            checked.usage = wrapper::measured(&log, &target);
        }
        row.checked = Some(checked);
    }
    Ok(())
}

/// A workspace of the crates, with the versions of dependencies that this repository has.
fn write_workspace(folder: &Path, members: &[&str]) -> Result<()> {
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    fs::write(folder.join("Cargo.toml"), manifest)?;
    let lock = "Cargo.lock";
    fs::copy(repository::root().join(lock), folder.join(lock))?;
    Ok(())
}

fn cargo(folder: &Path, log: &Path, arguments: &Arguments) -> Result<Command> {
    let mut cargo = if arguments.clippy {
        let mut cargo = wrapper::plain_cargo(folder);
        cargo.arg("clippy");
        cargo
    } else {
        let mut cargo = wrapper::cargo(folder, log)?;
        cargo.arg("check");
        cargo
    };
    cargo
        .args(["--workspace", "--keep-going", "--message-format", "json"])
        .args(["--features", &arguments.features]);
    if let Some(jobs) = arguments.jobs {
        cargo.args(["--jobs", &jobs.to_string()]);
    }
    Ok(cargo)
}

/// Runs Cargo and gathers what is said of each crate, by the name of its library. A crate that Cargo didn't come to
/// isn't among them only if it has nothing to say: one that wasn't finished has an error.
fn run(mut cargo: Command) -> Result<HashMap<String, Checked>> {
    let mut child = cargo.stdout(Stdio::piped()).spawn()?;
    let stdout = child.stdout.take().context("Cargo's output")?;
    let mut found: HashMap<String, Checked> = HashMap::new();
    let mut finished = false;
    for message in Message::parse_stream(BufReader::new(stdout)) {
        match message? {
            Message::CompilerMessage(message) => {
                let checked = found.entry(message.target.name).or_default();
                let said = message.message;
                // What sums up the others has no place.
                let counts = !said.spans.is_empty();
                match said.level {
                    DiagnosticLevel::Error if counts => checked.errors += 1,
                    DiagnosticLevel::Ice => checked.errors += 1,
                    DiagnosticLevel::Warning if counts => checked.warnings += 1,
                    _ => {}
                }
                checked.said += said.rendered.as_deref().unwrap_or(&said.message);
            }
            Message::BuildFinished(end) => {
                finished = end.success || found.values().any(|checked| checked.errors > 0);
            }
            _ => {}
        }
    }
    child.wait()?;
    anyhow::ensure!(finished, "Cargo didn't check the crates");
    Ok(found)
}
