//! `cargo xtask bench`: what it takes to generate a description's crate and to check it, beside progenitor.

mod contender;
mod median;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;

use crate::repository;
use crate::usage::Usage;
use contender::{CONTENDERS, Contender};
use median::median;

/// The description in the corpus that is measured if none is given.
const DEFAULT: &str = "progenitor-nexus.json";

/// How often each thing is measured.
const ROUNDS: usize = 5;

/// Measure how long Bindery and progenitor take to generate a crate for a description, and how long its check takes
///
/// Dependencies are built beforehand. Bindery's crate, with client and server, and progenitor's clients take turns, five
/// times; medians are shown. progenitor has two interfaces: `positional`, its default, has neither setters nor builders;
/// `builder` has both, as Bindery's client has.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The description [default: progenitor-nexus.json in the folder that BINDERY_CORPUS names]
    description: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let description = match &arguments.description {
        Some(description) => description.clone(),
        None => {
            let corpus = std::env::var_os("BINDERY_CORPUS");
            let corpus = corpus.context("give a description, or set BINDERY_CORPUS")?;
            PathBuf::from(corpus).join(DEFAULT)
        }
    };
    let description =
        fs::canonicalize(&description).with_context(|| format!("{}", description.display()))?;
    let folder = repository::target().join("bench");
    contender::prepare(&folder)?;
    let generated = in_turn(|contender| contender.generate(&description, &folder))?;
    contender::check_dependencies(&folder)?;
    let checked = in_turn(|contender| contender.check(&folder))?;
    print("generate", &generated)?;
    print("check", &checked)?;
    lines(&folder)?;
    Ok(ExitCode::SUCCESS)
}

/// What each contender took, by the medians of all rounds.
fn in_turn(measure: impl Fn(&Contender) -> Result<Usage>) -> Result<Vec<Usage>> {
    let mut rounds = CONTENDERS.map(|_| Vec::new());
    for _ in 0..ROUNDS {
        for (contender, taken) in CONTENDERS.iter().zip(&mut rounds) {
            taken.push(measure(contender)?);
        }
    }
    Ok(rounds.iter().map(|taken| median(taken)).collect())
}

/// Prints a line a contender: what it took, and what Bindery takes in proportion.
fn print(what: &str, taken: &[Usage]) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{what:<24}{:>9}{:>9}{:>17}{:>12}",
        "wall s", "cpu s", "bindery / wall", "/ cpu"
    )?;
    let ours = taken.first().copied().unwrap_or_default();
    for (contender, usage) in CONTENDERS.iter().zip(taken) {
        writeln!(
            out,
            "  {:<22}{:>9.3}{:>9.3}{:>17.2}{:>12.2}",
            contender.name,
            usage.wall,
            usage.cpu,
            ours.wall / usage.wall,
            ours.cpu / usage.cpu
        )?;
    }
    writeln!(out)?;
    Ok(())
}

/// Prints how much code each contender makes.
fn lines(folder: &Path) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "lines of Rust")?;
    for contender in &CONTENDERS {
        writeln!(
            out,
            "  {:<22}{:>9}",
            contender.name,
            contender.lines(folder)?
        )?;
    }
    Ok(())
}
