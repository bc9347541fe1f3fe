//! The same over a socket, with the transport that comes with the client.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use bindery_runtime::axum;
use bindery_runtime::axum::extract::ConnectInfo;
use bindery_runtime::client::{PerRequest, RequestOptions};
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
    let requests = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&requests);
    let elsewhere = serve(axum::Router::new().fallback(move || {
        counter.fetch_add(1, Ordering::SeqCst);
        async { StatusCode::OK }
    }))
    .await;
    let location = format!("{elsewhere}/groups/1");
    let away = move || async { (StatusCode::FOUND, [(header::LOCATION, location)]) };
    let base_url = serve(axum::Router::new().fallback(away)).await;
    let client = Client::builder(&base_url)
        .basic_auth("ann", "secret")
        .build()
        .unwrap();
    match client.show_group(1).send().await.unwrap_err() {
        Error::Undocumented(response) => {
            assert_eq!(response.status(), StatusCode::FOUND);
            assert_eq!(
                response.headers()["location"],
                format!("{elsewhere}/groups/1")
            );
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(requests.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn nobody_listening_is_told_from_a_line_that_broke() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder(&base_url)
        .bearer_auth("t0ken")
        .api_key("k3y");
    let client = client.build().unwrap();
    match client.send(&AdoptPetRequest::new("x")).await.unwrap_err() {
        Error::Transport(error) => {
            assert!(error.is_connect());
            let text = format!("{error:?}");
            assert!(!text.contains("k3y") && !text.contains("t0ken"), "{text}");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn connections_are_used_again() {
    let ports = Arc::new(Mutex::new(HashSet::new()));
    let seen = Arc::clone(&ports);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let note = move |ConnectInfo(peer): ConnectInfo<SocketAddr>| async move {
        seen.lock().unwrap().insert(peer.port());
        StatusCode::NO_CONTENT
    };
    let router = axum::Router::new().fallback(note);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    let client = Client::builder(&base_url).build().unwrap();
    for _ in 0..5 {
        let created = client.create_group(&group(204)).send().await.unwrap();
        assert_eq!(created.into_inner(), CreateGroupResponse::NoContent);
    }
    assert_eq!(ports.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_reply_has_no_more_bytes_than_it_may() {
    let long = || async { "x".repeat(1001) };
    let base_url = serve(axum::Router::new().fallback(long)).await;
    let client = bindery_runtime::client::ClientBuilder::new(&base_url)
        .most_reply_bytes(1000)
        .build()
        .unwrap();
    let request = AdoptPetRequest::new("x");
    match client.send(&request).await.unwrap_err() {
        Error::Decode(error) => {
            assert_eq!(error.status(), StatusCode::OK);
            assert_eq!(error.message(), "the body has more than 1000 bytes");
        }
        other => panic!("{other:?}"),
    }
    let more = RequestOptions::new().most_reply_bytes(1001);
    let answer = client.send_with(&request, &more).await.unwrap();
    assert_eq!(answer.len(), 1001);
}
