//! Names the charset of JSON, as clients of this API are used to. RFC 8259 knows only this one.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::Response;

/// Passes the request on and names the charset in the answer if that is JSON.
pub(super) async fn name(request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    if let Some(content_type) = answer.headers_mut().get_mut(CONTENT_TYPE)
        && content_type == "application/json"
    {
        *content_type = HeaderValue::from_static("application/json; charset=utf-8");
    }
    answer
}

#[cfg(test)]
mod tests {
    use axum::middleware::from_fn;

    use super::*;
    use crate::layers::testing::{answer, request};

    #[tokio::test]
    async fn json_has_a_charset_and_nothing_else_has() {
        let json = answer(from_fn(name), request("/hello", &[])).await;
        assert_eq!(
            json.headers()[CONTENT_TYPE],
            "application/json; charset=utf-8"
        );
        let nothing = answer(from_fn(name), request("/missing", &[])).await;
        assert_eq!(nothing.headers().get(CONTENT_TYPE), None);
    }
}
