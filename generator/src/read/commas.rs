//! Commas before closing brackets: JSON has none, but many who write it by hand do, and what they mean is clear.

use crate::report::{Code, FileId, Place, Report};

/// Where commas stand between a value and a closing bracket, in a text that is JSON but for these.
pub(super) fn trailing(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut is_in_string = false;
    let mut is_escaped = false;
    // The last byte that isn't space, and the comma that it is, if that follows a value.
    let (mut last, mut comma) = (b'[', None);
    for (at, byte) in text.bytes().enumerate() {
        if is_in_string {
            is_in_string = is_escaped || byte != b'"';
            is_escaped = byte == b'\\' && !is_escaped;
            continue;
        }
        if byte.is_ascii_whitespace() {
            continue;
        }
        if matches!(byte, b'}' | b']') {
            found.extend(comma);
        }
        comma = (byte == b',' && !b"[{,:".contains(&last)).then_some(at);
        is_in_string = byte == b'"';
        last = byte;
    }
    found
}

/// The text with a space for each of these commas, so that all else stays where it is.
pub(super) fn without(text: &str, commas: &[usize]) -> String {
    let mut rest = text;
    let mut written = String::with_capacity(text.len());
    for comma in commas {
        let Some((before, after)) = rest.split_at_checked(comma.saturating_sub(written.len()))
        else {
            break;
        };
        written.push_str(before);
        written.push(' ');
        rest = after.strip_prefix(',').unwrap_or(after);
    }
    written + rest
}

/// What to say of them, at the first.
pub(super) fn report(file: FileId, commas: &[usize]) -> Option<Report> {
    let first = *commas.first()?;
    let others = match commas.len() {
        1 => String::new(),
        count => format!(" (and {} more like it)", count - 1),
    };
    let message = format!("a comma stands before the closing bracket{others}");
    let place = Place::bytes(file, first..first + 1);
    let help = "it is passed over; JSON has no such commas: remove it";
    Some(Report::warning(Code::SYNTAX, place, message).help(help))
}
