//! Weak entity tags on what is read, and 304 for who has it already (RFC 9110, sections 8.8.3 and 13.1.2).

use std::fmt::Write;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use sha2::{Digest, Sha256};

/// How many bytes of the body's digest are in its tag.
const TAG_BYTES: usize = 8;

/// Passes the request on. A 200 to a GET gets a tag made of its body, and turns into a 304 if the client has that body. A
/// HEAD is answered as a GET would be, without the body (RFC 9110, section 9.3.2).
pub(super) async fn validate(mut request: Request, next: Next) -> Response {
    let is_head = request.method() == Method::HEAD;
    if is_head {
        *request.method_mut() = Method::GET;
    }
    if request.method() != Method::GET {
        return next.run(request).await;
    }
    let known = request.headers().get_all(IF_NONE_MATCH).iter();
    let known: Vec<_> = known.cloned().collect();
    let answer = next.run(request).await;
    let answer = if answer.status() == StatusCode::OK {
        tagged(answer, &known).await
    } else {
        answer
    };
    if is_head {
        without_body(answer)
    } else {
        answer
    }
}

/// The answer with its tag, or the 304 that it is for one who knows the tag.
async fn tagged(answer: Response, known: &[HeaderValue]) -> Response {
    let (mut parts, body) = answer.into_parts();
    let body = match body.collect().await {
        Ok(body) => body.to_bytes(),
        Err(error) => {
            tracing::error!(%error, "an answer broke off");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    let Some(tag) = tag(&body) else {
        return Response::from_parts(parts, Body::from(body));
    };
    let unchanged = known.iter().any(|known| names(known, &tag));
    parts.headers.insert(ETAG, tag);
    if unchanged {
        parts.status = StatusCode::NOT_MODIFIED;
        without_content(&mut parts.headers);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(body))
}

/// The answer without its body, but with its length.
fn without_body(mut answer: Response) -> Response {
    let length = answer.body().size_hint().exact();
    if let Some(length) = length.filter(|_| answer.status() != StatusCode::NOT_MODIFIED) {
        let length = HeaderValue::from(length);
        answer.headers_mut().entry(CONTENT_LENGTH).or_insert(length);
    }
    *answer.body_mut() = Body::empty();
    answer
}

fn without_content(headers: &mut HeaderMap) {
    headers.remove(CONTENT_TYPE);
    headers.remove(CONTENT_LENGTH);
}

/// The tag of a body: `W/"` and some of its SHA-256.
fn tag(body: &Bytes) -> Option<HeaderValue> {
    let mut tag = "W/\"".to_owned();
    for byte in Sha256::digest(body).iter().take(TAG_BYTES) {
        write!(tag, "{byte:02x}").ok()?;
    }
    tag.push('"');
    HeaderValue::try_from(tag).ok()
}

/// Whether a value of `If-None-Match` names the tag, by weak comparison: whether it is marked as weak makes no
/// difference.
fn names(known: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(known), Ok(tag)) = (known.to_str(), tag.to_str()) else {
        return false;
    };
    known
        .split(',')
        .map(str::trim)
        .any(|known| known == "*" || opaque(known) == opaque(tag))
}

fn opaque(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use axum::http::Response;
    use axum::middleware::from_fn;

    use super::*;
    use crate::layers::testing::{answer, request};

    async fn hello(if_none_match: &str) -> Response<String> {
        answer(
            from_fn(validate),
            request("/hello", &[("if-none-match", if_none_match)]),
        )
        .await
    }

    #[tokio::test]
    async fn a_known_body_is_not_sent_again() {
        let first = hello("W/\"0000\"").await;
        assert_eq!(
            (first.status(), first.body().as_str()),
            (StatusCode::OK, "hello")
        );
        let tag = first.headers()[ETAG].to_str().unwrap();
        assert!(tag.starts_with("W/\"") && tag.ends_with('"'), "{tag}");

        for known in [tag, opaque(tag), "*", &format!("\"a\", {tag}")] {
            let again = hello(known).await;
            assert_eq!(
                (again.status(), again.body().as_str()),
                (StatusCode::NOT_MODIFIED, "")
            );
            assert_eq!(again.headers()[ETAG], tag);
            assert_eq!(again.headers().get(CONTENT_TYPE), None);
        }
    }

    #[tokio::test]
    async fn errors_have_no_tag() {
        let missing = answer(
            from_fn(validate),
            request("/missing", &[("if-none-match", "*")]),
        )
        .await;
        assert_eq!(missing.status(), StatusCode::NOT_FOUND);
        assert_eq!(missing.headers().get(ETAG), None);
    }
}
