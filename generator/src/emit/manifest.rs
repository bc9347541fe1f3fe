//! `Cargo.toml`, and the crate's name.

use heck::ToKebabCase;
use toml::Value;

use super::File;
use crate::api::Api;
use crate::config::{Config, DateTypes};

/// The version of a crate that the configuration names none for.
const VERSION: &str = "0.1.0";

/// The name of the crate: the configured one, or the title's in kebab case.
pub(crate) fn crate_name(api: &Api, config: &Config) -> String {
    config
        .name
        .clone()
        .unwrap_or_else(|| api.title.to_kebab_case())
}

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
    let runtime = runtime(config);
    let dependencies = api.dependencies.iter();
    let dependencies: String = dependencies
        .map(|it| format!("{} = {}\n", it.name, string(&it.version)))
        .collect();
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
{dependencies}"#
    );
    File {
        path: "Cargo.toml".to_owned(),
        text,
    }
}

/// The dependency on the runtime.
fn runtime(config: &Config) -> String {
    let version = string(env!("CARGO_PKG_VERSION"));
    let feature = match config.dates {
        DateTypes::Chrono | DateTypes::String => None,
        DateTypes::Jiff => Some("jiff"),
        DateTypes::Time => Some("time"),
    };
    let source = match (&config.runtime_path, feature) {
        (None, None) => return version,
        (None, Some(_)) => format!("version = {version}"),
        (Some(path), _) => format!("path = {}", string(path)),
    };
    let features = feature.map(|feature| format!(", features = [{}]", string(feature)));
    format!("{{ {source}{} }}", features.unwrap_or_default())
}

/// A string as TOML writes it.
fn string(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}
