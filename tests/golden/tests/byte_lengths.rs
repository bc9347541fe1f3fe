//! How many bytes a file or a body has: known at once, or counted while they pass.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use bindery_goldens::byte_lengths::client::Client;
use bindery_goldens::byte_lengths::operations::*;
use bindery_goldens::byte_lengths::server::{self, Context, Failure};
use bindery_goldens::byte_lengths::types::AddFilmBody;
use bindery_runtime::axum::body::{self, to_bytes};
use bindery_runtime::bytes::Bytes;
use bindery_runtime::client::Error;
use bindery_runtime::http::{Method, Request};
use bindery_runtime::serde_json::{self, Value};
use bindery_runtime::{Body, BodyError, File};
use futures_util::{StreamExt, stream};
use tower::ServiceExt;

/// Answers with what has been laid out, and counts what came in.
#[derive(Clone, Default)]
struct Service {
    note: Option<Body>,
    none: Option<Bytes>,
    came: Arc<Mutex<Option<usize>>>,
}

impl server::Api for Service {
    async fn add_film(
        &self,
        _: Context<()>,
        _: AddFilmRequest,
    ) -> Result<(), Failure<AddFilmError>> {
        Ok(())
    }

    async fn put_note(
        &self,
        _: Context<()>,
        request: PutNoteRequest,
    ) -> Result<(), Failure<PutNoteError>> {
        let Some(body) = request.body else {
            return Ok(());
        };
        let bytes = body.collect(usize::MAX).await?;
        *self.came.lock().unwrap() = Some(bytes.len());
        Ok(())
    }

    async fn get_note(
        &self,
        _: Context<()>,
        _: GetNoteRequest,
    ) -> Result<Body, Failure<GetNoteError>> {
        match (&self.note, &self.none) {
            (Some(note), _) => Ok(note.clone()),
            (None, none) => Err(GetNoteError::NotFound(none.clone().unwrap_or_default()).into()),
        }
    }
}

fn client(service: Service) -> Client {
    let router = server::builder(service).form_memory(4096);
    Client::builder("http://test.invalid")
        .validate_requests(true)
        .transport(router.validate_responses(true).build())
        .build()
        .unwrap()
}

/// So many bytes that come piece by piece, three in each.
fn in_pieces(length: usize) -> Body {
    let pieces: Vec<_> = vec![b'x'; length].chunks(3).map(<[u8]>::to_vec).collect();
    Body::stream(stream::iter(pieces).map(Ok::<_, BodyError>))
}

/// What the router answers to a body by hand: the status, and the place, the rule and the message of what is wrong.
async fn raw(method: Method, path: &str, head: &str, body: body::Body) -> (u16, Vec<[String; 3]>) {
    let request = Request::builder().method(method).uri(path);
    let request = request.header("content-type", head).body(body).unwrap();
    let router = server::builder(Service::default())
        .form_memory(4096)
        .build();
    let response = router.oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let problem: Value = serde_json::from_slice(&body).unwrap_or_default();
    let errors = problem["errors"].as_array().into_iter().flatten();
    let told = errors.map(|error| {
        ["pointer", "rule", "detail"].map(|key| error[key].as_str().unwrap_or_default().to_owned())
    });
    (status, told.collect())
}

fn told(pointer: &str, rule: &str, detail: &str) -> Vec<[String; 3]> {
    vec![[pointer, rule, detail].map(str::to_owned)]
}

#[tokio::test]
async fn a_server_counts_the_bytes_of_files() {
    let send = async |film: usize, more: &str| {
        let part = |name: &str, content: &str| {
            let head = format!("Content-Disposition: form-data; name={name}; filename=f");
            format!("--b\r\n{head}\r\n\r\n{content}\r\n")
        };
        let film = part("film", &"f".repeat(film));
        let form = format!("{film}{}--b--\r\n", part("stills", more));
        raw(
            Method::POST,
            "/films",
            "multipart/form-data; boundary=b",
            form.into(),
        )
        .await
    };
    for length in [3, 4000, 5000] {
        assert_eq!(send(length, "ab").await, (204, Vec::new()), "{length}");
    }
    let few = told("#/film", "minLength", "must have at least 3 bytes");
    assert_eq!(send(2, "").await, (422, few));
    // Of so many, some are in memory, others on the disk.
    let many = told("#/film", "maxLength", "must have at most 5000 bytes");
    assert_eq!(send(5001, "").await, (422, many));
    // Two characters, three bytes.
    let still = told("#/stills/0", "maxLength", "must have at most 2 bytes");
    assert_eq!(send(3, "\u{e9}a").await, (422, still));
}

#[tokio::test]
async fn a_server_counts_bytes_while_they_come() {
    let send = async |length: usize| {
        let pieces = body::Body::from_stream(in_pieces(length));
        raw(Method::PUT, "/note", "image/png", pieces).await
    };
    for length in [2, 8] {
        assert_eq!(send(length).await, (204, Vec::new()), "{length}");
    }
    let few = told("#", "minLength", "must have at least 2 bytes");
    assert_eq!(send(1).await, (422, few));
    let many = told("#", "maxLength", "must have at most 8 bytes");
    assert_eq!(send(9).await, (422, many));
}

#[tokio::test]
async fn a_client_counts_the_bytes_that_it_sends() {
    let client = client(Service::default());
    let film = |film: File| AddFilmBody::new(film);
    client.add_film(&film("abc".into())).send().await.unwrap();
    let sent = client.add_film(&film("ab".into())).send().await;
    let message = "body at `/film`: must have at least 3 bytes";
    assert_eq!(refused(sent), message);

    let service = Service::default();
    let client = self::client(service.clone());
    for length in [2, 8] {
        client
            .put_note()
            .body(in_pieces(length))
            .send()
            .await
            .unwrap();
        assert_eq!(service.came.lock().unwrap().take(), Some(length));
    }
    let sent = client.put_note().body("long enough").send().await;
    assert_eq!(refused(sent), "body: must have at most 8 bytes");
    for (length, message) in [
        (1, "body: must have at least 2 bytes"),
        (9, "body: must have at most 8 bytes"),
    ] {
        let sent = client.put_note().body(in_pieces(length)).send().await;
        assert_eq!(refused(sent), message);
        assert_eq!(*service.came.lock().unwrap(), None);
    }
    for (length, message) in [
        (2, "body at `/film`: must have at least 3 bytes"),
        (5001, "body at `/film`: must have at most 5000 bytes"),
    ] {
        let film = film(File::new(in_pieces(length)));
        assert_eq!(refused(client.add_film(&film).send().await), message);
    }
}

/// What a client says of a request that it doesn't send, or not to its end.
fn refused<T: Debug, E: Debug>(sent: Result<T, Error<E>>) -> String {
    match sent {
        Err(Error::InvalidRequest(error)) => error.message().to_owned(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_server_counts_the_bytes_that_it_answers_with() {
    let get = async |note: Body| {
        let service = Service {
            note: Some(note),
            ..Service::default()
        };
        match client(service).get_note().send().await {
            Ok(body) => body.into_inner().collect(usize::MAX).await.ok(),
            Err(_) => None,
        }
    };
    for length in [2, 8] {
        assert_eq!(get(in_pieces(length)).await.unwrap().len(), length);
        assert_eq!(get(vec![7; length].into()).await.unwrap().len(), length);
    }
    for length in [1, 9] {
        assert_eq!(get(in_pieces(length)).await, None);
        assert_eq!(get(vec![7; length].into()).await, None);
    }
    for (none, status) in [("no", 404), ("n", 500)] {
        let service = Service {
            none: Some(none.into()),
            ..Service::default()
        };
        let error = client(service).get_note().send().await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
    }
}
