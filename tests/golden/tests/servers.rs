//! Requests go to the servers of their operations.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::sync::{Arc, Mutex};

use bindery_goldens::servers::Client;
use bindery_goldens::servers::client::SERVERS;
use bindery_runtime::Body;
use bindery_runtime::client::{Transport, TransportFuture};
use bindery_runtime::http::{Request, Response};

/// Answers everything with 204, and notes the URLs.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<String>>>);

impl Transport for Recorder {
    fn send(&self, request: Request<Body>) -> TransportFuture<'_> {
        self.0.lock().unwrap().push(request.uri().to_string());
        let response = Response::builder().status(204).body(Body::empty());
        Box::pin(async { Ok(response.unwrap()) })
    }
}

/// The URLs of one request for each operation.
async fn urls(base_url: &str) -> Vec<String> {
    let recorder = Recorder::default();
    let client = Client::builder(base_url).transport(recorder.clone());
    let client = client.build().unwrap();
    client.list_lamps().send().await.unwrap();
    client.add_lamp().send().await.unwrap();
    client.list_photos().send().await.unwrap();
    client.add_photo().send().await.unwrap();
    let urls = recorder.0.lock().unwrap();
    urls.clone()
}

#[tokio::test]
async fn a_documented_base_url_leaves_operations_to_their_servers() {
    for (base_url, host) in [
        (SERVERS[0], "eu"),
        (SERVERS[1], "staging"),
        ("https://EU.lamps.example/v1", "EU"),
    ] {
        let found = urls(base_url).await;
        let expected = [
            format!("https://{host}.lamps.example/v1/lamps"),
            format!("https://{}.lamps.example/v2/lamps", host.to_lowercase()),
            "https://photos.example/photos".to_owned(),
            "https://uploads.example/new/photos".to_owned(),
        ];
        assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn another_base_url_is_for_all_operations() {
    let base_url = "http://localhost:8080/v1";
    let paths = ["/lamps", "/lamps", "/photos", "/photos"];
    assert_eq!(
        urls(base_url).await,
        paths.map(|path| format!("{base_url}{path}"))
    );
}
