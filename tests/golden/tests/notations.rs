//! Bodies in notations that aren't JSON: nothing is called by a name that it doesn't have.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use bindery_goldens::notations::Client;
use bindery_goldens::notations::operations::*;
use bindery_goldens::notations::server::{Api, Context, Failure, router};
use bindery_goldens::notations::types::Pet;
use bindery_runtime::Body as Bytes;
use bindery_runtime::axum::body::Body;
use bindery_runtime::http::{Request, Response, header};
use tower::ServiceExt;

struct Service;

impl Api for Service {
    async fn add_pet(
        &self,
        _: Context<()>,
        request: AddPetRequest,
    ) -> Result<Pet, Failure<AddPetError>> {
        Ok(request.body)
    }

    async fn export_pets(
        &self,
        cx: Context<()>,
        _: ExportPetsRequest,
    ) -> Result<ExportPetsOkBody, Failure<ExportPetsError>> {
        Ok(match cx.negotiated() {
            Some("text/csv") => ExportPetsOkBody::Csv("name\nJo\n".to_owned()),
            _ => ExportPetsOkBody::Json(vec![Pet::new("Jo")]),
        })
    }

    async fn count_ages(
        &self,
        _: Context<()>,
        request: CountAgesRequest,
    ) -> Result<i64, Failure<CountAgesError>> {
        let body = request.body.collect(usize::MAX).await?;
        Ok(i64::try_from(body.len()).unwrap_or_default())
    }
}

async fn send(method: &str, path: &str, accept: &str, content_type: &str) -> Response<Body> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::ACCEPT, accept)
        .header(header::CONTENT_TYPE, content_type)
        .body(Body::from("{\"name\": \"Jo\"}"))
        .unwrap();
    router(Service).oneshot(request).await.unwrap()
}

fn content_type(response: &Response<Body>) -> &str {
    response.headers()[header::CONTENT_TYPE].to_str().unwrap()
}

#[tokio::test]
async fn the_client_asks_for_json_and_sends_it() {
    let client = Client::builder("http://a.test")
        .transport(router(Service))
        .build()
        .unwrap();
    let pet = Pet::new("Jo");
    assert_eq!(*client.add_pet(&pet).send().await.unwrap(), pet);
    let counted = client.count_ages(Bytes::from("\u{1}\u{2}")).send().await;
    assert_eq!(*counted.unwrap(), 2);
}

#[tokio::test]
async fn json_is_never_called_anything_else() {
    let accepted = "application/cbor, text/html;q=0.9, application/json;q=0.5";
    let response = send("POST", "/pets", accepted, "application/json").await;
    assert_eq!(content_type(&response), "application/json");
    for notation in ["application/x-yaml", "application/vnd.google.protobuf"] {
        let refused = send("POST", "/pets", "*/*", notation).await;
        assert_eq!(refused.status(), 415, "{notation}");
    }
    let table = send("GET", "/pets", "text/csv", "application/json").await;
    assert_eq!(content_type(&table), "text/csv");
}
