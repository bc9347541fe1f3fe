//! What `docs/client.md` and `docs/pagination.md` show of the client, run.

use std::io;
use std::time::Duration;

use bindery_runtime::client::{Scopes, Token};
use bindery_runtime::http::HeaderValue;
use zendesk_groups::Client;
use zendesk_groups::client::{BuildError, PerRequest, RetryPolicy};

fn for_all(url: &str, api_token: &str) -> Result<Client, BuildError> {
    let client = Client::builder(url)
        .basic_auth("agent@example.com/token", api_token)
        .timeout(Duration::from_secs(20))
        .retry(RetryPolicy::new(4).attempt_timeout(Duration::from_secs(5)))
        .validate_requests(true)
        .before(|request| {
            let number = HeaderValue::from(request.attempt());
            request.headers_mut().insert("x-attempt", number);
        })
        .after(|reply| println!("{}: {:?}", reply.operation().id, reply.status()))
        .build()?;
    Ok(client)
}

async fn for_one(client: &Client) -> Result<i64, Box<dyn std::error::Error>> {
    let count = client
        .count_groups()
        .timeout(Duration::from_secs(2))
        .no_retry()
        .send()
        .await?;
    Ok(count.count.value)
}

struct Granted {
    token: String,
    lifetime: Duration,
}

async fn ask_the_authorization_server(_: Scopes) -> io::Result<Granted> {
    Ok(Granted {
        token: "t0ken".to_owned(),
        lifetime: Duration::from_secs(3600),
    })
}

fn with_tokens(url: &str) -> Result<Client, BuildError> {
    let client = Client::builder(url)
        .bearer_auth_tokens(|scopes: Scopes| async move {
            let granted = ask_the_authorization_server(scopes).await?;
            Ok::<_, io::Error>(Token::new(granted.token).expires_in(granted.lifetime))
        })
        .build()?;
    Ok(client)
}

async fn in_pages(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let mut groups = client.list_groups().exclude_deleted(false).stream(); // the items of all pages
    while let Some(group) = groups.next().await {
        println!("{}", group?.name);
    }
    let mut pages = client.list_groups().page_size(10).pages(); // the answers, with status and headers
    while let Some(page) = pages.next().await {
        println!("{}", page?.status());
    }
    Ok(())
}

#[tokio::test]
async fn the_code_runs() {
    // Nobody listens there.
    let url = "http://127.0.0.1:9";
    let client = for_all(url, "secret").unwrap();
    let error = for_one(&client).await.unwrap_err().to_string();
    assert!(error.contains("carried"), "{error}");
    assert!(in_pages(&with_tokens(url).unwrap()).await.is_err());
}
