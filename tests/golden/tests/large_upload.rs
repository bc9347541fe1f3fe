//! A file of 200 MB from the generated client to the generated server, over a socket: neither holds it in memory.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::time::Duration;

use bindery_goldens::uploads::client::{Client, PerRequest};
use bindery_goldens::uploads::operations::*;
use bindery_goldens::uploads::server::{self, Context, Failure};
use bindery_goldens::uploads::types::*;
use bindery_runtime::axum;
use bindery_runtime::bytes::Bytes;
use bindery_runtime::{Body, File};
use futures_util::{StreamExt, stream};
use tokio::net::TcpListener;

const PIECE: usize = 64 * 1024;
/// Some to begin with, so that what is needed once is there.
const FEW: usize = 50;
const PIECES: usize = 200 * 1024 * 1024 / PIECE;

/// Reads the file to its end, and answers how many bytes it has.
struct Service;

impl server::Api for Service {
    async fn add_film(
        &self,
        _: Context<()>,
        request: AddFilmRequest,
    ) -> Result<Film, Failure<AddFilmError>> {
        let mut film = request.body.film.into_body();
        assert_eq!(temporary_files(), 1);
        let mut length = 0;
        while let Some(piece) = film.next().await.transpose()? {
            assert!(piece.len() <= PIECE && piece.iter().step_by(512).all(|byte| *byte == 7));
            length += piece.len();
        }
        Ok(Film::new(request.body.title, length as i64, Vec::new()))
    }
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_file_takes_little_memory() {
    let router = server::builder(Service)
        .body_limit_for::<AddFilmRequest>(1 << 30)
        .build();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let client = Client::new(&format!("http://{address}")).unwrap();
    let send = async |pieces: usize| {
        let piece = Bytes::from(vec![7; PIECE]);
        let pieces = stream::iter(vec![piece; pieces]).map(Ok::<_, std::io::Error>);
        let body = AddFilmBody::new("Metropolis", File::new(Body::stream(pieces)));
        let request = client.add_film(1, &body).timeout(Duration::from_secs(300));
        request.send().await.unwrap().into_inner().length
    };
    assert_eq!(send(FEW).await, (FEW * PIECE) as i64);
    let before = peak();
    assert_eq!(send(PIECES).await, (PIECES * PIECE) as i64);
    let grown = peak() - before;
    assert_eq!(temporary_files(), 0);
    println!("200 MB took {} KiB more", grown / 1024);
    assert!(grown < 32 * 1024 * 1024, "{grown} bytes");
}
