//! A reply that came in.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::api_error::ApiError;
use super::body::Body;
use super::call::Failed;
use super::error::{DecodeError, Error, UndocumentedResponse};
use super::response_value::ResponseValue;
use crate::headers::{HeaderReader, Headers};
use crate::operation::WithHeaders;
use crate::wire;

/// A reply, whole.
#[derive(Debug)]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Reply {
    pub(super) fn new(response: http::Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            status: parts.status,
            headers: parts.headers,
            body: body.into_bytes(),
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
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

    /// The body as it is.
    ///
    /// # Errors
    /// None today; one where a body could not be had whole.
    pub fn bytes(&self) -> Result<Bytes, DecodeError> {
        Ok(self.body.clone())
    }

    /// Puts a body and the documented headers together.
    ///
    /// # Errors
    /// Headers are missing or wrong: the error names all of them.
    pub fn with_headers<B, H: Headers>(&self, body: B) -> Result<WithHeaders<B, H>, DecodeError> {
        let mut reader = HeaderReader::new(&self.headers);
        match H::read(&mut reader) {
            Some(headers) => Ok(WithHeaders::new(body, headers)),
            None => {
                let faults = reader.finish().into_iter();
                let faults: Vec<_> = faults
                    .map(|(name, error)| format!("the header `{name}` {error}"))
                    .collect();
                Err(self.fault(String::new(), faults.join("; ")))
            }
        }
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
