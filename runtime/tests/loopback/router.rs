//! What the router does before a handler runs.

use bindery_runtime::http::{Method, StatusCode, header};
use bindery_runtime::server::{Place, RequestHead};
use bindery_runtime::{axum, serde_json};
use serde_json::json;

use crate::sample::server::Rejection;
use crate::support::{app, builder, exchange, group, request, to_json};

#[tokio::test]
async fn unknown_paths_and_methods() {
    let answer = exchange(app(), request(Method::GET, "/nowhere"), "").await;
    assert_eq!(answer.status, 404);
    assert_eq!(
        answer.json(),
        json!({ "type": "about:blank", "title": "Not Found", "status": 404 })
    );

    let answer = exchange(app(), request(Method::DELETE, "/groups/1"), "").await;
    assert_eq!(answer.status, 405);
    assert_eq!(answer.all("allow"), ["GET, HEAD, OPTIONS"]);

    let answer = exchange(app(), request(Method::OPTIONS, "/groups"), "").await;
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    assert_eq!(answer.all("allow"), ["POST, OPTIONS"]);
    // No 204 has one (RFC 9110, section 8.6).
    assert!(answer.all("content-length").is_empty());
    // Of the server as a whole (RFC 9110, section 9.3.7).
    let answer = exchange(app(), request(Method::OPTIONS, "*"), "").await;
    assert_eq!((answer.status, answer.all("allow")), (204, vec![]));
    let answer = exchange(app(), request(Method::GET, "*"), "").await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let ask = |method| request(method, "/groups/1").header(header::AUTHORIZATION, "Bearer read");
    let get = exchange(app(), ask(Method::GET), "").await;
    let head = exchange(app(), ask(Method::HEAD), "").await;
    assert_eq!((head.status, head.text.as_str()), (200, ""));
    assert_eq!(head.all("content-length"), [get.text.len().to_string()]);
    assert_eq!(head.all("etag"), get.all("etag"));
}

#[tokio::test]
async fn bodies_that_cannot_be_taken() {
    let post = || request(Method::POST, "/groups");
    let answer = exchange(app(), post().header("content-type", "text/xml"), "<a/>").await;
    assert_eq!(answer.status, 415);
    assert_eq!(
        answer.json()["detail"],
        "the body must be of the media type application/json"
    );
    let json = || post().header("content-type", "application/json");
    for coding in ["gzip", "identity, br", "GZIP"] {
        let answer = exchange(app(), json().header("content-encoding", coding), "{}").await;
        assert_eq!(answer.status, 415, "{coding}");
        assert_eq!(answer.all("accept-encoding"), ["identity"], "{coding}");
    }
    let body = to_json(&group(204));
    let plain = json().header("content-encoding", "Identity");
    assert_eq!(exchange(app(), plain, &body).await.status, 204);
    for (charset, status) in [
        ("utf-8", 204),
        ("\"UTF-8\"", 204),
        ("us-ascii", 204),
        ("utf-16", 415),
        ("iso-8859-1", 415),
    ] {
        let content_type = format!("application/json; charset={charset}");
        let answer = exchange(app(), post().header("content-type", content_type), &body).await;
        assert_eq!(answer.status, status, "{charset}");
    }

    assert_eq!(exchange(app(), post(), "{}").await.status, 415);

    let answer = exchange(app(), post(), "").await;
    assert_eq!(answer.status, 400);
    assert_eq!(
        answer.json()["errors"][0]["detail"],
        "a body is required, but missing"
    );

    let json = || post().header("content-type", "application/json; charset=utf-8");
    let small = || builder().body_limit(10).build();
    assert_eq!(
        exchange(small(), json(), "[1,2,3,4,5,6,7]").await.status,
        413
    );
    let announced = json().header("content-length", "11");
    assert_eq!(exchange(small(), announced, "").await.status, 413);
    assert_eq!(exchange(small(), json(), "[]").await.status, 400);
}

#[tokio::test]
async fn all_violations_are_told_at_once() {
    let pet = r#"{"petType": "dog", "name": "Rex", "puppies": [{"petType": "cat", "lives": "nine"}, {"petType": "cat", "lives": 300}]}"#;
    let uri = "/pets/x.json?filter[age]=old&sort=random&ids=1|x&name=ignored";
    let post = request(Method::POST, uri).header("content-type", "application/json");
    let answer = exchange(app(), post, pet).await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.all("content-type"), ["application/problem+json"]);
    let problem = answer.json();
    assert_eq!(
        problem["errors"],
        json!([
            { "in": "query", "parameter": "filter", "rule": "type", "detail": "/age: `old` is not a whole number" },
            { "in": "query", "parameter": "sort", "rule": "enum", "detail": "`random` is none of `asc` and `desc`" },
            { "in": "query", "parameter": "ids", "rule": "type", "detail": "/1: `x` is not a whole number" },
            { "in": "body", "pointer": "#/puppies/0/lives", "rule": "type", "detail": "expected an integer, found \"nine\"" },
            { "in": "body", "pointer": "#/puppies/1/lives", "rule": "format", "detail": "expected an integer from 0 to 255, found 300" },
        ])
    );
    assert_eq!(problem["status"], 400);
    let detail = problem["detail"].as_str().unwrap();
    assert!(
        detail.starts_with("query parameter `filter`: /age: `old` is not a whole number; "),
        "{detail}"
    );
}

#[tokio::test]
async fn servers_are_strict() {
    let whole =
        json!({ "id": 1, "name": "x", "next_page": null, "created_at": "2026-01-31T12:00:00Z" });
    for (key, value, rule, message) in [
        (
            "description",
            json!(null),
            "type",
            "null is not allowed here: leave the field out instead",
        ),
        (
            "sort",
            json!("random"),
            "enum",
            "`random` is none of `asc` and `desc`",
        ),
    ] {
        let mut group = whole.clone();
        group[key] = value;
        let post = request(Method::POST, "/groups").header("content-type", "application/json");
        let answer = exchange(app(), post, &group.to_string()).await;
        assert_eq!(
            answer.json()["errors"],
            json!([{ "in": "body", "pointer": format!("#/{key}"), "rule": rule, "detail": message }])
        );
    }
}

#[tokio::test]
async fn the_hook_sees_what_and_where() {
    let hook = |rejection: Rejection, head: &RequestHead| {
        let operation = head.operation().map(|operation| operation.id);
        let first = rejection
            .violations()
            .first()
            .map(|violation| violation.place.clone());
        assert_eq!(first, Some(Place::Path("group_id")));
        (
            rejection.status(),
            format!("{operation:?} {} {:?}", head.method(), rejection.detail()),
        )
    };
    let get =
        request(Method::GET, "/groups/one%20two").header(header::AUTHORIZATION, "Bearer read");
    let answer = exchange(builder().rejections(hook).build(), get, "").await;
    assert_eq!(answer.status, 400);
    assert_eq!(
        answer.text,
        "Some(\"ShowGroup\") GET Some(\"path parameter `group_id`: `one two` is not a whole number\")"
    );
}

#[tokio::test]
async fn headers_survive_a_hook_that_forgets_them() {
    let hook = |_: Rejection, _: &RequestHead| (StatusCode::BAD_REQUEST, "no");
    let answer = exchange(
        builder().rejections(hook).build(),
        request(Method::PUT, "/groups"),
        "",
    )
    .await;
    assert_eq!(
        (answer.status, answer.all("allow")),
        (400, vec!["POST, OPTIONS".to_owned()])
    );
}

#[tokio::test]
async fn a_hook_that_panics_is_a_500() {
    let hook = |_: Rejection, _: &RequestHead| -> StatusCode { panic!("on purpose") };
    let answer = exchange(
        builder().rejections(hook).build(),
        request(Method::GET, "/x"),
        "",
    )
    .await;
    assert_eq!(answer.status, 500);
}

#[tokio::test]
async fn the_context_tells_of_the_request() {
    let layered = app().layer(axum::Extension("from a layer"));
    let get = request(Method::GET, "/groups/2?x=1").header(header::AUTHORIZATION, "Bearer read");
    let answer = exchange(layered, get, "").await;
    assert_eq!(
        answer.json()["description"],
        "GET /groups/2?x=1 token ShowGroup Some(\"from a layer\") true"
    );
}
