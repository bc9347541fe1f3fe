//! Spans of requests, after OpenTelemetry's semantic conventions for HTTP clients.

use http::{StatusCode, Uri};
use tracing::Span;
use tracing::field::Empty;

use crate::operation::{OperationInfo, known_method};
use crate::stream::Body;

/// The span of one request, each repetition being one of its own. Neither headers nor the query are in it: they may
/// hold credentials.
pub(super) fn span(
    operation: &'static OperationInfo,
    attempt: u32,
    request: &http::Request<Body>,
) -> Span {
    let (method, uri) = (request.method().as_str(), request.uri());
    let known = known_method(method);
    let span = tracing::info_span!(
        "HTTP request",
        otel.name = format_args!("{} {}", known.unwrap_or("HTTP"), operation.path),
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = known.unwrap_or("_OTHER"),
        http.request.method_original = Empty,
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        server.address = uri.host().unwrap_or_default(),
        server.port = port(uri),
        url.full = %without_query(uri),
        url.template = operation.path,
        error.type = Empty,
    );
    if known.is_none() {
        span.record("http.request.method_original", method);
    }
    if attempt > 0 {
        span.record("http.request.resend_count", attempt);
    }
    span
}

/// Notes the reply. A status from 400 on is an error, to a client.
pub(super) fn replied(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", status.as_u16());
    if status.as_u16() >= 400 {
        span.record("error.type", status.as_str());
        span.record("otel.status_code", "ERROR");
    }
}

/// Notes why no reply came.
pub(super) fn failed(span: &Span, error_type: &'static str) {
    span.record("error.type", error_type);
    span.record("otel.status_code", "ERROR");
}

fn port(uri: &Uri) -> u16 {
    let standard = if uri.scheme_str() == Some("http") {
        80
    } else {
        443
    };
    uri.port_u16().unwrap_or(standard)
}

fn without_query(uri: &Uri) -> String {
    let scheme = uri.scheme_str().unwrap_or_default();
    let authority = uri.authority().map_or("", http::uri::Authority::as_str);
    format!("{scheme}://{authority}{}", uri.path())
}
