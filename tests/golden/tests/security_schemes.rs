//! Every security scheme: who is let in, what those are told who aren't, and that no credential is printed.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::sync::{Arc, Mutex};

use bindery_goldens::security_schemes::operations::*;
use bindery_goldens::security_schemes::server::*;
use bindery_goldens::security_schemes::{Client, ClientBuilder, Error};
use bindery_runtime::axum::body::Body;
use bindery_runtime::axum::{Extension, Router};
use bindery_runtime::bytes::Bytes;
use bindery_runtime::client::Scopes;
use bindery_runtime::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE};
use bindery_runtime::http::{Request, Response};
use bindery_runtime::server::RequestHead;
use futures_util::stream;
use tower::ServiceExt;

struct Lamps;

/// A method a handler: all of them answer with nothing.
macro_rules! handlers {
    ($($name:ident($principal:ty, $request:ident, $error:ident);)*) => {$(
        async fn $name(&self, cx: Context<$principal>, _: $request) -> Result<(), Failure<$error>> {
            assert!(!format!("{cx:?}").contains("s3cret"), "{cx:?}");
            Ok(())
        }
    )*};
}

impl Api for Lamps {
    type Principal = String;

    handlers! {
        digest(String, DigestRequest, DigestError);
        custom(String, CustomRequest, CustomError);
        certificate(String, CertificateRequest, CertificateError);
        open_id(String, OpenIdRequest, OpenIdError);
        keys(String, KeysRequest, KeysError);
        open((), OpenRequest, OpenError);
        perhaps(Option<String>, PerhapsRequest, PerhapsError);
    }

    async fn certificate_and_key(
        &self,
        cx: Context<String>,
        request: CertificateAndKeyRequest,
    ) -> Result<(), Failure<CertificateAndKeyError>> {
        let expected = if request.body == 2 {
            "certificate and key"
        } else {
            "oauth"
        };
        assert_eq!(cx.principal(), expected);
        Ok(())
    }
}

struct Auth;

fn known(secret: &str, name: &str) -> Result<String, Denied> {
    match secret {
        "s3cret" => Ok(name.to_owned()),
        _ => Err(Denied::unauthorized("unknown")),
    }
}

impl Authenticator for Auth {
    type Principal = String;

    async fn digest(
        &self,
        cx: &SecurityContext<'_>,
        credentials: HttpCredentials,
    ) -> Result<String, Denied> {
        let printed = format!("{cx:?} {credentials:?}");
        assert!(!printed.contains("s3cret"), "{printed}");
        known(
            &credentials.parameter("response").unwrap_or_default(),
            "digest",
        )
    }

    async fn custom(
        &self,
        _: &SecurityContext<'_>,
        credentials: HttpCredentials,
    ) -> Result<String, Denied> {
        known(credentials.as_str(), "custom")
    }

    async fn certificate(
        &self,
        _: &SecurityContext<'_>,
        certificate: ClientCertificate,
    ) -> Result<String, Denied> {
        known(
            std::str::from_utf8(certificate.der()).unwrap(),
            "certificate",
        )
    }

    async fn key(&self, cx: &SecurityContext<'_>, key: ApiKey) -> Result<String, Denied> {
        assert!(!format!("{cx:?} {key:?}").contains("s3cret"));
        known(key.as_str(), "key")
    }

    async fn oauth(&self, cx: &SecurityContext<'_>, token: BearerToken) -> Result<String, Denied> {
        match token.as_str() {
            "s3cret read" => cx.require_scopes(&["lamps.read"])?,
            _ => cx.require_scopes(&["lamps.read", "lamps.write"])?,
        }
        known(token.as_str(), "oauth")
    }

    async fn open_id(
        &self,
        cx: &SecurityContext<'_>,
        token: BearerToken,
    ) -> Result<String, Denied> {
        assert_eq!(cx.scopes(), ["profile"]);
        known(token.as_str(), "openId")
    }

    async fn session(&self, _: &SecurityContext<'_>, key: ApiKey) -> Result<String, Denied> {
        known(key.as_str(), "session")
    }

    async fn query(&self, cx: &SecurityContext<'_>, key: ApiKey) -> Result<String, Denied> {
        assert!(!format!("{cx:?}").contains("s3cret"));
        known(key.as_str(), "query")
    }

    fn combine(&self, first: String, second: String) -> Result<String, Denied> {
        Ok(format!("{first} and {second}"))
    }
}

fn app() -> Router {
    let hook = |rejection: Rejection, head: &RequestHead| {
        let printed = format!("{rejection:?} {head:?}");
        assert!(!printed.contains("s3cret"), "{printed}");
        rejection
    };
    builder(Lamps, Auth).rejections(hook).build()
}

/// The same behind connections that show a certificate.
fn app_with_certificate(certificate: &'static str) -> Router {
    app().layer(Extension(ClientCertificate::new(certificate)))
}

fn client() -> ClientBuilder {
    Client::builder("http://lamps.example").transport(app())
}

fn status<T: std::fmt::Debug, E: std::fmt::Debug>(result: Result<T, Error<E>>) -> u16 {
    match result {
        Ok(_) => 204,
        Err(error) => {
            assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
            error.status().unwrap().as_u16()
        }
    }
}

async fn answer(app: Router, request: Request<Body>) -> Response<Body> {
    app.oneshot(request).await.unwrap()
}

fn challenges(response: &Response<Body>) -> Vec<&str> {
    let values = response.headers().get_all("www-authenticate");
    values.iter().map(|value| value.to_str().unwrap()).collect()
}

#[tokio::test]
async fn other_http_schemes_are_theirs() {
    let digest = |text: &str| client().digest(text).custom("s3cret").build().unwrap();
    assert_eq!(
        status(
            digest("user=\"a\", response=\"s3cret\"")
                .digest()
                .send()
                .await
        ),
        204
    );
    assert_eq!(
        status(digest("response=\"s3cre\"").digest().send().await),
        401
    );
    assert_eq!(status(digest("").custom().send().await), 204);
    assert_eq!(status(client().build().unwrap().digest().send().await), 401);
    // The name of another scheme is no credential of this one.
    let request = Request::get("/digest").header(AUTHORIZATION, "X-Custom s3cret");
    let refused = answer(app(), request.body(Body::empty()).unwrap()).await;
    assert_eq!(refused.status(), 401);
    assert_eq!(
        challenges(&refused),
        ["Digest realm=\"Security \\\"schemes\\\"\""]
    );
}

#[tokio::test]
async fn a_certificate_comes_from_the_connection() {
    let with = |certificate| {
        let app = app_with_certificate(certificate);
        Client::builder("http://lamps.example").transport(app)
    };
    assert_eq!(
        status(with("s3cret").build().unwrap().certificate().send().await),
        204
    );
    assert_eq!(
        status(with("other").build().unwrap().certificate().send().await),
        401
    );
    assert_eq!(
        status(client().build().unwrap().certificate().send().await),
        401
    );
    assert_eq!(
        status(client().build().unwrap().perhaps().send().await),
        204
    );
    assert_eq!(
        status(with("other").build().unwrap().perhaps().send().await),
        401
    );
    // Both together, or the other alternative.
    let both = with("s3cret").key("s3cret").build().unwrap();
    assert_eq!(status(both.certificate_and_key(2).send().await), 204);
    let half = with("s3cret").build().unwrap();
    assert_eq!(status(half.certificate_and_key(2).send().await), 401);
    let key = client().key("s3cret").build().unwrap();
    assert_eq!(status(key.certificate_and_key(2).send().await), 401);
    let token = client().oauth("s3cret").build().unwrap();
    assert_eq!(status(token.certificate_and_key(1).send().await), 204);
}

#[tokio::test]
async fn keys_are_found_in_header_cookie_and_query() {
    for (client, expected) in [
        (client().key("s3cret"), 204),
        (client().session("s3cret"), 204),
        (client().query("s3cret"), 204),
        (client().key("wrong"), 401),
        (client(), 401),
    ] {
        assert!(!format!("{client:?}").contains("s3cret"));
        assert_eq!(
            status(client.build().unwrap().keys().send().await),
            expected
        );
    }
    let wrong = Request::get("/keys?api%20key=s3cret2").header(COOKIE, "sid=s3cret3");
    let refused = answer(app(), wrong.body(Body::empty()).unwrap()).await;
    assert_eq!(refused.status(), 401);
    let names = ["X-Key", "sid", "api key"];
    for (challenge, name) in challenges(&refused).iter().zip(names) {
        assert!(
            challenge.ends_with(&format!("name=\"{name}\"")),
            "{challenge}"
        );
    }
    assert_eq!(challenges(&refused).len(), names.len());
}

#[tokio::test]
async fn a_token_must_grant_the_scopes() {
    let post = |token: &str| {
        Request::post("/certificate-and-key")
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from("1"))
            .unwrap()
    };
    let refused = answer(app(), post("s3cret read")).await;
    assert_eq!(refused.status(), 403);
    assert_eq!(
        challenges(&refused),
        [
            "Bearer realm=\"Security \\\"schemes\\\"\", error=\"insufficient_scope\", \
             scope=\"lamps.write lamps.read\""
        ]
    );
    let refused = answer(app(), post("stale")).await;
    assert_eq!(refused.status(), 401);
    let told = challenges(&refused);
    assert!(
        told.contains(&"Bearer realm=\"Security \\\"schemes\\\"\", error=\"invalid_token\""),
        "{told:?}"
    );
    assert_eq!(answer(app(), post("s3cret")).await.status(), 204);
    let open_id = client().open_id("s3cret").build().unwrap();
    assert_eq!(status(open_id.open_id().send().await), 204);
}

#[tokio::test]
async fn where_tokens_come_from_is_told_the_scopes() {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&asked);
    let fetch = move |scopes: Scopes| {
        noted.lock().unwrap().push(scopes);
        async { Ok::<_, std::io::Error>("s3cret") }
    };
    let client = client().oauth_tokens(fetch.clone()).open_id_tokens(fetch);
    let client = client.build().unwrap();
    for _ in 0..2 {
        assert_eq!(status(client.certificate_and_key(1).send().await), 204);
        assert_eq!(status(client.open_id().send().await), 204);
    }
    let asked = asked.lock().unwrap();
    assert_eq!(*asked, [&["lamps.write", "lamps.read"][..], &["profile"]]);
}

#[tokio::test]
async fn who_is_not_let_in_is_told_before_the_body_has_come() {
    let endless = stream::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from_static(b" ")));
    let request = Request::post("/certificate-and-key").header(CONTENT_TYPE, "application/json");
    let request = request.body(Body::from_stream(endless)).unwrap();
    assert_eq!(answer(app(), request).await.status(), 401);
}

#[tokio::test]
async fn an_operation_may_ask_for_nothing() {
    assert_eq!(status(client().build().unwrap().open().send().await), 204);
    let wrong = client().digest("wrong").build().unwrap();
    assert_eq!(status(wrong.open().send().await), 204);
}
