//! `cargo xtask corpus`: every description of a folder is bound, the crate is compiled, and a table says what came out.

mod check;
mod generate;
mod list;
mod table;

use std::fs;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::repository;
use check::Checked;
use generate::Generation;
pub(crate) use generate::{One, generate_one};
use list::Description;

/// Generate and check the crate of every description in a folder, and print what it took
///
/// The crates stand in target/corpus/NAME, what Bindery says in NAME.reports and what rustc says in NAME.rustc beside
/// them. A crate that hasn't changed since the last run isn't checked again: its time is the one of its last check.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The folder. Its corpus.tsv has a head and a line a description: name, file and further columns, parted by tabs
    pub(super) dir: PathBuf,

    /// Only these descriptions
    #[arg(long, value_name = "NAME", num_args = 1..)]
    pub(super) only: Vec<String>,

    /// The features that the crates are checked with
    #[arg(long, default_value = "client,server")]
    pub(super) features: String,

    /// How many crates are checked side by side [default: Cargo's]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,

    /// Check only the crates with at most this many lines; generate all
    #[arg(long, value_name = "LINES")]
    pub(super) check_up_to: Option<usize>,

    /// Run clippy with its default lints instead of the check
    #[arg(long)]
    pub(super) clippy: bool,
}

/// What came of one description.
struct Row {
    name: String,
    generation: Generation,
    checked: Option<Checked>,
}

impl Row {
    /// Whether there is a crate, and it compiles if it was to.
    fn is_well(&self) -> bool {
        self.generation.made.is_some()
            && self
                .checked
                .as_ref()
                .is_none_or(|checked| checked.errors == 0)
    }
}

/// Runs the command. It fails where a description gives no crate or a crate doesn't compile.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let folder = repository::target().join("corpus");
    fs::create_dir_all(&folder)?;
    let configuration = generate::write_configuration(&folder)?;
    let mut rows = Vec::new();
    for Description { name, path } in list::read(&arguments.dir, &arguments.only)? {
        let generation = generate::in_a_process(&One {
            crate_name: crate_name(&name),
            output: folder.join(&name),
            config: configuration.clone(),
            spec: path,
        })?;
        rows.push(Row {
            name,
            generation,
            checked: None,
        });
    }
    check::check(&mut rows, &folder, arguments)?;
    table::print(&rows)?;
    let well = rows.iter().all(Row::is_well);
    Ok(if well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The name of a description's crate: no name of a description, `box` say, may stand in its way.
fn crate_name(name: &str) -> String {
    format!("corpus-{name}")
}
