//! `bindery generate`.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use crate::bind::{Bound, Request, bind, shown};
use crate::generate::Generated;
use crate::report::{Located, Severity, render};
use crate::write::{Summary, check, write};

use super::arguments::Generate;
use super::output::Output;

/// Runs the command.
pub(super) fn run(arguments: &Generate, output: &mut Output) -> ExitCode {
    let start = Instant::now();
    let Bound { outcome, sources } = bind(&Request {
        spec: arguments.spec.clone(),
        config: arguments.config.clone(),
        name: arguments.name.clone(),
    });
    let style = output.style();
    output.message(&render(&outcome.reports, &sources, style));
    let counted = counted(&outcome.reports);
    let Some(generated) = outcome.generated else {
        output.message(&format!("{counted}; nothing was written\n"));
        return ExitCode::FAILURE;
    };
    if !counted.is_empty() {
        output.message(&format!("{counted}\n"));
    }
    if arguments.check {
        run_check(arguments, &generated, output)
    } else {
        run_write(&arguments.output, &generated, start, output)
    }
}

fn run_write(dir: &Path, generated: &Generated, start: Instant, output: &mut Output) -> ExitCode {
    let Summary { written, unchanged } = match write(&generated.files, dir) {
        Ok(summary) => summary,
        Err(error) => {
            output.message(&format!("error: {error}\n"));
            return ExitCode::FAILURE;
        }
    };
    output.result(&format!(
        "{} → {} ({} written, {unchanged} unchanged) in {} ms\n",
        contents(generated),
        shown(dir),
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
            output.message(&format!("error: {error}\n"));
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

/// What the crate holds, as `zendesk-groups: 9 operations, 23 types`.
fn contents(generated: &Generated) -> String {
    format!(
        "{}: {}, {}",
        generated.name,
        count(generated.operations, "operation"),
        count(generated.types, "type")
    )
}

/// How many reports there are, as `2 errors, 1 warning`; empty if there is none.
fn counted(reports: &[Located]) -> String {
    let number = |severity| reports.iter().filter(|report| report.is(severity)).count();
    let numbers = [
        (number(Severity::Error), "error"),
        (number(Severity::Warning), "warning"),
        (number(Severity::Note), "note"),
    ];
    numbers
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| count(number, what))
        .collect::<Vec<_>>()
        .join(", ")
}

fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
