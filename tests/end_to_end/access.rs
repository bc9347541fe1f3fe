//! Who gets in, and who may do what.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::service::{As, Service, answer};

#[tokio::test]
async fn all_three_kinds_of_credentials_let_in() {
    let service = Service::start().await;
    for who in [As::Admin, As::AdminByPassword, As::Agent, As::ReadToken] {
        let (status, answer) = service.get(who, "/groups").await;
        assert_eq!(status, StatusCode::OK, "{who:?}: {answer}");
    }
}

#[tokio::test]
async fn missing_and_wrong_credentials_do_not() {
    let service = Service::start().await;
    let nobody = || service.request(As::Nobody, Method::GET, "/groups");
    let basic = json!({ "error": "Couldn't authenticate you" });
    for request in [
        nobody(),
        nobody().basic_auth("admin@example.com/token", Some("wrong")),
        nobody().basic_auth("admin@example.com", Some("wrong")),
        nobody().basic_auth("eve@example.com", Some("the admin's token")),
        nobody().header("authorization", "Basic %%%"),
        nobody().header("authorization", "Digest a=b"),
    ] {
        assert_eq!(
            answer(request).await,
            (StatusCode::UNAUTHORIZED, basic.clone())
        );
    }
    let (status, body) = answer(nobody().bearer_auth("wrong")).await;
    assert_eq!(
        (status, &body["error"]),
        (StatusCode::UNAUTHORIZED, &json!("invalid_token"))
    );
    assert!(body["error_description"].is_string());
}

#[tokio::test]
async fn roles_may_what_the_description_says() {
    let service = Service::start().await;
    let (ok, created, gone) = (StatusCode::OK, StatusCode::CREATED, StatusCode::NO_CONTENT);
    let no = StatusCode::FORBIDDEN;
    for (who, expected) in [
        (As::Admin, [ok, created, ok, gone]),
        (As::FullToken, [ok, created, ok, gone]),
        (As::Manager, [ok, created, no, gone]),
        (As::Agent, [ok, no, no, no]),
        (As::ReadToken, [ok, no, no, no]),
        (As::EndUser, [no, no, no, no]),
    ] {
        let path = format!("/groups/{}", service.create("Billing").await);
        let body = json!({ "group": { "name": "x" } });
        let statuses = [
            service.get(who, &path).await.0,
            service.send(who, Method::POST, "/groups", &body).await.0,
            service.send(who, Method::PUT, &path, &body).await.0,
            service.send(who, Method::DELETE, &path, &body).await.0,
        ];
        assert_eq!(statuses, expected, "{who:?}");
    }
}

#[tokio::test]
async fn end_users_are_refused_by_every_read() {
    let service = Service::start().await;
    for path in [
        "/groups",
        "/groups/count",
        "/groups/assignable",
        "/groups/1",
        "/users/1/groups",
        "/users/1/groups/count",
    ] {
        let (status, answer) = service.get(As::EndUser, path).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
        let message = "You do not have access to this page. \
                       Please contact the account owner of this help desk for further help.";
        let expected = json!({ "error": { "title": "Forbidden", "message": message } });
        assert_eq!(answer, expected, "{path}");
    }
}

#[tokio::test]
async fn a_missing_scope_is_named() {
    let service = Service::start().await;
    let (status, answer) = service
        .send(As::ReadToken, Method::DELETE, "/groups/1", &json!({}))
        .await;
    let description = "You are missing the following required scopes: write";
    let expected = json!({ "error": "Forbidden", "description": description });
    assert_eq!((status, answer), (StatusCode::FORBIDDEN, expected));
}
