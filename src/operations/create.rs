//! Making a group.

use super::{address, representation};
use crate::auth::Caller;
use crate::bindings::operations::{CreateGroupError as Error, CreateGroupRequest};
use crate::bindings::server::{Context, Failure};
use crate::bindings::types::GroupResponse;
use crate::clock::Seconds;
use crate::roles::{Action, allow};
use crate::store::Store;
use crate::store::groups::NewGroup;
use crate::{errors, rules};

/// `CreateGroup`.
pub(crate) async fn group(
    store: &Store,
    cx: &Context<Caller>,
    request: &CreateGroupRequest,
) -> Result<GroupResponse, Failure<Error>> {
    let refused = |refusal| Error::Forbidden(errors::forbidden(refusal).into());
    allow(cx.principal(), Action::Create).map_err(refused)?;

    let given = &request.body.group;
    let invalid = |error| Error::UnprocessableEntity(errors::record_invalid(&[error]).into());
    let new = NewGroup {
        name: rules::name(&given.name).map_err(invalid)?,
        description: rules::description(given.description.as_deref().unwrap_or_default())
            .map_err(invalid)?,
        is_public: given.is_public.unwrap_or(true),
    };
    let made = store.create_group(&new, Seconds::now()).await?;
    Ok(GroupResponse::new(representation::group(
        made,
        address(cx)?,
    )))
}
