//! `bindery explain`.

use std::process::ExitCode;

use crate::report::Code;

use super::arguments::Explain;
use super::output::Output;

/// Tells more of a code, or lists all of them.
pub(super) fn run(arguments: &Explain, output: &mut Output) -> ExitCode {
    match arguments.code {
        Some(code) => output.result(&format!(
            "{code} ({})\n\n{}",
            severities(code),
            code.explanation()
        )),
        None => output.result(&list()),
    }
    ExitCode::SUCCESS
}

/// All codes, a line each, by name.
fn list() -> String {
    let mut codes = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.as_str());
    let widest = codes.iter().map(|code| code.as_str().len()).max();
    let width = widest.unwrap_or_default();
    codes
        .into_iter()
        .map(|code| format!("{:width$}  {}\n", code.as_str(), code.summary()))
        .collect()
}

/// The severities that reports with this code have.
fn severities(code: Code) -> String {
    let severities = code.kind().severities();
    let words: Vec<_> = severities
        .iter()
        .map(|severity| severity.as_str())
        .collect();
    words.join(" or ")
}
