//! Spans of requests, after OpenTelemetry's semantic conventions for HTTP servers.

use axum::extract::Request;
use http::StatusCode;
use tracing::Span;
use tracing::field::Empty;

use crate::operation::{OperationInfo, known_method};

/// The span of a request. Neither headers nor the query are in it: they may hold credentials.
pub(super) fn span(operation: &'static OperationInfo, request: &Request) -> Span {
    let method = request.method().as_str();
    let known = known_method(method);
    let span = tracing::info_span!(
        "HTTP request",
        otel.name = format_args!("{} {}", known.unwrap_or("HTTP"), operation.path),
        otel.kind = "server",
        otel.status_code = Empty,
        operation = operation.id,
        http.request.method = known.unwrap_or("_OTHER"),
        http.request.method_original = Empty,
        http.response.status_code = Empty,
        http.route = operation.path,
        url.path = request.uri().path(),
        // Below HTTP/2, only who takes the connections knows better: a layer before the router may say so in the URI.
        url.scheme = request.uri().scheme_str().unwrap_or("http"),
        error.type = Empty,
    );
    if known.is_none() {
        span.record("http.request.method_original", method);
    }
    span
}

/// Notes the answer. A status from 500 on is an error, to a server.
pub(super) fn answered(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("error.type", status.as_str());
        span.record("otel.status_code", "ERROR");
    }
}
