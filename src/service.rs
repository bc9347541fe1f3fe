//! The emitted server trait, implemented: each operation is in [`crate::operations`].

use bindery_runtime::WithHeaders;

use crate::auth::Caller;
use crate::bindings::operations::{
    CountGroupsError, CountGroupsOkHeaders, CountGroupsRequest, CountUserGroupsError,
    CountUserGroupsOkHeaders, CountUserGroupsRequest, CreateGroupCreatedHeaders, CreateGroupError,
    CreateGroupRequest, DeleteGroupError, DeleteGroupNoContentHeaders, DeleteGroupRequest,
    ListAssignableGroupsError, ListAssignableGroupsOkHeaders, ListAssignableGroupsRequest,
    ListGroupsError, ListGroupsOkHeaders, ListGroupsRequest, ListUserGroupsError,
    ListUserGroupsOkHeaders, ListUserGroupsRequest, ShowGroupByIdError, ShowGroupByIdOkHeaders,
    ShowGroupByIdRequest, UpdateGroupError, UpdateGroupOkHeaders, UpdateGroupRequest,
};
use crate::bindings::server::{Context, Failure, Groups};
use crate::bindings::types::{CountResponse, GroupResponse, GroupsResponse};
use crate::operations::{count, create, delete, list, show, update};
use crate::store::Store;

/// The Groups API on a store.
#[derive(Debug)]
pub(crate) struct Service {
    store: Store,
}

impl Service {
    /// Serves the groups of this store.
    pub(crate) fn new(store: Store) -> Self {
        Self { store }
    }
}

/// Headers that every answer has (`ETag`, `X-Request-Id`, the rate limit) come from [`crate::layers`].
impl Groups for Service {
    type Principal = Caller;

    async fn list_groups(
        &self,
        cx: Context<Caller>,
        request: ListGroupsRequest,
    ) -> Result<WithHeaders<GroupsResponse, ListGroupsOkHeaders>, Failure<ListGroupsError>> {
        Ok(list::groups(&self.store, &cx, &request).await?.into())
    }

    async fn create_group(
        &self,
        cx: Context<Caller>,
        request: CreateGroupRequest,
    ) -> Result<WithHeaders<GroupResponse, CreateGroupCreatedHeaders>, Failure<CreateGroupError>>
    {
        let body = create::group(&self.store, &cx, &request).await?;
        let location = Some(body.group.url.clone());
        let headers = CreateGroupCreatedHeaders {
            location,
            ..Default::default()
        };
        Ok(WithHeaders::new(body, headers))
    }

    async fn count_groups(
        &self,
        cx: Context<Caller>,
        _request: CountGroupsRequest,
    ) -> Result<WithHeaders<CountResponse, CountGroupsOkHeaders>, Failure<CountGroupsError>> {
        Ok(count::groups(&self.store, &cx).await?.into())
    }

    async fn list_assignable_groups(
        &self,
        cx: Context<Caller>,
        request: ListAssignableGroupsRequest,
    ) -> Result<
        WithHeaders<GroupsResponse, ListAssignableGroupsOkHeaders>,
        Failure<ListAssignableGroupsError>,
    > {
        Ok(list::assignable_groups(&self.store, &cx, &request)
            .await?
            .into())
    }

    async fn show_group_by_id(
        &self,
        cx: Context<Caller>,
        request: ShowGroupByIdRequest,
    ) -> Result<WithHeaders<GroupResponse, ShowGroupByIdOkHeaders>, Failure<ShowGroupByIdError>>
    {
        Ok(show::group(&self.store, &cx, &request).await?.into())
    }

    async fn update_group(
        &self,
        cx: Context<Caller>,
        request: UpdateGroupRequest,
    ) -> Result<WithHeaders<GroupResponse, UpdateGroupOkHeaders>, Failure<UpdateGroupError>> {
        let body = update::group(&self.store, &cx, &request).await?;
        let location = Some(body.group.url.clone());
        let headers = UpdateGroupOkHeaders {
            location,
            ..Default::default()
        };
        Ok(WithHeaders::new(body, headers))
    }

    async fn delete_group(
        &self,
        cx: Context<Caller>,
        request: DeleteGroupRequest,
    ) -> Result<WithHeaders<(), DeleteGroupNoContentHeaders>, Failure<DeleteGroupError>> {
        Ok(delete::group(&self.store, &cx, &request).await?.into())
    }

    async fn list_user_groups(
        &self,
        cx: Context<Caller>,
        request: ListUserGroupsRequest,
    ) -> Result<WithHeaders<GroupsResponse, ListUserGroupsOkHeaders>, Failure<ListUserGroupsError>>
    {
        Ok(list::user_groups(&self.store, &cx, &request).await?.into())
    }

    async fn count_user_groups(
        &self,
        cx: Context<Caller>,
        request: CountUserGroupsRequest,
    ) -> Result<WithHeaders<CountResponse, CountUserGroupsOkHeaders>, Failure<CountUserGroupsError>>
    {
        Ok(count::user_groups(&self.store, &cx, &request).await?.into())
    }
}
