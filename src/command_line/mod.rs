//! The command line: what there is to say, and which command it becomes.

mod first_start;
mod passwords;
mod seed;
mod serve;
mod signals;
mod token;
mod user;

use std::fmt;
use std::io::{Write, stderr, stdout};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use groups_server::accounts::AccountError;
use groups_server::seed::{Fixture, SeedError};
use groups_server::settings::sources::{Everywhere, OfServing};
use groups_server::settings::{self, Wrong};
use groups_server::store::{Store, StoreError};

/// A local Groups API: serves it, and manages who may call it.
///
/// Without a command, it serves. The first start makes the database, with an admin whose API token it prints once, unless
/// the environment sets it.
#[derive(Parser)]
#[command(version, about, after_help = AFTER)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    everywhere: Everywhere,
    #[command(flatten, next_help_heading = "Options of serving")]
    serving: OfServing,
}

const AFTER: &str = "\
What the command line doesn't set, the environment does, and then the file that --config names.
GROUPS_ADMIN_TOKEN is the API token of admin@example.com, instead of a random one.

Exit status: 0 all went well, 1 it could not be done, 2 the command line or a setting is wrong.";

#[derive(Subcommand)]
enum Command {
    /// Serve the API, as happens without a command
    Serve(Box<OfServing>),
    /// Manage users: who may call, and who belongs to groups
    #[command(subcommand)]
    User(user::Command),
    /// Manage tokens, which let users in
    #[command(subcommand)]
    Token(token::Command),
    /// Add a fixture to the database: accounts and groups to try things on
    Seed {
        /// Which
        #[arg(value_name = "NAME")]
        fixture: Fixture,
    },
}

/// Why a command did not do what it was asked.
#[derive(Debug)]
enum Failure {
    /// What was asked is wrong.
    Usage(String),
    /// It could not be done.
    Failed(String),
}

/// What `printing` to standard output needs nobody to check.
type Done = Result<(), Failure>;

/// Does what the command line says. What is wrong is told on standard error.
pub(crate) async fn run() -> ExitCode {
    let Arguments {
        command,
        everywhere,
        serving,
    } = Arguments::parse();
    let done = match command {
        None => serve::run(everywhere, serving).await,
        Some(Command::Serve(also)) => serve::run(everywhere, serving.and(*also)).await,
        Some(Command::User(command)) => user::run(everywhere, command).await,
        Some(Command::Token(command)) => token::run(everywhere, command).await,
        Some(Command::Seed { fixture }) => seed::run(everywhere, fixture).await,
    };
    let Err(failure) = done else {
        return ExitCode::SUCCESS;
    };
    // Where standard error is closed there is nobody left to tell.
    let _ = writeln!(stderr(), "error: {failure}");
    match failure {
        Failure::Usage(_) => ExitCode::from(2),
        Failure::Failed(_) => ExitCode::FAILURE,
    }
}

/// Opens the database of a command other than `serve`.
async fn open(everywhere: Everywhere) -> Result<Store, Failure> {
    let database = settings::database(everywhere)?;
    Ok(Store::at(&database).await?)
}

/// Prints what a command is asked for. One whose standard output is closed does its work all the same.
fn print(text: impl fmt::Display) {
    let _ = write!(stdout(), "{text}");
}

/// Says something beside that.
fn remark(text: impl fmt::Display) {
    let _ = writeln!(stderr(), "{text}");
}

/// Rows under a head, in columns.
fn table<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> String {
    let mut widths = head.map(|title| title.chars().count());
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let head = head.map(str::to_owned);
    let lines = std::iter::once(&head).chain(rows).map(|row| {
        let cells = row.iter().zip(widths);
        let line: String = cells
            .map(|(cell, width)| format!("{cell:width$}  "))
            .collect();
        format!("{}\n", line.trim_end())
    });
    lines.collect()
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(text) | Self::Failed(text) => f.write_str(text),
        }
    }
}

impl From<Wrong> for Failure {
    fn from(wrong: Wrong) -> Self {
        Self::Usage(wrong.to_string())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<SeedError> for Failure {
    fn from(error: SeedError) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<AccountError> for Failure {
    /// What could never be an account is the fault of the command line.
    fn from(error: AccountError) -> Self {
        let text = error.to_string();
        match error {
            AccountError::Email(_)
            | AccountError::Name
            | AccountError::Password
            | AccountError::CustomRole
            | AccountError::Scope(_) => Self::Usage(text),
            _ => Self::Failed(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn columns_are_as_wide_as_they_must_be() {
        let rows = [
            ["1".to_owned(), "ä".to_owned()],
            ["23".to_owned(), String::new()],
        ];
        assert_eq!(table(["A", "B"], &rows), "A   B\n1   ä\n23\n");
    }
}
