//! Every path also answers with the suffix `.json`: it is taken off before a route is looked for.

use axum::extract::Request;
use axum::http::Uri;
use axum::http::uri::PathAndQuery;
use axum::middleware::Next;
use axum::response::Response;

const SUFFIX: &str = ".json";

/// Passes the request on without the suffix.
pub(super) async fn strip(mut request: Request, next: Next) -> Response {
    if let Some(uri) = stripped(request.uri()) {
        *request.uri_mut() = uri;
    }
    next.run(request).await
}

/// The same URI without the suffix; `None` if it has none.
fn stripped(uri: &Uri) -> Option<Uri> {
    let path = uri.path().strip_suffix(SUFFIX)?;
    let target = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(target).ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use axum::middleware::from_fn;

    use super::*;
    use crate::layers::testing::{answer, request};

    #[tokio::test]
    async fn a_route_is_found_with_and_without_the_suffix() {
        for (uri, status) in [
            ("/hello", StatusCode::OK),
            ("/hello.json", StatusCode::OK),
            ("/hello.json?a=.json", StatusCode::OK),
            ("/hello.json.json", StatusCode::NOT_FOUND),
            ("/hello.xml", StatusCode::NOT_FOUND),
            ("/.json", StatusCode::NOT_FOUND),
        ] {
            let answer = answer(from_fn(strip), request(uri, &[])).await;
            assert_eq!(answer.status(), status, "{uri}");
        }
    }

    #[test]
    fn the_rest_of_the_uri_stays() {
        let uri = |text: &str| text.parse::<Uri>().unwrap();
        let with = uri("http://h:1/a.json/b.json?page%5Bsize%5D=2&c=d.json");
        assert_eq!(
            stripped(&with),
            Some(uri("http://h:1/a.json/b?page%5Bsize%5D=2&c=d.json"))
        );
        assert_eq!(stripped(&uri("/a?b.json")), None);
    }
}
