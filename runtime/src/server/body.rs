//! Reading a request's body.

use axum::body::HttpBody;
use bytes::Bytes;
use futures_util::TryStreamExt;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::{BodyExt, LengthLimitError, Limited};

use super::endpoint::{ContentKind, ExpectedBody};
use super::rejection::Rejection;
use crate::media_type;
use crate::stream::{Body, BodyError};
use crate::validate::{Place, Violation};

/// A body that came in.
#[derive(Debug, Default)]
pub(super) struct ReadBody {
    /// Which of the expected contents it is; `None`: there is none.
    pub(super) content: Option<usize>,
    /// The whole of it; empty where it still comes in.
    pub(super) bytes: Bytes,
    /// The body as it comes in, where the handler reads it.
    pub(super) stream: Body,
}

/// Reads the whole body.
///
/// # Errors
/// It is missing, too large, of another media type, or breaks off.
pub(super) async fn read(
    expected: ExpectedBody,
    headers: &HeaderMap,
    body: axum::body::Body,
    limit: usize,
    stream_limit: Option<usize>,
) -> Result<ReadBody, Rejection> {
    if expected.contents.is_empty() {
        return Ok(ReadBody::default());
    }
    let content_type = headers
        .get(CONTENT_TYPE)
        .map(|value| value.to_str().unwrap_or_default());
    let named = match content_type {
        Some(content_type) => Some(named(expected, content_type)?),
        None => None,
    };
    let nothing_comes = content_type.is_none() && body.is_end_stream();
    let content = named
        .or_else(|| untyped(expected))
        .filter(|_| !nothing_comes);
    let kind = content.and_then(|index| expected.contents.get(index));
    if let Some(ContentKind::Stream(_)) = kind {
        return Ok(ReadBody {
            content,
            bytes: Bytes::new(),
            stream: streamed(headers, body, stream_limit)?,
        });
    }
    let bytes = collect(headers, body, limit).await?;
    let is_document = matches!(kind, Some(ContentKind::Json(_) | ContentKind::Xml(_)));
    // An empty text is a text if the caller says so; JSON is never empty.
    if bytes.is_empty() && (content_type.is_none() || is_document) {
        return if expected.required {
            Err(unreadable("a body is required, but missing"))
        } else {
            Ok(ReadBody::default())
        };
    }
    match content {
        Some(_) => Ok(ReadBody {
            content,
            stream: Body::from(bytes.clone()),
            bytes,
        }),
        None => Err(unsupported(expected)),
    }
}

/// The index of the content of that type.
fn named(expected: ExpectedBody, content_type: &str) -> Result<usize, Rejection> {
    let contents = expected.contents.iter();
    let media_types = contents.map(|content| content.media_types());
    media_type::position(media_types, content_type).ok_or_else(|| unsupported(expected))
}

/// The index of the content that a body without a type is: it may be taken for bytes, but for nothing else (RFC 9110,
/// section 8.3).
fn untyped(expected: ExpectedBody) -> Option<usize> {
    let mut contents = expected.contents.iter();
    contents.position(|content| matches!(content, ContentKind::Bytes(_) | ContentKind::Stream(_)))
}

fn unsupported(expected: ExpectedBody) -> Rejection {
    let contents = expected.contents.iter();
    Rejection::UnsupportedMediaType {
        expected: contents
            .flat_map(|content| content.media_types())
            .copied()
            .collect(),
    }
}

/// A body that the handler reads while it comes in, up to its limit.
fn streamed(
    headers: &HeaderMap,
    body: axum::body::Body,
    limit: Option<usize>,
) -> Result<Body, Rejection> {
    let Some(limit) = limit else {
        let pieces = body.into_data_stream();
        return Ok(Body::pieces(TryStreamExt::map_err(
            pieces,
            BodyError::broken,
        )));
    };
    announced_within(headers, limit)?;
    let pieces = Limited::new(body, limit).into_data_stream();
    Ok(Body::pieces(TryStreamExt::map_err(
        pieces,
        move |error| match error.is::<LengthLimitError>() {
            true => BodyError::TooLarge { limit },
            false => BodyError::broken(error),
        },
    )))
}

/// Refuses a body that is too large by what its head says of it.
fn announced_within(headers: &HeaderMap, limit: usize) -> Result<(), Rejection> {
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let fits = |length| usize::try_from(length).is_ok_and(|length| length <= limit);
    if announced.is_none_or(fits) {
        Ok(())
    } else {
        Err(Rejection::PayloadTooLarge { limit })
    }
}

async fn collect(
    headers: &HeaderMap,
    body: axum::body::Body,
    limit: usize,
) -> Result<Bytes, Rejection> {
    announced_within(headers, limit)?;
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Rejection::PayloadTooLarge { limit }),
        Err(_) => Err(unreadable("the body broke off before its end")),
    }
}

fn unreadable(message: &str) -> Rejection {
    let place = Place::Body(String::new());
    Rejection::BadRequest {
        violations: vec![Violation {
            place,
            rule: "syntax",
            message: message.to_owned(),
        }],
    }
}
