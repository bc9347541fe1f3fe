//! The README's first look at client and server code, run.

use zendesk_groups::client::BuildError;
use zendesk_groups::operations::*;
use zendesk_groups::types::*;
use zendesk_groups::{Client, Error};

use super::service::{app, reaching};

fn connect(api_token: &str) -> Result<Client, BuildError> {
    let client = Client::builder("https://company.zendesk.com")
        .basic_auth("agent@example.com/token", api_token)
        .build()?;
    Ok(client)
}

async fn first_look(client: Client) -> Result<String, Box<dyn std::error::Error>> {
    let new = CreateGroup::new(GroupInput::new("Night shift"));
    let created = client.create_group(&new).send().await?;
    println!("{} {}", created.status(), created.group.url);

    match client.show_group_by_id(created.group.id).send().await {
        Ok(answer) => Ok(answer.group.name.clone()),
        Err(Error::Api(error)) => match error.body() {
            ShowGroupByIdError::NotFound(record) => Ok(record.description.clone()),
            other => Err(format!("{}: {other:?}", error.status()).into()),
        },
        Err(error) => Err(error.into()), // transport, timeout, a body that can't be read
    }
}

#[tokio::test]
async fn the_first_look_runs() {
    assert!(connect("secret").is_ok());
    let shown = first_look(reaching(app([1]), "secret")).await.unwrap();
    assert_eq!(shown, "Days");
    let refused = first_look(reaching(app([1]), "wrong")).await.unwrap_err();
    assert!(refused.to_string().contains("401"), "{refused}");
}
