//! Running the service: its settings, its health, its log and its end.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use reqwest::{Client, StatusCode};
use serde_json::Value;

use crate::program::{Folder, TOKEN, text};

const ADMIN: &str = "admin@example.com/token";

#[test]
fn a_wrong_setting_is_one_line_with_its_place() {
    let folder = Folder::new();
    fs::write(
        folder.path().join("bad.toml"),
        "rate-limit = 9\nlisten = 'here'\n",
    )
    .unwrap();
    let address = "is no address with a port, such as 127.0.0.1:8080";
    for (arguments, variables, expected) in [
        (
            &["--listen", "here"][..],
            &[][..],
            format!("--listen: `here` {address}"),
        ),
        (
            &[],
            &[("GROUPS_LISTEN", "there")],
            format!("GROUPS_LISTEN: `there` {address}"),
        ),
        (
            &["--config", "bad.toml"],
            &[],
            format!("bad.toml:2, listen: `here` {address}"),
        ),
        (
            &["serve"],
            &[("GROUPS_CONFIG", "bad.toml")],
            format!("bad.toml:2, listen: `here` {address}"),
        ),
        (
            &["user", "list"],
            &[("GROUPS_DATABASE", "")],
            "GROUPS_DATABASE: it is empty; name a file, such as groups.db".to_owned(),
        ),
        (
            &[],
            &[("GROUPS_ADMIN_TOKEN", "tiny")],
            "GROUPS_ADMIN_TOKEN: a token has at least 8 characters".to_owned(),
        ),
    ] {
        let output = folder
            .command(arguments)
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        assert_eq!(text(&output.stderr), format!("error: {expected}\n"));
        assert_eq!(output.status.code(), Some(2), "{expected}");
        assert_eq!(text(&output.stdout), "");
    }
    assert!(!folder.path().join("groups.db").exists());
}

#[test]
fn what_cannot_be_done_is_status_1() {
    let folder = Folder::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for (arguments, expected) in [
        (
            &["--listen", &address][..],
            format!("can't listen on {address}: "),
        ),
        (
            &["--database", "none/groups.db", "--listen", "127.0.0.1:0"],
            "none/groups.db".to_owned(),
        ),
    ] {
        let output = folder.run(arguments);
        let error = text(&output.stderr);
        assert!(
            error.starts_with("error: ") && error.contains(&expected),
            "{error}"
        );
        assert_eq!(error.lines().count(), 1, "{error}");
        assert_eq!(output.status.code(), Some(1));
    }
}

#[tokio::test]
async fn the_first_of_command_line_environment_and_file_counts() {
    let folder = Folder::new();
    fs::write(
        folder.path().join("groups.toml"),
        "rate-limit = 11\nlog = 'off'\n",
    )
    .unwrap();
    let config = ["--config", "groups.toml"];
    let all = ["--config", "groups.toml", "--rate-limit", "33"];
    let variable = [("GROUPS_RATE_LIMIT", "22")];
    for (arguments, variables, expected) in [
        (&config[..], &[][..], "11"),
        (&config, &variable, "22"),
        (&all, &variable, "33"),
        (&["serve", "--rate-limit", "44"], &variable, "44"),
        (&["--rate-limit", "55", "serve"], &variable, "55"),
    ] {
        let serving = folder.serve(arguments, variables);
        let answer = reqwest::get(format!("{}/api/v2/groups", serving.url))
            .await
            .unwrap();
        assert_eq!(answer.headers()["x-rate-limit"], expected, "{arguments:?}");
    }
}

#[tokio::test]
async fn the_first_start_makes_an_admin_and_prints_the_token_once() {
    let folder = Folder::new();
    let first = folder.serve(&[], &[]);
    let token = first
        .announcement
        .lines()
        .find_map(|line| line.strip_prefix("  "));
    let token = token.unwrap().to_owned();
    assert_eq!(token.len(), 40, "{}", first.announcement);
    first.ask_to_stop();
    assert!(first.ended().success());
    assert!(!folder.log().contains(&token));

    let second = folder.serve(&[], &[]);
    assert!(
        !second.announcement.contains(&token),
        "{}",
        second.announcement
    );
    let request = Client::new().get(format!("{}/api/v2/groups", second.url));
    let answer = request
        .basic_auth(ADMIN, Some(&token))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
}

#[tokio::test]
async fn health_is_told_to_anybody_and_costs_nothing() {
    let folder = Folder::new();
    let serving = folder.serve(&["--rate-limit", "1"], &[]);
    for path in ["/healthz", "/readyz"] {
        for _ in 0..3 {
            let answer = reqwest::get(format!("{}{path}", serving.url))
                .await
                .unwrap();
            assert_eq!(answer.status(), StatusCode::OK, "{path}");
            assert_eq!(answer.text().await.unwrap(), "ok\n");
        }
    }
    assert!(!folder.log().contains("healthz"), "{}", folder.log());
}

#[tokio::test]
async fn no_secret_is_in_the_log() {
    let folder = Folder::new();
    folder.run_with(
        &["user", "add", "ada@example.com", "--password"],
        "correct horse\n",
    );
    let api = folder.print(&["token", "create", "ada@example.com"]);
    let bearer = folder.print(&["token", "create", "ada@example.com", "--bearer"]);
    let (api, bearer) = (api.trim(), bearer.trim());

    let serving = folder.serve(&["--log", "trace"], &[]);
    let groups = format!("{}/api/v2/groups", serving.url);
    let get = || Client::new().get(&groups);
    for (request, expected) in [
        (get().basic_auth("ada@example.com/token", Some(api)), 200),
        (
            get().basic_auth("ada@example.com", Some("correct horse")),
            200,
        ),
        (get().bearer_auth(bearer), 200),
        (
            get().basic_auth("ada@example.com", Some("wrong-password")),
            401,
        ),
        (
            get().basic_auth("ada@example.com/token", Some("wrong-token")),
            401,
        ),
        (get().bearer_auth("wrong-bearer"), 401),
        (get().query(&[("access_token", "in-the-query")]), 401),
        (get().header("cookie", "session=in-a-cookie"), 401),
    ] {
        let status = request.send().await.unwrap().status();
        assert_eq!(status.as_u16(), expected);
    }
    serving.ask_to_stop();
    assert!(serving.ended().success());
    let log = folder.log();
    assert!(
        log.contains("status=200") && log.contains("status=401"),
        "{log}"
    );
    let sent = |user: &str, password: &str| BASE64_STANDARD.encode(format!("{user}:{password}"));
    for secret in [
        api,
        bearer,
        "correct horse",
        "wrong-password",
        "wrong-token",
        "wrong-bearer",
        "in-the-query",
        "in-a-cookie",
        "$argon2",
        &sent("ada@example.com/token", api),
        &sent("ada@example.com", "correct horse"),
        &sent("ada@example.com", "wrong-password"),
    ] {
        assert!(!log.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn an_answer_is_found_in_the_log_by_its_id() {
    let folder = Folder::new();
    let serving = folder.serve(&["--log-format", "json"], &[]);
    let answer = reqwest::get(format!("{}/api/v2/groups?page=1", serving.url))
        .await
        .unwrap();
    let id = answer.headers()["x-request-id"].to_str().unwrap();
    let log = folder.log();
    let events: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let event = events
        .iter()
        .find(|event| event["spans"][0]["request_id"] == id)
        .unwrap();
    assert_eq!(
        (&event["status"], &event["message"]),
        (&401.into(), &"answered".into())
    );
    assert!(event["elapsed_ms"].is_f64());
    let span = &event["spans"][0];
    assert_eq!(
        (&span["method"], &span["path"]),
        (&"GET".into(), &"/api/v2/groups".into())
    );
}

#[test]
fn what_is_in_flight_is_finished_before_the_end() {
    let folder = Folder::new();
    let variables = [("GROUPS_ADMIN_TOKEN", TOKEN)];
    let serving = folder.serve(&[], &variables);
    let body = "{\"group\":{\"name\":\"Night shift\"}}";
    let credentials = BASE64_STANDARD.encode(format!("{ADMIN}:{TOKEN}"));
    let head = format!(
        "POST /api/v2/groups HTTP/1.1\r\nhost: h\r\nauthorization: Basic {credentials}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let (now, later) = body.split_at(10);
    let mut stream = TcpStream::connect(serving.address()).unwrap();
    stream.write_all(format!("{head}{now}").as_bytes()).unwrap();
    let idle = TcpStream::connect(serving.address()).unwrap();
    // So that the service has taken both.
    std::thread::sleep(Duration::from_millis(200));
    let address = serving.address().to_owned();
    serving.ask_to_stop();
    let asked = Instant::now();
    while TcpStream::connect(&address).is_ok() {
        assert!(
            asked.elapsed() < Duration::from_secs(10),
            "it goes on listening"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
    stream.write_all(later.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 Created\r\n"), "{answer}");
    assert!(serving.ended().success());
    assert!(asked.elapsed() < Duration::from_secs(10));
    drop(idle);
    assert!(folder.log().contains("stopped"), "{}", folder.log());
}

#[test]
fn a_token_that_is_set_is_not_printed() {
    let folder = Folder::new();
    let serving = folder.serve(&[], &[("GROUPS_ADMIN_TOKEN", TOKEN)]);
    let announcement = &serving.announcement;
    assert!(!announcement.contains(TOKEN), "{announcement}");
    assert!(announcement.contains("/token:API_TOKEN"), "{announcement}");
}

#[test]
fn who_asks_twice_to_stop_has_it_stopped_at_once() {
    let folder = Folder::new();
    let serving = folder.serve(&[], &[("GROUPS_ADMIN_TOKEN", TOKEN)]);
    let credentials = BASE64_STANDARD.encode(format!("{ADMIN}:{TOKEN}"));
    let head = format!(
        "POST /api/v2/groups HTTP/1.1\r\nhost: h\r\nauthorization: Basic {credentials}\r\n\
         content-type: application/json\r\ncontent-length: 9\r\nexpect: 100-continue\r\n\r\n"
    );
    let mut stream = TcpStream::connect(serving.address()).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    // That the service wants the body shows that the request is under way.
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 100");
    let asked = Instant::now();
    serving.ask_to_stop();
    folder.wait_for_log("stopping");
    serving.ask_to_stop();
    assert_eq!(serving.ended().code(), Some(1));
    assert!(asked.elapsed() < Duration::from_secs(10));
    let log = folder.log();
    let last = log.lines().last().unwrap();
    let expected = "error: asked to stop once more, so what was under way was cut off";
    assert_eq!(last, expected, "{log}");
}
