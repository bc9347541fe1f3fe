//! What whichever command finds a new database does first of all.

use groups_server::secrets;
use groups_server::seed::{self, SeedError};
use groups_server::store::Store;

/// Fills a database that has no users yet, and gives the API token of its admin: the one that is set, or a random one.
/// `None` if the database isn't new.
pub(super) async fn fill_if_new(
    store: &Store,
    admin_token: Option<&str>,
) -> Result<Option<String>, SeedError> {
    if store.has_users().await? {
        return Ok(None);
    }
    let token = match admin_token {
        Some(token) => token.to_owned(),
        None => secrets::random()?,
    };
    seed::first_start(store, &token).await?;
    Ok(Some(token))
}
