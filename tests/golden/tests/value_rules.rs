//! Rules of values: the generated client against the generated router, which refuses what breaks them and says where.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::value_rules::client::Client;
use bindery_goldens::value_rules::operations::*;
use bindery_goldens::value_rules::server::{self, Context, Failure};
use bindery_goldens::value_rules::types::*;
use bindery_goldens::value_rules::webhooks;
use bindery_runtime::axum::Router;
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::client::Error;
use bindery_runtime::http::{Request, StatusCode};
use bindery_runtime::serde_json::{self, Value, json};
use bindery_runtime::validate::{Place, Validate};
use bindery_runtime::{ItemError, Lines, WithHeaders, wire};
use futures_util::{FutureExt, StreamExt, stream};
use tower::ServiceExt;

/// Answers with what it is sent; where the room is `none`, or the name one of these, with something else.
#[derive(Clone, Copy)]
struct Service;

impl server::Api for Service {
    async fn put_lamp(
        &self,
        _: Context<()>,
        request: PutLampRequest,
    ) -> Result<WithHeaders<Lamp, PutLampOkHeaders>, Failure<PutLampError>> {
        if request.room == "none" {
            return Err(PutLampError::NotFound("there is no such room".to_owned()).into());
        }
        let mut input = request.body;
        input.secret = None;
        let written = serde_json::to_vec(&input).unwrap();
        let mut lamp: Lamp = wire::from_slice(&written).unwrap();
        let mut x_count = 10;
        match lamp.name.as_str() {
            "empty" => lamp.name = String::new(),
            "many" => x_count = 11,
            _ => {}
        }
        Ok(WithHeaders::new(lamp, PutLampOkHeaders { x_count }))
    }

    async fn add_names(
        &self,
        _: Context<()>,
        request: AddNamesRequest,
    ) -> Result<AddNamesResponse, Failure<AddNamesError>> {
        Ok(match request.body {
            Some(AddNamesBody::Json(names)) => {
                AddNamesResponse::Ok(i64::try_from(names.len()).unwrap())
            }
            Some(AddNamesBody::Text(_)) => AddNamesResponse::Accepted,
            None => AddNamesResponse::Ok(0),
        })
    }

    async fn free(&self, _: Context<()>, _: FreeRequest) -> Result<(), Failure<FreeError>> {
        Ok(())
    }

    async fn add_bulbs(
        &self,
        _: Context<()>,
        request: AddBulbsRequest,
    ) -> Result<Lines<String>, Failure<AddBulbsError>> {
        let sockets = request.body.filter_map(async |bulb| match bulb {
            Ok(bulb) => bulb.socket,
            Err(ItemError::Invalid(violations)) => {
                Some(violations.as_slice().first()?.rule[..3].to_owned())
            }
            Err(_) => None,
        });
        Ok(Lines::new(
            sockets
                .collect::<Vec<_>>()
                .map(stream::iter)
                .flatten_stream(),
        ))
    }

    async fn fill_in(&self, _: Context<()>, _: FillInRequest) -> Result<(), Failure<FillInError>> {
        Ok(())
    }

    async fn unruled(
        &self,
        _: Context<()>,
        request: UnruledRequest,
    ) -> Result<Unruled, Failure<UnruledError>> {
        Ok(request.body.unwrap_or_default())
    }
}

fn router() -> Router {
    server::router(Service)
}

async fn send(router: Router, request: Request<Body>) -> (StatusCode, Value) {
    let reply = router.oneshot(request).await.unwrap();
    let status = reply.status();
    let body = to_bytes(reply.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

fn put(uri: &str, body: &Value) -> Request<Body> {
    let request = Request::put(uri).header("content-type", "application/json");
    request.body(Body::from(body.to_string())).unwrap()
}

fn post(uri: &str, media_type: &str, body: impl Into<Body>) -> Request<Body> {
    let request = Request::post(uri).header("content-type", media_type);
    request.body(body.into()).unwrap()
}

/// Where each violation is that the router tells: a parameter's name or a pointer.
fn places(problem: &Value) -> Vec<String> {
    let errors = problem["errors"].as_array().unwrap().iter();
    let place = |error: &Value| {
        let named = error.get("pointer").or_else(|| error.get("parameter"));
        named.unwrap().as_str().unwrap().to_owned()
    };
    errors.map(place).collect()
}

/// A lamp with all that there is, and nothing wrong with it.
fn lamp() -> Value {
    json!({
        "name": "desk",
        "nickname": "dsk",
        "short": "äö",
        "level": 10,
        "half": 1.5,
        "single": 0.1,
        "far": 18_446_744_073_709_551_614_u64,
        "small": 199,
        "key": "00000000-0000-0000-0000-000000000000",
        "bulb": {"watts": 60, "spare": {"socket": "E27"}},
        "bulbs": [{"watts": 1}, {"unknown": []}],
        "labels": {"a": "long", "b": ""},
        "grid": [[1, null], []],
        "names": ["a"],
        "either": "abc",
        "pair": ["a", {"watts": 1}, 0, 1],
        "above": {"name": "a", "level": 0},
        "tree": [[], [[]]],
        "/~": "x",
        "secret": "secret",
        "kind": "desk",
        "plain": {"text": "anything"},
        "full": {"a": 1, "b": 2},
        "more": 3,
    })
}

/// The lamp with something else under a key.
fn with(key: &str, value: Value) -> Value {
    let mut lamp = lamp();
    lamp[key] = value;
    lamp
}

#[tokio::test]
async fn what_keeps_to_the_rules_passes() {
    let mut lamp = lamp();
    lamp["grid"] = json!([[1, null]]);
    let (status, found) = send(router(), put("/lamps/room/10", &lamp)).await;
    assert_eq!(status, StatusCode::OK, "{found}");
    lamp.as_object_mut().unwrap().remove("secret");
    assert_eq!(found, lamp);
}

#[tokio::test]
async fn each_rule_is_told_with_its_place() {
    for (key, value, pointers) in [
        ("name", json!(""), vec!["name"]),
        ("nickname", json!("four"), vec!["nickname"]),
        ("nickname", json!(""), vec!["nickname"]),
        ("short", json!("abc"), vec!["short"]),
        ("level", json!(11), vec!["level"]),
        ("level", json!(-1), vec!["level"]),
        ("half", json!(1.25), vec!["half"]),
        ("single", json!(0.11), vec!["single"]),
        ("far", json!(u64::MAX), vec!["far"]),
        ("small", json!(200), vec!["small"]),
        ("bulb", json!({}), vec!["bulb"]),
        (
            "bulb",
            json!({"watts": 1, "socket": "ab", "spare": {"watts": 1}}),
            vec!["bulb"],
        ),
        (
            "bulb",
            json!({"watts": 1, "unknown": 2, "other": 3}),
            vec!["bulb"],
        ),
        (
            "bulb",
            json!({"watts": 61, "spare": {"socket": "E"}}),
            vec!["bulb/watts", "bulb/spare/socket"],
        ),
        (
            "bulbs",
            json!([{"watts": 1}, {"watts": 99}, {}]),
            vec!["bulbs", "bulbs/1/watts", "bulbs/2"],
        ),
        ("spares", json!([{"socket": ""}]), vec!["spares/0/socket"]),
        (
            "labels",
            json!({"a/b": "long label", "b": "", "c": ""}),
            vec!["labels", "labels/a~1b"],
        ),
        ("grid", json!([[1], [0, 1]]), vec!["grid/0", "grid/1/0"]),
        ("names", json!(["a", ""]), vec!["names/1"]),
        ("either", json!("long"), vec!["either"]),
        ("either", json!(99), vec!["either"]),
        ("either", json!({"watts": 61}), vec!["either/watts"]),
        (
            "pair",
            json!(["", {"watts": 61}, -1]),
            vec!["pair/0", "pair/1/watts", "pair/2"],
        ),
        ("pair", json!(["a", {"watts": 1}, 1, 2, 3]), vec!["pair"]),
        ("above", json!({"name": "", "level": 0}), vec!["above/name"]),
        ("tree", json!([[[], [], []]]), vec!["tree/0"]),
        ("/~", json!("xx"), vec!["~1~0"]),
        ("secret", json!("secrets"), vec!["secret"]),
        ("anything", json!(4), vec!["anything"]),
    ] {
        let mut lamp = with(key, value);
        if key != "grid" {
            lamp["grid"] = json!([]);
        }
        let (status, problem) = send(router(), put("/lamps/room/1", &lamp)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{key}: {problem}");
        let expected: Vec<_> = pointers.iter().map(|it| format!("#/body/{it}")).collect();
        let found: Vec<_> = (places(&problem).iter())
            .map(|it| it.replacen("#/", "#/body/", 1))
            .collect();
        assert_eq!(found, expected, "{key}");
    }
}

#[tokio::test]
async fn all_violations_of_a_request_are_told_at_once() {
    let uri = "/lamps/r/11?limit=101&price=0.001&colors=scarlet&colors=b&colors=c&filter[max]=6\
               &within=[10]";
    let mut request = put(uri, &with("name", json!("")));
    let headers = request.headers_mut();
    headers.insert("x-trace", "ab".parse().unwrap());
    headers.insert("cookie", "session=abcd".parse().unwrap());
    let (status, problem) = send(router(), request).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    assert_eq!(
        places(&problem),
        [
            "room", "level", "limit", "limit", "price", "colors", "colors", "filter", "within",
            "within", "X-Trace", "session", "#/name", "#/grid/1",
        ]
    );
}

#[tokio::test]
async fn what_cant_be_read_is_another_matter() {
    let (status, problem) = send(router(), put("/lamps/r/1", &with("level", json!("x")))).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    // What can be read of the same request is checked too.
    assert_eq!(places(&problem), ["#/level", "room", "#/grid/1"]);
    let uri = "/lamps/room/x?limit=101&price=cheap&colors=scarlet&within=[1,10]";
    let (status, problem) = send(router(), put(uri, &with("name", json!("")))).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{problem}");
    assert_eq!(
        places(&problem),
        [
            "level", "price", "limit", "limit", "colors", "within", "#/name", "#/grid/1"
        ]
    );
    let (status, problem) = send(router(), put(uri, &json!("no lamp"))).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{problem}");
    let found = ["level", "price", "#", "limit", "limit", "colors", "within"];
    assert_eq!(places(&problem), found);
}

#[tokio::test]
async fn bodies_of_several_media_types_have_their_own_rules() {
    let json = |body: Value| post("/names", "application/json", body.to_string());
    let (status, count) = send(router(), json(json!(["a", "b"]))).await;
    assert_eq!((status, count), (StatusCode::OK, json!(2)));
    for (body, place) in [(json!([]), "#"), (json!(["a", ""]), "#/1")] {
        let (status, problem) = send(router(), json(body)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(places(&problem), [place]);
    }
    let text = |body: &'static str| post("/names", "text/plain", body);
    let (status, _) = send(router(), text("12345678")).await;
    assert_eq!(status, StatusCode::ACCEPTED);
    let (status, _) = send(router(), text("123456789")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn free_values_keep_to_the_rules_of_their_kind() {
    for (body, is_allowed) in [
        (json!("ab"), true),
        (json!("a"), false),
        (json!(7), true),
        (json!(7.5), false),
        (json!([1]), true),
        (json!([]), false),
        (json!({"a": 1}), true),
        (json!({"a": 1, "b": 2}), false),
        (json!(true), true),
        (json!(null), true),
    ] {
        let request = post("/free", "application/json", body.to_string());
        let (status, _) = send(router(), request).await;
        let expected = match is_allowed {
            true => StatusCode::NO_CONTENT,
            false => StatusCode::UNPROCESSABLE_ENTITY,
        };
        assert_eq!(status, expected, "{body}");
    }
}

#[tokio::test]
async fn forms_keep_to_rules_too() {
    let form = |fields: &'static str| post("/form", "application/x-www-form-urlencoded", fields);
    let (status, _) = send(router(), form("name=a&counts=1&counts=9")).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let (status, problem) = send(router(), form("name=&counts=1&counts=2&counts=10")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(places(&problem), ["#/name", "#/counts", "#/counts/2"]);
}

#[tokio::test]
async fn what_comes_piece_by_piece_is_checked_as_it_comes() {
    let body = "{\"socket\": \"E27\"}\n{\"watts\": 61}\n{}\n{\"socket\": \"E14\"}\n";
    let request = post("/bulbs", "application/jsonl", body);
    let reply = router().oneshot(request).await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK);
    let body = to_bytes(reply.into_body(), usize::MAX).await.unwrap();
    assert_eq!(body, "\"E27\"\n\"max\"\n\"min\"\n\"E14\"\n");
    // An answer that breaks its promise breaks off.
    let body = "{\"socket\": \"E27 or E14\"}\n";
    let request = post("/bulbs", "application/jsonl", body);
    let reply = router().oneshot(request).await.unwrap();
    assert!(to_bytes(reply.into_body(), usize::MAX).await.is_err());
}

#[derive(Clone, Copy)]
struct Receiver;

impl webhooks::server::Webhooks for Receiver {
    async fn broken(
        &self,
        _: Context<()>,
        _: webhooks::operations::BrokenRequest,
    ) -> Result<(), Failure<webhooks::operations::BrokenError>> {
        Ok(())
    }
}

#[tokio::test]
async fn webhooks_are_checked_where_they_arrive() {
    let router = || webhooks::server::router(Receiver);
    let sent = |body: Value| post("/broken", "application/json", body.to_string());
    let (status, _) = send(router(), sent(json!({"watts": 60}))).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let (status, problem) = send(router(), sent(json!({"watts": 61}))).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(places(&problem), ["#/watts"]);
}

fn client(validates: bool) -> Client {
    let client = Client::builder("http://localhost").transport(router());
    client.validate_requests(validates).build().unwrap()
}

#[tokio::test]
async fn a_client_refuses_to_send_what_breaks_a_rule_where_it_is_asked_to() {
    let mut lamp = LampInput::new("", 1);
    lamp.bulb = Some(Bulb::default());
    let sent = client(true).put_lamp("r", 1, &lamp).limit(3).send().await;
    let Err(Error::InvalidRequest(invalid)) = sent else {
        panic!("{sent:?}");
    };
    let found: Vec<_> = (invalid.violations().iter())
        .map(|violation| (violation.place.clone(), violation.rule))
        .collect();
    assert_eq!(
        found,
        [
            (Place::Path("room"), "minLength"),
            (Place::Query("limit"), "multipleOf"),
            (Place::Body("/name".to_owned()), "minLength"),
            (Place::Body("/bulb".to_owned()), "minProperties"),
        ]
    );
    assert!(
        invalid
            .to_string()
            .contains("path parameter `room`: must have at least 2 characters")
    );
    let sent = client(false).put_lamp("r", 1, &lamp).send().await;
    assert_eq!(
        sent.unwrap_err().status(),
        Some(StatusCode::UNPROCESSABLE_ENTITY)
    );
    let lamp = LampInput::new("desk", 1);
    assert_eq!(
        client(true)
            .put_lamp("room", 1, &lamp)
            .send()
            .await
            .unwrap()
            .name,
        "desk"
    );
}

#[tokio::test]
async fn a_handler_that_breaks_its_promise_is_found_out() {
    let client = |validates: bool| {
        let router = server::builder(Service)
            .validate_responses(validates)
            .build();
        Client::builder("http://localhost")
            .transport(router)
            .build()
            .unwrap()
    };
    for (room, name) in [("room", "empty"), ("room", "many"), ("none", "desk")] {
        let lamp = LampInput::new(name, 1);
        let sent = client(true).put_lamp(room, 1, &lamp).send().await;
        assert_eq!(
            sent.unwrap_err().status(),
            Some(StatusCode::INTERNAL_SERVER_ERROR)
        );
        let sent = client(false).put_lamp(room, 1, &lamp).send().await;
        let status = match sent {
            Ok(answer) => answer.status(),
            Err(error) => error.status().unwrap(),
        };
        let expected = match room {
            "none" => StatusCode::NOT_FOUND,
            _ => StatusCode::OK,
        };
        assert_eq!(status, expected);
    }
    // Builds with debug assertions look at answers without being asked.
    let request = Request::post("/names").body(Body::empty()).unwrap();
    let (status, _) = send(router(), request).await;
    let expected = match cfg!(debug_assertions) {
        true => StatusCode::INTERNAL_SERVER_ERROR,
        false => StatusCode::OK,
    };
    assert_eq!(status, expected);
}

#[test]
fn a_value_can_be_checked_by_itself() {
    let bulb = Bulb {
        watts: Some(61),
        ..Bulb::default()
    };
    let broken = bulb.validate().unwrap_err();
    assert_eq!(broken.to_string(), "body at `/watts`: must be at most 60");
}
