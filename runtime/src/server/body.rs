//! Reading a request's body.

use axum::body::Body;
use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::{BodyExt, LengthLimitError, Limited};

use super::endpoint::BodyKind;
use super::media_type;
use super::rejection::Rejection;
use super::violation::{Place, Violation};

/// Reads the whole body; `None` where there is none and need not be.
///
/// # Errors
/// It is missing, too large, of another media type, or breaks off.
pub(super) async fn read(
    kind: BodyKind,
    headers: &HeaderMap,
    body: Body,
    limit: usize,
) -> Result<Option<Bytes>, Rejection> {
    let (media_types, required) = match kind {
        BodyKind::None => return Ok(None),
        BodyKind::Json {
            media_types,
            required,
        }
        | BodyKind::Text {
            media_types,
            required,
        }
        | BodyKind::Bytes {
            media_types,
            required,
        } => (media_types, required),
    };
    let content_type = headers
        .get(CONTENT_TYPE)
        .map(|value| value.to_str().unwrap_or_default());
    if content_type.is_some_and(|found| {
        !media_types
            .iter()
            .any(|range| media_type::fits(range, found))
    }) {
        return Err(Rejection::UnsupportedMediaType {
            expected: media_types,
        });
    }
    let bytes = collect(headers, body, limit).await?;
    let is_json = matches!(kind, BodyKind::Json { .. });
    // An empty text is a text if the caller says so; JSON is never empty.
    if bytes.is_empty() && (content_type.is_none() || is_json) {
        return if required {
            Err(unreadable("a body is required, but missing"))
        } else {
            Ok(None)
        };
    }
    match content_type {
        // RFC 9110, section 8.3: what comes without a type may be taken for bytes, but for nothing else.
        None if !matches!(kind, BodyKind::Bytes { .. }) => Err(Rejection::UnsupportedMediaType {
            expected: media_types,
        }),
        _ => Ok(Some(bytes)),
    }
}

async fn collect(headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes, Rejection> {
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| usize::try_from(length).map_or(true, |length| length > limit))
    {
        return Err(Rejection::PayloadTooLarge { limit });
    }
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
            message: message.to_owned(),
        }],
    }
}
