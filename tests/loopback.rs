//! Every operation of the Groups API, the generated client against the generated router in the same process with no
//! socket: what one end sends is what the other gets, in both directions.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::any::Any;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use bindery_runtime::chrono::{DateTime, Utc};
use bindery_runtime::client::Call;
use bindery_runtime::{Operation, WithHeaders};
use zendesk_groups::operations::*;
use zendesk_groups::server::{
    self, Authenticator, BasicCredentials, BearerToken, Context, Denied, Failure, SecurityContext,
};
use zendesk_groups::types::*;
use zendesk_groups::{Client, Error};

/// A handler of everything: it keeps the request, and answers what the test has laid out.
#[derive(Clone, Default)]
struct Double(Arc<Mutex<Exchange>>);

#[derive(Default)]
struct Exchange {
    answer: Option<Box<dyn Any + Send>>,
    request: Option<Box<dyn Any + Send>>,
    caller: Option<String>,
}

impl Double {
    fn handle<R>(&self, cx: &Context<String>, request: R) -> Result<R::Success, Failure<R::Error>>
    where
        R: Operation + Send + 'static,
        R::Success: 'static,
        R::Error: 'static,
        Failure<R::Error>: From<R::Error>,
    {
        let mut exchange = self.0.lock().unwrap();
        exchange.request = Some(Box::new(request));
        exchange.caller = Some(cx.principal().clone());
        let answer = exchange.answer.take().expect("an answer is laid out");
        let answer = answer
            .downcast::<Result<R::Success, R::Error>>()
            .expect("of this operation");
        (*answer).map_err(Failure::from)
    }
}

/// The handlers, all alike.
macro_rules! handlers {
    ($($name:ident($request:ident) -> $success:ty, $error:ident;)*) => {
        impl server::Groups for Double {
            type Principal = String;

            $(async fn $name(
                &self,
                cx: Context<String>,
                request: $request,
            ) -> Result<$success, Failure<$error>> {
                self.handle(&cx, request)
            })*
        }
    };
}

handlers! {
    list_groups(ListGroupsRequest) -> WithHeaders<GroupsResponse, ListGroupsOkHeaders>, ListGroupsError;
    create_group(CreateGroupRequest) -> WithHeaders<GroupResponse, CreateGroupCreatedHeaders>, CreateGroupError;
    count_groups(CountGroupsRequest) -> WithHeaders<CountResponse, CountGroupsOkHeaders>, CountGroupsError;
    list_assignable_groups(ListAssignableGroupsRequest)
        -> WithHeaders<GroupsResponse, ListAssignableGroupsOkHeaders>, ListAssignableGroupsError;
    show_group_by_id(ShowGroupByIdRequest) -> WithHeaders<GroupResponse, ShowGroupByIdOkHeaders>, ShowGroupByIdError;
    update_group(UpdateGroupRequest) -> WithHeaders<GroupResponse, UpdateGroupOkHeaders>, UpdateGroupError;
    delete_group(DeleteGroupRequest) -> WithHeaders<(), DeleteGroupNoContentHeaders>, DeleteGroupError;
    list_user_groups(ListUserGroupsRequest) -> WithHeaders<GroupsResponse, ListUserGroupsOkHeaders>, ListUserGroupsError;
    count_user_groups(CountUserGroupsRequest) -> WithHeaders<CountResponse, CountUserGroupsOkHeaders>, CountUserGroupsError;
}

/// Lets anyone in who shows any credentials, under the name they show.
struct AnyName;

impl Authenticator for AnyName {
    type Principal = String;

    async fn basic_auth(
        &self,
        _: &SecurityContext<'_>,
        credentials: BasicCredentials,
    ) -> Result<String, Denied> {
        Ok(format!(
            "basic {}:{}",
            credentials.user, credentials.password
        ))
    }

    async fn bearer_auth(
        &self,
        _: &SecurityContext<'_>,
        token: BearerToken,
    ) -> Result<String, Denied> {
        Ok(format!("bearer {}", token.as_str()))
    }
}

/// A client and the handler it reaches.
fn loopback() -> (Client, Double) {
    let double = Double::default();
    let client = Client::builder("http://groups.test")
        .basic_auth("agent@example.com/token", "secret")
        .transport(server::router(double.clone(), AnyName))
        .build()
        .unwrap();
    (client, double)
}

/// Sends `request`, has it answered with `answer`, and sees that both arrive as they were.
async fn exchange<R>(request: R, answer: Result<R::Success, R::Error>)
where
    R: Call + Clone + Debug + PartialEq + Send + 'static,
    R::Success: Clone + Debug + PartialEq + Send + 'static,
    R::Error: Clone + Debug + PartialEq + Send + 'static,
{
    exchange_filled(request.clone(), request, answer).await;
}

/// The same, where the handler gets `filled`: the request with the description's defaults.
async fn exchange_filled<R>(request: R, filled: R, answer: Result<R::Success, R::Error>)
where
    R: Call + Clone + Debug + PartialEq + Send + 'static,
    R::Success: Clone + Debug + PartialEq + Send + 'static,
    R::Error: Clone + Debug + PartialEq + Send + 'static,
{
    let (client, double) = loopback();
    double.0.lock().unwrap().answer = Some(Box::new(answer.clone()));
    let got = match client.send(&request).await {
        Ok(value) => Ok(value.into_inner()),
        Err(Error::Api(error)) => Err(error.into_body()),
        Err(other) => panic!("{other}"),
    };
    assert_eq!(got, answer);
    let mut exchange = double.0.lock().unwrap();
    let arrived = exchange.request.take().expect("the handler was reached");
    assert_eq!(*arrived.downcast::<R>().unwrap(), filled);
    assert_eq!(
        exchange.caller.as_deref(),
        Some("basic agent@example.com/token:secret")
    );
}

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn group() -> Group {
    Group {
        url: "http://groups.test/api/v2/groups/4417532988289.json".into(),
        id: 4_417_532_988_289,
        is_public: Some(false),
        name: "Nachtschicht \u{1F319} \"&\" <b>".into(),
        description: Some(String::new()),
        default: false,
        deleted: true,
        created_at: time("2024-03-05T09:12:44Z"),
        updated_at: time("2024-06-18T14:03:10Z"),
    }
}

fn group_response() -> GroupResponse {
    GroupResponse { group: group() }
}

/// A page by offset: the last, so that one link is there and one is null.
fn offset_page() -> GroupsResponse {
    GroupsResponse {
        next_page: Some(None),
        previous_page: Some(Some("http://groups.test/api/v2/groups.json?page=1".into())),
        count: Some(2),
        ..GroupsResponse::new(vec![group(), group()])
    }
}

/// A page by cursor, with the users beside it.
fn cursor_page() -> GroupsResponse {
    GroupsResponse {
        users: Some(vec![User {
            id: 7,
            name: "Ada".into(),
            email: "ada@example.com".into(),
            role: UserRole::Admin,
        }]),
        meta: Some(CursorMeta {
            has_more: true,
            after_cursor: Some("YQ==".into()),
            before_cursor: None,
        }),
        links: Some(CursorLinks {
            next: Some("http://groups.test/api/v2/groups.json?page%5Bsize%5D=1".into()),
            prev: None,
        }),
        ..GroupsResponse::new(vec![group()])
    }
}

fn count_response(refreshed_at: Option<DateTime<Utc>>) -> CountResponse {
    CountResponse {
        count: GroupCount {
            refreshed_at,
            value: 100_000,
        },
    }
}

fn invalid_attribute() -> InvalidAttributeError {
    InvalidAttributeError {
        error: ErrorMessage {
            title: "Invalid attribute".into(),
            message: "You passed an invalid value".into(),
        },
    }
}

fn error_list() -> ErrorList {
    ErrorList {
        errors: vec![ErrorItem {
            code: "InvalidCursor".into(),
            title: "Invalid cursor".into(),
            detail: "It can't be decoded.".into(),
        }],
    }
}

fn not_found() -> RecordNotFoundError {
    RecordNotFoundError {
        error: "RecordNotFound".into(),
        description: "Not found".into(),
    }
}

fn record_invalid() -> RecordInvalidError {
    let detail = |error: Option<&str>| RecordInvalidDetail {
        description: "Name: cannot be blank".into(),
        error: error.map(str::to_owned),
    };
    RecordInvalidError {
        error: "RecordInvalid".into(),
        description: "Record validation errors".into(),
        details: [
            ("base".to_owned(), vec![detail(None)]),
            (
                "name".to_owned(),
                vec![detail(Some("BlankValue")), detail(None)],
            ),
        ]
        .into(),
    }
}

fn role_forbidden() -> ForbiddenError {
    ForbiddenError::RoleForbiddenError(RoleForbiddenError {
        error: ErrorMessage {
            title: "Forbidden".into(),
            message: "You do not have access to this page.".into(),
        },
    })
}

fn scope_forbidden() -> ForbiddenError {
    ForbiddenError::ScopeForbiddenError(ScopeForbiddenError {
        error: "Forbidden".into(),
        description: "You are missing the following required scopes: read".into(),
    })
}

fn unauthorized() -> AuthenticationError {
    AuthenticationError {
        error: "invalid_token".into(),
        error_description: Some("The access token is unknown.".into()),
    }
}

fn too_many() -> WithHeaders<String, TooManyRequestsHeaders> {
    let body = "Number of allowed API requests per minute exceeded".to_owned();
    WithHeaders::new(
        body,
        TooManyRequestsHeaders {
            retry_after: Some(42),
            x_rate_limit: Some(700),
            x_rate_limit_remaining: Some(0),
            ..TooManyRequestsHeaders::default()
        },
    )
}

/// A request for a page with everything in it.
fn full_list() -> ListGroupsRequest {
    ListGroupsRequest {
        page: Some(3),
        per_page: Some(100),
        page_size: Some(1),
        page_after: Some("a+b/c==&d=e".into()),
        page_before: Some("\u{e4} %".into()),
        sort: Some(GroupSort::MinusCreatedAt),
        exclude_deleted: Some(false),
        include: Some("users,unknown".into()),
        if_none_match: Some("W/\"7f3c\"".into()),
    }
}

#[tokio::test]
async fn list_groups() {
    let headers = ListGroupsOkHeaders {
        etag: Some("W/\"7f3c\"".into()),
        x_request_id: Some("abc".into()),
        ratelimit_reset: Some(12),
        ..ListGroupsOkHeaders::default()
    };
    exchange(full_list(), Ok(WithHeaders::new(offset_page(), headers))).await;
    let filled = ListGroupsRequest {
        page: Some(1),
        per_page: Some(100),
        exclude_deleted: Some(true),
        ..ListGroupsRequest::default()
    };
    let request = ListGroupsRequest::default();
    exchange_filled(request, filled, Ok(cursor_page().into())).await;
    let errors = [
        ListGroupsError::NotModified(().into()),
        ListGroupsError::BadRequest(
            BadRequestError::InvalidAttributeError(invalid_attribute()).into(),
        ),
        ListGroupsError::BadRequest(BadRequestError::ErrorList(error_list()).into()),
        ListGroupsError::Unauthorized(unauthorized().into()),
        ListGroupsError::Forbidden(role_forbidden().into()),
        ListGroupsError::Forbidden(scope_forbidden().into()),
        ListGroupsError::TooManyRequests(too_many()),
    ];
    for error in errors {
        exchange(full_list(), Err(error)).await;
    }
}

#[tokio::test]
async fn create_group() {
    let input = GroupInput {
        description: Some("Looks after the night".into()),
        is_public: Some(true),
        ..GroupInput::new("Night shift")
    };
    let request = CreateGroupRequest::new(CreateGroup::new(input));
    let headers = CreateGroupCreatedHeaders {
        location: Some("http://groups.test/api/v2/groups/1.json".into()),
        ..CreateGroupCreatedHeaders::default()
    };
    let created = WithHeaders::new(group_response(), headers);
    exchange(request.clone(), Ok(created)).await;
    let errors = [
        CreateGroupError::BadRequest(invalid_attribute().into()),
        CreateGroupError::Forbidden(role_forbidden().into()),
        CreateGroupError::UnprocessableEntity(record_invalid().into()),
    ];
    for error in errors {
        exchange(request.clone(), Err(error)).await;
    }
    let least = CreateGroupRequest::new(CreateGroup::new(GroupInput::new(" ")));
    let filled = GroupInput {
        description: Some(String::new()),
        is_public: Some(true),
        ..GroupInput::new(" ")
    };
    let filled = CreateGroupRequest::new(CreateGroup::new(filled));
    exchange_filled(least, filled, Ok(group_response().into())).await;
}

#[tokio::test]
async fn count_groups() {
    let refreshed = Some(time("2024-06-18T14:03:10Z"));
    exchange(
        CountGroupsRequest::default(),
        Ok(count_response(refreshed).into()),
    )
    .await;
    exchange(
        CountGroupsRequest::default(),
        Ok(count_response(None).into()),
    )
    .await;
}

#[tokio::test]
async fn list_assignable_groups() {
    let request = ListAssignableGroupsRequest {
        sort: Some(GroupSort::Name),
        page_size: Some(100),
        ..ListAssignableGroupsRequest::default()
    };
    let filled = ListAssignableGroupsRequest {
        page: Some(1),
        per_page: Some(100),
        exclude_deleted: Some(true),
        ..request.clone()
    };
    exchange_filled(request.clone(), filled.clone(), Ok(cursor_page().into())).await;
    let error = BadRequestError::ErrorList(error_list());
    exchange_filled(
        request,
        filled,
        Err(ListAssignableGroupsError::BadRequest(error.into())),
    )
    .await;
}

#[tokio::test]
async fn show_group_by_id() {
    let request = ShowGroupByIdRequest::new(group().id);
    exchange(request.clone(), Ok(group_response().into())).await;
    let error = ShowGroupByIdError::NotFound(not_found().into());
    exchange(request, Err(error)).await;
}

#[tokio::test]
async fn update_group() {
    let changes = GroupChanges {
        description: Some(String::new()),
        ..GroupChanges::default()
    };
    let request = UpdateGroupRequest::new(-1, UpdateGroup::new(changes));
    exchange(request.clone(), Ok(group_response().into())).await;
    let error = UpdateGroupError::UnprocessableEntity(record_invalid().into());
    exchange(request, Err(error)).await;
    let nothing = UpdateGroupRequest::new(1, UpdateGroup::new(GroupChanges::default()));
    exchange(nothing, Ok(group_response().into())).await;
}

#[tokio::test]
async fn delete_group() {
    let request = DeleteGroupRequest::new(i64::MAX);
    exchange(request.clone(), Ok(().into())).await;
    let error = DeleteGroupError::UnprocessableEntity(record_invalid().into());
    exchange(request, Err(error)).await;
}

#[tokio::test]
async fn list_user_groups() {
    let request = ListUserGroupsRequest {
        page: Some(2),
        ..ListUserGroupsRequest::new(35_436)
    };
    let filled = ListUserGroupsRequest {
        per_page: Some(100),
        exclude_deleted: Some(true),
        ..request.clone()
    };
    exchange_filled(request.clone(), filled.clone(), Ok(offset_page().into())).await;
    let error = ListUserGroupsError::NotFound(not_found().into());
    exchange_filled(request, filled, Err(error)).await;
}

#[tokio::test]
async fn count_user_groups() {
    let request = CountUserGroupsRequest::new(35_436);
    exchange(request.clone(), Ok(count_response(None).into())).await;
    let error = CountUserGroupsError::NotFound(not_found().into());
    exchange(request, Err(error)).await;
}

#[tokio::test]
async fn credentials_of_either_scheme_reach_the_authenticator() {
    let double = Double::default();
    let client = Client::builder("http://groups.test")
        .bearer_auth("token")
        .transport(server::router(double.clone(), AnyName))
        .build()
        .unwrap();
    let answer: Result<WithHeaders<_, CountGroupsOkHeaders>, CountGroupsError> =
        Ok(count_response(None).into());
    double.0.lock().unwrap().answer = Some(Box::new(answer));
    client.count_groups().send().await.unwrap();
    let caller = double.0.lock().unwrap().caller.take();
    assert_eq!(caller.as_deref(), Some("bearer token"));
}

#[tokio::test]
async fn a_sort_that_the_description_does_not_name_never_reaches_a_handler() {
    let (client, double) = loopback();
    let answer = client
        .list_groups()
        .sort(GroupSort::from("shoe_size"))
        .send()
        .await;
    let Err(Error::Api(error)) = answer else {
        // The router's own answer is no documented body: the client says what it was.
        let Err(error) = answer else {
            panic!("let through")
        };
        assert_eq!(
            error.status().map(|status| status.as_u16()),
            Some(422),
            "{error}"
        );
        assert!(double.0.lock().unwrap().request.is_none());
        return;
    };
    panic!("{error:?}");
}
