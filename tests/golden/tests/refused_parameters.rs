//! What is said of parameters and headers that are refused: all that keeps them from being read, and what rules the rest of
//! them breaks, each with its place.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::refused_parameters::client::Client;
use bindery_goldens::refused_parameters::operations::{
    GetOrdersError, GetOrdersNoContentHeaders, GetOrdersRequest,
};
use bindery_goldens::refused_parameters::server::{self, Context, Failure};
use bindery_runtime::WithHeaders;
use bindery_runtime::axum::Router;
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::http::{Request, Response};
use bindery_runtime::serde_json::{self, Value};
use tower::ServiceExt;

struct Shop;

impl server::Api for Shop {
    async fn get_orders(
        &self,
        _: Context<()>,
        _: GetOrdersRequest,
    ) -> Result<WithHeaders<(), GetOrdersNoContentHeaders>, Failure<GetOrdersError>> {
        let headers = GetOrdersNoContentHeaders { x_counts: vec![1] };
        Ok(WithHeaders::new((), headers))
    }
}

/// What is said of a request, each with the parameter and the rule.
async fn said(request: Request<Body>) -> Vec<String> {
    answer(request).await.1
}

/// The same, behind the status.
async fn answer(request: Request<Body>) -> (u16, Vec<String>) {
    let reply = server::router(Shop).oneshot(request).await.unwrap();
    let status = reply.status().as_u16();
    let body = to_bytes(reply.into_body(), usize::MAX).await.unwrap();
    let problem: Value = serde_json::from_slice(&body).unwrap_or_default();
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    let text = |error: &Value, key: &str| error[key].as_str().unwrap_or_default().to_owned();
    let said = errors.iter().map(|it| {
        let (place, rule) = (text(it, "parameter"), text(it, "rule"));
        format!("{place} {rule}: {}", text(it, "detail"))
    });
    (status, said.collect())
}

async fn said_of_query(query: &str) -> Vec<String> {
    let request = Request::get(format!("/orders?{query}"));
    said(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn the_status_follows_the_rules_of_all_that_is_wrong() {
    for (query, days, status, rules) in [
        ("ids=1", "2026-01-31", 204, vec![]),
        ("filter[name]=ab", "", 422, vec!["filter required"]),
        (
            "filter[name]=ab&filter[size]=1&filter[kind]=x&filter[more]=1",
            "2026-01-32",
            422,
            vec![
                "filter enum",
                "filter additionalProperties",
                "X-Days format",
            ],
        ),
        (
            "filter[name]=ab&filter[kind]=x&filter[size]=y",
            "",
            400,
            vec!["filter type", "filter enum"],
        ),
        (
            "filter[]=1&ids=0",
            "",
            400,
            vec!["filter syntax", "ids minimum"],
        ),
        ("span=1,2,3", "", 422, vec!["span maxItems"]),
        ("span=1,x,3", "", 400, vec!["span type", "span maxItems"]),
        ("json=[10]", "", 422, vec!["json maximum"]),
        (
            "json=[10,%22x%22]",
            "",
            400,
            vec!["json type", "json maximum"],
        ),
        ("json=[10", "", 400, vec!["json syntax"]),
    ] {
        let mut request = Request::get(format!("/orders?{query}"));
        if !days.is_empty() {
            request = request.header("X-Days", days);
        }
        let (answered, said) = answer(request.body(Body::empty()).unwrap()).await;
        let found: Vec<_> = said.iter().filter_map(|it| it.split(':').next()).collect();
        assert_eq!((answered, found), (status, rules), "{query}: {said:?}");
    }
}

#[tokio::test]
async fn each_item_of_a_list_is_told() {
    assert_eq!(
        said_of_query("ids=x&ids=0&ids=3&ids=y").await,
        [
            "ids type: /0: `x` is not a whole number",
            "ids type: /3: `y` is not a whole number",
            "ids minimum: /1: must be at least 1",
        ]
    );
    assert_eq!(
        said_of_query("ids=x&ids=1&ids=2&ids=3&ids=4").await,
        [
            "ids type: /0: `x` is not a whole number",
            "ids maxItems: must have at most 4 items",
        ]
    );
    let request = Request::get("/orders").header("x-days", "2026-01-31, today, 2026-02-30");
    assert_eq!(
        said(request.body(Body::empty()).unwrap())
            .await
            .iter()
            .filter_map(|it| Some(it.split_once(": ")?.1))
            .collect::<Vec<_>>(),
        [
            "/1: `today` is not a date such as `2026-01-31`",
            "/2: `2026-02-30` is not a date such as `2026-01-31`",
        ]
    );
}

#[tokio::test]
async fn each_key_of_an_object_is_told() {
    assert_eq!(
        said_of_query(
            "filter[size]=big&filter[kind]=tree&filter[other]=1&filter[tags]=a&filter[tags]=long"
        )
        .await,
        [
            "filter required: `name` is required, but missing",
            "filter type: /size: `big` is not a whole number",
            "filter enum: /kind: `tree` is none of `lamp` and `bulb`",
            "filter additionalProperties: `other` is none of the object's keys",
            "filter maxLength: /tags/1: must have at most 3 characters",
        ]
    );
    assert_eq!(
        said_of_query("filter[name]=a&filter[size]=10&filter[levels]=x").await,
        [
            "filter type: /levels/0: `x` is not a whole number",
            "filter minLength: /name: must have at least 2 characters",
            "filter maximum: /size: must be at most 9",
            "filter minItems: /levels: must have at least 2 items",
        ]
    );
    for (levels, told) in [
        (
            "filter[levels][0]=x&filter[levels][1]=50",
            &["filter type: /levels/0: `x` is not a whole number"] as &[_],
        ),
        (
            "filter[levels][1]=x&filter[levels][2]=5",
            &["filter type: /levels/0: `x` is not a whole number"],
        ),
    ] {
        let query = format!("filter[name]=ab&filter[size]=1&{levels}");
        assert_eq!(said_of_query(&query).await, told);
    }
    assert_eq!(
        said_of_query("counts[a]=x&counts[b]=10&counts[c]=y&counts[d]=1").await,
        [
            "counts type: /a: `x` is not a whole number",
            "counts type: /c: `y` is not a whole number",
            "counts maximum: /b: must be at most 9",
        ]
    );
}

#[tokio::test]
async fn each_item_of_a_tuple_is_told() {
    assert_eq!(
        said_of_query("span=x,y,3").await,
        [
            "span type: /0: `x` is not a whole number",
            "span type: /1: `y` is not a whole number",
            "span maxItems: expected at most 2 items, found 3",
        ]
    );
    assert_eq!(
        said_of_query("span=x,0").await,
        [
            "span type: /0: `x` is not a whole number",
            "span minimum: /1: must be at least 1",
        ]
    );
}

#[tokio::test]
async fn rules_of_a_document_are_told_beside_what_cant_be_read_of_it() {
    assert_eq!(
        said_of_query("json=[%22x%22,10,%22y%22]").await,
        [
            "json type: /0: expected an integer, found \"x\"",
            "json type: /2: expected an integer, found \"y\"",
            "json maximum: /1: must be at most 9",
        ]
    );
}

#[tokio::test]
async fn no_more_is_told_than_anybody_reads() {
    let many = vec!["ids=x"; 1000].join("&");
    let said = said_of_query(&many).await;
    assert_eq!(said.len(), 100);
    assert_eq!(said[99], "ids type: /99: `x` is not a whole number");
    let twice = format!("{many}&{}", many.replace("ids", "counts[a]"));
    assert_eq!(said_of_query(&twice).await.len(), 100);
}

#[tokio::test]
async fn a_client_tells_all_that_is_wrong_with_a_header() {
    let answer = || async {
        let answer = Response::builder().status(204).header("x-counts", "1,x,y");
        answer.body(Body::empty()).unwrap()
    };
    let client = Client::builder("http://shop.example")
        .transport(Router::new().fallback(answer))
        .build()
        .unwrap();
    let error = client.get_orders().send().await.unwrap_err().to_string();
    for item in ["/1: `x`", "/2: `y`"] {
        let message = format!("{item} is not a whole number");
        assert!(error.contains(&message), "{error}");
    }
}
