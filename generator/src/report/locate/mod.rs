//! Places → lines and columns: the texts are scanned only when there is a report to show, and each only once.

mod characters;
mod clip;
mod json;
mod tree;
mod wanted;
mod yaml;

use std::mem;
use std::ops::Range;

use crate::read::{Format, Source, Sources};

pub(crate) use characters::Characters;

use super::{FileId, Place, Report, Reports, Severity, Spot};
use hashbrown::HashMap;
use tree::Tree;
use wanted::Wanted;

/// A report, and where in the text it points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The report.
    pub report: Report,
    /// Where it points; `None` where there is no text.
    pub position: Option<Position>,
    /// Whether it is an error only because the user denies it.
    pub denied: bool,
}

impl Located {
    /// A report that points nowhere.
    pub(crate) fn without_place(report: Report) -> Self {
        Self {
            report,
            position: None,
            denied: false,
        }
    }

    /// Whether the report is an error.
    pub fn is_error(&self) -> bool {
        self.is(Severity::Error)
    }

    /// Whether the report weighs just that much.
    pub fn is(&self, severity: Severity) -> bool {
        self.report.severity == severity
    }
}

/// A piece of one line of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The file.
    pub file: FileId,
    /// The bytes, all on one line.
    pub range: Range<usize>,
    /// The line of the first byte, counted from 1.
    pub line: usize,
    /// The column of the first byte in characters, counted from 1.
    pub column: usize,
}

/// Finds where each report points, and puts the reports in the order of the text: those without a place first,
/// then file by file. Of reports that say the same at the same place the gravest is kept.
pub fn locate(sources: &Sources, reports: Reports) -> Vec<Located> {
    let reports: Vec<Report> = reports.into_iter().collect();
    let trees = trees(sources, &reports);
    let mut found: Vec<Found> = reports
        .into_iter()
        .map(|report| Found {
            at: (report.place.as_ref()).and_then(|place| range(sources, &trees, place)),
            report,
        })
        .collect();
    found.sort_by_key(Found::order);
    found.dedup_by(|later, earlier| {
        let are_alike = later.at == earlier.at
            && later.report.code == earlier.report.code
            && later.report.message == earlier.report.message;
        if are_alike && later.report.severity == Severity::Error {
            mem::swap(later, earlier);
        }
        are_alike
    });
    number(sources, found)
}

/// A report, and the bytes that it points at.
struct Found {
    at: Option<(FileId, Range<usize>)>,
    report: Report,
}

impl Found {
    fn order(&self) -> Option<(FileId, usize, usize)> {
        let (file, range) = self.at.as_ref()?;
        Some((*file, range.start, range.end))
    }
}

/// The nodes of the files that reports point into.
fn trees<'s>(sources: &'s Sources, reports: &[Report]) -> HashMap<FileId, Tree<'s>> {
    let mut wanted: HashMap<FileId, Wanted> = HashMap::new();
    for place in reports.iter().filter_map(|report| report.place.as_ref()) {
        match &place.spot {
            Spot::Bytes(_) => {}
            Spot::Value(pointer) | Spot::Key(pointer) | Spot::RepeatedKey { pointer, .. } => {
                wanted.entry(place.file).or_default().add(pointer);
            }
        }
    }
    let scanned =
        |(file, wanted): (FileId, Wanted)| Some((file, scan(sources.get(file)?, &wanted)));
    wanted.into_iter().filter_map(scanned).collect()
}

fn scan<'s>(source: &'s Source, wanted: &Wanted) -> Tree<'s> {
    match source.format {
        Format::Yaml => yaml::scan(&source.text),
        Format::Json => json::scan(&source.text, wanted),
        Format::Toml | Format::Text => Tree::default(),
    }
}

fn range(
    sources: &Sources,
    trees: &HashMap<FileId, Tree<'_>>,
    place: &Place,
) -> Option<(FileId, Range<usize>)> {
    let source = sources.get(place.file)?;
    let tree = || trees.get(&place.file);
    let range = match &place.spot {
        Spot::Bytes(range) => range.clone(),
        Spot::Value(pointer) => tree()?.value(pointer),
        Spot::Key(pointer) => tree()?.key(pointer, 0),
        Spot::RepeatedKey { pointer, after } => tree()?.key(pointer, *after),
    };
    Some((place.file, clip::to_first_line(&source.text, range)))
}

/// Gives lines and columns to ranges that are in the order of the text, in one pass over each text.
fn number(sources: &Sources, found: Vec<Found>) -> Vec<Located> {
    let mut at = Position {
        file: FileId(0),
        range: 0..0,
        line: 1,
        column: 1,
    };
    found
        .into_iter()
        .map(|Found { at: range, report }| {
            let position = range.map(|(file, range)| {
                if file != at.file {
                    (at.line, at.column, at.range) = (1, 1, 0..0);
                    at.file = file;
                }
                let text = sources.get(file).map_or("", |source| &source.text);
                advance(&mut at, text, range);
                at.clone()
            });
            Located {
                report,
                position,
                denied: false,
            }
        })
        .collect()
}

fn advance(at: &mut Position, text: &str, to: Range<usize>) {
    let passed = text.get(at.range.start..to.start).unwrap_or("");
    match passed.rfind('\n') {
        Some(newline) => {
            at.line += passed.bytes().filter(|byte| *byte == b'\n').count();
            at.column = 1 + passed.get(newline + 1..).unwrap_or("").chars().count();
        }
        None => at.column += passed.chars().count(),
    }
    at.range = to;
}

#[cfg(test)]
mod tests;
