//! What can be set: on the command line, in the environment and in a file, of which the first that says something counts.
//!
//! `table` lists the settings, `sources` finds what is said of each and where, `values` reads it.

pub mod file;
pub mod sources;
mod table;
mod values;

use std::fmt;
use std::net::SocketAddr;
use std::num::NonZeroU32;

use ipnet::IpNet;
use sources::{Everywhere, OfServing, Sources};
use tracing_subscriber::filter::Targets;

use crate::address::PublicUrl;
use crate::store::Location;

/// Where the admin's API token may stand. Command lines and files are read by others too easily.
pub const ADMIN_TOKEN: &str = "GROUPS_ADMIN_TOKEN";

/// What holds when the service runs.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The database.
    pub database: Location,
    /// What the URLs in answers start with; `None`: what the request was sent to.
    pub public_url: Option<PublicUrl>,
    /// Who is believed what it says of the requests that it passes on.
    pub trusted_proxies: Vec<IpNet>,
    /// How many requests a minute each caller may make.
    pub rate_limit: NonZeroU32,
    /// What to log.
    pub log: Targets,
    /// How to write the log.
    pub log_format: LogFormat,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// A line an event, for people.
    Text,
    /// A JSON object an event, for programs.
    Json,
}

/// A setting that can't be: where it stands, and what is wrong with it. One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    place: String,
    why: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.why)
    }
}

impl std::error::Error for Wrong {}

impl Wrong {
    fn new(place: impl fmt::Display, why: impl Into<String>) -> Self {
        let place = place.to_string();
        Self {
            place,
            why: why.into(),
        }
    }
}

impl Settings {
    /// The settings of the service.
    ///
    /// # Errors
    /// [`Wrong`], for the first setting that can't be.
    pub fn read(everywhere: Everywhere, serving: OfServing) -> Result<Self, Wrong> {
        let sources = Sources::new(everywhere, serving)?;
        Ok(Self {
            listen: sources.read(&table::LISTEN, values::listen)?,
            database: sources.read(&table::DATABASE, values::database)?,
            public_url: sources.read_if_any(&table::PUBLIC_URL, PublicUrl::parse)?,
            trusted_proxies: sources
                .read_if_any(&table::TRUSTED_PROXIES, values::networks)?
                .unwrap_or_default(),
            rate_limit: sources.read(&table::RATE_LIMIT, values::rate_limit)?,
            log: sources.read(&table::LOG, values::log)?,
            log_format: sources.read(&table::LOG_FORMAT, values::log_format)?,
        })
    }
}

/// The database, for those who need nothing else.
///
/// # Errors
/// [`Wrong`], if the setting can't be, or the file with settings can't be read.
pub fn database(everywhere: Everywhere) -> Result<Location, Wrong> {
    Sources::new(everywhere, OfServing::default())?.read(&table::DATABASE, values::database)
}

/// The API token that the environment gives the admin.
///
/// # Errors
/// [`Wrong`], if it is one that can't be sent, or that anybody guesses. It isn't shown.
pub fn admin_token() -> Result<Option<String>, Wrong> {
    match std::env::var_os(ADMIN_TOKEN) {
        None => Ok(None),
        Some(token) => values::token(&token.to_string_lossy())
            .map(Some)
            .map_err(|why| Wrong::new(ADMIN_TOKEN, why)),
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
