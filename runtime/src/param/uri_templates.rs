//! What the client writes is what RFC 6570 expands, by the published suite: every case that OpenAPI can say.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::fs;
use std::path::Path;

use serde_json::{Map, Value as Json};

use super::encode::expand;
use super::escape::{Escape, path_literal};
use super::{Parameter, Style, Value};

/// What OpenAPI can't say of a template, as the test tells it where it leaves a case out.
const PREFIX: &str = "a prefix (`{name:3}`): no keyword says it";
const FRAGMENT: &str = "a fragment (`{#name}`): no parameter stands there";
const SEGMENTS: &str = "path segments (`{/name}`): no style says it";
const SEVERAL: &str = "several variables in one expression: each parameter has its own";
const COMMA: &str = "reserved expansion of arrays and objects in one piece: their own commas couldn't be told from those \
                     between them, so these are escaped; and exploded ones are parted by `&`";

/// How many cases of both files are compared. It only grows.
const COMPARED: usize = 61;

/// A part of a template.
enum Part<'t> {
    Literal(&'t str),
    Expression(&'t str),
}

#[test]
fn expansions_are_those_of_rfc_6570() {
    let Some(suites) = std::env::var_os("BINDERY_SUITES") else {
        eprintln!("skipped: BINDERY_SUITES names no folder of test suites");
        return;
    };
    let folder = Path::new(&suites).join("uri-templates");
    let mut compared = 0;
    for file in ["spec-examples.json", "extended-tests.json"] {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let levels: Map<String, Json> = serde_json::from_str(&text).unwrap();
        for (level, group) in &levels {
            let variables = group["variables"].as_object().unwrap();
            for case in group["testcases"].as_array().unwrap() {
                let template = case[0].as_str().unwrap();
                match expansion(template, variables) {
                    Ok(expanded) => {
                        let accepted = expected(&case[1]);
                        assert!(
                            accepted.contains(&expanded.as_str()),
                            "{level}: {template} gives {expanded}, not {accepted:?}"
                        );
                        compared += 1;
                    }
                    Err(reason) => println!("left out: {level}: {template}: {reason}"),
                }
            }
        }
    }
    assert!(compared >= COMPARED, "only {compared} cases are compared");
}

fn expected(expected: &Json) -> Vec<&str> {
    match expected {
        Json::Array(several) => several.iter().filter_map(Json::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    }
}

/// The template's expansion, or why OpenAPI can't say it.
fn expansion(template: &str, variables: &Map<String, Json>) -> Result<String, &'static str> {
    let mut expanded = String::new();
    for part in parts(template) {
        match part {
            Part::Literal(text) => expanded.push_str(&literal(text)),
            Part::Expression(expression) => {
                expanded.push_str(&expression_of(expression, variables)?)
            }
        }
    }
    Ok(expanded)
}

fn parts(template: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (expression, after) = after.split_once('}').unwrap();
        parts.extend([Part::Literal(before), Part::Expression(expression)]);
        rest = after;
    }
    parts.push(Part::Literal(rest));
    parts
}

/// A template's own `?` begins the query, which OpenAPI's templates don't have.
fn literal(text: &str) -> String {
    let pieces: Vec<_> = text.split('?').map(path_literal).collect();
    pieces.join("?")
}

fn expression_of(expression: &str, variables: &Map<String, Json>) -> Result<String, &'static str> {
    let operator = expression
        .chars()
        .next()
        .filter(|sign| "+#./;?&".contains(*sign));
    let names = expression.trim_start_matches(['+', '#', '.', '/', ';', '?', '&']);
    if names.contains(':') {
        return Err(PREFIX);
    }
    let (style, escape) = match operator {
        None => (Style::Simple, Escape::Reserved),
        Some('.') => (Style::Label, Escape::Reserved),
        Some(';') => (Style::Matrix, Escape::Reserved),
        Some('?' | '&') => (Style::Form, Escape::Reserved),
        Some('+') => (Style::Form, Escape::QueryOnly),
        Some('#') => return Err(FRAGMENT),
        Some(_) => return Err(SEGMENTS),
    };
    if names.contains(',') && matches!(operator, None | Some('+')) {
        return Err(SEVERAL);
    }
    let mut pieces = Vec::new();
    for name in names.split(',') {
        let (name, explode) = match name.strip_suffix('*') {
            Some(name) => (name, true),
            None => (name, false),
        };
        let value = variables.get(name).map(Json::to_value).unwrap_or_default();
        let is_reserved = escape == Escape::QueryOnly;
        if is_reserved && !matches!(value, Value::Text(_)) {
            return Err(COMMA);
        }
        // In a template, a name is written as it travels.
        let decoded = percent_encoding::percent_decode_str(name)
            .decode_utf8()
            .unwrap();
        let Some(piece) = expand(style, explode, escape, &decoded, &value).unwrap() else {
            continue;
        };
        pieces.push(match piece.strip_prefix(&format!("{name}=")) {
            Some(text) if is_reserved => text.to_owned(),
            _ => piece,
        });
    }
    Ok(match operator {
        Some('?') if !pieces.is_empty() => format!("?{}", pieces.join("&")),
        Some('&') if !pieces.is_empty() => format!("&{}", pieces.join("&")),
        _ => pieces.concat(),
    })
}
