//! Starts the Groups service.

use std::io::{IsTerminal, Write, stderr, stdout};
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use groups_server::announce::announcement;
use groups_server::rate_limit::RateLimit;
use groups_server::seed::{self, Secrets, SeedError};
use groups_server::settings::Settings;
use groups_server::store::{Store, StoreError};
use tokio::net::TcpListener;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Why the service did not start, or stopped.
#[derive(Debug, thiserror::Error)]
enum Stop {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Seed(#[from] SeedError),
    #[error("can't listen on {0}: {1}. Name another address with --listen.")]
    Listen(SocketAddr, std::io::Error),
    #[error("can't serve: {0}")]
    Serve(std::io::Error),
}

/// Wrong settings end in `parse`, with status 2 and what is wrong with them.
#[tokio::main]
async fn main() -> ExitCode {
    let settings = Settings::parse();
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(stderr)
        .with_ansi(stderr().is_terminal());
    tracing_subscriber::registry()
        .with(settings.log.clone())
        .with(lines)
        .init();
    match run(settings).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            // Where standard error is closed there is nobody left to tell.
            let _ = writeln!(stderr(), "error: {stop}");
            ExitCode::FAILURE
        }
    }
}

async fn run(settings: Settings) -> Result<(), Stop> {
    // First of all, so that a new database isn't made, and its secrets lost, where the address is taken.
    let listen = |error| Stop::Listen(settings.listen, error);
    let listener = TcpListener::bind(settings.listen).await.map_err(listen)?;
    let address = listener.local_addr().map_err(listen)?;
    let store = Store::open(&settings.database).await?;
    let new = prepare(&store, settings.admin_token).await?;
    announce(address, &settings.database, new.as_ref());

    let app = groups_server::app(store.clone(), RateLimit::per_minute(settings.rate_limit));
    let served = axum::serve(listener, app)
        .with_graceful_shutdown(asked_to_stop())
        .await;
    store.close().await;
    served.map_err(Stop::Serve)
}

/// Fills a new database and gives its secrets; sees to it that the admin of an old one has the token, if there is one.
async fn prepare(store: &Store, admin_token: Option<String>) -> Result<Option<Secrets>, SeedError> {
    if store.has_users().await? {
        if let Some(token) = admin_token {
            seed::replace_admin_token(store, &token).await?;
        }
        return Ok(None);
    }
    let random = Secrets::random()?;
    let secrets = Secrets {
        admin_token: admin_token.unwrap_or(random.admin_token.clone()),
        ..random
    };
    seed::seed(store, &secrets).await?;
    Ok(Some(secrets))
}

fn announce(address: SocketAddr, database: &Path, new: Option<&Secrets>) {
    let text = announcement(address, database, new);
    // A service whose standard output is closed serves all the same.
    let _ = stdout().write_all(text.as_bytes());
}

/// Waits for ctrl-c, or for what a service manager sends.
async fn asked_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
    tracing::info!("stopping: no new requests, those under way are finished");
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};

    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            terminate.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
