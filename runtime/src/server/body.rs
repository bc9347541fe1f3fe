//! Reading a request's body.

use axum::body::HttpBody;
use bytes::Bytes;
use futures_util::{Stream, TryStreamExt};
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::{BodyExt, LengthLimitError, Limited};

use super::endpoint::{ContentKind, ExpectedBody};
use super::rejection::Rejection;
use crate::form::failure;
use crate::form::incoming::{self, Cause, Fault, Room};
use crate::form::parts::Part;
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
    /// The parts of a form in parts.
    pub(super) parts: Vec<Part>,
    /// Why it can't be read. It is told with what else is wrong with the request.
    pub(super) fault: Option<Violation>,
}

/// How many bytes bodies may have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    /// One that is read before the handler runs.
    pub(super) whole: usize,
    /// One that the handler reads piece by piece.
    pub(super) streamed: Option<usize>,
    /// What is kept in memory of the files of a form, and again of its fields.
    pub(super) memory: usize,
}

/// Reads the whole body.
///
/// # Errors
/// It is too large, encoded, or of another media type.
pub(super) async fn read(
    expected: ExpectedBody,
    headers: &HeaderMap,
    body: axum::body::Body,
    sizes: Sizes,
) -> Result<ReadBody, Rejection> {
    if expected.contents.is_empty() {
        return Ok(ReadBody::default());
    }
    if is_encoded(headers) {
        return Err(Rejection::UnsupportedEncoding);
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
    if kind.is_some_and(|kind| is_of_other_charset(*kind, content_type.unwrap_or_default())) {
        return Err(unsupported(expected));
    }
    match kind {
        Some(ContentKind::Stream(_)) => Ok(ReadBody {
            content,
            stream: streamed(headers, body, sizes.streamed)?,
            ..ReadBody::default()
        }),
        Some(ContentKind::Multipart(_)) => {
            let read = in_parts(headers, content_type.unwrap_or_default(), body, sizes).await?;
            Ok(read.map_or_else(unreadable, |parts| ReadBody {
                content,
                parts,
                ..ReadBody::default()
            }))
        }
        _ => {
            let Some(bytes) = collect(headers, body, sizes.whole).await? else {
                return Ok(broken(BROKEN_OFF));
            };
            // An empty text is a text if the caller says so; JSON is never empty.
            let is_document = matches!(kind, Some(ContentKind::Json(_) | ContentKind::Xml(_)));
            if bytes.is_empty() && (content_type.is_none() || is_document) {
                return Ok(match expected.required {
                    true => broken("a body is required, but missing"),
                    false => ReadBody::default(),
                });
            }
            if content.is_none() {
                return Err(unsupported(expected));
            }
            Ok(ReadBody {
                content,
                stream: Body::from(bytes.clone()),
                bytes,
                ..ReadBody::default()
            })
        }
    }
}

/// Whether the body is said to be encoded, by compression say, which nothing here undoes (RFC 9110, section 8.4).
fn is_encoded(headers: &HeaderMap) -> bool {
    let values = headers.get_all(CONTENT_ENCODING).iter();
    let mut codings = values.flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    codings.any(|coding| {
        let coding = coding.trim_ascii();
        !coding.is_empty() && !coding.eq_ignore_ascii_case(b"identity")
    })
}

/// Whether the body is said to be text of another charset than UTF-8, which all text is read as. A charset that the
/// description names itself is none of the caller's doing.
fn is_of_other_charset(kind: ContentKind, content_type: &str) -> bool {
    let is_text = match kind {
        ContentKind::Json(_)
        | ContentKind::Text(_)
        | ContentKind::Form(_)
        | ContentKind::Xml(_) => true,
        ContentKind::Multipart(_) | ContentKind::Bytes(_) | ContentKind::Stream(_) => false,
    };
    let mut documented = kind.media_types().iter();
    is_text
        && media_type::charset(content_type).is_some_and(|charset| {
            // ASCII is UTF-8 as well.
            let is_utf_8 = ["utf-8", "utf8", "us-ascii"].iter();
            let mut is_utf_8 = is_utf_8.map(|name| charset.eq_ignore_ascii_case(name));
            !is_utf_8.any(|is| is)
                && documented.all(|documented| media_type::charset(documented).is_none())
        })
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
    Ok(Body::pieces(limited(body, limit)))
}

/// The pieces of a body that may have so many bytes.
fn limited(
    body: axum::body::Body,
    limit: usize,
) -> impl Stream<Item = Result<Bytes, BodyError>> + Send + 'static {
    let pieces = Limited::new(body, limit).into_data_stream();
    TryStreamExt::map_err(pieces, move |error| match error.is::<LengthLimitError>() {
        true => BodyError::TooLarge { limit },
        false => BodyError::broken(error),
    })
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

/// The whole body; `None` where it breaks off.
async fn collect(
    headers: &HeaderMap,
    body: axum::body::Body,
    limit: usize,
) -> Result<Option<Bytes>, Rejection> {
    announced_within(headers, limit)?;
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(Some(collected.to_bytes())),
        Err(error) if error.is::<LengthLimitError>() => Err(Rejection::PayloadTooLarge { limit }),
        Err(_) => Ok(None),
    }
}

/// The parts of a form, or what is wrong with it.
async fn in_parts(
    headers: &HeaderMap,
    content_type: &str,
    body: axum::body::Body,
    sizes: Sizes,
) -> Result<Result<Vec<Part>, Violation>, Rejection> {
    let limit = sizes.whole;
    announced_within(headers, limit)?;
    let room = Room {
        fields: sizes.memory,
        files: sizes.memory,
    };
    let read = incoming::read(content_type, limited(body, limit), room).await;
    let Fault { part, cause } = match read {
        Ok(parts) => return Ok(Ok(parts)),
        Err(fault) => fault,
    };
    let message = match &cause {
        Cause::Broken(message) => message,
        Cause::Body(BodyError::TooLarge { .. }) => {
            return Err(Rejection::PayloadTooLarge { limit });
        }
        Cause::Body(_) => BROKEN_OFF,
        Cause::TooManyFields => {
            return Err(Rejection::FieldsTooLarge {
                limit: sizes.memory,
            });
        }
        Cause::Disk(error) => {
            tracing::error!("a file of a form can't be put aside: {error}");
            return Err(Rejection::Internal);
        }
    };
    let failure = failure(part.as_deref().unwrap_or_default(), message);
    Ok(Err(syntax(failure.pointer, failure.message)))
}

/// What is said of a body that isn't all there.
pub(super) const BROKEN_OFF: &str = "the body broke off before its end";

/// A body that can't be read.
fn broken(message: impl Into<String>) -> ReadBody {
    unreadable(syntax(String::new(), message.into()))
}

/// What is wrong with a body that can't be read.
fn syntax(pointer: String, message: String) -> Violation {
    Violation {
        place: Place::Body(pointer),
        rule: "syntax",
        message,
    }
}

/// A body that can't be read for that reason.
fn unreadable(fault: Violation) -> ReadBody {
    ReadBody {
        fault: Some(fault),
        ..ReadBody::default()
    }
}
