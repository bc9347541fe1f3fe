//! Every way a request can fail, seen by the client.

use std::time::Duration;

use bindery_runtime::http::StatusCode;
use bindery_runtime::{WithHeaders, axum, bytes, serde_json};
use serde_json::json;

use crate::sample::operations::{AdoptPetError, AdoptPetRequest, ShowGroupError, ShowGroupHeaders};
use crate::sample::types::{Cat, SortOrder};
use crate::sample::{Client, Error};
use crate::support::{client, group, stranger, to_json};

async fn fail(group_id: i64) -> Error<ShowGroupError> {
    client().show_group(group_id).send().await.unwrap_err()
}

#[tokio::test]
async fn documented_errors_are_typed() {
    match fail(404).await {
        Error::Api(error) => {
            assert_eq!(error.status(), StatusCode::NOT_FOUND);
            assert_eq!(error.headers()["content-type"], "application/json");
            let cat = Cat {
                pet_type: Some("404".into()),
                lives: None,
            };
            assert_eq!(error.body(), &ShowGroupError::NotFound(cat));
        }
        other => panic!("{other:?}"),
    }
    match fail(429).await {
        Error::Api(error) => assert_eq!(
            error.into_body(),
            ShowGroupError::TooManyRequests(WithHeaders::new(
                "slow down".into(),
                ShowGroupHeaders {
                    etag: None,
                    ratelimit_limit: Some(1)
                }
            ))
        ),
        other => panic!("{other:?}"),
    }
    match fail(503).await {
        Error::Api(error) => assert_eq!(error.into_body(), ShowGroupError::ServiceUnavailable),
        other => panic!("{other:?}"),
    }
    match fail(418).await {
        Error::Api(error) => {
            assert!(matches!(
                error.body(),
                ShowGroupError::ClientError(StatusCode::IM_A_TEAPOT, _)
            ));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn internal_errors_are_bare_and_undocumented() {
    // An error of the standard library, a panic, a status outside of its pattern, and one that has an answer of its own.
    for group_id in [500, 501, 502, 4042] {
        match fail(group_id).await {
            Error::Undocumented(response) => {
                assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
                assert_eq!(
                    response.headers()["content-type"],
                    "application/problem+json"
                );
                let problem: serde_json::Value = serde_json::from_slice(response.body()).unwrap();
                assert_eq!(
                    problem,
                    json!({ "type": "about:blank", "title": "Internal Server Error", "status": 500 })
                );
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn default_errors_keep_their_status() {
    let error = stranger()
        .build()
        .unwrap()
        .send(&AdoptPetRequest::new("teapot"))
        .await
        .unwrap_err();
    match error {
        Error::Api(error) => assert_eq!(
            error.body(),
            &AdoptPetError::Default(StatusCode::IM_A_TEAPOT, bytes::Bytes::from_static(b"short"))
        ),
        other => panic!("{other:?}"),
    }
}

/// A server that always answers the same JSON, or what is no JSON.
fn canned(status: u16, body: &'static str) -> Client {
    claiming("application/json", status, body)
}

/// A server that always answers the same, and claims that it is of that media type; of none, where it is empty.
fn claiming(media_type: &'static str, status: u16, body: &'static str) -> Client {
    let answer = move || async move {
        let answer = axum::http::Response::builder().status(status);
        let answer = match media_type {
            "" => answer,
            media_type => answer.header("content-type", media_type),
        };
        answer.body(axum::body::Body::from(body)).unwrap()
    };
    let router = axum::Router::new().fallback(answer);
    Client::builder("http://sample.example")
        .transport(router)
        .build()
        .unwrap()
}

#[tokio::test]
async fn unreadable_replies_say_where_and_show_the_beginning() {
    let body = r#"{"id": 1, "name": "x", "next_page": null, "created_at": "2026-01-31T12:00:00Z",
        "parent": {"id": "one", "name": "y"}}"#;
    match canned(200, body).show_group(1).send().await.unwrap_err() {
        Error::Decode(error) => {
            assert_eq!(error.status(), StatusCode::OK);
            assert_eq!(error.pointer(), "/parent/id");
            assert_eq!(error.message(), "expected an integer, found \"one\"");
            assert!(error.excerpt().starts_with(r#"{"id": 1"#));
        }
        other => panic!("{other:?}"),
    }
    let error = canned(404, "<html>")
        .show_group(1)
        .send()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    let text = error.to_string();
    assert!(
        text.contains("404") && text.contains("no JSON") && text.contains("<html>"),
        "{text}"
    );
}

const GROUP: &str =
    r#"{"id": 1, "name": "x", "next_page": null, "created_at": "2026-01-31T12:00:00Z"}"#;

#[tokio::test]
async fn what_is_of_another_media_type_than_documented_is_undocumented() {
    let page = "<html>".repeat(100);
    let page: &'static str = page.leak();
    for (media_type, status, body) in [
        ("text/html; charset=utf-8", 200, page),
        ("application/problem+json", 200, r#"{"title":"x"}"#),
        ("application/problem+json", 404, r#"["no cat"]"#),
        ("text/html", 404, page),
        ("text/html", 429, page),
        ("text/html", 418, ""),
    ] {
        let client = claiming(media_type, status, body);
        let error = client.show_group(1).send().await.unwrap_err();
        let text = error.to_string();
        let Error::Undocumented(response) = error else {
            panic!("{media_type} {status}: {error:?}");
        };
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(response.media_type(), Some(media_type));
        assert!(response.is_status_documented());
        assert_eq!(response.body(), body);
        assert_eq!(response.excerpt().chars().count(), body.len().min(257));
        assert!(
            text.contains(media_type) && text.contains(&status.to_string()),
            "{text}"
        );
        assert!(
            text.ends_with(&response.excerpt()) && text.len() < 500,
            "{text}"
        );
    }
    let client = claiming("text/html", 500, page);
    let error = client.show_group(1).send().await;
    let Err(Error::Undocumented(response)) = error else {
        panic!("{error:?}");
    };
    assert!(!response.is_status_documented());
}

#[tokio::test]
async fn what_may_be_the_documented_media_type_is_read() {
    for media_type in [
        "",
        "application/json; charset=utf-8",
        "Application/JSON",
        "application/vnd.sample.group+json",
        "text/json",
        "text/plain",
    ] {
        let client = claiming(media_type, 200, GROUP);
        let group = client.show_group(1).send().await.unwrap();
        assert_eq!(group.id, 1, "{media_type}");
    }
    for media_type in ["", "application/json; charset=utf-8"] {
        let client = claiming(media_type, 200, "{");
        let error = client.show_group(1).send().await;
        assert!(matches!(error, Err(Error::Decode(_))), "{error:?}");
    }
    for media_type in ["", "text/plain; charset=utf-8"] {
        let client = claiming(media_type, 429, "slow");
        let error = client.show_group(1).send().await;
        assert!(matches!(error, Err(Error::Api(_))), "{error:?}");
    }
}

#[tokio::test]
async fn wrong_headers_are_told() {
    let answer = || async { ([("ratelimit-limit", "many")], to_json(&group(1))) };
    let router = axum::Router::new().fallback(answer);
    let client = Client::builder("http://sample.example")
        .transport(router)
        .build()
        .unwrap();
    let error = client.show_group(1).send().await.unwrap_err().to_string();
    assert!(
        error.contains("the header `ratelimit-limit` `many` is not a whole number"),
        "{error}"
    );
}

#[tokio::test]
async fn clients_tolerate_newer_servers() {
    let body = r#"{"id": 1, "name": "x", "next_page": null, "created_at": "2026-01-31T12:00:00Z",
        "description": null, "sort": "random", "new": [1]}"#;
    let group = canned(200, body).show_group(1).send().await.unwrap();
    assert_eq!(group.description, None);
    assert_eq!(group.sort, Some(SortOrder::Other("random".into())));
    assert_eq!(group.additional_properties["new"], json!([1]));
}

#[tokio::test(start_paused = true)]
async fn a_timeout_holds_for_every_transport() {
    let answer = || async { tokio::time::sleep(Duration::from_secs(60)).await };
    let router = axum::Router::new().fallback(answer);
    let client = Client::builder("http://sample.example")
        .transport(router)
        .timeout(Duration::from_secs(1));
    let error = client
        .build()
        .unwrap()
        .show_group(1)
        .send()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Timeout), "{error:?}");
}

#[tokio::test]
async fn paths_that_would_lead_elsewhere_are_not_sent() {
    for name in ["..", "."] {
        let client = stranger().build().unwrap();
        // The literal `.json` behind the name keeps it from being a step.
        assert!(client.send(&AdoptPetRequest::new(name)).await.is_ok());
    }
    let error = stranger()
        .build()
        .unwrap()
        .send(&AdoptPetRequest::new(""))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}

#[tokio::test]
async fn a_connection_that_fails_is_a_transport_error_without_secrets() {
    // Port 1 of this machine: nothing listens there.
    let client = Client::builder("http://127.0.0.1:1")
        .api_key("hush-hush")
        .bearer_auth("hush-hush");
    let error = client
        .build()
        .unwrap()
        .send(&AdoptPetRequest::new("x"))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(std::error::Error::source(&error).is_some());
    assert!(!format!("{error:?} {error}").contains("hush"), "{error:?}");
}
