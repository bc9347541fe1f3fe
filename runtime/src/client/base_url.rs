//! The URL that an API stands under.

use http::Uri;

/// An absolute http(s) URL without user and fragment. One that paths follow has no query, and no slash at its end.
#[derive(Clone, Debug)]
pub(super) struct BaseUrl {
    url: String,
    query: String,
}

impl BaseUrl {
    /// Reads a URL.
    ///
    /// # Errors
    /// What is wrong with it, in words. They don't repeat the URL, which may hold a password.
    pub(super) fn parse(url: &str) -> Result<Self, &'static str> {
        if url.contains(['?', '#']) {
            return Err(
                "it has a query or a fragment, which the operations' own paths would follow",
            );
        }
        Self::checked(url, "")
    }

    /// Reads the whole URL of a request, to which its operation adds no path. A fragment is left out: it is never
    /// sent.
    ///
    /// # Errors
    /// The same.
    pub(super) fn whole(url: &str) -> Result<Self, &'static str> {
        let url = url.split_once('#').map_or(url, |(url, _)| url);
        let (url, query) = url.split_once('?').unwrap_or((url, ""));
        let mut whole = Self::checked(url, query)?;
        whole.url = url.to_owned();
        Ok(whole)
    }

    fn checked(url: &str, query: &str) -> Result<Self, &'static str> {
        let uri: Uri = url.parse().map_err(|_| "it is no URL")?;
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return Err("it doesn't begin with `https://` or `http://`");
        }
        match uri.authority() {
            Some(authority) if authority.as_str().contains('@') => {
                Err("it holds a user or a password: hand them to the builder's method for them")
            }
            Some(authority) if !authority.host().is_empty() => Ok(Self {
                url: url.trim_end_matches('/').to_owned(),
                query: query.to_owned(),
            }),
            _ => Err("it names no host"),
        }
    }

    /// The URL itself, without its query.
    pub(super) fn as_str(&self) -> &str {
        &self.url
    }

    /// The URL of a path, which begins with a slash, and a query.
    pub(super) fn join(&self, path: &str, query: &str) -> String {
        let base = &self.url;
        match (self.query.as_str(), query) {
            ("", "") => format!("{base}{path}"),
            (own, "") => format!("{base}{path}?{own}"),
            ("", query) => format!("{base}{path}?{query}"),
            (own, query) => format!("{base}{path}?{own}&{query}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[test]
    fn keeps_the_base_path() {
        for base in ["https://a.example/api/v2", "https://a.example/api/v2/"] {
            let url = BaseUrl::parse(base).unwrap();
            assert_eq!(url.join("/groups", ""), "https://a.example/api/v2/groups");
            assert_eq!(
                url.join("/groups", "a=b"),
                "https://a.example/api/v2/groups?a=b"
            );
        }
        assert_eq!(
            BaseUrl::parse("http://[::1]:80").unwrap().join("/", ""),
            "http://[::1]:80/"
        );
    }

    #[test]
    fn keeps_the_whole_of_a_url() {
        for (url, joined) in [
            ("https://a.example/hook/", "https://a.example/hook/?b=c"),
            (
                "https://a.example/h?x=%20#f",
                "https://a.example/h?x=%20&b=c",
            ),
            ("http://a.example", "http://a.example?b=c"),
        ] {
            assert_eq!(BaseUrl::whole(url).unwrap().join("", "b=c"), joined);
        }
        for url in ["/hook", "ftp://a.example", "https://u:p@a.example?b"] {
            assert!(BaseUrl::whole(url).is_err(), "{url}");
        }
    }

    #[test]
    fn refuses_what_is_no_base() {
        for url in [
            "",
            "/api",
            "a.example",
            "ftp://a.example",
            "https://",
            "https://a.example?b",
            "https://u:p@a.example",
        ] {
            assert!(BaseUrl::parse(url).is_err(), "{url}");
        }
    }
}
