//! Descriptions with one defect each: what is reported, where, and what is made of them all the same.

mod corpus;
mod json_schema;
mod keys;
mod mutations;
mod names;
mod parts;
mod references;
mod schemas;
mod values;
mod versions;
mod wire_names;
mod wording;

use openapiv3::OpenAPI;
use serde_json::{Map, Value};

use super::normalize;
use crate::config::Dangling;
use crate::read::Document;
use crate::report::{Report, Reports, Severity, Spot};

/// A description that has nothing but what it must have, and `rest`.
fn with(rest: &str) -> String {
    let top = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";
    let paths = if rest.lines().any(|line| line.starts_with("paths:")) {
        ""
    } else {
        "paths: {}\n"
    };
    format!("{top}{paths}{rest}")
}

/// A description with that schema as the component `S`.
fn with_schema(schema: &str) -> String {
    with(&format!("components: {{schemas: {{S: {schema}}}}}"))
}

/// A description with that parameter as the component `P`.
fn with_parameter(parameter: &str) -> String {
    with(&format!("components: {{parameters: {{P: {parameter}}}}}"))
}

/// Normalizes YAML, and gives each report on a line: severity, code, place.
fn run(text: &str) -> (Option<OpenAPI>, Vec<String>) {
    let (openapi, reports) = run_in_full(text);
    (openapi, reports.iter().map(line).collect())
}

fn run_in_full(text: &str) -> (Option<OpenAPI>, Vec<Report>) {
    let document = Document {
        root: yaml(text),
        ..Document::default()
    };
    let mut reports = Reports::new();
    let normalized = normalize(&document, Dangling::Error, &mut reports);
    let openapi = normalized.map(|normalized| normalized.openapi);
    (openapi, reports.iter().cloned().collect())
}

fn reports(text: &str) -> Vec<String> {
    run(text).1
}

/// The OpenAPI object as JSON again, and the lines of the reports.
fn mended(text: &str) -> (Value, Vec<String>) {
    let (openapi, reports) = run(text);
    (serde_json::to_value(openapi.unwrap()).unwrap(), reports)
}

fn line(report: &Report) -> String {
    let severity = match report.severity {
        Severity::Warning => "warning",
        Severity::Note => "note",
        Severity::Error => "error",
    };
    let place = match &report.place.as_ref().unwrap().spot {
        Spot::Value(pointer) => format!("at {pointer}"),
        Spot::Key(pointer) => format!("at the key {pointer}"),
        Spot::RepeatedKey { pointer, after } => format!("at the key {pointer} after {after}"),
        Spot::Bytes(bytes) => format!("at {bytes:?}"),
    };
    assert!(report.help.is_some(), "no help: {report:?}");
    format!("{severity} {} {place}", report.code)
}

fn yaml(text: &str) -> Value {
    json_of(serde_yaml::from_str(text).unwrap())
}

/// The YAML as JSON, its scalar keys as strings.
fn json_of(yaml: serde_yaml::Value) -> Value {
    match yaml {
        serde_yaml::Value::Sequence(entries) => entries.into_iter().map(json_of).collect(),
        serde_yaml::Value::Mapping(entries) => {
            let entries = entries.into_iter().map(|(key, value)| {
                let key = match json_of(key) {
                    Value::String(text) => text,
                    other => other.to_string(),
                };
                (key, json_of(value))
            });
            Value::Object(entries.collect::<Map<_, _>>())
        }
        scalar => serde_json::to_value(scalar).unwrap(),
    }
}
