//! What holds for every request and every answer.

use groups_server::{Origins, PublicUrl};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::service::{As, Service, answer};

/// The paths of the operations that read.
const READ: [&str; 6] = [
    "/groups",
    "/groups/count",
    "/groups/assignable",
    "/groups/1",
    "/users/1/groups",
    "/users/1/groups/count",
];

#[tokio::test]
async fn every_path_answers_with_the_suffix_too() {
    let service = Service::start().await;
    for path in READ {
        let (status, mut without) = service.get(As::Admin, path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        let (status, mut with) = service.get(As::Admin, &format!("{path}.json")).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        for body in [&mut without, &mut with] {
            // It is refreshed whenever it is asked for.
            if let Some(time) = body.pointer_mut("/count/refreshed_at") {
                assert!(time.take().is_string());
            }
        }
        assert_eq!(with, without, "{path}");
    }
    let body = json!({ "group": { "name": "x" } });
    for (method, path, expected) in [
        (Method::POST, "/groups.json", StatusCode::CREATED),
        (Method::PUT, "/groups/2.json", StatusCode::OK),
        (Method::DELETE, "/groups/2.json", StatusCode::NO_CONTENT),
    ] {
        let (status, _) = service.send(As::Admin, method, path, &body).await;
        assert_eq!(status, expected, "{path}");
    }
}

#[tokio::test]
async fn urls_start_with_the_host_of_the_request() {
    let service = Service::start().await;
    let request = service.request(As::Admin, Method::GET, "/groups?per_page=1");
    let (_, body) = answer(request.header("host", "acme.test:8443")).await;
    assert_eq!(
        body["groups"][0]["url"],
        "http://acme.test:8443/api/v2/groups/1.json"
    );
}

#[tokio::test]
async fn urls_start_with_the_public_url_if_there_is_one() {
    let service = Service::with_origins(Origins {
        public_url: Some(PublicUrl::parse("https://acme.test/desk").unwrap()),
        ..Origins::default()
    })
    .await;
    let (_, page) = service.get(As::Admin, "/groups?page[size]=1").await;
    let groups = "https://acme.test/desk/api/v2/groups";
    assert_eq!(page["groups"][0]["url"], format!("{groups}/1.json"));
    let next = page["links"]["next"].as_str().unwrap();
    assert!(
        next.starts_with(&format!("{groups}.json?page%5Bafter%5D=")),
        "{next}"
    );
    let body = json!({ "group": { "name": "x" } });
    let request = service
        .request(As::Admin, Method::POST, "/groups")
        .json(&body);
    let answer = request.send().await.unwrap();
    assert_eq!(
        answer.headers()["location"],
        format!("{groups}/2.json").as_str()
    );
}

#[tokio::test]
async fn urls_start_with_what_a_trusted_proxy_says() {
    let url = async |trusted_proxies, headers: &[(&str, &str)]| {
        let service = Service::with_origins(Origins {
            trusted_proxies,
            ..Origins::default()
        })
        .await;
        let mut request = service.request(As::Admin, Method::GET, "/groups/1");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let url = answer(request).await.1["group"]["url"].take();
        url.as_str().unwrap().replace(service.url(), "SENT TO")
    };
    let ours = || vec!["127.0.0.0/8".parse().unwrap()];
    let others = vec!["10.0.0.0/8".parse().unwrap()];
    let forwarded = [("forwarded", "for=192.0.2.1;host=acme.test;proto=https")];
    let customary = [
        ("x-forwarded-host", "acme.test"),
        ("x-forwarded-proto", "https"),
    ];
    let theirs = "https://acme.test/api/v2/groups/1.json";
    assert_eq!(url(ours(), &forwarded).await, theirs);
    assert_eq!(url(ours(), &customary).await, theirs);
    assert_eq!(
        url(others, &forwarded).await,
        "SENT TO/api/v2/groups/1.json"
    );
}

#[tokio::test]
async fn a_route_that_is_none_is_told_before_credentials_are_looked_at() {
    let service = Service::start().await;
    let expected = json!({ "error": "InvalidEndpoint", "description": "Not found" });
    for path in ["/tickets", "/groups/1/users", "/groups/", "/users/1"] {
        let found = service.get(As::Nobody, path).await;
        assert_eq!(found, (StatusCode::NOT_FOUND, expected.clone()), "{path}");
    }
}

#[tokio::test]
async fn a_wrong_method_and_a_wrong_type_are_explained() {
    let service = Service::start().await;
    let (status, body) = answer(service.request(As::Nobody, Method::PATCH, "/groups/1")).await;
    let message = "This path takes GET, PUT, DELETE, HEAD, OPTIONS.";
    assert_eq!(
        (status, &body["error"]["message"]),
        (StatusCode::METHOD_NOT_ALLOWED, &json!(message))
    );

    let request = service.request(As::Admin, Method::POST, "/groups");
    let form = request.header("content-type", "application/x-www-form-urlencoded");
    let (status, body) = answer(form.body(r#"{"group":{"name":"x"}}"#)).await;
    let message = "Send the body with Content-Type: application/json.";
    assert_eq!(
        (status, &body["error"]["message"]),
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, &json!(message))
    );
}

#[tokio::test]
async fn a_record_that_is_none_is_not_found() {
    let service = Service::start().await;
    let expected = json!({ "error": "RecordNotFound", "description": "Not found" });
    let body = json!({ "group": { "name": "x" } });
    for path in ["/groups/4417532988289", "/groups/-1", "/groups/0"] {
        for method in [Method::GET, Method::PUT, Method::DELETE] {
            let found = service.send(As::Admin, method, path, &body).await;
            assert_eq!(found, (StatusCode::NOT_FOUND, expected.clone()), "{path}");
        }
    }
}

#[tokio::test]
async fn an_id_that_is_no_integer_is_refused() {
    let service = Service::start().await;
    let (status, body) = service.get(As::Admin, "/groups/one").await;
    let message = "You passed an invalid value for the id attribute. \
                   Invalid parameter: id must be an integer from api/v2/groups/show";
    let expected = json!({ "error": { "title": "Invalid attribute", "message": message } });
    assert_eq!((status, body), (StatusCode::BAD_REQUEST, expected.clone()));
    for id in ["1.0", "9223372036854775808", "-", "%00", "1;2"] {
        let (status, body) = service.get(As::Admin, &format!("/groups/{id}")).await;
        assert_eq!(
            (status, body),
            (StatusCode::BAD_REQUEST, expected.clone()),
            "{id}"
        );
    }
    let (status, body) = service.get(As::Admin, "/users/me/groups").await;
    assert_eq!(
        (status, &body["error"]["title"]),
        (StatusCode::BAD_REQUEST, &json!("Invalid attribute"))
    );
}

#[tokio::test]
async fn a_body_without_a_group_is_refused() {
    let service = Service::start().await;
    let message = "You passed an invalid value for the group attribute. \
                   Invalid parameter: group must be an object from api/v2/groups/create";
    let expected = json!({ "error": { "title": "Invalid attribute", "message": message } });
    let post = || {
        let request = service.request(As::Admin, Method::POST, "/groups");
        request.header("content-type", "application/json")
    };
    for body in ["", "{", "[]", "{}", r#"{"group": 1}"#, r#"{"group": null}"#] {
        let refused = answer(post().body(body)).await;
        assert_eq!(
            refused,
            (StatusCode::BAD_REQUEST, expected.clone()),
            "{body}"
        );
    }
}

#[tokio::test]
async fn an_answer_that_is_known_is_not_sent_again() {
    let service = Service::start().await;
    let get = || service.request(As::Admin, Method::GET, "/groups/1");
    let first = get().send().await.unwrap();
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");

    let again = get().header("if-none-match", &tag).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(again.headers()["etag"], tag.as_str());
    assert_eq!(again.text().await.unwrap(), "");

    let body = json!({ "group": { "name": "First line" } });
    service
        .send(As::Admin, Method::PUT, "/groups/1", &body)
        .await;
    let changed = get().header("if-none-match", &tag).send().await.unwrap();
    assert_eq!(changed.status(), StatusCode::OK);
    assert_eq!(
        changed.json::<Value>().await.unwrap()["group"]["name"],
        "First line"
    );
}

#[tokio::test]
async fn tags_are_on_what_is_read_and_on_nothing_else() {
    let service = Service::start().await;
    for path in READ {
        let get = |method| service.request(As::Admin, method, path).send();
        let read = get(Method::GET).await.unwrap();
        let tag = read.headers()["etag"].to_str().unwrap().to_owned();
        assert!(
            tag.starts_with("W/\"") && tag.ends_with('"'),
            "{path}: {tag}"
        );
        let length = read.headers()["content-length"].clone();
        let head = get(Method::HEAD).await.unwrap();
        assert_eq!(head.status(), StatusCode::OK, "{path}");
        // A count is of the second in which it is asked for.
        if !path.ends_with("count") {
            assert_eq!(head.headers()["etag"], tag.as_str(), "{path}");
        }
        assert_eq!(head.headers()["content-length"], length, "{path}");
    }
    let body = json!({ "group": { "name": "x" } });
    for (method, path) in [
        (Method::POST, "/groups"),
        (Method::PUT, "/groups/2"),
        (Method::DELETE, "/groups/2"),
        (Method::GET, "/groups/404"),
    ] {
        let request = service.request(As::Admin, method, path).json(&body);
        let answer = request.header("if-none-match", "*").send().await.unwrap();
        assert_ne!(answer.status(), StatusCode::NOT_MODIFIED, "{path}");
        assert_eq!(answer.headers().get("etag"), None, "{path}");
    }
}

#[tokio::test]
async fn an_answer_without_a_body_tells_the_limit_too() {
    let service = Service::start().await;
    let body = json!({ "group": { "name": "x" } });
    let (status, _) = service
        .send(As::Admin, Method::POST, "/groups", &body)
        .await;
    assert_eq!(status, StatusCode::CREATED);
    for (method, path, known, expected) in [
        (Method::GET, "/groups", "*", StatusCode::NOT_MODIFIED),
        (Method::DELETE, "/groups/2", "", StatusCode::NO_CONTENT),
        (Method::OPTIONS, "/groups", "", StatusCode::NO_CONTENT),
    ] {
        let request = service.request(As::Admin, method, path);
        let answer = request.header("if-none-match", known).send().await.unwrap();
        assert_eq!(answer.status(), expected, "{path}");
        for name in ["x-request-id", "x-rate-limit", "ratelimit-reset"] {
            assert!(answer.headers().contains_key(name), "{path}: {name}");
        }
        for name in ["content-type", "retry-after"] {
            assert_eq!(answer.headers().get(name), None, "{path}: {name}");
        }
    }
}

#[tokio::test]
async fn every_answer_has_an_id_and_tells_the_limit() {
    let service = Service::with_limit(500).await;
    for (who, path, status) in [
        (As::Admin, "/groups", StatusCode::OK),
        (As::Nobody, "/groups", StatusCode::UNAUTHORIZED),
        (As::Nobody, "/nothing", StatusCode::NOT_FOUND),
        (As::EndUser, "/groups", StatusCode::FORBIDDEN),
    ] {
        let answer = service
            .request(who, Method::GET, path)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), status);
        let header = |name: &str| answer.headers()[name].to_str().unwrap();
        assert!(!header("x-request-id").is_empty());
        assert_eq!(
            (header("x-rate-limit"), header("ratelimit-limit")),
            ("500", "500")
        );
        assert_eq!(
            header("x-rate-limit-remaining"),
            header("ratelimit-remaining")
        );
        assert!((1..=60).contains(&header("ratelimit-reset").parse::<i64>().unwrap()));
        assert_eq!(header("content-type"), "application/json; charset=utf-8");
        assert_eq!(answer.headers().get("retry-after"), None);
    }
}

#[tokio::test]
async fn too_many_requests_are_refused_in_plain_text() {
    let service = Service::with_limit(1).await;
    // A new minute may begin in between, so there are a few more requests than would do.
    for _ in 0..4 {
        let answer = service
            .request(As::Admin, Method::GET, "/groups")
            .send()
            .await
            .unwrap();
        if answer.status() == StatusCode::TOO_MANY_REQUESTS {
            assert!(answer.headers().contains_key("retry-after"));
            assert!(
                answer.headers()["content-type"]
                    .to_str()
                    .unwrap()
                    .starts_with("text/plain")
            );
            let body = answer.text().await.unwrap();
            assert_eq!(body, "Number of allowed API requests per minute exceeded");
            return;
        }
    }
    panic!("never refused");
}
