//! What is said of one request alone, through generated builders.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bindery_goldens::value_rules::types::LampInput;
use bindery_goldens::{idempotency, streams, value_rules};
use bindery_runtime::Body;
use bindery_runtime::client::{
    Error, PerRequest, RequestOptions, RetryPolicy, Transport, TransportFuture,
};
use bindery_runtime::http::{HeaderName, HeaderValue, Request, Response};
use futures_util::stream;

/// The URL of a request, and the header [`MARK`].
type Seen = (String, Option<HeaderValue>);

/// Notes requests and answers each with 503; or, silent, with nothing.
#[derive(Clone, Default)]
struct Unwilling {
    is_silent: bool,
    seen: Arc<Mutex<Vec<Seen>>>,
}

const MARK: HeaderName = HeaderName::from_static("x-mark");

impl Transport for Unwilling {
    fn send(&self, request: Request<Body>) -> TransportFuture<'_> {
        let mark = request.headers().get(MARK).cloned();
        let seen = (request.uri().to_string(), mark);
        self.seen.lock().unwrap().push(seen);
        let is_silent = self.is_silent;
        Box::pin(async move {
            if is_silent {
                std::future::pending::<()>().await;
            }
            let response = Response::builder().status(503).body(Body::empty());
            Ok(response.unwrap())
        })
    }
}

impl Unwilling {
    fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }
}

fn twice() -> RetryPolicy {
    RetryPolicy::new(1).base_delay(Duration::ZERO)
}

#[tokio::test]
async fn a_body_that_comes_piece_by_piece_is_sent_once() {
    let server = Unwilling::default();
    let client = streams::Client::builder("http://files.example");
    let client = client.retry(twice()).transport(server.clone());
    let client = client.build().unwrap();
    let pieces = Body::stream(stream::iter([Ok::<_, std::io::Error>("a"), Ok("b")]));
    let error = client.write_file("x", pieces).send().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), server.count()), (503, 1));
    let error = client.write_file("x", "ab").send().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), server.count()), (503, 3));
}

#[tokio::test]
async fn an_operations_own_parameter_keeps_its_setter() {
    let server = Unwilling {
        is_silent: true,
        ..Unwilling::default()
    };
    let client = idempotency::Client::builder("http://orders.example");
    let client = client.transport(server.clone()).build().unwrap();
    let request = client.add_counter().timeout(9);
    let error = PerRequest::timeout(request, Duration::ZERO).send().await;
    assert!(matches!(error, Err(Error::Timeout)), "{error:?}");
    assert!(server.seen.lock().unwrap()[0].0.ends_with("?timeout=9"));
}

#[tokio::test]
async fn options_serve_several_requests() {
    let server = Unwilling::default();
    let client = idempotency::Client::builder("http://orders.example");
    let client = client.transport(server.clone()).build().unwrap();
    let options = RequestOptions::new()
        .header(MARK, HeaderValue::from_static("m"))
        .idempotency_key("k")
        .retry(twice());
    for _ in 0..2 {
        let sent = client.add_order().options(options.clone()).send().await;
        assert_eq!(sent.unwrap_err().status().unwrap().as_u16(), 503);
    }
    let seen = server.seen.lock().unwrap();
    assert_eq!(seen.len(), 4);
    assert!(
        seen.iter()
            .all(|(_, mark)| mark.as_ref().is_some_and(|mark| mark == "m"))
    );
}

#[tokio::test]
async fn one_request_may_be_checked_or_not() {
    let server = Unwilling::default();
    for validates in [false, true] {
        let client = value_rules::Client::builder("http://lamps.example");
        let client = client
            .validate_requests(validates)
            .transport(server.clone());
        let client = client.build().unwrap();
        let lamp = LampInput::new("", 1);
        let checked = client.put_lamp("room", 1, &lamp).validate_request(true);
        let sent = checked.send().await;
        assert!(matches!(sent, Err(Error::InvalidRequest(_))), "{sent:?}");
        let unchecked = client.put_lamp("room", 1, &lamp).validate_request(false);
        assert_eq!(
            unchecked
                .send()
                .await
                .unwrap_err()
                .status()
                .unwrap()
                .as_u16(),
            503
        );
    }
    assert_eq!(server.count(), 2);
}
