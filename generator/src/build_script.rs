//! Bindings made by a build script, into `OUT_DIR`.
//!
//! ```no_run
//! // build.rs
//! fn main() -> std::process::ExitCode {
//!     bindery::build_script::Bindings::of("spec/groups.yaml").emit()
//! }
//! ```
//!
//! The whole crate is written to the folder `OUT_DIR/<crate name>`. What the package includes of it, by
//! `bindery_runtime::include_bindings!("<crate name>")`, is its `src/bindings.rs`.

mod messages;

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::bind::{Bound, Request, bind, shown};
use crate::emit::Files;
use crate::read::Sources;
use crate::report::{Brief, Located, Severity, Style, render};
use crate::write::{check, write};

/// The bindings of one description, as a build script makes them.
#[derive(Clone, Debug)]
pub struct Bindings {
    request: Request,
    checked_in: Option<PathBuf>,
    refresh: Option<String>,
}

impl Bindings {
    /// The bindings of the description at `spec`, a path from the package's folder. If a `bindery.toml` stands beside
    /// it, that is the configuration.
    pub fn of(spec: impl Into<PathBuf>) -> Self {
        Self {
            request: Request {
                spec: spec.into(),
                ..Request::default()
            },
            checked_in: None,
            refresh: None,
        }
    }

    /// Takes the configuration from this file, which must be there.
    pub fn config(mut self, path: impl Into<PathBuf>) -> Self {
        self.request.config = Some(path.into());
        self
    }

    /// Gives the crate this name, whatever the configuration says.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.request.name = Some(name.into());
        self
    }

    /// Compares the crate with the one checked in at `dir`, a path from the package's folder, and warns if that one is
    /// stale. Nothing is written there.
    pub fn checked_in(mut self, dir: impl Into<PathBuf>) -> Self {
        self.checked_in = Some(dir.into());
        self
    }

    /// The command that a warning of a stale crate tells the user to run; by default `bindery generate SPEC -o DIR`.
    pub fn refreshed_by(mut self, command: impl Into<String>) -> Self {
        self.refresh = Some(command.into());
        self
    }

    /// Makes the crate under `OUT_DIR`, and tells Cargo what it depends on and what there is to say of it. Returns what
    /// the build script's `main` must return: a failure if the description has errors.
    pub fn emit(&self) -> ExitCode {
        let out_dir = env::var_os("OUT_DIR").map(PathBuf::from);
        match self.run(out_dir.as_deref(), &mut io::stdout(), &mut io::stderr()) {
            Ok(true) => ExitCode::SUCCESS,
            // Without Cargo at the other end there is nobody to tell.
            Ok(false) | Err(_) => ExitCode::FAILURE,
        }
    }

    /// Does all that [`Bindings::emit`] does; `cargo` and `people` are the standard output and error. Whether there
    /// are bindings.
    fn run(
        &self,
        out_dir: Option<&Path>,
        cargo: &mut impl Write,
        people: &mut impl Write,
    ) -> io::Result<bool> {
        for input in self.request.inputs() {
            messages::rerun_if_changed(cargo, &input)?;
        }
        let Some(out_dir) = out_dir else {
            messages::error(
                cargo,
                "OUT_DIR isn't set; bindings are made by a build script that Cargo runs",
            )?;
            return Ok(false);
        };
        let Bound { outcome, sources } = bind(&self.request);
        let inputs = self.request.inputs();
        for source in &sources.0 {
            let path = Path::new(&source.path);
            if !inputs.iter().any(|input| input == path) {
                messages::rerun_if_changed(cargo, path)?;
            }
        }
        self.report(&outcome.reports, &sources, cargo)?;
        let Some(generated) = outcome.generated else {
            let errors: Vec<_> = outcome
                .reports
                .into_iter()
                .filter(|it| it.is_error())
                .collect();
            people.write_all(render(&errors, &sources, Style::Plain).as_bytes())?;
            return Ok(false);
        };
        if let Err(error) = write(&generated.files, &out_dir.join(&generated.name)) {
            messages::error(cargo, &error.to_string())?;
            return Ok(false);
        }
        self.compare(&generated.files, cargo)?;
        Ok(true)
    }

    /// Tells Cargo what there is to say of the description.
    fn report(
        &self,
        reports: &[Located],
        sources: &Sources,
        cargo: &mut impl Write,
    ) -> io::Result<()> {
        // Notes ask nothing of the user, and Cargo would show them at every build.
        let asking: Vec<_> = (reports.iter())
            .filter(|report| !report.is(Severity::Note))
            .cloned()
            .collect();
        let brief = Brief::of(&asking);
        for report in &brief.shown {
            messages::report(cargo, report, sources)?;
        }
        if let Some(hidden) = brief.hidden() {
            let spec = shown(&self.request.spec);
            let message = format!("not shown: {hidden}; `bindery check {spec} --all` shows them");
            messages::warning(cargo, &message)?;
        }
        Ok(())
    }

    /// Warns if the crate that is checked in isn't what the description makes.
    fn compare(&self, files: &Files, cargo: &mut impl Write) -> io::Result<()> {
        let Some(dir) = &self.checked_in else {
            return Ok(());
        };
        for file in &files.0 {
            messages::rerun_if_changed(cargo, &dir.join(&file.path))?;
        }
        let stale = match check(files, dir) {
            Ok(stale) => stale,
            Err(error) => return messages::warning(cargo, &error.to_string()),
        };
        if stale.is_empty() {
            return Ok(());
        }
        let (spec, dir) = (shown(&self.request.spec), shown(dir));
        let refresh = match &self.refresh {
            Some(command) => command.clone(),
            None => format!("bindery generate {spec} -o {dir}"),
        };
        let message = format!("`{dir}` isn't what `{spec}` makes any more; refresh it: {refresh}");
        messages::warning(cargo, &message)
    }
}

#[cfg(test)]
mod tests;
