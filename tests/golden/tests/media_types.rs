//! Bodies of several media types: the generated client against the generated router, and requests made by hand.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

mod log;

use bindery_goldens::media_types::client::Client;
use bindery_goldens::media_types::operations::*;
use bindery_goldens::media_types::server::{self, Context, Failure};
use bindery_goldens::media_types::types::*;
use bindery_runtime::axum::Router;
use bindery_runtime::axum::body::{Body, to_bytes};
use bindery_runtime::client::Error;
use bindery_runtime::http::{Request, Response, StatusCode};
use bindery_runtime::{Body as Bytes, WithHeaders};
use tower::ServiceExt;

struct Service;

impl server::Api for Service {
    async fn update_pet(
        &self,
        cx: Context<()>,
        request: UpdatePetRequest,
    ) -> Result<WithHeaders<UpdatePetOkBody, UpdatePetOkHeaders>, Failure<UpdatePetError>> {
        let body = match (request.body, cx.negotiated()) {
            (UpdatePetBody::Json(pet), Some("image/png")) => Bytes::from(pet.name).into(),
            (UpdatePetBody::Json(pet), _) => pet.into(),
            (UpdatePetBody::MergePatchJson(patch), _) => Pet::new(patch.name.unwrap()).into(),
            (UpdatePetBody::Text(text), _) => text.into(),
            (UpdatePetBody::Image(_), _) => {
                let problem = FailedProblemJson {
                    title: Some("no pictures".to_owned()),
                };
                let status = StatusCode::CONFLICT;
                return Err(UpdatePetError::Default(status, problem.into()).into());
            }
        };
        Ok(WithHeaders::new(
            body,
            UpdatePetOkHeaders { x_version: Some(7) },
        ))
    }

    async fn patch_pet(
        &self,
        _: Context<()>,
        request: PatchPetRequest,
    ) -> Result<(), Failure<PatchPetError>> {
        let found = format!("<p>{:?}</p>", request.body);
        Err(PatchPetError::Default(StatusCode::IM_A_TEAPOT, FailedBody::Html(found)).into())
    }

    async fn add_name(
        &self,
        _: Context<()>,
        request: AddNameRequest,
    ) -> Result<String, Failure<AddNameError>> {
        Ok(request.body.unwrap_or_else(|| "nobody".to_owned()))
    }

    async fn add_flavour(
        &self,
        _: Context<()>,
        request: AddFlavourRequest,
    ) -> Result<Pet, Failure<AddFlavourError>> {
        Ok(request.body)
    }

    async fn print_pet(
        &self,
        _: Context<()>,
        request: PrintPetRequest,
    ) -> Result<PrintPetResponse, Failure<PrintPetError>> {
        match request.body {
            Some(PrintPetBody::Text(name)) => {
                let print = Bytes::from(name).into();
                Ok(PrintPetResponse::Default(StatusCode::CREATED, print))
            }
            Some(PrintPetBody::Multipart(pet)) => {
                Err(PrintPetError::Default(StatusCode::CONFLICT, pet.into()).into())
            }
            None => Ok(PrintPetResponse::Default(
                StatusCode::OK,
                Pet::new("nobody").into(),
            )),
        }
    }

    async fn add_misspelt(
        &self,
        _: Context<()>,
        request: AddMisspeltRequest,
    ) -> Result<AddMisspeltResponse, Failure<AddMisspeltError>> {
        Ok(AddMisspeltResponse::Accepted(request.body))
    }
}

/// The service, once its log is kept.
fn service() -> Service {
    log::listen();
    Service
}

fn client() -> Client {
    let router = server::router(service());
    Client::builder("http://test.invalid")
        .transport(router)
        .build()
        .unwrap()
}

/// Sends a request as it stands, and tells the answer's status, content type and body.
async fn raw(
    (method, path): (&str, &str),
    headers: &[(&str, &str)],
    body: &'static str,
) -> (u16, String, String) {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body)).unwrap();
    let response = server::router(service()).oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let media_type = response
        .headers()
        .get("content-type")
        .map(|value| value.to_str().unwrap().to_owned())
        .unwrap_or_default();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (
        status,
        media_type,
        String::from_utf8(body.to_vec()).unwrap(),
    )
}

fn pet() -> Pet {
    Pet {
        name: "Rex".to_owned(),
        age: Some(3),
    }
}

#[tokio::test]
async fn each_media_type_of_a_request_arrives() {
    let client = client();
    let answer = client.update_pet(pet()).send().await.unwrap();
    assert_eq!(answer.headers.x_version, Some(7));
    assert_eq!(answer.into_inner().body, UpdatePetOkBody::Json(pet()));
    let patch = UpdatePetMergePatchJson {
        name: Some("Max".to_owned()),
    };
    let answer = client.update_pet(patch).send().await.unwrap();
    assert_eq!(
        answer.into_inner().body,
        UpdatePetOkBody::Json(Pet::new("Max"))
    );
    let answer = client.update_pet("a,b".to_owned()).send().await.unwrap();
    assert_eq!(
        answer.into_inner().body,
        UpdatePetOkBody::Csv("a,b".to_owned())
    );
    match client.update_pet(Bytes::from(&b"\xff"[..])).send().await {
        Err(Error::Api(error)) => {
            assert_eq!(error.status(), StatusCode::CONFLICT);
            let UpdatePetError::Default(_, FailedBody::ProblemJson(problem)) = error.body() else {
                panic!("another media type");
            };
            assert_eq!(problem.title.as_deref(), Some("no pictures"));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_optional_body_may_be_absent() {
    let client = client();
    for (request, found) in [
        (client.patch_pet(), "None".to_owned()),
        (
            client.patch_pet().body(pet()),
            format!("{:?}", Some(PatchPetBody::Json(pet()))),
        ),
        (
            client.patch_pet().body(Bytes::empty()),
            "Some(Bytes(Body(stream)))".to_owned(),
        ),
    ] {
        let Err(Error::Api(error)) = request.send().await else {
            panic!("it always fails");
        };
        let PatchPetError::Default(status, FailedBody::Html(text)) = error.body() else {
            panic!("another media type");
        };
        assert_eq!(*status, StatusCode::IM_A_TEAPOT);
        assert_eq!(*text, format!("<p>{found}</p>"));
    }
}

#[tokio::test]
async fn the_answer_is_of_the_media_type_that_is_preferred() {
    let names = ("POST", "/names");
    let json = ("content-type", "application/json");
    for (accept, media_type, body) in [
        ("*/*", "application/json", "\"Rex\""),
        ("text/plain, application/json;q=0.5", "text/plain", "Rex"),
        ("text/*", "text/plain", "Rex"),
        (
            "text/plain;q=0.1, application/*",
            "application/json",
            "\"Rex\"",
        ),
    ] {
        let answer = raw(names, &[json, ("accept", accept)], "\"Rex\"").await;
        assert_eq!(
            answer,
            (200, media_type.to_owned(), body.to_owned()),
            "{accept}"
        );
    }
    let (status, media_type, body) = raw(names, &[("accept", "image/png")], "").await;
    assert_eq!(
        (status, media_type.as_str()),
        (406, "application/problem+json")
    );
    assert!(body.contains("application/json or text/plain"), "{body}");
    let answer = client().add_name().body("Rex").send().await.unwrap();
    assert_eq!(answer.into_inner(), "Rex");
    assert_eq!(
        client().add_name().send().await.unwrap().into_inner(),
        "nobody"
    );
}

/// What an answer says of what it depends on.
async fn vary((method, path): (&str, &str), headers: &[(&str, &str)]) -> Vec<String> {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(r#"{"name":"Rex"}"#)).unwrap();
    let response = server::router(service()).oneshot(request).await.unwrap();
    let said = response.headers().get_all("vary").iter();
    said.map(|it| it.to_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn an_answer_that_might_be_of_another_media_type_says_so() {
    let json = ("content-type", "application/json");
    let text = ("content-type", "text/plain");
    // The handler's choice, the router's, and that of several names for JSON.
    for (request, media_type) in [
        (("PUT", "/pet"), json),
        (("POST", "/prints"), text),
        (("POST", "/names"), text),
        (("POST", "/flavours"), json),
    ] {
        let said = vary(request, &[media_type]).await;
        assert_eq!(said, ["Accept"], "{request:?}");
    }
    // An error's, and that there is none.
    let picture = ("content-type", "image/png");
    assert_eq!(vary(("PUT", "/pet"), &[picture]).await, ["Accept"]);
    let unaccepted = [text, ("accept", "image/png")];
    assert_eq!(vary(("POST", "/names"), &unaccepted).await, ["Accept"]);
    // Neither an answer of one media type nor a refusal that depends on something else.
    assert_eq!(vary(("GET", "/nowhere"), &[]).await, [""; 0]);
    let unreadable = [("content-type", "application/x-unknown")];
    assert_eq!(vary(("PUT", "/pet"), &unreadable).await, [""; 0]);
}

#[tokio::test]
async fn a_handler_sees_what_is_preferred() {
    let json = ("content-type", "application/json");
    let picture = raw(
        ("PUT", "/pet"),
        &[json, ("accept", "image/*")],
        r#"{"name":"Rex"}"#,
    )
    .await;
    assert_eq!(picture, (200, "image/png".to_owned(), "Rex".to_owned()));
}

/// What becomes of a handler's answer in a media type that the caller doesn't accept, though it accepts another: its status
/// and media type, and what the log says.
async fn unaccepted(checks: bool, accept: &str) -> (u16, String, String) {
    log::told();
    let request = Request::put("/pet")
        .header("content-type", "text/plain")
        .header("accept", accept)
        .body(Body::from("a,b"))
        .unwrap();
    let router = server::builder(service())
        .validate_responses(checks)
        .build();
    let response = router.oneshot(request).await.unwrap();
    let media_type = response.headers()["content-type"].to_str().unwrap();
    (
        response.status().as_u16(),
        media_type.to_owned(),
        log::told(),
    )
}

#[tokio::test]
async fn an_answer_that_the_caller_does_not_accept_is_noticed() {
    let fault = "the handler answered `text/csv`, which the caller doesn't accept, rather than `application/json`";
    let (status, media_type, log) = unaccepted(true, "application/json").await;
    assert_eq!(
        (status, media_type.as_str()),
        (500, "application/problem+json")
    );
    assert!(log.contains("ERROR") && log.contains(fault), "{log}");
    let (status, media_type, log) = unaccepted(false, "application/json").await;
    assert_eq!((status, media_type.as_str()), (200, "text/csv"));
    assert!(log.contains("WARN") && log.contains(fault), "{log}");
    for accept in ["*/*", "text/*", "application/json, text/csv;q=0.1"] {
        let (status, media_type, log) = unaccepted(true, accept).await;
        assert_eq!((status, media_type.as_str()), (200, "text/csv"), "{log}");
        assert!(!log.contains("accept"), "{log}");
    }
}

#[tokio::test]
async fn an_error_is_told_in_a_media_type_that_nobody_accepts_rather_than_not_at_all() {
    let refused = ("PUT", "/pet");
    let picture = ("content-type", "image/png");
    let (status, media_type, _) = raw(refused, &[picture, ("accept", "image/png")], "").await;
    assert_eq!(
        (status, media_type.as_str()),
        (409, "application/problem+json")
    );
    let (status, ..) = raw(refused, &[picture, ("accept", "image/png, text/html")], "").await;
    assert_eq!(status, 500);
}

#[tokio::test]
async fn json_has_several_names() {
    let flavours = ("POST", "/flavours");
    for media_type in [
        "application/json",
        "text/json",
        "text/plain",
        "application/geo+json",
    ] {
        let headers = [
            ("content-type", media_type),
            ("accept", "application/vnd.pet.v2+json"),
        ];
        let (status, found, _) = raw(flavours, &headers, r#"{"name":"Rex"}"#).await;
        assert_eq!(
            (status, found.as_str()),
            (201, "application/vnd.pet.v2+json"),
            "{media_type}"
        );
    }
    let (status, _, body) = raw(flavours, &[("content-type", "text/html")], "{}").await;
    assert_eq!(status, 415);
    assert!(
        body.contains("application/json or text/plain or text/json"),
        "{body}"
    );
    let answer = client().add_flavour(&pet()).send().await.unwrap();
    assert_eq!(
        answer.headers()["content-type"],
        "application/vnd.pet.v1+json"
    );
    assert_eq!(answer.into_inner(), pet());
}

#[tokio::test]
async fn misspelt_media_types_are_what_they_mean() {
    let answer = client().add_misspelt(&pet()).send().await.unwrap();
    assert_eq!(answer.into_inner(), AddMisspeltResponse::Accepted(pet()));
}

#[tokio::test]
async fn a_default_answer_is_a_success_or_an_error_by_its_status() {
    let text = [("content-type", "text/plain")];
    let (status, media_type, body) = raw(("POST", "/prints"), &text, "Rex").await;
    assert_eq!(
        (status, media_type.as_str(), body.as_str()),
        (201, "application/pdf", "Rex")
    );
    let request = PrintPetRequest {
        body: Some(pet().into()),
    };
    let error = client().send(&request).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 409);
}

/// A client of a server that always answers the same.
fn answered(status: u16, media_type: &'static str, body: &'static str) -> Client {
    let answer = move || async move {
        let answer = Response::builder()
            .status(status)
            .header("content-type", media_type);
        answer.body(Body::from(body)).unwrap()
    };
    Client::builder("http://test.invalid")
        .transport(Router::new().fallback(answer))
        .build()
        .unwrap()
}

#[tokio::test]
async fn an_answer_of_an_undocumented_media_type_is_undocumented() {
    let page = "<html>Bad gateway</html>";
    for (status, media_type, body) in [
        (200, "text/html", page),
        (200, "image/gif", "GIF89a"),
        (200, "application/problem+json", r#"{"title":"x"}"#),
        (503, "text/plain", "down"),
    ] {
        let client = answered(status, media_type, body);
        let error = client.update_pet(pet()).send().await.unwrap_err();
        let Error::Undocumented(response) = error else {
            panic!("{status} {media_type}: {error:?}");
        };
        assert!(response.is_status_documented());
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(response.media_type(), Some(media_type));
        assert_eq!(response.excerpt(), body);
    }
    let client = answered(200, "text/html", page);
    let error = client.add_name().send().await;
    assert!(matches!(error, Err(Error::Undocumented(_))), "{error:?}");
}

#[tokio::test]
async fn an_answer_of_a_media_type_like_a_documented_one_is_read() {
    let rex = r#"{"name":"Rex","age":3}"#;
    for media_type in [
        "application/json; charset=utf-8",
        "application/vnd.pet.v3+json",
        "text/json",
        "text/plain",
    ] {
        let client = answered(200, media_type, rex);
        let answer = client.update_pet(pet()).send().await.unwrap();
        let UpdatePetOkBody::Json(found) = answer.into_inner().body else {
            panic!("{media_type}");
        };
        assert_eq!(found, pet());
        let client = answered(201, media_type, rex);
        let answer = client.add_flavour(&pet()).send().await.unwrap();
        assert_eq!(answer.into_inner(), pet(), "{media_type}");
    }
    // Of bytes in an unknown format, the picture's may be.
    let client = answered(200, "application/octet-stream", "PNG");
    let answer = client.update_pet(pet()).send().await.unwrap();
    let body = answer.into_inner().body;
    assert!(matches!(body, UpdatePetOkBody::Png(_)), "{body:?}");
    // A documented media type, but not what it says.
    let client = answered(200, "application/json", "<html>");
    let error = client.update_pet(pet()).send().await;
    assert!(matches!(error, Err(Error::Decode(_))), "{error:?}");
}
