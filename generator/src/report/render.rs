//! Reports as people read them: in rustc's manner, with the line of the text underlined.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::read::{Source, Sources};

use super::{Located, Position, Severity};

/// How much of a long line is shown before and after the place, in bytes.
const CONTEXT: usize = 60;

/// How much of a long place is shown, in bytes.
const LONGEST_PLACE: usize = 80;

/// What stands for the part of a line that isn't shown.
const CUT: &str = "...";

/// Whether colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Text alone.
    Plain,
    /// Colours, as terminals show them.
    Coloured,
}

/// How many columns a report takes where nobody says how many there are.
const WIDTH: usize = 140;

/// Renders reports in the order in which they are given, an empty line after each.
pub fn render(reports: &[Located], sources: &Sources, style: Style) -> String {
    render_within(reports, sources, style, WIDTH)
}

/// Renders reports as [`render`] does; the lines of the text that are shown are cut to `width` columns.
pub fn render_within(reports: &[Located], sources: &Sources, style: Style, width: usize) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    }
    .term_width(width);
    reports
        .iter()
        .map(|report| render_one(report, sources, &renderer) + "\n\n")
        .collect()
}

fn render_one(located: &Located, sources: &Sources, renderer: &Renderer) -> String {
    let report = &located.report;
    let level = match report.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(report.message.as_str())
        .id(report.code.as_str());
    let pointer = report.pointer().filter(|it| !it.as_str().is_empty());
    let notes = pointer
        .map(|pointer| Level::INFO.with_name("at").message(pointer.as_str()))
        .into_iter()
        .chain((report.help.as_ref()).map(|help| Level::HELP.message(help.as_str())));
    let place = located
        .position
        .as_ref()
        .and_then(|position| Some((position, sources.get(position.file)?)));
    let Some((position, source)) = place else {
        return renderer.render(&[title.elements(notes)]);
    };
    let excerpt = excerpt(&source.text, &position.range);
    let snippet = Snippet::source(excerpt.text.as_str())
        .path(source.path.as_str())
        .line_start(position.line)
        .annotation(AnnotationKind::Primary.span(excerpt.place.clone()));
    let rendered = renderer.render(&[title.element(snippet).elements(notes)]);
    restore_column(rendered, source, position, &excerpt)
}

/// The part of a line that is shown.
struct Excerpt {
    text: String,
    /// The bytes of `text` that the report points at.
    place: Range<usize>,
}

/// Cuts the line around a place out of a text, and a long line (minified JSON is one line) down to what stands near.
fn excerpt(text: &str, range: &Range<usize>) -> Excerpt {
    let near_start = text.floor_char_boundary(range.start.saturating_sub(CONTEXT));
    let end = text.floor_char_boundary(range.end.min(range.start + LONGEST_PLACE));
    let near_end = text.ceil_char_boundary((end + CONTEXT).min(text.len()));

    let before = text.get(near_start..range.start).unwrap_or("");
    let (before, cut_before) = match before.rfind('\n') {
        Some(newline) => (before.get(newline + 1..).unwrap_or(""), ""),
        None if near_start == 0 => (before, ""),
        None => (before, CUT),
    };
    let after = text.get(end..near_end).unwrap_or("");
    let (after, cut_after) = match after.find(['\n', '\r']) {
        Some(newline) => (after.get(..newline).unwrap_or(""), ""),
        None if near_end == text.len() => (after, ""),
        None => (after, CUT),
    };
    let place = text.get(range.start..end).unwrap_or("");
    let start = cut_before.len() + before.len();
    Excerpt {
        text: [cut_before, before, place, after, cut_after].concat(),
        place: start..start + place.len(),
    }
}

/// Puts the column in the whole line where the rendering has the column in the excerpt.
fn restore_column(
    rendered: String,
    source: &Source,
    position: &Position,
    excerpt: &Excerpt,
) -> String {
    let before = excerpt.text.get(..excerpt.place.start).unwrap_or("");
    let shown = 1 + before.chars().count();
    if shown == position.column {
        return rendered;
    }
    let at = format!("{}:{}:", source.path, position.line);
    rendered.replacen(
        &format!("{at}{shown}"),
        &format!("{at}{}", position.column),
        1,
    )
}

#[cfg(test)]
mod tests;
