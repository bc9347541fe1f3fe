//! Bodies, heads, targets and values that are too large.

use super::Target;
use super::raw::{as_user, framed, get, post, request, with_body};

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let target = Target::start().await;
    let body = format!("{{\"group\":{{\"name\":\"{}\"}}}}", "x".repeat(200_000));
    let chunk = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
    let chunks = format!("1\r\n{{\r\n{}0\r\n\r\n", "1\r\n \r\n".repeat(100_000));
    let chunked = "transfer-encoding: chunked\r\n";
    for (what, bytes) in [
        ("in one piece", post(&body)),
        (
            "of an existing group",
            with_body("PUT", "/api/v2/groups/2", &body),
        ),
        ("in one chunk", framed(chunked, chunk)),
        ("in small chunks", framed(chunked, chunks)),
        ("announced only", framed("content-length: 65537\r\n", "")),
        (
            "an exabyte",
            framed("content-length: 1000000000000000000\r\n", ""),
        ),
        (
            "announced to ask whether to send it",
            framed("content-length: 65537\r\nexpect: 100-continue\r\n", ""),
        ),
    ] {
        target.answers(Some(413), what, &bytes).await;
    }
    target.is_as_it_was().await;
}

/// Where there is nothing to read a body for, it isn't read, however long it would be.
#[tokio::test]
async fn a_body_that_nobody_asked_for_is_not_taken_in() {
    let target = Target::start().await;
    let length = "content-length: 1000000000000000000\r\n";
    for (method, to, expected) in [
        ("GET", "/api/v2/groups", 200),
        ("GET", "/docs", 200),
        ("GET", "/healthz", 200),
        ("GET", "/nothing", 404),
        ("DELETE", "/api/v2/groups/99", 404),
        ("PATCH", "/api/v2/groups/1", 405),
    ] {
        let mut bytes = request(method, to, length);
        bytes.extend_from_slice(&[b'x'; 100_000]);
        target.answers(Some(expected), to, &bytes).await;
    }
    target.is_as_it_was().await;
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let target = Target::start().await;
    let to = "/api/v2/groups";
    let value = format!("x: {}\r\n", "y".repeat(100_000));
    let name = format!("{}: y\r\n", "x".repeat(100_000));
    let many: String = (0..1_000).map(|n| format!("x{n}: y\r\n")).collect();
    let few_too_many: String = (0..100).map(|n| format!("x{n}: y\r\n")).collect();
    let cookies = "cookie: a=b\r\n".repeat(5_000);
    for (what, headers) in [
        ("a value", &value),
        ("a name", &name),
        ("many headers", &many),
        ("a few too many", &few_too_many),
        ("the same again and again", &cookies),
    ] {
        target
            .answers(Some(431), what, &request("GET", to, headers))
            .await;
        let post = framed(headers, "");
        target.answers(Some(431), what, &post).await;
    }
    let long = "y".repeat(100_000);
    for (what, bytes) in [
        ("a path", get(&format!("/{long}"))),
        ("a query", get(&format!("{to}?x={long}"))),
        ("a method", request(&long, to, "")),
        ("no end of a line", format!("GET /{long}").into_bytes()),
    ] {
        target.answers(Some(431), what, &bytes).await;
    }
    target.is_as_it_was().await;
}

#[tokio::test]
async fn a_value_that_is_too_large_is_refused() {
    let target = Target::start().await;
    let digits = "9".repeat(20_000);
    let text = "a".repeat(20_000);
    for (what, expected, bytes) in [
        ("an id", 400, get(&format!("/api/v2/groups/{digits}"))),
        (
            "a user's id",
            400,
            get(&format!("/api/v2/users/{digits}/groups")),
        ),
        ("a page", 400, get(&format!("/api/v2/groups?page={digits}"))),
        (
            "a page's size",
            400,
            get(&format!("/api/v2/groups?page[size]={digits}")),
        ),
        ("an order", 400, get(&format!("/api/v2/groups?sort={text}"))),
        (
            "a cursor",
            400,
            get(&format!("/api/v2/groups?page[size]=1&page[after]={text}")),
        ),
        (
            "a name",
            422,
            post(format!("{{\"group\":{{\"name\":\"{text}\"}}}}")),
        ),
    ] {
        target.answers(Some(expected), what, &bytes).await;
    }
    for header in [
        as_user(&text, "x"),
        as_user(&format!("{text}/token"), "x"),
        as_user("admin@example.com", &text),
        as_user("admin@example.com/token", &text),
        format!("authorization: Bearer {text}\r\n"),
    ] {
        let stranger =
            format!("GET /api/v2/groups HTTP/1.1\r\nhost: h\r\nconnection: close\r\n{header}\r\n");
        target
            .answers(Some(401), "credentials", stranger.as_bytes())
            .await;
    }
    let parameters = "a=b&".repeat(5_000);
    let many = get(&format!("/api/v2/groups?{parameters}"));
    target.answers(Some(200), "many parameters", &many).await;
    target.is_as_it_was().await;
}
