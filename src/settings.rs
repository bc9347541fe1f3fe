//! What can be set on the command line and in the environment.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::Parser;
use tracing_subscriber::filter::Targets;

/// Serves the Groups API from a SQLite database, which is created on the first start.
#[derive(Clone, Debug, Parser)]
#[command(version)]
pub struct Settings {
    /// Where to listen
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// The database file
    #[arg(long, value_name = "FILE", default_value = "groups.db")]
    pub database: PathBuf,

    /// The API token of admin@example.com, instead of a random one; replaces the earlier one of an existing database.
    /// Other users of this machine may see command lines, so the environment is the better place for it
    #[arg(long, value_name = "TOKEN", env = "GROUPS_ADMIN_TOKEN", hide_env_values = true, value_parser = token)]
    pub admin_token: Option<String>,

    /// How many requests a minute each caller may make
    #[arg(long, value_name = "NUMBER", default_value = "700")]
    pub rate_limit: NonZeroU32,

    /// What to log: a level (error, warn, info, debug, trace), or levels by module, such as `warn,groups_server=debug`
    #[arg(long, value_name = "LEVELS", env = "RUST_LOG", default_value = "info")]
    pub log: Targets,
}

/// Checks an API token: one that can't be sent, or that anybody guesses, is refused here rather than at every request.
fn token(text: &str) -> Result<String, String> {
    const SHORTEST: usize = 8;
    if text.len() < SHORTEST {
        return Err(format!("a token has at least {SHORTEST} characters"));
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("a token consists of ASCII letters, digits and punctuation".to_owned());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Settings, clap::Error> {
        Settings::try_parse_from(std::iter::once(&"groups-server").chain(arguments))
    }

    #[test]
    fn nothing_needs_to_be_set() {
        let settings = parse(&[]).unwrap();
        assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(settings.database, PathBuf::from("groups.db"));
        assert_eq!(settings.rate_limit.get(), 700);
    }

    #[test]
    fn wrong_settings_are_refused_with_status_2() {
        for wrong in [
            ["--listen", "localhost"],
            ["--rate-limit", "0"],
            ["--admin-token", "short"],
            ["--admin-token", "with a space"],
            ["--log", "groups=loud"],
            ["--colour", "red"],
        ] {
            assert_eq!(parse(&wrong).unwrap_err().exit_code(), 2, "{wrong:?}");
        }
    }
}
