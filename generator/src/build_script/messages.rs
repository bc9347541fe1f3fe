//! What a build script says to Cargo, a line each
//! (<https://doc.rust-lang.org/cargo/reference/build-scripts.html#outputs-of-the-build-script>).

use std::io::{self, Write};
use std::path::Path;

use crate::read::Sources;
use crate::report::Located;

/// Has the build script run again when the file changes.
pub(super) fn rerun_if_changed(cargo: &mut impl Write, path: &Path) -> io::Result<()> {
    writeln!(cargo, "cargo::rerun-if-changed={}", path.display())
}

/// Shows a warning.
pub(super) fn warning(cargo: &mut impl Write, message: &str) -> io::Result<()> {
    writeln!(cargo, "cargo::warning={}", one_line(message))
}

/// Shows an error, and fails the build.
pub(super) fn error(cargo: &mut impl Write, message: &str) -> io::Result<()> {
    writeln!(cargo, "cargo::error={}", one_line(message))
}

/// Shows a report.
pub(super) fn report(
    cargo: &mut impl Write,
    located: &Located,
    sources: &Sources,
) -> io::Result<()> {
    let report = &located.report;
    let place = located.position.as_ref().and_then(|position| {
        let path = &sources.get(position.file)?.path;
        Some(format!("{path}:{}:{}: ", position.line, position.column))
    });
    let help = report.help.as_ref().map(|help| format!("; help: {help}"));
    let line = format!(
        "{}{} [{}]{}",
        place.unwrap_or_default(),
        report.message,
        report.code,
        help.unwrap_or_default()
    );
    if located.is_error() {
        error(cargo, &line)
    } else {
        warning(cargo, &line)
    }
}

/// The text on one line, so that none of it is taken for another instruction to Cargo.
fn one_line(text: &str) -> String {
    text.split(char::is_control)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
