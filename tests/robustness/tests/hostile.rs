//! Descriptions made to exhaust whoever reads them: they end soon, with an error that has a place or with a crate.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::fmt::Write;
use std::time::{Duration, Instant};

use bindery::generate::generate;
use bindery::read::read_text;
use bindery::report::{Located, Reports, locate};
use bindery_robustness::property::{Verdict, holds};

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";

fn verdict(text: &str) -> Verdict {
    let start = Instant::now();
    let verdict = holds("hostile.yaml", text).unwrap_or_else(|reason| panic!("{reason}"));
    let taken = start.elapsed();
    assert!(taken < Duration::from_secs(20), "{taken:?}");
    verdict
}

/// Whether every error about the text has a place in it.
fn errors_have_places(text: &str) -> bool {
    let mut reports = Reports::new();
    let located = match read_text("hostile.yaml".to_owned(), text.to_owned(), &mut reports) {
        Ok(document) => generate(&document, &Default::default(), reports).reports,
        Err(sources) => locate(&sources, reports),
    };
    let mut errors = located.iter().filter(|report| report.is_error()).peekable();
    let has_place = |report: &Located| report.position.is_some();
    errors.peek().is_some() && errors.all(has_place)
}

fn refused(text: &str) {
    assert_eq!(verdict(text), Verdict::Refused);
    assert!(errors_have_places(text));
}

/// A description whose schema `A` is this, used by an operation.
fn with_schema(schema: &str) -> String {
    format!(
        "{HEAD}paths: {{/a: {{get: {{responses: {{'200': {{description: '', content: {{application/json: \
         {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}}}}}}}}}\ncomponents: {{schemas: {{A: {schema}}}}}\n"
    )
}

#[test]
fn deep_nesting() {
    for (open, close) in [
        ("{type: array, items: ", "}"),
        ("{allOf: [", "]}"),
        ("{oneOf: [{type: string}, ", "]}"),
        ("{type: object, properties: {a: ", "}}"),
        ("{type: object, additionalProperties: ", "}"),
        ("{not: ", "}"),
    ] {
        for depth in [5, 20, 35, 60] {
            let schema = format!(
                "{}{{type: string}}{}",
                open.repeat(depth),
                close.repeat(depth)
            );
            verdict(&with_schema(&schema));
        }
        refused(&with_schema(&open.repeat(50_000)));
    }
}

/// Schemas each of which names the next one: no text nests, and what follows references does.
#[test]
fn long_chains() {
    for (before, after) in [
        ("{allOf: [", "]}"),
        ("{oneOf: [{type: string}, ", "]}"),
        ("{anyOf: [", ", {type: 'string'}]}"),
        ("{type: array, items: ", "}"),
        ("{type: object, required: [a], properties: {a: ", "}}"),
        ("{type: object, additionalProperties: ", "}"),
        ("", ""),
    ] {
        let mut text = with_schema("{$ref: '#/components/schemas/L0'}");
        text.truncate(text.rfind("}}").unwrap_or(0));
        for level in 0..600 {
            let next = level + 1;
            let next = format!("{before}{{$ref: '#/components/schemas/L{next}'}}{after}");
            write!(text, ", L{level}: {next}").unwrap();
        }
        text += ", L600: {type: string}}}\n";
        verdict(&text);
    }
}

#[test]
fn alias_bombs() {
    let mut text = format!("{HEAD}paths: {{}}\nx-0: &a0 {{type: object}}\n");
    for level in 1..40 {
        let parts = vec![format!("*a{}", level - 1); 10].join(", ");
        writeln!(text, "x-{level}: &a{level} {{allOf: [{parts}]}}").unwrap();
    }
    refused(&text);
    refused(&format!("{HEAD}paths: &a\n  /a: *a\n"));
}

/// What grows without aliases: schemas each of which names the next one several times.
#[test]
fn reference_bombs() {
    for key in ["allOf", "oneOf", "anyOf"] {
        let mut text = format!("{}\n", with_schema("{$ref: '#/components/schemas/L0'}"));
        text.truncate(text.rfind("}}").unwrap());
        for level in 0..40 {
            let next = format!("{{$ref: '#/components/schemas/L{}'}}", level + 1);
            write!(text, ", L{level}: {{{key}: [{next}, {next}, {next}]}}").unwrap();
        }
        text += ", L40: {type: object, properties: {a: {type: string}}}}}\n";
        verdict(&text);
    }
}

#[test]
fn reference_cycles() {
    for schema in [
        "{$ref: '#/components/schemas/A'}",
        "{allOf: [{$ref: '#/components/schemas/A'}]}",
        "{oneOf: [{$ref: '#/components/schemas/A'}]}",
        "{anyOf: [{$ref: '#/components/schemas/A'}, {type: string}]}",
        "{not: {$ref: '#/components/schemas/A'}}",
        "{type: array, items: {$ref: '#/components/schemas/A'}}",
        "{type: object, additionalProperties: {$ref: '#/components/schemas/A'}}",
        "{type: object, required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}",
        "{$ref: '#/components/schemas/A/properties/a'}",
    ] {
        verdict(&with_schema(schema));
    }
    refused(&with_schema("{$ref: '#/components/schemas/A'}"));
}

#[test]
fn references_out_of_the_folder() {
    for target in [
        "../../../../etc/passwd",
        "/etc/passwd",
        "/etc/passwd#/a",
        "file:///etc/passwd",
        "https://example.com/a.yaml#/A",
        "..%2f..%2fetc/passwd",
        "~/secret.yaml",
    ] {
        let text = with_schema(&format!("{{$ref: '{target}'}}"));
        verdict(&text);
        assert!(errors_have_places(&text), "{target}");
    }
}

#[test]
fn long_texts() {
    let long = "x".repeat(3_000_000);
    verdict(&with_schema(&format!(
        "{{type: string, description: {long}}}"
    )));
    verdict(&with_schema(&format!(
        "{{type: object, properties: {{{long}: {{}}}}}}"
    )));
    verdict(&with_schema(&format!(
        "{{type: string, enum: [{long}, a]}}"
    )));
    verdict(&with_schema(&format!(
        "{{type: string, pattern: '({long}'}}"
    )));
    refused(&format!("{HEAD}paths: {long}\n"));
}

#[test]
fn wide_objects() {
    let properties: Vec<String> = (0..3000).map(|number| format!("p{number}: {{}}")).collect();
    verdict(&with_schema(&format!(
        "{{type: object, properties: {{{}}}}}",
        properties.join(", ")
    )));
    let parts: Vec<String> = (0..500)
        .map(|number| {
            format!("{{type: object, required: [p{number}], properties: {{p{number}: {{}}}}}}")
        })
        .collect();
    for key in ["allOf", "oneOf", "anyOf"] {
        verdict(&with_schema(&format!("{{{key}: [{}]}}", parts.join(", "))));
    }
}
