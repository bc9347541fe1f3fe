//! Alternatives of which one must fit, its rules included: what fits none or several is refused by the server, and by either
//! end before it is sent; a client makes do with the first that fits.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::exactly_one::client::Client;
use bindery_goldens::exactly_one::operations::{EchoError, EchoRequest};
use bindery_goldens::exactly_one::server::{self, Context, Failure};
use bindery_goldens::exactly_one::types::{
    Known, Size, Unknown, Values, ValuesCode, ValuesCount, ValuesDeep, ValuesDeepSingle,
    ValuesLevel, ValuesLimit, ValuesMark, ValuesNested, ValuesNumber, ValuesPeopleItem,
    ValuesPerson, ValuesWidth, ValuesWord,
};
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::client::{Error, PerRequest};
use bindery_runtime::http::{Request, StatusCode};
use bindery_runtime::serde_json::{self, Value};
use bindery_runtime::wire::{Strictness, from_slice};
use tower::ServiceExt;

/// Answers what it is sent, or with a size of 200 what fits several alternatives.
struct Echo;

impl server::Api for Echo {
    async fn echo(
        &self,
        _: Context<()>,
        request: EchoRequest,
    ) -> Result<Values, Failure<EchoError>> {
        let mut values = request.body;
        if request.size == Some(Size::Number(200.0)) {
            values.number = Some(ValuesNumber::Integer(3));
        }
        Ok(values)
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

#[tokio::test]
async fn alternatives_of_one_type_fit_by_their_rules() {
    let code = |body: &str| taken(body).code.unwrap();
    let string = |text: &str| ValuesCode::String(text.to_owned());
    assert!(matches!(
        code(r#"{"code":"2026-01-02"}"#),
        ValuesCode::Date(_)
    ));
    assert_eq!(code(r#"{"code":"bee"}"#), string("bee"));
    assert_eq!(code(r#"{"code":"long enough."}"#), string("long enough."));
    let mark = |body: &str| taken(body).mark.unwrap();
    assert!(matches!(
        mark(r#"{"mark":"2026-01-02"}"#),
        ValuesMark::Date(_)
    ));
    assert!(matches!(mark(r#"{"mark":"bee"}"#), ValuesMark::String(_)));
    let count = |body: &str| taken(body).count.unwrap();
    assert_eq!(count(r#"{"count":4}"#), ValuesCount::Number(4.0));
    for (body, place) in [
        (r#"{"code":"bee long enough"}"#, "/code"),
        (r#"{"code":"zoo"}"#, "/code"),
        (r#"{"count":3}"#, "/count"),
        (r#"{"count":12}"#, "/count"),
        (r#"{"count":0.3}"#, "/count"),
    ] {
        assert_eq!(
            refusal("", body).await,
            format!("422 #{place} oneOf"),
            "{body}"
        );
    }
    assert_eq!(refusal("", r#"{"mark":"zoo"}"#).await, "422 #/mark anyOf");
    for body in [
        r#"{"code":"2026-01-02"}"#,
        r#"{"count":4}"#,
        r#"{"mark":"2026-01-02"}"#,
    ] {
        assert_eq!(answer("", body).await.0, 200, "{body}");
    }
}

#[tokio::test]
async fn what_stands_beside_alternatives_of_one_type_holds() {
    for (body, told) in [
        (r#"{"short":"ax"}"#, "200"),
        (r#"{"short":"axxxx"}"#, "422 #/short maxLength"),
        (r#"{"short":"ab"}"#, "422 #/short oneOf"),
        (r#"{"steps":[]}"#, "200"),
        (r#"{"steps":["a","bcd"]}"#, "200"),
        (r#"{"steps":["a","bcde"]}"#, "422 #/steps/1 maxLength"),
        (r#"{"steps":["a"]}"#, "422 #/steps anyOf"),
    ] {
        let answered = match answer("", body).await.0 {
            200 => "200".to_owned(),
            _ => refusal("", body).await,
        };
        assert_eq!(answered, told, "{body}");
    }
}

#[test]
fn whole_numbers_are_any_number_where_no_alternative_takes_all_of_them() {
    let level = |body: &str| taken(body).level.unwrap();
    assert!(matches!(level(r#"{"level":1}"#), ValuesLevel::Variant2(_)));
    assert_eq!(level(r#"{"level":6}"#), ValuesLevel::Number(6.0));
    let limit = |body: &str| taken(body).limit.unwrap();
    assert!(matches!(limit(r#"{"limit":4}"#), ValuesLimit::Variant2(_)));
    assert_eq!(limit(r#"{"limit":5}"#), ValuesLimit::Number(5.0));
    let width = |body: &str| taken(body).width.unwrap();
    assert_eq!(width(r#"{"width":5}"#), ValuesWidth::Integer(5));
    assert_eq!(width(r#"{"width":3000000000}"#), ValuesWidth::Number(3e9));
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
        (r#"{"nothing":null}"#, "/nothing"),
        (r#"{"nothings":["a",null]}"#, "/nothings/1"),
    ] {
        assert_eq!(
            refusal("", body).await,
            format!("422 #{place} oneOf"),
            "{body}"
        );
    }
}

#[tokio::test]
async fn null_that_several_allow_is_none() {
    for body in [r#"{"nothing":1,"nothings":["a"]}"#, r#"{"something":null}"#] {
        assert_eq!(answer("", body).await.0, 200, "{body}");
    }
    let values = Values {
        nothing: Some(None),
        nothings: Some(vec![None]),
        something: Some(None),
        ..Values::default()
    };
    let client = Client::builder("http://values.example").transport(server::router(Echo));
    let client = client.validate_requests(true).build().unwrap();
    let Err(Error::InvalidRequest(request)) = client.echo(&values).send().await else {
        panic!("it was sent");
    };
    let told: Vec<_> = (request.violations().iter())
        .map(|it| format!("{} {}", it.place, it.rule))
        .collect();
    let places = ["/nothing", "/nothings/0"];
    assert_eq!(told, places.map(|place| format!("body at `{place}` oneOf")));
    // A client takes it.
    let read: Values = from_slice(br#"{"nothing":null,"nothings":[null]}"#).unwrap();
    assert_eq!(
        (read.nothing, read.nothings),
        (Some(None), Some(vec![None]))
    );
}

/// An alternative whose own alternatives overlap is none that fits.
#[tokio::test]
async fn several_inside_of_an_alternative_keep_it_from_fitting() {
    let refused = refusal("", r#"{"deep":{"person":{"name":"Ann"}}}"#).await;
    assert_eq!(refused, "422 #/deep oneOf");
    let deep = |body: &str| taken(body).deep.unwrap();
    assert!(matches!(
        deep(r#"{"deep":{"person":{"name":"ann"}}}"#),
        ValuesDeep::Single(_)
    ));
    assert!(matches!(
        deep(r#"{"deep":{"person":{"name":"Ann"},"count":1}}"#),
        ValuesDeep::Counted(_)
    ));
    let several = refusal("", r#"{"deep":{"person":{"name":"ann"},"count":1}}"#).await;
    assert_eq!(several, "422 #/deep oneOf");

    let client = Client::builder("http://values.example").transport(server::router(Echo));
    let client = client.validate_requests(true).build().unwrap();
    for (name, told) in [("Ann", vec!["body at `/deep` oneOf"]), ("ann", vec![])] {
        let person = Unknown {
            name: Some(name.to_owned()),
            ..Unknown::default()
        };
        let single = ValuesDeepSingle::new(person.into());
        let values = Values {
            deep: Some(single.into()),
            ..Values::default()
        };
        let found = match client.echo(&values).send().await {
            Err(Error::InvalidRequest(request)) => (request.violations().iter())
                .map(|it| format!("{} {}", it.place, it.rule))
                .collect(),
            sent => sent.map(|_| Vec::new()).unwrap(),
        };
        assert_eq!(found, told, "{name}");
    }
}

/// The status, and each violation's place and rule.
async fn refusals(body: &str) -> (u16, Vec<String>) {
    let (status, body) = answer("", body).await;
    let errors = body["errors"].as_array().unwrap().iter();
    let told = errors.map(|it| format!("{} {}", it["pointer"], it["rule"]).replace('"', ""));
    (status, told.collect())
}

#[tokio::test]
async fn what_fits_several_is_told_with_all_that_is_wrong() {
    let body = r#"{"number":3,"word":"auto","size":50}"#;
    let told = ["#/number oneOf", "#/word oneOf", "#/size maximum"];
    assert_eq!(refusals(body).await, (422, told.map(str::to_owned).into()));
    // What can't be read is no less wrong for it.
    let (status, told) = refusals(r#"{"number":3,"people":7}"#).await;
    assert_eq!((status, told.len()), (400, 2), "{told:?}");
    assert!(told.contains(&"#/number oneOf".to_owned()), "{told:?}");
}

#[tokio::test]
async fn what_fits_several_is_refused_before_it_is_sent() {
    let client = Client::builder("http://values.example")
        .transport(server::router(Echo))
        .build()
        .unwrap();
    let several = Values {
        person: Some(ValuesPerson::Known(Known {
            name: Some("Ann".to_owned()),
            ..Known::default()
        })),
        number: Some(ValuesNumber::Integer(3)),
        ..Values::default()
    };
    let checked = client.echo(&several).validate_request(true).send().await;
    let Err(Error::InvalidRequest(request)) = checked else {
        panic!("{checked:?}");
    };
    let told: Vec<_> = (request.violations().iter())
        .map(|it| format!("{} {}", it.place, it.rule))
        .collect();
    assert_eq!(told, ["body at `/number` oneOf", "body at `/person` oneOf"]);
    let unchecked = client.echo(&several).send().await.unwrap_err();
    assert_eq!(unchecked.status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
    let one = Values {
        number: Some(ValuesNumber::Integer(1)),
        ..Values::default()
    };
    client
        .echo(&one)
        .validate_request(true)
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn an_answer_that_fits_several_is_none() {
    for (checks, status) in [(true, 500), (false, 200)] {
        let router = server::builder(Echo).validate_responses(checks).build();
        let request = Request::post("/values?size=200")
            .header("content-type", "application/json")
            .body(Body::from("{}"))
            .unwrap();
        let reply = router.oneshot(request).await.unwrap();
        assert_eq!(reply.status().as_u16(), status);
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
