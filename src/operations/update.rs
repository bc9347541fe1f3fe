//! Changing a group.

use super::{address, representation};
use crate::auth::Caller;
use crate::bindings::operations::{UpdateGroupError as Error, UpdateGroupRequest};
use crate::bindings::server::{Context, Failure};
use crate::bindings::types::GroupResponse;
use crate::clock::Seconds;
use crate::roles::{Action, allow};
use crate::store::Store;
use crate::store::groups::{GroupChanges, Update};
use crate::{errors, rules};

/// `UpdateGroup`.
pub(crate) async fn group(
    store: &Store,
    cx: &Context<Caller>,
    request: &UpdateGroupRequest,
) -> Result<GroupResponse, Failure<Error>> {
    let refused = |refusal| Error::Forbidden(errors::forbidden(refusal).into());
    allow(cx.principal(), Action::Update).map_err(refused)?;

    let given = &request.body.group;
    let invalid = |error| Error::UnprocessableEntity(errors::record_invalid(&[error]).into());
    let changes = GroupChanges {
        name: given
            .name
            .as_deref()
            .map(rules::name)
            .transpose()
            .map_err(invalid)?,
        description: given
            .description
            .as_deref()
            .map(rules::description)
            .transpose()
            .map_err(invalid)?,
        is_public: given.is_public,
    };
    match store
        .update_group(request.group_id, &changes, Seconds::now())
        .await?
    {
        Update::Done(group) => Ok(GroupResponse::new(representation::group(
            group,
            address(cx)?,
        ))),
        Update::NoSuchGroup => Err(Error::NotFound(errors::record_not_found().into()).into()),
        Update::PrivateToPublic => Err(invalid(rules::PRIVATE_TO_PUBLIC).into()),
    }
}
