//! The README's first look at client and server code, compiled and run; and the README shows just that code.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::collections::BTreeMap;
use std::io;

use bindery_runtime::WithHeaders;
use zendesk_groups::client::BuildError;
use zendesk_groups::operations::*;
use zendesk_groups::server::{
    self, BasicCredentials, BearerToken, Context, Denied, Failure, SecurityContext,
};
use zendesk_groups::types::*;
use zendesk_groups::{Client, Error};

const README: &str = include_str!("../README.md");
const THIS_FILE: &str = include_str!("first_look.rs");

fn connect(api_token: &str) -> Result<Client, BuildError> {
    let client = Client::builder("https://company.zendesk.com")
        .basic_auth("agent@example.com/token", api_token)
        .build()?;
    Ok(client)
}

async fn first_look(client: Client) -> Result<String, Box<dyn std::error::Error>> {
    let new = CreateGroup::new(GroupInput::new("Night shift"));
    let created = client.create_group(&new).send().await?;
    println!("{} {}", created.status(), created.group.url);

    match client.show_group_by_id(created.group.id).send().await {
        Ok(answer) => Ok(answer.group.name.clone()),
        Err(Error::Api(error)) => match error.body() {
            ShowGroupByIdError::NotFound(record) => Ok(record.description.clone()),
            other => Err(format!("{}: {other:?}", error.status()).into()),
        },
        Err(error) => Err(error.into()), // transport, timeout, a body that can't be read
    }
}

/// Handlers of operations that the README doesn't show.
macro_rules! not_shown {
    ($($name:ident($request:ty, $success:ty, $error:ty);)*) => {
        $(async fn $name(
            &self,
            _cx: Context<Agent>,
            _request: $request,
        ) -> Result<$success, Failure<$error>> {
            Err(Failure::internal("not part of the first look"))
        })*
    };
}
struct Service {
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

    not_shown! {
        list_groups(ListGroupsRequest, WithHeaders<GroupsResponse, ListGroupsOkHeaders>, ListGroupsError);
        count_groups(CountGroupsRequest, WithHeaders<CountResponse, CountGroupsOkHeaders>, CountGroupsError);
        list_assignable_groups(
            ListAssignableGroupsRequest,
            WithHeaders<GroupsResponse, ListAssignableGroupsOkHeaders>,
            ListAssignableGroupsError
        );
        update_group(UpdateGroupRequest, WithHeaders<GroupResponse, UpdateGroupOkHeaders>, UpdateGroupError);
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

struct Agent;

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

struct Users;

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

    async fn bearer_auth(&self, _: &SecurityContext<'_>, _: BearerToken) -> Result<Agent, Denied> {
        Err(Denied::unauthorized("unknown"))
    }
}

fn app(ids: impl IntoIterator<Item = i64>) -> axum::Router {
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
    let service = Service {
        store: Store(ids.into_iter().map(group).collect()),
    };
    let users = Users;
    let app: axum::Router = server::router(service, users);
    app
}

/// The same client, by way of a router in this process.
fn reaching(app: axum::Router, password: &str) -> Client {
    let builder = Client::builder("https://company.zendesk.com");
    let builder = builder.basic_auth("agent@example.com/token", password);
    builder.transport(app).build().unwrap()
}

#[tokio::test]
async fn the_first_look_runs() {
    assert!(connect("secret").is_ok());
    let shown = first_look(reaching(app([1]), "secret")).await.unwrap();
    assert_eq!(shown, "Days");
    let refused = first_look(reaching(app([1]), "wrong")).await.unwrap_err();
    assert!(refused.to_string().contains("401"), "{refused}");
}

/// Each piece of the README's code between a line of dots stands in this file, line for line.
#[test]
fn the_readme_shows_this_code() {
    let blocks: Vec<_> = README
        .split("```rust\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    assert!(!blocks.is_empty());
    let lines = |text: &str| -> Vec<String> {
        text.lines()
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.is_empty())
            .collect()
    };
    let here = lines(THIS_FILE).join("\n");
    for piece in blocks.iter().flat_map(|block| block.split("// …\n")) {
        let piece = lines(piece).join("\n");
        assert!(
            here.contains(&piece),
            "not in tests/first_look.rs:\n{piece}"
        );
    }
}
