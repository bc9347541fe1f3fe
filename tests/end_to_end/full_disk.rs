//! A disk that takes nothing more. A limit to the size of files stands in for it.

#![cfg(target_os = "linux")]

use std::process::Command;

use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use crate::program::{Folder, Serving, TOKEN};

/// How many bytes a file may have: more than a new database, less than a few hundred groups.
const LIMIT: &str = "300000";

fn request(serving: &Serving, method: Method, target: &str) -> RequestBuilder {
    let request = Client::new().request(method, format!("{}{target}", serving.url));
    request.basic_auth("admin@example.com/token", Some(TOKEN))
}

/// Makes a group that takes some room, and gives the status and the body.
async fn create(serving: &Serving) -> (u16, Value) {
    let body = json!({ "group": { "name": "Night shift", "description": "x".repeat(3_000) } });
    let request = request(serving, Method::POST, "/api/v2/groups");
    let answer = request.json(&body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn is_there(serving: &Serving, id: i64) -> bool {
    let target = format!("/api/v2/groups/{id}");
    let answer = request(serving, Method::GET, &target).send().await.unwrap();
    answer.status() == 200
}

#[tokio::test]
async fn what_was_acknowledged_stays_and_the_rest_goes_on_once_there_is_room() {
    let folder = Folder::new();
    // The signal would end the program instead of failing the write.
    let script = format!("trap '' XFSZ; exec prlimit --fsize={LIMIT}: \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_groups-server")]);
    command
        .current_dir(folder.path())
        .env("GROUPS_ADMIN_TOKEN", TOKEN);
    let serving = folder.serve_by(command);

    let mut made = Vec::new();
    let refused = loop {
        match create(&serving).await {
            (201, group) => made.push(group["group"]["id"].as_i64().unwrap()),
            (status, body) => break (status, body),
        }
        assert!(made.len() < 1_000, "there is room without end");
    };
    assert_eq!(refused.0, 500);
    let message = refused.1["error"]["message"].as_str().unwrap();
    assert!(message.contains("X-Request-Id"), "{message}");
    assert!(
        folder.log().contains("the database can't answer"),
        "{}",
        folder.log()
    );
    for _ in 0..3 {
        assert_eq!(create(&serving).await.0, 500);
    }
    assert!(is_there(&serving, made[0]).await);

    let room = ["--pid", &serving.pid(), "--fsize=unlimited:"];
    assert!(
        Command::new("prlimit")
            .args(room)
            .status()
            .unwrap()
            .success()
    );
    for _ in 0..3 {
        let (status, group) = create(&serving).await;
        assert_eq!(status, 201, "{group}");
        made.push(group["group"]["id"].as_i64().unwrap());
    }
    drop(serving);

    let again = folder.serve(&[], &[]);
    for id in made {
        assert!(is_there(&again, id).await, "{id}");
    }
}
