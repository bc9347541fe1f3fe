//! A client of the Groups service, on one connection.

use anyhow::{Context, Result};
use serde::Deserialize;

pub(super) struct Client {
    agent: ureq::Agent,
    authorization: String,
    /// Scheme, host and port.
    pub(super) url: String,
}

/// A page of groups, as far as it matters here.
#[derive(Debug, Deserialize)]
pub(super) struct Page {
    pub(super) groups: Vec<Group>,
    pub(super) meta: Meta,
}

#[derive(Debug, Deserialize)]
pub(super) struct Group {
    pub(super) id: u64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Meta {
    pub(super) after_cursor: Option<String>,
}

impl Client {
    /// A client that sends this bearer token.
    pub(super) fn new(url: String, token: &str) -> Self {
        Self {
            agent: ureq::Agent::new_with_defaults(),
            authorization: format!("Bearer {token}"),
            url,
        }
    }

    /// The body of the answer to a GET.
    pub(super) fn get(&self, path: &str) -> Result<String> {
        let request = self.agent.get(format!("{}/api/v2{path}", self.url));
        let request = request.header("Authorization", &self.authorization);
        let mut answer = request.call().with_context(|| path.to_owned())?;
        Ok(answer.body_mut().read_to_string()?)
    }

    /// The page that begins after the cursor, or the first one.
    pub(super) fn page(&self, after: Option<&str>) -> Result<Page> {
        Ok(serde_json::from_str(&self.get(&page_path(after))?)?)
    }
}

/// The path of the page that begins after the cursor, or of the first one.
pub(super) fn page_path(after: Option<&str>) -> String {
    match after {
        Some(cursor) => format!("/groups?page%5Bsize%5D=100&page%5Bafter%5D={cursor}"),
        None => "/groups?page%5Bsize%5D=100".to_owned(),
    }
}
