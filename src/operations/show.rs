//! Showing a group, deleted or not.

use super::{address, representation};
use crate::auth::Caller;
use crate::bindings::operations::{ShowGroupByIdError as Error, ShowGroupByIdRequest};
use crate::bindings::server::{Context, Failure};
use crate::bindings::types::GroupResponse;
use crate::errors;
use crate::roles::{Action, allow};
use crate::store::Store;

/// `ShowGroupById`.
pub(crate) async fn group(
    store: &Store,
    cx: &Context<Caller>,
    request: &ShowGroupByIdRequest,
) -> Result<GroupResponse, Failure<Error>> {
    let refused = |refusal| Error::Forbidden(errors::forbidden(refusal).into());
    allow(cx.principal(), Action::Read).map_err(refused)?;
    let found = store.group(request.group_id).await?;
    let group = found.ok_or_else(|| Error::NotFound(errors::record_not_found().into()))?;
    Ok(GroupResponse::new(representation::group(
        group,
        address(cx)?,
    )))
}
