//! What the generated client does besides sending, against the service.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bindery_runtime::client::Scopes;
use zendesk_groups::client::RetryPolicy;
use zendesk_groups::{Client, Error};

use crate::service::{FULL_TOKEN, Service};

#[tokio::test]
async fn a_token_that_is_refused_is_fetched_anew() {
    let service = Service::start().await;
    let fetched = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&fetched);
    let client = Client::builder(service.url())
        .bearer_auth_tokens(move |_: Scopes| {
            let number = counter.fetch_add(1, Ordering::SeqCst);
            async move { Ok::<_, std::io::Error>(["revoked", FULL_TOKEN][number]) }
        })
        .build()
        .unwrap();
    for _ in 0..2 {
        client.list_groups().send().await.unwrap();
    }
    assert_eq!(fetched.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_limit_that_asks_for_too_long_a_wait_is_told() {
    let service = Service::with_limit(1).await;
    let policy = RetryPolicy::new(5).most_retry_after(Duration::ZERO);
    let client = service.client_builder().retry(policy).build().unwrap();
    client.count_groups().send().await.unwrap();
    match client.count_groups().send().await.unwrap_err() {
        Error::Api(error) => {
            assert_eq!(error.status(), 429);
            assert!(error.headers().contains_key("retry-after"));
        }
        other => panic!("{other:?}"),
    }
}
