//! An answer on its way out.

use std::cell::Cell;
use std::sync::Arc;

use axum::response::Response;
use bytes::Bytes;
use futures_util::TryStreamExt;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::accept::Accept;
use super::endpoint::NamedStatuses;
use super::failure::log_broken_off;
use super::head::RequestHead;
use super::vary;
use crate::form::{FormStyle, multipart, urlencoded};
use crate::headers::{HeaderWriter, Headers};
use crate::stream::{Body, BodyError, Events, Lines, TextEvents};
use crate::wire;
use crate::xml::{self, Root};

/// An answer that is being put together. What can't be written makes it a bare 500, and is logged.
#[derive(Debug)]
#[must_use = "an answer does nothing until it is given"]
pub struct Output {
    head: Arc<RequestHead>,
    named: NamedStatuses,
    /// Whether it is held against what the caller accepts, rather than just logged where it isn't that.
    checks: bool,
    /// The media types among which the handler chose; empty where there is no choice.
    offered: &'static [&'static [&'static str]],
    /// Whether what the caller accepts has a say in it.
    varies: Cell<bool>,
    status: StatusCode,
    headers: HeaderMap,
    body: Body,
    fault: Option<String>,
}

impl Output {
    /// Starts the answer to a request, for an operation that names these statuses.
    pub(super) fn new(head: Arc<RequestHead>, named: NamedStatuses, checks: bool) -> Self {
        Self {
            head,
            named,
            checks,
            offered: &[],
            varies: Cell::new(false),
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            body: Body::empty(),
            fault: None,
        }
    }

    /// Starts a success, of which there are these media types: the handler may have chosen by what the caller accepts.
    pub(super) fn of_success(self, media_types: &[&str]) -> Self {
        self.vary_among(media_types.len());
        self
    }

    /// Gives it this status.
    pub fn status(self, status: u16) -> Self {
        match StatusCode::from_u16(status) {
            Ok(status) => self.with(status),
            Err(_) => self.fail(format!("{status} is no status")),
        }
    }

    /// Gives it one of a hundred statuses, by their first digit, that has no answer of its own.
    pub fn range(self, class: u8, status: StatusCode) -> Self {
        let named = self.named;
        let output = self.with(status);
        if status.as_u16() / 100 != u16::from(class) {
            return output.fail(format!(
                "the handler answered {status} where the description has {class}XX"
            ));
        }
        if named.has(status) {
            return output.fail(format!(
                "the handler answered {status} under {class}XX, but the description has an answer for that alone"
            ));
        }
        output
    }

    /// Gives it any final status that no other answer stands for.
    pub fn any(self, status: StatusCode) -> Self {
        let named = self.named;
        let output = self.with(status);
        if status.is_informational() {
            return output.fail(format!(
                "the handler answered {status}, which can't end a request"
            ));
        }
        if named.has(status) || named.has_range_of(status) {
            return output.fail(format!(
                "the handler answered {status} under `default`, but the description has another answer for that"
            ));
        }
        output
    }

    /// Says among which contents the handler chose; each stands here by its media types. An answer in one that the caller
    /// doesn't accept breaks the contract where the caller accepts another.
    pub fn offered(mut self, contents: &'static [&'static [&'static str]]) -> Self {
        self.offered = contents;
        self.vary_among(contents.len());
        self
    }

    /// The index of the content that the caller prefers; each stands here by its media types. Where the caller
    /// accepts none of them, the first: an answer that isn't understood is better than none.
    pub fn preferred(&self, contents: &[&[&str]]) -> usize {
        self.vary_among(contents.len());
        let accept = Accept::of(self.head.headers());
        accept.preferred(contents.iter().copied()).unwrap_or(0)
    }

    /// Sets a JSON body of that of several media types which the caller prefers.
    pub fn json_as<T: Serialize>(self, media_types: &[&'static str], body: &T) -> Self {
        self.vary_among(media_types.len());
        let offers: Vec<[&str; 1]> = media_types.iter().map(|name| [*name]).collect();
        let accept = Accept::of(self.head.headers());
        let preferred = accept.preferred(offers.iter().map(|offer| &offer[..]));
        let media_type = media_types.get(preferred.unwrap_or(0)).copied();
        self.json(media_type.unwrap_or_default(), body)
    }

    /// Sets a JSON body.
    pub fn json<T: Serialize>(self, media_type: &'static str, body: &T) -> Self {
        match wire::to_vec(body) {
            Ok(json) => self.bytes(media_type, json.into()),
            Err(error) => self.fail(format!("the answer can't be written as JSON: {error}")),
        }
    }

    /// Sets an XML body.
    pub fn xml<T: Serialize>(self, media_type: &'static str, root: &Root, body: &T) -> Self {
        match xml::write(root, body) {
            Ok(document) => self.bytes(media_type, document.into()),
            Err(error) => self.fail(format!("the answer can't be written as XML: {error}")),
        }
    }

    /// Sets a text body.
    pub fn text(self, media_type: &'static str, body: String) -> Self {
        self.bytes(media_type, body.into())
    }

    /// Sets a text body that holds a number, a date or the like.
    pub fn scalar<T: Serialize>(self, media_type: &'static str, body: &T) -> Self {
        match wire::to_text(body) {
            Ok(text) => self.text(media_type, text.unwrap_or_default()),
            Err(error) => self.fail(format!("the answer can't be written as text: {error}")),
        }
    }

    /// Sets a form, `application/x-www-form-urlencoded`.
    pub fn form<T: Serialize + DeserializeOwned>(
        self,
        media_type: &'static str,
        styles: &[(&str, FormStyle)],
        body: &T,
    ) -> Self {
        match urlencoded::encode(styles, body) {
            Ok(form) => self.text(media_type, form),
            Err(error) => self.fail(format!("the answer can't be written as a form: {error}")),
        }
    }

    /// Sets a form in parts, `multipart/form-data`.
    pub fn multipart<T: Serialize + DeserializeOwned>(
        self,
        media_type: &'static str,
        styles: &[(&str, FormStyle)],
        body: &T,
    ) -> Self {
        match multipart::encode(media_type, styles, body) {
            Ok((media_type, body)) => self.typed(&media_type, body),
            Err(error) => self.fail(format!("the answer can't be written as a form: {error}")),
        }
    }

    /// Sets a body of bytes.
    pub fn bytes(self, media_type: &'static str, body: Bytes) -> Self {
        self.stream(media_type, body.into())
    }

    /// Sets a body of server-sent events whose data are JSON.
    pub fn events<T: Serialize + Send + 'static>(
        self,
        media_type: &'static str,
        events: &Events<T>,
    ) -> Self {
        self.encoded(media_type, events.encode())
    }

    /// Sets a body of server-sent events whose data are text.
    pub fn text_events(self, media_type: &'static str, events: &TextEvents) -> Self {
        self.encoded(media_type, events.encode_text())
    }

    /// Sets a body of JSON texts, one behind the other.
    pub fn lines<T: Serialize + 'static>(self, media_type: &'static str, lines: &Lines<T>) -> Self {
        self.encoded(media_type, lines.encode(media_type))
    }

    fn encoded(self, media_type: &'static str, body: Result<Body, BodyError>) -> Self {
        match body {
            Ok(body) => self.stream(media_type, body),
            Err(error) => self.fail(format!("the answer can't be sent: {error}")),
        }
    }

    /// Sets a body that may come piece by piece.
    pub fn stream(self, media_type: &'static str, body: Body) -> Self {
        self.typed(media_type, body)
    }

    fn typed(mut self, media_type: &str, body: Body) -> Self {
        self.body = body;
        if let Some(fault) = self.unwelcome(media_type) {
            if self.checks {
                return self.fail(fault);
            }
            self.log(&fault);
        }
        match HeaderValue::from_str(media_type) {
            Ok(value) => {
                self.headers.insert(CONTENT_TYPE, value);
                self
            }
            Err(_) => self.fail(format!("`{media_type}` is no media type")),
        }
    }

    /// Sets the documented headers.
    pub fn headers<H: Headers>(mut self, headers: &H) -> Self {
        let mut writer = HeaderWriter::default();
        headers.write(&mut writer);
        let (headers, faults) = writer.finish();
        self.headers.extend(headers);
        match faults.into_iter().next() {
            Some(fault) => self.fail(fault),
            None => self,
        }
    }

    /// What is wrong with an answer of this media type: the caller doesn't accept it, but others that were offered. Where
    /// none is accepted, that is disregarded (RFC 9110, section 12.4.1): the description has no other answer.
    fn unwelcome(&self, media_type: &str) -> Option<String> {
        if self.offered.is_empty() {
            return None;
        }
        let accept = Accept::of(self.head.headers());
        let is_welcome = |media_type: &&&str| accept.quality(media_type) > 0;
        if is_welcome(&&media_type) {
            return None;
        }
        let mut offered = self.offered.iter().copied().flatten();
        let other = offered.find(is_welcome)?;
        Some(format!(
            "the handler answered `{media_type}`, which the caller doesn't accept, rather than `{other}`"
        ))
    }

    #[cold]
    fn log(&self, fault: &str) {
        let operation = self.head.operation();
        tracing::warn!(
            operation = operation.map(|operation| operation.id),
            http.route = operation.map(|operation| operation.path),
            "{fault}"
        );
    }

    /// The answer, whole.
    ///
    /// # Errors
    /// What could not be written.
    pub(super) fn finish(self) -> Result<Response, String> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let body = match self.body.as_bytes() {
            Some(bytes) => axum::body::Body::from(bytes.clone()),
            None => {
                let pieces = self.body.into_pieces().map_err(|error| error.to_string())?;
                let operation = self.head.operation();
                let logged = move |error: &BodyError| log_broken_off(operation, error);
                axum::body::Body::from_stream(pieces.inspect_err(logged))
            }
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        if self.varies.get() {
            vary::on_accept(response.headers_mut());
        }
        Ok(response)
    }

    /// Notes that it is one of so many that the caller could have had by accepting something else.
    fn vary_among(&self, choices: usize) {
        self.varies.set(self.varies.get() || choices > 1);
    }

    fn with(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    fn fail(mut self, fault: String) -> Self {
        self.fault.get_or_insert(fault);
        self
    }
}
