//! What each of the clients does.

use std::collections::HashSet;

use super::{GroupsClient, List, Paging, Refusal};
use crate::service::{ADMIN_TOKEN, Service};

/// The id of the admin, who was the first to be made.
const ADMIN_ID: i64 = 1;
/// How many groups there are: none, one, and what is at the end of a page of 100.
const SIZES: [usize; 5] = [0, 1, 100, 101, 250];
/// No group and no user has this id.
const NOBODY: i64 = 999_999;

/// A client of the service, for its admin.
fn client<C: GroupsClient>(service: &Service) -> C {
    C::new(service.url(), ADMIN_TOKEN)
}

pub(super) async fn each_group_is_listed_once<C: GroupsClient>() {
    for size in SIZES {
        let service = Service::with_groups(size).await;
        let client: C = client(&service);
        for list in [List::All, List::Assignable, List::OfUser(ADMIN_ID)] {
            for paging in [
                Paging::ByCursor(100),
                Paging::ByCursor(25),
                Paging::ByNumber(100),
                Paging::ByNumber(25),
            ] {
                let groups = client.list(list, paging).await.unwrap();
                let what = format!("{list:?}, {paging:?}, {size}");
                assert_eq!(groups.len(), size, "{what}");
                let ids: HashSet<i64> = groups.iter().map(|group| group.id).collect();
                assert_eq!(ids.len(), size, "{what}");
                assert!(groups.is_sorted_by_key(|group| &group.name), "{what}");
                assert!(!groups.iter().any(|group| group.deleted), "{what}");
            }
        }
    }
}

pub(super) async fn groups_are_counted<C: GroupsClient>() {
    for size in SIZES {
        let service = Service::with_groups(size).await;
        let client: C = client(&service);
        for user in [None, Some(ADMIN_ID)] {
            let count = client.count(user).await.unwrap();
            assert_eq!(count, u64::try_from(size).unwrap(), "{user:?}");
        }
    }
}

pub(super) async fn a_group_is_made_shown_changed_and_deleted<C: GroupsClient>() {
    let service = Service::start().await;
    let client: C = client(&service);
    let made = client.create("Night shift", false).await.unwrap();
    assert_eq!((made.name.as_str(), made.is_public), ("Night shift", false));
    let url = format!("{}/api/v2/groups/{}.json", service.url(), made.id);
    assert_eq!(made.url, url);
    assert_eq!(client.show(made.id).await.unwrap(), made);

    let changed = client.update(made.id, Some("Late shift"), None).await;
    let mut expected = made.clone();
    expected.name = "Late shift".to_owned();
    assert_eq!(changed.as_ref(), Ok(&expected));
    assert_eq!(client.show(made.id).await, changed);

    client.delete(made.id).await.unwrap();
    expected.deleted = true;
    assert_eq!(client.show(made.id).await, Ok(expected));
    let left = client.list(List::All, Paging::ByCursor(100)).await.unwrap();
    assert!(!left.iter().any(|group| group.id == made.id));
    assert_eq!(client.delete(made.id).await, Err(Refusal::NotFound));
}

pub(super) async fn wrong_credentials_are_refused<C: GroupsClient>() {
    let service = Service::start().await;
    let stranger = C::new(service.url(), "not-the-token");
    let refused = Refusal::Unauthorized;
    let list = stranger.list(List::All, Paging::ByCursor(100)).await;
    assert_eq!(list, Err(refused));
    assert_eq!(stranger.count(None).await, Err(refused));
    assert_eq!(stranger.show(1).await, Err(refused));
    assert_eq!(stranger.create("Mine", true).await, Err(refused));
    assert_eq!(stranger.update(1, None, None).await, Err(refused));
    assert_eq!(stranger.delete(1).await, Err(refused));
}

pub(super) async fn what_is_not_there_is_not_found<C: GroupsClient>() {
    let service = Service::start().await;
    let client: C = client(&service);
    let missing = Refusal::NotFound;
    let of_nobody = List::OfUser(NOBODY);
    let list = client.list(of_nobody, Paging::ByNumber(100)).await;
    assert_eq!(list, Err(missing));
    assert_eq!(client.count(Some(NOBODY)).await, Err(missing));
    assert_eq!(client.show(NOBODY).await, Err(missing));
    assert_eq!(client.update(NOBODY, None, None).await, Err(missing));
    assert_eq!(client.delete(NOBODY).await, Err(missing));
}

pub(super) async fn a_group_that_cannot_be_is_refused<C: GroupsClient>() {
    let service = Service::start().await;
    let client: C = client(&service);
    let refused = Refusal::UnprocessableEntity;
    assert_eq!(client.create(" ", true).await, Err(refused));
    let board = client.create("Board", false).await.unwrap();
    let public = client.update(board.id, None, Some(true)).await;
    assert_eq!(public, Err(refused));
    let default_group = 1;
    assert_eq!(client.delete(default_group).await, Err(refused));
}

/// Makes a test of each scenario, for one client.
macro_rules! scenarios_of {
    ($client:ty) => {
        crate::clients::scenarios::scenarios_of! { $client:
            each_group_is_listed_once
            groups_are_counted
            a_group_is_made_shown_changed_and_deleted
            wrong_credentials_are_refused
            what_is_not_there_is_not_found
            a_group_that_cannot_be_is_refused
        }
    };
    ($client:ty: $($scenario:ident)+) => {
        $(
            #[tokio::test]
            async fn $scenario() {
                crate::clients::scenarios::$scenario::<$client>().await;
            }
        )+
    };
}
pub(super) use scenarios_of;
