//! Binds ten descriptions of the corpus into `OUT_DIR`, with a function for each that names all its operations.
//!
//! `BINDERY_CORPUS` is the folder that has them. Without it there are none.

#![allow(
    clippy::print_stdout,
    reason = "a build script speaks to Cargo on its standard output"
)]

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use bindery::config::Config;
use bindery::generate::generate;
use bindery::read::read;
use bindery::report::Reports;
use bindery::write::write;

/// The descriptions: what the module is called, and the file. They differ in what they use, and compile quickly.
const DESCRIPTIONS: &[(&str, &str)] = &[
    ("accounts", "twilio-accounts.yaml"),
    ("buildomat", "progenitor-buildomat.json"),
    ("ent", "ogen-ent.json"),
    ("files", "xero-files.yaml"),
    ("firecracker", "ogen-firecracker.json"),
    ("keeper", "progenitor-keeper.json"),
    ("propolis", "progenitor-propolis.json"),
    ("tempo", "ogen-tempo.yaml"),
    ("tictactoe", "oai31-tictactoe.yaml"),
    ("transfers", "adyen-transfers.json"),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=BINDERY_CORPUS");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(has_corpus)");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut modules = String::new();
    let mut subjects =
        String::from("/// All descriptions.\npub fn all() -> Vec<Subject> {\n    vec![\n");
    if let Some(corpus) = env::var_os("BINDERY_CORPUS").map(PathBuf::from) {
        println!("cargo::rustc-cfg=has_corpus");
        for (module, file) in DESCRIPTIONS {
            bind(&corpus.join(file), &out.join(module))?;
            let lib = out.join(module).join("module.rs");
            writeln!(
                modules,
                "/// `{file}`\n#[path = {lib:?}]\npub mod {module};"
            )?;
            writeln!(subjects, "        {module}::subject(),")?;
        }
    }
    writeln!(modules, "{subjects}    ]\n}}")?;
    fs::write(out.join("subjects.rs"), modules)?;
    Ok(())
}

/// Writes the bindings of one description, its tree, and the module that joins them.
fn bind(file: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", file.display());
    let mut reports = Reports::new();
    let document =
        read(file, &mut reports).map_err(|_| format!("{} can't be read", file.display()))?;
    let outcome = generate(&document, &Config::default(), reports);
    let errors = || {
        outcome
            .reports
            .iter()
            .filter(|it| it.is_error())
            .collect::<Vec<_>>()
    };
    let generated = outcome.generated.as_ref();
    let generated = generated.ok_or_else(|| format!("{}: {:?}", file.display(), errors()))?;
    write(&generated.files, out)?;
    fs::write(
        out.join("description.json"),
        serde_json::to_string(&document.root)?,
    )?;
    let server = generated
        .files
        .0
        .iter()
        .find(|it| it.path == "src/server.rs");
    let requests = server.map_or_else(Vec::new, |server| requests(&server.text));
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    fs::write(out.join("module.rs"), module(&name, out, &requests)?)?;
    Ok(())
}

/// The types of the requests that a server takes.
fn requests(server: &str) -> Vec<&str> {
    let heads = server
        .lines()
        .filter_map(|line| line.strip_prefix("impl Endpoint for operations::"));
    heads.filter_map(|head| head.strip_suffix(" {")).collect()
}

/// A module with the bindings and a subject that has all operations.
fn module(name: &str, out: &Path, requests: &[&str]) -> Result<String, std::fmt::Error> {
    let bindings = out.join("src").join("bindings.rs");
    let description = out.join("description.json");
    let mut text = format!(
        "include!({bindings:?});\n\n\
         pub(super) fn subject() -> crate::Subject {{\n    \
         crate::Subject::new({name:?}, include_str!({description:?}))\n"
    );
    for request in requests {
        writeln!(text, "        .operation::<operations::{request}>()")?;
    }
    text.push_str("}\n");
    Ok(text)
}
