//! Lists that come in pages are gone through page by page, and no further than they go.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::sync::{Arc, Mutex};

use bindery_goldens::pagination::client::{Error, PerRequest};
use bindery_goldens::pagination::{Client, ClientBuilder};
use bindery_runtime::Body;
use bindery_runtime::client::{Transport, TransportFuture};
use bindery_runtime::http::{HeaderValue, Request, Response, header};
use bindery_runtime::serde_json::json;
use futures_util::{StreamExt, TryStreamExt};

/// What comes of a request for this path and query: a status, the header `Link` and a body.
type Answer = fn(&str) -> (u16, &'static str, String);

/// A server that notes what it is asked for.
#[derive(Clone)]
struct Server {
    answer: Answer,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Transport for Server {
    fn send(&self, request: Request<Body>) -> TransportFuture<'_> {
        let asked = request.uri().path_and_query().unwrap().as_str().to_owned();
        let (status, link, body) = (self.answer)(&asked);
        self.asked.lock().unwrap().push(asked);
        let mut response = Response::builder().status(status);
        if !link.is_empty() {
            response = response.header(header::LINK, link);
        }
        let response = response.body(Body::from(body));
        Box::pin(async { Ok(response.unwrap()) })
    }
}

impl Server {
    fn new(answer: Answer) -> Self {
        let asked = Arc::default();
        Self { answer, asked }
    }

    fn builder(&self) -> ClientBuilder {
        Client::builder("https://pages.example/v1").transport(self.clone())
    }

    fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

fn lamps(asked: &str) -> (u16, &'static str, String) {
    let after = asked.split_once("after%5D=").map_or("", |(_, after)| after);
    let after = after.split('&').next().unwrap();
    let (ids, next, more) = match after {
        "" => (vec![1, 2], Some("b"), true),
        "b" => (vec![3], Some("c"), true),
        // Says that more follow, and doesn't say what.
        "null" => (vec![4], None, true),
        "again" => (vec![4], Some("again"), true),
        "circle" => (vec![4], Some("again-circle"), true),
        "again-circle" => (vec![5], Some("circle"), true),
        "blank" => (vec![4], Some(""), true),
        "empty" => (vec![], Some("d"), true),
        "c" => (vec![4], Some("d"), false),
        _ => return (500, "", String::new()),
    };
    let ids: Vec<_> = ids.into_iter().map(|id| json!({ "id": id })).collect();
    let body = json!({ "data": { "lamps": ids }, "meta": { "next": next, "has_more": more } });
    (200, "", body.to_string())
}

#[tokio::test]
async fn cursors_lead_to_the_last_page() {
    let server = Server::new(lamps);
    let client = server.client();
    let items = client.list_lamps().stream().collect().await.unwrap();
    let ids: Vec<_> = items.into_iter().map(|lamp| lamp.id).collect();
    assert_eq!(ids, [1, 2, 3, 4]);
    let rest = "page%5Bsize%5D=2&order=name&on=true";
    assert_eq!(
        server.asked(),
        [
            format!("/v1/lamps?{rest}"),
            format!("/v1/lamps?page%5Bafter%5D=b&{rest}"),
            format!("/v1/lamps?page%5Bafter%5D=c&{rest}"),
        ]
    );
}

#[tokio::test]
async fn a_page_is_fetched_when_it_is_asked_for() {
    let server = Server::new(lamps);
    let client = server.client();
    let mut items = client.list_lamps().page_size(7).on(false).stream();
    assert_eq!(server.asked().len(), 0);
    for id in [1, 2] {
        assert_eq!(items.next().await.unwrap().unwrap().id, id);
        assert!(server.asked().len() <= 1);
    }
    assert_eq!(items.try_next().await.unwrap().unwrap().id, 3);
    let asked = server.asked();
    assert_eq!(
        asked,
        ["/v1/lamps?page%5Bafter%5D=b&page%5Bsize%5D=7&order=name&on=false"]
    );
    let pages = client.list_lamps().pages_();
    let statuses: Vec<_> = pages
        .map(|page| page.unwrap().status().as_u16())
        .collect()
        .await;
    assert_eq!(statuses, [200, 200, 200]);
}

#[tokio::test]
async fn an_end_is_seen_in_whatever_form() {
    for (after, ids) in [
        ("null", vec![4]),
        ("again", vec![4]),
        ("circle", vec![4, 5]),
        ("blank", vec![4]),
        ("empty", vec![]),
    ] {
        let server = Server::new(lamps);
        let client = server.client();
        let items = client.list_lamps().page_after(after).stream();
        let found: Vec<_> = items.map_ok(|lamp| lamp.id).try_collect().await.unwrap();
        assert_eq!(found, ids, "{after}");
    }
}

#[tokio::test]
async fn an_error_is_the_last_thing_that_comes() {
    let server = Server::new(lamps);
    let client = server.client();
    let mut pages = client.list_lamps().page_after("broken").pages_();
    match pages.next().await.unwrap() {
        Err(Error::Undocumented(response)) => assert_eq!(response.status(), 500),
        other => panic!("{:?}", other.map(|_| ())),
    }
    assert!(pages.next().await.is_none());
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn a_number_may_be_a_cursor_and_another_answer_the_end() {
    let server = Server::new(|asked| match asked {
        "/v1/events?since=0" => (200, "", r#"{"events":["a"],"last":7}"#.to_owned()),
        "/v1/events?since=7" => (204, "", String::new()),
        _ => (500, "", String::new()),
    });
    let events = server.client().list_events(0).stream().collect().await;
    assert_eq!(events.unwrap(), ["a"]);
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test]
async fn numbers_of_pages_count_up_to_the_one_that_is_not_full() {
    let rooms: Answer = |asked| {
        let page = match asked.contains("page=2") {
            true => json!({ "rooms": ["d"] }),
            false => json!({ "rooms": ["a", "b", "c"] }),
        };
        (200, "", page.to_string())
    };
    let server = Server::new(rooms);
    let client = server.client();
    let found = client.list_rooms().stream().collect().await.unwrap();
    assert_eq!(found, ["a", "b", "c", "d"]);
    assert_eq!(server.asked(), ["/v1/rooms", "/v1/rooms?page=2"]);
    let found = client.list_rooms().per_page(4).stream().collect().await;
    assert_eq!(found.unwrap(), ["a", "b", "c"]);
    let found = client
        .list_rooms()
        .per_page(1)
        .page(2)
        .stream()
        .take(2)
        .count();
    assert_eq!((found.await, server.asked().len()), (2, 3));
}

#[tokio::test]
async fn offsets_count_items_up_to_the_empty_page() {
    let server = Server::new(|asked| {
        let page = match asked {
            "/v1/names" => json!(["a", "b"]),
            "/v1/names?offset=2" => json!(["c"]),
            _ => json!([]),
        };
        (200, "", page.to_string())
    });
    let found = server.client().list_names().stream().collect().await;
    assert_eq!(found.unwrap(), ["a", "b", "c"]);
    let asked = server.asked();
    assert_eq!(
        asked,
        ["/v1/names", "/v1/names?offset=2", "/v1/names?offset=3"]
    );
}

#[tokio::test]
async fn links_in_the_body_are_followed() {
    let server = Server::new(|asked| {
        let (user, next) = match asked {
            "/v1/users" => ("a", "?page=2"),
            "/v1/users?page=2" => ("b", "https://pages.example/other?page=3"),
            "/other?page=3" => ("c", "/v1/users?page=2"),
            _ => return (500, "", String::new()),
        };
        (
            200,
            "",
            json!({ "users": [user], "links": { "next": next } }).to_string(),
        )
    });
    // The last link leads to a page that was seen, by another name.
    let users = server.client().list_users().stream().collect().await;
    assert_eq!(users.unwrap(), ["a", "b", "c"]);
}

#[tokio::test]
async fn links_in_a_header_are_followed() {
    let server = Server::new(|asked| match asked {
        "/v1/keys?kind=x" => {
            let link = "</v1/keys>; rel=first, </v1/keys?page=2>; rel=\"next\"";
            (200, link, "[\"a\"]".to_owned())
        }
        "/v1/keys?page=2" => (200, "</v1/keys>; rel=first", "[\"b\"]".to_owned()),
        _ => (500, "", String::new()),
    });
    let keys = server
        .client()
        .list_keys()
        .kind("x")
        .stream()
        .collect()
        .await;
    assert_eq!(keys.unwrap(), ["a", "b"]);
}

#[tokio::test]
async fn links_to_another_server_are_not() {
    let server = Server::new(|_| {
        let link = "<https://elsewhere.example/v1/keys?page=2>; rel=\"next\"";
        (200, link, "[\"a\"]".to_owned())
    });
    let secret = HeaderValue::from_static("s3cret");
    let client = server.builder().header(header::AUTHORIZATION, secret);
    let client = client.build().unwrap();
    let mut keys = client.list_keys().no_retry().stream();
    assert_eq!(keys.next().await.unwrap().unwrap(), "a");
    match keys.next().await.unwrap().unwrap_err() {
        Error::InvalidRequest(error) => assert!(error.message().contains("another server")),
        other => panic!("{other:?}"),
    }
    assert!(keys.next().await.is_none());
    assert_eq!(server.asked().len(), 1);
}
