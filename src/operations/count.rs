//! Counting groups. Deleted ones are not counted.

use crate::auth::Caller;
use crate::bindings::operations::{CountGroupsError, CountUserGroupsError, CountUserGroupsRequest};
use crate::bindings::server::{Context, Failure};
use crate::bindings::types::{CountResponse, GroupCount};
use crate::clock::Seconds;
use crate::errors;
use crate::roles::{Action, allow};
use crate::store::groups::{Filter, Scope};
use crate::store::{Store, StoreError};

/// `CountGroups`.
pub(crate) async fn groups(
    store: &Store,
    cx: &Context<Caller>,
) -> Result<CountResponse, Failure<CountGroupsError>> {
    type Error = CountGroupsError;
    let refused = |refusal| Error::Forbidden(errors::forbidden(refusal).into());
    allow(cx.principal(), Action::Read).map_err(refused)?;
    Ok(count(store, Scope::Account).await?)
}

/// `CountUserGroups`.
pub(crate) async fn user_groups(
    store: &Store,
    cx: &Context<Caller>,
    request: &CountUserGroupsRequest,
) -> Result<CountResponse, Failure<CountUserGroupsError>> {
    type Error = CountUserGroupsError;
    let refused = |refusal| Error::Forbidden(errors::forbidden(refusal).into());
    allow(cx.principal(), Action::Read).map_err(refused)?;
    if !store.user_exists(request.user_id).await? {
        return Err(Error::NotFound(errors::record_not_found().into()).into());
    }
    Ok(count(store, Scope::User(request.user_id)).await?)
}

/// Counts the groups there are right now, so the count was refreshed now.
async fn count(store: &Store, scope: Scope) -> Result<CountResponse, StoreError> {
    let value = store
        .count_groups(&Filter {
            scope,
            exclude_deleted: true,
        })
        .await?;
    Ok(CountResponse::new(GroupCount::new(
        Some(Seconds::now().to_utc()),
        value,
    )))
}
