//! Texts that are meant to be taken for something else than texts.

use groups_server::server::Limits;
use groups_server::{Options, Origins};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::Target;
use super::raw::{Then, as_user, exchange, get, post, request};
use crate::service::{As, Service, answer};

/// What does harm where it is taken for SQL, HTML, a header, a path, a format, a template or a command.
const NASTY: [&str; 20] = [
    "'; DROP TABLE groups; --",
    "' OR '1'='1",
    "\" OR \"\"=\"",
    "x') RETURNING *; --",
    "$1 ?1 :name %s %n {0} {}",
    "%' ESCAPE '_",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "a\r\nx-injected: 1\r\n\r\n<html>",
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "${jndi:ldap://127.0.0.1/a}",
    "{{7*7}}<%= 7*7 %>",
    "$(touch injected); `touch injected`",
    "\u{202e}gpj.exe",
    "\u{200b}\u{feff}x\u{2066}",
    "\u{1b}[31m\u{7}\u{7f}",
    "1|name|7|x",
    "e\u{301}\u{df}\u{130}\u{10ffff}",
    "\\u0000\\\\\\\"",
];

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test]
async fn a_text_is_given_back_as_it_is() {
    let target = Target::start().await;
    let service = &target.service;
    for nasty in NASTY {
        let body = json!({ "group": { "name": nasty, "description": nasty, nasty: nasty } });
        let reply = exchange(target.address(), &post(body.to_string()), Then::Listen).await;
        assert_eq!(reply.status, Some(201), "{nasty}: {}", reply.text);
        let (head, made) = reply.text.split_once("\r\n\r\n").unwrap();
        assert!(!head.contains("injected"), "{head}");
        let made: Value = serde_json::from_str(made).unwrap();
        let path = format!("/groups/{}", made["group"]["id"]);
        let (_, shown) = service.get(As::Admin, &path).await;
        let (status, changed) = service.send(As::Admin, Method::PUT, &path, &body).await;
        assert_eq!(status, StatusCode::OK, "{nasty}");
        for group in [&made["group"], &shown["group"], &changed["group"]] {
            assert_eq!(
                (&group["name"], &group["description"]),
                (&json!(nasty), &json!(nasty))
            );
        }
    }
    // All of them are listed, each once, where cursors are made of their names.
    for order in ["name", "-name"] {
        let mut found = names(service, order).await;
        found.sort_unstable();
        let mut expected = ["Billing", "Night shift", "Support"]
            .map(str::to_owned)
            .to_vec();
        expected.extend(NASTY.map(str::to_owned));
        expected.sort_unstable();
        assert_eq!(found, expected);
    }
    // What was there still is, but for the number of groups and, in SQLite, the highest id.
    const MOVING: [&str; 2] = ["group_counts: ", "sqlite_sequence: "];
    let now = super::stored(service, &target.database).await;
    for row in target.before.tables.lines() {
        let is_there = now.tables.lines().any(|other| other == row);
        let moves = MOVING.iter().any(|table| row.starts_with(table));
        assert!(is_there || moves, "{row}");
    }
}

/// The names of all groups, page by page.
async fn names(service: &Service, order: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut next = json!(format!("/groups?page[size]=1&sort={order}"));
    while let Some(target) = next.as_str() {
        let (status, page) = service.get(As::Admin, target).await;
        assert_eq!(status, StatusCode::OK, "{target}: {page}");
        let groups = page["groups"].as_array().unwrap().iter();
        names.extend(groups.map(|group| group["name"].as_str().unwrap().to_owned()));
        assert!(names.len() < 100, "no end");
        next = page["links"]["next"].clone();
    }
    names
}

#[tokio::test]
async fn a_text_that_cannot_be_kept_is_refused() {
    let target = Target::start().await;
    for body in [
        r#"{"group":{"name":"a\u0000b"}}"#,
        r#"{"group":{"name":"x","description":"\u0000"}}"#,
    ] {
        target.answers(Some(422), body, &post(body)).await;
        let put = super::raw::with_body("PUT", "/api/v2/groups/2", body);
        target.answers(Some(422), body, &put).await;
    }
    target.is_as_it_was().await;
}

#[tokio::test]
async fn a_parameter_is_no_code() {
    let target = Target::start().await;
    for nasty in NASTY.into_iter().chain(["a\0b", "\0"]) {
        let text = encoded(nasty);
        for (to, expected) in [
            (format!("/api/v2/groups/{text}"), 400),
            (format!("/api/v2/users/{text}/groups"), 400),
            (format!("/api/v2/groups?sort={text}"), 400),
            (format!("/api/v2/groups?exclude_deleted={text}"), 400),
            (format!("/api/v2/groups?page={text}"), 400),
            (format!("/api/v2/groups?page[size]={text}"), 400),
            (
                format!("/api/v2/groups?page[size]=1&page[after]={text}"),
                400,
            ),
            (
                format!("/api/v2/groups?page[size]=1&page[before]={text}"),
                400,
            ),
            (format!("/api/v2/{text}"), 404),
            (format!("/docs/{text}"), 404),
            (format!("/{text}"), 404),
        ] {
            let reply = exchange(target.address(), &get(&to), Then::Listen).await;
            assert_eq!(reply.status, Some(expected), "{to}: {}", reply.text);
            assert!(!reply.text.contains("x-injected"), "{}", reply.text);
        }
    }
    target.is_as_it_was().await;
}

#[tokio::test]
async fn links_have_no_code_in_them() {
    let target = Target::start().await;
    for nasty in NASTY {
        let text = encoded(nasty);
        let query = format!("include={text},users&{text}={text}&per_page=1");
        let (status, page) = target
            .service
            .get(As::Admin, &format!("/groups?{query}"))
            .await;
        assert_eq!(status, StatusCode::OK, "{nasty}");
        let link = page["next_page"].as_str().unwrap();
        let legal = |c: char| c.is_ascii_alphanumeric() || ":/?&=%.-_*+".contains(c);
        assert!(link.chars().all(legal), "{link}");
        let (status, next) = target.service.get(As::Admin, link).await;
        assert_eq!(
            (status, &next["groups"][0]["name"]),
            (StatusCode::OK, &json!("Night shift"))
        );
    }
    target.is_as_it_was().await;
}

#[tokio::test]
async fn credentials_are_no_code() {
    let target = Target::start().await;
    for nasty in NASTY.into_iter().chain([
        "",
        "\0",
        "admin@example.com\0",
        ":",
        "/token",
        "/token/token",
    ]) {
        let mut attempts = vec![
            as_user(nasty, "x"),
            as_user(&format!("{nasty}/token"), "x"),
            as_user("admin@example.com", nasty),
            as_user("admin@example.com/token", nasty),
        ];
        if !nasty.contains(char::is_control) {
            attempts.push(format!("authorization: Bearer {nasty}\r\n"));
            attempts.push(format!("authorization: Basic {nasty}\r\n"));
            attempts.push(format!("authorization: {nasty}\r\n"));
        }
        for attempt in attempts {
            let stranger = format!(
                "GET /api/v2/groups HTTP/1.1\r\nhost: h\r\nconnection: close\r\n{attempt}\r\n"
            );
            target.answers(Some(401), nasty, stranger.as_bytes()).await;
        }
    }
    target.is_as_it_was().await;
}

#[tokio::test]
async fn a_host_is_no_code() {
    let target = Target::start().await;
    for nasty in NASTY
        .into_iter()
        .filter(|nasty| !nasty.contains(char::is_control))
    {
        let stranger =
            format!("GET /openapi.yaml HTTP/1.1\r\nhost: {nasty}\r\nconnection: close\r\n\r\n");
        target.answers(Some(400), nasty, stranger.as_bytes()).await;
    }
    target.is_as_it_was().await;
}

#[tokio::test]
async fn what_a_proxy_passes_on_is_no_code() {
    let options = Options {
        origins: Origins {
            trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
            ..Origins::default()
        },
        ..Options::default()
    };
    let target = Target::with(options, Limits::default()).await;
    let url = format!("{}/api/v2/groups/1.json", target.service.url());
    for nasty in NASTY
        .into_iter()
        .filter(|nasty| !nasty.contains(char::is_control))
    {
        let quoted = nasty.replace('\\', "\\\\").replace('"', "\\\"");
        for (name, value) in [
            (
                "forwarded",
                format!("for=192.0.2.1;host=\"{quoted}\";proto=\"{quoted}\""),
            ),
            ("forwarded", nasty.to_owned()),
            ("x-forwarded-host", nasty.to_owned()),
            ("x-forwarded-proto", nasty.to_owned()),
        ] {
            let request = target.service.request(As::Admin, Method::GET, "/groups/1");
            let (status, shown) = answer(request.header(name, value.as_str())).await;
            assert_eq!(
                (status, &shown["group"]["url"]),
                (StatusCode::OK, &json!(url)),
                "{value}"
            );
        }
    }
    for header in [
        "x-forwarded-host: a\0b",
        "forwarded: host=\"a\0b\"",
        "x-request-id: a\0b",
    ] {
        let bytes = request("GET", "/api/v2/groups/1", &format!("{header}\r\n"));
        target.answers(Some(400), header, &bytes).await;
    }
    target.is_as_it_was().await;
}
