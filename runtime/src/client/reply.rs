//! A reply that came in.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::api_error::ApiError;
use super::call::{ErrorReply, Failed};
use super::contents;
use super::error::{DecodeError, Error, Failure, Misfit, UndocumentedResponse};
use super::in_parts;
use super::response_value::ResponseValue;
use crate::form::parts::Part;
use crate::form::{FormStyle, failure, multipart, urlencoded};
use crate::headers::{HeaderReader, Headers};
use crate::operation::WithHeaders;
use crate::secret_headers::mark_sensitive;
use crate::stream::{Body, BodyError, Events, Lines, TextEvents};
use crate::wire::{self, Strictness};
use crate::xml::{self, Root};

#[cold]
fn uncollected(status: StatusCode, error: BodyError) -> Failure {
    match error {
        BodyError::TooLarge { .. } => Failure::Reply(DecodeError::new(
            status,
            String::new(),
            error.to_string(),
            &[],
        )),
        error => Failure::Transport(error.into()),
    }
}

/// How replies are taken in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Intake {
    /// Which are handed on while they still come in, by status and media type.
    pub(super) is_streamed: fn(u16, &str) -> bool,
    /// Which are taken apart while they come in, likewise.
    pub(super) is_in_parts: fn(u16, &str) -> bool,
    /// How many bytes others than those that are handed on may have.
    pub(super) most_bytes: usize,
}

/// A reply, whole.
#[derive(Debug)]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    /// The whole body; how it begins, where it was taken apart; empty where it still comes in.
    body: Bytes,
    /// The body as it comes in; of one that has come in, its bytes again.
    stream: Body,
    /// The parts of a body that was taken apart, or why that can't be; `None`: it wasn't.
    parts: Option<Result<Vec<Part>, wire::DecodeFailure>>,
}

impl Reply {
    /// Reads the reply to its end, unless it is one that is handed on while it still comes in.
    pub(super) async fn receive(
        response: http::Response<Body>,
        intake: &Intake,
    ) -> Result<Self, Failure> {
        let (mut head, body) = response.into_parts();
        // Replies and errors print their headers.
        mark_sensitive(&mut head.headers);
        let status = head.status;
        let claimed = content_type(&head.headers);
        let (body, stream, parts) = if (intake.is_streamed)(status.as_u16(), claimed) {
            (Bytes::new(), body, None)
        } else if (intake.is_in_parts)(status.as_u16(), claimed) {
            let form = in_parts::read(status, claimed, body, intake.most_bytes).await?;
            (form.begin, Body::empty(), Some(form.parts))
        } else {
            let body = body.collect(intake.most_bytes).await;
            let body = body.map_err(|error| uncollected(status, error))?;
            (body.clone(), Body::from(body), None)
        };
        Ok(Self {
            status,
            headers: head.headers,
            body,
            stream,
            parts,
        })
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The index of the content that the body is by its content type; each stands here by its media types. The first,
    /// where it is none of them.
    pub fn content(&self, contents: &[&[&str]]) -> usize {
        contents::content(contents, self.content_type()).unwrap_or(0)
    }

    /// Reads the body as JSON, which the description says it is under these media types. JSON is read whatever media type
    /// the server claims for it.
    ///
    /// # Errors
    /// It is no JSON, or not the JSON that `T` stands for; its media type is none of these, then, or it can't be read.
    pub fn json<T: DeserializeOwned>(&self, media_types: &[&str]) -> Result<T, Misfit> {
        wire::from_slice(&self.body).map_err(|failure| self.misfit(media_types, failure))
    }

    /// Reads the body as text.
    ///
    /// # Errors
    /// Its media type is none of these, or it isn't UTF-8.
    pub fn text(&self, media_types: &[&str]) -> Result<String, Misfit> {
        self.expect(media_types)?;
        match std::str::from_utf8(&self.body) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(self.fault(String::new(), "the text isn't UTF-8".to_owned())),
        }
    }

    /// Reads the body as text that holds a number, a date or the like.
    ///
    /// # Errors
    /// Its media type is none of these, or it isn't UTF-8, or not the text that `T` stands for.
    pub fn scalar<T: DeserializeOwned>(&self, media_types: &[&str]) -> Result<T, Misfit> {
        let text = serde_json::Value::String(self.text(media_types)?);
        self.told(wire::from_textual(&text))
    }

    /// Reads the body as a form, `application/x-www-form-urlencoded`.
    ///
    /// # Errors
    /// Its media type is none of these, or it is no form, or not the one that `T` stands for.
    pub fn form<T: DeserializeOwned>(
        &self,
        media_types: &[&str],
        styles: &[(&str, FormStyle)],
    ) -> Result<T, Misfit> {
        self.expect(media_types)?;
        let fields = urlencoded::decode(styles, &self.body);
        self.told(fields.and_then(|fields| wire::from_textual(&fields)))
    }

    /// Reads the body as a form in parts, `multipart/form-data`, for which [`Call::is_in_parts`](super::Call::is_in_parts)
    /// has said that it is one.
    ///
    /// # Errors
    /// Its media type is none of these, or it isn't made of parts, or they aren't what `T` stands for.
    pub fn multipart<T: DeserializeOwned>(
        &self,
        media_types: &[&str],
        styles: &[(&str, FormStyle)],
    ) -> Result<T, Misfit> {
        self.expect(media_types)?;
        self.told(match &self.parts {
            Some(Ok(parts)) => multipart::decode(styles, parts, wire::from_textual),
            Some(Err(failure)) => Err(failure.clone()),
            None => Err(failure("", "it wasn't taken apart as it came in")),
        })
    }

    /// The body as it is.
    ///
    /// # Errors
    /// Its media type is none of these.
    pub fn bytes(&self, media_types: &[&str]) -> Result<Bytes, Misfit> {
        self.expect(media_types)?;
        Ok(self.body.clone())
    }

    /// Reads the body as XML.
    ///
    /// # Errors
    /// Its media type is none of these and no other of XML either, or it is no XML, or not the XML that `T` stands for.
    pub fn xml<T: DeserializeOwned>(&self, media_types: &[&str], root: &Root) -> Result<T, Misfit> {
        self.expect(media_types)?;
        xml::from_slice(root, &self.body).map_err(|failure| self.misfit(media_types, failure))
    }

    /// The body as it comes in.
    ///
    /// # Errors
    /// Its media type is none of these.
    pub fn stream(&self, media_types: &[&str]) -> Result<Body, Misfit> {
        self.expect(media_types)?;
        Ok(self.stream.clone())
    }

    /// Reads the body as server-sent events whose data are JSON.
    ///
    /// # Errors
    /// Its media type is none of these, or it was read before.
    pub fn events<T: DeserializeOwned + Send + 'static>(
        &self,
        media_types: &[&str],
    ) -> Result<Events<T>, Misfit> {
        let stream = self.stream(media_types)?;
        self.streamed(Events::decode(stream, Strictness::Lenient))
    }

    /// Reads the body as server-sent events whose data are text.
    ///
    /// # Errors
    /// Its media type is none of these, or it was read before.
    pub fn text_events(&self, media_types: &[&str]) -> Result<TextEvents, Misfit> {
        let stream = self.stream(media_types)?;
        self.streamed(TextEvents::decode_text(stream))
    }

    /// Reads the body as JSON texts, one behind the other.
    ///
    /// # Errors
    /// Its media type is none of these, or it was read before.
    pub fn lines<T: DeserializeOwned + Send + 'static>(
        &self,
        media_types: &[&str],
    ) -> Result<Lines<T>, Misfit> {
        let stream = self.stream(media_types)?;
        self.streamed(Lines::decode(
            self.content_type(),
            stream,
            Strictness::Lenient,
        ))
    }

    fn content_type(&self) -> &str {
        content_type(&self.headers)
    }

    /// Whether the body may be of these media types, by what the server claims.
    fn expect(&self, media_types: &[&str]) -> Result<(), Misfit> {
        let claimed = self.content_type();
        let may_be =
            contents::are_claimed(media_types, claimed) || contents::are_akin(media_types, claimed);
        may_be.then_some(()).ok_or(Misfit::UndocumentedMediaType)
    }

    /// Why a body that was tried can't be read: where the description names its media type, it is broken.
    #[cold]
    fn misfit(&self, media_types: &[&str], failure: wire::DecodeFailure) -> Misfit {
        if contents::are_claimed(media_types, self.content_type()) {
            self.fault(failure.pointer, failure.message)
        } else {
            Misfit::UndocumentedMediaType
        }
    }

    fn told<T>(&self, read: Result<T, wire::DecodeFailure>) -> Result<T, Misfit> {
        read.map_err(|failure| self.fault(failure.pointer, failure.message))
    }

    fn streamed<T>(&self, stream: Result<T, BodyError>) -> Result<T, Misfit> {
        stream.map_err(|error| self.fault(String::new(), error.to_string()))
    }

    /// Puts a body and the documented headers together.
    ///
    /// # Errors
    /// Headers are missing or wrong: the error names all of them.
    pub fn with_headers<B, H: Headers>(&self, body: B) -> Result<WithHeaders<B, H>, DecodeError> {
        let mut reader = HeaderReader::new(&self.headers);
        match H::read(&mut reader) {
            Some(headers) => Ok(WithHeaders::new(body, headers)),
            None => Err(DecodeError::of_headers(self.status, reader.finish())),
        }
    }

    /// Reads the one success that the description has, whose status this is, as [`Reply::json`] does.
    ///
    /// # Errors
    /// The status is another ([`Reply::error`]), or the body can't be read.
    pub fn json_success<T, E>(&self, status: u16, media_types: &[&str]) -> Result<T, Failed<E>>
    where
        T: DeserializeOwned,
        E: ErrorReply,
    {
        if self.status.as_u16() == status {
            Ok(self.json(media_types)?)
        } else {
            self.error()
        }
    }

    /// Takes note of the one success that the description has, whose status this is, and which has no body.
    ///
    /// # Errors
    /// The status is another ([`Reply::error`]).
    pub fn empty_success<E: ErrorReply>(&self, status: u16) -> Result<(), Failed<E>> {
        if self.status.as_u16() == status {
            Ok(())
        } else {
            self.error()
        }
    }

    /// Takes the reply for a failure of the operation, which it is where its status is none of its successes'.
    ///
    /// # Errors
    /// Always: the error that the description names, or that the reply isn't one of those or can't be read.
    pub fn error<T, E: ErrorReply>(&self) -> Result<T, Failed<E>> {
        Err(match E::decode(self) {
            Ok(error) => Failed::Api(error),
            Err(failed) => failed,
        })
    }

    pub(super) fn into_value<T>(self, value: T) -> ResponseValue<T> {
        ResponseValue::new(value, self.status, self.headers)
    }

    pub(super) fn into_error<E>(self, failed: Failed<E>) -> Error<E> {
        match failed {
            Failed::Api(body) => Error::Api(ApiError::new(self.status, self.headers, body)),
            Failed::Decode(error) => Error::Decode(error),
            Failed::Undocumented => self.into_undocumented(false),
            Failed::UndocumentedMediaType => self.into_undocumented(true),
        }
    }

    fn into_undocumented<E>(self, names_status: bool) -> Error<E> {
        Error::Undocumented(UndocumentedResponse::new(
            self.status,
            names_status,
            self.headers,
            self.body,
        ))
    }

    #[cold]
    fn fault(&self, pointer: String, message: String) -> Misfit {
        Misfit::Decode(DecodeError::new(self.status, pointer, message, &self.body))
    }
}

/// What the server claims a body to be; empty where it claims nothing that can be read.
fn content_type(headers: &HeaderMap) -> &str {
    let value = headers.get(CONTENT_TYPE);
    value.and_then(|value| value.to_str().ok()).unwrap_or("")
}
