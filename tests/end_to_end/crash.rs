//! What was acknowledged outlives the program, however it ends.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::program::{Folder, Serving, TOKEN};

/// How often the program is killed, and by how many it is written to meanwhile.
const KILLS: usize = 10;
const WRITERS: usize = 4;

/// What a client knows of a group that it wrote.
#[derive(Clone, Debug, PartialEq)]
struct State {
    name: &'static str,
    deleted: bool,
}

const CREATED: State = State {
    name: "created",
    deleted: false,
};
const RENAMED: State = State {
    name: "renamed",
    deleted: false,
};
const DELETED: State = State {
    name: "renamed",
    deleted: true,
};

/// By the ids of groups: the state that was acknowledged, and the one that was asked for last.
type Written = BTreeMap<i64, (State, State)>;

#[tokio::test]
async fn every_acknowledged_write_is_there_after_a_kill() {
    let folder = Folder::new();
    let database = match groups_test_database::server() {
        Some(_) => groups_test_database::fresh().await,
        None => "groups.db".to_owned(),
    };
    let serve = || {
        let arguments = ["--database", &database, "--rate-limit", "100000000"];
        folder.serve(&arguments, &[("GROUPS_ADMIN_TOKEN", TOKEN)])
    };
    let mut all = Written::new();
    for kill in 0..KILLS {
        let serving = serve();
        let writes = Arc::new(AtomicUsize::new(0));
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| tokio::spawn(write_on(serving.url.clone(), Arc::clone(&writes))))
            .collect();
        // The others are in the midst of theirs then.
        let enough = async {
            while writes.load(Ordering::Relaxed) < 10 + kill {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), enough)
            .await
            .unwrap();
        // As kill -9 does.
        drop(serving);
        for writer in writers {
            all.extend(writer.await.unwrap());
        }
    }

    let serving = serve();
    assert!(all.len() > KILLS);
    for (id, (acknowledged, asked_for)) in &all {
        let (status, group) = get(&serving, &format!("/groups/{id}")).await;
        assert_eq!(status, StatusCode::OK, "{id}: {acknowledged:?} is lost");
        let group = &group["group"];
        let found = [acknowledged, asked_for]
            .iter()
            .any(|state| group["name"] == state.name && group["deleted"] == state.deleted);
        assert!(found, "{acknowledged:?} became {group}");
    }
    let (_, count) = get(&serving, "/groups/count").await;
    assert_eq!(count["count"]["value"], listed(&serving).await);
}

/// Makes, renames and deletes groups until the service is gone, and counts what is acknowledged.
async fn write_on(url: String, writes: Arc<AtomicUsize>) -> Written {
    let client = Client::new();
    let acknowledged = async |request| {
        let body = acknowledged(request).await?;
        writes.fetch_add(1, Ordering::Relaxed);
        Some(body)
    };
    let mut written = Written::new();
    loop {
        let created = json!({ "group": { "name": CREATED.name } });
        let target = format!("{url}/api/v2/groups");
        let create = client.request(Method::POST, target).json(&created);
        let Some(id) = acknowledged(create)
            .await
            .and_then(|body| body["group"]["id"].as_i64())
        else {
            return written;
        };
        let target = format!("{url}/api/v2/groups/{id}");
        let renamed = json!({ "group": { "name": RENAMED.name } });
        let rename = client.request(Method::PUT, &target).json(&renamed);
        let delete = client.request(Method::DELETE, &target);
        written.insert(id, (CREATED, RENAMED));
        if acknowledged(rename).await.is_none() {
            return written;
        }
        if id % 3 > 0 {
            written.insert(id, (RENAMED, RENAMED));
            continue;
        }
        written.insert(id, (RENAMED, DELETED));
        if acknowledged(delete).await.is_none() {
            return written;
        }
        written.insert(id, (DELETED, DELETED));
    }
}

/// The body of the answer, null if there is none; `None` if the service is gone.
async fn acknowledged(request: RequestBuilder) -> Option<Value> {
    let answer = authorized(request).send().await.ok()?;
    let status = answer.status();
    let body = answer.text().await.ok()?;
    assert!(status.is_success(), "{status}: {body}");
    Some(serde_json::from_str(&body).unwrap_or_default())
}

async fn get(serving: &Serving, target: &str) -> (StatusCode, Value) {
    let url = format!("{}/api/v2{target}", serving.url);
    let answer = authorized(Client::new().get(url)).send().await.unwrap();
    (answer.status(), answer.json().await.unwrap())
}

/// How many groups the pages of the list have.
async fn listed(serving: &Serving) -> usize {
    let mut number = 0;
    let mut target = "/groups?page[size]=100".to_owned();
    loop {
        let (_, page) = get(serving, &target).await;
        number += page["groups"].as_array().unwrap().len();
        let Some(after) = page["meta"]["after_cursor"].as_str() else {
            return number;
        };
        target = format!("/groups?page[size]=100&page[after]={after}");
    }
}

fn authorized(request: RequestBuilder) -> RequestBuilder {
    request.basic_auth("admin@example.com/token", Some(TOKEN))
}
