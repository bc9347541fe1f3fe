//! Absent, null and a value stay three things, from the client to the server and back.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::sync::{Arc, Mutex};

use bindery_goldens::presence::Client;
use bindery_goldens::presence::operations::*;
use bindery_goldens::presence::server::{Api, Context, Failure, router};
use bindery_goldens::presence::types::{Item, ItemChange};
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::axum::extract::Request;
use bindery_runtime::axum::middleware::{Next, from_fn};
use bindery_runtime::axum::{Router, response::Response};
use bindery_runtime::{WithHeaders, http, serde_json};
use serde_json::{Value, json};
use tower::ServiceExt;

#[derive(Clone, Default)]
struct Items(Arc<Mutex<Vec<ChangeItemRequest>>>);

impl Api for Items {
    async fn put_item(
        &self,
        _: Context<()>,
        request: PutItemRequest,
    ) -> Result<Item, Failure<PutItemError>> {
        Ok(request.body)
    }

    async fn change_item(
        &self,
        _: Context<()>,
        request: ChangeItemRequest,
    ) -> Result<WithHeaders<ItemChange, ChangeItemOkHeaders>, Failure<ChangeItemError>> {
        self.0.lock().unwrap().push(request.clone());
        let headers = ChangeItemOkHeaders {
            x_note: request.x_note,
        };
        Ok(WithHeaders::new(request.body, headers))
    }
}

/// Every way for a value that may be absent, null or there.
fn ways<T>(value: T) -> [Option<Option<T>>; 3] {
    [None, Some(None), Some(Some(value))]
}

/// What came over the wire: the query and the body.
type Wire = Arc<Mutex<Vec<(String, Value)>>>;

/// A router that keeps what comes over the wire.
fn watched(items: Items, wire: Wire) -> Router {
    router(items).layer(from_fn(move |request: Request, next: Next| {
        let wire = Arc::clone(&wire);
        async move {
            let (parts, body) = request.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.unwrap();
            let query = parts.uri.query().unwrap_or_default().to_owned();
            let body = serde_json::from_slice(&bytes).unwrap();
            wire.lock().unwrap().push((query, body));
            next.run(Request::from_parts(parts, Body::from(bytes)))
                .await
        }
    }))
}

#[tokio::test]
async fn bodies_keep_the_three_apart() {
    let (items, wire) = (Items::default(), Wire::default());
    let client = Client::builder("http://items.example");
    let client = client.transport(watched(items.clone(), Arc::clone(&wire)));
    let client = client.build().unwrap();
    for must in [None, Some("a".to_owned())] {
        for may in ways("b".to_owned()) {
            for part in ways(Box::new(ItemChange::default())) {
                let change = ItemChange {
                    must: must.clone(),
                    may: may.clone(),
                    part,
                    ..ItemChange::default()
                };
                let answer = client.change_item(&change).send().await.unwrap();
                assert_eq!(answer.body, change);
                let (_, sent) = wire.lock().unwrap().pop().unwrap();
                let keys: Vec<&String> = sent.as_object().unwrap().keys().collect();
                let expected = [
                    ("must", change.must.is_some()),
                    ("may", change.may.is_some()),
                    ("part", change.part.is_some()),
                ];
                let expected = expected.iter().filter(|(_, is_there)| *is_there);
                assert_eq!(keys, expected.map(|(key, _)| *key).collect::<Vec<_>>());
                assert_eq!(
                    sent.get("may") == Some(&Value::Null),
                    change.may == Some(None)
                );
            }
        }
    }
}

#[tokio::test]
async fn a_change_is_written_with_nothing_but_what_changes() {
    let (items, wire) = (Items::default(), Wire::default());
    let client = Client::builder("http://items.example");
    let client = client.transport(watched(items, Arc::clone(&wire)));
    let client = client.build().unwrap();
    let change = ItemChange {
        must_or_null: Some(None),
        ..ItemChange::default()
    };
    client.change_item(&change).send().await.unwrap();
    let sent = wire.lock().unwrap().pop().unwrap();
    assert_eq!(sent, (String::new(), json!({ "must_or_null": null })));
}

#[tokio::test]
async fn parameters_keep_the_three_apart() {
    let items = Items::default();
    let client = Client::builder("http://items.example").transport(router(items.clone()));
    let client = client.build().unwrap();
    for filter in ways(3) {
        for choice in ways("null".to_owned()) {
            for text in [None, Some(String::new()), Some("null".to_owned())] {
                let mut request = ChangeItemRequest::new(ItemChange::default());
                request.filter = filter;
                request.x_choice = choice.clone();
                request.page = text.clone();
                request.x_note = text;
                let answer = client.send(&request).await.unwrap();
                assert_eq!(answer.headers.x_note, request.x_note);
                assert_eq!(items.0.lock().unwrap().pop(), Some(request));
            }
        }
    }
}

async fn put(body: &Value) -> Response {
    let request = http::Request::post("/items").header("content-type", "application/json");
    let request = request.body(Body::from(body.to_string())).unwrap();
    router(Items::default()).oneshot(request).await.unwrap()
}

#[tokio::test]
async fn what_may_not_be_null_or_absent_is_refused() {
    for (body, status) in [
        (json!({ "must": "a", "must_or_null": null }), 200),
        (
            json!({ "must": "a", "must_or_null": null, "may_or_null": null }),
            200,
        ),
        (json!({ "must": "a" }), 422),
        (json!({ "must": null, "must_or_null": null }), 400),
        (
            json!({ "must": "a", "must_or_null": null, "may": null }),
            400,
        ),
    ] {
        let response = put(&body).await;
        assert_eq!(response.status(), status, "{body}");
        if status == 200 {
            let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), body);
        }
    }
}
