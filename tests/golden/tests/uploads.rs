//! Forms whose files may be too large for memory: the generated client against the generated router, and what the router
//! makes of forms by hand.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::sync::{Arc, Mutex};

use bindery_goldens::uploads::client::Client;
use bindery_goldens::uploads::operations::*;
use bindery_goldens::uploads::server::{self, Context, Failure};
use bindery_goldens::uploads::types::*;
use bindery_runtime::axum::Router;
use bindery_runtime::axum::body::{self, to_bytes};
use bindery_runtime::bytes::Bytes;
use bindery_runtime::client::{Error, PerRequest};
use bindery_runtime::http::{HeaderMap, HeaderValue, Request};
use bindery_runtime::serde_json::{self, Value};
use bindery_runtime::{Body, File};
use futures_util::{StreamExt, stream};
use tower::ServiceExt;

/// Answers with what came in, and keeps it.
#[derive(Clone, Default)]
struct Service(Arc<Mutex<Option<AddFilmBody>>>);

impl server::Api for Service {
    async fn add_film(
        &self,
        _: Context<()>,
        request: AddFilmRequest,
    ) -> Result<Film, Failure<AddFilmError>> {
        let body = request.body;
        *self.0.lock().unwrap() = Some(body.clone());
        let film = body.film.into_body().collect(usize::MAX).await?;
        let mut stills = Vec::new();
        for still in body.stills.unwrap_or_default() {
            let bytes = still.into_body().collect(usize::MAX).await?;
            stills.push(String::from_utf8_lossy(&bytes).into_owned());
        }
        Ok(Film::new(body.title, film.len() as i64, stills))
    }
}

/// A router that keeps two kilobytes of files in memory, and of fields, and takes a megabyte.
fn router(service: Service) -> Router {
    server::builder(service)
        .form_memory(2048)
        .body_limit(1 << 20)
        .build()
}

fn client(service: Service) -> Client {
    Client::builder("http://test.invalid")
        .transport(router(service))
        .build()
        .unwrap()
}

/// A file whose bytes come in so many pieces, a thousand each.
fn in_pieces(pieces: usize) -> File {
    let pieces = stream::iter(0..pieces);
    let pieces = pieces.map(|_| Ok::<_, std::io::Error>(Bytes::from(vec![b'f'; 1000])));
    File::new(Body::stream(pieces)).named("film.mp4")
}

#[tokio::test]
async fn large_and_small_files_arrive_with_all_that_is_said_of_them() {
    let service = Service::default();
    let mut headers = HeaderMap::new();
    headers.insert("x-take", HeaderValue::from_static("2"));
    let large = "s".repeat(3000);
    let body = AddFilmBody {
        stills: Some(vec![
            File::from("small").named("1.png").of_type("image/png"),
            File::from(large.clone()).with_headers(headers),
        ]),
        ..AddFilmBody::new("Metropolis", in_pieces(300))
    };
    let answer = client(service.clone()).add_film(1, &body).send().await;
    let answer = answer.unwrap().into_inner();
    let stills = vec!["small".to_owned(), large];
    assert_eq!(answer, Film::new("Metropolis", 300_000, stills));

    let arrived = service.0.lock().unwrap().take().unwrap();
    let film = &arrived.film;
    assert_eq!(
        (film.name(), film.content_type()),
        (Some("film.mp4"), Some("video/mp4"))
    );
    assert_eq!((film.bytes(), film.length()), (None, Some(300_000)));
    let stills = arrived.stills.as_deref().unwrap();
    assert_eq!(stills[0].bytes().unwrap(), "small");
    assert_eq!(
        (stills[0].name(), stills[0].content_type()),
        (Some("1.png"), Some("image/png"))
    );
    assert_eq!((stills[1].bytes(), stills[1].length()), (None, Some(3000)));
    assert_eq!(stills[1].headers().unwrap()["x-take"], "2");
    // What is on the disk can be read again, and be sent on.
    let again = client(service.clone()).add_film(1, &arrived).send().await;
    assert_eq!(again.unwrap().into_inner(), answer);
}

/// What the router answers to a form by hand.
async fn raw(query: &str, body: impl Into<body::Body>) -> (u16, Value) {
    let request = Request::post(format!("/films?{query}"))
        .header("content-type", "multipart/form-data; boundary=b")
        .body(body.into())
        .unwrap();
    let response = router(Service::default()).oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

fn part(head: &str, content: &str) -> String {
    format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
}

fn film(length: usize) -> String {
    part("name=\"film\"; filename=\"f\"", &"f".repeat(length))
}

fn title(length: usize) -> String {
    part("name=\"title\"", &"t".repeat(length))
}

#[tokio::test]
async fn what_is_too_large_is_refused() {
    let whole = |parts: &[String]| format!("{}--b--\r\n", parts.concat());
    let (status, answer) = raw("folder=1", whole(&[film(900_000), title(10)])).await;
    assert_eq!(
        (status, &answer["length"]),
        (201, &900_000.into()),
        "{answer}"
    );
    let (status, answer) = raw("folder=1", whole(&[title(10), film(1_100_000)])).await;
    assert_eq!(status, 413, "{answer}");
    // Nothing says how long it is before it comes.
    let pieces = vec![Ok::<_, std::io::Error>(whole(&[
        title(10),
        film(1_100_000),
    ]))];
    let (status, answer) = raw("folder=1", body::Body::from_stream(stream::iter(pieces))).await;
    assert_eq!(status, 413, "{answer}");
    let (status, answer) = raw("folder=1", whole(&[title(2000), film(10)])).await;
    assert_eq!(status, 413, "{answer}");
    let detail = "the fields of the form may take 2048 bytes at most";
    assert_eq!(answer["detail"], detail);
}

#[tokio::test]
async fn what_breaks_off_is_told_with_what_else_is_wrong() {
    let broken = title(3) + &film(5000);
    let (status, answer) = raw("folder=0", broken.clone()).await;
    assert_eq!(status, 400, "{answer}");
    let told = answer["errors"].as_array().unwrap();
    assert_eq!(told.len(), 2, "{answer}");
    assert_eq!(
        (&told[0]["in"], &told[0]["rule"]),
        (&"body".into(), &"syntax".into())
    );
    assert_eq!(
        (&told[1]["parameter"], &told[1]["rule"]),
        (&"folder".into(), &"minimum".into())
    );

    let pieces = vec![Ok(broken), Err(std::io::Error::other("gone"))];
    let (status, answer) = raw("folder=1", body::Body::from_stream(stream::iter(pieces))).await;
    assert_eq!(status, 400, "{answer}");
    assert_eq!(
        answer["errors"][0]["detail"],
        "the body broke off before its end"
    );
}

#[tokio::test]
async fn rules_hold_before_the_handler_runs() {
    let stills = part("name=\"stills\"; filename=\"s\"", "s").repeat(4);
    let form = format!("{}{}{stills}--b--\r\n", film(5000), title(0));
    let (status, answer) = raw("folder=1", form).await;
    assert_eq!(status, 422, "{answer}");
    let rules = answer["errors"].as_array().unwrap();
    let rules: Vec<_> = rules
        .iter()
        .map(|error| error["rule"].as_str().unwrap())
        .collect();
    assert_eq!(rules, ["minLength", "maxItems"]);
    let (status, answer) = raw("folder=1", format!("{}--b--\r\n", film(5000))).await;
    assert_eq!(
        (status, &answer["errors"][0]["rule"]),
        (422, &"required".into()),
        "{answer}"
    );
}

#[tokio::test]
async fn a_part_is_of_a_media_type_that_the_description_has_for_it() {
    let of = |said: &str| {
        let head = format!("name=\"film\"; filename=\"f\"{said}");
        format!("{}{}--b--\r\n", part(&head, "f"), title(0))
    };
    // What is wrong otherwise is told beside it.
    let title = "body at `/title`: must have at least 1 character";
    for (said, told) in [
        ("", None),
        ("\r\nContent-Type: Video/MP4; codecs=x", None),
        ("\r\nContent-Type: audio/ogg", None),
        ("\r\nContent-Type: text/html", Some("text/html")),
        ("\r\nContent-Type: */*", Some("*/*")),
    ] {
        let (status, problem) = raw("folder=1", of(said)).await;
        let told = told.map_or_else(
            || title.to_owned(),
            |it| format!("body at `/film`: must be of the media type video/mp4 or audio/*, not `{it}`; {title}"),
        );
        assert_eq!((status, &problem["detail"]), (422, &told.into()), "{said}");
    }
}

#[tokio::test]
async fn a_client_that_checks_sends_no_part_of_another_media_type() {
    let film = File::from("f").of_type("text/html");
    let body = AddFilmBody::new("Metropolis", film);
    let client = client(Service::default());
    let error = client.add_film(1, &body).send().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 422);
    let checked = client
        .add_film(1, &body)
        .validate_request(true)
        .send()
        .await;
    let Err(Error::InvalidRequest(request)) = checked else {
        panic!("{checked:?}")
    };
    let [violation] = request.violations() else {
        panic!("{request}")
    };
    assert_eq!(violation.rule, "contentType");
}
