//! Conditions: what breaks them is refused, with the place and the keyword.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::conditional::operations::*;
use bindery_goldens::conditional::server::{self, Context, Failure};
use bindery_goldens::conditional::types::{Account, AccountInput, Lamp};
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::http::{Request, StatusCode};
use bindery_runtime::serde_json::{self, Value, json};
use bindery_runtime::validate::Validate;
use tower::ServiceExt;

/// Answers with what it is sent.
struct Service;

impl server::Api for Service {
    async fn echo(&self, _: Context<()>, request: EchoRequest) -> Result<Lamp, Failure<EchoError>> {
        Ok(request.body)
    }

    async fn add_account(
        &self,
        _: Context<()>,
        request: AddAccountRequest,
    ) -> Result<Account, Failure<AddAccountError>> {
        Ok(Account {
            id: request.body.password.map(|_| 1),
            name: request.body.name,
            mail: request.body.mail,
        })
    }
}

/// The places and keywords of what is wrong with a lamp.
fn broken(lamp: Value) -> Vec<String> {
    let lamp: Lamp = serde_json::from_value(lamp).unwrap();
    let found = lamp.validate().err();
    let list = found.iter().flat_map(|found| found.as_slice());
    list.map(|it| format!("{} {}", it.place, it.rule)).collect()
}

#[test]
fn what_keeps_to_all_is_taken() {
    let lamp = json!({
        "size": 1, "bulbs": ["main", "b"], "labels": { "a": "x" }, "tags": ["a", "b"], "code": "é1",
        "anything": { "a": 2 }, "chosen": 8, "extra": { "mode": "m", "speed": 1 }, "few": { "kind": "k" },
        "color": "red"
    });
    assert_eq!(broken(lamp), [""; 0]);
}

#[test]
fn keys_without_a_field_count_where_a_part_has_a_limit() {
    let lamp = |few: Value| json!({ "size": 1, "bulbs": ["main"], "color": "red", "few": few });
    assert_eq!(broken(lamp(json!({ "other": 1 }))), [""; 0]);
    assert_eq!(broken(lamp(json!({}))), ["body at `/few` minProperties"]);
}

#[test]
fn each_condition_is_told_with_its_place() {
    for (lamp, expected) in [
        (
            json!({ "few": { "old": true } }),
            vec!["body at `/color` required"],
        ),
        (
            json!({ "size": 1 }),
            vec!["body at `/bulbs` dependentRequired"],
        ),
        (
            json!({ "bulbs": ["main"] }),
            vec!["body at `/size` required"],
        ),
        (
            json!({ "size": 13, "bulbs": ["main"] }),
            vec!["body at `/size` not"],
        ),
        (
            json!({ "size": 1, "bulbs": ["b"] }),
            vec!["body at `/bulbs` contains"],
        ),
        (
            json!({ "labels": { "A": "x" } }),
            vec!["body at `/labels/A` propertyNames"],
        ),
        (
            json!({ "tags": ["a", "b", "a"] }),
            vec!["body at `/tags` uniqueItems"],
        ),
        (json!({ "tags": ["-a"] }), vec!["body at `/tags/0` format"]),
        (json!({ "code": "none" }), vec!["body at `/code` pattern"]),
        (json!({ "code": "1" }), vec!["body at `/code` pattern"]),
        (
            json!({ "anything": "x" }),
            vec!["body at `/anything` minLength"],
        ),
        (
            json!({ "anything": { "a": 1.0 } }),
            vec!["body at `/anything` not"],
        ),
        (json!({ "chosen": 5 }), vec!["body at `/chosen` anyOf"]),
        (
            json!({ "extra": { "mode": "m" } }),
            vec!["body at `/extra/speed` dependentRequired"],
        ),
        (
            json!({ "extra": { "length" : 1 } }),
            vec!["body at `/extra/length` propertyNames"],
        ),
        (
            json!({ "extra": { "inner": { "inner": null } } }),
            vec!["body at `/extra` not"],
        ),
        (json!({ "extra": { "inner": { "inner": 1 } } }), vec![]),
        (
            json!({ "few": { "kind": "k", "old": true }, "color": "red", "size": 1, "bulbs": ["main"] }),
            vec!["body at `/few` not"],
        ),
    ] {
        assert_eq!(broken(lamp.clone()), expected, "{lamp}");
    }
}

/// The router's answer to a lamp.
async fn answer(lamp: &str) -> (StatusCode, Value) {
    let request = Request::post("/lamps")
        .header("content-type", "application/json")
        .body(Body::from(lamp.to_owned()))
        .unwrap();
    let answer = server::router(Service).oneshot(request).await.unwrap();
    let status = answer.status();
    let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

#[tokio::test]
async fn a_router_refuses_what_breaks_a_condition() {
    let (status, problem) = answer(r#"{"size":1,"extra":{"mode":"m"}}"#).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let problem = problem.to_string();
    for told in ["/bulbs", "/extra/speed", "dependentRequired"] {
        assert!(problem.contains(told), "{problem}");
    }
}

#[tokio::test]
async fn a_type_that_a_condition_asks_for_is_a_rule_of_what_was_read() {
    let of_count = json!({
        "in": "body", "pointer": "#/extra/count", "rule": "type", "detail": "must be an integer"
    });
    let (status, problem) = answer(r#"{"extra":{"count":"x"}}"#).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem["errors"], json!([of_count]));
    // So it is in the rest of what can't be read.
    let (status, problem) = answer(r#"{"extra":{"count":"x"},"code":7}"#).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(problem["errors"][0]["pointer"], "#/code");
    assert_eq!(problem["errors"][1], of_count);
}

#[tokio::test]
async fn what_travels_the_other_way_only_is_not_asked_for() {
    let input: AccountInput = serde_json::from_value(json!({ "name": "a" })).unwrap();
    let rules = |found: Option<bindery_runtime::validate::Violations>| -> Vec<String> {
        let list = found.iter().flat_map(|found| found.as_slice());
        list.map(|it| it.place.to_string()).collect()
    };
    let asked = ["body at `/mail`", "body at `/password`"];
    assert_eq!(rules(input.validate().err()), asked);
    let output: Account = serde_json::from_value(json!({ "name": "a" })).unwrap();
    let asked = ["body at `/mail`", "body at `/id`"];
    assert_eq!(rules(output.validate().err()), asked);

    let request = Request::post("/accounts")
        .header("content-type", "application/json")
        .body(Body::from(r#"{"name":"a","mail":"b","password":"c"}"#))
        .unwrap();
    let answer = server::router(Service).oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
}
