//! What an answer depends on besides the URL (RFC 9110, section 12.5.5).

use http::header::{ACCEPT, HeaderMap, HeaderValue, VARY};

/// Says that an answer depends on what the caller accepts, unless its headers say so already: caches keep the answers to other
/// callers apart from it.
pub(super) fn on_accept(headers: &mut HeaderMap) {
    let said = headers.get_all(VARY).iter();
    let mut said = said
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    let is_said = said.any(|name| {
        let name = name.trim();
        name == "*" || name.eq_ignore_ascii_case(ACCEPT.as_str())
    });
    if !is_said {
        headers.append(VARY, HeaderValue::from_static("Accept"));
    }
}

#[cfg(test)]
mod tests {
    use http::header::{HeaderMap, HeaderValue, VARY};

    use super::on_accept;

    /// What `Vary` says in the end, where it said that.
    fn after(said: &[&'static str]) -> Vec<String> {
        let said = said.iter().map(|it| (VARY, HeaderValue::from_static(it)));
        let mut headers: HeaderMap = said.collect();
        on_accept(&mut headers);
        let said = headers.get_all(VARY).iter();
        said.map(|it| it.to_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn it_is_said_once() {
        assert_eq!(after(&[]), ["Accept"]);
        assert_eq!(after(&["Accept"]), ["Accept"]);
        assert_eq!(after(&["Origin, accept"]), ["Origin, accept"]);
        assert_eq!(after(&["*"]), ["*"]);
        let other = "Accept-Encoding";
        assert_eq!(after(&[other]), [other, "Accept"]);
        assert_eq!(after(&[other, "Accept"]), [other, "Accept"]);
    }
}
