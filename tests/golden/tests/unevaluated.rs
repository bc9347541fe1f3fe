//! What a schema leaves unevaluated is refused by the server, wherever what it evaluates depends on the value.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::unevaluated::operations::{EchoError, EchoRequest};
use bindery_goldens::unevaluated::server::{self, Context, Failure};
use bindery_goldens::unevaluated::types::Values;
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::http::{Request, StatusCode};
use bindery_runtime::serde_json::{self, Value};
use tower::ServiceExt;

struct Echo;

impl server::Api for Echo {
    async fn echo(
        &self,
        _: Context<()>,
        request: EchoRequest,
    ) -> Result<Values, Failure<EchoError>> {
        Ok(request.body)
    }
}

async fn answer(body: &str) -> (StatusCode, Value) {
    let request = Request::post("/values")
        .header("content-type", "application/json")
        .body(Body::from(body.to_owned()))
        .unwrap();
    let reply = server::router(Echo).oneshot(request).await.unwrap();
    let status = reply.status();
    let body = to_bytes(reply.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

#[tokio::test]
async fn what_is_evaluated_is_kept() {
    for body in [
        r#"{"light":{"watts":1}}"#,
        r#"{"light":{"wick":"w"}}"#,
        r#"{"named":{"watts":1,"name":"n"}}"#,
        r#"{"typed":{"watts":1,"other":"abc"}}"#,
        r#"{"parcel":{"kind":"letter","stamp":1}}"#,
        r#"{"parcel":{"kind":"box","weight":1.5}}"#,
        r#"{"list":[1.5,"a","b"]}"#,
        r#"{"open":{"watts":1,"other":[true]}}"#,
        r#"{"unlit":{"wick":"w"}}"#,
        r#"{"patterned":{"id":true,"n1":1,"other":"text"}}"#,
        r#"{"parts":{"n1":1,"wick":"w"}}"#,
        r#"{"closed":{"n1":1,"n2":2}}"#,
        r#"{"free":{"n1":1,"other":[true]}}"#,
    ] {
        let (status, kept) = answer(body).await;
        assert_eq!(status, StatusCode::OK, "{body}: {kept}");
        assert_eq!(kept, serde_json::from_str::<Value>(body).unwrap());
    }
}

#[tokio::test]
async fn the_rest_is_refused_with_its_place() {
    for (body, place) in [
        (r#"{"light":{"watts":1,"other":2}}"#, "#/light/other"),
        (r#"{"named":{"watts":1,"other":2}}"#, "#/named/other"),
        (r#"{"typed":{"watts":1,"other":"abcd"}}"#, "#/typed/other"),
        (
            r#"{"parcel":{"kind":"letter","weight":1}}"#,
            "#/parcel/weight",
        ),
        (r#"{"parcel":{"kind":"box","stamp":1}}"#, "#/parcel/stamp"),
        (
            r#"{"parcel":{"kind":"letter","stamp":0}}"#,
            "#/parcel/stamp",
        ),
        (r#"{"list":[1.5,"a",2]}"#, "#/list/2"),
        (r#"{"unlit":{"watts":1}}"#, "#/unlit"),
        (r#"{"patterned":{"n1":"text"}}"#, "#/patterned/n1"),
        (r#"{"patterned":{"other":1}}"#, "#/patterned/other"),
        (r#"{"parts":{"wick":"w","other":1}}"#, "#/parts/other"),
        (r#"{"closed":{"n1":"text"}}"#, "#/closed/n1"),
        (r#"{"closed":{"other":1}}"#, "#/closed/other"),
        (r#"{"free":{"n1":"text"}}"#, "#/free/n1"),
    ] {
        let (status, problem) = answer(body).await;
        assert!(status.is_client_error(), "{body}: {problem}");
        let places: Vec<_> = problem["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| error["pointer"].as_str().unwrap())
            .collect();
        assert_eq!(places, [place], "{body}: {problem}");
    }
}
