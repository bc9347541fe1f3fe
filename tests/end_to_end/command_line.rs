//! What the command line does with accounts.

use reqwest::{Client, Method, RequestBuilder};
use serde_json::json;

use crate::program::{Folder, Serving, TOKEN, text};

fn request(serving: &Serving, method: Method) -> RequestBuilder {
    Client::new().request(method, format!("{}/api/v2/groups", serving.url))
}

async fn status(request: RequestBuilder) -> u16 {
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn users_and_tokens_are_made_and_taken_back_while_the_service_runs() {
    let folder = Folder::new();
    let serving = folder.serve(&[], &[]);
    let add = [
        "user",
        "add",
        "ada@example.com",
        "--manages-groups",
        "--group",
        "1",
        "--password",
    ];
    let added = folder.run_with(&add, "correct horse\n");
    assert_eq!(
        (text(&added.stdout), text(&added.stderr)),
        ("2\n".to_owned(), String::new())
    );
    let password =
        |password| request(&serving, Method::GET).basic_auth("ada@example.com", Some(password));
    assert_eq!(status(password("correct horse")).await, 200);

    let token = folder.print(&["token", "create", "ada@example.com", "--label", "laptop"]);
    let api =
        |method| request(&serving, method).basic_auth("ada@example.com/token", Some(token.trim()));
    let group = json!({ "group": { "name": "Night shift" } });
    assert_eq!(status(api(Method::POST).json(&group)).await, 201);

    let listed = folder.print(&["token", "list"]);
    assert!(!listed.contains(token.trim()), "{listed}");
    let row = listed.lines().find(|line| line.contains("laptop")).unwrap();
    let id = row.split_whitespace().next().unwrap();
    folder.print(&["token", "revoke", id]);
    assert_eq!(status(api(Method::GET)).await, 401);

    let new = folder.run_with(&["user", "password", "ada@example.com"], "battery staple");
    assert!(new.status.success(), "{}", text(&new.stderr));
    assert_eq!(status(password("correct horse")).await, 401);
    assert_eq!(status(password("battery staple")).await, 200);
    folder.print(&["user", "password", "ada@example.com", "--remove"]);
    assert_eq!(status(password("battery staple")).await, 401);
    folder.print(&["user", "remove", "ada@example.com"]);
    let users = folder.print(&["user", "list"]);
    assert_eq!(users.lines().count(), 2, "{users}");
    assert!(users.contains("admin@example.com  admin"), "{users}");
}

#[tokio::test]
async fn a_bearer_token_has_scopes_and_an_end() {
    let folder = Folder::new();
    let serving = folder.serve(&[], &[]);
    let create = |more: &[&str]| {
        let arguments = ["token", "create", "admin@example.com", "--bearer"];
        folder
            .print(&[&arguments[..], more].concat())
            .trim()
            .to_owned()
    };
    let group = json!({ "group": { "name": "Night shift" } });
    let statuses = async |token: &str| {
        let get = request(&serving, Method::GET).bearer_auth(token);
        let post = request(&serving, Method::POST).bearer_auth(token);
        (status(get).await, status(post.json(&group)).await)
    };
    assert_eq!(statuses(&create(&[])).await, (200, 403));
    assert_eq!(
        statuses(&create(&["--scope", "read,groups:write"])).await,
        (200, 201)
    );
    assert_eq!(
        statuses(&create(&["--scope", "write", "--expires", "1h"])).await,
        (403, 201)
    );
    assert_eq!(statuses(&create(&["--expires", "0s"])).await, (401, 401));
    let listed = folder.print(&["token", "list"]);
    assert_eq!(listed.matches("bearer").count(), 4, "{listed}");
    assert_eq!(listed.matches("never").count(), 3, "{listed}");
}

#[tokio::test]
async fn the_demo_has_a_caller_of_each_kind() {
    let folder = Folder::new();
    let mut seed = folder.command(&["seed", "demo"]);
    let seeded = seed.env("GROUPS_ADMIN_TOKEN", TOKEN).output().unwrap();
    assert!(seeded.status.success(), "{}", text(&seeded.stderr));
    let table = text(&seeded.stdout);
    let serving = folder.serve(&[], &[]);
    let mut kinds = Vec::new();
    for row in table.lines().skip(1) {
        let words: Vec<_> = row.split_whitespace().collect();
        let (user, token) = (format!("{}/token", words[0]), words[words.len() - 1]);
        let group = json!({ "group": { "name": "Night shift" } });
        let get = request(&serving, Method::GET).basic_auth(&user, Some(token));
        let post = request(&serving, Method::POST).basic_auth(&user, Some(token));
        kinds.push((status(get).await, status(post.json(&group)).await));
    }
    assert_eq!(
        kinds,
        [(200, 201), (200, 403), (200, 201), (403, 403)],
        "{table}"
    );

    let again = folder.run(&["seed", "demo"]);
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(
        text(&again.stderr),
        "error: there is a user agent@example.com already\n"
    );
}

#[test]
fn mistakes_are_told_on_standard_error() {
    let folder = Folder::new();
    folder.print(&["user", "add", "ada@example.com"]);
    for (arguments, code, expected) in [
        (
            &["user", "add", "ada@example.com"][..],
            1,
            "there is a user ada@example.com already",
        ),
        (
            &["user", "add", "ada"],
            2,
            "`ada` is no email address that can be used to sign in",
        ),
        (
            &["user", "add", "b@c", "--group", "7"],
            1,
            "there is no group 7",
        ),
        (
            &["user", "add", "b@c", "--role", "admin", "--manages-groups"],
            2,
            "only an agent's custom role may manage groups",
        ),
        (
            &["user", "add", "b@c", "--password"],
            2,
            "a password has from 8 to 1024 bytes and no control characters",
        ),
        (
            &["user", "remove", "eve@example.com"],
            1,
            "there is no user eve@example.com",
        ),
        (
            &["token", "create", "eve@example.com"],
            1,
            "there is no user eve@example.com",
        ),
        (
            &[
                "token",
                "create",
                "ada@example.com",
                "--bearer",
                "--scope",
                "all",
            ],
            2,
            "`all` is no scope; there are read, write, groups:read and groups:write",
        ),
        (
            &["token", "revoke", "000000000000"],
            1,
            "there is no token 000000000000; `groups-server token list` shows all",
        ),
    ] {
        let output = folder.run(arguments);
        assert_eq!(text(&output.stderr), format!("error: {expected}\n"));
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
    }
    for arguments in [
        &["user"][..],
        &["users"],
        &["user", "add"],
        &["seed", "none"],
        &["token", "create", "a@b", "--scope", "read"],
    ] {
        let output = folder.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            !output.stderr.is_empty() && output.stdout.is_empty(),
            "{arguments:?}"
        );
    }
}

#[test]
fn the_help_names_commands_settings_and_variables() {
    let folder = Folder::new();
    let help = folder.print(&["--help"]);
    for named in [
        "user",
        "token",
        "seed",
        "--listen",
        "--database",
        "GROUPS_RATE_LIMIT",
        "--config",
        "Exit status",
    ] {
        assert!(help.contains(named), "{named}: {help}");
    }
    let of_user = folder.print(&["user", "add", "--help"]);
    assert!(!of_user.contains("--listen"), "{of_user}");
}

#[tokio::test]
async fn whoever_is_added_first_finds_an_admin_and_a_group() {
    let folder = Folder::new();
    let added = folder.run(&["user", "add", "ada@example.com", "--group", "1"]);
    assert_eq!(text(&added.stdout), "2\n", "{}", text(&added.stderr));
    let told = text(&added.stderr);
    let token = told.lines().find_map(|line| line.strip_prefix("  "));
    let serving = folder.serve(&[], &[]);
    assert!(
        !serving.announcement.contains("new"),
        "{}",
        serving.announcement
    );
    let get = request(&serving, Method::GET).basic_auth("admin@example.com/token", token);
    let groups: serde_json::Value = get.send().await.unwrap().json().await.unwrap();
    assert_eq!(groups["groups"][0]["default"], true, "{groups}");
    let ours = folder.run(&["user", "remove", "admin@example.com"]);
    assert_eq!(ours.status.code(), Some(1));
    assert!(
        text(&ours.stderr).contains("is the only admin"),
        "{}",
        text(&ours.stderr)
    );
}
