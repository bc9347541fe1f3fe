//! `bindery check`.

use std::process::ExitCode;

use crate::bind::{Request, bind};

use super::arguments::Check;
use super::output::Output;
use super::summary::{contents, report};

/// Runs the command: reports, and nothing else.
pub(super) fn run(arguments: &Check, output: &mut Output) -> ExitCode {
    let bound = bind(&Request {
        spec: arguments.spec.clone(),
        config: arguments.config.clone(),
        name: None,
        levels: arguments.reporting.levels(),
    });
    report(&bound, &arguments.reporting, output);
    match bound.outcome.generated {
        Some(generated) => {
            output.result(&format!("{}: no errors\n", contents(&generated)));
            ExitCode::SUCCESS
        }
        None => ExitCode::FAILURE,
    }
}
