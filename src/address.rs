//! The address that a request was sent to, which the URLs in its answer start from.

use axum::http::uri::Authority;
use axum::http::{HeaderMap, Uri, header};
use form_urlencoded::Serializer;

/// Scheme, host, path and query of a request. The path is without the suffix `.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    origin: String,
    path: String,
    query: Vec<(String, String)>,
}

impl Address {
    /// The address of a request: the host as in its URI if that is absolute, otherwise as in its header `Host`
    /// (RFC 9112, section 3.2.2). `None` if it has neither, or what it has is no host.
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Option<Self> {
        let authority = match uri.authority() {
            Some(authority) => authority.clone(),
            None => Authority::try_from(headers.get(header::HOST)?.as_bytes()).ok()?,
        };
        // `user@host` may stand in a URI, but not in `Host`, and not in our links either.
        if authority.host().is_empty() || authority.as_str().contains('@') {
            return None;
        }
        let scheme = uri.scheme_str().unwrap_or("http");
        let query = uri.query().unwrap_or_default();
        Some(Self {
            origin: format!("{scheme}://{authority}"),
            path: uri.path().to_owned(),
            query: form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
        })
    }

    /// Scheme, host and port, without a `/` at the end.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The URL of the same resource with these query parameters set (`Some`) or taken out (`None`), the others kept,
    /// and all of them sorted by name.
    pub fn with(&self, changes: &[(&str, Option<&str>)]) -> String {
        let changed = |name: &str| changes.iter().any(|(other, _)| *other == name);
        let kept = self.query.iter().filter(|(name, _)| !changed(name));
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        let set = changes
            .iter()
            .filter_map(|(name, value)| Some((*name, (*value)?)));
        let mut query: Vec<_> = kept.chain(set).collect();
        query.sort_by_key(|(name, _)| *name);

        let url = format!("{}{}.json", self.origin, self.path);
        if query.is_empty() {
            return url;
        }
        format!(
            "{url}?{}",
            Serializer::new(String::new()).extend_pairs(query).finish()
        )
    }

    /// The URL of a group on the same host.
    pub fn of_group(&self, id: i64) -> String {
        format!("{}/api/v2/groups/{id}.json", self.origin)
    }
}

#[cfg(test)]
impl Address {
    /// The address that is this absolute URL.
    pub(crate) fn parse(url: &str) -> Option<Self> {
        Self::of(&url.parse().ok()?, &HeaderMap::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(host: &str, uri: &str) -> Option<Address> {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        Address::of(&uri.parse().unwrap(), &headers)
    }

    #[test]
    fn links_start_with_the_host_of_the_request() {
        let groups = address("localhost:4000", "/api/v2/groups?a=1").unwrap();
        assert_eq!(
            groups.of_group(7),
            "http://localhost:4000/api/v2/groups/7.json"
        );
        assert_eq!(
            groups.with(&[]),
            "http://localhost:4000/api/v2/groups.json?a=1"
        );

        let absolute = address("other", "https://acme.test/api/v2/groups").unwrap();
        assert_eq!(absolute.with(&[]), "https://acme.test/api/v2/groups.json");
    }

    #[test]
    fn parameters_are_set_taken_out_and_sorted() {
        let groups = address("h", "/g?z=1&page=2&page=3&a=%26+b&y").unwrap();
        let link = groups.with(&[("page", Some("4")), ("z", None)]);
        assert_eq!(link, "http://h/g.json?a=%26+b&page=4&y=");
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for host in ["", "a b", "user@host", "ho\"st", "host/path"] {
            assert_eq!(address(host, "/"), None, "{host}");
        }
        assert_eq!(Address::of(&"/".parse().unwrap(), &HeaderMap::new()), None);
        assert!(address("[::1]:80", "/").is_some());
    }
}
