//! Alternatives of which one must fit, its rules included: what fits none or several is refused by the server, and a
//! client makes do with the first that fits.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::exactly_one::operations::{EchoError, EchoRequest};
use bindery_goldens::exactly_one::server::{self, Context, Failure};
use bindery_goldens::exactly_one::types::{
    Size, Values, ValuesNested, ValuesNumber, ValuesPeopleItem, ValuesPerson, ValuesWord,
};
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::http::{Request, StatusCode};
use bindery_runtime::serde_json::{self, Value};
use bindery_runtime::wire::{Strictness, from_slice};
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

/// What the server answers: the status, and the body.
async fn answer(query: &str, body: &str) -> (u16, Value) {
    let request = Request::post(format!("/values{query}"))
        .header("content-type", "application/json")
        .body(Body::from(body.to_owned()))
        .unwrap();
    let reply = server::router(Echo).oneshot(request).await.unwrap();
    let status = reply.status().as_u16();
    let body = to_bytes(reply.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

/// The status, the place and the rule of the first violation.
async fn refusal(query: &str, body: &str) -> String {
    let (status, body) = answer(query, body).await;
    let first = &body["errors"][0];
    let text = |key: &str| first[key].as_str().unwrap_or_default().to_owned();
    format!(
        "{status} {}{} {}",
        text("pointer"),
        text("parameter"),
        text("rule")
    )
}

fn taken(body: &str) -> Values {
    Strictness::Strict
        .scope(|| from_slice(body.as_bytes()))
        .unwrap_or_else(|error| panic!("{body}: {error:?}"))
}

#[test]
fn a_value_is_the_one_whose_rules_it_keeps_to_as_well() {
    let number = |body: &str| taken(body).number.unwrap();
    assert_eq!(number(r#"{"number":1}"#), ValuesNumber::Integer(1));
    assert_eq!(number(r#"{"number":2.5}"#), ValuesNumber::Number(2.5));
    let word = |body: &str| taken(body).word.unwrap();
    assert!(matches!(
        word(r#"{"word":"none"}"#),
        ValuesWord::Variant1(_)
    ));
    assert!(matches!(
        word(r#"{"word":"2026-01-02"}"#),
        ValuesWord::Date(_)
    ));
    assert!(matches!(word(r#"{"word":"bee"}"#), ValuesWord::String(_)));
    let person = |body: &str| taken(body).person.unwrap();
    assert!(matches!(
        person(r#"{"person":{"name":"Anna"}}"#),
        ValuesPerson::Known(_)
    ));
    assert!(matches!(
        person(r#"{"person":{"name":"ann"}}"#),
        ValuesPerson::Unknown(_)
    ));
    let people = taken(r#"{"people":[{"name":"Ann"},{"name":"ann"}]}"#).people;
    assert!(matches!(
        people.unwrap().as_slice(),
        [ValuesPeopleItem::Known(_), ValuesPeopleItem::Unknown(_)]
    ));
    let size = |body: &str| taken(body).size.unwrap();
    assert_eq!(size(r#"{"size":5}"#), Size::Integer(5));
    assert_eq!(size(r#"{"size":150}"#), Size::Number(150.0));
}

#[test]
fn several_of_an_alternative_count_as_one() {
    let nested = |body: &str| taken(body).nested.unwrap();
    assert!(matches!(
        nested(r#"{"nested":{"name":"Ann"}}"#),
        ValuesNested::Variant1(_)
    ));
    assert!(matches!(
        nested(r#"{"nested":{"name":"annabel","number":1}}"#),
        ValuesNested::Numbered(_)
    ));
}

#[tokio::test]
async fn what_fits_several_is_refused() {
    for (body, place) in [
        (r#"{"number":3}"#, "/number"),
        (r#"{"number":3.0}"#, "/number"),
        (r#"{"word":"auto"}"#, "/word"),
        (r#"{"person":{"name":"Ann"}}"#, "/person"),
        (r#"{"person":{}}"#, "/person"),
        (r#"{"nested":{"name":"Ann","number":1}}"#, "/nested"),
    ] {
        assert_eq!(
            refusal("", body).await,
            format!("400 #{place} oneOf"),
            "{body}"
        );
    }
}

#[tokio::test]
async fn what_keeps_to_the_rules_of_none_is_told_which_it_breaks() {
    for (body, violation) in [
        (r#"{"number":1.5}"#, "422 #/number minimum"),
        (r#"{"word":"zebra"}"#, "422 #/word pattern"),
        (r#"{"person":{"name":"anna"}}"#, "422 #/person/name pattern"),
        (
            r#"{"people":[{"name":"anna"}]}"#,
            "422 #/people/0/name pattern",
        ),
        (r#"{"size":50}"#, "422 #/size maximum"),
    ] {
        assert_eq!(refusal("", body).await, violation, "{body}");
    }
}

#[tokio::test]
async fn a_parameter_is_the_first_whose_rules_it_keeps_to() {
    for size in ["5", "150", "150.5"] {
        let (status, _) = answer(&format!("?size={size}"), "{}").await;
        assert_eq!(status, StatusCode::OK, "{size}");
    }
    assert_eq!(refusal("?size=50", "{}").await, "422 size maximum");
}

#[test]
fn a_client_makes_do_with_the_first_that_fits() {
    let read = |body: &str| from_slice::<Values>(body.as_bytes()).unwrap();
    let number = |body: &str| read(body).number.unwrap();
    assert_eq!(number(r#"{"number":3}"#), ValuesNumber::Integer(3));
    let person = read(r#"{"person":{"name":"Ann"}}"#).person;
    assert!(matches!(person, Some(ValuesPerson::Known(_))));
    let person = read(r#"{"person":{"name":"ann"}}"#).person;
    assert!(matches!(person, Some(ValuesPerson::Unknown(_))));
    let word = read(r#"{"word":"zebra"}"#).word;
    assert!(matches!(word, Some(ValuesWord::String(word)) if word == "zebra"));
}
