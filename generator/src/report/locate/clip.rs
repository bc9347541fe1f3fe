//! Ranges that can be shown: on one line, on character boundaries, within the text.

use std::ops::Range;

/// The part of `range` that stands on its first line, without the space at its end.
pub(super) fn to_first_line(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start);
    let end = text.ceil_char_boundary(range.end.max(start));
    let covered = text.get(start..end).unwrap_or("");
    let line = covered.split(['\n', '\r']).next().unwrap_or("");
    start..start + line.trim_end().len()
}
