//! The server takes what JSON Schema's own suite says that a schema takes, and refuses the rest, naming the place.
//!
//! Where it doesn't, the case is listed in `left_out.toml` with the reason. That list may only shrink: a case on it that
//! agrees fails the test, as does one that disagrees and isn't on it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a panic is how a test fails, in its helpers too, and what it prints is its result"
)]

mod left_out;

use std::collections::BTreeMap;

use bindery_json_schema::{Case, cases, router};
use bindery_runtime::axum::Router;
use bindery_runtime::axum::body::Body;
use bindery_runtime::http::{Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

use left_out::LeftOut;

/// The files of the keywords that validation is there for, without `.json`. Nearly all of their cases must agree.
const KEYWORDS: &[&str] = &[
    "additionalProperties",
    "const",
    "contains",
    "dependentRequired",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "if-then-else",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "propertyNames",
    "required",
    "type",
    "uniqueItems",
];

/// How many of a hundred cases of these files must agree.
const FLOOR: usize = 90;

/// How many of a file's cases agree, and how many there are.
#[derive(Clone, Copy, Default)]
struct Tally {
    agreed: usize,
    total: usize,
}

#[tokio::test]
async fn the_server_agrees_with_the_suite() {
    let cases = cases().unwrap();
    if cases.is_empty() {
        println!("skipped: BINDERY_SUITES didn't name the folder of the suites at build time");
        return;
    }
    let server = router();
    let mut left_out = LeftOut::read();
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in &cases {
        let verdict = verdict(&server, case).await;
        let listed = left_out.take(case);
        let tally = tallies.entry(&case.file).or_default();
        tally.total += 1;
        tally.agreed += usize::from(verdict.is_ok());
        match (verdict, listed) {
            (Ok(()), Some(reason)) => {
                wrong.push(format!("{}: agrees, but is listed: {reason}", name(case)))
            }
            (Err(how), None) => wrong.push(format!("{}: {how}", name(case))),
            (Ok(()), None) | (Err(_), Some(_)) => {}
        }
    }
    let keywords = print(&tallies);
    wrong.extend(left_out.unused());
    assert!(
        wrong.is_empty(),
        "{} cases:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(keywords.agreed * 100 >= keywords.total * FLOOR);
}

fn name(case: &Case) -> String {
    format!("{} / {} / {}", case.file, case.group, case.case)
}

/// Prints a line a file, and returns what the keywords' files come to.
fn print(tallies: &BTreeMap<&str, Tally>) -> Tally {
    let (mut all, mut keywords) = (Tally::default(), Tally::default());
    let line = |name: &str, Tally { agreed, total }: Tally| {
        println!(
            "{name:55} {agreed:5} agreed {:5} left out {total:5}",
            total - agreed
        );
    };
    for (file, tally) in tallies {
        line(file, *tally);
        all.add(*tally);
        let keyword = file
            .split_once('/')
            .and_then(|(_, file)| file.strip_suffix(".json"));
        if keyword.is_some_and(|it| KEYWORDS.contains(&it) || it.starts_with("optional/format/")) {
            keywords.add(*tally);
        }
    }
    line("the files of the keywords, and of formats", keywords);
    line("all files", all);
    keywords
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.agreed += other.agreed;
        self.total += other.total;
    }
}

/// Whether the server and the suite agree; if not, in what way.
async fn verdict(server: &Router, case: &Case) -> Result<(), String> {
    let Some(path) = &case.path else {
        return Err("the schema is refused".to_owned());
    };
    let request = Request::post(path)
        .header("content-type", "application/json")
        .body(Body::from(case.data.get().to_owned()));
    let answer = server.clone().oneshot(request.unwrap()).await.unwrap();
    let status = answer.status();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    match status {
        StatusCode::NO_CONTENT if case.valid => Ok(()),
        StatusCode::NO_CONTENT => Err(format!("{} is taken", case.data)),
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => {
            let problem: Value = serde_json::from_slice(&body).unwrap();
            let instance = serde_json::from_str(case.data.get()).unwrap_or(Value::Null);
            names_places(&instance, &problem)?;
            follows_rules(status, &problem)?;
            if case.valid {
                return Err(format!("{} is refused: {}", case.data, problem["detail"]));
            }
            Ok(())
        }
        other => Err(format!("{} is answered with {other}", case.data)),
    }
}

/// Whether the status says if something can't be read. What can may be of another type than a condition asks for.
fn follows_rules(status: StatusCode, problem: &Value) -> Result<(), String> {
    let errors = problem["errors"].as_array().into_iter().flatten();
    let mut told =
        errors.filter_map(|error| Some((error["rule"].as_str()?, error["detail"].as_str()?)));
    let is_unreadable = told.any(|(rule, detail)| match rule {
        "type" => !detail.starts_with("must be "),
        rule => rule == "syntax",
    });
    match is_unreadable == (status == StatusCode::BAD_REQUEST) {
        true => Ok(()),
        false => Err(format!("{status} doesn't follow the rules: {problem}")),
    }
}

/// Whether a refusal names places, each of which is there, or would be in what is there.
fn names_places(instance: &Value, problem: &Value) -> Result<(), String> {
    let errors = problem["errors"].as_array().map(Vec::as_slice);
    let errors = errors.filter(|errors| !errors.is_empty());
    for error in errors.ok_or("the refusal names no place")? {
        let pointer = error["pointer"]
            .as_str()
            .and_then(|it| it.strip_prefix('#'));
        let pointer = pointer.ok_or_else(|| format!("the refusal names no place: {error}"))?;
        let pointer = percent_encoding::percent_decode_str(pointer).decode_utf8();
        let pointer = pointer.map_err(|_| format!("not UTF-8: {error}"))?;
        let within = pointer.rsplit_once('/').map_or("", |(within, _)| within);
        if instance.pointer(&pointer).is_none()
            && !instance.pointer(within).is_some_and(Value::is_object)
        {
            return Err(format!(
                "the refusal names a place that isn't there: {error}"
            ));
        }
    }
    Ok(())
}
