//! Parts whose text holds a list, or whose names say where in an object they belong.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::part_styles::client::Client;
use bindery_goldens::part_styles::operations::*;
use bindery_goldens::part_styles::server::{self, Context, Failure};
use bindery_goldens::part_styles::types::*;
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::client::Error;
use bindery_runtime::http::Request;
use bindery_runtime::serde_json::{self, Value, json};
use tower::ServiceExt;

/// Answers what it is sent.
struct Echo;

impl server::Api for Echo {
    async fn add_lamp(
        &self,
        _: Context<()>,
        request: AddLampRequest,
    ) -> Result<Lamp, Failure<AddLampError>> {
        Ok(request.body)
    }
}

fn client() -> Client {
    let client = Client::builder("http://lamps.example").transport(server::router(Echo));
    client.build().unwrap()
}

/// What the router answers to a form of these parts.
async fn answer(parts: &[(&str, &str)]) -> (u16, Value) {
    let parts = parts.iter().map(|(name, text)| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    });
    let request = Request::post("/lamps")
        .header("content-type", "multipart/form-data; boundary=b")
        .body(Body::from(parts.collect::<String>() + "--b--\r\n"))
        .unwrap();
    let reply = server::router(Echo).oneshot(request).await.unwrap();
    let status = reply.status().as_u16();
    let body = to_bytes(reply.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

#[tokio::test]
async fn a_part_holds_a_list_or_what_its_name_says() {
    let parts = [
        ("watts", "40,60"),
        ("tags", "a|b,c"),
        ("words", "two words"),
        ("place[floor]", "2"),
        ("place[sides][0]", "left"),
        ("rooms", "a,b"),
        ("rooms", "c"),
    ];
    let lamp = json!({
        "watts": [40, 60],
        "tags": ["a", "b,c"],
        "words": ["two", "words"],
        "place": { "floor": 2, "sides": ["left"] },
        "rooms": ["a,b", "c"],
    });
    assert_eq!(answer(&parts).await, (200, lamp));
    for (name, text, told) in [
        ("watts", "1,0", (422, "/1: must be at least 1")),
        ("watts", "1,2,3,4", (422, ": must have at most 3 items")),
        (
            "watts",
            "1,x",
            (400, "/1: expected an integer, found \"x\""),
        ),
        (
            "place[sides][0]",
            "left",
            (422, ": missing required field `floor`"),
        ),
    ] {
        let (status, problem) = answer(&[(name, text)]).await;
        let detail = problem["detail"].as_str().unwrap();
        let detail = detail
            .replace("body at `/watts", "")
            .replace("body at `/place", "");
        assert_eq!(
            (status, detail.replace('`', "")),
            (told.0, told.1.replace('`', "")),
            "{name}={text}"
        );
    }
}

#[tokio::test]
async fn what_is_sent_arrives() {
    let lamp = Lamp {
        watts: Some(vec![40, 60]),
        tags: Some(vec!["a".to_owned(), "b,c".to_owned()]),
        words: Some(vec!["one".to_owned()]),
        place: Some(LampPlace {
            sides: Some(vec!["left".to_owned(), "right".to_owned()]),
            ..LampPlace::new(2)
        }),
        rooms: Some(vec!["a,b".to_owned()]),
    };
    let answer = client().add_lamp(&lamp).send().await.unwrap();
    assert_eq!(answer.into_inner(), lamp);
}

#[tokio::test]
async fn what_would_arrive_as_something_else_is_not_sent() {
    let tags = |tags: &[&str]| Lamp {
        tags: Some(tags.iter().map(|tag| (*tag).to_owned()).collect()),
        ..Lamp::default()
    };
    for (lamp, told) in [
        (tags(&["a|b"]), "an item holds `|`, which parts items"),
        (tags(&[""]), "one empty item looks like none"),
    ] {
        let error = client().add_lamp(&lamp).send().await.unwrap_err();
        let Error::InvalidRequest(error) = error else {
            panic!("{error:?}")
        };
        assert!(error.message().contains(told), "{error}");
    }
}
