//! The command line: `bindery generate SPEC -o DIR`, `bindery check SPEC`, `bindery explain CODE`.

mod arguments;
mod check;
mod explain;
mod generate;
mod output;
mod summary;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command, Format};
use output::Output;

/// Runs the command that the process was started with.
///
/// The exit code is 0 if it was done, 1 if the description has errors, the configuration is wrong, a file can't be read
/// or written or the check failed, and 2 for wrong usage.
pub fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Generate(arguments) => {
            let mut output = Output::of_process(arguments.reporting.format);
            generate::run(&arguments, &mut output)
        }
        Command::Check(arguments) => {
            let mut output = Output::of_process(arguments.reporting.format);
            check::run(&arguments, &mut output)
        }
        Command::Explain(arguments) => {
            explain::run(&arguments, &mut Output::of_process(Format::Human))
        }
    }
}
