//! What the router's builder sets: limits, layers, and what is told of requests.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bindery_runtime::axum::body::Body;
use bindery_runtime::axum::middleware::map_response;
use bindery_runtime::axum::response::Response;
use bindery_runtime::http::{HeaderValue, Method, header};
use bindery_runtime::{axum, bytes, http};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::sample::operations::{CreateGroupRequest, ShowGroupRequest};
use crate::support::{Answer, answer_to, app, builder, exchange, group, request, to_json};

/// A body of which nothing ever comes.
fn silence() -> Body {
    let pieces = futures_util::stream::pending::<Result<bytes::Bytes, std::io::Error>>();
    Body::from_stream(pieces)
}

fn get(group_id: i64) -> http::request::Builder {
    request(Method::GET, &format!("/groups/{group_id}"))
        .header(header::AUTHORIZATION, "Bearer read")
}

fn post() -> http::request::Builder {
    request(Method::POST, "/groups").header(header::CONTENT_TYPE, "application/json")
}

async fn show(router: axum::Router, group_id: i64) -> Answer {
    exchange(router, get(group_id), "").await
}

#[tokio::test(start_paused = true)]
async fn a_body_must_come_in_time() {
    let app = builder().time_limit(Duration::from_secs(5)).build();
    let answer = answer_to(app, post().body(silence()).unwrap()).await;
    assert_eq!(answer.status, 408);
    assert_eq!(answer.all("connection"), ["close"]);
    assert_eq!(answer.json()["detail"], "the body must have come within 5s");
}

#[tokio::test(start_paused = true)]
async fn a_handler_must_answer_in_time() {
    // The handler takes a minute for the group 60.
    let limited = |limit| builder().time_limit(Duration::from_secs(limit));
    let answer = show(limited(59).build(), 60).await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.all("content-type"), ["application/problem+json"]);
    assert_eq!(show(limited(61).build(), 60).await.status, 200);
    assert_eq!(show(app(), 60).await.status, 200);
    let longer = limited(5).time_limit_for::<ShowGroupRequest>(None);
    assert_eq!(show(longer.build(), 60).await.status, 200);
    let shorter = builder().time_limit_for::<ShowGroupRequest>(Some(Duration::from_secs(5)));
    assert_eq!(show(shorter.build(), 60).await.status, 503);
    let another = builder().time_limit_for::<CreateGroupRequest>(Some(Duration::from_secs(5)));
    assert_eq!(show(another.build(), 60).await.status, 200);
}

#[tokio::test]
async fn an_operation_has_a_body_limit_of_its_own() {
    let group = to_json(&group(1));
    let small = || builder().body_limit(10);
    assert_eq!(exchange(small().build(), post(), &group).await.status, 413);
    let large = small().body_limit_for::<CreateGroupRequest>(10_000);
    assert_eq!(exchange(large.build(), post(), &group).await.status, 201);
    let smaller = builder().body_limit_for::<CreateGroupRequest>(10);
    assert_eq!(exchange(smaller.build(), post(), &group).await.status, 413);
}

async fn mark(mut response: Response) -> Response {
    let mark = HeaderValue::from_static("seen");
    response.headers_mut().append("x-layer", mark);
    response
}

#[tokio::test]
async fn a_layer_is_around_one_operation() {
    let layered = || {
        let builder = builder().layer_for::<ShowGroupRequest, _>(map_response(mark));
        builder.build()
    };
    let answer = show(layered(), 7).await;
    assert_eq!(
        (answer.status, answer.all("x-layer")),
        (200, vec!["seen".to_owned()])
    );
    assert_eq!(answer.json()["id"], 7);
    // What is refused passes it too.
    let answer = exchange(layered(), request(Method::GET, "/groups/7"), "").await;
    assert_eq!((answer.status, answer.all("x-layer").len()), (401, 1));
    let answer = exchange(layered(), post(), &to_json(&group(1))).await;
    assert_eq!((answer.status, answer.all("x-layer").len()), (201, 0));
    let twice = builder()
        .layer_for::<ShowGroupRequest, _>(map_response(mark))
        .layer_for::<ShowGroupRequest, _>(map_response(mark));
    assert_eq!(show(twice.build(), 7).await.all("x-layer").len(), 2);
}

/// Keeps what spans and events say.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

struct Put<'f>(&'f mut String);

impl Visit for Put<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!(" {}={value:?}", field.name()));
    }
}

impl Log {
    fn put(&self, record: impl FnOnce(&mut Put<'_>)) {
        let mut line = String::new();
        record(&mut Put(&mut line));
        self.0.lock().unwrap().push(line);
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("bindery_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.put(|line| span.record(line));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.put(|line| values.record(line));
    }

    fn event(&self, event: &Event<'_>) {
        self.put(|line| event.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// What the log says of a request for a group, and the answer's status.
async fn logged(group_id: i64) -> (String, u16) {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let request = request(Method::GET, &format!("/groups/{group_id}?key=s3cret"))
        .header(header::AUTHORIZATION, "Bearer read")
        .header("x-api-key", "s3cret");
    let answer = exchange(app(), request, "").await;
    assert!(!answer.text.contains("on purpose"), "{}", answer.text);
    let lines = log.0.lock().unwrap().join("\n");
    assert!(
        !lines.contains("s3cret") && !lines.contains("Bearer"),
        "{lines}"
    );
    (lines, answer.status)
}

#[tokio::test]
async fn a_span_a_request_after_opentelemetrys_conventions() {
    let (lines, status) = logged(7).await;
    assert_eq!(status, 200);
    let expected = " otel.name=GET /groups/{group_id} otel.kind=\"server\" operation=\"ShowGroup\" \
                    http.request.method=\"GET\" http.route=\"/groups/{group_id}\" \
                    url.path=\"/groups/7\" url.scheme=\"http\"\n http.response.status_code=200";
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn what_callers_are_not_told_is_logged_with_the_operation() {
    for (group_id, told) in [
        (500, "invalid digit found in string"),
        (501, "the handler panicked: on purpose"),
        (
            502,
            "the handler answered 502 Bad Gateway where the description has 4XX",
        ),
    ] {
        let (lines, status) = logged(group_id).await;
        assert_eq!(status, 500);
        let line = lines.lines().find(|line| line.contains(told));
        let line = line.unwrap_or_else(|| panic!("{lines}"));
        assert!(line.contains("operation=\"ShowGroup\""), "{line}");
        assert!(line.contains("http.route=\"/groups/{group_id}\""), "{line}");
        assert!(lines.contains("otel.status_code=\"ERROR\""), "{lines}");
    }
}
