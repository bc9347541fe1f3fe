//! QUERY, HEAD, OPTIONS, TRACE and a method of the API's own reach their handlers.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::other_methods::Client;
use bindery_goldens::other_methods::operations::*;
use bindery_goldens::other_methods::server::{Api, Context, Failure, router};
use bindery_goldens::other_methods::types::QueryLampsBody;
use bindery_runtime::axum::body::Body;
use bindery_runtime::http::Request;
use tower::ServiceExt;

struct Lamps;

impl Api for Lamps {
    async fn query_lamps(
        &self,
        _: Context<()>,
        request: QueryLampsRequest,
    ) -> Result<Vec<String>, Failure<QueryLampsError>> {
        Ok(vec![request.body.color])
    }

    async fn head_lamps(
        &self,
        _: Context<()>,
        _: HeadLampsRequest,
    ) -> Result<(), Failure<HeadLampsError>> {
        Ok(())
    }

    async fn options_of_lamps(
        &self,
        _: Context<()>,
        _: OptionsOfLampsRequest,
    ) -> Result<(), Failure<OptionsOfLampsError>> {
        Ok(())
    }

    async fn trace_lamps(
        &self,
        _: Context<()>,
        _: TraceLampsRequest,
    ) -> Result<(), Failure<TraceLampsError>> {
        Ok(())
    }

    async fn link_lamps(
        &self,
        cx: Context<()>,
        request: LinkLampsRequest,
    ) -> Result<String, Failure<LinkLampsError>> {
        Ok(format!("{} {}", cx.method(), request.to))
    }
}

#[tokio::test]
async fn each_method_reaches_its_handler() {
    let client = Client::builder("http://lamps.test")
        .transport(router(Lamps))
        .build()
        .unwrap();
    let found = client.query_lamps(&QueryLampsBody::new("red")).send().await;
    assert_eq!(*found.unwrap(), ["red"]);
    client.head_lamps().send().await.unwrap();
    client.options_of_lamps().send().await.unwrap();
    client.trace_lamps().send().await.unwrap();
    let linked = client.link_lamps("hall").send().await;
    assert_eq!(*linked.unwrap(), "LINK hall");
}

#[tokio::test]
async fn a_method_counts_with_its_case() {
    for (method, status) in [("link", 405), ("LINK", 422), ("UNLINK", 405)] {
        let request = Request::builder().method(method).uri("/lamps");
        let request = request.body(Body::empty()).unwrap();
        let answer = router(Lamps).oneshot(request).await.unwrap();
        assert_eq!(answer.status(), status, "{method}");
    }
}
