//! Media types: which fits which, and which of them a caller prefers.

/// Whether a media type is one of those of a media range, parameters aside: `application/json` of `application/*`
/// (RFC 9110, sections 8.3.1 and 12.5.1), and `application/geo+json` of `application/*+json`, as descriptions have it.
/// Two ranges fit where a media type may be of both.
pub(crate) fn fits(range: &str, media_type: &str) -> bool {
    let (range, media_type) = (essence(range), essence(media_type));
    if range == "*/*" || media_type == "*/*" || range.eq_ignore_ascii_case(media_type) {
        return true;
    }
    match (range.split_once('/'), media_type.split_once('/')) {
        (Some((kind, subtype)), Some((other, other_subtype))) => {
            kind.eq_ignore_ascii_case(other)
                && (holds(subtype, other_subtype) || holds(other_subtype, subtype))
        }
        _ => false,
    }
}

/// Whether a subtype is `*`, or `*+` and a suffix that the other has.
fn holds(range: &str, subtype: &str) -> bool {
    match range.strip_prefix('*') {
        Some(suffix) => subtype
            .to_ascii_lowercase()
            .ends_with(&suffix.to_ascii_lowercase()),
        None => false,
    }
}

/// The index of the content that a content type is of: that which names it before those whose ranges hold it. A range is
/// no content type.
pub(crate) fn position<'m, C>(
    contents: impl IntoIterator<Item = C> + Clone,
    content_type: &str,
) -> Option<usize>
where
    C: IntoIterator<Item = &'m &'m str>,
{
    let essence = essence(content_type);
    if precision(essence) < 2 {
        return None;
    }
    let mut best = None;
    for (index, media_types) in contents.into_iter().enumerate() {
        for range in media_types.into_iter().filter(|range| fits(range, essence)) {
            let precision = precision(range);
            if best.is_none_or(|(_, before)| before < precision) {
                best = Some((index, precision));
            }
        }
    }
    best.map(|(index, _)| index)
}

/// How precise a range is: `*/*`, then `image/*`, then a media type.
pub(crate) fn precision(range: &str) -> u8 {
    match essence(range).split_once('/') {
        Some(("*", _)) => 0,
        Some((_, subtype)) if subtype.starts_with('*') => 1,
        _ => 2,
    }
}

/// The charset that a media type names (RFC 9110, section 8.3.2), without the quotes that may stand around it.
#[cfg(feature = "server")]
pub(crate) fn charset(media_type: &str) -> Option<&str> {
    let parameters = media_type.split(';').skip(1);
    let mut parameters = parameters.filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Some(value.trim().trim_matches('"'))
}

/// A media type without its parameters.
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::{fits, position};

    #[test]
    fn compares_without_case_and_parameters() {
        assert!(fits("application/json", "Application/JSON; charset=utf-8"));
        assert!(fits("text/plain; charset=utf-8", "text/plain"));
        assert!(!fits("application/json", "application/json5"));
    }

    #[test]
    fn knows_ranges() {
        assert!(fits("image/*", "image/png"));
        assert!(fits("*/*", "image/png"));
        assert!(fits("image/png", "image/*"));
        assert!(!fits("image/*", "text/png"));
        assert!(!fits("image/*", "text/*"));
        assert!(fits("application/*+json", "application/geo+JSON"));
        assert!(!fits("application/*+json", "application/json"));
    }

    #[test]
    fn the_most_precise_content_is_taken() {
        let contents: [&[&str]; 3] = [&["*/*"], &["text/*"], &["text/csv", "image/png"]];
        assert_eq!(position(contents, "text/csv; header=present"), Some(2));
        assert_eq!(position(contents, "text/plain"), Some(1));
        assert_eq!(position(contents, "audio/ogg"), Some(0));
        assert_eq!(position(contents, "text/*"), None);
        let contents: [&[&str]; 1] = [&["text/csv"]];
        assert_eq!(position(contents, "text/plain"), None);
    }
}
