//! What settings mean. What is wrong with one is said to follow its place and a colon.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;

use ipnet::IpNet;
use tracing_subscriber::filter::{LevelFilter, Targets};

use super::LogFormat;
use crate::store::Location;

pub(super) fn listen(text: &str) -> Result<SocketAddr, String> {
    let wrong = || format!("`{text}` is no address with a port, such as 127.0.0.1:8080");
    text.parse().map_err(|_| wrong())
}

/// The text isn't shown, since it may have a password in it.
pub(super) fn database(text: &str) -> Result<Location, String> {
    Location::parse(text).map_err(|error| error.to_string())
}

/// Networks such as `10.0.0.0/8`, and addresses, which are networks of one.
pub(super) fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    let texts = text.split(',').map(str::trim).filter(|one| !one.is_empty());
    texts.map(network).collect()
}

fn network(text: &str) -> Result<IpNet, String> {
    let address = text.parse::<IpAddr>().map(IpNet::from);
    let wrong = || format!("`{text}` is no address or network, such as 10.0.0.1 or 10.0.0.0/8");
    address.or_else(|_| text.parse()).map_err(|_| wrong())
}

pub(super) fn rate_limit(text: &str) -> Result<NonZeroU32, String> {
    let wrong = || format!("`{text}` is no number from 1 to {}", u32::MAX);
    text.parse().map_err(|_| wrong())
}

pub(super) fn log(text: &str) -> Result<Targets, String> {
    let wrong = || {
        format!(
            "`{text}` names no levels; name one, such as warn, or several, such as warn,groups_server=debug"
        )
    };
    if !text.split(',').all(names_a_level) {
        return Err(wrong());
    }
    text.parse().map_err(|_| wrong())
}

/// Whether this is a level, or one of a module. A word alone could be a module too, but rather is a level misspelt, and
/// then nothing would be logged.
fn names_a_level(text: &str) -> bool {
    let text = text.trim();
    text.contains('=') || !text.is_empty() && text.parse::<LevelFilter>().is_ok()
}

pub(super) fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err(format!("`{text}` is neither text nor json")),
    }
}

/// An API token. One that can't be sent, or that anybody guesses, is refused here rather than at every request.
pub(super) fn token(text: &str) -> Result<String, String> {
    const SHORTEST: usize = 8;
    if text.len() < SHORTEST {
        return Err(format!("a token has at least {SHORTEST} characters"));
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("a token consists of ASCII letters, digits and punctuation".to_owned());
    }
    Ok(text.to_owned())
}
