//! A loss of power: of the database's files there is no more than what was synced. `power_cut.c` keeps that.

#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout, reason = "what a test prints is its result")]

use std::fs;
use std::path::Path;
use std::process::Command;

use reqwest::{Client, Method, RequestBuilder};
use serde_json::json;

use crate::program::{Folder, Serving, TOKEN};

/// How many groups are made: so many that the log is written back into the database meanwhile.
const GROUPS: usize = 150;

fn request(serving: &Serving, method: Method, target: &str) -> RequestBuilder {
    let request = Client::new().request(method, format!("{}/api/v2{target}", serving.url));
    request.basic_auth("admin@example.com/token", Some(TOKEN))
}

/// Compiles the library. Gives whether there is a compiler to do so.
fn compiled(library: &Path) -> bool {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/end_to_end/power_cut.c");
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-o"]).arg(library);
    match compiler.arg(source).arg("-ldl").status() {
        Ok(status) => {
            assert!(status.success(), "the library doesn't compile");
            true
        }
        Err(error) => {
            println!("skipped: no C compiler `cc`: {error}");
            false
        }
    }
}

/// Makes groups one after the other, and gives the ids of those that were acknowledged.
async fn make_groups(serving: &Serving) -> Vec<i64> {
    let mut made = Vec::new();
    for number in 0..GROUPS {
        let body = json!({ "group": { "name": format!("Group {number}"), "description": "x".repeat(2_000) } });
        let create = request(serving, Method::POST, "/groups").json(&body);
        let answer = create.send().await.unwrap();
        assert_eq!(answer.status(), 201);
        let body: serde_json::Value = answer.json().await.unwrap();
        made.push(body["group"]["id"].as_i64().unwrap());
    }
    made
}

#[tokio::test]
async fn what_was_acknowledged_is_on_the_disk() {
    let folder = Folder::new();
    let library = folder.path().join("power_cut.so");
    if !compiled(&library) {
        return;
    }
    let disk = Folder::new();
    let variables = [
        ("GROUPS_ADMIN_TOKEN", TOKEN),
        ("LD_PRELOAD", library.to_str().unwrap()),
        ("KEPT", disk.path().to_str().unwrap()),
    ];
    let serving = folder.serve(&["--rate-limit", "100000000"], &variables);
    let made = make_groups(&serving).await;
    drop(serving);
    let written_back = fs::metadata(disk.path().join("groups.db")).unwrap().len();
    assert!(written_back > 100_000, "{written_back} bytes");

    let again = disk.serve(&[], &[]);
    for id in made {
        let show = request(&again, Method::GET, &format!("/groups/{id}"));
        assert_eq!(show.send().await.unwrap().status(), 200, "{id} is lost");
    }
}
