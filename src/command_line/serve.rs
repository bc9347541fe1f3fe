//! `groups-server serve`, or without a command.

use std::net::SocketAddr;

use groups_server::announce::announcement;
use groups_server::seed::{self, SeedError};
use groups_server::server::{self, Limits};
use groups_server::settings::sources::{Everywhere, OfServing};
use groups_server::settings::{self, Settings};
use groups_server::store::Store;
use groups_server::{Options, Origins, logs};
use tokio::net::TcpListener;

use super::first_start::fill_if_new;
use super::signals::Signals;
use super::{Done, Failure, print};

/// Serves until asked to stop, and then until what is under way is finished, or until asked once more.
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
    let (stop, insistence) = (Signals::notice(), Signals::notice());
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
    tokio::select! {
        () = server::serve(listener, app, Limits::default(), stops(stop)) => {}
        () = insists(insistence) => return Err(cut_off()),
    }
    store.close().await;
    tracing::info!("stopped");
    Ok(())
}

fn cannot_listen(address: SocketAddr, error: &std::io::Error) -> Failure {
    Failure::Failed(format!(
        "can't listen on {address}: {error}; name another address with --listen"
    ))
}

fn cut_off() -> Failure {
    Failure::Failed("asked to stop once more, so what was under way was cut off".to_owned())
}

/// Fills a new database, and gives the admin's token if nobody knows it yet; sees to it that the admin of an old one has
/// the token that is set, if one is.
async fn prepare(store: &Store, admin_token: Option<String>) -> Result<Option<String>, SeedError> {
    let new_token = fill_if_new(store, admin_token.as_deref()).await?;
    match (new_token, admin_token) {
        (None, Some(token)) => {
            seed::replace_admin_token(store, &token).await?;
            Ok(None)
        }
        (Some(_), Some(_)) => Ok(None),
        (new_token, None) => Ok(new_token),
    }
}

/// Waits to be asked to stop.
async fn stops(mut signals: Signals) {
    signals.next().await;
    tracing::info!("stopping: no new requests, those under way are finished");
}

/// Waits to be asked to stop a second time.
async fn insists(mut signals: Signals) {
    signals.next().await;
    signals.next().await;
}
