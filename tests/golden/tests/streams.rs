//! Bodies that travel piece by piece: the generated client against the generated router.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bindery_goldens::streams::client::Client;
use bindery_goldens::streams::operations::*;
use bindery_goldens::streams::server::{self, Context, Failure};
use bindery_goldens::streams::types::{Reading, SwitchTo};
use bindery_runtime::axum::{self, Router};
use bindery_runtime::bytes::Bytes;
use bindery_runtime::client::Error;
use bindery_runtime::http::Request;
use bindery_runtime::serde_json::{self, Value, json};
use bindery_runtime::{Body, Event, Events, ItemError, Lines, TextEvents};
use futures_util::{StreamExt, stream};
use tower::ServiceExt;

/// The largest piece that a test sends in one.
const PIECE: usize = 100 * 1024;

#[derive(Default)]
struct Service {
    /// Whether the body of an upload was handed on before it ended.
    saw_first_piece: Arc<AtomicBool>,
}

fn reading(at: i64) -> Reading {
    Reading::new(at, 0.5)
}

impl server::Api for Service {
    async fn read_file(
        &self,
        _: Context<()>,
        request: ReadFileRequest,
    ) -> Result<Body, Failure<ReadFileError>> {
        if request.name == "none" {
            return Err(ReadFileError::NotFound(Bytes::from_static(b"none")).into());
        }
        let pieces = stream::iter(0..50).map(|_| Ok::<_, Error<()>>(vec![7; PIECE]));
        Ok(Body::stream(
            pieces.map(|piece| piece.map_err(|error| error.to_string())),
        ))
    }

    async fn write_file(
        &self,
        _: Context<()>,
        request: WriteFileRequest,
    ) -> Result<(), Failure<WriteFileError>> {
        let mut body = request.body;
        assert_eq!(body.next().await.unwrap()?.len(), PIECE);
        self.saw_first_piece.store(true, Ordering::SeqCst);
        let rest = body.collect(usize::MAX).await?;
        assert_eq!(rest.len(), 49 * PIECE);
        Ok(())
    }

    async fn watch_readings(
        &self,
        cx: Context<()>,
        _: WatchReadingsRequest,
    ) -> Result<WatchReadingsOkBody, Failure<WatchReadingsError>> {
        if cx.accepts("application/json") {
            return Ok(reading(9).into());
        }
        let first = Event {
            event: Some("reading".to_owned()),
            id: Some("a".to_owned()),
            retry: Some(Duration::from_millis(5)),
            data: reading(1),
        };
        Ok(Events::new(stream::iter([first, Event::new(reading(2))])).into())
    }

    async fn add_readings(
        &self,
        _: Context<()>,
        request: AddReadingsRequest,
    ) -> Result<Lines<Reading>, Failure<AddReadingsError>> {
        let Some(mut lines) = request.body else {
            return Ok(Lines::new(stream::empty()));
        };
        let mut readings = Vec::new();
        while let Some(line) = lines.next().await {
            match line {
                Ok(reading) => readings.push(reading),
                Err(ItemError::Decode { pointer, .. }) => {
                    readings.push(Reading::new(-1, f64::from(u8::from(pointer == "/value"))))
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(Lines::new(stream::iter(readings)))
    }

    async fn follow_log(
        &self,
        _: Context<()>,
        _: FollowLogRequest,
    ) -> Result<TextEvents, Failure<FollowLogError>> {
        let lines = ["one", "two\nlines"].map(str::to_owned);
        Ok(TextEvents::of_data(stream::iter(lines)))
    }

    async fn follow_notes(
        &self,
        _: Context<()>,
        _: FollowNotesRequest,
    ) -> Result<TextEvents, Failure<FollowNotesError>> {
        let notes = ["short", "too long"].map(str::to_owned);
        Ok(TextEvents::of_data(stream::iter(notes)))
    }

    async fn follow_changes(
        &self,
        _: Context<()>,
        _: FollowChangesRequest,
    ) -> Result<Events<Reading>, Failure<FollowChangesError>> {
        Ok(Events::of_data(stream::iter([reading(3)])))
    }

    async fn add_switches(
        &self,
        _: Context<()>,
        request: AddSwitchesRequest,
    ) -> Result<(), Failure<AddSwitchesError>> {
        let mut switches = match request.body {
            AddSwitchesBody::Ndjson(lines) => lines.boxed(),
            AddSwitchesBody::Events(events) => events.map(|event| event.map(|it| it.data)).boxed(),
        };
        while let Some(switch) = switches.next().await {
            if switch?.to == SwitchTo::Theirs {
                theirs().await?;
            }
        }
        Ok(())
    }
}

/// What another service answers: a line that is none of its own.
async fn theirs() -> Result<(), ItemError> {
    let answer = || async { ([("content-type", "application/json-seq")], "\u{1e}{}\n") };
    let client = Client::builder("http://theirs.example").transport(Router::new().fallback(answer));
    let lines = client.build().unwrap().add_readings().send().await.unwrap();
    lines.into_inner().next().await.unwrap().map(drop)
}

fn router() -> Router {
    server::router(Service::default())
}

fn client() -> Client {
    Client::builder("http://streams.example")
        .transport(router())
        .build()
        .unwrap()
}

#[tokio::test]
async fn bytes_come_back_without_being_gathered() {
    let mut answer = client().read_file("some").send().await.unwrap();
    let first = answer.next().await.unwrap().unwrap();
    assert_eq!(first.len(), PIECE);
    let rest = answer.into_inner().collect(usize::MAX).await.unwrap();
    assert_eq!(rest.len(), 49 * PIECE);
}

#[tokio::test]
async fn the_bytes_of_an_error_are_gathered() {
    let Err(Error::Api(error)) = client().read_file("none").send().await else {
        panic!("there is such a file");
    };
    assert_eq!(
        *error.body(),
        ReadFileError::NotFound(Bytes::from_static(b"none"))
    );
}

#[tokio::test]
async fn a_handler_reads_a_body_while_it_is_sent() {
    let service = Service::default();
    let saw = Arc::clone(&service.saw_first_piece);
    let client = Client::builder("http://streams.example")
        .transport(server::router(service))
        .build()
        .unwrap();
    // The second piece is only made once the handler has the first.
    let pieces = stream::iter(0..50).then(move |index| {
        let saw = Arc::clone(&saw);
        async move {
            while index > 0 && !saw.load(Ordering::SeqCst) {
                tokio::task::yield_now().await;
            }
            Ok::<_, std::io::Error>(vec![1; PIECE])
        }
    });
    client
        .write_file("big", Body::stream(pieces))
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_body_that_was_sent_is_not_sent_again() {
    let body = Body::stream(stream::iter(0..50).map(|_| Ok::<_, std::io::Error>(vec![1; PIECE])));
    let request = WriteFileRequest::new("big", body);
    client().send(&request).await.unwrap();
    assert!(client().send(&request).await.is_err());
}

#[tokio::test]
async fn events_come_as_the_caller_accepts_them() {
    let answer = client().watch_readings().send().await.unwrap().into_inner();
    assert_eq!(answer, WatchReadingsOkBody::Json(reading(9)));
    let client = Client::builder("http://streams.example")
        .header(
            bindery_runtime::http::header::ACCEPT,
            bindery_runtime::http::HeaderValue::from_static("text/event-stream"),
        )
        .transport(router())
        .build()
        .unwrap();
    let answer = client.watch_readings().send().await.unwrap().into_inner();
    let WatchReadingsOkBody::Events(events) = answer else {
        panic!("no events: {answer:?}");
    };
    let events: Vec<_> = events.map(Result::unwrap).collect().await;
    assert_eq!(events[0].event.as_deref(), Some("reading"));
    assert_eq!(events[0].retry, Some(Duration::from_millis(5)));
    assert_eq!(events[1].data, reading(2));
    assert_eq!(events.len(), 2);
}

#[tokio::test]
async fn lines_are_read_and_answered_one_by_one() {
    let sent = vec![reading(1), reading(2)];
    let answer = client()
        .add_readings()
        .body(Lines::new(stream::iter(sent.clone())))
        .send()
        .await
        .unwrap();
    let got: Vec<_> = answer.into_inner().map(Result::unwrap).collect().await;
    assert_eq!(got, sent);
    let answer = client().add_readings().send().await.unwrap();
    assert_eq!(answer.into_inner().count().await, 0);
}

#[tokio::test]
async fn a_line_that_is_wrong_is_told_with_its_place() {
    let body = "{\"at\":1,\"value\":0.5}\n{\"at\":2,\"value\":\"x\"}\n";
    let request = bindery_runtime::http::Request::post("/readings")
        .header("content-type", "application/x-ndjson")
        .body(bindery_runtime::axum::body::Body::from(body))
        .unwrap();
    let response = tower::ServiceExt::oneshot(router(), request).await.unwrap();
    assert_eq!(response.headers()["content-type"], "application/json-seq");
    let bytes = bindery_runtime::axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap();
    let expected = "\u{1e}{\"at\":1,\"value\":0.5}\n\u{1e}{\"at\":-1,\"value\":1.0}\n";
    assert_eq!(bytes, expected);
}

#[tokio::test]
async fn an_item_that_the_handler_gives_up_on_is_refused_as_bodies_are() {
    let post = async |media_type: &str, body: String| {
        let request = Request::post("/switches")
            .header("content-type", media_type)
            .body(axum::body::Body::from(body));
        let answer = router().oneshot(request.unwrap()).await.unwrap();
        let status = answer.status().as_u16();
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await;
        let problem: Value = serde_json::from_slice(&body.unwrap()).unwrap_or_default();
        (status, problem["errors"].clone())
    };
    let told = |pointer: &str, rule: &str, detail: &str| json!([{ "in": "body", "pointer": pointer, "rule": rule, "detail": detail }]);
    for (item, status, errors) in [
        (r#"{"at":2,"to":"off"}"#, 204, Value::Null),
        (
            r#"{"at":"x","to":"off"}"#,
            400,
            told(
                "#/at",
                "type",
                "in an item: expected an integer, found \"x\"",
            ),
        ),
        (
            r#"{"at":2"#,
            400,
            told(
                "#/at",
                "syntax",
                "in an item: this is no complete JSON document: it ends too early",
            ),
        ),
        (
            r#"{"at":2}"#,
            422,
            told("#", "required", "in an item: missing required field `to`"),
        ),
        (
            r#"{"at":2,"to":"up"}"#,
            422,
            told(
                "#/to",
                "enum",
                "in an item: `up` is none of `on`, `off` and `theirs`",
            ),
        ),
        (
            r#"{"at":-1,"to":"off"}"#,
            422,
            told("#/at", "minimum", "in an item: must be at least 0"),
        ),
        // What another service sent is none of the caller's business.
        (r#"{"at":2,"to":"theirs"}"#, 500, Value::Null),
    ] {
        let first = r#"{"at":1,"to":"on"}"#;
        let lines = post("application/x-ndjson", format!("{first}\n{item}\n")).await;
        assert_eq!(lines, (status, errors.clone()), "{item}");
        let events = post(
            "text/event-stream",
            format!("data: {first}\n\ndata: {item}\n\n"),
        )
        .await;
        assert_eq!(events, (status, errors), "{item}");
    }
}

#[tokio::test]
async fn text_and_described_events_are_typed() {
    let log = client().follow_log().send().await.unwrap().into_inner();
    let log: Vec<_> = log.map(|event| event.unwrap().data).collect().await;
    assert_eq!(log, ["one", "two\nlines"]);
    let changes = client().follow_changes().send().await.unwrap().into_inner();
    let changes: Vec<_> = changes.map(|event| event.unwrap().data).collect().await;
    assert_eq!(changes, [reading(3)]);
}

#[tokio::test]
async fn a_body_that_is_handed_on_can_be_bounded() {
    let post = async |limit: Option<usize>| {
        let builder = server::builder(Service::default());
        let builder = match limit {
            Some(limit) => builder.body_limit_for::<WriteFileRequest>(limit),
            None => builder,
        };
        let client = Client::builder("http://streams.example").transport(builder.build());
        let client = client.build().unwrap();
        let pieces = stream::iter(0..50).map(|_| Ok::<_, std::io::Error>(vec![7; PIECE]));
        match client.write_file("a", Body::stream(pieces)).send().await {
            Ok(_) => 204,
            Err(error) => error.status().unwrap().as_u16(),
        }
    };
    assert_eq!(post(None).await, 204);
    assert_eq!(post(Some(50 * PIECE)).await, 204);
    assert_eq!(post(Some(50 * PIECE - 1)).await, 413);
}

#[tokio::test]
async fn what_is_none_of_the_documented_streams_is_read_whole() {
    let page = || async { ([("content-type", "text/html")], "<html>") };
    let client = Client::builder("http://streams.example")
        .transport(Router::new().fallback(page))
        .build()
        .unwrap();
    let undocumented = [
        client
            .read_file("some")
            .send()
            .await
            .err()
            .map(|it| it.to_string()),
        client
            .watch_readings()
            .send()
            .await
            .err()
            .map(|it| it.to_string()),
        client
            .add_readings()
            .send()
            .await
            .err()
            .map(|it| it.to_string()),
        client
            .follow_log()
            .send()
            .await
            .err()
            .map(|it| it.to_string()),
        client
            .follow_changes()
            .send()
            .await
            .err()
            .map(|it| it.to_string()),
    ];
    for told in undocumented {
        let told = told.unwrap();
        let expected = "the server answered 200 OK as `text/html`, which its description doesn't name for that status. \
                        The body begins: <html>";
        assert_eq!(told, expected);
    }
}

#[tokio::test]
async fn the_text_of_events_keeps_to_its_rules() {
    let follow = async |checks| {
        let router = server::builder(Service::default()).validate_responses(checks);
        let client = Client::builder("http://readings.example").transport(router.build());
        let notes = client.build().unwrap().follow_notes().send().await.unwrap();
        let notes: Vec<_> = notes.into_inner().collect().await;
        let told = |note: Result<Event<String>, ItemError>| {
            note.map_or_else(|it| it.to_string(), |it| it.data)
        };
        notes.into_iter().map(told).collect::<Vec<_>>()
    };
    assert_eq!(follow(false).await, ["short", "too long"]);
    assert_eq!(
        follow(true).await,
        ["short", "the body broke off before its end"]
    );
}
