//! Refuses requests whose `Host` leaves open what they were sent to (RFC 9112, section 3.2).

use axum::extract::Request;
use axum::http::header::HOST;
use axum::http::{HeaderMap, StatusCode, Version};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::address;

/// No client of the API is told this, so it is no JSON.
const NOT_ONE_HOST: &str = "The request must have one Host, which names a host";

/// Passes the request on if it has one `Host`, and that is one. Before HTTP/1.1 there may be none. The others are
/// answered with 400.
pub(crate) async fn check(request: Request, next: Next) -> Response {
    if is_clear(request.version(), request.headers()) {
        next.run(request).await
    } else {
        (StatusCode::BAD_REQUEST, NOT_ONE_HOST).into_response()
    }
}

fn is_clear(version: Version, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, _) => version < Version::HTTP_11,
        (Some(host), None) => host.to_str().ok().and_then(address::host).is_some(),
        (Some(_), Some(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use axum::middleware::from_fn;

    use super::*;
    use crate::layers::testing::{answer, request};

    async fn status(version: Version, hosts: &[&str]) -> StatusCode {
        let hosts: Vec<_> = hosts.iter().map(|host| ("host", *host)).collect();
        let mut request = request("/hello", &hosts);
        *request.version_mut() = version;
        answer(from_fn(check), request).await.status()
    }

    #[tokio::test]
    async fn a_request_has_one_host() {
        let (ok, bad) = (StatusCode::OK, StatusCode::BAD_REQUEST);
        for (hosts, expected) in [
            (&["h:80"][..], [ok, ok]),
            (&[], [ok, bad]),
            (&["h", "h"], [bad, bad]),
            (&["h", "i"], [bad, bad]),
            (&["no host"], [bad, bad]),
            (&[""], [bad, bad]),
        ] {
            let found = [
                status(Version::HTTP_10, hosts).await,
                status(Version::HTTP_11, hosts).await,
            ];
            assert_eq!(found, expected, "{hosts:?}");
        }
    }
}
