//! A reply that came in.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::api_error::ApiError;
use super::call::{ErrorReply, Failed};
use super::error::{DecodeError, Error, Failure, UndocumentedResponse};
use super::response_value::ResponseValue;
use crate::form::{FormStyle, multipart, urlencoded};
use crate::headers::{HeaderReader, Headers};
use crate::media_type;
use crate::operation::WithHeaders;
use crate::stream::{Body, BodyError, Events, Lines, TextEvents};
use crate::wire::{self, Strictness};
use crate::xml::{self, Root};

/// The index of the content that a body of that content type is; each stands here by its media types. The first, where
/// it is none of them.
pub fn content(contents: &[&[&str]], content_type: &str) -> usize {
    media_type::position(contents.iter().copied(), content_type).unwrap_or(0)
}

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

/// A reply, whole.
#[derive(Debug)]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    /// The whole body; empty where it still comes in.
    body: Bytes,
    /// The body as it comes in; of one that has come in, its bytes again.
    stream: Body,
}

impl Reply {
    /// Reads the reply to its end, unless it is one that is handed on while it still comes in.
    pub(super) async fn receive(
        response: http::Response<Body>,
        is_streamed: fn(u16, &str) -> bool,
        most_bytes: usize,
    ) -> Result<Self, Failure> {
        let (parts, body) = response.into_parts();
        let media_type = parts.headers.get(CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok());
        let (body, stream) = if is_streamed(parts.status.as_u16(), media_type.unwrap_or("")) {
            (Bytes::new(), body)
        } else {
            let body = body.collect(most_bytes).await;
            let body = body.map_err(|error| uncollected(parts.status, error))?;
            (body.clone(), Body::from(body))
        };
        Ok(Self {
            status: parts.status,
            headers: parts.headers,
            body,
            stream,
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
    /// where the server claims none of them.
    pub fn content(&self, contents: &[&[&str]]) -> usize {
        let content_type = self.headers.get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        content(contents, content_type.unwrap_or_default())
    }

    /// Reads the body as JSON, whatever media type the server claims for it.
    ///
    /// # Errors
    /// It is no JSON, or not the JSON that `T` stands for.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        wire::from_slice(&self.body).map_err(|failure| self.fault(failure.pointer, failure.message))
    }

    /// Reads the body as text.
    ///
    /// # Errors
    /// It isn't UTF-8.
    pub fn text(&self) -> Result<String, DecodeError> {
        match std::str::from_utf8(&self.body) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(self.fault(String::new(), "the text isn't UTF-8".to_owned())),
        }
    }

    /// Reads the body as text that holds a number, a date or the like.
    ///
    /// # Errors
    /// It isn't UTF-8, or not the text that `T` stands for.
    pub fn scalar<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        let text = serde_json::Value::String(self.text()?);
        self.told(wire::from_textual(&text))
    }

    /// Reads the body as a form, `application/x-www-form-urlencoded`.
    ///
    /// # Errors
    /// It is no form, or not the one that `T` stands for.
    pub fn form<T: DeserializeOwned>(
        &self,
        styles: &[(&str, FormStyle)],
    ) -> Result<T, DecodeError> {
        let fields = urlencoded::decode(styles, &self.body);
        self.told(fields.and_then(|fields| wire::from_textual(&fields)))
    }

    /// Reads the body as a form in parts, `multipart/form-data`.
    ///
    /// # Errors
    /// It isn't made of parts, or they aren't what `T` stands for.
    pub fn multipart<T: DeserializeOwned>(
        &self,
        styles: &[(&str, FormStyle)],
    ) -> Result<T, DecodeError> {
        let content_type = self.headers.get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        self.told(multipart::decode_whole(
            styles,
            content_type.unwrap_or_default(),
            &self.body,
            wire::from_textual,
        ))
    }

    fn told<T>(&self, read: Result<T, wire::DecodeFailure>) -> Result<T, DecodeError> {
        read.map_err(|failure| self.fault(failure.pointer, failure.message))
    }

    /// The body as it is.
    ///
    /// # Errors
    /// None today; one where a body could not be had whole.
    pub fn bytes(&self) -> Result<Bytes, DecodeError> {
        Ok(self.body.clone())
    }

    /// Reads the body as XML, whatever media type the server claims for it.
    ///
    /// # Errors
    /// It is no XML, or not the XML that `T` stands for.
    pub fn xml<T: DeserializeOwned>(&self, root: &Root) -> Result<T, DecodeError> {
        xml::from_slice(root, &self.body)
            .map_err(|failure| self.fault(failure.pointer, failure.message))
    }

    /// The body as it comes in.
    ///
    /// # Errors
    /// None today; one where a body could not be had.
    pub fn stream(&self) -> Result<Body, DecodeError> {
        Ok(self.stream.clone())
    }

    /// Reads the body as server-sent events whose data are JSON.
    ///
    /// # Errors
    /// It was read before.
    pub fn events<T: DeserializeOwned + Send + 'static>(&self) -> Result<Events<T>, DecodeError> {
        self.streamed(Events::decode(self.stream.clone(), Strictness::Lenient))
    }

    /// Reads the body as server-sent events whose data are text.
    ///
    /// # Errors
    /// It was read before.
    pub fn text_events(&self) -> Result<TextEvents, DecodeError> {
        self.streamed(TextEvents::decode_text(self.stream.clone()))
    }

    /// Reads the body as JSON texts, one behind the other.
    ///
    /// # Errors
    /// It was read before.
    pub fn lines<T: DeserializeOwned + Send + 'static>(&self) -> Result<Lines<T>, DecodeError> {
        let media_type = self.headers.get(CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok());
        let media_type = media_type.unwrap_or_default();
        let stream = self.stream.clone();
        self.streamed(Lines::decode(media_type, stream, Strictness::Lenient))
    }

    fn streamed<T>(&self, stream: Result<T, BodyError>) -> Result<T, DecodeError> {
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
            Failed::Undocumented => Error::Undocumented(UndocumentedResponse::new(
                self.status,
                self.headers,
                self.body,
            )),
        }
    }

    #[cold]
    fn fault(&self, pointer: String, message: String) -> DecodeError {
        DecodeError::new(self.status, pointer, message, &self.body)
    }
}
