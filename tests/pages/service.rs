//! A small Groups service, for the code of the pages to talk to.

use std::collections::BTreeMap;
use std::io;

use bindery_runtime::WithHeaders;
use zendesk_groups::Client;
use zendesk_groups::operations::*;
use zendesk_groups::server::{
    self, BasicCredentials, BearerToken, Context, Denied, Failure, SecurityContext,
};
use zendesk_groups::types::*;

/// Handlers of operations that no page shows.
macro_rules! not_shown {
    ($($name:ident($request:ty, $success:ty, $error:ty);)*) => {
        $(async fn $name(
            &self,
            _cx: Context<Agent>,
            _request: $request,
        ) -> Result<$success, Failure<$error>> {
            Err(Failure::internal("no page shows it"))
        })*
    };
}

pub(crate) struct Service {
    store: Store,
}

type Shown = WithHeaders<GroupResponse, ShowGroupByIdOkHeaders>;

impl server::Groups for Service {
    type Principal = Agent;

    async fn show_group_by_id(
        &self,
        _cx: Context<Agent>,
        request: ShowGroupByIdRequest,
    ) -> Result<Shown, Failure<ShowGroupByIdError>> {
        let group = self
            .store
            .group(request.group_id)? // any error: a 500 without detail, and logged
            .ok_or(ShowGroupByIdError::NotFound(record_not_found()))?; // a documented answer
        Ok(GroupResponse { group }.into())
    }

    async fn create_group(
        &self,
        _cx: Context<Agent>,
        request: CreateGroupRequest,
    ) -> Result<WithHeaders<GroupResponse, CreateGroupCreatedHeaders>, Failure<CreateGroupError>>
    {
        let name = request.body.group.name;
        let group = self
            .store
            .group(1)?
            .ok_or_else(|| Failure::internal("no group"))?;
        let group = Group { name, ..group };
        Ok(GroupResponse { group }.into())
    }

    async fn list_groups(
        &self,
        _cx: Context<Agent>,
        request: ListGroupsRequest,
    ) -> Result<WithHeaders<GroupsResponse, ListGroupsOkHeaders>, Failure<ListGroupsError>> {
        let after: i64 = request.page_after.map_or(Ok(0), |cursor| cursor.parse())?;
        let size = usize::try_from(request.page_size.unwrap_or(100))?;
        let Store(store) = &self.store;
        let rest: Vec<&Group> = store.range(after + 1..).map(|(_, group)| group).collect();
        let page: Vec<Group> = rest.iter().take(size).copied().cloned().collect();
        let meta = CursorMeta {
            has_more: rest.len() > size,
            after_cursor: page.last().map(|group| group.id.to_string()),
            before_cursor: None,
        };
        let page = GroupsResponse {
            meta: Some(meta),
            ..GroupsResponse::new(page)
        };
        Ok(page.into())
    }

    async fn update_group(
        &self,
        _cx: Context<Agent>,
        request: UpdateGroupRequest,
    ) -> Result<WithHeaders<GroupResponse, UpdateGroupOkHeaders>, Failure<UpdateGroupError>> {
        let mut group = self
            .store
            .group(request.group_id)?
            .ok_or(UpdateGroupError::NotFound(record_not_found()))?;
        let changes = request.body.group;
        group.name = changes.name.unwrap_or(group.name); // absent: it stays
        group.description = changes.description.or(group.description);
        group.is_public = changes.is_public.or(group.is_public);
        Ok(GroupResponse { group }.into())
    }

    not_shown! {
        count_groups(CountGroupsRequest, WithHeaders<CountResponse, CountGroupsOkHeaders>, CountGroupsError);
        list_assignable_groups(
            ListAssignableGroupsRequest,
            WithHeaders<GroupsResponse, ListAssignableGroupsOkHeaders>,
            ListAssignableGroupsError
        );
        delete_group(DeleteGroupRequest, WithHeaders<(), DeleteGroupNoContentHeaders>, DeleteGroupError);
        list_user_groups(
            ListUserGroupsRequest,
            WithHeaders<GroupsResponse, ListUserGroupsOkHeaders>,
            ListUserGroupsError
        );
        count_user_groups(
            CountUserGroupsRequest,
            WithHeaders<CountResponse, CountUserGroupsOkHeaders>,
            CountUserGroupsError
        );
    }
}

pub(crate) struct Agent;

struct Store(BTreeMap<i64, Group>);

impl Store {
    fn group(&self, id: i64) -> io::Result<Option<Group>> {
        Ok(self.0.get(&id).cloned())
    }
}

fn record_not_found() -> WithHeaders<RecordNotFoundError, NotFoundHeaders> {
    RecordNotFoundError {
        error: "RecordNotFound".to_owned(),
        description: "Not found".to_owned(),
    }
    .into()
}

pub(crate) struct Users;

impl server::Authenticator for Users {
    type Principal = Agent;

    async fn basic_auth(
        &self,
        _: &SecurityContext<'_>,
        credentials: BasicCredentials,
    ) -> Result<Agent, Denied> {
        let known =
            credentials.user == "agent@example.com/token" && credentials.password == "secret";
        known
            .then_some(Agent)
            .ok_or_else(|| Denied::unauthorized("unknown"))
    }

    async fn bearer_auth(
        &self,
        cx: &SecurityContext<'_>,
        token: BearerToken,
    ) -> Result<Agent, Denied> {
        let granted = scopes_of(token.as_str()).ok_or_else(|| Denied::unauthorized("unknown"))?;
        let needed = if cx.method().is_safe() {
            "read"
        } else {
            "write"
        };
        if !granted.contains(&needed) {
            return Err(Denied::forbidden("the token doesn't grant that")); // 403
        }
        Ok(Agent)
    }
}

/// What a token grants.
fn scopes_of(token: &str) -> Option<Vec<&'static str>> {
    match token {
        "reader" => Some(vec!["read"]),
        "writer" => Some(vec!["read", "write"]),
        _ => None,
    }
}

/// A service with groups of these ids.
pub(crate) fn service(ids: impl IntoIterator<Item = i64>) -> Service {
    let epoch = bindery_runtime::chrono::DateTime::UNIX_EPOCH;
    let group = |id| {
        (
            id,
            Group::new(
                "https://company.zendesk.com/api/v2/groups/1.json",
                id,
                "Days",
                false,
                false,
                epoch,
                epoch,
            ),
        )
    };
    Service {
        store: Store(ids.into_iter().map(group).collect()),
    }
}

/// The router of such a service.
pub(crate) fn app(ids: impl IntoIterator<Item = i64>) -> axum::Router {
    let service = service(ids);
    let users = Users;
    let app: axum::Router = server::router(service, users);
    app
}

/// The same client, by way of a router in this process.
pub(crate) fn reaching(app: axum::Router, password: &str) -> Client {
    let builder = Client::builder("https://company.zendesk.com");
    let builder = builder.basic_auth("agent@example.com/token", password);
    builder.transport(app).build().unwrap()
}
