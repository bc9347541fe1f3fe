//! The URL that an API stands under.

use http::Uri;

/// An absolute http(s) URL without user, query and fragment, and without a slash at its end.
#[derive(Clone, Debug)]
pub(super) struct BaseUrl(String);

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
        let uri: Uri = url.parse().map_err(|_| "it is no URL")?;
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return Err("it doesn't begin with `https://` or `http://`");
        }
        match uri.authority() {
            Some(authority) if authority.as_str().contains('@') => {
                Err("it holds a user or a password: hand them to the builder's method for them")
            }
            Some(authority) if !authority.host().is_empty() => {
                Ok(Self(url.trim_end_matches('/').to_owned()))
            }
            _ => Err("it names no host"),
        }
    }

    /// The URL of a path, which begins with a slash, and a query.
    pub(super) fn join(&self, path: &str, query: &str) -> String {
        let base = &self.0;
        if query.is_empty() {
            format!("{base}{path}")
        } else {
            format!("{base}{path}?{query}")
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
