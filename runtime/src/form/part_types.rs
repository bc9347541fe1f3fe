//! Which media types the parts of a form may be of (OpenAPI 3.0, "Encoding Object", `contentType`).

use super::parts::Part;
use super::style::{self, FormStyle};
use super::urlencoded::failure;
use crate::excerpt;
use crate::media_type::{fits, precision};
use crate::wire::DecodeFailure;

/// The parts that say that they are of another media type than the description has for them. One that says nothing may be
/// of any.
pub(crate) fn of_others<'p>(
    styles: &'p [(&str, FormStyle)],
    parts: &'p [Part],
) -> impl Iterator<Item = DecodeFailure> + 'p {
    parts.iter().filter_map(|part| {
        let Some(FormStyle::Type(expected)) = style::of(styles, &part.name) else {
            return None;
        };
        let said = part.content_type.as_deref()?;
        let mut expected = expected.split(',').map(str::trim);
        if precision(said) == 2 && expected.clone().any(|range| fits(range, said)) {
            return None;
        }
        let first = expected.next().unwrap_or_default();
        let expected = expected.fold(first.to_owned(), |list, next| format!("{list} or {next}"));
        let message = excerpt::shortened(format!(
            "must be of the media type {expected}, not `{said}`"
        ));
        Some(DecodeFailure {
            rule: "contentType",
            ..failure(&part.name, &message)
        })
    })
}

/// The media type that a part of one of these is of, where nothing else is said of it: the first that is no range.
pub(crate) fn usual(expected: &'static str) -> Option<&'static str> {
    let mut expected = expected.split(',').map(str::trim);
    expected.find(|media_type| !media_type.contains('*'))
}
