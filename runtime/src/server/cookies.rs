//! Cookies of a request.

use http::HeaderMap;
use http::header::COOKIE;
use percent_encoding::percent_decode_str;

/// The value of the cookie of this name, as it stands (RFC 6265, section 4.2.1). Of several, the first counts.
pub(super) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers
        .get_all(COOKIE)
        .into_iter()
        .filter_map(|line| line.to_str().ok());
    let pairs = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    let value = pairs
        .filter(|(key, _)| *key == name || is_written_as(key, name))
        .map(|(_, value)| value)
        .next()?;
    Some(
        value
            .strip_prefix('"')
            .and_then(|value| value.strip_suffix('"'))
            .unwrap_or(value),
    )
}

/// Whether a cookie's name is that one, percent-encoded: not all characters can stand in it.
fn is_written_as(key: &str, name: &str) -> bool {
    key.contains('%') && percent_decode_str(key).eq(name.bytes())
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::cookie;

    #[test]
    fn finds_a_cookie_among_several() {
        let mut headers = HeaderMap::new();
        headers.append(
            "cookie",
            HeaderValue::from_static("%ZZ=0; x%5B1]=4; a=1; sid=\"x=y\";b"),
        );
        headers.append("cookie", HeaderValue::from_static("c=3"));
        assert_eq!(cookie(&headers, "sid"), Some("x=y"));
        assert_eq!(cookie(&headers, "c"), Some("3"));
        assert_eq!(cookie(&headers, "x[1]"), Some("4"));
        assert_eq!(cookie(&headers, "b"), None);
    }
}
