//! Requests that are not safe to repeat are given a key, and then they are.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bindery_goldens::idempotency::Client;
use bindery_goldens::idempotency::client::{PerRequest, RetryPolicy};
use bindery_runtime::Body;
use bindery_runtime::client::{Transport, TransportFuture};
use bindery_runtime::http::{HeaderMap, Request, Response};
use uuid::Uuid;

/// Answers the first request of each two with 503, the second with 204, and notes the headers.
#[derive(Clone, Default)]
struct Faltering(Arc<Mutex<Vec<HeaderMap>>>);

impl Transport for Faltering {
    fn send(&self, request: Request<Body>) -> TransportFuture<'_> {
        let mut seen = self.0.lock().unwrap();
        seen.push(request.headers().clone());
        let status = if seen.len() % 2 == 1 { 503 } else { 204 };
        let response = Response::builder().status(status).body(Body::empty());
        Box::pin(async { Ok(response.unwrap()) })
    }
}

impl Faltering {
    fn client(&self) -> Client {
        let policy = RetryPolicy::new(1).base_delay(Duration::ZERO);
        let builder = Client::builder("http://orders.example").retry(policy);
        builder.transport(self.clone()).build().unwrap()
    }

    /// The keys so far; an empty one where there was none.
    fn keys(&self, name: &str) -> Vec<String> {
        let seen = self.0.lock().unwrap();
        let keys = seen.iter().map(|headers| headers.get(name));
        keys.map(|key| key.map_or("", |key| key.to_str().unwrap()).to_owned())
            .collect()
    }
}

#[tokio::test]
async fn a_key_is_made_up_and_sent_again() {
    let server = Faltering::default();
    server.client().add_order().send().await.unwrap();
    server.client().add_order().send().await.unwrap();
    let keys = server.keys("idempotency-key");
    assert_eq!((keys.len(), &keys[0], &keys[2]), (4, &keys[1], &keys[3]));
    assert_ne!(keys[0], keys[2]);
    assert!(keys.iter().all(|key| key.parse::<Uuid>().is_ok()));
}

#[tokio::test]
async fn a_given_one_is_kept() {
    let server = Faltering::default();
    let client = server.client();
    client
        .add_order()
        .idempotency_key("mine")
        .send()
        .await
        .unwrap();
    let options = client.add_order().options(Default::default());
    PerRequest::idempotency_key(options, "theirs")
        .send()
        .await
        .unwrap();
    let keys = server.keys("idempotency-key");
    assert_eq!(keys, ["mine", "mine", "theirs", "theirs"]);
    client.add_payment(Uuid::nil()).send().await.unwrap();
    let keys = server.keys("x-idempotency-key");
    assert_eq!(
        keys[4..],
        [Uuid::nil().to_string(), Uuid::nil().to_string()]
    );
}

#[tokio::test]
async fn none_is_made_up_where_none_is_described_or_nothing_is_repeated() {
    let server = Faltering::default();
    assert!(server.client().add_counter().send().await.is_err());
    let client = Client::builder("http://orders.example").transport(server.clone());
    client.build().unwrap().add_order().send().await.unwrap();
    assert_eq!(server.keys("idempotency-key"), ["", ""]);
}
