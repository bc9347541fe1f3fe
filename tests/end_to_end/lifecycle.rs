//! A group from creation to deletion, and what it may not become.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::service::{As, Service};

#[tokio::test]
async fn a_created_group_is_shown_as_it_was_stored() {
    let service = Service::start().await;
    let body = json!({ "group": { "name": " Night shift ", "is_public": false, "id": 99, "colour": "red" } });
    let request = service
        .request(As::Admin, Method::POST, "/groups")
        .json(&body);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    let location = answer.headers()["location"].to_str().unwrap().to_owned();
    let created: Value = answer.json().await.unwrap();

    let group = &created["group"];
    let id = group["id"].as_i64().unwrap();
    assert_ne!(id, 99);
    assert_eq!(
        location,
        format!("{}/api/v2/groups/{id}.json", service.url())
    );
    assert_eq!(group["url"], location);
    assert_eq!(group["name"], "Night shift");
    assert_eq!(group["description"], "");
    for (property, value) in [("is_public", false), ("default", false), ("deleted", false)] {
        assert_eq!(group[property], value, "{property}");
    }
    let created_at = group["created_at"].as_str().unwrap();
    assert!(created_at.len() == "2024-03-05T09:12:44Z".len() && created_at.ends_with('Z'));

    assert_eq!(
        service.get(As::Agent, &location).await,
        (StatusCode::OK, created)
    );
}

#[tokio::test]
async fn properties_come_in_the_documented_order() {
    let service = Service::start().await;
    let answer = service
        .request(As::Admin, Method::GET, "/groups/1")
        .send()
        .await
        .unwrap();
    let body = answer.text().await.unwrap();
    let places = [
        "url",
        "id",
        "is_public",
        "name",
        "description",
        "default",
        "deleted",
        "created_at",
        "updated_at",
    ]
    .map(|property| body.find(&format!("\"{property}\":")).unwrap());
    assert!(places.is_sorted(), "{body}");
}

#[tokio::test]
async fn an_update_changes_what_it_names() {
    let service = Service::start().await;
    let id = service.create("Billing").await;
    let path = format!("/groups/{id}");
    let body = json!({ "group": { "id": 7, "description": "Invoices", "is_public": false } });
    let answer = service
        .request(As::Admin, Method::PUT, &path)
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(
        answer.headers()["location"]
            .to_str()
            .unwrap()
            .ends_with(&format!("/groups/{id}.json"))
    );
    let group = answer.json::<Value>().await.unwrap()["group"].take();
    assert_eq!(
        (&group["id"], &group["name"]),
        (&json!(id), &json!("Billing"))
    );
    assert_eq!(
        (&group["description"], &group["is_public"]),
        (&json!("Invoices"), &json!(false))
    );
}

#[tokio::test]
async fn what_is_read_only_or_unknown_is_passed_over_whatever_it_is() {
    let service = Service::start().await;
    let id = service.create("Billing").await;
    let (_, before) = service.get(As::Admin, &format!("/groups/{id}")).await;
    let body = json!({
        "group": {
            "name": "Billing", "url": 7, "id": "x", "default": true, "deleted": "perhaps",
            "created_at": [], "updated_at": null, "colour": { "red": 1 },
        },
        "comment": "a text",
    });
    let path = format!("/groups/{id}");
    let (status, updated) = service.send(As::Admin, Method::PUT, &path, &body).await;
    assert_eq!(status, StatusCode::OK, "{updated}");
    let (status, created) = service
        .send(As::Admin, Method::POST, "/groups", &body)
        .await;
    assert_eq!(status, StatusCode::CREATED, "{created}");
    for property in ["name", "default", "deleted", "is_public", "description"] {
        assert_eq!(updated["group"][property], before["group"][property]);
        assert_eq!(created["group"][property], before["group"][property]);
    }
    assert_eq!(
        updated["group"]["created_at"],
        before["group"]["created_at"]
    );
    assert_eq!(created["group"]["id"], id + 1);
}

#[tokio::test]
async fn an_update_of_nothing_changes_nothing() {
    let service = Service::start().await;
    let (_, before) = service.get(As::Admin, "/groups/1").await;
    let body = json!({ "group": {} });
    let answer = service
        .send(As::Admin, Method::PUT, "/groups/1", &body)
        .await;
    assert_eq!(answer.0, StatusCode::OK);
    assert_eq!(answer.1["group"]["name"], before["group"]["name"]);
}

#[tokio::test]
async fn a_body_with_delete_is_passed_over_whatever_it_is() {
    let service = Service::start().await;
    for body in ["", "{", "{\"group\":{\"name\":\"\"}}", "\u{0}"] {
        for content_type in ["application/json", "text/plain"] {
            let path = format!("/groups/{}", service.create("x").await);
            let request = service.request(As::Admin, Method::DELETE, &path);
            let request = request.header("content-type", content_type).body(body);
            let status = request.send().await.unwrap().status();
            assert_eq!(status, StatusCode::NO_CONTENT, "{body}");
        }
    }
}

#[tokio::test]
async fn a_private_group_stays_private() {
    let service = Service::start().await;
    let path = format!("/groups/{}", service.create("Billing").await);
    for (is_public, expected) in [
        (false, StatusCode::OK),
        (true, StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let body = json!({ "group": { "is_public": is_public } });
        let (status, answer) = service.send(As::Admin, Method::PUT, &path, &body).await;
        assert_eq!(status, expected, "{answer}");
        if is_public {
            assert_eq!(answer["error"], "RecordInvalid");
            assert!(
                answer["details"]["is_public"][0]["description"].is_string(),
                "{answer}"
            );
        }
    }
}

#[tokio::test]
async fn a_name_that_is_no_name_is_refused() {
    let service = Service::start().await;
    let blank = json!([{ "description": "Name: cannot be blank", "error": "BlankValue" }]);
    for name in ["", "   "] {
        for (method, path) in [(Method::POST, "/groups"), (Method::PUT, "/groups/1")] {
            let body = json!({ "group": { "name": name } });
            let (status, answer) = service.send(As::Admin, method.clone(), path, &body).await;
            assert_eq!(
                status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{method} {name:?}: {answer}"
            );
            assert_eq!(answer["details"]["name"], blank, "{method} {name:?}");
        }
    }
    let missing = json!({ "group": { "description": "x" } });
    let (status, answer) = service
        .send(As::Admin, Method::POST, "/groups", &missing)
        .await;
    assert_eq!(
        (status, &answer["details"]["name"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &blank)
    );

    let long = json!({ "group": { "name": "x".repeat(256) } });
    let (status, answer) = service
        .send(As::Admin, Method::POST, "/groups", &long)
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer["details"]["name"][0]["description"]
            .as_str()
            .unwrap()
            .contains("255")
    );

    let longest = "x".repeat(255);
    let padded = json!({ "group": { "name": format!("  {longest}\t") } });
    let (status, answer) = service
        .send(As::Admin, Method::POST, "/groups", &padded)
        .await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    assert_eq!(answer["group"]["name"], longest);
}

#[tokio::test]
async fn a_deleted_group_is_shown_but_neither_listed_nor_counted() {
    let service = Service::start().await;
    let id = service.create("Fax desk").await;
    let path = format!("/groups/{id}");
    // One client of this API sends a body with DELETE.
    let request = service
        .request(As::Admin, Method::DELETE, &path)
        .json(&json!({ "a": 1 }));
    let deleted = request.send().await.unwrap();
    assert_eq!(deleted.status(), StatusCode::NO_CONTENT);
    assert_eq!(deleted.headers().get("content-type"), None);
    assert_eq!(deleted.text().await.unwrap(), "");

    let (status, shown) = service.get(As::Admin, &path).await;
    assert_eq!(
        (status, &shown["group"]["deleted"]),
        (StatusCode::OK, &json!(true))
    );
    let listed = async |target: &str| {
        let (_, answer) = service.get(As::Admin, target).await;
        let groups = answer["groups"].as_array().unwrap().clone();
        groups
            .iter()
            .map(|group| group["id"].as_i64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(listed("/groups").await, [1]);
    assert_eq!(listed("/groups?exclude_deleted=true").await, [1]);
    assert_eq!(listed("/groups?exclude_deleted=false").await, [id, 1]);
    let (_, count) = service.get(As::Admin, "/groups/count").await;
    assert_eq!(count["count"]["value"], 1);

    let rename = json!({ "group": { "name": "x" } });
    for (method, body) in [(Method::DELETE, json!(null)), (Method::PUT, rename)] {
        let (status, answer) = service.send(As::Admin, method, &path, &body).await;
        assert_eq!(
            (status, &answer["error"]),
            (StatusCode::NOT_FOUND, &json!("RecordNotFound"))
        );
    }
}

#[tokio::test]
async fn the_default_group_stays() {
    let service = Service::start().await;
    let (status, answer) = service
        .send(As::Admin, Method::DELETE, "/groups/1", &json!({}))
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let expected = json!([{ "description": "The default group cannot be deleted" }]);
    assert_eq!(answer["details"]["base"], expected);
}
