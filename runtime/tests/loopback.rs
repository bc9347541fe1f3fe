//! A client and a server of the same API in one process, without a socket between them.

/// A stand-in for generated code.
#[path = "sample/bindings.rs"]
pub mod sample;

#[cfg(test)]
mod support;

use std::time::Duration;

use bindery_runtime::client::{Body, TransportFuture};
use bindery_runtime::server::{Place, RequestHead};
use bindery_runtime::{WithHeaders, axum, bytes, http, serde_json};
use http::{Method, StatusCode, header};
use sample::operations::{
    AdoptPetError, AdoptPetRequest, CreateGroupResponse, ShowGroupError, ShowGroupHeaders,
};
use sample::server::Rejection;
use sample::types::{Cat, Dog, Filter, Group, Pet, SortOrder};
use sample::{Client, ClientBuilder, Error};
use serde_json::json;
use support::{Auth, Service, app, builder, exchange, group, request};

/// A client without credentials.
fn stranger() -> ClientBuilder {
    Client::builder("http://sample.example").transport(app())
}

#[cfg(test)]
fn client() -> Client {
    stranger().basic_auth("ann", "secret").build().unwrap()
}

#[cfg(test)]
mod success {
    use super::*;

    #[tokio::test]
    async fn body_headers_and_status_arrive() {
        let group = client()
            .show_group(1)
            .page_size(50)
            .tags(vec!["a b".into(), "c&d".into(), "e,f".into()])
            .if_none_match("\"v1\"")
            .send()
            .await
            .unwrap();
        assert_eq!(group.status(), StatusCode::OK);
        assert_eq!(group.headers()["etag"], "\"v7\"");
        assert_eq!(group.headers.etag.as_deref(), Some("\"v7\""));
        assert_eq!(group.headers.ratelimit_limit, Some(700));
        assert_eq!(group.name, "ann of ShowGroup");
        assert_eq!(
            group.description.as_deref(),
            Some(
                "page Some(50), tags Some([\"a b\", \"c&d\", \"e,f\"]), none match Some(\"\\\"v1\\\"\")"
            )
        );
        assert_eq!(group.map(|group| group.body.id).into_inner(), 1);
    }

    #[tokio::test]
    async fn absent_null_and_present_stay_apart() {
        for owner in [
            None,
            Some(None),
            Some(Some(bindery_runtime::uuid::Uuid::from_u128(7))),
        ] {
            let sent = Group {
                owner,
                sort: Some(SortOrder::Desc),
                ..group(5)
            };
            match stranger()
                .build()
                .unwrap()
                .create_group(&sent)
                .send()
                .await
                .unwrap()
                .into_inner()
            {
                CreateGroupResponse::Created(got) => {
                    assert_eq!(got.body, sent);
                    assert_eq!(
                        got.headers,
                        ShowGroupHeaders {
                            etag: Some("new".into()),
                            ratelimit_limit: None
                        }
                    );
                }
                other => panic!("{other:?}"),
            }
        }
    }

    #[tokio::test]
    async fn several_successes_are_told_apart() {
        let client = stranger().build().unwrap();
        let ok = client.create_group(&group(200)).send().await.unwrap();
        assert_eq!(ok.into_inner(), CreateGroupResponse::Ok(group(200)));
        let none = client.create_group(&group(204)).send().await.unwrap();
        assert_eq!(none.status(), StatusCode::NO_CONTENT);
        assert_eq!(none.into_inner(), CreateGroupResponse::NoContent);
    }

    #[tokio::test]
    async fn every_kind_of_parameter_arrives() {
        let sent = AdoptPetRequest {
            name: "a/b.c?d".into(),
            filter: Some(Filter {
                name: Some("x&y=[z]".into()),
                age: Some(3),
            }),
            sort: Some(SortOrder::Asc),
            ids: Some(vec![1, 2, 3]),
            session: Some("k; v".into()),
            body: Some(Pet::Dog(Box::new(Dog {
                name: "Rex".into(),
                puppies: Some(vec![Pet::Cat(Cat {
                    pet_type: Some("cat".into()),
                    lives: Some(9),
                })]),
            }))),
        };
        let echoed = stranger().build().unwrap().send(&sent).await.unwrap();
        assert_eq!(echoed.into_inner(), format!("None {sent:?}"));
    }

    #[tokio::test]
    async fn a_request_without_anything_optional_is_one() {
        let sent = AdoptPetRequest::new("x");
        let echoed = stranger().build().unwrap().send(&sent).await.unwrap();
        assert_eq!(echoed.into_inner(), format!("None {sent:?}"));
    }

    #[tokio::test]
    async fn a_base_path_and_a_nested_router_meet() {
        let nested = axum::Router::new().nest("/api/v2", app());
        let client = Client::builder("http://sample.example/api/v2/")
            .transport(nested)
            .basic_auth("ann", "secret");
        assert_eq!(
            client
                .build()
                .unwrap()
                .show_group(1)
                .send()
                .await
                .unwrap()
                .id,
            1
        );
    }
}

#[cfg(test)]
mod failures {
    use super::*;

    async fn fail(group_id: i64) -> Error<ShowGroupError> {
        client().show_group(group_id).send().await.unwrap_err()
    }

    #[tokio::test]
    async fn documented_errors_are_typed() {
        match fail(404).await {
            Error::Api(error) => {
                assert_eq!(error.status(), StatusCode::NOT_FOUND);
                assert_eq!(error.headers()["content-type"], "application/json");
                let cat = Cat {
                    pet_type: Some("404".into()),
                    lives: None,
                };
                assert_eq!(error.body(), &ShowGroupError::NotFound(cat));
            }
            other => panic!("{other:?}"),
        }
        match fail(429).await {
            Error::Api(error) => assert_eq!(
                error.into_body(),
                ShowGroupError::TooManyRequests(WithHeaders::new(
                    "slow down".into(),
                    ShowGroupHeaders {
                        etag: None,
                        ratelimit_limit: Some(1)
                    }
                ))
            ),
            other => panic!("{other:?}"),
        }
        match fail(503).await {
            Error::Api(error) => assert_eq!(error.into_body(), ShowGroupError::ServiceUnavailable),
            other => panic!("{other:?}"),
        }
        match fail(418).await {
            Error::Api(error) => {
                assert!(matches!(
                    error.body(),
                    ShowGroupError::ClientError(StatusCode::IM_A_TEAPOT, _)
                ));
            }
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn internal_errors_are_bare_and_undocumented() {
        // An error of the standard library, a panic, and a status outside of its pattern.
        for group_id in [500, 501, 502] {
            match fail(group_id).await {
                Error::Undocumented(response) => {
                    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
                    assert_eq!(
                        response.headers()["content-type"],
                        "application/problem+json"
                    );
                    let problem: serde_json::Value =
                        serde_json::from_slice(response.body()).unwrap();
                    assert_eq!(
                        problem,
                        json!({ "type": "about:blank", "title": "Internal Server Error", "status": 500 })
                    );
                }
                other => panic!("{other:?}"),
            }
        }
    }

    #[tokio::test]
    async fn default_errors_keep_their_status() {
        let error = stranger()
            .build()
            .unwrap()
            .send(&AdoptPetRequest::new("teapot"))
            .await
            .unwrap_err();
        match error {
            Error::Api(error) => assert_eq!(
                error.body(),
                &AdoptPetError::Default(
                    StatusCode::IM_A_TEAPOT,
                    bytes::Bytes::from_static(b"short")
                )
            ),
            other => panic!("{other:?}"),
        }
    }

    /// A server that always answers the same.
    fn canned(status: u16, body: &'static str) -> Client {
        let answer = move || async move { (StatusCode::from_u16(status).unwrap(), body) };
        let router = axum::Router::new().fallback(answer);
        Client::builder("http://sample.example")
            .transport(router)
            .build()
            .unwrap()
    }

    #[tokio::test]
    async fn unreadable_replies_say_where_and_show_the_beginning() {
        let body = r#"{"id": 1, "name": "x", "next_page": null, "created_at": "2026-01-31T12:00:00Z",
            "parent": {"id": "one", "name": "y"}}"#;
        match canned(200, body).show_group(1).send().await.unwrap_err() {
            Error::Decode(error) => {
                assert_eq!(error.status(), StatusCode::OK);
                assert_eq!(error.pointer(), "/parent/id");
                assert_eq!(
                    error.message(),
                    "invalid type: string \"one\", expected i64"
                );
                assert!(error.excerpt().starts_with(r#"{"id": 1"#));
            }
            other => panic!("{other:?}"),
        }
        let error = canned(404, "<html>")
            .show_group(1)
            .send()
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        let text = error.to_string();
        assert!(
            text.contains("404") && text.contains("no JSON") && text.contains("<html>"),
            "{text}"
        );
    }

    #[tokio::test]
    async fn wrong_headers_are_told() {
        let answer = || async { ([("ratelimit-limit", "many")], support::to_json(&group(1))) };
        let router = axum::Router::new().fallback(answer);
        let client = Client::builder("http://sample.example")
            .transport(router)
            .build()
            .unwrap();
        let error = client.show_group(1).send().await.unwrap_err().to_string();
        assert!(
            error.contains("the header `ratelimit-limit` `many` is not a whole number"),
            "{error}"
        );
    }

    #[tokio::test]
    async fn clients_tolerate_newer_servers() {
        let body = r#"{"id": 1, "name": "x", "next_page": null, "created_at": "2026-01-31T12:00:00Z",
            "description": null, "sort": "random", "new": [1]}"#;
        let group = canned(200, body).show_group(1).send().await.unwrap();
        assert_eq!(group.description, None);
        assert_eq!(group.sort, Some(SortOrder::Other("random".into())));
        assert_eq!(group.additional_properties["new"], json!([1]));
    }

    #[tokio::test(start_paused = true)]
    async fn a_timeout_holds_for_every_transport() {
        let answer = || async { tokio::time::sleep(Duration::from_secs(60)).await };
        let router = axum::Router::new().fallback(answer);
        let client = Client::builder("http://sample.example")
            .transport(router)
            .timeout(Duration::from_secs(1));
        let error = client
            .build()
            .unwrap()
            .show_group(1)
            .send()
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Timeout), "{error:?}");
    }

    #[tokio::test]
    async fn paths_that_would_lead_elsewhere_are_not_sent() {
        for name in ["..", "."] {
            let client = stranger().build().unwrap();
            // The literal `.json` behind the name keeps it from being a step.
            assert!(client.send(&AdoptPetRequest::new(name)).await.is_ok());
        }
        let error = stranger()
            .build()
            .unwrap()
            .send(&AdoptPetRequest::new(""))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    }

    #[tokio::test]
    async fn a_connection_that_fails_is_a_transport_error_without_secrets() {
        // Port 1 of this machine: nothing listens there.
        let client = Client::builder("http://127.0.0.1:1")
            .api_key("hush-hush")
            .bearer_auth("hush-hush");
        let error = client
            .build()
            .unwrap()
            .send(&AdoptPetRequest::new("x"))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert!(std::error::Error::source(&error).is_some());
        assert!(!format!("{error:?} {error}").contains("hush"), "{error:?}");
    }
}

#[cfg(test)]
mod security {
    use super::*;

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
            assert_eq!(
                answer.all("www-authenticate"),
                ["Basic realm=\"Sample API\"", "Bearer"]
            );
        }
        let answer = exchange(hooked(), get("Bearer nothing"), "").await;
        assert_eq!(
            (answer.status, answer.text.as_str()),
            (403, "Some(\"lacks the scope read\")")
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
    async fn credentials_travel_only_where_they_are_asked_for() {
        let seen = |client: ClientBuilder| async {
            let client = client.transport(support::Mirror).build().unwrap();
            let error = client.create_group(&group(1)).send().await.unwrap_err();
            let Error::Undocumented(response) = error else {
                panic!("{error:?}")
            };
            response.headers().contains_key("x-authorization")
        };
        assert!(!seen(Client::builder("http://sample.example").basic_auth("ann", "secret")).await);
        let client = Client::builder("http://sample.example").basic_auth("ann", "secret");
        let client = client.transport(support::Mirror).build().unwrap();
        let Error::Undocumented(response) = client.show_group(1).send().await.unwrap_err() else {
            panic!()
        };
        assert_eq!(
            response.headers()["x-authorization"],
            "Basic YW5uOnNlY3JldA=="
        );
    }

    #[tokio::test]
    async fn is_decided_before_the_body_is_read() {
        let body = axum::body::Body::from_stream(support::Untouchable);
        let wrong = request(Method::POST, "/pets/x.json?api%20key=bad")
            .header(header::AUTHORIZATION, "Bearer write")
            .header(header::CONTENT_TYPE, "application/json");
        let answer = support::answer(app(), wrong.body(body).unwrap()).await;
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
}

#[cfg(test)]
mod router {
    use super::*;

    #[tokio::test]
    async fn unknown_paths_and_methods() {
        let answer = exchange(app(), request(Method::GET, "/nowhere"), "").await;
        assert_eq!(answer.status, 404);
        assert_eq!(
            answer.json(),
            json!({ "type": "about:blank", "title": "Not Found", "status": 404 })
        );

        let answer = exchange(app(), request(Method::DELETE, "/groups/1"), "").await;
        assert_eq!(answer.status, 405);
        assert_eq!(answer.all("allow"), ["GET, HEAD, OPTIONS"]);

        let answer = exchange(app(), request(Method::OPTIONS, "/groups"), "").await;
        assert_eq!((answer.status, answer.text.as_str()), (204, ""));
        assert_eq!(answer.all("allow"), ["POST, OPTIONS"]);
    }

    #[tokio::test]
    async fn head_is_get_without_a_body() {
        let ask =
            |method| request(method, "/groups/1").header(header::AUTHORIZATION, "Bearer read");
        let get = exchange(app(), ask(Method::GET), "").await;
        let head = exchange(app(), ask(Method::HEAD), "").await;
        assert_eq!((head.status, head.text.as_str()), (200, ""));
        assert_eq!(head.all("content-length"), [get.text.len().to_string()]);
        assert_eq!(head.all("etag"), get.all("etag"));
    }

    #[tokio::test]
    async fn bodies_that_cannot_be_taken() {
        let post = || request(Method::POST, "/groups");
        let answer = exchange(app(), post().header("content-type", "text/xml"), "<a/>").await;
        assert_eq!(answer.status, 415);
        assert_eq!(
            answer.json()["detail"],
            "the body must be of the media type application/json"
        );

        assert_eq!(exchange(app(), post(), "{}").await.status, 415);

        let answer = exchange(app(), post(), "").await;
        assert_eq!(answer.status, 400);
        assert_eq!(
            answer.json()["errors"][0]["detail"],
            "a body is required, but missing"
        );

        let json = || post().header("content-type", "application/json; charset=utf-8");
        let small = || builder().body_limit(10).build();
        assert_eq!(
            exchange(small(), json(), "[1,2,3,4,5,6,7]").await.status,
            413
        );
        let announced = json().header("content-length", "11");
        assert_eq!(exchange(small(), announced, "").await.status, 413);
        assert_eq!(exchange(small(), json(), "[]").await.status, 400);
    }

    #[tokio::test]
    async fn all_violations_are_told_at_once() {
        let pet = r#"{"petType": "dog", "name": "Rex", "puppies": [{"petType": "cat", "lives": "nine"}]}"#;
        let uri = "/pets/x.json?filter[age]=old&sort=random&ids=1|x&name=ignored";
        let post = request(Method::POST, uri).header("content-type", "application/json");
        let answer = exchange(app(), post, pet).await;
        assert_eq!(answer.status, 400);
        assert_eq!(answer.all("content-type"), ["application/problem+json"]);
        let problem = answer.json();
        assert_eq!(
            problem["errors"],
            json!([
                { "in": "query", "parameter": "filter", "detail": "`age`: `old` is not a whole number" },
                { "in": "query", "parameter": "sort", "detail": "`random` is none of `asc` and `desc`" },
                { "in": "query", "parameter": "ids", "detail": "item 2: `x` is not a whole number" },
                { "in": "body", "pointer": "#/puppies/0/lives", "detail": "invalid type: string \"nine\", expected u8" },
            ])
        );
        assert_eq!(problem["status"], 400);
        let detail = problem["detail"].as_str().unwrap();
        assert!(
            detail.starts_with("query parameter `filter`: `age`: `old` is not a whole number; "),
            "{detail}"
        );
    }

    #[tokio::test]
    async fn servers_are_strict() {
        let whole = json!({ "id": 1, "name": "x", "next_page": null, "created_at": "2026-01-31T12:00:00Z" });
        for (key, value, message) in [
            (
                "description",
                json!(null),
                "null is not allowed here: leave the field out instead",
            ),
            (
                "sort",
                json!("random"),
                "`random` is none of `asc` and `desc`",
            ),
        ] {
            let mut group = whole.clone();
            group[key] = value;
            let post = request(Method::POST, "/groups").header("content-type", "application/json");
            let answer = exchange(app(), post, &group.to_string()).await;
            assert_eq!(
                answer.json()["errors"],
                json!([{ "in": "body", "pointer": format!("#/{key}"), "detail": message }])
            );
        }
    }

    #[tokio::test]
    async fn the_hook_sees_what_and_where() {
        let hook = |rejection: Rejection, head: &RequestHead| {
            let operation = head.operation().map(|operation| operation.id);
            let first = rejection
                .violations()
                .first()
                .map(|violation| violation.place.clone());
            assert_eq!(first, Some(Place::Path("group_id")));
            (
                rejection.status(),
                format!("{operation:?} {} {:?}", head.method(), rejection.detail()),
            )
        };
        let get =
            request(Method::GET, "/groups/one%20two").header(header::AUTHORIZATION, "Bearer read");
        let answer = exchange(builder().rejections(hook).build(), get, "").await;
        assert_eq!(answer.status, 400);
        assert_eq!(
            answer.text,
            "Some(\"ShowGroup\") GET Some(\"path parameter `group_id`: `one two` is not a whole number\")"
        );
    }

    #[tokio::test]
    async fn headers_survive_a_hook_that_forgets_them() {
        let hook = |_: Rejection, _: &RequestHead| (StatusCode::BAD_REQUEST, "no");
        let answer = exchange(
            builder().rejections(hook).build(),
            request(Method::PUT, "/groups"),
            "",
        )
        .await;
        assert_eq!(
            (answer.status, answer.all("allow")),
            (400, vec!["POST, OPTIONS".to_owned()])
        );
    }

    #[tokio::test]
    async fn a_hook_that_panics_is_a_500() {
        let hook = |_: Rejection, _: &RequestHead| -> StatusCode { panic!("on purpose") };
        let answer = exchange(
            builder().rejections(hook).build(),
            request(Method::GET, "/x"),
            "",
        )
        .await;
        assert_eq!(answer.status, 500);
    }

    #[tokio::test]
    async fn the_context_tells_of_the_request() {
        let layered = app().layer(axum::Extension("from a layer"));
        let get =
            request(Method::GET, "/groups/2?x=1").header(header::AUTHORIZATION, "Bearer read");
        let answer = exchange(layered, get, "").await;
        assert_eq!(
            answer.json()["description"],
            "GET /groups/2?x=1 token ShowGroup Some(\"from a layer\") true"
        );
    }
}

#[test]
fn a_client_is_send_and_its_futures_too() {
    fn is_send<T: Send>(_: T) {}
    let client = client();
    is_send(client.show_group(1).send());
    is_send(client.create_group(&group(1)).send());
    is_send((Service, Auth));
    let _: Option<TransportFuture<'static>> = None;
    let _ = Body::empty();
}
