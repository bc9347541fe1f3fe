//! `cargo xtask compile`: descriptions made at random are bound, and rustc must have nothing to say of the crates.

mod batch;

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use bindery_robustness::drawn::Drawn;
use bindery_robustness::seeds::{Seed, good_seeds, of_folder};
use clap::{Args, ValueEnum};

use batch::{Said, Subject};

/// How many bytes a description of `BINDERY_CORPUS` has at most that is changed.
const LONGEST: u64 = 40_000;

/// Compile the crates of descriptions made at random
///
/// Each description comes of a number, and is the same in every run: one of the grammar in tests/robustness, or a
/// good one (a golden fixture's, or a small one in the folder that BINDERY_CORPUS names) that was changed here and
/// there. A description of whose crate anything is said is written to target/compile/NUMBER.json, and what is said to
/// NUMBER.rustc beside it.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The number of the first description
    #[arg(long, default_value_t = 0, value_name = "NUMBER")]
    seed: u64,

    /// How many numbers, from the first on, are tried
    #[arg(long, default_value_t = 120, value_name = "N")]
    count: u64,

    /// How many crates are compiled in one go
    #[arg(long, default_value_t = 30, value_name = "N")]
    batch: usize,

    /// The features of the runtime that they are compiled with
    #[arg(long, default_value = "client,server", value_delimiter = ',')]
    pub(super) features: Vec<String>,

    /// What looks at the crates
    #[arg(long, value_enum, default_value_t = Tool::Check)]
    pub(super) tool: Tool,
}

/// What looks at the crates.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Tool {
    Check,
    Clippy,
    Doc,
}

impl Tool {
    /// Cargo's command.
    fn command(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Clippy => "clippy",
            Self::Doc => "doc",
        }
    }
}

/// Runs the command. It fails where anything is said of a crate.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let good = good()?;
    let mut batch = Vec::new();
    let mut totals = Totals::default();
    for seed in arguments.seed..arguments.seed.saturating_add(arguments.count) {
        batch.extend(subject(seed, &good));
        if batch.len() == arguments.batch {
            totals.check(&std::mem::take(&mut batch), arguments)?;
        }
    }
    if !batch.is_empty() {
        totals.check(&batch, arguments)?;
    }
    Ok(if totals.bad == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The descriptions to change. Where `x-rust-type` is written, the code is as good as what its author says.
fn good() -> Result<Vec<Seed>> {
    let mut good = good_seeds()?;
    if let Some(corpus) = std::env::var_os("BINDERY_CORPUS") {
        good.extend(of_folder(Path::new(&corpus), LONGEST)?);
    }
    good.retain(|seed| !seed.text.contains("x-rust-type"));
    Ok(good)
}

/// The description of a number and its crate, if it gives one.
fn subject(seed: u64, good: &[Seed]) -> Option<Subject> {
    let drawn = Drawn::new(seed, good);
    let files = drawn.files()?;
    Some(Subject { drawn, files })
}

#[derive(Default)]
struct Totals {
    all: usize,
    bad: usize,
}

impl Totals {
    /// Checks a batch, and tells of it.
    fn check(&mut self, batch: &[Subject], arguments: &Arguments) -> Result<()> {
        let said = batch::check(batch, arguments)?;
        self.all += batch.len();
        self.bad += said.len();
        tell(batch, &said)?;
        writeln!(
            io::stdout(),
            "{} descriptions compiled, something is said of {}",
            self.all,
            self.bad
        )?;
        Ok(())
    }
}

/// Writes down the descriptions that something is said of, and prints it.
fn tell(batch: &[Subject], said: &Said) -> Result<()> {
    let mut out = io::stdout().lock();
    for Subject { drawn, .. } in batch {
        let Some(messages) = said.get(&drawn.seed) else {
            continue;
        };
        let folder = batch::folder();
        fs::write(folder.join(format!("{}.json", drawn.seed)), drawn.text())?;
        fs::write(
            folder.join(format!("{}.rustc", drawn.seed)),
            messages.concat(),
        )?;
        writeln!(out, "{}: {}, {:?}", drawn.seed, drawn.from, drawn.dates)?;
        for message in messages {
            writeln!(out, "{message}")?;
        }
    }
    Ok(())
}
