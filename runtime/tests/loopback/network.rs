//! The same over a socket, with the transport that comes with the client.

use bindery_runtime::axum;
use bindery_runtime::http::{StatusCode, header};
use tokio::net::TcpListener;

use crate::sample::operations::{AdoptPetRequest, CreateGroupResponse};
use crate::sample::types::Cat;
use crate::sample::types::Pet;
use crate::sample::{Client, Error};
use crate::support::{app, group};

/// Serves a router for as long as the test runs; its base URL.
async fn serve(router: axum::Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

#[tokio::test]
async fn requests_and_replies_arrive() {
    let base_url = serve(app()).await;
    let client = Client::builder(&base_url)
        .basic_auth("ann", "secret")
        .build()
        .unwrap();
    let shown = client
        .show_group(1)
        .tags(vec!["a|b".into()])
        .send()
        .await
        .unwrap();
    assert_eq!((shown.status(), shown.id), (StatusCode::OK, 1));
    assert_eq!(shown.headers.ratelimit_limit, Some(700));
    let created = client.create_group(&group(200)).send().await.unwrap();
    assert_eq!(created.into_inner(), CreateGroupResponse::Ok(group(200)));
    let sent = AdoptPetRequest {
        ids: Some(vec![1, 2]),
        session: Some("s".into()),
        body: Some(Pet::Cat(Cat {
            pet_type: Some("cat".into()),
            lives: Some(9),
        })),
        ..AdoptPetRequest::new("ä/b")
    };
    let echoed = client.send(&sent).await.unwrap().into_inner();
    assert_eq!(echoed, format!("None {sent:?}"));
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let away = || async {
        (
            StatusCode::FOUND,
            [(header::LOCATION, "http://elsewhere.example/")],
        )
    };
    let base_url = serve(axum::Router::new().fallback(away)).await;
    let client = Client::builder(&base_url)
        .basic_auth("ann", "secret")
        .build()
        .unwrap();
    match client.show_group(1).send().await.unwrap_err() {
        Error::Undocumented(response) => {
            assert_eq!(response.status(), StatusCode::FOUND);
            assert_eq!(response.headers()["location"], "http://elsewhere.example/");
        }
        other => panic!("{other:?}"),
    }
}
