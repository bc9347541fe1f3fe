//! The client that Bindery makes.

use zendesk_groups::operations::{
    CountGroupsError, CreateGroupError, ListGroupsError, ListUserGroupsError, ShowGroupByIdError,
    UpdateGroupError,
};
use zendesk_groups::types::{CreateGroup, Group, GroupChanges, GroupInput, UpdateGroup};
use zendesk_groups::{Client, Error};

use super::scenarios::scenarios_of;
use super::{Found, GroupsClient, List, Paging, Refusal};

scenarios_of!(Client);

/// All groups of a list, whichever it is: the requests of the three are types of their own, with the same methods.
macro_rules! all {
    ($list:expr, $paging:expr) => {
        match $paging {
            Paging::ByCursor(size) => $list.page_size(size.into()).stream().collect().await?,
            Paging::ByNumber(size) => {
                let mut groups = Vec::new();
                for number in 1.. {
                    let page = $list.page(number).per_page(size.into()).send().await?;
                    groups.extend_from_slice(&page.groups);
                    if page.next_page.as_ref().is_none_or(Option::is_none) {
                        break;
                    }
                }
                groups
            }
        }
    };
}

impl GroupsClient for Client {
    fn new(url: &str, token: &str) -> Self {
        let builder = Client::builder(url).basic_auth("admin@example.com/token", token);
        builder.build().unwrap()
    }

    async fn list(&self, list: List, paging: Paging) -> Result<Vec<Found>, Refusal> {
        let groups: Vec<Group> = match list {
            List::All => all!(self.list_groups(), paging),
            List::Assignable => all!(self.list_assignable_groups(), paging),
            List::OfUser(user) => all!(self.list_user_groups(user), paging),
        };
        Ok(groups.iter().map(found).collect())
    }

    async fn count(&self, user: Option<i64>) -> Result<u64, Refusal> {
        let count = match user {
            None => self.count_groups().send().await?.count.value,
            Some(user) => self.count_user_groups(user).send().await?.count.value,
        };
        Ok(count.try_into().unwrap())
    }

    async fn show(&self, id: i64) -> Result<Found, Refusal> {
        let answer = self.show_group_by_id(id).send().await?;
        Ok(found(&answer.group))
    }

    async fn create(&self, name: &str, is_public: bool) -> Result<Found, Refusal> {
        let group = GroupInput {
            is_public: Some(is_public),
            ..GroupInput::new(name)
        };
        let answer = self.create_group(&CreateGroup::new(group)).send().await?;
        assert_eq!(answer.status(), 201);
        Ok(found(&answer.group))
    }

    async fn update(
        &self,
        id: i64,
        name: Option<&str>,
        is_public: Option<bool>,
    ) -> Result<Found, Refusal> {
        let changes = GroupChanges {
            name: name.map(str::to_owned),
            is_public,
            ..GroupChanges::default()
        };
        let answer = self.update_group(id, &UpdateGroup::new(changes)).send();
        Ok(found(&answer.await?.group))
    }

    async fn delete(&self, id: i64) -> Result<(), Refusal> {
        let answer = self.delete_group(id).send().await?;
        assert_eq!(answer.status(), 204);
        Ok(())
    }
}

fn found(group: &Group) -> Found {
    Found {
        id: group.id,
        name: group.name.clone(),
        is_public: group.is_public.expect("the service tells it"),
        deleted: group.deleted,
        url: group.url.clone(),
    }
}

/// What the errors of operations are, by the body that was made of the answer.
macro_rules! refusals {
    ($($error:ident: $($variant:ident)+;)+) => {
        $(
            impl From<Error<$error>> for Refusal {
                fn from(error: Error<$error>) -> Self {
                    let Error::Api(error) = error else {
                        panic!("{error}");
                    };
                    match error.body() {
                        $($error::$variant(_) => Self::$variant,)+
                        other => panic!("{other:?}"),
                    }
                }
            }
        )+
    };
}

refusals! {
    ListGroupsError: Unauthorized;
    ListUserGroupsError: Unauthorized NotFound;
    CountGroupsError: Unauthorized;
    ShowGroupByIdError: Unauthorized NotFound;
    CreateGroupError: Unauthorized UnprocessableEntity;
    UpdateGroupError: Unauthorized NotFound UnprocessableEntity;
}
