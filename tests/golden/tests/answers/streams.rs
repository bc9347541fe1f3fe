//! Answers that come piece by piece: by the time that one breaks its promise, its status is out. It is broken off, and the log
//! says why.

use bindery_goldens::answers::operations::*;
use bindery_goldens::answers::server;
use bindery_goldens::answers::types::Lamp;
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::http::{Request, StatusCode};
use bindery_runtime::{Body as Bytes, Lines, Operation};
use futures_util::stream;
use tower::ServiceExt;

use super::{Answer, Double, lamp, log};

/// What becomes of an answer: its bytes, unless it is broken off, and what the log says.
async fn sent<R>(answer: R::Success) -> (Option<usize>, String)
where
    R: Operation<Success: Answer, Error: Answer>,
{
    log::told();
    let router = server::builder(Double::answering::<R>(Ok(answer)));
    let router = router.validate_responses(true).build();
    let request = Request::get(R::INFO.path).body(Body::empty()).unwrap();
    let response = router.oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let bytes = to_bytes(response.into_body(), usize::MAX).await;
    (bytes.ok().map(|bytes| bytes.len()), log::told())
}

/// Sees that an answer is broken off, and that the log says of which operation and why.
async fn is_broken_off<R>(answer: R::Success, why: &str)
where
    R: Operation<Success: Answer, Error: Answer>,
{
    let (bytes, log) = sent::<R>(answer).await;
    assert_eq!(bytes, None, "{log}");
    assert!(log.contains(why) && log.contains(R::INFO.id), "{log}");
}

fn pieces(sizes: &'static [usize]) -> Bytes {
    let pieces = sizes
        .iter()
        .map(|size| Ok::<_, std::io::Error>(vec![7; *size]));
    Bytes::stream(stream::iter(pieces))
}

#[tokio::test]
async fn an_item_that_breaks_a_rule() {
    let lines = |lamps: Vec<Lamp>| Lines::new(stream::iter(lamps));
    let (bytes, log) = sent::<GetLinesRequest>(lines(vec![lamp(), lamp()])).await;
    assert!(bytes > Some(0) && log.is_empty(), "{log}");
    is_broken_off::<GetLinesRequest>(
        lines(vec![lamp(), Lamp::new(0, "desk")]),
        "an item breaks rules: body at `/id`: must be at least 1",
    )
    .await;
}

#[tokio::test]
async fn bytes_of_another_length() {
    let (bytes, log) = sent::<GetBytesRequest>(pieces(&[2, 2])).await;
    assert_eq!((bytes, log.as_str()), (Some(4), ""));
    is_broken_off::<GetBytesRequest>(pieces(&[1]), "must have at least 2 bytes").await;
    is_broken_off::<GetBytesRequest>(pieces(&[2, 3]), "must have at most 4 bytes").await;
}

#[tokio::test]
async fn a_stream_that_fails() {
    let pieces = [
        Ok(vec![7; 2]),
        Err(std::io::Error::other("the disk is gone")),
    ];
    let body = Bytes::stream(stream::iter(pieces));
    is_broken_off::<GetBytesRequest>(body, "the disk is gone").await;
}
