//! Headers that hold secrets.

use http::HeaderMap;
use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE};

/// Marks those headers that commonly hold secrets, so that nothing prints them. Each may be there several times.
pub(crate) fn mark_sensitive(headers: &mut HeaderMap) {
    for (name, value) in headers {
        if [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE].contains(name) {
            value.set_sensitive(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::mark_sensitive;

    #[test]
    fn none_of_them_is_printed() {
        let mut headers = HeaderMap::new();
        for name in [
            "authorization",
            "cookie",
            "cookie",
            "set-cookie",
            "set-cookie",
        ] {
            headers.append(name, HeaderValue::from_static("s3cret"));
        }
        headers.insert("x-other", HeaderValue::from_static("shown"));
        mark_sensitive(&mut headers);
        let printed = format!("{headers:?}");
        assert!(!printed.contains("s3cret"), "{printed}");
        assert!(printed.contains("shown"));
    }
}
