//! Comparing media types.

/// Whether a content type is one of those of a media range, parameters aside: `application/json` of `application/*`
/// (RFC 9110, sections 8.3.1 and 12.5.1).
pub(super) fn fits(range: &str, content_type: &str) -> bool {
    let (range, content_type) = (essence(range), essence(content_type));
    if range == "*/*" || range.eq_ignore_ascii_case(content_type) {
        return true;
    }
    match (range.split_once('/'), content_type.split_once('/')) {
        (Some((kind, "*")), Some((other, _))) => kind.eq_ignore_ascii_case(other),
        _ => false,
    }
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::fits;

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
        assert!(!fits("image/*", "text/png"));
    }
}
