//! Requests that succeed.

use bindery_runtime::axum;
use bindery_runtime::http::StatusCode;

use crate::sample::Client;
use crate::sample::operations::{AdoptPetRequest, CreateGroupResponse, ShowGroupHeaders};
use crate::sample::types::{Cat, Dog, Filter, Group, Pet, SortOrder};
use crate::support::{app, client, group, stranger};

#[tokio::test]
async fn body_headers_and_status_arrive() {
    let group = client()
        .show_group(1)
        .page_size(50)
        .tags(vec!["a b".into(), "c&d".into(), "e,f".into()])
        .if_none_match("\"v1\"")
        .send()
        .await
        .unwrap();
    assert_eq!(group.status(), StatusCode::OK);
    assert_eq!(group.headers()["etag"], "\"v7\"");
    assert_eq!(group.headers.etag.as_deref(), Some("\"v7\""));
    assert_eq!(group.headers.ratelimit_limit, Some(700));
    assert_eq!(group.name, "ann of ShowGroup");
    assert_eq!(
        group.description.as_deref(),
        Some(
            "page Some(50), tags Some([\"a b\", \"c&d\", \"e,f\"]), none match Some(\"\\\"v1\\\"\")"
        )
    );
    assert_eq!(group.map(|group| group.body.id).into_inner(), 1);
}

#[tokio::test]
async fn absent_null_and_present_stay_apart() {
    for owner in [
        None,
        Some(None),
        Some(Some(bindery_runtime::uuid::Uuid::from_u128(7))),
    ] {
        let sent = Group {
            owner,
            sort: Some(SortOrder::Desc),
            ..group(5)
        };
        match stranger()
            .build()
            .unwrap()
            .create_group(&sent)
            .send()
            .await
            .unwrap()
            .into_inner()
        {
            CreateGroupResponse::Created(got) => {
                assert_eq!(got.body, sent);
                assert_eq!(
                    got.headers,
                    ShowGroupHeaders {
                        etag: Some("new".into()),
                        ratelimit_limit: None
                    }
                );
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn several_successes_are_told_apart() {
    let client = stranger().build().unwrap();
    let ok = client.create_group(&group(200)).send().await.unwrap();
    assert_eq!(ok.into_inner(), CreateGroupResponse::Ok(group(200)));
    let none = client.create_group(&group(204)).send().await.unwrap();
    assert_eq!(none.status(), StatusCode::NO_CONTENT);
    assert_eq!(none.into_inner(), CreateGroupResponse::NoContent);
}

#[tokio::test]
async fn every_kind_of_parameter_arrives() {
    let sent = AdoptPetRequest {
        name: "a/b.c?d".into(),
        filter: Some(Filter {
            name: Some("x&y=[z]".into()),
            age: Some(3),
        }),
        sort: Some(SortOrder::Asc),
        ids: Some(vec![1, 2, 3]),
        session: Some("k; v".into()),
        body: Some(Pet::Dog(Box::new(Dog {
            name: "Rex".into(),
            puppies: Some(vec![Pet::Cat(Cat {
                pet_type: Some("cat".into()),
                lives: Some(9),
            })]),
        }))),
    };
    let echoed = stranger().build().unwrap().send(&sent).await.unwrap();
    assert_eq!(echoed.into_inner(), format!("None {sent:?}"));
}

#[tokio::test]
async fn a_request_without_anything_optional_is_one() {
    let sent = AdoptPetRequest::new("x");
    let echoed = stranger().build().unwrap().send(&sent).await.unwrap();
    assert_eq!(echoed.into_inner(), format!("None {sent:?}"));
}

#[tokio::test]
async fn a_base_path_and_a_nested_router_meet() {
    let nested = axum::Router::new().nest("/api/v2", app());
    let client = Client::builder("http://sample.example/api/v2/")
        .transport(nested)
        .basic_auth("ann", "secret");
    assert_eq!(
        client
            .build()
            .unwrap()
            .show_group(1)
            .send()
            .await
            .unwrap()
            .id,
        1
    );
}
