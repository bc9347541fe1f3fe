//! What isn't HTTP, isn't JSON, isn't UTF-8, or breaks off.

use super::Target;
use super::raw::{Then, as_admin, exchange, framed, get, post, request, with_body};

#[tokio::test]
async fn what_is_no_http_is_refused() {
    let target = Target::start().await;
    let line = |line: &str| format!("{line}\r\nhost: h\r\n\r\n").into_bytes();
    let tls_hello = b"\x16\x03\x01\x00\xf0\x01\x00\x00\xec\x03\x03\r\n\r\n".to_vec();
    for (what, expected, bytes) in [
        ("noise", Some(400), b"\0\x01\xff\r\n\r\n".to_vec()),
        ("TLS", Some(400), tls_hello),
        ("HTTP/2", None, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec()),
        ("HTTP/0.9", Some(400), line("GET /api/v2/groups")),
        ("HTTP/9.9", Some(400), line("GET /api/v2/groups HTTP/9.9")),
        ("no target", Some(400), line("GET HTTP/1.1")),
        (
            "a space in the target",
            Some(400),
            line("GET /a b HTTP/1.1"),
        ),
        ("no method", Some(400), line(" / HTTP/1.1")),
    ] {
        target.answers(expected, what, &bytes).await;
    }
    let not_utf8 = b"GET /\xff\xfe HTTP/1.1\r\nhost: h\r\n\r\n";
    target.answers(Some(400), "not UTF-8", not_utf8).await;
    for header in [
        "x : y",
        "x",
        ": y",
        "x: a\r\n b",
        "x: a\0b",
        "x: a\rb",
        "\u{e4}: b",
    ] {
        let bytes = request("GET", "/api/v2/groups", &format!("{header}\r\n"));
        target.answers(Some(400), header, &bytes).await;
    }
    for (method, expected) in [("TRACE", 405), ("get", 405), ("DROP", 405), ("G{T", 400)] {
        let bytes = request(method, "/api/v2/groups", "");
        target.answers(Some(expected), method, &bytes).await;
    }
    // OPTIONS may be asked of the server as a whole (RFC 9110, section 9.3.7).
    for (method, to, expected) in [("CONNECT", "h:80", 404), ("OPTIONS", "*", 204)] {
        let bytes = request(method, to, "");
        target.answers(Some(expected), method, &bytes).await;
    }
    target.is_as_it_was().await;
}

#[tokio::test]
async fn a_request_names_one_host() {
    let target = Target::start().await;
    let admin = as_admin();
    for hosts in [
        "",
        "host: h\r\nhost: i\r\n",
        "host: h\r\nHost: h\r\n",
        "host:\r\n",
        "host: h i\r\n",
        "host: h:x\r\n",
        "host: h:65536\r\n",
        "host: [::zz]\r\n",
        "host: user@h\r\n",
        "host: h/../\r\n",
        "host: h\u{e4}\r\n",
    ] {
        for to in [
            "/api/v2/groups",
            "/nothing",
            "/docs",
            "/openapi.yaml",
            "/healthz",
            "http://h/api/v2/groups",
        ] {
            let text = format!("GET {to} HTTP/1.1\r\n{hosts}{admin}connection: close\r\n\r\n");
            target.answers(Some(400), &text, text.as_bytes()).await;
        }
    }
    let old = format!("GET /api/v2/groups HTTP/1.0\r\n{admin}\r\n");
    target.answers(Some(400), "HTTP/1.0", old.as_bytes()).await;
    let old = b"GET /healthz HTTP/1.0\r\n\r\n";
    target.answers(Some(200), "HTTP/1.0", old).await;
    target.is_as_it_was().await;
}

#[tokio::test]
async fn a_target_that_cannot_be_decoded_is_refused() {
    let target = Target::start().await;
    for (to, expected) in [
        ("/api/v2/groups/%zz", 400),
        ("/api/v2/groups/%", 400),
        ("/api/v2/groups/%ff", 400),
        ("/api/v2/groups/\u{e4}", 400),
        ("/api/v2/users/%ff/groups", 400),
        ("/api/v2/groups?page=%zz", 400),
        ("/api/v2/groups?page=%ff", 400),
        ("/api/v2/groups?page=1&page=2", 400),
        ("/api/v2/groups?sort=%ff", 400),
        ("/api/v2/groups?include=%ff", 400),
        ("/api/v2/groups?exclude_deleted=%ff", 400),
        ("/api/v2/groups?page[size]=1&page[after]=%ff", 400),
        ("/api/v2/groups?page[size]=1&page[before]=%zz", 400),
        ("/api/v2/../v2/groups", 404),
        ("/api/v2/groups/%2e%2e/groups", 404),
        ("//api/v2/groups", 404),
        ("/api/v2/groups%2ejson", 404),
    ] {
        target.answers(Some(expected), to, &get(to)).await;
    }
    target.is_as_it_was().await;
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused() {
    let target = Target::start().await;
    let nested = format!("{{\"group\":{}{}}}", "[".repeat(30_000), "]".repeat(30_000));
    let utf16: Vec<u8> = "{\"group\":{\"name\":\"x\"}}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (what, expected, body) in [
        ("none", 400, &b""[..]),
        ("a brace", 400, b"{"),
        ("no end", 400, b"{\"group\":{\"name\":\"x\"}"),
        ("more than one", 400, b"{\"group\":{\"name\":\"x\"}} {}"),
        ("single quotes", 400, b"{'group':{'name':'x'}}"),
        ("a comment", 400, b"{\"group\":{\"name\":\"x\"}} // x"),
        ("a comma too many", 400, b"{\"group\":{\"name\":\"x\",}}"),
        (
            "a byte order mark",
            400,
            b"\xef\xbb\xbf{\"group\":{\"name\":\"x\"}}",
        ),
        ("UTF-16", 400, &utf16),
        ("not UTF-8", 422, b"{\"group\":{\"name\":\"\xff\"}}"),
        (
            "half a surrogate pair",
            422,
            b"{\"group\":{\"name\":\"\\ud800\"}}",
        ),
        (
            "a line break in a string",
            422,
            b"{\"group\":{\"name\":\"a\nb\"}}",
        ),
        (
            "a name twice",
            422,
            b"{\"group\":{\"name\":\"x\",\"name\":\"y\"}}",
        ),
        (
            "a group twice",
            400,
            b"{\"group\":{\"name\":\"x\"},\"group\":{\"name\":\"y\"}}",
        ),
        ("nested too deeply", 400, nested.as_bytes()),
        ("gzip", 400, b"\x1f\x8b\x08\0\0\0\0\0\0\x03"),
    ] {
        target.answers(Some(expected), what, &post(body)).await;
        let put = with_body("PUT", "/api/v2/groups/2", body);
        target.answers(Some(expected), what, &put).await;
    }
    target.is_as_it_was().await;
}

#[tokio::test]
async fn a_body_that_is_framed_wrongly_is_refused() {
    let target = Target::start().await;
    let json = "{\"group\":{\"name\":\"x\"}}";
    let chunked = "transfer-encoding: chunked\r\n";
    let long_extension = format!("16;{}\r\n{json}\r\n0\r\n\r\n", "a".repeat(100_000));
    let trailers = format!("16\r\n{json}\r\n0\r\n{}\r\n", "a: b\r\n".repeat(5_000));
    for (headers, rest) in [
        ("content-length: -1\r\n", json),
        ("content-length: x\r\n", json),
        ("content-length: +21\r\n", json),
        ("content-length: 22, 22\r\n", json),
        ("content-length: 99999999999999999999999\r\n", json),
        ("content-length: 22\r\ncontent-length: 3\r\n", json),
        ("content-length: 5\r\n", json),
        ("transfer-encoding: gzip\r\n", json),
        ("transfer-encoding: chunked, identity\r\n", json),
        (chunked, json),
        (chunked, "zz\r\n{}\r\n0\r\n\r\n"),
        (chunked, "-1\r\n{}\r\n0\r\n\r\n"),
        (chunked, "2\r\n{}}}\r\n0\r\n\r\n"),
        (chunked, "ffffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
        (chunked, &long_extension),
        (chunked, &trailers),
    ] {
        let what = format!("{headers}{}", rest.get(..40).unwrap_or(rest));
        target
            .answers(Some(400), &what, &framed(headers, rest))
            .await;
    }
    for (what, expected, bytes) in [
        ("cut off in the head", None, b"POST /api/v2/gro".to_vec()),
        (
            "cut off in the body",
            Some(400),
            framed("content-length: 500\r\n", json),
        ),
        (
            "cut off in a chunk",
            Some(400),
            framed(chunked, format!("40\r\n{json}")),
        ),
        (
            "cut off between chunks",
            Some(400),
            framed(chunked, format!("16\r\n{json}\r\n")),
        ),
    ] {
        let reply = exchange(target.address(), &bytes, Then::End).await;
        assert_eq!(reply.status, expected, "{what}: {}", reply.text);
    }
    target.is_as_it_was().await;
}

/// A proxy may have taken the other length for the right one, and what follows for a part of the body (RFC 9112, section
/// 6.3).
#[tokio::test]
async fn what_follows_a_body_with_two_lengths_is_no_request() {
    let target = Target::start().await;
    let admin = as_admin();
    let (length, chunked) = ("content-length: 5\r\n", "transfer-encoding: chunked\r\n");
    for (lengths, answers) in [
        (chunked.to_owned(), 2),
        (format!("{length}{chunked}"), 1),
        (format!("{chunked}{length}"), 1),
    ] {
        let head = format!("POST /api/v2/groups HTTP/1.1\r\nhost: h\r\n{admin}{lengths}");
        let headers = "content-type: application/json\r\n\r\n0\r\n\r\n";
        let mut bytes = format!("{head}{headers}").into_bytes();
        bytes.extend(get("/api/v2/groups/1"));
        let reply = exchange(target.address(), &bytes, Then::Listen).await;
        let found = reply.text.matches("HTTP/1.1 ").count();
        assert_eq!(
            (reply.status, found),
            (Some(400), answers),
            "{lengths}{}",
            reply.text
        );
    }
    target.is_as_it_was().await;
}

#[tokio::test]
async fn absurd_headers_are_refused_or_ignored() {
    let target = Target::start().await;
    for (header, expected) in [
        ("accept: ;;;,q=9,///,\"", 406),
        ("accept: */*;q=0", 406),
        ("accept: image/png", 406),
        ("range: bytes=0-1", 200),
        ("range: bytes=99999999999999999999-1,,,-0", 200),
        ("range: \u{e4}", 200),
        ("if-none-match: \"\"\"\",,,W/W/", 200),
        ("if-modified-since: yesterday", 200),
        ("if-match: \"x\"", 200),
        ("cookie: ;;;=;=", 200),
        ("content-type: ;;;", 200),
        ("accept-encoding: ,;q=x", 200),
        ("upgrade: websocket", 200),
    ] {
        let bytes = request("GET", "/api/v2/groups", &format!("{header}\r\n"));
        target.answers(Some(expected), header, &bytes).await;
    }
    let json = "{\"group\":{\"name\":\"x\"}}";
    for content_type in [
        "",
        "content-type: ;;;\r\n",
        "content-type: text/plain\r\n",
        "content-type: multipart/form-data\r\n",
        "content-type: application/jsonx\r\n",
    ] {
        let headers = format!("{content_type}content-length: {}\r\n", json.len());
        let mut bytes = request("POST", "/api/v2/groups", &headers);
        bytes.extend_from_slice(json.as_bytes());
        target.answers(Some(415), content_type, &bytes).await;
    }
    target.is_as_it_was().await;
}
