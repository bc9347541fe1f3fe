//! A file of 50 MB in a form that a server answers, over a socket: the generated client holds it on the disk.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::error::Error as _;
use std::time::Duration;

use bindery_goldens::forms::client::{Client, ClientBuilder, Error};
use bindery_goldens::forms::operations::UploadError;
use bindery_goldens::forms::types::{UploadBody, UploadOkBody};
use bindery_runtime::axum::body::Body;
use bindery_runtime::axum::{self, Router};
use bindery_runtime::bytes::Bytes;
use bindery_runtime::client::PerRequest;
use bindery_runtime::http::Response;
use futures_util::{StreamExt, stream};
use tokio::net::TcpListener;

const PIECE: usize = 64 * 1024;
/// Some to begin with, so that what is needed once is there.
const FEW: usize = 50;
const PIECES: usize = 50 * 1024 * 1024 / PIECE;

const COUNT: &str = "--b\r\nContent-Disposition: form-data; name=\"count\"\r\n\r\n7\r\n";
const FILE: &str = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\
                    Content-Type: video/mp4\r\nX-Take: 2\r\n\r\n";
const END: &str = "\r\n--b--\r\n";

/// How a form ends.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Whole,
    /// In the middle of the file, without a word.
    Cut,
    /// The connection breaks in the middle of the file.
    Broken,
}

/// A form whose file has so many pieces.
fn form(pieces: usize, end: End) -> Response<Body> {
    let head = [Bytes::from(COUNT), Bytes::from(FILE)];
    let file = vec![Bytes::from(vec![7; PIECE]); pieces];
    let end = match end {
        End::Whole => Some(Ok(Bytes::from(END))),
        End::Cut => None,
        End::Broken => Some(Err(std::io::Error::other("gone"))),
    };
    let whole = head.into_iter().chain(file).map(Ok).chain(end);
    Response::builder()
        .header("content-type", "multipart/form-data; boundary=b")
        .body(Body::from_stream(stream::iter(whole)))
        .unwrap()
}

/// A client of a server on a socket that answers such forms.
async fn client(pieces: usize, end: End) -> ClientBuilder {
    let router = Router::new().fallback(async move || form(pieces, end));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    Client::builder(&format!("http://{address}"))
}

async fn send(client: ClientBuilder) -> Result<UploadOkBody, Error<UploadError>> {
    let client = client.build().unwrap();
    let request = client.upload(&UploadBody::new("small", 1));
    let answer = request.timeout(Duration::from_secs(300)).send().await?;
    Ok(answer.into_inner())
}

/// How many bytes of memory this process has had at most.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let kilobytes = line.unwrap().trim().strip_suffix(" kB").unwrap();
    kilobytes.parse::<usize>().unwrap() * 1024
}

/// How many temporary files are open. They have no names, so that none can be left behind.
fn temporary_files() -> usize {
    let open = std::fs::read_dir("/proc/self/fd").unwrap();
    open.filter_map(|file| std::fs::read_link(file.ok()?.path()).ok())
        .filter(|path| path.starts_with(std::env::temp_dir()))
        .filter(|path| path.to_string_lossy().ends_with("(deleted)"))
        .count()
}

/// Reads the file to its end: how many bytes it has.
async fn length(answer: UploadOkBody) -> usize {
    assert_eq!(answer.count, 7);
    assert_eq!(answer.file.content_type(), Some("video/mp4"));
    assert_eq!(answer.file.headers().unwrap()["x-take"], "2");
    assert!(answer.file.bytes().is_none());
    let mut file = answer.file.into_body();
    let mut length = 0;
    while let Some(piece) = file.next().await.transpose().unwrap() {
        assert!(piece.len() <= PIECE && piece.iter().step_by(512).all(|byte| *byte == 7));
        length += piece.len();
    }
    length
}

/// One test, for what it measures is the whole process's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_file_takes_little_memory_and_faults_say_where() {
    let few = send(client(FEW, End::Whole).await).await.unwrap();
    assert_eq!(length(few).await, FEW * PIECE);
    let before = peak();
    let many = send(client(PIECES, End::Whole).await).await.unwrap();
    assert_eq!(temporary_files(), 1);
    assert_eq!(length(many).await, PIECES * PIECE);
    let grown = peak() - before;
    assert_eq!(temporary_files(), 0);
    println!("50 MB took {} KiB more", grown / 1024);
    assert!(grown < 16 * 1024 * 1024, "{grown} bytes");

    let limited = client(PIECES, End::Whole).await.most_reply_bytes(40 << 20);
    let Err(Error::Decode(error)) = send(limited).await else {
        panic!("it has more than it may have");
    };
    let message = format!("the body has more than {} bytes", 40 << 20);
    assert_eq!((error.pointer(), error.message()), ("/file", &*message));
    assert_eq!(error.status(), 200);
    assert!(
        error.excerpt().starts_with("--b\r\n"),
        "{}",
        error.excerpt()
    );

    let Err(Error::Decode(error)) = send(client(FEW, End::Cut).await).await else {
        panic!("it has no end");
    };
    assert_eq!(error.pointer(), "/file");
    assert!(error.message().starts_with("the parts can't be told apart"));

    let Err(Error::Transport(error)) = send(client(FEW, End::Broken).await).await else {
        panic!("it has no end");
    };
    let source = error.source().unwrap().to_string();
    assert!(source.ends_with("in the part `file`"), "{source}");
    assert_eq!(temporary_files(), 0);
}
