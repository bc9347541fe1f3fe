//! What `docs/contract.md` shows of the contract's enforcement, run.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode, header};
use axum::middleware::map_response;
use axum::response::Response;
use bindery_runtime::File;
use bindery_runtime::client::{PerRequest, RetryPolicy, Scopes};
use bindery_runtime::server::{Rejection, RequestHead};
use http_body_util::BodyExt;
use tokio_util::io::ReaderStream;
use tower::ServiceExt;
use zendesk_groups::operations::*;
use zendesk_groups::types::*;
use zendesk_groups::{Client, Error, server};

use super::service::{Users, app, reaching, service};

/// A URL that no test reaches.
const URL: &str = "https://company.zendesk.com";

/// The status, the headers and the body of what a router answers.
async fn answer(
    app: axum::Router,
    request: Request<Body>,
) -> (StatusCode, axum::http::HeaderMap, serde_json::Value) {
    let (head, body) = app.oneshot(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let body = serde_json::from_slice(&body).unwrap_or_default();
    (head.status, head.headers, body)
}

fn posted(body: &str) -> Request<Body> {
    Request::post("/api/v2/groups")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::AUTHORIZATION, "Bearer writer")
        .body(Body::from(body.to_owned()))
        .unwrap()
}

#[tokio::test]
async fn the_router_tells_all_that_is_wrong() {
    let shown = include_str!("../../docs/contract.md");
    let block = |language: &str| {
        let (_, rest) = shown.split_once(&format!("```{language}\n")).unwrap();
        rest.split_once("```").unwrap().0
    };
    let uri = block("http").trim().strip_prefix("GET ").unwrap();
    let request = Request::get(uri).header(header::AUTHORIZATION, "Bearer reader");
    let (status, headers, problem) = answer(app([1]), request.body(Body::empty()).unwrap()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json");
    let expected: serde_json::Value = serde_json::from_str(block("json")).unwrap();
    assert_eq!(problem, expected);
}

#[tokio::test]
async fn the_status_follows_the_rules() {
    const NAME: &str = "body at `/group/name`: must have at least 1 character";
    let unread = r#"{ "group": { "name": "", "is_public": "yes" } }"#;
    assert!(include_str!("../../docs/contract.md").contains(unread));
    let (status, _, problem) = answer(app([1]), posted(unread)).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let detail = problem["detail"].as_str().unwrap();
    let of_type = "body at `/group/is_public`: expected a boolean, found \"yes\"";
    assert!(
        detail.contains(NAME) && detail.contains(of_type),
        "{detail}"
    );
    let (status, _, problem) = answer(app([1]), posted(r#"{"group":{"name":""}}"#)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem["detail"], NAME);
}

#[tokio::test]
async fn a_client_can_check_before_it_sends() {
    let client = Client::builder(URL)
        .validate_requests(true)
        .build()
        .unwrap();
    let nameless = CreateGroup::new(GroupInput::new(""));
    match client.create_group(&nameless).send().await {
        Err(Error::InvalidRequest(request)) => {
            for violation in request.violations() {
                println!("{violation}"); // body at `/group/name`: must have at least 1 character
            }
            assert_eq!(request.violations().len(), 1);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn rejections_take_the_shape_of_the_api() {
    let (service, users) = (service([1]), Users);
    let app = server::builder(service, users)
        .rejections(|rejection: Rejection, _head: &RequestHead| {
            let words: Vec<_> = rejection
                .violations()
                .iter()
                .map(|it| it.to_string())
                .collect();
            (
                rejection.status(),
                axum::Json(serde_json::json!({ "errors": words })),
            )
        })
        .build();
    let (status, _, body) = answer(app, posted(r#"{"group": {"name": 7}}"#)).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(
        body["errors"][0]
            .as_str()
            .unwrap()
            .starts_with("body at `/group/name`"),
        "{body}"
    );
}

#[tokio::test]
async fn scopes_are_asked_for() {
    let client = Client::builder(URL)
        .bearer_auth("reader")
        .transport(app([1]))
        .build()
        .unwrap();
    assert!(client.show_group_by_id(1).send().await.is_ok());
    let refused = client.delete_group(1).send().await.unwrap_err();
    assert_eq!(refused.status(), Some(StatusCode::FORBIDDEN));
}

#[tokio::test]
async fn tokens_are_fetched_when_they_are_needed() {
    let fetched = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&fetched);
    let token = move |_: Scopes| {
        let first = counted.fetch_add(1, Ordering::Relaxed) == 0;
        async move { Ok::<_, std::io::Error>(if first { "run out" } else { "reader" }) }
    };
    let client = Client::builder(URL)
        .bearer_auth_tokens(token) // a closure that asks your authorization server
        .transport(app([1]))
        .build()
        .unwrap();
    client.show_group_by_id(1).send().await.unwrap(); // refused once, fetched anew, sent again
    assert_eq!(fetched.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn only_what_changes_is_sent() {
    let client = reaching(app([1]), "secret");
    let changes = GroupChanges {
        description: Some(String::new()),
        ..GroupChanges::default()
    };
    let group = client
        .update_group(1, &UpdateGroup::new(changes))
        .send()
        .await
        .unwrap();
    assert_eq!(
        (
            group.group.name.as_str(),
            group.group.description.as_deref()
        ),
        ("Days", Some(""))
    );
}

#[tokio::test]
async fn lists_are_gone_through() {
    let client = reaching(app(1..=250), "secret");
    let mut groups = client.list_groups().page_size(100).stream();
    let mut count = 0;
    while let Some(group) = groups.next().await {
        count += 1;
        assert_eq!(group.unwrap().id, count);
    }
    assert_eq!(count, 250);
}

#[tokio::test]
async fn what_failed_is_sent_again() {
    let seen = Arc::new(AtomicU32::new(0));
    let (before, after) = (Arc::clone(&seen), Arc::clone(&seen));
    let client = Client::builder(URL)
        .basic_auth("agent@example.com/token", "secret")
        .retry(RetryPolicy::new(3)) // off unless asked for: see its documentation for what is sent again
        .before(move |request| {
            before.fetch_add(1, Ordering::Relaxed);
            request
                .headers_mut()
                .insert("x-trace", "1".parse().unwrap());
        })
        .after(move |reply| {
            after.fetch_add(1, Ordering::Relaxed);
            println!("{} {:?}", reply.operation().id, reply.status());
        })
        .transport(app([1]))
        .build()
        .unwrap();
    let request = client.show_group_by_id(1).timeout(Duration::from_secs(2));
    request.send().await.unwrap();
    assert_eq!(seen.load(Ordering::Relaxed), 2);
}

async fn not_stored(mut response: Response) -> Response {
    let value = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, value);
    response
}

#[tokio::test]
async fn settings_are_for_all_operations_or_for_one() {
    let (service, users) = (service([1]), Users);
    let app = server::builder(service, users)
        .body_limit(64)
        .body_limit_for::<UpdateGroupRequest>(1024)
        .time_limit(Duration::from_secs(10))
        .time_limit_for::<ListGroupsRequest>(None)
        .layer_for::<CreateGroupRequest, _>(map_response(not_stored)) // a layer of tower's
        .validate_responses(true)
        .build();
    let (status, headers, _) = answer(app, posted(&"x".repeat(65))).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn a_file_is_sent_as_it_comes() {
    let written = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(written.path(), "frames").unwrap();
    let film = film(written.path()).await.unwrap();
    assert_eq!(film.bytes(), None);
    assert_eq!(film.into_body().collect(10).await.unwrap(), "frames");
}

async fn film(path: &std::path::Path) -> std::io::Result<File> {
    let film = tokio::fs::File::open(path).await?;
    let film = File::new(bindery_runtime::Body::stream(ReaderStream::new(film))) // of tokio-util
        .named("film.mp4")
        .of_type("video/mp4");
    Ok(film)
}
