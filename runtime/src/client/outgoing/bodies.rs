//! The body of a request.

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Outgoing;
use crate::form::{FormStyle, multipart, urlencoded};
use crate::stream::{Body, BodyError, Events, Lines, TextEvents};
use crate::wire::{self, WriteFailure};
use crate::xml::{self, Root};

impl Outgoing {
    /// Sets a JSON body.
    pub fn json<T: Serialize>(self, media_type: &'static str, body: &T) -> Self {
        match wire::to_vec(body) {
            Ok(json) => self.bytes(media_type, &json.into()),
            Err(failure) => self.unwritten("JSON", &failure),
        }
    }

    /// Sets an XML body.
    pub fn xml<T: Serialize>(self, media_type: &'static str, root: &Root, body: &T) -> Self {
        match xml::write(root, body) {
            Ok(document) => self.bytes(media_type, &document.into()),
            Err(failure) => self.unwritten("XML", &failure),
        }
    }

    /// Sets a text body.
    pub fn text(self, media_type: &'static str, body: &str) -> Self {
        self.bytes(media_type, &Bytes::copy_from_slice(body.as_bytes()))
    }

    /// Sets a text body that holds a number, a date or the like.
    pub fn scalar<T: Serialize>(self, media_type: &'static str, body: &T) -> Self {
        match wire::to_text(body) {
            Ok(text) => self.text(media_type, &text.unwrap_or_default()),
            Err(failure) => self.unwritten("text", &failure),
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
            Ok(form) => self.text(media_type, &form),
            Err(failure) => self.unwritten("a form", &failure),
        }
    }

    /// Sets a form in parts, `multipart/form-data`. Files that come piece by piece can be sent once.
    pub fn multipart<T: Serialize + DeserializeOwned>(
        self,
        media_type: &'static str,
        styles: &[(&str, FormStyle)],
        body: &T,
    ) -> Self {
        match multipart::encode(media_type, styles, body) {
            Ok((media_type, body)) => self.typed(&media_type, &body),
            Err(failure) => self.unwritten("a form", &failure),
        }
    }

    /// Sets a body of bytes.
    pub fn bytes(self, media_type: &'static str, body: &Bytes) -> Self {
        self.stream(media_type, &Body::from(body.clone()))
    }

    /// Sets a body that may come piece by piece. Pieces can be sent once.
    pub fn stream(self, media_type: &'static str, body: &Body) -> Self {
        self.typed(media_type, body)
    }

    fn typed(mut self, media_type: &str, body: &Body) -> Self {
        match HeaderValue::from_str(media_type) {
            Ok(value) => self.set_header(CONTENT_TYPE, value),
            Err(_) => self.fail(format!("`{media_type}` is no media type")),
        }
        self.body = body.clone();
        self
    }

    /// Sets a body of server-sent events whose data are JSON. They can be sent once.
    pub fn events<T: Serialize + Send + 'static>(
        self,
        media_type: &'static str,
        events: &Events<T>,
    ) -> Self {
        self.encoded(media_type, events.encode())
    }

    /// Sets a body of server-sent events whose data are text. They can be sent once.
    pub fn text_events(self, media_type: &'static str, events: &TextEvents) -> Self {
        self.encoded(media_type, events.encode_text())
    }

    /// Sets a body of JSON texts, one behind the other. They can be sent once.
    pub fn lines<T: Serialize + 'static>(self, media_type: &'static str, lines: &Lines<T>) -> Self {
        self.encoded(media_type, lines.encode(media_type))
    }

    fn encoded(mut self, media_type: &'static str, body: Result<Body, BodyError>) -> Self {
        match body {
            Ok(body) => self.stream(media_type, &body),
            Err(error) => {
                self.fail(error.to_string());
                self
            }
        }
    }

    /// Notes that the body can't be written, or breaks a rule because of which it can't.
    #[cold]
    fn unwritten(mut self, form: &str, failure: &WriteFailure) -> Self {
        match failure.violation() {
            Some(violation) => self.fail_breaking(violation.into()),
            None => self.fail(format!("the body can't be written as {form}: {failure}")),
        }
        self
    }
}
