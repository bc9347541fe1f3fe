//! The table of results.

use std::collections::BTreeMap;
use std::io::{self, Write};

use anyhow::Result;

use super::Row;

/// The heads of the columns. Names and warnings are set flush left, the numbers between them flush right.
const HEADS: [&str; 11] = [
    "name",
    "operations",
    "types",
    "gen ms",
    "peak MB",
    "lines",
    "check s",
    "check MB",
    "rustc errors",
    "rustc warnings",
    "errors, and warnings by code",
];

/// What stands where there is nothing.
const NONE: &str = "-";

/// Prints a line a description, and the totals.
pub(super) fn print(rows: &[Row]) -> Result<()> {
    let mut lines = vec![HEADS.map(str::to_owned)];
    lines.extend(rows.iter().map(cells));
    lines.push(totals(rows));
    let widths: Vec<usize> = (0..HEADS.len())
        .map(|column| {
            let cells = lines.iter().filter_map(|line| line.get(column));
            cells.map(String::len).max().unwrap_or(0)
        })
        .collect();
    let mut out = io::stdout().lock();
    for line in &lines {
        let cells = line.iter().zip(&widths).enumerate();
        let line: Vec<String> = cells
            .map(|(column, (cell, width))| match column {
                0 => format!("{cell:<width$}"),
                column if column + 1 == HEADS.len() => cell.clone(),
                _ => format!("{cell:>width$}"),
            })
            .collect();
        writeln!(out, "{}", line.join("  ").trim_end())?;
    }
    writeln!(out, "\n{}", summary(rows))?;
    Ok(())
}

fn cells(row: &Row) -> [String; 11] {
    let generation = &row.generation;
    let made = generation.made.as_ref();
    let checked = row.checked.as_ref();
    let usage = checked.and_then(|checked| checked.usage);
    let said = [(generation.errors, "errors")]
        .into_iter()
        .filter(|(errors, _)| *errors > 0)
        .map(|(errors, what)| format!("{what} {errors}"))
        .chain(by_code(&generation.warnings))
        .collect::<Vec<_>>();
    [
        row.name.clone(),
        shown(made.map(|made| made.operations)),
        shown(made.map(|made| made.types)),
        format!("{:.0}", generation.usage.wall * 1e3),
        format!("{:.0}", generation.usage.peak),
        shown(made.map(|made| made.lines)),
        shown(usage.map(|usage| format!("{:.2}", usage.wall))),
        shown(usage.map(|usage| format!("{:.0}", usage.peak))),
        shown(checked.map(|checked| checked.errors)),
        shown(checked.map(|checked| checked.warnings)),
        said.join(", "),
    ]
}

fn shown(value: Option<impl ToString>) -> String {
    value.map_or_else(|| NONE.to_owned(), |value| value.to_string())
}

fn by_code(warnings: &BTreeMap<String, usize>) -> impl Iterator<Item = String> {
    warnings
        .iter()
        .map(|(code, count)| format!("{code} {count}"))
}

fn totals(rows: &[Row]) -> [String; 11] {
    let made = || rows.iter().filter_map(|row| row.generation.made.as_ref());
    let checked = || rows.iter().filter_map(|row| row.checked.as_ref());
    let usages = || checked().filter_map(|checked| checked.usage);
    let largest = |values: &mut dyn Iterator<Item = f64>| values.fold(0.0, f64::max);
    let mut warnings = BTreeMap::new();
    for (code, count) in rows.iter().flat_map(|row| &row.generation.warnings) {
        *warnings.entry(code.clone()).or_default() += count;
    }
    let generations = || rows.iter().map(|row| row.generation.usage);
    [
        "total".to_owned(),
        made()
            .map(|made| made.operations)
            .sum::<usize>()
            .to_string(),
        made().map(|made| made.types).sum::<usize>().to_string(),
        format!(
            "{:.0}",
            generations().map(|usage| usage.wall * 1e3).sum::<f64>()
        ),
        format!("{:.0}", largest(&mut generations().map(|usage| usage.peak))),
        made().map(|made| made.lines).sum::<usize>().to_string(),
        format!("{:.2}", usages().map(|usage| usage.wall).sum::<f64>()),
        format!("{:.0}", largest(&mut usages().map(|usage| usage.peak))),
        checked()
            .map(|checked| checked.errors)
            .sum::<usize>()
            .to_string(),
        checked()
            .map(|checked| checked.warnings)
            .sum::<usize>()
            .to_string(),
        by_code(&warnings).collect::<Vec<_>>().join(", "),
    ]
}

/// The result in a line.
fn summary(rows: &[Row]) -> String {
    let made = rows.iter().filter(|row| row.generation.made.is_some());
    let checked: Vec<_> = rows.iter().filter_map(|row| row.checked.as_ref()).collect();
    let compiled = checked.iter().filter(|checked| checked.errors == 0);
    let silent = checked
        .iter()
        .filter(|checked| checked.errors == 0 && checked.warnings == 0);
    format!(
        "{} of {} descriptions generate; {} of {} checked crates compile, {} of them without a warning",
        made.count(),
        rows.len(),
        compiled.count(),
        checked.len(),
        silent.count()
    )
}
