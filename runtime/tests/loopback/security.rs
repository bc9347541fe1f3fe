//! Who is let in, and what becomes of credentials.

use bindery_runtime::axum;
use bindery_runtime::http::{HeaderValue, Method, StatusCode, header};
use bindery_runtime::server::RequestHead;

use crate::sample::operations::{AdoptPetRequest, ShowGroupRequest};
use crate::sample::server::Rejection;
use crate::sample::{Client, ClientBuilder, Error};
use crate::script::{Script, Step};
use crate::support::{
    Mirror, Untouchable, answer_to, app, builder, exchange, group, request, stranger,
};

async fn status(client: ClientBuilder) -> StatusCode {
    match client.build().unwrap().show_group(1).send().await {
        Ok(group) => group.status(),
        Err(error) => error.status().unwrap(),
    }
}

#[tokio::test]
async fn either_scheme_suffices() {
    assert_eq!(
        status(stranger().basic_auth("ann", "secret")).await,
        StatusCode::OK
    );
    assert_eq!(status(stranger().bearer_auth("read")).await, StatusCode::OK);
    assert_eq!(status(stranger()).await, StatusCode::UNAUTHORIZED);
    assert_eq!(
        status(stranger().basic_auth("ann", "wrong")).await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        status(stranger().bearer_auth("nothing")).await,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn the_denial_names_the_scheme_and_the_challenges() {
    let get = |authorization: &'static str| {
        request(Method::GET, "/groups/1").header(header::AUTHORIZATION, authorization)
    };
    let hooked = || {
        let hook = |rejection: Rejection, _: &RequestHead| match rejection {
            Rejection::Unauthorized { scheme, detail, .. } => {
                (StatusCode::UNAUTHORIZED, format!("{scheme:?}: {detail}"))
            }
            other => (other.status(), format!("{:?}", other.detail())),
        };
        builder().rejections(hook).build()
    };
    let cases = [
        (
            "Basic YW5uOndyb25n",
            "Some(\"basicAuth\"): wrong user or password",
        ),
        ("Bearer who", "Some(\"bearerAuth\"): unknown token"),
        ("Digest x", "None: credentials are required, but missing"),
    ];
    for (authorization, expected) in cases {
        let answer = exchange(hooked(), get(authorization), "").await;
        assert_eq!(answer.status, 401);
        assert_eq!(answer.text, expected);
        let bearer = match authorization {
            "Bearer who" => "Bearer error=\"invalid_token\"",
            _ => "Bearer",
        };
        assert_eq!(
            answer.all("www-authenticate"),
            ["Basic realm=\"Sample API\"", bearer]
        );
    }
    let answer = exchange(hooked(), get("Bearer nothing"), "").await;
    assert_eq!(
        (answer.status, answer.text.as_str()),
        (
            403,
            "Some(\"the credentials don't grant what the operation asks for: read\")"
        )
    );
    assert_eq!(
        answer.all("www-authenticate"),
        ["Bearer error=\"insufficient_scope\", scope=\"read\""]
    );
}

#[tokio::test]
async fn combinations_need_all_and_optional_ones_none() {
    let call = async |client: ClientBuilder| {
        let answer = client
            .build()
            .unwrap()
            .send(&AdoptPetRequest::new("x"))
            .await;
        answer
            .map(|answer| {
                answer
                    .into_inner()
                    .split(" Adopt")
                    .next()
                    .unwrap()
                    .to_owned()
            })
            .map_err(|error| error.status().unwrap().as_u16())
    };
    assert_eq!(call(stranger()).await, Ok("None".into()));
    assert_eq!(call(stranger().api_key("k&y")).await, Ok("None".into()));
    assert_eq!(
        call(stranger().bearer_auth("write")).await,
        Ok("None".into())
    );
    let both = stranger().api_key("k&y").bearer_auth("write");
    assert_eq!(call(both).await, Ok("Some(\"key+token\")".into()));
    assert_eq!(
        call(stranger().api_key("k&y").bearer_auth("read")).await,
        Err(403)
    );
    assert_eq!(
        call(stranger().api_key("bad").bearer_auth("write")).await,
        Err(401)
    );
}

#[tokio::test]
async fn unreadable_credentials_are_refused_where_none_would_do() {
    let status = async |authorization: &[u8]| {
        let authorization = HeaderValue::from_bytes(authorization).unwrap();
        let call = request(Method::POST, "/pets/x.json?api%20key=k%26y")
            .header(header::AUTHORIZATION, authorization);
        exchange(app(), call, "").await.status
    };
    assert_eq!(status(b"Bearer write\xff").await, 401);
    assert_eq!(status(b"Bearer write").await, 200);
    // Those of another scheme, or a scheme's name alone, are none.
    for none in [&b"Basic write\xff"[..], b"Bearer"] {
        assert_eq!(status(none).await, 200);
    }
}

#[tokio::test]
async fn credentials_travel_only_where_they_are_asked_for() {
    let client = Client::builder("http://sample.example").basic_auth("ann", "secret");
    let client = client.transport(Mirror).build().unwrap();
    let error = client.create_group(&group(1)).send().await.unwrap_err();
    let Error::Undocumented(response) = error else {
        panic!("{error:?}")
    };
    assert!(!response.headers().contains_key("x-authorization"));
    let error = client.show_group(1).send().await.unwrap_err();
    let Error::Undocumented(response) = error else {
        panic!("{error:?}")
    };
    assert_eq!(
        response.headers()["x-authorization"],
        "Basic YW5uOnNlY3JldA=="
    );
}

#[tokio::test]
async fn is_decided_before_the_body_is_read() {
    let body = axum::body::Body::from_stream(Untouchable);
    let wrong = request(Method::POST, "/pets/x.json?api%20key=bad")
        .header(header::AUTHORIZATION, "Bearer write")
        .header(header::CONTENT_TYPE, "application/json");
    let answer = answer_to(app(), wrong.body(body).unwrap()).await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn an_authenticator_that_fails_is_a_500() {
    assert_eq!(
        status(stranger().bearer_auth("down")).await,
        StatusCode::INTERNAL_SERVER_ERROR
    );
}

#[test]
fn nothing_prints_credentials() {
    let builder = stranger()
        .basic_auth("ann", "s3cret")
        .bearer_auth("t0ken")
        .api_key("k3y");
    let text = format!("{builder:?} {:?}", builder.clone().build().unwrap());
    for secret in ["s3cret", "t0ken", "k3y"] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[tokio::test]
async fn nothing_prints_the_cookies_that_a_server_sets() {
    for status in [200, 500] {
        let step = Step::With(status, "set-cookie", "sid=s3cret");
        let client = Script::new(&[step]).client().build().unwrap();
        let answer = client.send(&ShowGroupRequest::new(1)).await;
        let text = match answer {
            Ok(group) => format!("{group:?}"),
            Err(error) => format!("{error:?} {error}"),
        };
        assert!(
            text.contains("set-cookie") && !text.contains("s3cret"),
            "{text}"
        );
    }
}

#[test]
fn a_certificate_that_is_none_is_refused() {
    let builder = bindery_runtime::client::ClientBuilder::new("https://sample.example");
    let error = builder.client_certificate("mutual", b"s3cret").build();
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("`mutual`") && !error.contains("s3cret"),
        "{error}"
    );
}

#[test]
fn credentials_that_cannot_travel_are_refused() {
    for builder in [
        stranger().basic_auth("a:b", "c"),
        stranger().basic_auth("a", "b\nc"),
        stranger().bearer_auth("sec\nret"),
    ] {
        let error = builder.build().unwrap_err().to_string();
        assert!(error.contains("Auth`") && !error.contains("ret"), "{error}");
    }
}
