//! `Cargo.toml`, and the crate's name.

use heck::ToKebabCase;
use toml::Value;

use super::File;
use crate::api::Api;
use crate::config::Config;

/// The version of a crate that the configuration names none for.
const VERSION: &str = "0.1.0";

/// The name of the crate: the configured one, or the title's in kebab case.
pub(crate) fn crate_name(api: &Api, config: &Config) -> String {
    if let Some(name) = &config.name {
        return name.clone();
    }
    let ascii: String = api
        .title
        .chars()
        .map(|char| {
            if char.is_ascii_alphanumeric() {
                char
            } else {
                ' '
            }
        })
        .collect();
    let name = ascii.to_kebab_case();
    // cargo takes neither a name that begins with a digit nor a keyword.
    if name.is_empty() || name.starts_with(|char: char| char.is_ascii_digit()) {
        format!("api-{name}").trim_end_matches('-').to_owned()
    } else if syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_err()
        || RESERVED.contains(&name.as_str())
    {
        format!("{name}-api")
    } else {
        name
    }
}

/// Names that cargo refuses or warns of: those of the standard library and of its own folders.
const RESERVED: &[&str] = &[
    "alloc",
    "build",
    "core",
    "deps",
    "examples",
    "incremental",
    "proc-macro",
    "std",
    "test",
];

/// The version of the crate.
pub(crate) fn version(config: &Config) -> &str {
    config.version.as_deref().unwrap_or(VERSION)
}

/// The manifest.
pub(crate) fn file(api: &Api, config: &Config, header: &str) -> File {
    let title: Vec<&str> = api.title.split_whitespace().collect();
    let name = string(&crate_name(api, config));
    let version = string(version(config));
    let description = string(&format!(
        "Types, client and server of the {}",
        title.join(" ")
    ));
    let runtime = match &config.runtime_path {
        Some(path) => format!("{{ path = {} }}", string(path)),
        None => string(env!("CARGO_PKG_VERSION")),
    };
    let text = format!(
        r#"{header}

[package]
name = {name}
version = {version}
edition = "2024"
description = {description}

[features]
default = ["client"]
client = ["bindery-runtime/client"]
server = ["bindery-runtime/server"]

[dependencies]
bindery-runtime = {runtime}
"#
    );
    File {
        path: "Cargo.toml".to_owned(),
        text,
    }
}

/// A string as TOML writes it.
fn string(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}
