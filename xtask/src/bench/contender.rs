//! The two generators, and progenitor's two interfaces: how each makes its crate.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::repository;
use crate::usage::Usage;
use crate::wrapper;

/// The versions are those of this repository's `Cargo.lock`, as far as it has the crates.
const PEER_MANIFEST: &str = r#"
[package]
name = "NAME"
version = "0.0.0"
edition = "2021"

[dependencies]
base64 = "0.22"
bytes = "1"
chrono = { version = "0.4", features = ["serde"] }
futures = "0.3"
progenitor-client = "0.15"
rand = "0.9"
regress = "0.11"
reqwest = { version = "0.13", default-features = false, features = ["json", "query", "stream"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
uuid = { version = "1", features = ["serde", "v4"] }
"#;

/// One who makes a crate.
pub(super) struct Contender {
    pub(super) name: &'static str,
    /// The crate's name, and its folder's.
    package: &'static str,
    /// progenitor's interface; `None`: Bindery.
    interface: Option<&'static str>,
}

/// Bindery first.
pub(super) const CONTENDERS: [Contender; 3] = [
    Contender {
        name: "bindery",
        package: "bench-bindery",
        interface: None,
    },
    Contender {
        name: "progenitor positional",
        package: "bench-positional",
        interface: Some("positional"),
    },
    Contender {
        name: "progenitor builder",
        package: "bench-builder",
        interface: Some("builder"),
    },
];

/// Builds the programs, and writes a workspace of the contenders' crates.
pub(super) fn prepare(folder: &Path) -> Result<()> {
    let mut build = wrapper::plain_cargo(repository::root());
    succeed(build.args(["build", "--quiet", "--release", "-p", "bench-peer"]))?;
    let mut build = wrapper::plain_cargo(repository::root());
    succeed(build.args(["build", "--quiet", "--release", "-p", "bindery"]))?;
    fs::create_dir_all(log(folder))?;
    let packages = CONTENDERS.map(|contender| contender.package);
    let workspace = format!("[workspace]\nresolver = \"3\"\nmembers = {packages:?}\n");
    fs::write(folder.join("Cargo.toml"), workspace)?;
    fs::copy(
        repository::root().join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )?;
    for contender in CONTENDERS.iter().filter(|peer| peer.interface.is_some()) {
        let package = folder.join(contender.package);
        fs::create_dir_all(package.join("src"))?;
        let manifest = PEER_MANIFEST.replace("NAME", contender.package);
        fs::write(package.join("Cargo.toml"), manifest.trim_start())?;
    }
    let runtime = repository::root().join("runtime");
    fs::write(
        configuration(folder),
        format!("[runtime]\npath = {runtime:?}\n"),
    )?;
    Ok(())
}

/// Builds what the crates depend on, and shows that they compile.
pub(super) fn check_dependencies(folder: &Path) -> Result<()> {
    CONTENDERS
        .iter()
        .try_for_each(|contender| contender.check(folder).map(|_| ()))
}

impl Contender {
    /// Makes the crate anew, in a process of its own.
    pub(super) fn generate(&self, description: &Path, folder: &Path) -> Result<Usage> {
        let package = folder.join(self.package);
        let programs = repository::target().join("release");
        let mut program = match self.interface {
            None => {
                // All files are written each time, as progenitor's is.
                if package.exists() {
                    fs::remove_dir_all(&package)?;
                }
                let mut bindery = Command::new(programs.join("bindery"));
                bindery
                    .args(["generate", "--name", self.package])
                    .arg("--config")
                    .arg(configuration(folder))
                    .arg("--output")
                    .arg(&package)
                    .arg(description);
                bindery
            }
            Some(interface) => {
                let mut peer = Command::new(programs.join("bench-peer"));
                peer.arg(interface)
                    .arg(description)
                    .arg(package.join("src/lib.rs"));
                peer
            }
        };
        let before = Usage::of_children(Instant::now())?;
        let start = Instant::now();
        succeed(&mut program)?;
        let after = Usage::of_children(start)?;
        Ok(Usage {
            cpu: after.cpu - before.cpu,
            ..after
        })
    }

    /// Checks the crate anew; what it depends on stays as it is.
    pub(super) fn check(&self, folder: &Path) -> Result<Usage> {
        let library = folder.join(self.package).join("src/lib.rs");
        fs::OpenOptions::new()
            .append(true)
            .open(&library)?
            .set_modified(std::time::SystemTime::now())?;
        let mut cargo = wrapper::cargo(folder, &log(folder))?;
        cargo.args(["check", "--quiet", "-p", self.package]);
        if self.interface.is_none() {
            cargo.args(["--features", "client,server"]);
        }
        succeed(&mut cargo)?;
        wrapper::measured(&log(folder), self.package).context("rustc wasn't measured")
    }

    /// How many lines of Rust the crate has.
    pub(super) fn lines(&self, folder: &Path) -> Result<usize> {
        let mut lines = 0;
        for file in fs::read_dir(folder.join(self.package).join("src"))? {
            lines += fs::read_to_string(file?.path())?.lines().count();
        }
        Ok(lines)
    }
}

fn configuration(folder: &Path) -> PathBuf {
    folder.join("bindery.toml")
}

fn log(folder: &Path) -> PathBuf {
    folder.join("measured")
}

fn succeed(command: &mut Command) -> Result<()> {
    let output = command.output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let start: String = said.chars().take(2000).collect();
    ensure!(output.status.success(), "{command:?}: {start}");
    Ok(())
}
