//! Files → [`Document`].

mod commas;
mod document;
mod files;
mod follow;
mod foreign;
mod json;
mod load;
mod syntax;
mod tree;
pub(crate) mod uris;
mod yaml;

use std::path::Path;

use crate::report::{Code, FileId, Place, Pointer, Report, Reports, Spot};

pub use document::{Document, Format, Source, Sources};
pub use files::{Broken, Files, Link, Other};
pub use follow::follow;
pub(crate) use load::{Unreadable, load};
use tree::Findings;

/// Reads the description that stands in the file at `path`.
///
/// The files that its references lead to are left to [`follow`]. What there is to say of it goes to `reports`. A key that a mapping has twice with different values is an error of
/// which the tree holds the first value, so that the later stages can say what they have to say.
///
/// # Errors
/// The file can't be read, or isn't YAML or JSON: the texts as far as they could be read, for the reports to be shown.
pub fn read(path: &Path, reports: &mut Reports) -> Result<Document, Sources> {
    let shown = path.display().to_string();
    match load(path) {
        Ok(text) => read_text(shown, text, reports),
        Err(unreadable) => {
            let mut sources = Sources::default();
            reports.push(unreadable.report(&shown, &mut sources));
            Err(sources)
        }
    }
}

/// Reads a description from its text, as [`read`] does. `path` is what reports call the text; its extension decides
/// between YAML and JSON where the text doesn't.
///
/// # Errors
/// The text isn't YAML or JSON: the text, for the reports to be shown.
pub fn read_text(path: String, text: String, reports: &mut Reports) -> Result<Document, Sources> {
    let (source, other) = parse_source(path, text, FileId(0));
    let sources = Sources(vec![source]);
    reports.extend(other.reports);
    match other.tree {
        Some(root) if root.is_null() => {
            reports.push(nothing());
            Err(sources)
        }
        Some(root) => Ok(Document {
            sources,
            root,
            files: Files::default(),
        }),
        None => Err(sources),
    }
}

/// Reads the text of a file that a reference leads to: YAML or JSON, or Markdown as it is.
fn parse_file(path: &Path, text: String, file: FileId) -> (Source, Other) {
    let shown = path.display().to_string();
    let extension = path.extension().and_then(|it| it.to_str());
    if !matches!(extension, Some("md" | "markdown" | "txt")) {
        return parse_source(shown, text, file);
    }
    let other = Other {
        tree: Some(serde_json::Value::String(text.clone())),
        reports: Vec::new(),
    };
    let source = Source {
        path: shown,
        text,
        format: Format::Text,
    };
    (source, other)
}

fn parse_source(path: String, text: String, file: FileId) -> (Source, Other) {
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    let (format, parsed) = match foreign::by_its_start(&text) {
        Some(error) => (Format::Yaml, Err(error)),
        None => parse(&path, &text),
    };
    let parsed = parsed.map_err(|error| foreign::unmerged(&text).unwrap_or(error));
    let other = match parsed {
        Ok((tree, findings)) => {
            let commas = commas::report(file, &findings.trailing_commas);
            let duplicates = findings.duplicates.into_iter();
            let duplicates = duplicates.map(|it| it.report(file));
            Other {
                tree: Some(tree),
                reports: commas.into_iter().chain(duplicates).collect(),
            }
        }
        Err(error) => Other {
            tree: None,
            reports: vec![error.report(file)],
        },
    };
    (Source { path, text, format }, other)
}

type Parsed = Result<(serde_json::Value, Findings), syntax::SyntaxError>;

/// Parses a text as what it looks like, or else as what its file is called.
fn parse(path: &str, text: &str) -> (Format, Parsed) {
    let extension = Path::new(path).extension().and_then(|it| it.to_str());
    let named_yaml = matches!(extension, Some("yaml" | "yml"));
    let looks_like_json = text.trim_start().starts_with(['{', '[']);
    if !looks_like_json && extension != Some("json") {
        return (Format::Yaml, yaml::parse(text));
    }
    let parsed = json::parse(text);
    if parsed.is_ok() {
        return (Format::Json, parsed);
    }
    if named_yaml {
        // YAML in its flow style looks like JSON.
        return (Format::Yaml, yaml::parse(text));
    }
    let mended = json::parse_without_trailing_commas(text);
    (Format::Json, mended.unwrap_or(parsed))
}

fn nothing() -> Report {
    let place = Place {
        file: FileId(0),
        spot: Spot::Value(Pointer::root()),
    };
    Report::error(Code::SYNTAX, place, "the file says nothing")
        .help("an OpenAPI description starts with `openapi: 3.0.3`")
}

#[cfg(test)]
mod tests;
