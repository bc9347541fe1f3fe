//! Descriptions' crates as the modules of one: checked in one go.

use std::collections::BTreeMap;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result};
use bindery::emit::Files;
use bindery_robustness::drawn::Drawn;
use cargo_metadata::Message;
use cargo_metadata::diagnostic::{Diagnostic, DiagnosticSpan};

use super::Arguments;
use crate::repository;
use crate::wrapper;

/// A description and its crate.
pub(super) struct Subject {
    pub(super) drawn: Drawn,
    pub(super) files: Files,
}

impl Subject {
    /// The module that is its crate.
    fn module(&self) -> String {
        let name = self.drawn.name();
        format!(
            "\n/// One of them.\npub mod {name} {{\n    include!(\"{name}/src/bindings.rs\");\n}}\n"
        )
    }

    /// The module of the example, for which the other one is a crate.
    fn module_of_example(&self) -> String {
        let name = self.drawn.name();
        format!(
            "\n/// Its example.\npub mod example_of_{name} {{\n    use crate::{name};\n    include!(\"{name}/example.rs\");\n}}\n"
        )
    }

    /// The example of a client in the README, as a function that is there for others.
    fn example(&self) -> Option<String> {
        let readme = self.files.0.iter().find(|file| file.path == "README.md")?;
        let (_, code) = readme.text.split_once("```rust,no_run\n")?;
        let (code, _) = code.split_once("```")?;
        Some(code.replacen("async fn", "/// What it shows.\npub async fn", 1))
    }
}

/// What is said of each description, by its number.
pub(super) type Said = BTreeMap<u64, Vec<String>>;

/// The folder of the crate.
pub(super) fn folder() -> PathBuf {
    repository::target().join("compile")
}

/// Checks the crates of all subjects, and gives what is said of those that aren't well.
///
/// What rustc says of one crate may keep it from getting to another: those that it said something of are left out
/// then, and the others checked again.
pub(super) fn check(subjects: &[Subject], arguments: &Arguments) -> Result<Said> {
    write_manifest(&arguments.features)?;
    let has_client = arguments.features.iter().any(|feature| feature == "client");
    let mut left: Vec<&Subject> = subjects.iter().collect();
    let mut found = Said::new();
    loop {
        write(&left, has_client)?;
        let said = run(arguments.tool.command())?;
        if said.is_empty() {
            return Ok(found);
        }
        left.retain(|subject| !said.contains_key(&subject.drawn.seed));
        found.extend(said);
    }
}

fn write_manifest(features: &[String]) -> Result<()> {
    let folder = folder();
    fs::create_dir_all(&folder)?;
    let runtime = repository::root().join("runtime");
    let features: Vec<&str> = (features.iter().map(String::as_str))
        .chain(["jiff", "time"])
        .collect();
    let manifest = format!(
        "[package]\nname = \"compiled\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         bindery-runtime = {{ path = {runtime:?}, features = {features:?} }}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    let lock = "Cargo.lock";
    fs::copy(repository::root().join(lock), folder.join(lock))?;
    Ok(())
}

/// Writes the crate: a module a subject.
fn write(subjects: &[&Subject], has_client: bool) -> Result<()> {
    let sources = folder().join("src");
    if sources.exists() {
        fs::remove_dir_all(&sources)?;
    }
    let mut library = String::from(
        "//! Descriptions made at random.\n#![deny(warnings)]\n#![forbid(unsafe_code)]\n",
    );
    for subject in subjects {
        let folder = sources.join(subject.drawn.name());
        bindery::write::write(&subject.files, &folder)?;
        library += &subject.module();
        if let Some(example) = subject.example().filter(|_| has_client) {
            fs::write(folder.join("example.rs"), example)?;
            library += &subject.module_of_example();
        }
    }
    fs::write(sources.join("lib.rs"), library)?;
    Ok(())
}

/// Runs Cargo and gathers what is said, by description.
fn run(command: &str) -> Result<Said> {
    let mut cargo = wrapper::plain_cargo(&folder());
    let mut child = cargo
        .args([command, "--quiet", "--message-format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let stdout = child.stdout.take().context("Cargo's output")?;
    let mut said = Said::new();
    for message in Message::parse_stream(BufReader::new(stdout)) {
        if let Message::CompilerMessage(message) = message? {
            let message = message.message;
            if let Some(seed) = of_whom(&message) {
                let text = message.rendered.unwrap_or(message.message);
                said.entry(seed).or_default().push(text);
            }
        }
    }
    let status = child.wait()?;
    anyhow::ensure!(
        status.success() == said.is_empty(),
        "Cargo ends with {status}, and says something of {} descriptions",
        said.len()
    );
    Ok(said)
}

/// The number of the description that a message is about.
fn of_whom(message: &Diagnostic) -> Option<u64> {
    message.spans.iter().find_map(seed)
}

fn seed(span: &DiagnosticSpan) -> Option<u64> {
    let mut parts = Path::new(&span.file_name).components();
    let number = parts.find_map(|part| part.as_os_str().to_str()?.strip_prefix('d')?.parse().ok());
    let expansion = span.expansion.as_ref();
    number.or_else(|| seed(&expansion?.span))
}
