//! `groups-server serve`, or without a command.

use std::net::SocketAddr;

use groups_server::announce::announcement;
use groups_server::seed::{self, SeedError};
use groups_server::server::{self, Limits};
use groups_server::settings::sources::{Everywhere, OfServing};
use groups_server::settings::{self, Settings};
use groups_server::store::Store;
use groups_server::{Options, Origins, logs, secrets};
use tokio::net::TcpListener;

use super::{Done, Failure, print};

/// Serves until asked to stop.
pub(super) async fn run(everywhere: Everywhere, serving: OfServing) -> Done {
    let settings = Settings::read(everywhere, serving)?;
    let admin_token = settings::admin_token()?;
    logs::start(settings.log.clone(), settings.log_format);

    // First of all, so that a new database isn't made, and its token lost, where the address is taken.
    let listen = |error| cannot_listen(settings.listen, &error);
    let listener = TcpListener::bind(settings.listen).await.map_err(listen)?;
    let address = listener.local_addr().map_err(listen)?;
    let store = Store::at(&settings.database).await?;
    let new_token = prepare(&store, admin_token).await?;
    // Who reads the announcement may ask to stop at once.
    let stop = asked_to_stop();
    print(announcement(
        address,
        settings.public_url.as_ref(),
        &settings.database,
        new_token.as_deref(),
    ));
    tracing::info!(%address, database = %settings.database, "started");

    let options = Options {
        rate_limit: settings.rate_limit,
        origins: Origins {
            public_url: settings.public_url,
            trusted_proxies: settings.trusted_proxies,
        },
        ..Options::default()
    };
    let app = groups_server::app(store.clone(), options);
    server::serve(listener, app, Limits::default(), stop).await;
    store.close().await;
    tracing::info!("stopped");
    Ok(())
}

fn cannot_listen(address: SocketAddr, error: &std::io::Error) -> Failure {
    Failure::Failed(format!(
        "can't listen on {address}: {error}; name another address with --listen"
    ))
}

/// Fills a new database and gives the admin's token; sees to it that the admin of an old one has the token, if one is
/// set.
async fn prepare(store: &Store, admin_token: Option<String>) -> Result<Option<String>, SeedError> {
    if store.has_users().await? {
        if let Some(token) = admin_token {
            seed::replace_admin_token(store, &token).await?;
        }
        return Ok(None);
    }
    let token = match admin_token {
        Some(token) => token,
        None => secrets::random()?,
    };
    seed::first_start(store, &token).await?;
    Ok(Some(token))
}

/// Waits for ctrl-c, or for what a service manager sends. Both are noticed from the call on, not from the first wait.
#[cfg(unix)]
fn asked_to_stop() -> impl Future<Output = ()> {
    use tokio::signal::unix::{Signal, SignalKind, signal};

    async fn arrives(signal: std::io::Result<Signal>) {
        match signal {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    }

    let interrupt = signal(SignalKind::interrupt());
    let terminate = signal(SignalKind::terminate());
    async move {
        tokio::select! {
            () = arrives(interrupt) => {}
            () = arrives(terminate) => {}
        }
        tracing::info!("stopping: no new requests, those under way are finished");
    }
}

/// Waits for ctrl-c.
#[cfg(not(unix))]
async fn asked_to_stop() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
    tracing::info!("stopping: no new requests, those under way are finished");
}
