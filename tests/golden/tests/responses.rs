//! Which statuses a handler may answer under which of the description's answers.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use bindery_goldens::responses::operations::*;
use bindery_goldens::responses::server::{self, Context, Failure};
use bindery_goldens::responses::types::Problem;
use bindery_runtime::WithHeaders;
use bindery_runtime::axum::{self, body::Body};
use bindery_runtime::http::{Request, StatusCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

/// It answers `get_job` as the id says: `STATUS` under `4XX`, `default-STATUS` under `default`.
struct Service;

fn status(text: &str) -> StatusCode {
    text.parse().unwrap()
}

impl server::Api for Service {
    async fn get_job(
        &self,
        _: Context<()>,
        request: GetJobRequest,
    ) -> Result<GetJobResponse, Failure<GetJobError>> {
        let problem = Problem::default();
        Err(match request.id.strip_prefix("default-") {
            Some(id) => GetJobError::Default(status(id), problem),
            None => GetJobError::ClientError(status(&request.id), problem),
        }
        .into())
    }

    async fn keep_job(
        &self,
        _: Context<()>,
        request: KeepJobRequest,
    ) -> Result<KeepJobResponse, Failure<KeepJobError>> {
        Ok(KeepJobResponse::Default(status(&request.id)))
    }

    async fn delete_job(
        &self,
        _: Context<()>,
        _: DeleteJobRequest,
    ) -> Result<(), Failure<DeleteJobError>> {
        Ok(())
    }

    async fn peek_job(
        &self,
        _: Context<()>,
        _: PeekJobRequest,
    ) -> Result<WithHeaders<(), PeekJobOkHeaders>, Failure<PeekJobError>> {
        Ok(WithHeaders::new((), PeekJobOkHeaders::default()))
    }
}

/// What answers a request over a connection.
async fn head_over_the_wire(request_line: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, server::router(Service)).await });
    let mut connection = TcpStream::connect(address).await.unwrap();
    let request = format!("{request_line} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.unwrap();
    answer.to_ascii_lowercase()
}

#[tokio::test]
async fn no_length_is_said_that_is_not_known() {
    for (request_line, status) in [
        ("HEAD /jobs/1", "200"),
        ("PUT /jobs/304", "304"),
        ("DELETE /jobs/1", "204"),
    ] {
        let answer = head_over_the_wire(request_line).await;
        assert!(
            answer.starts_with(&format!("http/1.1 {status}")),
            "{answer}"
        );
        assert!(!answer.contains("content-length"), "{answer}");
        assert!(!answer.contains("transfer-encoding"), "{answer}");
        assert!(answer.ends_with("\r\n\r\n"), "{answer}");
    }
}

async fn answered(method: &str, id: &str) -> u16 {
    let request = Request::builder()
        .method(method)
        .uri(format!("/jobs/{id}"))
        .body(Body::empty())
        .unwrap();
    let response = server::router(Service).oneshot(request).await.unwrap();
    response.status().as_u16()
}

#[tokio::test]
async fn a_range_does_not_stand_for_a_status_with_an_answer_of_its_own() {
    assert_eq!(answered("GET", "418").await, 418);
    for named in ["400", "404", "429"] {
        assert_eq!(answered("GET", named).await, 500, "{named}");
    }
    assert_eq!(answered("GET", "503").await, 500);
}

#[tokio::test]
async fn default_does_not_stand_for_what_another_answer_does() {
    for free in ["204", "302", "503"] {
        assert_eq!(
            answered("GET", &format!("default-{free}")).await,
            free.parse::<u16>().unwrap()
        );
    }
    for named in ["200", "202", "400", "404", "418", "429"] {
        assert_eq!(
            answered("GET", &format!("default-{named}")).await,
            500,
            "{named}"
        );
    }
    assert_eq!(answered("PUT", "404").await, 404);
}
