//! Alternatives in text, of which exactly one must fit: what a text is in JSON, the first that fits says; among those that
//! take it for the same, what fits several is refused by the server, and by either end before it is sent.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::text_alternatives::client::Client;
use bindery_goldens::text_alternatives::operations::{
    GetValuesError, GetValuesNoContentHeaders, GetValuesRequest, SendPairsError, SendPairsRequest,
    SendPartsError, SendPartsRequest, SendTextError, SendTextRequest,
};
use bindery_goldens::text_alternatives::server::{self, Context, Failure};
use bindery_goldens::text_alternatives::types::{
    Code, Count, Deep, DeepCounted, Mixed, MixedWords, Spot, SpotPlace, Tagged, Values,
};
use bindery_runtime::WithHeaders;
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::client::Error;
use bindery_runtime::http::Request;
use bindery_runtime::serde_json::{self, Value};
use bindery_runtime::validate::Violation;
use tower::ServiceExt;

/// Answers what it is sent, and with these headers.
#[derive(Default)]
struct Echo(GetValuesNoContentHeaders);

impl server::Api for Echo {
    async fn get_values(
        &self,
        _: Context<()>,
        _: GetValuesRequest,
    ) -> Result<WithHeaders<(), GetValuesNoContentHeaders>, Failure<GetValuesError>> {
        let headers = self.0.clone();
        Ok(WithHeaders { body: (), headers })
    }

    async fn send_pairs(
        &self,
        _: Context<()>,
        request: SendPairsRequest,
    ) -> Result<Values, Failure<SendPairsError>> {
        Ok(overlapping_for_seven(request.body))
    }

    async fn send_parts(
        &self,
        _: Context<()>,
        request: SendPartsRequest,
    ) -> Result<Values, Failure<SendPartsError>> {
        Ok(overlapping_for_seven(request.body.unwrap_or_default()))
    }

    async fn send_text(
        &self,
        _: Context<()>,
        request: SendTextRequest,
    ) -> Result<Mixed, Failure<SendTextError>> {
        Ok(match request.body {
            Mixed::Whole(7) => Mixed::Whole(75),
            other => other,
        })
    }
}

/// The values, or for the count 7 what fits several alternatives.
fn overlapping_for_seven(mut values: Values) -> Values {
    if values.count == Some(Count::Integer(7)) {
        values.count = Some(Count::Integer(70));
    }
    values
}

/// The status, and the place and rule of each violation.
async fn answer(request: Request<Body>, checks: bool) -> (u16, Vec<String>) {
    let router = server::builder(Echo::default())
        .validate_responses(checks)
        .build();
    let reply = router.oneshot(request).await.unwrap();
    let status = reply.status().as_u16();
    let body = to_bytes(reply.into_body(), usize::MAX).await.unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let errors = body["errors"].as_array().cloned().unwrap_or_default();
    let told = errors.iter().map(|it| {
        let place = [&it["pointer"], &it["parameter"], &it["header"]];
        let place = place.iter().find_map(|it| it.as_str()).unwrap_or_default();
        format!("{place} {}", it["rule"].as_str().unwrap_or_default())
    });
    (status, told.collect())
}

async fn of_query(query: &str) -> (u16, Vec<String>) {
    let request = Request::get(format!("/values?{query}")).body(Body::empty());
    answer(request.unwrap(), false).await
}

async fn of_pairs(pairs: &str) -> (u16, Vec<String>) {
    let request = Request::post("/pairs")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(pairs.to_owned()));
    answer(request.unwrap(), false).await
}

async fn of_text(text: &str, checks: bool) -> (u16, Vec<String>) {
    let request = Request::post("/text")
        .header("content-type", "text/plain")
        .body(Body::from(text.to_owned()));
    answer(request.unwrap(), checks).await
}

fn told(status: u16, told: &[&str]) -> (u16, Vec<String>) {
    (status, told.iter().map(|it| (*it).to_owned()).collect())
}

#[tokio::test]
async fn a_parameter_fits_one_of_those_that_take_it_for_the_same() {
    for query in [
        "code=bee",
        "count=7",
        "count=10.5",
        "counts=7&counts=10.5",
        "multiple=9",
        "mixed=7",
        "mixed=750",
        "mixed=none",
        "mixed=2026-02-01",
        "loose=auto",
        "tagged[kind]=Cat",
        "deep[count]=7",
        "deep[other]=x",
    ] {
        assert_eq!(of_query(query).await, told(204, &[]), "{query}");
    }
    for (query, violation) in [
        ("code=auto", "code oneOf"),
        ("count=70", "count oneOf"),
        ("counts=7&counts=70", "counts oneOf"),
        ("multiple=15", "multiple oneOf"),
        // A number to the first that fits, whatever else the text is.
        ("mixed=75", "mixed oneOf"),
        ("mixed=2026-01-31", "mixed oneOf"),
    ] {
        assert_eq!(of_query(query).await, told(422, &[violation]), "{query}");
    }
}

#[tokio::test]
async fn several_inside_of_an_alternative_keep_it_from_fitting() {
    let refused = of_query("deep[count]=70").await;
    assert_eq!(refused, told(422, &["deep oneOf"]));
}

#[tokio::test]
async fn what_fits_several_is_told_with_all_that_is_wrong() {
    let refused = of_query("count=70&mixed=x&multiple=15").await;
    let rules = ["mixed oneOf", "count oneOf", "multiple oneOf"];
    assert_eq!(refused, told(422, &rules));
    // Nothing that it may be is text.
    let refused = of_query("count=x&multiple=15").await;
    assert_eq!(refused, told(400, &["count type", "multiple oneOf"]));
}

#[tokio::test]
async fn a_field_fits_one_of_those_that_take_it_for_the_same() {
    for pairs in [
        "code=bee",
        "count=7",
        "count=10.5",
        "counts=7&counts=10.5",
        "multiple=9",
        "mixed=7",
        "mixed=750",
        "mixed=none",
        "loose=auto",
    ] {
        assert_eq!(of_pairs(pairs).await, told(200, &[]), "{pairs}");
    }
    for (pairs, violation) in [
        ("code=auto", "#/code oneOf"),
        ("count=70", "#/count oneOf"),
        ("counts=7&counts=70", "#/counts/1 oneOf"),
        ("multiple=15", "#/multiple oneOf"),
        ("mixed=70", "#/mixed oneOf"),
        ("mixed=2026-01-31", "#/mixed oneOf"),
        ("spot=%7B%22x%22%3A7%7D", "#/spot oneOf"),
    ] {
        assert_eq!(of_pairs(pairs).await, told(422, &[violation]), "{pairs}");
    }
    // One of strings goes before those of numbers.
    assert_eq!(of_pairs("mixed=75").await, told(200, &[]));
}

#[tokio::test]
async fn a_text_fits_one_of_those_that_take_it_for_the_same() {
    for (text, answer) in [
        ("7", told(200, &[])),
        ("75", told(200, &[])),
        ("none", told(200, &[])),
        ("70", told(422, &["# oneOf"])),
        ("2026-01-31", told(422, &["# oneOf"])),
    ] {
        assert_eq!(of_text(text, false).await, answer, "{text}");
    }
}

/// What a client that checks its requests says of one: nothing where it is sent.
fn refusal<T, E: std::fmt::Debug>(sent: Result<T, Error<E>>) -> Vec<String> {
    let told = |it: &Violation| format!("{} {}", it.place, it.rule);
    match sent {
        Ok(_) => Vec::new(),
        Err(Error::InvalidRequest(request)) => request.violations().iter().map(told).collect(),
        Err(other) => panic!("{other:?}"),
    }
}

fn client() -> Client {
    Client::builder("http://values.example")
        .transport(server::router(Echo::default()))
        .validate_requests(true)
        .build()
        .unwrap()
}

#[tokio::test]
async fn what_fits_several_is_refused_before_it_is_sent() {
    let client = client();
    let counts = vec![Count::Integer(7), Count::Integer(70)];
    for (sent, violation) in [
        (client.get_values().count(Count::Integer(7)), None),
        (
            client.get_values().count(Count::Integer(70)),
            Some("query parameter `count` oneOf"),
        ),
        (
            client.get_values().counts(counts),
            Some("query parameter `counts` oneOf"),
        ),
        (
            client.get_values().code(Code::Auto),
            Some("query parameter `code` oneOf"),
        ),
        (
            client
                .get_values()
                .deep(Deep::Counted(DeepCounted::new(Count::Integer(70)))),
            Some("query parameter `deep` oneOf"),
        ),
        (
            client.get_values().tagged(Tagged::Cat(
                bindery_goldens::text_alternatives::types::Cat::new("Cat".to_owned()),
            )),
            None,
        ),
    ] {
        let told: Vec<_> = violation.into_iter().map(str::to_owned).collect();
        assert_eq!(refusal(sent.send().await), told);
    }
}

#[tokio::test]
async fn forms_and_texts_are_judged_before_they_are_sent() {
    let client = client();
    let one = Values {
        count: Some(Count::Integer(8)),
        mixed: Some(Mixed::Words(MixedWords::None)),
        ..Values::default()
    };
    assert_eq!(refusal(client.send_pairs(&one).send().await), [""; 0]);
    assert_eq!(
        refusal(client.send_parts().body(&one).send().await),
        [""; 0]
    );
    let several = Values {
        count: Some(Count::Integer(70)),
        mixed: Some(Mixed::Large(75.0)),
        spot: Some(Spot::Place(SpotPlace { x: Some(7) })),
        counts: Some(vec![Count::Integer(7), Count::Integer(70)]),
        ..Values::default()
    };
    let places = ["/count", "/spot", "/counts/1"];
    let told = places.map(|place| format!("body at `{place}` oneOf"));
    assert_eq!(refusal(client.send_pairs(&several).send().await), told);
    let sent = client.send_parts().body(&several).send().await;
    assert_eq!(refusal(sent), told);
    let sent = client.send_text(&Mixed::Whole(70)).send().await;
    assert_eq!(refusal(sent), ["body oneOf"]);
}

#[tokio::test]
async fn answers_in_text_that_fit_several_are_none() {
    for (checks, status) in [(true, 500), (false, 200)] {
        let pairs = Request::post("/pairs")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from("count=7"));
        assert_eq!(answer(pairs.unwrap(), checks).await.0, status);
        let parts = "--b\r\nContent-Disposition: form-data; name=\"count\"\r\n\r\n7\r\n--b--\r\n";
        let parts = Request::post("/parts")
            .header("content-type", "multipart/form-data; boundary=b")
            .body(Body::from(parts));
        assert_eq!(answer(parts.unwrap(), checks).await.0, status);
    }
}

#[tokio::test]
async fn headers_that_fit_several_make_no_answer() {
    let (plain, json) = (Count::Integer(70), Count::Integer(7));
    for (x_plain, x_count, status) in [
        (None, None, 204),
        (Some(json.clone()), Some(json), 204),
        (Some(plain.clone()), None, 500),
        (None, Some(plain), 500),
    ] {
        let shown = format!("{x_plain:?} {x_count:?}");
        let headers = GetValuesNoContentHeaders {
            x_plain,
            x_count,
            ..Default::default()
        };
        let router = server::builder(Echo(headers))
            .validate_responses(true)
            .build();
        let request = Request::get("/values").body(Body::empty()).unwrap();
        let reply = router.oneshot(request).await.unwrap();
        assert_eq!(reply.status().as_u16(), status, "{shown}");
    }
}

/// A client takes the first that fits.
#[tokio::test]
async fn a_client_makes_do_with_the_first_that_fits() {
    let values = Values {
        count: Some(Count::Integer(7)),
        ..Values::default()
    };
    let router = server::builder(Echo::default())
        .validate_responses(false)
        .build();
    let client = Client::builder("http://values.example")
        .transport(router)
        .build()
        .unwrap();
    let read = client.send_pairs(&values).send().await.unwrap();
    assert_eq!(read.into_inner().count, Some(Count::Integer(70)));
}
