//! The address that a request was sent to, and the URLs in its answer, which are made of it.

mod forwarded;
mod host;
mod origins;

use axum::http::Uri;
use form_urlencoded::Serializer;
pub(crate) use host::host;
pub(crate) use origins::Peer;
pub use origins::{Origins, PublicUrl};

/// What URLs start with, path and query of a request. The path is without the suffix `.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    origin: String,
    path: String,
    query: Vec<(String, String)>,
}

impl Address {
    /// The address of a request for this URI, whose URLs start with `origin`.
    fn new(origin: String, uri: &Uri) -> Self {
        let query = uri.query().unwrap_or_default();
        Self {
            origin,
            path: uri.path().to_owned(),
            query: form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
        }
    }

    /// What its URLs start with, without a `/` at the end.
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
        let no_headers = axum::http::HeaderMap::new();
        Origins::default().address(&url.parse().ok()?, &no_headers, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_set_taken_out_and_sorted() {
        let groups = Address::parse("http://h/g?z=1&page=2&page=3&a=%26+b&y").unwrap();
        let link = groups.with(&[("page", Some("4")), ("z", None)]);
        assert_eq!(link, "http://h/g.json?a=%26+b&page=4&y=");
        let bare = Address::parse("http://h/g").unwrap();
        assert_eq!(bare.with(&[]), "http://h/g.json");
    }
}
