//! Tuples, from a generated client to its generated server and back.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::fmt::Debug;

use bindery_goldens::tuples::Client;
use bindery_goldens::tuples::operations::{AddShapeError, AddShapeRequest};
use bindery_goldens::tuples::server::{self, Context, Failure};
use bindery_goldens::tuples::types::*;
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::http::Request;
use bindery_runtime::param::{Parameter, Value};
use bindery_runtime::serde::de::DeserializeOwned;
use bindery_runtime::serde::ser::Serialize;
use bindery_runtime::serde_json::{self, json};
use bindery_runtime::wire::{Strictness, from_slice};
use tower::ServiceExt;

/// Answers with what it was sent, once it has seen that the parameters are those of the test.
struct Echo;

impl server::Api for Echo {
    async fn add_shape(
        &self,
        _: Context<()>,
        request: AddShapeRequest,
    ) -> Result<Shape, Failure<AddShapeError>> {
        assert_eq!(request.corner, Point(0.5, -2.0, Some("here".to_owned())));
        assert_eq!(request.range, Some(AddShapeRange(3, None)));
        Ok(request.body)
    }
}

fn shape() -> Shape {
    Shape {
        path: Some(vec![
            Point(0.0, 1.5, None),
            Point(2.0, 3.0, Some("end".to_owned())),
        ]),
        row: Some(Row(
            RowItem0::First,
            Some(RowItem1 {
                unit: Some("m".to_owned()),
            }),
            Some(None),
            vec![1, 2],
        )),
        open: Some(ShapeOpen(Some(true), vec![json!([1])])),
        anywhere: Some(Point(1.0, 1.0, None).into()),
        both: Some(Both("a".to_owned(), 1, vec![2, 3])),
        chain: Some(Chain(
            "a".to_owned(),
            Some(Box::new(Chain("b".to_owned(), None))),
        )),
        ..Shape::new("triangle")
    }
}

#[tokio::test]
async fn tuples_travel_both_ways() {
    let client = Client::builder("http://localhost")
        .transport(server::router(Echo))
        .build()
        .unwrap();
    let answer = client
        .add_shape(Point(0.5, -2.0, Some("here".to_owned())), &shape())
        .range(AddShapeRange(3, None))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.into_inner(), shape());
}

#[test]
fn items_that_are_left_out_end_the_array() {
    fn is_written<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T, json: &str) {
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
        assert_eq!(serde_json::from_str::<T>(json).unwrap(), value);
    }
    is_written(Point(1.0, 2.0, None), "[1.0,2.0]");
    is_written(ShapeOpen::default(), "[]");
    is_written(Row(RowItem0::Last, None, None, Vec::new()), r#"["last"]"#);
    is_written(
        Row(
            RowItem0::Last,
            Some(RowItem1::default()),
            Some(None),
            vec![7],
        ),
        r#"["last",{},null,7]"#,
    );
    let gap = Row(RowItem0::Last, None, None, vec![7]);
    let error = serde_json::to_string(&gap).unwrap_err().to_string();
    assert_eq!(error, "an item is left out before one that is there");
}

/// The place and the message of the error that comes of reading a shape strictly.
fn refused(shape: &str) -> (String, String) {
    let read = || from_slice::<Shape>(shape.as_bytes());
    let error = Strictness::Strict.scope(read).unwrap_err();
    (error.pointer, error.message)
}

#[test]
fn a_server_refuses_what_is_too_short_or_too_long() {
    let at = |pointer: &str, message: &str| (pointer.to_owned(), message.to_owned());
    assert_eq!(
        refused(r#"{"name": "a", "path": [[1, 2], [3]]}"#),
        at("/path/1", "expected at least 2 items, found 1")
    );
    assert_eq!(
        refused(r#"{"path": [[1, 2, "x", 4, 5], [3, 4]], "name": "a"}"#),
        at("/path/0", "expected at most 3 items, found 5")
    );
    assert_eq!(
        refused(r#"{"name": "a", "path": [[1, 2], [3, "x"]]}"#),
        at("/path/1/1", "expected a number, found \"x\"")
    );
    assert_eq!(
        refused(r#"{"name": "a", "path": [[1, 2, null]]}"#),
        at(
            "/path/0/2",
            "null is not allowed here: leave the field out instead"
        )
    );
    assert_eq!(
        refused(r#"{"name": "a", "path": [{}]}"#).1,
        "expected an array, found an object"
    );
}

/// Where a router says that the body of a request is wrong.
async fn told(body: &'static str) -> Vec<String> {
    let request = Request::post("/shapes/0.5,-2,here?range=3")
        .header("content-type", "application/json")
        .body(Body::from(body));
    let reply = server::router(Echo).oneshot(request.unwrap()).await;
    let body = to_bytes(reply.unwrap().into_body(), usize::MAX).await;
    let problem: serde_json::Value = serde_json::from_slice(&body.unwrap()).unwrap();
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    let places = errors.iter().filter_map(|it| it["pointer"].as_str());
    places.map(str::to_owned).collect()
}

#[tokio::test]
async fn all_items_that_are_wrong_are_told() {
    let body = r#"{"name": "a", "path": [["x", 1, 2], [3, 4], ["y"]], "row": ["none", {"unit": 1}, "m", 5, "z", null]}"#;
    assert_eq!(
        told(body).await,
        [
            "#/path/0/0",
            "#/path/0/2",
            "#/row/0",
            "#/row/1/unit",
            "#/row/4",
            "#/row/5",
            "#/path/2/0",
            "#/path/2",
        ]
    );
}

#[tokio::test]
async fn all_items_of_a_parameter_that_are_wrong_are_told() {
    let uri = "/shapes/x,1,here,4?range=a,b";
    let request = Request::post(uri)
        .header("content-type", "application/json")
        .body(Body::from(r#"{"name":"a"}"#));
    let reply = server::router(Echo).oneshot(request.unwrap()).await;
    let body = to_bytes(reply.unwrap().into_body(), usize::MAX).await;
    let problem: serde_json::Value = serde_json::from_slice(&body.unwrap()).unwrap();
    let errors = problem["errors"].as_array().unwrap().iter();
    let told: Vec<_> = errors
        .map(|it| (it["parameter"].clone(), it["detail"].clone()))
        .collect();
    let expected = [
        ("corner", "/0: `x` is not a number"),
        ("corner", "expected at most 3 items, found 4"),
        ("range", "/0: `a` is not a whole number"),
        ("range", "/1: `b` is not a whole number"),
    ];
    assert_eq!(
        told,
        expected.map(|(name, detail)| (json!(name), json!(detail)))
    );
}

#[test]
fn a_client_passes_over_items_that_it_does_not_know() {
    let longer: Point = serde_json::from_str(r#"[1, 2, null, {"new": [1]}]"#).unwrap();
    assert_eq!(longer, Point(1.0, 2.0, None));
    assert!(serde_json::from_str::<Point>("[1]").is_err());
}

#[test]
fn a_tuple_in_text_is_a_list() {
    let text = |text: &str| Value::Text(text.to_owned());
    let list = || Value::List(vec![text("1"), text("2"), text("a"), text("b")]);
    assert_eq!(
        Point(1.0, 2.0, None).to_value(),
        Value::List(vec![text("1"), text("2")])
    );
    assert_eq!(
        Point::from_value(list()).unwrap(),
        Point(1.0, 2.0, Some("a".to_owned()))
    );
    let strict = Strictness::Strict.scope(|| Point::from_value(list()).unwrap_err());
    assert_eq!(strict.to_string(), "expected at most 3 items, found 4");
    assert!(Point::from_value(text("1")).is_err());
}
