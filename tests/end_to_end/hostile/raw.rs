//! Requests as bytes, so that they can be as wrong as need be.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::service::ADMIN_TOKEN;

/// In no case may the service keep a caller waiting this long.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// What came back.
#[derive(Debug)]
pub(super) struct Reply {
    /// The status of the answer; `None`: the connection was closed without one.
    pub(super) status: Option<u16>,
    /// All of it.
    pub(super) text: String,
}

/// What to do after all is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    Listen,
    /// Say that this was all, and listen.
    End,
}

/// The headers by which the admin is known.
pub(super) fn as_admin() -> String {
    as_user("admin@example.com/token", ADMIN_TOKEN)
}

/// The header by which somebody wants to be known.
pub(super) fn as_user(user: &str, password: &str) -> String {
    let credentials = BASE64_STANDARD.encode(format!("{user}:{password}"));
    format!("authorization: Basic {credentials}\r\n")
}

/// The admin's request without a body, with more headers, of which each ends a line.
pub(super) fn request(method: &str, target: &str, headers: &str) -> Vec<u8> {
    let admin = as_admin();
    format!("{method} {target} HTTP/1.1\r\nhost: h\r\n{admin}connection: close\r\n{headers}\r\n")
        .into_bytes()
}

pub(super) fn get(target: &str) -> Vec<u8> {
    request("GET", target, "")
}

/// The admin's request to make a group, with this body.
pub(super) fn post(body: impl AsRef<[u8]>) -> Vec<u8> {
    with_body("POST", "/api/v2/groups", body)
}

/// The admin's request with this body, in JSON.
pub(super) fn with_body(method: &str, target: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = body.len();
    let headers = format!("content-type: application/json\r\ncontent-length: {length}\r\n");
    let mut bytes = request(method, target, &headers);
    bytes.extend_from_slice(body);
    bytes
}

/// The admin's request to make a group, with these headers about the body, and whatever follows them.
pub(super) fn framed(headers: &str, rest: impl AsRef<[u8]>) -> Vec<u8> {
    let headers = format!("content-type: application/json\r\n{headers}");
    let mut bytes = request("POST", "/api/v2/groups", &headers);
    bytes.extend_from_slice(rest.as_ref());
    bytes
}

/// Sends the bytes over a new connection and takes what comes back until the service closes it.
pub(super) async fn exchange(address: &str, bytes: &[u8], then: Then) -> Reply {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let (mut from, mut to) = stream.split();
    let mut received = Vec::new();
    let sending = async {
        // The service may have had enough before the end.
        let sent = to.write_all(bytes).await;
        if sent.is_ok() && then == Then::End {
            to.shutdown().await.unwrap();
        }
    };
    let receiving = async {
        // So may the connection, with what was sent in vain.
        let _ = from.read_to_end(&mut received).await;
    };
    let both = async { tokio::join!(sending, receiving) };
    let ended = timeout(PATIENCE, both).await;
    let reply = reply_of(&received);
    assert!(ended.is_ok(), "it doesn't end: {}", reply.text);
    reply
}

/// What these bytes are that came back.
pub(super) fn reply_of(received: &[u8]) -> Reply {
    let text = String::from_utf8_lossy(received).into_owned();
    let status = status(&text);
    Reply { status, text }
}

/// The status of the last answer, after those that only say to go on.
fn status(text: &str) -> Option<u16> {
    let head = text.strip_prefix("HTTP/1.1 100 Continue\r\n\r\n");
    let line = head.unwrap_or(text).lines().next()?;
    let number = line
        .strip_prefix("HTTP/1.1 ")
        .or_else(|| line.strip_prefix("HTTP/1.0 "))?;
    number.get(..3)?.parse().ok()
}
