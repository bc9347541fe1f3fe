//! Serving over TCP: as many connections as there is room for, none of which may keep its place by being slow, and an end
//! that cuts nothing off that still makes progress.

mod connection;
pub mod health;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

/// What the server bears with.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many connections there are at a time. More wait in the operating system's queue, which is bounded too. A
    /// process may have some 1000 files open, and the database opens its own as it is needed.
    pub connections: usize,
    /// How long the head of a request may take to come in, which is also how long a connection may be idle.
    pub head: Duration,
    /// How long a caller may take none of the answer.
    pub stall: Duration,
    /// How long what is in flight at the end may take to finish.
    pub end: Duration,
}

impl Default for Limits {
    /// What suits a service that answers within fractions of a second.
    fn default() -> Self {
        Self {
            connections: 900,
            head: Duration::from_secs(20),
            stall: Duration::from_secs(20),
            end: Duration::from_secs(40),
        }
    }
}

/// Serves `app` to all who connect to `listener` until `stop` is there, and then finishes what is in flight.
pub async fn serve(
    mut listener: TcpListener,
    app: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let (stopping, _) = watch::channel(());
    let mut connections = JoinSet::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            Some((place, stream, peer)) = next(&mut listener, &places) => {
                let serving = connection::serve(stream, peer, app.clone(), limits, stopping.subscribe());
                connections.spawn(async move {
                    serving.await;
                    drop(place);
                });
            }
            // What has ended is forgotten.
            Some(_) = connections.join_next() => {}
            () = &mut stop => break,
        }
    }
    drop(listener);
    // Nobody listens where there is no connection.
    let _ = stopping.send(());
    let rest = async { while connections.join_next().await.is_some() {} };
    if timeout(limits.end, rest).await.is_err() {
        tracing::warn!(
            connections = connections.len(),
            "cut off, since they took too long to finish"
        );
        connections.shutdown().await;
    }
}

/// The next connection, once there is a place for it.
async fn next(
    listener: &mut TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(OwnedSemaphorePermit, TcpStream, SocketAddr)> {
    // Only a closed semaphore has no place to give, and this one is never closed.
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    let (stream, peer) = Listener::accept(listener).await;
    Some((place, stream, peer))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many files a process may have open at a time, unless the system is told otherwise.
    const FILES: usize = 1024;
    /// What is enough for a file's database: ten readers and the writer, with two files each, and what they share.
    const OF_THE_DATABASE: usize = 64;

    #[test]
    fn the_database_has_files_left_when_all_places_are_taken() {
        assert!(Limits::default().connections + OF_THE_DATABASE <= FILES);
    }
}
