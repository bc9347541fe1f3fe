use std::fs;

use clap::Parser;

use super::*;

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    everywhere: Everywhere,
    #[command(flatten)]
    serving: OfServing,
}

fn read(arguments: &[&str]) -> Result<Settings, Wrong> {
    let arguments = std::iter::once(&"groups-server").chain(arguments);
    let Arguments {
        everywhere,
        serving,
    } = Arguments::try_parse_from(arguments).unwrap();
    Settings::read(everywhere, serving)
}

#[test]
fn nothing_needs_to_be_set() {
    let settings = read(&[]).unwrap();
    assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.database.to_string(), "groups.db");
    assert_eq!(settings.rate_limit.get(), 700);
    assert_eq!(settings.public_url, None);
    assert_eq!(settings.trusted_proxies, []);
    assert_eq!(settings.log_format, LogFormat::Text);
}

#[test]
fn the_command_line_goes_before_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("groups.toml");
    let text = "listen = '[::1]:1'\nrate-limit = 7\ntrusted-proxies = ['10.0.0.0/8', '::1']\n";
    fs::write(&path, text).unwrap();
    let settings = read(&[
        "--listen",
        "127.0.0.1:2",
        "--config",
        path.to_str().unwrap(),
    ])
    .unwrap();
    assert_eq!(settings.listen.to_string(), "127.0.0.1:2");
    assert_eq!(settings.rate_limit.get(), 7);
    assert_eq!(settings.trusted_proxies.len(), 2);
}

#[test]
fn what_is_wrong_is_told_in_one_line_with_its_place() {
    for (name, value, why) in [
        (
            "--listen",
            "localhost",
            "`localhost` is no address with a port, such as 127.0.0.1:8080",
        ),
        (
            "--database",
            "",
            "it is empty; name a file, such as groups.db",
        ),
        ("--rate-limit", "0", "`0` is no number from 1 to 4294967295"),
        (
            "--public-url",
            "acme.test",
            "`acme.test` is no URL of http or https, such as https://groups.example.com",
        ),
        (
            "--trusted-proxies",
            "::1,x",
            "`x` is no address or network, such as 10.0.0.1 or 10.0.0.0/8",
        ),
        ("--log-format", "xml", "`xml` is neither text nor json"),
    ] {
        let error = read(&[name, value]).unwrap_err().to_string();
        assert_eq!(error, format!("{name}: {why}"));
    }
}

#[test]
fn a_level_that_is_misspelt_is_refused() {
    for wrong in ["groups=loud", "inof", "info,hyper", "", "info,"] {
        let error = read(&["--log", wrong]).unwrap_err().to_string();
        let expected = format!("--log: `{wrong}` names no levels; ");
        assert!(error.starts_with(&expected), "{error}");
    }
    for right in [
        "off",
        "WARN",
        "info,hyper=error",
        "groups_server=debug, sqlx=off",
    ] {
        assert!(read(&["--log", right]).is_ok(), "{right}");
    }
}

#[test]
fn a_token_must_be_fit_to_be_one() {
    assert_eq!(
        values::token("a-token-of-yours").as_deref(),
        Ok("a-token-of-yours")
    );
    for wrong in ["", "short", "with a space", "ümlaut-token"] {
        let why = values::token(wrong).unwrap_err();
        assert!(wrong.is_empty() || !why.contains(wrong), "{why}");
    }
}
