//! JSON documents in the fields of a form: what is inside of them has JSON's types, however the form itself stands for them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::form_documents::client::{Client, Transport};
use bindery_goldens::form_documents::operations::{
    SendEitherError, SendEitherRequest, SendPairsError, SendPairsRequest, SendPartsError,
    SendPartsRequest,
};
use bindery_goldens::form_documents::server::{self, Context, Failure};
use bindery_goldens::form_documents::types::{Mark, MarkSized, Report, Spot};
use bindery_runtime::axum::body::{Body as AxumBody, to_bytes};
use bindery_runtime::client::{Body, Error, TransportFuture};
use bindery_runtime::http::{Request, Response};
use bindery_runtime::serde_json::{self, Value};
use tower::ServiceExt;

/// Answers what it is sent.
struct Echo;

impl server::Api for Echo {
    async fn send_parts(
        &self,
        _: Context<()>,
        request: SendPartsRequest,
    ) -> Result<Report, Failure<SendPartsError>> {
        Ok(request.body)
    }

    async fn send_pairs(
        &self,
        _: Context<()>,
        request: SendPairsRequest,
    ) -> Result<Report, Failure<SendPairsError>> {
        Ok(request.body)
    }

    async fn send_either(
        &self,
        _: Context<()>,
        _: SendEitherRequest,
    ) -> Result<(), Failure<SendEitherError>> {
        Ok(())
    }
}

/// What the server answers: the status, and each violation's place and rule.
async fn answer(content_type: &str, path: &str, body: String) -> (u16, Vec<String>) {
    let request = Request::post(path)
        .header("content-type", content_type)
        .body(AxumBody::from(body))
        .unwrap();
    let reply = server::router(Echo).oneshot(request).await.unwrap();
    let status = reply.status().as_u16();
    let body = to_bytes(reply.into_body(), usize::MAX).await.unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let errors = body["errors"].as_array().cloned().unwrap_or_default();
    let told = |it: &Value| format!("{} {}", it["pointer"], it["rule"]).replace('"', "");
    (status, errors.iter().map(told).collect())
}

/// A part of that media type; of none where there is none.
fn part(name: &str, media_type: &str, text: &str) -> String {
    let media_type = match media_type {
        "" => String::new(),
        media_type => format!("Content-Type: {media_type}\r\n"),
    };
    format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n{media_type}\r\n{text}\r\n")
}

/// A form in parts that has a count and this field.
async fn in_parts(name: &str, media_type: &str, text: &str) -> (u16, Vec<String>) {
    let count = part("count", "", "7");
    let field = part(name, media_type, text);
    let body = format!("{count}{field}--b--\r\n");
    answer("multipart/form-data; boundary=b", "/parts", body).await
}

/// A URL-encoded form that has a count and this field.
async fn in_pairs(name: &str, text: &str) -> (u16, Vec<String>) {
    let escaped: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let body = format!("count=7&{name}={escaped}");
    answer("application/x-www-form-urlencoded", "/pairs", body).await
}

const JSON: &str = "application/json";

/// Documents that are right.
const RIGHT: [(&str, &str); 9] = [
    ("spot", r#"{"x":7,"name":"7"}"#),
    ("spot", r#"{"x":7.0,"is_set":true}"#),
    ("spots", r#"{"x":7}"#),
    ("spots", r#"[{"x":7}]"#),
    ("numbers", "[7]"),
    ("numbers", "7"),
    ("level", "7"),
    ("mark", r#"{"size":7}"#),
    ("any", r#"{"x":"7"}"#),
];

/// Documents that aren't, each with the status, place and rule of what is wrong.
const WRONG: [(&str, &str, u16, &str); 12] = [
    ("spot", r#"{"x":"7"}"#, 400, "#/spot/x type"),
    (
        "spot",
        r#"{"x":7,"is_set":"true"}"#,
        400,
        "#/spot/is_set type",
    ),
    (
        "spot",
        r#"{"x":7,"inner":{"x":"7"}}"#,
        400,
        "#/spot/inner/x type",
    ),
    (
        "spot",
        r#"{"x":7,"inner":"{\"x\":7}"}"#,
        400,
        "#/spot/inner type",
    ),
    ("spot", r#"{"x":7,"tags":"one"}"#, 400, "#/spot/tags type"),
    ("spots", r#"{"x":"7"}"#, 400, "#/spots/0/x type"),
    ("numbers", r#"["7"]"#, 400, "#/numbers/0 type"),
    ("level", r#""7""#, 400, "#/level type"),
    ("level", r#"{"0":7}"#, 400, "#/level type"),
    ("mark", r#"{"size":"7"}"#, 400, "#/mark/size type"),
    ("mark", r#"{"size":7,"name":"7"}"#, 422, "#/mark oneOf"),
    ("spot", r#"{"x":11}"#, 422, "#/spot/x maximum"),
];

#[tokio::test]
async fn a_document_has_the_types_of_json() {
    for (name, text) in RIGHT {
        assert_eq!(in_parts(name, JSON, text).await.0, 200, "{name} {text}");
        assert_eq!(in_pairs(name, text).await.0, 200, "{name} {text}");
    }
    for (name, text, status, told) in WRONG {
        let wrong = (status, vec![told.to_owned()]);
        assert_eq!(in_parts(name, JSON, text).await, wrong, "{name} {text}");
        assert_eq!(in_pairs(name, text).await, wrong, "{name} {text}");
    }
}

#[tokio::test]
async fn a_document_that_is_not_said_to_be_one_is_no_other() {
    assert_eq!(in_parts("spot", "", r#"{"x":7}"#).await.0, 200);
    for (name, text, status, told) in WRONG {
        // Where text is meant, it stands for numbers as well.
        if ["spot", "spots"].contains(&name) {
            let wrong = (status, vec![told.to_owned()]);
            assert_eq!(in_parts(name, "", text).await, wrong, "{name} {text}");
        }
    }
}

#[tokio::test]
async fn text_stands_for_numbers_outside_of_documents() {
    for (name, text) in [("ratio", "7.5"), ("names", "7"), ("count", "7")] {
        let count = part("count", "", "7").repeat(usize::from(name != "count"));
        let body = format!("{count}{}--b--\r\n", part(name, "", text));
        let (status, told) = answer("multipart/form-data; boundary=b", "/parts", body).await;
        assert_eq!((status, told), (200, Vec::new()), "{name}");
    }
    // What its sender says is a document, is one.
    assert_eq!(
        in_parts("ratio", JSON, r#""7.5""#).await,
        (400, vec!["#/ratio type".to_owned()])
    );
}

#[tokio::test]
async fn text_is_the_alternative_that_it_stands_for() {
    for (name, text, answer) in [
        ("either", "7", (200, vec![])),
        ("either", "true", (200, vec![])),
        ("either", "7.5", (400, vec!["#/either type"])),
        ("either", "seven", (400, vec!["#/either type"])),
        ("limit", "none", (200, vec![])),
        ("limit", "7.5", (200, vec![])),
        ("limit", "11", (422, vec!["#/limit maximum"])),
        ("limit", "some", (422, vec!["#/limit enum"])),
    ] {
        let told = answer.1.into_iter().map(str::to_owned).collect();
        assert_eq!(
            in_pairs(name, text).await,
            (answer.0, told),
            "{name} {text}"
        );
    }
}

/// A form that is a union as a whole.
#[tokio::test]
async fn documents_stay_documents_in_a_form_of_alternatives() {
    let multipart = "multipart/form-data; boundary=b";
    for (text, wrong) in [
        (r#"{"x":7}"#, None),
        (r#"{"x":"7"}"#, Some((422, vec!["# anyOf".to_owned()]))),
    ] {
        let body = format!(
            "{}{}--b--\r\n",
            part("count", "", "7"),
            part("spot", JSON, text)
        );
        let reply = answer(multipart, "/either", body).await;
        assert_eq!(reply, wrong.unwrap_or((204, Vec::new())), "{text}");
    }
}

/// A transport that answers every request with one form.
#[derive(Clone)]
struct Always(String);

impl Transport for Always {
    fn send(&self, _: Request<Body>) -> TransportFuture<'_> {
        let response = Response::builder()
            .header("content-type", "multipart/form-data; boundary=b")
            .body(Body::from(self.0.clone()))
            .unwrap();
        Box::pin(async { Ok(response) })
    }
}

#[tokio::test]
async fn a_client_reads_documents_of_answers_as_such() {
    let read = async |text: &str| {
        let parts = [part("count", "", "7"), part("spot", JSON, text)].concat();
        let client = Client::builder("http://reports.example")
            .transport(Always(format!("{parts}--b--\r\n")))
            .build()
            .unwrap();
        client.send_parts(&Report::new(7)).send().await
    };
    let report = read(r#"{"x":7}"#).await.unwrap().into_inner();
    let spot = Some(Spot::new(7));
    assert_eq!(
        report,
        Report {
            spot,
            ..Report::new(7)
        }
    );
    match read(r#"{"x":"7"}"#).await {
        Err(Error::Decode(error)) => assert_eq!(error.pointer(), "/spot/x"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_sent_is_what_arrives() {
    let client = Client::builder("http://reports.example")
        .transport(server::router(Echo))
        .build()
        .unwrap();
    let report = Report {
        spot: Some(Spot {
            name: Some("7".to_owned()),
            ..Spot::new(7)
        }),
        spots: Some(vec![Spot::new(1)]),
        numbers: Some(vec![1]),
        names: Some(vec!["7".to_owned()]),
        mark: Some(Mark::Sized(MarkSized::new(7))),
        ratio: Some(7.0),
        any: Some("7".into()),
        ..Report::new(7)
    };
    let echoed = client.send_parts(&report).send().await.unwrap();
    assert_eq!(echoed.into_inner(), report);
    let echoed = client.send_pairs(&report).send().await.unwrap();
    assert_eq!(echoed.into_inner(), report);
}
