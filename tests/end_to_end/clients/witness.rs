//! The independent witness: the client that progenitor makes of the same description.

use std::num::NonZeroU64;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use groups_witness::types::{self, CountResponse, GroupsResponse};
use groups_witness::{Client, Error, ResponseValue};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};

use super::scenarios::scenarios_of;
use super::{Found, GroupsClient, List, Paging, Refusal};

scenarios_of!(Client);

/// What one page is asked for with.
#[derive(Default)]
struct Page {
    number: Option<NonZeroU64>,
    per_page: Option<NonZeroU64>,
    size: Option<NonZeroU64>,
    after: Option<String>,
}

impl GroupsClient for Client {
    /// progenitor leaves credentials to the reqwest client under it.
    fn new(url: &str, token: &str) -> Self {
        let credentials = BASE64_STANDARD.encode(format!("admin@example.com/token:{token}"));
        let mut headers = HeaderMap::new();
        let value = HeaderValue::from_str(&format!("Basic {credentials}")).unwrap();
        headers.insert(AUTHORIZATION, value);
        let client = reqwest::Client::builder().default_headers(headers);
        Client::new_with_client(url, client.build().unwrap())
    }

    async fn list(&self, list: List, paging: Paging) -> Result<Vec<Found>, Refusal> {
        let mut groups = Vec::new();
        let mut wanted = Page::default();
        match paging {
            Paging::ByCursor(size) => wanted.size = NonZeroU64::new(size.into()),
            Paging::ByNumber(size) => {
                wanted.number = NonZeroU64::new(1);
                wanted.per_page = NonZeroU64::new(size.into());
            }
        }
        loop {
            let page = page(self, list, &wanted).await?;
            groups.extend(page.groups.iter().map(found));
            let more = match &page.meta {
                Some(meta) => meta.has_more,
                None => page.next_page.is_some(),
            };
            if !more {
                return Ok(groups);
            }
            wanted.number = wanted.number.and_then(|number| number.checked_add(1));
            wanted.after = page.meta.and_then(|meta| meta.after_cursor);
        }
    }

    async fn count(&self, user: Option<i64>) -> Result<u64, Refusal> {
        let counted: ResponseValue<CountResponse> = match user {
            None => self.count_groups(None).await?,
            Some(user) => self.count_user_groups(user, None).await?,
        };
        Ok(counted.count.value.try_into().unwrap())
    }

    async fn show(&self, id: i64) -> Result<Found, Refusal> {
        let answer = self.show_group_by_id(id, None).await?;
        Ok(found(&answer.group))
    }

    async fn create(&self, name: &str, is_public: bool) -> Result<Found, Refusal> {
        let body = new_group(name, is_public);
        let answer = self.create_group(&body).await?;
        assert_eq!(answer.status(), 201);
        assert_ne!(answer.group.id, body.group.id);
        Ok(found(&answer.group))
    }

    async fn update(
        &self,
        id: i64,
        name: Option<&str>,
        is_public: Option<bool>,
    ) -> Result<Found, Refusal> {
        let group = types::GroupChanges {
            name: name.map(|name| name.parse().unwrap()),
            is_public,
            ..types::GroupChanges::default()
        };
        let answer = self.update_group(id, &types::UpdateGroup { group }).await?;
        Ok(found(&answer.group))
    }

    async fn delete(&self, id: i64) -> Result<(), Refusal> {
        let answer = self.delete_group(id).await?;
        assert_eq!(answer.status(), 204);
        Ok(())
    }
}

async fn page(client: &Client, list: List, wanted: &Page) -> Result<GroupsResponse, Refusal> {
    let Page {
        number,
        per_page,
        size,
        after,
    } = wanted;
    let (number, per_page, size, after) = (*number, *per_page, *size, after.as_deref());
    let (none, order) = (None, None);
    let answer = match list {
        List::All => {
            client
                .list_groups(none, None, number, after, None, size, per_page, order, None)
                .await?
        }
        List::Assignable => {
            client
                .list_assignable_groups(
                    none, None, number, after, None, size, per_page, order, None,
                )
                .await?
        }
        List::OfUser(user) => {
            client
                .list_user_groups(
                    user, none, None, number, after, None, size, per_page, order, None,
                )
                .await?
        }
    };
    Ok(answer.into_inner())
}

/// progenitor knows no read-only properties: they are sent along, and the service passes over them.
fn new_group(name: &str, is_public: bool) -> types::CreateGroup {
    let epoch = chrono::DateTime::UNIX_EPOCH;
    types::CreateGroup {
        group: types::Group {
            created_at: epoch,
            default: true,
            deleted: true,
            description: "by the witness".to_owned(),
            id: -1,
            is_public,
            name: name.parse().unwrap(),
            updated_at: epoch,
            url: "http://example.com".to_owned(),
        },
    }
}

fn found(group: &types::Group) -> Found {
    Found {
        id: group.id,
        name: group.name.to_string(),
        is_public: group.is_public,
        deleted: group.deleted,
        url: group.url.clone(),
    }
}

/// The bodies of errors are left out of what progenitor reads; the status tells them apart.
impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error.status().map(|status| status.as_u16()) {
            Some(401) => Self::Unauthorized,
            Some(404) => Self::NotFound,
            Some(422) => Self::UnprocessableEntity,
            _ => panic!("{error}"),
        }
    }
}
