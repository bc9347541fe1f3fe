//! `bindery generate`.

use std::process::ExitCode;
use std::time::Instant;

use crate::bind::{Request, bind, shown};
use crate::generate::Generated;
use crate::write::{Summary, check, write};

use super::arguments::Generate;
use super::output::Output;
use super::summary::{contents, count, failure, report};

/// Runs the command.
pub(super) fn run(arguments: &Generate, output: &mut Output) -> ExitCode {
    let start = Instant::now();
    let bound = bind(&Request {
        spec: arguments.spec.clone(),
        config: arguments.config.clone(),
        name: arguments.name.clone(),
        levels: arguments.reporting.levels(),
    });
    report(&bound, &arguments.reporting, output);
    match bound.outcome.generated {
        None => ExitCode::FAILURE,
        Some(generated) if arguments.check => run_check(arguments, &generated, output),
        Some(generated) => run_write(arguments, &generated, start, output),
    }
}

fn run_write(
    arguments: &Generate,
    generated: &Generated,
    start: Instant,
    output: &mut Output,
) -> ExitCode {
    let Summary { written, unchanged } = match write(&generated.files, &arguments.output) {
        Ok(summary) => summary,
        Err(error) => {
            failure(error.report(), &arguments.reporting, output);
            return ExitCode::FAILURE;
        }
    };
    output.result(&format!(
        "{} → {} ({} written, {unchanged} unchanged) in {} ms\n",
        contents(generated),
        shown(&arguments.output),
        count(written, "file"),
        start.elapsed().as_millis(),
    ));
    ExitCode::SUCCESS
}

fn run_check(arguments: &Generate, generated: &Generated, output: &mut Output) -> ExitCode {
    let dir = shown(&arguments.output);
    let stale = match check(&generated.files, &arguments.output) {
        Ok(stale) => stale,
        Err(error) => {
            failure(error.report(), &arguments.reporting, output);
            return ExitCode::FAILURE;
        }
    };
    if stale.is_empty() {
        output.result(&format!("{} → {dir} is up to date\n", contents(generated)));
        return ExitCode::SUCCESS;
    }
    for file in &stale {
        output.result(&file.diff);
    }
    output.message(&format!(
        "error: {dir} isn't what {} makes: {} out of date\nhelp: refresh it with `{}`\n",
        shown(&arguments.spec),
        count(stale.len(), "file"),
        command(arguments),
    ));
    ExitCode::FAILURE
}

/// The command that writes what was checked.
fn command(arguments: &Generate) -> String {
    let mut command = format!(
        "bindery generate {} -o {}",
        shown(&arguments.spec),
        shown(&arguments.output)
    );
    if let Some(name) = &arguments.name {
        command += &format!(" --name {name}");
    }
    if let Some(config) = &arguments.config {
        command += &format!(" --config {}", shown(config));
    }
    command
}
