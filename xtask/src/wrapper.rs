//! This program as the `RUSTC_WORKSPACE_WRAPPER` that measures what rustc takes for each crate.
//!
//! Cargo's own time and the time of dependencies don't count, and crates may be checked side by side.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::repository;
use crate::usage::Usage;

/// The variable that makes a wrapper of this program: the folder for what it measures.
const LOG: &str = "XTASK_RUSTC_LOG";

/// The folder for measurements, where this process is a wrapper.
pub(crate) fn log() -> Option<PathBuf> {
    env::var_os(LOG).map(PathBuf::from)
}

/// A command of Cargo that has rustc measured for the crates of the workspace in `folder`.
pub(crate) fn cargo(folder: &Path, log: &Path) -> Result<Command> {
    let mut cargo = plain_cargo(folder);
    cargo
        .env("RUSTC_WORKSPACE_WRAPPER", env::current_exe()?)
        .env(LOG, log);
    Ok(cargo)
}

/// A command of Cargo in the workspace in `folder`.
pub(crate) fn plain_cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", repository::target())
        // What an incremental check takes depends on the one before.
        .env("CARGO_INCREMENTAL", "0");
    cargo
}

/// Runs rustc, which Cargo gives as the first argument, and writes down what it took.
pub(crate) fn run(log: &Path) -> Result<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    let rustc = arguments.next().context("no rustc is given")?;
    let arguments: Vec<OsString> = arguments.collect();
    let start = Instant::now();
    let status = Command::new(rustc).args(&arguments).status()?;
    if let Some(name) = crate_name(&arguments) {
        let usage = serde_json::to_string(&Usage::of_children(start)?)?;
        fs::write(log_file(log, &name), usage)?;
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// What rustc took for a crate when it last ran; `None` if it never did.
pub(crate) fn measured(log: &Path, name: &str) -> Option<Usage> {
    let text = fs::read_to_string(log_file(log, &name.replace('-', "_"))).ok()?;
    serde_json::from_str(&text).ok()
}

fn log_file(log: &Path, name: &str) -> PathBuf {
    log.join(name).with_extension("json")
}

/// The crate that is compiled; `None` where Cargo only asks rustc about itself.
fn crate_name(arguments: &[OsString]) -> Option<String> {
    let at = arguments
        .iter()
        .position(|argument| argument == "--crate-name")?;
    let name = arguments.get(at + 1)?.to_str()?;
    let probes = arguments.iter().any(|argument| argument == OsStr::new("-"));
    (!probes).then(|| name.to_owned())
}
