//! XML bodies: the generated client against the generated router, and documents written by hand.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::xml_bodies::client::Client;
use bindery_goldens::xml_bodies::operations::*;
use bindery_goldens::xml_bodies::server::{self, Context, Failure};
use bindery_goldens::xml_bodies::types::{Parcel, SendParcelDefaultBody, Stamp};
use bindery_runtime::axum::Router;
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::client::Error;
use bindery_runtime::http::{Request, Response, StatusCode};
use tower::ServiceExt;

struct Service;

impl server::Api for Service {
    async fn list_parcels(
        &self,
        _: Context<()>,
        _: ListParcelsRequest,
    ) -> Result<Vec<Parcel>, Failure<ListParcelsError>> {
        Ok(vec![parcel(), Parcel::new(2, "B")])
    }

    async fn send_parcel(
        &self,
        _: Context<()>,
        request: SendParcelRequest,
    ) -> Result<Parcel, Failure<SendParcelError>> {
        if request.body.id < 0 {
            let problem = SendParcelDefaultBody {
                title: Some("no <id>".to_owned()),
            };
            return Err(SendParcelError::Default(StatusCode::CONFLICT, problem).into());
        }
        Ok(request.body)
    }

    async fn put_note(
        &self,
        _: Context<()>,
        request: PutNoteRequest,
    ) -> Result<(), Failure<PutNoteError>> {
        assert_eq!(request.body.as_deref(), Some("<a/>"));
        Ok(())
    }
}

fn router() -> Router {
    server::router(Service)
}

fn client() -> Client {
    Client::builder("http://xml.example")
        .transport(router())
        .build()
        .unwrap()
}

fn parcel() -> Parcel {
    let mut inner = Parcel::new(8, "");
    inner.labels = Some([("weight".to_owned(), "1 kg".to_owned())].into());
    let mut parcel = Parcel::new(7, "Ann & <Co>");
    parcel.express = Some(true);
    parcel.weights = Some(vec![1.5, 2.0]);
    parcel.stamps = Some(vec![Stamp::Red, Stamp::Blue]);
    parcel.inside = Some(vec![inner]);
    parcel
}

async fn send(content_type: &str, accept: &str, body: &str) -> (StatusCode, String, String) {
    let request = Request::post("/parcels")
        .header("content-type", content_type)
        .header("accept", accept)
        .body(Body::from(body.to_owned()))
        .unwrap();
    let response: Response<Body> = router().oneshot(request).await.unwrap();
    let content_type = response.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned();
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (
        status,
        content_type,
        String::from_utf8(bytes.to_vec()).unwrap(),
    )
}

#[tokio::test]
async fn documents_come_back_as_they_were_sent() {
    let answer = client().send_parcel(&parcel()).send().await.unwrap();
    assert_eq!(*answer, parcel());
    let all = client().list_parcels().send().await.unwrap();
    assert_eq!(*all, [parcel(), Parcel::new(2, "B")]);
    client().put_note().body("<a/>").send().await.unwrap();
}

#[tokio::test]
async fn an_error_may_be_xml() {
    let mut wrong = parcel();
    wrong.id = -1;
    let Err(Error::Api(error)) = client().send_parcel(&wrong).send().await else {
        panic!("it was sent");
    };
    let SendParcelError::Default(status, problem) = error.body();
    assert_eq!(*status, StatusCode::CONFLICT);
    assert_eq!(problem.title.as_deref(), Some("no <id>"));
}

#[tokio::test]
async fn a_server_takes_and_writes_xml_as_the_description_names_it() {
    let document = "<p:parcel xmlns:p='https://post.example' id='7'><addressee>Ann</addressee>\
                    <weights><weight>1.5</weight></weights><stamp>red</stamp>\
                    <labels><a>b</a></labels></p:parcel>";
    let (status, content_type, text) = send("application/xml", "application/xml", document).await;
    assert_eq!(
        (status.as_u16(), content_type.as_str()),
        (200, "application/xml")
    );
    assert_eq!(
        text,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <post:parcel xmlns:post=\"https://post.example\" id=\"7\"><addressee>Ann</addressee>\
         <weights><weight>1.5</weight></weights><stamp>red</stamp>\
         <labels><a>b</a></labels></post:parcel>"
    );
    let (_, content_type, text) = send("text/plain; x=y", "*/*", document).await;
    assert!(content_type.contains("problem"), "{text}");
    let (_, content_type, text) = send("application/xml", "application/json", document).await;
    assert_eq!(content_type, "application/json");
    assert!(text.starts_with("{\"id\":7"), "{text}");
}

#[tokio::test]
async fn what_is_wrong_is_told_with_its_place() {
    for (document, refused, message) in [
        ("<parcel id='x'><addressee/></parcel>", 400, "/id"),
        ("<parcel id='1'/>", 422, "`to`"),
        ("<letter/>", 400, "the root is `letter`, not `parcel`"),
        ("<parcel", 400, "broken"),
    ] {
        let (status, _, text) = send("application/xml", "*/*", document).await;
        assert_eq!(status, refused, "{document}");
        assert!(text.contains(message), "{document}: {text}");
    }
}
