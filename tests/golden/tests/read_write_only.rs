//! Read-only properties in requests are passed over or refused, write-only ones never come back.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::read_write_only::operations::*;
use bindery_goldens::read_write_only::server::{Api, Context, Failure, builder};
use bindery_goldens::read_write_only::types::{Open, Sealed, User};
use bindery_goldens::read_write_only::{Client, types};
use bindery_runtime::axum::Router;
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::client::Error;
use bindery_runtime::http::Request;
use bindery_runtime::serde_json;
use serde_json::{Value, json};
use tower::ServiceExt;

struct Users;

impl Api for Users {
    async fn create_user(
        &self,
        _: Context<()>,
        request: CreateUserRequest,
    ) -> Result<User, Failure<CreateUserError>> {
        Ok(User::new(7, request.body.user.name))
    }

    async fn put_sealed(
        &self,
        _: Context<()>,
        request: PutSealedRequest,
    ) -> Result<Sealed, Failure<PutSealedError>> {
        let mut open = request.body.open.unwrap_or_default();
        // What a careless handler does that moves all it finds.
        if let Some(key) = open.additional_properties.remove("moved") {
            (open.additional_properties).insert(key, "there".to_owned());
        }
        Ok(Sealed {
            id: Some(1),
            name: request.body.name,
            open: Some(Open {
                id: open.secret,
                additional_properties: open.additional_properties,
            }),
        })
    }
}

async fn put(refuse: bool, body: &Value) -> (u16, Value) {
    let request = Request::put("/sealed").header("content-type", "application/json");
    let request = request.body(Body::from(body.to_string())).unwrap();
    let router = builder(Users).refuse_read_only(refuse).build();
    let response = router.oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap())
}

#[tokio::test]
async fn read_only_properties_are_passed_over() {
    let body = json!({ "id": 5, "name": "a", "open": { "id": 6, "secret": 2, "more": "b" } });
    let (status, answer) = put(false, &body).await;
    assert_eq!(status, 200, "{answer}");
    // Neither is the read-only `id` kept as a property of any name.
    let expected = json!({ "id": 1, "name": "a", "open": { "id": 2, "more": "b" } });
    assert_eq!(answer, expected);
    // Others are refused where the description refuses them.
    assert_eq!(put(false, &json!({ "colour": 1 })).await.0, 422);
}

#[tokio::test]
async fn read_only_properties_are_refused_where_that_is_set() {
    assert_eq!(put(true, &json!({ "id": 5, "name": "a" })).await.0, 422);
    let body = json!({ "id": 5, "name": 1, "open": { "id": "x", "secret": 2 } });
    let (status, problem) = put(true, &body).await;
    assert_eq!(status, 400);
    let errors = problem["errors"].as_array().unwrap();
    let errors: Vec<_> = errors
        .iter()
        .map(|error| {
            (
                error["pointer"].as_str().unwrap(),
                error["rule"].as_str().unwrap(),
            )
        })
        .collect();
    let expected = [
        ("#/id", "readOnly"),
        ("#/name", "type"),
        ("#/open/id", "readOnly"),
    ];
    assert_eq!(errors, expected);
    assert_eq!(put(true, &json!({ "name": "a" })).await.0, 200);
}

#[tokio::test]
async fn a_client_passes_over_write_only_properties() {
    let answer = r#"{ "name": "a", "open": { "secret": 3, "more": "b" } }"#;
    let router = Router::new().fallback(move || async move { answer });
    let client = Client::builder("http://users.example").transport(router);
    let client = client.build().unwrap();
    let sealed = client
        .put_sealed(&types::SealedInput::default())
        .send()
        .await
        .unwrap();
    let open = sealed.into_inner().open.unwrap();
    assert_eq!(
        open.additional_properties.keys().collect::<Vec<_>>(),
        ["more"]
    );
}

/// The status of an answer whose handler puts a key among the additional properties.
async fn answered_with(key: &str) -> u16 {
    put(false, &json!({ "open": { "moved": key } })).await.0
}

#[tokio::test]
async fn a_key_that_has_no_place_in_an_answer_never_leaves() {
    assert_eq!(answered_with("more").await, 200);
    // Write-only.
    assert_eq!(answered_with("secret").await, 500);
    // It has a field.
    assert_eq!(answered_with("id").await, 500);
    let mut open = Open::default();
    (open.additional_properties).insert("id".to_owned(), "twice".to_owned());
    let error = serde_json::to_string(&open).unwrap_err().to_string();
    assert!(error.contains("has a field of its own"), "{error}");
}

#[tokio::test]
async fn a_key_that_has_no_place_in_a_request_is_not_sent() {
    let router = builder(Users).build();
    let client = Client::builder("http://users.example").transport(router);
    let client = client.build().unwrap();
    for (key, told) in [
        ("id", "travels the other way only"),
        ("secret", "has a field of its own"),
    ] {
        let mut open = types::OpenInput::default();
        (open.additional_properties).insert(key.to_owned(), "there".to_owned());
        let sealed = types::SealedInput {
            open: Some(open),
            ..types::SealedInput::default()
        };
        let error = client.put_sealed(&sealed).send().await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
        assert!(error.to_string().contains(told), "{error}");
    }
}
