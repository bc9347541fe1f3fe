//! Conditions don't ask for keys that travel the other way only.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::one_way::operations::*;
use bindery_goldens::one_way::server::{self, Context, Failure};
use bindery_goldens::one_way::types::{Members, MembersInput};
use bindery_runtime::axum::body::Body;
use bindery_runtime::http::Request;
use bindery_runtime::serde_json::{self, Value, json};
use bindery_runtime::validate::{Validate, Violations};
use tower::ServiceExt;

fn shown(found: Option<Violations>) -> Vec<String> {
    let list = found.iter().flat_map(|found| found.as_slice());
    list.map(|it| format!("{} {}", it.place, it.rule)).collect()
}

/// What breaks rules of members in a request.
fn sent(members: Value) -> Vec<String> {
    let members: MembersInput = serde_json::from_value(members).unwrap();
    shown(members.validate().err())
}

/// What breaks rules of members in an answer.
fn answered(members: Value) -> Vec<String> {
    let members: Members = serde_json::from_value(members).unwrap();
    shown(members.validate().err())
}

#[test]
fn a_request_is_not_asked_for_what_is_read_only() {
    for members in [
        json!({ "either": { "name": "a", "password": "b" } }),
        json!({ "either": { "mail": "a" } }),
        json!({ "dependent": { "name": "a", "password": "b" } }),
        json!({ "some": { "name": "a", "password": "b" } }),
        json!({ "one": {} }),
        json!({ "one": { "name": "a" } }),
        json!({ "never": {} }),
        json!({ "nested": { "name": "a", "inner": { "password": "b", "mail": "c" } } }),
        json!({ "list": [{}, { "password": "b", "mail": "c" }] }),
    ] {
        assert_eq!(sent(members.clone()), [""; 0], "{members}");
    }
    for (members, broken) in [
        (
            json!({ "either": { "name": "a" } }),
            "body at `/either/password` required",
        ),
        (json!({ "either": {} }), "body at `/either/mail` required"),
        (
            json!({ "dependent": { "name": "a" } }),
            "body at `/dependent/password` required",
        ),
        (json!({ "some": { "name": "a" } }), "body at `/some` anyOf"),
        (
            json!({ "one": { "name": "a", "mail": "b" } }),
            "body at `/one` anyOf",
        ),
        (
            json!({ "nested": { "name": "a", "inner": { "password": "b" } } }),
            "body at `/nested/inner/mail` required",
        ),
        (json!({ "list": [{}] }), "body at `/list` contains"),
    ] {
        assert_eq!(sent(members.clone()), [broken], "{members}");
    }
}

#[test]
fn an_answer_is_not_asked_for_what_is_write_only() {
    for members in [
        json!({ "either": { "name": "a", "id": 1 } }),
        json!({ "dependent": { "name": "a", "id": 1 } }),
        json!({ "some": { "name": "a", "id": 1 } }),
        json!({ "one": { "id": 1 } }),
        json!({ "never": {} }),
        json!({ "nested": { "name": "a", "inner": { "id": 1, "mail": "c" } } }),
        json!({ "list": [{ "id": 1, "mail": "c" }] }),
    ] {
        assert_eq!(answered(members.clone()), [""; 0], "{members}");
    }
    for (members, broken) in [
        (
            json!({ "either": { "name": "a" } }),
            "body at `/either/id` required",
        ),
        (
            json!({ "dependent": { "name": "a" } }),
            "body at `/dependent/id` required",
        ),
        (json!({ "some": { "name": "a" } }), "body at `/some` anyOf"),
        (json!({ "one": {} }), "body at `/one` oneOf"),
        (
            json!({ "one": { "id": 1, "name": "a" } }),
            "body at `/one` oneOf",
        ),
        (json!({ "never": { "id": 1 } }), "body at `/never` not"),
        (json!({ "list": [{ "id": 1 }] }), "body at `/list` contains"),
    ] {
        assert_eq!(answered(members.clone()), [broken], "{members}");
    }
}

/// Gives everyone an id.
struct Service;

impl server::Api for Service {
    async fn add_members(
        &self,
        _: Context<()>,
        request: AddMembersRequest,
    ) -> Result<Members, Failure<AddMembersError>> {
        let either = request
            .body
            .either
            .map(|either| json!({ "name": either.name, "id": 7 }));
        Ok(serde_json::from_value(json!({ "either": either }))?)
    }
}

#[tokio::test]
async fn a_router_holds_each_way_to_what_travels_there() {
    for (body, status) in [
        (r#"{"either":{"name":"a","password":"b"}}"#, 200),
        (r#"{"either":{"name":"a","id":1}}"#, 422),
    ] {
        let request = Request::post("/members").header("content-type", "application/json");
        let request = request.body(Body::from(body)).unwrap();
        let router = server::builder(Service).validate_responses(true).build();
        let answer = router.oneshot(request).await.unwrap();
        assert_eq!(answer.status(), status, "{body}");
    }
}
