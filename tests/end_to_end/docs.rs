//! The page for people and the description that it shows.

use groups_server::{Origins, PublicUrl};
use reqwest::header::{ETAG, HOST, HeaderMap, IF_NONE_MATCH, LOCATION};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::service::{As, Service, answer};

/// Status, headers and text of what is at a path, without credentials.
async fn read(service: &Service, path: &str) -> (StatusCode, HeaderMap, String) {
    let url = format!("{}{path}", service.url());
    let request = service.request(As::Nobody, Method::GET, &url);
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status(), answer.headers().clone());
    (status, headers, answer.text().await.unwrap())
}

/// The values of the attributes of this name.
fn named<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!("{attribute}=\"");
    let after = page.split(&start).skip(1);
    after
        .filter_map(|rest| Some(rest.split_once('"')?.0))
        .collect()
}

#[tokio::test]
async fn the_page_and_all_that_it_names_is_there_without_credentials() {
    let service = Service::start().await;
    let (status, headers, page) = read(&service, "/docs").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["content-type"], "text/html; charset=utf-8");
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"));

    let files: Vec<&str> = ["href", "src"].map(|name| named(&page, name)).concat();
    for kind in ["docs/swagger-ui-bundle.js", "docs/swagger-ui.css"] {
        assert!(files.contains(&kind), "{files:?}");
    }
    for file in files.iter().filter(|file| **file != "data:,") {
        let (status, headers, text) = read(&service, &format!("/{file}")).await;
        assert_eq!(status, StatusCode::OK, "{file}");
        assert!(!text.is_empty(), "{file}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{file}");
    }
}

#[tokio::test]
async fn the_description_names_the_service_as_it_was_called() {
    let service = Service::start().await;
    let (status, headers, text) = read(&service, "/openapi.yaml").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["content-type"], "application/yaml");
    let servers = |url: &str| format!("\nservers:\n  - url: \"{url}\"\n\nsecurity:\n");
    assert!(text.contains(&servers(service.url())), "{text}");
    assert_eq!(text.matches("operationId:").count(), 9);

    let url = format!("{}/openapi.yaml", service.url());
    let request = service.request(As::Nobody, Method::GET, &url);
    let answer = request.header(HOST, "groups.test:81").send().await.unwrap();
    let text = answer.text().await.unwrap();
    assert!(text.contains(&servers("http://groups.test:81")), "{text}");
}

#[tokio::test]
async fn reading_costs_no_request_and_nothing_is_sent_twice() {
    let service = Service::with_limit(1).await;
    for _ in 0..3 {
        let (status, headers, _) = read(&service, "/docs").await;
        assert_eq!(status, StatusCode::OK);
        assert!(!headers.contains_key("x-rate-limit") && headers.contains_key("x-request-id"));
    }
    let url = format!("{}/openapi.yaml", service.url());
    let get = || service.request(As::Nobody, Method::GET, &url);
    let tag = get().send().await.unwrap().headers()[ETAG].clone();
    let again = get().header(IF_NONE_MATCH, tag).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn what_is_beside_the_page_is_no_part_of_it() {
    let service = Service::start().await;
    let post = service.request(As::Nobody, Method::POST, &format!("{}/docs", service.url()));
    assert_eq!(answer(post).await.0, StatusCode::METHOD_NOT_ALLOWED);
    for path in ["/docs.json", "/docs/index.html", "/openapi", "/"] {
        let get = service.request(As::Nobody, Method::GET, &format!("{}{path}", service.url()));
        let body = json!({ "error": "InvalidEndpoint", "description": "Not found" });
        assert_eq!(answer(get).await, (StatusCode::NOT_FOUND, body), "{path}");
    }
    let url = format!("{}/docs/", service.url());
    let straight = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let slash = straight.build().unwrap().get(url).send().await.unwrap();
    assert_eq!(slash.status(), StatusCode::PERMANENT_REDIRECT);
    assert_eq!(slash.headers()[LOCATION], "../docs");
}

#[tokio::test]
async fn the_description_names_the_public_url() {
    let service = Service::with_origins(Origins {
        public_url: Some(PublicUrl::parse("https://acme.test/desk").unwrap()),
        ..Origins::default()
    })
    .await;
    let (_, _, text) = read(&service, "/openapi.yaml").await;
    assert!(text.contains("\n  - url: \"https://acme.test/desk\"\n"));
}
