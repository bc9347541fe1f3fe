//! JSON text → tree.

use super::Parsed;
use super::commas;
use super::syntax::{SyntaxError, byte_of};
use super::tree::{self, Findings};
use super::yaml::{self, depth};

/// Parses a JSON text.
pub(super) fn parse(text: &str) -> Parsed {
    let mut findings = Findings::new(text.len(), false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    tree::build(&mut deserializer, &mut findings)
        .and_then(|root| deserializer.end().map(|()| root))
        .map(|root| (root, findings))
        .or_else(|error| {
            // As YAML, in which JSON can be read, such a number is a string: what asks for a number reports it.
            let fallback = is_out_of_range(&error).then(|| yaml::parse(text).ok());
            fallback.flatten().ok_or_else(|| explain(text, &error))
        })
}

/// Parses a text that would be JSON without its trailing commas; `None` if it has none.
pub(super) fn parse_without_trailing_commas(text: &str) -> Option<Parsed> {
    let commas = commas::trailing(text);
    if commas.is_empty() {
        return None;
    }
    let parsed = parse(&commas::without(text, &commas));
    Some(parsed.map(|(root, mut findings)| {
        findings.trailing_commas = commas;
        (root, findings)
    }))
}

/// Whether a number is beyond every f64.
fn is_out_of_range(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("number out of range")
}

fn explain(text: &str, error: &serde_json::Error) -> SyntaxError {
    let problem = error.to_string();
    let problem = problem
        .rsplit_once(" at line ")
        .map_or(problem.as_str(), |(problem, _)| problem);
    let byte = byte_of(text, error.line(), error.column());
    let next = text.get(byte..).and_then(|rest| rest.chars().next());
    let at = |message: &str| SyntaxError::at(text, byte, message);
    match problem {
        _ if text.trim().is_empty() => at("the file is empty")
            .help("an OpenAPI description starts with `{ \"openapi\": \"3.0.3\"`"),
        "expected `:`" => at("a `:` is missing after this key")
            .help("a key and its value are written `\"key\": value`"),
        "expected `,` or `}`" | "expected `,` or `]`" => missing_comma(text, byte, problem),
        "key must be a string" => at("a key must stand in double quotes")
            .help("JSON has no comments, no single quotes and no bare keys; YAML has them"),
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            let broken = byte.saturating_sub(usize::from(error.column() == 0));
            SyntaxError::at(
                text,
                broken,
                "a line break or control character stands in a string",
            )
            .help("close the string with `\"`, or write `\\n` for a line break")
        }
        "invalid escape" => {
            at("JSON has no such escape in a string").help("write `\\\\` for a backslash itself")
        }
        "number out of range" => {
            at("the number is too large to be held").help("write one below 1.8e308, or a text")
        }
        "invalid number" => at("this isn't how JSON writes a number")
            .help("no leading zeros or `+`, and a digit on both sides of the point"),
        "trailing characters" => at("the description ends before this; nothing may follow it")
            .help("a closing bracket too many may stand before this"),
        "recursion limit exceeded" => at(depth::MESSAGE).help(depth::HELP),
        _ if problem.starts_with("EOF while parsing") => unfinished(text, problem),
        "expected value" | "expected ident" if next.is_some_and(|next| "#/'-".contains(next)) => {
            at("this isn't how JSON writes a value")
                .help("JSON has no comments and no single quotes; YAML has them")
        }
        "expected value" | "expected ident" => at("this isn't how JSON writes a value").help(
            "text stands in double quotes; if the file is YAML, its name must end in `.yaml`",
        ),
        _ => at(problem),
    }
}

fn missing_comma(text: &str, byte: usize, problem: &str) -> SyntaxError {
    let closing = if problem.ends_with("`}`") { '}' } else { ']' };
    let error = SyntaxError::at(text, byte, format!("`,` or `{closing}` must stand here"));
    match text.get(byte..) {
        Some(rest) if rest.starts_with(['/', '#']) => {
            error.help("JSON has no comments; YAML has them")
        }
        _ => error.help("a comma may be missing after the value before this"),
    }
}

fn unfinished(text: &str, problem: &str) -> SyntaxError {
    let at = |message: &str| SyntaxError::at(text, text.len(), message);
    match problem.rsplit(' ').next() {
        Some("string") => at("the file ends inside a string").help("close it with `\"`"),
        Some("list") => at("the file ends inside a list").help("close it with `]`"),
        Some("object") => at("the file ends inside an object").help("close it with `}`"),
        _ => at("the file ends where a value must stand"),
    }
}
