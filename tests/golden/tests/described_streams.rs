//! Streams by what their schema says of the items: the generated client against the generated router.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::described_streams::Client;
use bindery_goldens::described_streams::operations::*;
use bindery_goldens::described_streams::server::{Api, Context, Failure, router};
use bindery_goldens::described_streams::types::{Reading, Row};
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::http::{Request, header};
use bindery_runtime::serde_json::{Value, json};
use bindery_runtime::{Events, Lines};
use futures_util::{StreamExt, stream};
use tower::ServiceExt;

struct Service;

impl Api for Service {
    async fn read_all(
        &self,
        cx: Context<()>,
        _: ReadAllRequest,
    ) -> Result<ReadAllOkBody, Failure<ReadAllError>> {
        let readings = vec![Reading::new(1.0), Reading::new(2.0)];
        Ok(match cx.negotiated() {
            Some("text/event-stream") => Events::of_data(stream::iter(readings)).into(),
            _ => readings.into(),
        })
    }

    async fn add_rows(
        &self,
        _: Context<()>,
        mut request: AddRowsRequest,
    ) -> Result<Events<Row>, Failure<AddRowsError>> {
        let mut rows = Vec::new();
        while let Some(row) = request.body.next().await {
            rows.push(row?);
        }
        Ok(Events::of_data(stream::iter(rows)))
    }

    async fn read_lines(
        &self,
        _: Context<()>,
        _: ReadLinesRequest,
    ) -> Result<Lines<Value>, Failure<ReadLinesError>> {
        Ok(Lines::new(stream::iter([json!({ "a": 1 }), json!([2])])))
    }

    async fn follow_kinds(
        &self,
        _: Context<()>,
        _: FollowKindsRequest,
    ) -> Result<Events<Value>, Failure<FollowKindsError>> {
        Ok(Events::of_data(stream::iter([
            json!({ "value": 1 }),
            json!([]),
        ])))
    }

    async fn follow_contents(
        &self,
        _: Context<()>,
        _: FollowContentsRequest,
    ) -> Result<Events<Reading>, Failure<FollowContentsError>> {
        Ok(Events::of_data(stream::iter([Reading::new(3.0)])))
    }
}

fn client() -> Client {
    Client::builder("http://a.test")
        .transport(router(Service))
        .build()
        .unwrap()
}

#[tokio::test]
async fn an_array_is_sent_item_by_item() {
    let request = Request::get("/readings")
        .header(header::ACCEPT, "text/event-stream")
        .body(Body::empty())
        .unwrap();
    let response = router(Service).oneshot(request).await.unwrap();
    let sent = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    assert_eq!(sent, "data: {\"value\":1.0}\n\ndata: {\"value\":2.0}\n\n");
}

#[tokio::test]
async fn items_that_are_arrays_stay_arrays() {
    let rows = [vec![Reading::new(1.0), Reading::new(2.0)], Vec::new()];
    let sent = Lines::new(stream::iter(rows.clone()));
    let answer = client().add_rows(sent).send().await.unwrap();
    let events: Vec<Row> = answer
        .into_inner()
        .map(|event| event.unwrap().data)
        .collect()
        .await;
    assert_eq!(events, rows);
}

#[tokio::test]
async fn json_that_data_hold_is_typed() {
    let answer = client().follow_contents().send().await.unwrap();
    let data: Vec<Reading> = answer
        .into_inner()
        .map(|event| event.unwrap().data)
        .collect()
        .await;
    assert_eq!(data, [Reading::new(3.0)]);
}

#[tokio::test]
async fn lines_of_which_nothing_is_said_are_any_json() {
    let answer = client().read_lines().send().await.unwrap();
    let lines: Vec<Value> = answer.into_inner().map(Result::unwrap).collect().await;
    assert_eq!(lines, [json!({ "a": 1 }), json!([2])]);
    let answer = client().follow_kinds().send().await.unwrap();
    let data: Vec<Value> = answer
        .into_inner()
        .map(|event| event.unwrap().data)
        .collect()
        .await;
    assert_eq!(data, [json!({ "value": 1 }), json!([])]);
}
