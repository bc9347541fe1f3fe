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
    let command = Arguments::parse().command;
    let mut output = Output::of_process(match &command {
        Command::Generate(arguments) => arguments.reporting.format,
        Command::Check(arguments) => arguments.reporting.format,
        Command::Explain(_) => Format::Human,
    });
    let code = match &command {
        Command::Generate(arguments) => generate::run(arguments, &mut output),
        Command::Check(arguments) => check::run(arguments, &mut output),
        Command::Explain(arguments) => explain::run(arguments, &mut output),
    };
    output.finish(code)
}
