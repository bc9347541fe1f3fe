//! The independent witness: a client that progenitor generates from the same description drives the running service.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::num::{NonZeroU32, NonZeroU64};

use groups_server::rate_limit::RateLimit;
use groups_server::seed::{self, ADMIN, Secrets};
use groups_server::store::Store;
use groups_witness::types;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use tokio::net::TcpListener;

/// Requests a minute: more than these tests make.
const RATE: NonZeroU32 = NonZeroU32::MAX;

/// Starts the service on a free port, and gives its URL and the admin's token.
async fn start() -> (String, String) {
    let secrets = Secrets::random().unwrap();
    let store = Store::in_memory().await.unwrap();
    seed::seed(&store, &secrets).await.unwrap();
    let app = groups_server::app(store, RateLimit::per_minute(RATE));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    (url, secrets.admin_token)
}

/// progenitor leaves credentials to the reqwest client under it.
fn witness(url: &str, token: &str) -> groups_witness::Client {
    use base64::Engine as _;

    let credentials = base64::prelude::BASE64_STANDARD.encode(format!("{ADMIN}/token:{token}"));
    let mut headers = HeaderMap::new();
    let value = HeaderValue::from_str(&format!("Basic {credentials}")).unwrap();
    headers.insert(AUTHORIZATION, value);
    let client = reqwest::Client::builder()
        .default_headers(headers)
        .build()
        .unwrap();
    groups_witness::Client::new_with_client(url, client)
}

/// progenitor knows no read-only properties: they are sent along, and the service passes over them.
fn new_group(name: &str) -> types::CreateGroup {
    let epoch = chrono::DateTime::UNIX_EPOCH;
    types::CreateGroup {
        group: types::Group {
            created_at: epoch,
            default: true,
            deleted: true,
            description: "by the witness".to_owned(),
            id: 1,
            is_public: true,
            name: name.parse().unwrap(),
            updated_at: epoch,
            url: "http://example.com".to_owned(),
        },
    }
}

/// The names on the pages of the list, followed by cursor to the end.
async fn names(client: &groups_witness::Client) -> Vec<String> {
    let mut names = Vec::new();
    let mut after = None::<String>;
    loop {
        let page = client
            .list_groups(
                None,
                None,
                None,
                after.as_deref(),
                None,
                NonZeroU64::new(1),
                None,
                None,
                None,
            )
            .await
            .unwrap()
            .into_inner();
        names.extend(page.groups.iter().map(|group| group.name.to_string()));
        let meta = page.meta.expect("a page by cursor has `meta`");
        if !meta.has_more {
            return names;
        }
        after = meta.after_cursor;
    }
}

#[tokio::test]
async fn the_witness_creates_shows_lists_updates_and_deletes() {
    let (url, token) = start().await;
    let client = witness(&url, &token);
    let before = names(&client).await;

    let created = client.create_group(&new_group("Witness")).await.unwrap();
    assert_eq!(created.status().as_u16(), 201);
    let group = created.into_inner().group;
    assert_eq!(*group.name, "Witness");
    assert!(!group.deleted && !group.default && group.id != 1);
    assert_eq!(group.url, format!("{url}/api/v2/groups/{}.json", group.id));

    let shown = client.show_group_by_id(group.id, None).await.unwrap();
    assert_eq!(*shown.into_inner().group.name, "Witness");

    let listed = names(&client).await;
    assert_eq!(listed.len(), before.len() + 1);
    assert!(listed.contains(&"Witness".to_owned()));

    let changes = types::UpdateGroup {
        group: types::GroupChanges {
            name: Some("Renamed".parse().unwrap()),
            ..types::GroupChanges::default()
        },
    };
    let updated = client.update_group(group.id, &changes).await.unwrap();
    assert_eq!(*updated.into_inner().group.name, "Renamed");

    let deleted = client.delete_group(group.id).await.unwrap();
    assert_eq!(deleted.status().as_u16(), 204);
    assert_eq!(names(&client).await, before);
    let shown = client.show_group_by_id(group.id, None).await.unwrap();
    assert!(shown.into_inner().group.deleted, "deletion is soft");
}

#[tokio::test]
async fn the_witness_is_told_no() {
    let (url, token) = start().await;
    let unknown = witness(&url, "wrong").count_groups(None).await.unwrap_err();
    assert_eq!(unknown.status().map(|status| status.as_u16()), Some(401));
    let missing = witness(&url, &token)
        .show_group_by_id(999_999, None)
        .await
        .unwrap_err();
    assert_eq!(missing.status().map(|status| status.as_u16()), Some(404));
}
