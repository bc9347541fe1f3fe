//! Callers who send or read so slowly that they would keep a place for ever.

use std::time::Duration;

use groups_server::Options;
use groups_server::server::Limits;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::Target;
use super::raw::{PATIENCE, Reply, framed, get, reply_of, request};

/// How long anything may take here.
const LIMIT: Duration = Duration::from_secs(2);
/// How long a caller waits before the next byte.
const PAUSE: Duration = Duration::from_millis(50);

async fn target(connections: usize) -> Target {
    let options = Options {
        time_limit: LIMIT,
        ..Options::default()
    };
    let limits = Limits {
        connections,
        head: LIMIT,
        stall: LIMIT,
        ..Limits::default()
    };
    Target::with(options, limits).await
}

/// Sends the start and then the drop again and again, until the service closes the connection.
async fn trickle(address: String, start: Vec<u8>, drop: &'static str) -> Reply {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let (mut from, mut to) = stream.split();
    let mut received = Vec::new();
    let dripping = async {
        let mut sent = to.write_all(&start).await;
        while sent.is_ok() {
            sleep(PAUSE).await;
            sent = to.write_all(drop.as_bytes()).await;
        }
        std::future::pending::<()>().await;
    };
    let both = async {
        tokio::select! {
            // It may end with an error, since what was sent afterwards was sent in vain.
            _ = from.read_to_end(&mut received) => {}
            () = dripping => {}
        }
    };
    let ended = timeout(PATIENCE, both).await;
    let reply = reply_of(&received);
    assert!(ended.is_ok(), "it doesn't end: {}", reply.text);
    reply
}

#[tokio::test]
async fn who_sends_too_slowly_is_told_so() {
    let target = target(100).await;
    let length = "content-length: 5000\r\n";
    let chunked = "transfer-encoding: chunked\r\n";
    let mut unfinished = get("/api/v2/groups");
    unfinished.truncate(unfinished.len() - 2);
    let mut callers = JoinSet::new();
    for (what, expected, start, drop) in [
        ("silence", None, Vec::new(), ""),
        ("empty lines", Some(408), Vec::new(), "\r\n"),
        ("a method", Some(408), Vec::new(), "G"),
        ("a target", Some(408), b"GET /".to_vec(), "x"),
        ("headers", Some(408), unfinished.clone(), "x: y\r\n"),
        ("a header", Some(408), unfinished, "x"),
        (
            "half a head",
            Some(408),
            b"GET / HTTP/1.1\r\nhost:".to_vec(),
            "",
        ),
        ("a body", Some(408), framed(length, "{"), " "),
        ("half a body", Some(408), framed(length, "{"), ""),
        (
            "a body in chunks",
            Some(408),
            framed(chunked, "1\r\n{\r\n"),
            "1\r\n \r\n",
        ),
        ("an extension", Some(408), framed(chunked, "1;"), "x"),
        (
            "trailers",
            Some(408),
            framed(chunked, "1\r\n{\r\n0\r\n"),
            "x: y\r\n",
        ),
        (
            "a body that was asked for",
            Some(408),
            framed(&format!("{length}expect: 100-continue\r\n"), ""),
            "",
        ),
        // Nobody waits for these.
        (
            "with a list",
            Some(200),
            request("GET", "/api/v2/groups", length),
            "x",
        ),
        (
            "with a deletion",
            Some(404),
            request("DELETE", "/api/v2/groups/99", length),
            "x",
        ),
        (
            "with a page",
            Some(200),
            request("GET", "/docs", length),
            "x",
        ),
    ] {
        let trickling = trickle(target.address().to_owned(), start, drop);
        callers.spawn(async move { (what, expected, trickling.await) });
    }
    while let Some(called) = callers.join_next().await {
        let (what, expected, reply) = called.unwrap();
        assert_eq!(reply.status, expected, "{what}: {}", reply.text);
    }
    target.is_as_it_was().await;
}

#[tokio::test]
async fn who_is_slow_does_not_keep_others_out() {
    let target = target(3).await;
    let mut callers = JoinSet::new();
    for start in ["", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\n"] {
        let start = start.as_bytes().to_vec();
        callers.spawn(trickle(target.address().to_owned(), start, "x"));
    }
    target
        .answers(Some(200), "in between", &get("/api/v2/groups"))
        .await;
    while let Some(called) = callers.join_next().await {
        called.unwrap();
    }
    target.is_as_it_was().await;
}

#[tokio::test]
async fn who_does_not_read_is_cut_off() {
    const REQUESTS: usize = 60;
    let target = target(100).await;
    let file = b"GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nhost: h\r\n\r\n";
    let whole = exchange_size(&target, file).await;

    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(16 * 1024).unwrap();
    let mut stream = socket
        .connect(target.address().parse().unwrap())
        .await
        .unwrap();
    stream.write_all(&file.repeat(REQUESTS)).await.unwrap();
    sleep(LIMIT * 3).await;
    let mut received = Vec::new();
    let read = timeout(PATIENCE, stream.read_to_end(&mut received)).await;
    assert!(read.is_ok(), "it doesn't end");
    // What is on its way fits into the buffers of the two sockets.
    assert!(received.len() < whole * REQUESTS / 2, "{}", received.len());
    target.is_as_it_was().await;
}

/// How many bytes an answer has, of a connection that isn't used any further.
async fn exchange_size(target: &Target, request: &[u8]) -> usize {
    let mut stream = TcpStream::connect(target.address()).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut received = Vec::new();
    let read = timeout(PATIENCE, stream.read_to_end(&mut received)).await;
    read.unwrap().unwrap();
    assert!(received.len() > 1_000_000, "{}", received.len());
    received.len()
}
