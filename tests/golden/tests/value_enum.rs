//! Enums of numbers and of values of several types, from a generated client to its generated server and back.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::value_enum::operations::{
    AddLevelError, AddLevelRequest, SetLevelError, SetLevelRequest,
};
use bindery_goldens::value_enum::server::{self, Context, Failure};
use bindery_goldens::value_enum::types::*;
use bindery_goldens::value_enum::{Client, Error};
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::http::Request;
use bindery_runtime::serde_json::{self, json};
use bindery_runtime::wire::Strictness;
use tower::ServiceExt;

/// Answers with what it was sent, once it has seen that the parameters are those of the test.
struct Echo;

impl server::Api for Echo {
    async fn set_level(
        &self,
        _: Context<()>,
        request: SetLevelRequest,
    ) -> Result<Setting, Failure<SetLevelError>> {
        assert_eq!(request.level, Level::Off);
        assert_eq!(request.factor, Some(SetLevelFactor::N1Point5));
        assert_eq!(
            request.mixed,
            Some(vec![Some(Mixed::Auto), Some(Mixed::N2Point5)])
        );
        assert_eq!(request.x_sure, Some(SetLevelXSure::True));
        Ok(request.body)
    }

    async fn add_level(
        &self,
        _: Context<()>,
        request: AddLevelRequest,
    ) -> Result<(), Failure<AddLevelError>> {
        assert_eq!(request.body, Level::High);
        Ok(())
    }
}

fn client() -> Client {
    Client::builder("http://localhost")
        .transport(server::router(Echo))
        .build()
        .unwrap()
}

fn setting() -> Setting {
    Setting {
        maybe: Some(Some(SettingMaybe::N2)),
        status: Some(Status::Missing),
        big: Some(SettingBig::N18446744073709551615),
        cases: Some(SettingCases::Asc2),
        ..Setting::new(Level::High, Some(Mixed::Object), SettingAlways::True)
    }
}

async fn send(setting: &Setting) -> Result<Setting, Error<SetLevelError>> {
    let answer = client()
        .set_level(Level::Off, setting)
        .factor(SetLevelFactor::N1Point5)
        .mixed(vec![Some(Mixed::Auto), Some(Mixed::N2Point5)])
        .x_sure(SetLevelXSure::True)
        .send()
        .await?;
    Ok(answer.into_inner())
}

#[tokio::test]
async fn values_travel_both_ways() {
    assert_eq!(send(&setting()).await.unwrap(), setting());
    client().add_level(Level::High).send().await.unwrap();
}

#[tokio::test]
async fn a_server_refuses_values_that_the_description_does_not_name() {
    let unknown = Setting {
        level: Level::Other(7),
        ..setting()
    };
    let Err(Error::Undocumented(_)) = send(&unknown).await else {
        panic!("7 is no level");
    };
}

#[tokio::test]
async fn values_that_are_not_listed_are_read_and_those_of_other_types_are_not() {
    let path = "/levels/1";
    for (uri, key, value, status, rule) in [
        (path, "level", json!(7), 422, "enum"),
        (path, "level", json!("7"), 400, "type"),
        (path, "mixed", json!("other"), 422, "enum"),
        (path, "mixed", json!(2), 422, "enum"),
        (path, "mixed", json!([]), 400, "type"),
        (path, "always", json!(false), 422, "enum"),
        (path, "always", json!("true"), 400, "type"),
        (path, "nothing", json!(1), 400, "type"),
        ("/levels/7", "level", json!(1), 422, "enum"),
        ("/levels/x", "level", json!(1), 400, "type"),
        ("/levels/1?factor=2", "level", json!(1), 422, "enum"),
        ("/levels/1?factor=x", "level", json!(1), 400, "type"),
        ("/levels/1?mixed=x", "level", json!(1), 422, "enum"),
    ] {
        let mut setting = json!({ "level": 1, "mixed": "auto", "always": true });
        setting[key] = value;
        let request = Request::put(uri).header("content-type", "application/json");
        let request = request.body(Body::from(setting.to_string())).unwrap();
        let answer = server::router(Echo).oneshot(request).await.unwrap();
        assert_eq!(answer.status(), status, "{uri} {setting}");
        let problem = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        let problem: serde_json::Value = serde_json::from_slice(&problem).unwrap();
        assert_eq!(problem["errors"][0]["rule"], rule, "{uri} {setting}");
    }
}

#[tokio::test]
async fn a_client_that_validates_sends_none_of_them() {
    let client = Client::builder("http://test.invalid")
        .validate_requests(true)
        .transport(server::router(Echo))
        .build()
        .unwrap();
    let setting = setting();
    let request = || client.set_level(Level::Off, &setting);
    let mixed = vec![Some(Mixed::Other(json!([])))];
    for (request, place) in [
        (
            request().factor(SetLevelFactor::from(json!(2))),
            "the query parameter `factor` ",
        ),
        (request().mixed(mixed), "the query parameter `mixed` "),
        (
            request().x_sure(SetLevelXSure::Other(json!(false))),
            "the header `X-Sure` ",
        ),
        (
            client.set_level(Level::Other(7), &setting),
            "a path parameter ",
        ),
    ] {
        let Err(Error::InvalidRequest(error)) = request.send().await else {
            panic!("sent");
        };
        let said = format!("{place}has a value that isn't listed: ");
        assert!(error.message().starts_with(&said), "{error}");
    }
}

#[test]
fn values_stand_in_json_as_they_are() {
    let text = json!({
        "level": -1, "mixed": { "deep": [1] }, "always": true, "maybe": null,
        "big": 18_446_744_073_709_551_615_u64, "cases": "ASC",
    });
    let read: Setting = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(read.mixed, Some(Mixed::Object));
    assert_eq!(serde_json::to_value(&read).unwrap(), text);
}

#[test]
fn a_client_keeps_values_that_the_description_does_not_name() {
    assert_eq!(serde_json::from_str::<Level>("7").unwrap(), Level::Other(7));
    assert_eq!(SetLevelFactor::from(json!(1.0)), SetLevelFactor::N1);
    assert_eq!(
        serde_json::from_str::<Mixed>("[]").unwrap(),
        Mixed::Other(json!([]))
    );
    let strict = Strictness::Strict.scope(|| serde_json::from_str::<Level>("7"));
    assert_eq!(
        strict.unwrap_err().to_string(),
        "`7` is none of `-1`, `0`, `1` and `10`"
    );
}
