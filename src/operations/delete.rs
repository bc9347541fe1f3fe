//! Deleting a group. That this only marks it is in [`crate::store::groups`].

use crate::auth::Caller;
use crate::bindings::operations::{DeleteGroupError as Error, DeleteGroupRequest};
use crate::bindings::server::{Context, Failure};
use crate::clock::Seconds;
use crate::roles::{Action, allow};
use crate::store::Store;
use crate::store::groups::Deletion;
use crate::{errors, rules};

/// `DeleteGroup`.
pub(crate) async fn group(
    store: &Store,
    cx: &Context<Caller>,
    request: &DeleteGroupRequest,
) -> Result<(), Failure<Error>> {
    let refused = |refusal| Error::Forbidden(errors::forbidden(refusal).into());
    allow(cx.principal(), Action::Delete).map_err(refused)?;
    match store.delete_group(request.group_id, Seconds::now()).await? {
        Deletion::Done => Ok(()),
        Deletion::NoSuchGroup => Err(Error::NotFound(errors::record_not_found().into()).into()),
        Deletion::DefaultGroup => {
            let body = errors::record_invalid(&[rules::DEFAULT_GROUP_STAYS]);
            Err(Error::UnprocessableEntity(body.into()).into())
        }
    }
}
