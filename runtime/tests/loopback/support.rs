//! The service that the tests talk to.

use std::pin::Pin;
use std::task::{Context as TaskContext, Poll};
use std::time::Duration;

use bindery_runtime::client::{Body, Transport, TransportFuture};
use bindery_runtime::server::{Context, Denied, Failure, RouterBuilder};
use bindery_runtime::{WithHeaders, axum, bytes, chrono, http, serde_json};
use http::{HeaderMap, Method, StatusCode};

use crate::sample::operations::{
    AdoptPetError, AdoptPetRequest, CreateGroupError, CreateGroupRequest, CreateGroupResponse,
    ShowGroupError, ShowGroupHeaders, ShowGroupRequest,
};
use crate::sample::server::{
    ApiKey, Authenticator, BasicCredentials, BearerToken, Groups, SecurityContext,
};
use crate::sample::types::{Cat, Group};
use crate::sample::{Client, ClientBuilder, server};

pub(crate) struct Auth;

impl Authenticator for Auth {
    type Principal = String;

    async fn basic_auth(
        &self,
        _: &SecurityContext<'_>,
        credentials: BasicCredentials,
    ) -> Result<String, Denied> {
        match (credentials.user.as_str(), credentials.password.as_str()) {
            ("ann", "secret") => Ok(credentials.user),
            _ => Err(Denied::unauthorized("wrong user or password")),
        }
    }

    async fn bearer_auth(
        &self,
        cx: &SecurityContext<'_>,
        token: BearerToken,
    ) -> Result<String, Denied> {
        match token.as_str() {
            "down" => Err(std::io::Error::other("the token store is down").into()),
            "read" | "write" | "nothing" => {
                cx.require_scopes(&[token.as_str()])?;
                Ok("token".into())
            }
            _ => Err(Denied::unauthorized("unknown token")),
        }
    }

    async fn api_key(&self, _: &SecurityContext<'_>, key: ApiKey) -> Result<String, Denied> {
        match key.as_str() {
            "k&y" => Ok("key".into()),
            _ => Err(Denied::unauthorized("unknown key")),
        }
    }

    fn combine(&self, first: String, second: String) -> Result<String, Denied> {
        Ok(format!("{first}+{second}"))
    }
}

pub(crate) struct Service;

fn cat(kind: &str) -> Cat {
    Cat {
        pet_type: Some(kind.into()),
        lives: None,
    }
}

impl Groups for Service {
    type Principal = String;

    async fn show_group(
        &self,
        cx: Context<String>,
        request: ShowGroupRequest,
    ) -> Result<WithHeaders<Group, ShowGroupHeaders>, Failure<ShowGroupError>> {
        let headers = ShowGroupHeaders {
            etag: Some("\"v7\"".into()),
            ratelimit_limit: Some(700),
        };
        match request.group_id {
            60 => tokio::time::sleep(Duration::from_secs(60)).await,
            404 => return Err(ShowGroupError::NotFound(cat("404")).into()),
            418 => {
                return Err(
                    ShowGroupError::ClientError(StatusCode::IM_A_TEAPOT, cat("418")).into(),
                );
            }
            429 => {
                let headers = ShowGroupHeaders {
                    etag: None,
                    ratelimit_limit: Some(1),
                };
                let answer = WithHeaders::new("slow down".into(), headers);
                return Err(ShowGroupError::TooManyRequests(answer).into());
            }
            500 => drop("no number".parse::<u8>()?),
            501 => panic!("on purpose"),
            502 => {
                return Err(
                    ShowGroupError::ClientError(StatusCode::BAD_GATEWAY, cat("502")).into(),
                );
            }
            503 => Err(ShowGroupError::ServiceUnavailable)?,
            4042 => {
                return Err(ShowGroupError::ClientError(StatusCode::NOT_FOUND, cat("404")).into());
            }
            _ => {}
        }
        let mut group = group(request.group_id);
        group.name = format!("{} of {}", cx.principal(), cx.operation().id);
        group.description = Some(match request.group_id {
            2 => format!(
                "{} {} {} {} {:?} {}",
                cx.method(),
                cx.uri(),
                cx.principal(),
                cx.operation().id,
                cx.extensions().get::<&str>(),
                cx.headers().contains_key("authorization"),
            ),
            _ => format!(
                "page {:?}, tags {:?}, none match {:?}",
                request.page_size, request.tags, request.if_none_match
            ),
        });
        Ok(WithHeaders::new(group, headers))
    }

    async fn create_group(
        &self,
        cx: Context<()>,
        request: CreateGroupRequest,
    ) -> Result<CreateGroupResponse, Failure<CreateGroupError>> {
        cx.into_principal();
        Ok(match request.body.id {
            200 => CreateGroupResponse::Ok(request.body),
            204 => CreateGroupResponse::NoContent,
            _ => {
                let headers = ShowGroupHeaders {
                    etag: Some("new".into()),
                    ratelimit_limit: None,
                };
                CreateGroupResponse::Created(WithHeaders::new(request.body, headers))
            }
        })
    }

    async fn adopt_pet(
        &self,
        cx: Context<Option<String>>,
        request: AdoptPetRequest,
    ) -> Result<String, Failure<AdoptPetError>> {
        if request.name == "teapot" {
            let body = bytes::Bytes::from_static(b"short");
            return Err(AdoptPetError::Default(StatusCode::IM_A_TEAPOT, body).into());
        }
        Ok(format!("{:?} {request:?}", cx.principal()))
    }
}

pub(crate) fn group(id: i64) -> Group {
    let noon = chrono::DateTime::parse_from_rfc3339("2026-01-31T12:00:00Z").unwrap();
    Group::new(id, "DJs", None, noon.to_utc())
}

pub(crate) fn to_json(group: &Group) -> String {
    serde_json::to_string(group).unwrap()
}

pub(crate) fn builder() -> RouterBuilder {
    server::builder(Service, Auth)
}

pub(crate) fn app() -> axum::Router {
    server::router(Service, Auth)
}

/// A client without credentials.
pub(crate) fn stranger() -> ClientBuilder {
    Client::builder("http://sample.example").transport(app())
}

pub(crate) fn client() -> Client {
    stranger().basic_auth("ann", "secret").build().unwrap()
}

pub(crate) fn request(method: Method, uri: &str) -> http::request::Builder {
    http::Request::builder().method(method).uri(uri)
}

/// An answer, whole.
pub(crate) struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        self.headers
            .get_all(name)
            .iter()
            .map(|value| value.to_str().unwrap().to_owned())
            .collect()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

pub(crate) async fn exchange(
    router: axum::Router,
    request: http::request::Builder,
    body: &str,
) -> Answer {
    answer_to(
        router,
        request
            .body(axum::body::Body::from(body.to_owned()))
            .unwrap(),
    )
    .await
}

pub(crate) async fn answer_to(
    router: axum::Router,
    request: http::Request<axum::body::Body>,
) -> Answer {
    let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    Answer {
        status: parts.status.as_u16(),
        headers: parts.headers,
        text: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

/// A body that must not be read.
pub(crate) struct Untouchable;

impl futures_core::Stream for Untouchable {
    type Item = Result<bytes::Bytes, std::io::Error>;

    fn poll_next(self: Pin<&mut Self>, _: &mut TaskContext<'_>) -> Poll<Option<Self::Item>> {
        panic!("the body was read")
    }
}

/// A server that tells what came in, with a status that no operation documents.
pub(crate) struct Mirror;

impl Transport for Mirror {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        let mut response = http::Response::new(Body::empty());
        *response.status_mut() = StatusCode::IM_USED;
        if let Some(value) = request.headers().get(http::header::AUTHORIZATION) {
            assert!(value.is_sensitive());
            response
                .headers_mut()
                .insert("x-authorization", value.clone());
        }
        Box::pin(async { Ok(response) })
    }
}
