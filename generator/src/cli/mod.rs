//! The command line: `bindery generate SPEC -o DIR`.

mod arguments;
mod generate;
mod output;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use output::Output;

/// Runs the command that the process was started with.
///
/// The exit code is 0 if it was done, 1 if the description has errors, the configuration is wrong, a file can't be read
/// or written or the check failed, and 2 for wrong usage.
pub fn main() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    match command {
        Command::Generate(arguments) => generate::run(&arguments, &mut Output::of_process()),
    }
}
