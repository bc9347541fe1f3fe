//! Listing groups: those of the account, of a user, and those that the caller can assign tickets to.

use super::{address, representation};
use crate::address::Address;
use crate::auth::Caller;
use crate::bindings::operations::{
    ListAssignableGroupsError, ListAssignableGroupsRequest, ListGroupsError, ListGroupsRequest,
    ListUserGroupsError, ListUserGroupsRequest,
};
use crate::bindings::server::{Context, Failure};
use crate::bindings::types::{CursorLinks, CursorMeta, GroupSort, GroupsResponse};
use crate::errors;
use crate::pages::cursor::CursorPaging;
use crate::pages::offset::OffsetPaging;
use crate::pages::order::Order;
use crate::pages::{self, PageError, Paging, links};
use crate::roles::{Action, Role, allow};
use crate::store::groups::{Filter, Group, Scope};
use crate::store::{Store, StoreError};

/// What the requests of the three lists have in common.
struct Wanted<'a> {
    parameters: pages::Parameters<'a>,
    order: Order,
    exclude_deleted: bool,
    include_users: bool,
}

/// Reads what is wanted out of a request of any of the three lists, whose types differ but whose fields are the same.
macro_rules! wanted {
    ($request:expr) => {
        Wanted {
            parameters: pages::Parameters {
                page: $request.page,
                per_page: $request.per_page,
                page_size: $request.page_size,
                page_after: $request.page_after.as_deref(),
                page_before: $request.page_before.as_deref(),
            },
            order: order($request.sort.as_ref()),
            exclude_deleted: $request.exclude_deleted.unwrap_or(true),
            include_users: includes_users($request.include.as_deref()),
        }
    };
}

/// `ListGroups`.
pub(crate) async fn groups(
    store: &Store,
    cx: &Context<Caller>,
    request: &ListGroupsRequest,
) -> Result<GroupsResponse, Failure<ListGroupsError>> {
    type Error = ListGroupsError;
    let refused = |refusal| Error::Forbidden(errors::forbidden(refusal).into());
    allow(cx.principal(), Action::Read).map_err(refused)?;

    let wanted = wanted!(request);
    let no_page = |error| Error::BadRequest(errors::no_page(error, "ListGroups").into());
    let paging = wanted.paging().map_err(no_page)?;
    Ok(wanted
        .fetch(store, address(cx)?, Scope::Account, paging)
        .await?)
}

/// `ListUserGroups`.
pub(crate) async fn user_groups(
    store: &Store,
    cx: &Context<Caller>,
    request: &ListUserGroupsRequest,
) -> Result<GroupsResponse, Failure<ListUserGroupsError>> {
    type Error = ListUserGroupsError;
    let refused = |refusal| Error::Forbidden(errors::forbidden(refusal).into());
    allow(cx.principal(), Action::Read).map_err(refused)?;
    if !store.user_exists(request.user_id).await? {
        return Err(Error::NotFound(errors::record_not_found().into()).into());
    }

    let wanted = wanted!(request);
    let no_page = |error| Error::BadRequest(errors::no_page(error, "ListUserGroups").into());
    let paging = wanted.paging().map_err(no_page)?;
    Ok(wanted
        .fetch(store, address(cx)?, Scope::User(request.user_id), paging)
        .await?)
}

/// `ListAssignableGroups`. A deleted group is not assignable, whatever `exclude_deleted` says.
pub(crate) async fn assignable_groups(
    store: &Store,
    cx: &Context<Caller>,
    request: &ListAssignableGroupsRequest,
) -> Result<GroupsResponse, Failure<ListAssignableGroupsError>> {
    type Error = ListAssignableGroupsError;
    let refused = |refusal| Error::Forbidden(errors::forbidden(refusal).into());
    allow(cx.principal(), Action::Read).map_err(refused)?;

    let wanted = Wanted {
        exclude_deleted: true,
        ..wanted!(request)
    };
    let no_page = |error| Error::BadRequest(errors::no_page(error, "ListAssignableGroups").into());
    let paging = wanted.paging().map_err(no_page)?;
    let scope = assignable_by(cx.principal());
    Ok(wanted.fetch(store, address(cx)?, scope, paging).await?)
}

/// The groups that a caller can assign tickets to: an agent stays out of private groups of others.
fn assignable_by(caller: &Caller) -> Scope {
    match caller.user.role {
        Role::Admin => Scope::Account,
        Role::Agent | Role::EndUser => Scope::PublicOrUser(caller.user.id),
    }
}

fn order(sort: Option<&GroupSort>) -> Order {
    sort.and_then(|sort| Order::parse(sort.as_str()))
        .unwrap_or_default()
}

fn includes_users(include: Option<&str>) -> bool {
    include.is_some_and(|names| names.split(',').any(|name| name.trim() == "users"))
}

impl Wanted<'_> {
    fn paging(&self) -> Result<Paging, PageError> {
        Paging::choose(&self.parameters, self.order)
    }

    async fn fetch(
        &self,
        store: &Store,
        address: &Address,
        scope: Scope,
        paging: Paging,
    ) -> Result<GroupsResponse, StoreError> {
        let filter = Filter {
            scope,
            exclude_deleted: self.exclude_deleted,
        };
        let (groups, page) = match paging {
            Paging::Offset(paging) => numbered(store, address, &filter, paging, self.order).await?,
            Paging::Cursor(paging) => at_cursor(store, address, &filter, &paging).await?,
        };
        let users = if self.include_users {
            let ids: Vec<i64> = groups.iter().map(|group| group.id).collect();
            let members = store.members_of(&ids).await?;
            Some(members.into_iter().map(representation::user).collect())
        } else {
            None
        };
        let groups = groups
            .into_iter()
            .map(|group| representation::group(group, address));
        Ok(GroupsResponse {
            groups: groups.collect(),
            users,
            ..page
        })
    }
}

/// The groups of a numbered page, and the page without them.
async fn numbered(
    store: &Store,
    address: &Address,
    filter: &Filter,
    paging: OffsetPaging,
    order: Order,
) -> Result<(Vec<Group>, GroupsResponse), StoreError> {
    let found = store.offset_page(filter, paging, order).await?;
    let links = links::offset_links(address, paging, found.count);
    let page = GroupsResponse {
        next_page: Some(links.next_page),
        previous_page: Some(links.previous_page),
        count: Some(found.count),
        ..GroupsResponse::new(Vec::new())
    };
    Ok((found.groups, page))
}

/// The groups of a page at a cursor, and the page without them.
async fn at_cursor(
    store: &Store,
    address: &Address,
    filter: &Filter,
    paging: &CursorPaging,
) -> Result<(Vec<Group>, GroupsResponse), StoreError> {
    let found = store.keyset_page(filter, paging).await?;
    let order = paging.order;
    let first = found.groups.first().map(|group| group.position(order));
    let last = found.groups.last().map(|group| group.position(order));
    let links = links::cursor_links(address, first.zip(last), order);
    let page = GroupsResponse {
        meta: Some(CursorMeta::new(
            found.has_more,
            links.after_cursor,
            links.before_cursor,
        )),
        links: Some(CursorLinks::new(links.prev, links.next)),
        ..GroupsResponse::new(Vec::new())
    };
    Ok((found.groups, page))
}
