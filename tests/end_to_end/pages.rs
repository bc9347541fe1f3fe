//! Lists and counts, page by page.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::service::{As, Service};

const NAMES: [&str; 5] = ["alpha", "Bravo", "charlie", "Delta", "Support"];

/// A service whose groups have [`NAMES`], made in another order.
async fn service() -> Service {
    let service = Service::start().await;
    for name in ["Delta", "alpha", "charlie", "Bravo"] {
        service.create(name).await;
    }
    service
}

fn names(page: &Value) -> Vec<&str> {
    page["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| group["name"].as_str().unwrap())
        .collect()
}

async fn page(service: &Service, target: &str) -> Value {
    let (status, page) = service.get(As::Agent, target).await;
    assert_eq!(status, StatusCode::OK, "{target}: {page}");
    page
}

/// Follows the URL under `pointer` from page to page until it is null.
async fn follow(service: &Service, target: &str, pointer: &str) -> Vec<Value> {
    let mut pages = vec![page(service, target).await];
    while let Some(next) = pages[pages.len() - 1].pointer(pointer).unwrap().as_str() {
        assert!(pages.len() < 20, "no end");
        let next = page(service, next).await;
        pages.push(next);
    }
    pages
}

#[tokio::test]
async fn following_cursors_gives_each_group_once_and_ends_both_ways() {
    let service = service().await;
    // Brackets as they are and percent-encoded; both arrive in practice.
    for target in ["/groups?page[size]=1", "/groups.json?page%5Bsize%5D=1"] {
        let pages = follow(&service, target, "/links/next").await;
        assert_eq!(pages.iter().flat_map(names).collect::<Vec<_>>(), NAMES);
        let empty = json!({
            "groups": [],
            "meta": { "has_more": false, "after_cursor": null, "before_cursor": null },
            "links": { "prev": null, "next": null },
        });
        assert_eq!(pages.last(), Some(&empty));
        for (number, page) in pages[..NAMES.len()].iter().enumerate() {
            assert_eq!(
                page["meta"]["has_more"],
                number + 1 < NAMES.len(),
                "page {number}"
            );
            assert!(page["links"]["prev"].is_string() && page["meta"]["before_cursor"].is_string());
            assert_eq!(page.get("count").or(page.get("next_page")), None);
        }
    }
}

#[tokio::test]
async fn the_client_goes_through_the_pages_by_itself() {
    let service = service().await;
    let client = service.client_builder().build().unwrap();
    let groups = client.list_groups().page_size(2).stream().collect().await;
    let groups = groups.unwrap();
    let found: Vec<_> = groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(found, NAMES);

    let mut pages = client.list_assignable_groups().page_size(2).pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page.unwrap().groups.len());
    }
    assert_eq!(sizes, [2, 2, 1]);
    // Without a size they are a hundred a page.
    let mut groups = client.list_groups().stream();
    assert_eq!(groups.next().await.unwrap().unwrap().name, NAMES[0]);
}

#[tokio::test]
async fn cursors_lead_back_too() {
    let service = service().await;
    let pages = follow(&service, "/groups?page[size]=2", "/links/next").await;
    let last = pages[2]["links"]["prev"].as_str().unwrap();
    assert_eq!(names(&page(&service, last).await), NAMES[2..4]);
    let first = pages[0]["links"]["prev"].as_str().unwrap();
    assert_eq!(names(&page(&service, first).await), [""; 0]);
}

#[tokio::test]
async fn following_numbered_pages_gives_each_group_once() {
    let service = service().await;
    let pages = follow(&service, "/groups?per_page=2&include=users", "/next_page").await;
    assert_eq!(pages.iter().flat_map(names).collect::<Vec<_>>(), NAMES);
    let link = |page: u8| {
        json!(format!(
            "{}/api/v2/groups.json?include=users&page={page}&per_page=2",
            service.url()
        ))
    };
    let links = |page: &Value| (page["previous_page"].clone(), page["next_page"].clone());
    assert_eq!(links(&pages[0]), (Value::Null, link(2)));
    assert_eq!(links(&pages[1]), (link(1), link(3)));
    assert_eq!(links(&pages[2]), (link(2), Value::Null));
    for page in &pages {
        assert_eq!(page["count"], 5);
        assert_eq!(page.get("meta").or(page.get("links")), None);
    }
}

#[tokio::test]
async fn both_paginations_know_the_orders() {
    let service = service().await;
    let by_id = ["Support", "Delta", "alpha", "charlie", "Bravo"];
    for target in ["/groups?sort=id", "/groups?page[size]=100&sort=id"] {
        assert_eq!(names(&page(&service, target).await), by_id, "{target}");
    }
    let pages = follow(&service, "/groups?page[size]=2&sort=-name", "/links/next").await;
    let mut expected = NAMES;
    expected.reverse();
    assert_eq!(pages.iter().flat_map(names).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn a_page_that_is_none_is_refused() {
    let service = service().await;
    let size = "You passed an invalid value for the page.size attribute. \
                Invalid parameter: page.size must be an integer from api/v2/groups/index";
    for (query, pointer, expected) in [
        ("page[size]=x", "/error/message", size),
        ("page[size]=0", "/error/title", "Invalid attribute"),
        ("page=0", "/error/title", "Invalid attribute"),
        ("per_page=101", "/error/title", "Invalid attribute"),
        ("sort=colour", "/error/title", "Invalid attribute"),
        (
            "exclude_deleted=perhaps",
            "/error/title",
            "Invalid attribute",
        ),
        ("page=101", "/errors/0/code", "InvalidPaginationDepth"),
        (
            "page[size]=1&page[after]=%2F",
            "/errors/0/code",
            "InvalidCursor",
        ),
        (
            "page[size]=1&page[before]=x",
            "/errors/0/code",
            "InvalidCursor",
        ),
    ] {
        let (status, answer) = service.get(As::Agent, &format!("/groups?{query}")).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}: {answer}");
        assert_eq!(
            answer.pointer(pointer),
            Some(&json!(expected)),
            "{query}: {answer}"
        );
    }
}

#[tokio::test]
async fn what_is_not_known_is_ignored_and_what_is_too_much_is_clamped() {
    let service = service().await;
    let answer = page(
        &service,
        "/groups?page[size]=1000&colour=red&include=sessions",
    )
    .await;
    assert_eq!(names(&answer), NAMES);
    assert_eq!(answer.get("users"), None);
}

#[tokio::test]
async fn a_user_has_the_groups_of_the_user() {
    let service = service().await;
    assert_eq!(names(&page(&service, "/users/1/groups").await), ["Support"]);
    let pages = follow(
        &service,
        "/users/1/groups.json?page[size]=100",
        "/links/next",
    )
    .await;
    assert_eq!(
        pages.iter().flat_map(names).collect::<Vec<_>>(),
        ["Support"]
    );
    let count = page(&service, "/users/1/groups/count.json").await;
    assert_eq!(count["count"]["value"], 1);
    assert!(count["count"]["refreshed_at"].is_string());
    assert_eq!(page(&service, "/groups/count").await["count"]["value"], 5);

    for target in ["/users/99/groups", "/users/99/groups/count"] {
        let (status, answer) = service.get(As::Agent, target).await;
        assert_eq!(
            (status, &answer["error"]),
            (StatusCode::NOT_FOUND, &json!("RecordNotFound"))
        );
    }
}

#[tokio::test]
async fn included_users_are_those_of_the_page() {
    let service = service().await;
    let users = |page: Value| {
        let users = page["users"].as_array().unwrap().clone();
        users
            .iter()
            .map(|user| user["email"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let all = page(&service, "/groups?include=users").await;
    assert_eq!(users(all), ["admin@example.com", "agent@example.com"]);
    let first = page(&service, "/groups?include=users,sessions&page[size]=1").await;
    assert_eq!(users(first), [""; 0]);
}

#[tokio::test]
async fn agents_cannot_assign_to_the_private_groups_of_others() {
    let service = Service::start().await;
    let private = json!({ "group": { "name": "Board", "is_public": false } });
    service
        .send(As::Admin, reqwest::Method::POST, "/groups", &private)
        .await;
    let (_, of_agent) = service.get(As::Agent, "/groups/assignable").await;
    assert_eq!(names(&of_agent), ["Support"]);
    let (_, of_admin) = service.get(As::Admin, "/groups/assignable.json").await;
    assert_eq!(names(&of_admin), ["Board", "Support"]);
}

#[tokio::test]
async fn who_has_no_groups_has_one_empty_page() {
    let service = Service::start().await;
    // The manager, who belongs to no group.
    let path = "/users/3/groups";
    let numbered = json!({ "groups": [], "next_page": null, "previous_page": null, "count": 0 });
    assert_eq!(page(&service, path).await, numbered);
    let empty = json!({
        "groups": [],
        "meta": { "has_more": false, "after_cursor": null, "before_cursor": null },
        "links": { "prev": null, "next": null },
    });
    assert_eq!(page(&service, &format!("{path}?page[size]=2")).await, empty);
    let with_users = page(&service, &format!("{path}?include=users")).await;
    assert_eq!(with_users["users"], json!([]));
    let count = page(&service, &format!("{path}/count")).await;
    assert_eq!(count["count"]["value"], 0);
}

#[tokio::test]
async fn a_page_past_the_last_is_empty_and_leads_back() {
    let service = service().await;
    let past = page(&service, "/groups?page=4&per_page=2").await;
    assert_eq!((names(&past).len(), &past["count"]), (0, &json!(5)));
    assert_eq!(past["next_page"], Value::Null);
    let back = past["previous_page"].as_str().unwrap();
    assert_eq!(names(&page(&service, back).await), NAMES[4..]);
}

#[tokio::test]
async fn all_three_lists_page_and_sort_alike() {
    let service = service().await;
    let mut reversed = NAMES;
    reversed.reverse();
    for list in ["/groups", "/groups/assignable"] {
        for (query, pointer) in [
            ("page[size]=2&sort=-name", "/links/next"),
            ("per_page=2&sort=-name", "/next_page"),
        ] {
            let pages = follow(&service, &format!("{list}?{query}"), pointer).await;
            let found: Vec<_> = pages.iter().flat_map(names).collect();
            assert_eq!(found, reversed, "{list} {query}");
        }
    }
    let target = "/users/1/groups?page[size]=1&sort=-updated_at";
    let of_user = follow(&service, target, "/links/next").await;
    assert_eq!(
        of_user.iter().flat_map(names).collect::<Vec<_>>(),
        ["Support"]
    );
    for path in ["/groups/assignable", "/users/1/groups"] {
        let (status, answer) = service.get(As::Agent, &format!("{path}?sort=x")).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{answer}");
    }
}

#[tokio::test]
async fn a_deleted_group_is_listed_if_asked_for_but_never_assignable() {
    let service = Service::start().await;
    let id = service.create("Gone").await;
    let path = format!("/groups/{id}");
    let (status, _) = service
        .send(As::Admin, reqwest::Method::DELETE, &path, &json!({}))
        .await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let assignable = page(&service, "/groups/assignable?exclude_deleted=false").await;
    assert_eq!(names(&assignable), ["Support"]);
    for (value, expected) in [("true", &["Support"][..]), ("false", &["Gone", "Support"])] {
        let target = format!("/groups?page[size]=5&exclude_deleted={value}");
        assert_eq!(names(&page(&service, &target).await), expected);
    }
}
