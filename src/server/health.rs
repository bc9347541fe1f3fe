//! For those who watch over the service: `/healthz` and `/readyz`. They need no credentials, count towards no limit and
//! aren't logged.

use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::routing::get;
use tokio::time::timeout;

use crate::layers::host;
use crate::store::Store;

/// How long the database may take to show that it is there.
const PATIENCE: Duration = Duration::from_secs(2);

/// The two routes.
pub(crate) fn routes(store: Store) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .layer(from_fn(host::check))
        .with_state(store)
}

/// Whether requests can be served: whether the database answers.
async fn ready(State(store): State<Store>) -> (StatusCode, &'static str) {
    match timeout(PATIENCE, store.has_users()).await {
        Ok(Ok(_)) => (StatusCode::OK, "ok\n"),
        Ok(Err(error)) => {
            tracing::error!(%error, "not ready");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database can't answer\n",
            )
        }
        Err(_) => {
            tracing::error!("not ready: the database takes too long");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database takes too long\n",
            )
        }
    }
}
