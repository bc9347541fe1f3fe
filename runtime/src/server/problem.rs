//! Problem documents (RFC 9457).

use axum::body::Body;
use axum::response::Response;
use http::HeaderValue;
use http::header::CONTENT_TYPE;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::rejection::Rejection;
use crate::excerpt;
use crate::validate::{Place, Violation};

/// What a URI fragment can't hold (RFC 3986, section 3.5).
const NOT_IN_FRAGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A rejection as `application/problem+json`.
pub(super) fn response(rejection: &Rejection) -> Response {
    let status = rejection.status();
    let mut response = Response::new(Body::from(document(rejection).to_string()));
    *response.status_mut() = status;
    let media_type = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}

fn document(rejection: &Rejection) -> Value {
    let status = rejection.status();
    let mut document = json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or_default(),
        "status": status.as_u16(),
    });
    if let Value::Object(members) = &mut document {
        if let Some(detail) = rejection.detail() {
            members.insert("detail".to_owned(), detail.into());
        }
        if !rejection.violations().is_empty() {
            let errors = rejection.violations().iter().map(error).collect();
            members.insert("errors".to_owned(), Value::Array(errors));
        }
    }
    document
}

/// A violation in the shape of RFC 9457's own example (section 3): what, where, and by which rule.
fn error(violation: &Violation) -> Value {
    let (detail, rule) = (&violation.message, violation.rule);
    match &violation.place {
        Place::Path(name) => {
            json!({ "detail": detail, "in": "path", "parameter": name, "rule": rule })
        }
        Place::Query(name) => {
            json!({ "detail": detail, "in": "query", "parameter": name, "rule": rule })
        }
        Place::Header(name) => {
            json!({ "detail": detail, "in": "header", "parameter": name, "rule": rule })
        }
        Place::Cookie(name) => {
            json!({ "detail": detail, "in": "cookie", "parameter": name, "rule": rule })
        }
        Place::Body(pointer) => {
            let pointer = excerpt::of_pointer(pointer);
            let fragment = utf8_percent_encode(&pointer, NOT_IN_FRAGMENT);
            json!({ "detail": detail, "in": "body", "pointer": format!("#{fragment}"), "rule": rule })
        }
    }
}
