//! Forms and texts: what the generated client sends is what the generated server gets, and how it looks on the wire.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use bindery_goldens::forms::client::{Client, Transport};
use bindery_goldens::forms::operations::*;
use bindery_goldens::forms::server::{self, Context, Failure};
use bindery_goldens::forms::types::*;
use bindery_runtime::File;
use bindery_runtime::axum::Router;
use bindery_runtime::axum::body::{self, to_bytes};
use bindery_runtime::bytes::Bytes;
use bindery_runtime::chrono::{DateTime, Utc};
use bindery_runtime::client::{Body, TransportFuture};
use bindery_runtime::http::{HeaderMap, HeaderValue, Request, Response};
use tower::ServiceExt;

/// Answers what it was sent, and keeps the last body in parts.
#[derive(Clone, Default)]
struct Service {
    uploaded: Arc<Mutex<Option<UploadBody>>>,
    chosen: Arc<Mutex<Option<ChooseBody>>>,
}

fn moment() -> DateTime<Utc> {
    "2026-01-31T12:00:00Z".parse().unwrap()
}

impl server::Api for Service {
    async fn create_charge(
        &self,
        _: Context<()>,
        request: CreateChargeRequest,
    ) -> Result<Charge, Failure<CreateChargeError>> {
        Ok(request.body)
    }

    async fn put_free(
        &self,
        _: Context<()>,
        request: PutFreeRequest,
    ) -> Result<BTreeMap<String, i64>, Failure<PutFreeError>> {
        let fields = request.body.unwrap_or_default();
        let fields = fields.into_iter();
        Ok(fields
            .map(|(name, value)| (name, value.as_str().unwrap().len() as i64))
            .collect())
    }

    async fn upload(
        &self,
        _: Context<()>,
        request: UploadRequest,
    ) -> Result<UploadOkBody, Failure<UploadError>> {
        *self.uploaded.lock().unwrap() = Some(request.body.clone());
        Ok(UploadOkBody {
            file: request.body.file,
            count: request.body.count,
            about: request.body.about,
        })
    }

    async fn put_parts(
        &self,
        _: Context<()>,
        request: PutPartsRequest,
    ) -> Result<Body, Failure<PutPartsError>> {
        let parts = request.body.unwrap_or_default();
        let names: Vec<_> = parts
            .iter()
            .flat_map(|(name, files)| files.iter().map(move |file| (name, file.bytes().unwrap())))
            .collect();
        Ok(format!("{names:?}").into())
    }

    async fn choose(
        &self,
        _: Context<()>,
        request: ChooseRequest,
    ) -> Result<(), Failure<ChooseError>> {
        *self.chosen.lock().unwrap() = request.body;
        Ok(())
    }

    async fn put_number(
        &self,
        _: Context<()>,
        request: PutNumberRequest,
    ) -> Result<DateTime<Utc>, Failure<PutNumberError>> {
        assert_eq!(request.body, -7);
        Ok(moment())
    }

    async fn post_kind(
        &self,
        _: Context<()>,
        request: PostKindRequest,
    ) -> Result<bool, Failure<PostKindError>> {
        Ok(request.body == Some(PostKindBody::Y))
    }
}

/// A transport that keeps what goes over it.
#[derive(Clone)]
struct Tap {
    router: Router,
    sent: Arc<Mutex<(String, Option<Bytes>)>>,
}

impl Transport for Tap {
    fn send(&self, request: Request<Body>) -> TransportFuture<'_> {
        let content_type = request.headers().get("content-type");
        let content_type = content_type.map_or("", |value| value.to_str().unwrap());
        let body = request.body().as_bytes().cloned();
        *self.sent.lock().unwrap() = (content_type.to_owned(), body);
        self.router.send(request)
    }
}

/// A client of a service, and what went over the wire last.
fn ends() -> (Client, Service, Tap) {
    let service = Service::default();
    let router = server::router(service.clone());
    let tap = Tap {
        router,
        sent: Arc::default(),
    };
    let client = Client::builder("http://test.invalid")
        .transport(tap.clone())
        .build()
        .unwrap();
    (client, service, tap)
}

fn sent(tap: &Tap) -> (String, String) {
    let (content_type, body) = tap.sent.lock().unwrap().clone();
    (
        content_type,
        String::from_utf8(body.unwrap().to_vec()).unwrap(),
    )
}

fn charge() -> Charge {
    Charge {
        capture: Some(false),
        fee: Some(0.5),
        tags: Some(vec!["a,b".to_owned(), "c d".to_owned()]),
        expand: Some(vec!["x".to_owned(), "y".to_owned()]),
        codes: Some(vec![1, 2]),
        metadata: Some(BTreeMap::from([(
            "order & more".to_owned(),
            "6735".to_owned(),
        )])),
        items: Some(vec![
            ChargeItemsItem {
                price: "p1".to_owned(),
                quantity: Some(2),
            },
            ChargeItemsItem::new("p2"),
        ]),
        address: Some(Address {
            city: "Köln".to_owned(),
            zip: Some(50667),
        }),
        shipping: Some(Address::new("Bonn")),
        card: Some(ChargeCard::Variant1(ChargeCardVariant1 {
            number: "4242".to_owned(),
            year: Some(2030),
        })),
        ..Charge::new(2000, ChargeCurrency::Eur)
    }
}

#[tokio::test]
async fn a_form_arrives_with_all_its_types() {
    let (client, _, tap) = ends();
    let answer = client.create_charge(&charge()).send().await.unwrap();
    assert_eq!(answer.into_inner(), charge());
    let (content_type, body) = sent(&tap);
    assert_eq!(content_type, "application/x-www-form-urlencoded");
    assert_eq!(
        body,
        "amount=2000&currency=eur&capture=false&fee=0.5&tags=a%2Cb,c%20d&expand=x%7Cy&codes=1&codes=2\
         &metadata%5Border%20%26%20more%5D=6735&items%5B0%5D%5Bprice%5D=p1&items%5B0%5D%5Bquantity%5D=2\
         &items%5B1%5D%5Bprice%5D=p2&address=%7B%22city%22%3A%22K%C3%B6ln%22%2C%22zip%22%3A50667%7D\
         &shipping=%7B%22city%22%3A%22Bonn%22%7D&card%5Bnumber%5D=4242&card%5Byear%5D=2030"
    );
    let unset = Charge {
        card: Some(ChargeCard::Empty(ChargeCardEmpty::Empty)),
        ..Charge::new(1, ChargeCurrency::Usd)
    };
    let answer = client.create_charge(&unset).send().await.unwrap();
    assert_eq!(answer.into_inner(), unset);
    assert_eq!(sent(&tap).1, "amount=1&currency=usd&card=");
}

async fn raw(path: &str, headers: &[(&str, &str)], body: &str) -> (u16, HeaderMap, String) {
    let mut request = Request::post(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(body::Body::from(body.to_owned())).unwrap();
    let response: Response<body::Body> = server::router(Service::default())
        .oneshot(request)
        .await
        .unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    (
        parts.status.as_u16(),
        parts.headers,
        String::from_utf8(body.to_vec()).unwrap(),
    )
}

#[tokio::test]
async fn a_form_by_hand_is_checked_and_answered_in_kind() {
    let form = ("content-type", "application/x-www-form-urlencoded");
    let (status, _, body) = raw("/charges", &[form], "amount=many&currency=eur").await;
    assert_eq!(status, 400);
    assert!(body.contains("#/amount"), "{body}");
    let (status, _, body) = raw("/charges", &[form], "currency=eur").await;
    assert_eq!(status, 422);
    assert!(body.contains("amount"), "{body}");
    let accept = ("accept", "application/x-www-form-urlencoded");
    let written = "amount=1&currency=eur&metadata[a]=b+c&items[][price]=p";
    let (status, headers, body) = raw("/charges", &[form, accept], written).await;
    assert_eq!(
        (status, body.as_str()),
        (
            200,
            "amount=1&currency=eur&metadata%5Ba%5D=b%20c&items%5B0%5D%5Bprice%5D=p"
        )
    );
    assert_eq!(headers["content-type"], "application/x-www-form-urlencoded");
}

#[tokio::test]
async fn free_forms_are_maps() {
    let (client, _, _) = ends();
    let form = BTreeMap::from([
        ("a".to_owned(), "xyz".into()),
        ("b c".to_owned(), 12.into()),
    ]);
    let answer = client.put_free().body(&form).send().await.unwrap();
    let found: Vec<_> = answer.into_inner().into_iter().collect();
    assert_eq!(found, [("a".to_owned(), 3), ("b c".to_owned(), 2)]);
}

fn upload() -> UploadBody {
    let mut headers = HeaderMap::new();
    headers.insert("x-rotation", HeaderValue::from_static("90"));
    UploadBody {
        pictures: Some(vec![
            File::new(&b"\x89PNG\r\n--x"[..])
                .named("a.png")
                .with_headers(headers),
            File::new(&b"\xff"[..]).named("b.jpg").of_type("image/jpeg"),
        ]),
        ratio: Some(1.5),
        taken_at: Some(moment()),
        kind: Some(UploadBodyKind::B),
        names: Some(vec!["é".to_owned(), String::new()]),
        about: Some(Address::new("Bonn")),
        others: Some(vec![
            Address::new("Köln"),
            Address {
                city: "Ulm".to_owned(),
                zip: Some(1),
            },
        ]),
        numbers: Some(vec![1, 2]),
        note: Some(Some("# hi".to_owned())),
        ..UploadBody::new(
            File::from("text").named("notes.txt").of_type("text/plain"),
            3,
        )
    }
}

#[tokio::test]
async fn parts_arrive_with_files_and_types() {
    let (client, service, tap) = ends();
    let answer = client.upload(&upload()).send().await.unwrap().into_inner();
    assert_eq!(answer.file, upload().file);
    assert_eq!(
        (answer.count, answer.about),
        (3, Some(Address::new("Bonn")))
    );
    let arrived = service.uploaded.lock().unwrap().take().unwrap();
    let pictures = arrived.pictures.as_deref().unwrap();
    // What the description says of the media type fills in what the client left open.
    assert_eq!(pictures[0].content_type(), Some("image/png"));
    assert_eq!(pictures[0].headers().unwrap()["x-rotation"], "90");
    assert_eq!(pictures[0].bytes(), upload().pictures.unwrap()[0].bytes());
    assert_eq!(pictures[1], upload().pictures.unwrap()[1]);
    let others = UploadBody {
        pictures: None,
        ..arrived
    };
    assert_eq!(
        others,
        UploadBody {
            pictures: None,
            ..upload()
        }
    );
    let (content_type, body) = tap.sent.lock().unwrap().clone();
    assert!(
        content_type.starts_with("multipart/form-data; boundary=bindery-"),
        "{content_type}"
    );
    let body = String::from_utf8_lossy(&body.unwrap()).into_owned();
    for part in [
        "name=\"file\"; filename=\"notes.txt\"\r\nContent-Type: text/plain\r\n\r\ntext\r\n--",
        "name=\"pictures\"; filename=\"a.png\"\r\nContent-Type: image/png\r\nx-rotation: 90\r\n\r\n",
        "name=\"count\"\r\n\r\n3\r\n--",
        "name=\"names\"\r\n\r\n\u{e9}\r\n--",
        "name=\"about\"\r\nContent-Type: application/json\r\n\r\n{\"city\":\"Bonn\"}\r\n--",
        "name=\"numbers\"\r\nContent-Type: application/json\r\n\r\n[1,2]\r\n--",
        "name=\"note\"\r\nContent-Type: text/markdown\r\n\r\n# hi\r\n--",
    ] {
        assert!(body.contains(part), "{part} in {body}");
    }
}

#[tokio::test]
async fn parts_by_hand_are_checked() {
    let part = |name: &str, text: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let multipart = ("content-type", "multipart/form-data; boundary=b");
    let file = part("file", "plain text, no file name");
    let fine = format!("{file}{}--b--\r\n", part("count", "3"));
    assert_eq!(raw("/upload", &[multipart], &fine).await.0, 200);
    for (body, refused, told) in [
        (format!("{file}--b--\r\n"), 422, "count"),
        (
            format!("{file}{}--b--\r\n", part("count", "x")),
            400,
            "#/count",
        ),
        (
            format!(
                "{file}{}{}--b--\r\n",
                part("count", "3"),
                part("extra", "x")
            ),
            422,
            "extra",
        ),
        (
            format!("{file}{}--b--\r\n", part("about", "nonsense")),
            400,
            "about",
        ),
        ("nothing".to_owned(), 400, "body"),
    ] {
        let (status, _, answer) = raw("/upload", &[multipart], &body).await;
        assert_eq!(status, refused, "{answer}");
        assert!(answer.contains(told), "{told} in {answer}");
    }
    let (status, ..) = raw("/upload", &[("content-type", "application/json")], "{}").await;
    assert_eq!(status, 415);
}

#[tokio::test]
async fn parts_of_which_nothing_is_said_are_files() {
    let (client, _, _) = ends();
    let files = BTreeMap::from([("a".to_owned(), vec![File::from("1"), File::from("2")])]);
    let answer = client.put_parts().body(&files).send().await.unwrap();
    let answer = answer.into_inner().collect(100).await.unwrap();
    assert_eq!(answer, "[(\"a\", b\"1\"), (\"a\", b\"2\")]");
}

#[tokio::test]
async fn each_way_to_write_a_body_arrives() {
    let (client, service, _) = ends();
    let scan = ChooseMultipart {
        scan: Some(File::from("x").named("x").of_type("a/b")),
    };
    for body in [
        ChooseBody::Json(Address::new("Bonn")),
        ChooseBody::Form(Address {
            city: "1".to_owned(),
            zip: Some(2),
        }),
        ChooseBody::Multipart(scan),
    ] {
        client.choose().body(body.clone()).send().await.unwrap();
        assert_eq!(service.chosen.lock().unwrap().take(), Some(body));
    }
    client.choose().send().await.unwrap();
    assert_eq!(*service.chosen.lock().unwrap(), None);
}

#[tokio::test]
async fn texts_hold_scalars() {
    let (client, _, tap) = ends();
    let answer = client.put_number(-7).send().await.unwrap();
    assert_eq!(answer.into_inner(), moment());
    assert_eq!(sent(&tap), ("text/plain".to_owned(), "-7".to_owned()));
    let answer = client
        .post_kind()
        .body(&PostKindBody::Y)
        .send()
        .await
        .unwrap();
    assert!(answer.into_inner());
    assert!(!client.post_kind().send().await.unwrap().into_inner());
    let (status, _, body) = raw("/texts", &[("content-type", "text/plain")], "z").await;
    assert_eq!(status, 422, "{body}");
}
