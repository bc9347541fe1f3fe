//! A request on its way out.

mod bodies;
mod optional_bodies;
mod parameters;

use http::header::{ACCEPT, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use reqwest::Url;

use super::base_url::BaseUrl;
use super::error::{Failure, InvalidRequest};
use crate::operation::{Operation, OperationInfo};
use crate::stream::Body;
use crate::validate::Violations;

/// A request that is being put together. What can't be written is told when it is sent.
#[derive(Debug)]
#[must_use = "a request does nothing until it is sent"]
pub struct Outgoing {
    operation: &'static OperationInfo,
    path: String,
    query: String,
    headers: HeaderMap,
    cookies: String,
    secret_cookies: bool,
    body: Body,
    fault: Option<InvalidRequest>,
}

impl Outgoing {
    /// Starts a request of an operation.
    pub fn of<O: Operation>() -> Self {
        Self::new(O::INFO)
    }

    /// Starts a request of the operation of which that is known.
    pub fn new(operation: &'static OperationInfo) -> Self {
        Self {
            operation,
            path: String::new(),
            query: String::new(),
            headers: HeaderMap::new(),
            cookies: String::new(),
            secret_cookies: false,
            body: Body::empty(),
            fault: None,
        }
    }

    /// Says which media types the reply may have.
    pub fn accept(mut self, media_types: &'static str) -> Self {
        match HeaderValue::from_str(media_types) {
            Ok(value) => self.set_header(ACCEPT, value),
            Err(_) => self.fail(format!("`{media_types}` is no list of media types")),
        }
        self
    }

    pub(super) fn operation(&self) -> &'static OperationInfo {
        self.operation
    }

    /// Makes the request one to the target of a link that a reply to it held: a URL, or one that is relative to the
    /// request's own (RFC 3986, section 5).
    ///
    /// # Errors
    /// What is wrong with the link. One that leads to another server isn't followed: the request's credentials, and
    /// whatever else it says, are for this one.
    pub(super) fn follow(
        &mut self,
        base_url: &BaseUrl,
        link: &str,
    ) -> Result<BaseUrl, &'static str> {
        let own = base_url.join(&self.path, &self.query);
        let own = Url::parse(&own).map_err(|_| "the request's own URL is none")?;
        let url = own
            .join(link)
            .map_err(|_| "the link to the next page is no URL")?;
        if url.origin() != own.origin() {
            return Err("the link to the next page leads to another server");
        }
        self.path.clear();
        self.query.clear();
        BaseUrl::whole(url.as_str())
    }

    /// Sets a header, in place of one of the same name.
    pub(super) fn set_header(&mut self, name: HeaderName, value: HeaderValue) {
        self.headers.insert(name, value);
    }

    /// Sets headers that aren't set as yet. `Accept` is set anew: what an operation says there is all that it documents,
    /// of which a caller may want less.
    pub(super) fn set_defaults(&mut self, defaults: &HeaderMap) {
        for (name, value) in defaults {
            if name == ACCEPT || !self.headers.contains_key(name) {
                self.set_header(name.clone(), value.clone());
            }
        }
    }

    /// Appends a piece of the query, ready to be sent.
    pub(super) fn push_query(&mut self, piece: &str) {
        push_behind(&mut self.query, "&", piece);
    }

    /// Appends a cookie, ready to be sent, that nothing may print.
    pub(super) fn push_secret_cookie(&mut self, pair: &str) {
        push_behind(&mut self.cookies, "; ", pair);
        self.secret_cookies = true;
    }

    /// The request, whole.
    pub(super) fn finish(mut self, base_url: &BaseUrl) -> Result<http::Request<Body>, Failure> {
        if self
            .path
            .split('/')
            .any(|segment| segment == "." || segment == "..")
        {
            self.fail("a path parameter is `.` or `..`, which URLs take for a step up".to_owned());
        }
        self.set_cookies();
        if let Some(fault) = self.fault {
            return Err(Failure::InvalidRequest(fault));
        }
        let built = http::Request::builder()
            .method(self.operation.method)
            .uri(base_url.join(&self.path, &self.query))
            .body(self.body);
        match built {
            Ok(mut request) => {
                *request.headers_mut() = self.headers;
                Ok(request)
            }
            Err(_) => {
                let message =
                    "base URL, path and query make no URL together: it may be too long".to_owned();
                Err(Failure::InvalidRequest(InvalidRequest::new(
                    self.operation.id,
                    message,
                )))
            }
        }
    }

    fn set_cookies(&mut self) {
        if self.cookies.is_empty() {
            return;
        }
        match HeaderValue::from_str(&self.cookies) {
            Ok(mut value) => {
                value.set_sensitive(self.secret_cookies);
                self.set_header(COOKIE, value);
            }
            Err(_) => self.fail("a cookie holds characters that no header may hold".to_owned()),
        }
    }

    /// Notes what can't be written; the first such thing is told.
    fn fail(&mut self, message: String) {
        let operation = self.operation.id;
        self.fault
            .get_or_insert_with(|| InvalidRequest::new(operation, message));
    }

    /// Notes the rules that it breaks.
    fn fail_breaking(&mut self, violations: Violations) {
        let operation = self.operation.id;
        self.fault
            .get_or_insert_with(|| InvalidRequest::breaking(operation, violations));
    }
}

fn push_behind(text: &mut String, separator: &str, piece: &str) {
    if !text.is_empty() {
        text.push_str(separator);
    }
    text.push_str(piece);
}

#[cfg(test)]
mod tests;
