//! The settings: what each is called, and what it is for.

/// A setting. On the command line it is `--NAME`, in the file `NAME`.
#[derive(Debug)]
pub(super) struct Setting {
    pub(super) name: &'static str,
    pub(super) variable: &'static str,
    /// What stands for its value in the help.
    pub(super) value: &'static str,
    /// What holds where nothing is said.
    pub(super) default: Option<&'static str>,
    pub(super) help: &'static str,
}

pub(super) const DATABASE: Setting = Setting {
    name: "database",
    variable: "GROUPS_DATABASE",
    value: "FILE|URL",
    default: Some("groups.db"),
    help: "The database: a file, made where there is none, or postgres://USER@HOST/DATABASE",
};

pub(super) const LISTEN: Setting = Setting {
    name: "listen",
    variable: "GROUPS_LISTEN",
    value: "ADDRESS:PORT",
    default: Some("127.0.0.1:8080"),
    help: "Where to listen; port 0 is any free one",
};

pub(super) const PUBLIC_URL: Setting = Setting {
    name: "public-url",
    variable: "GROUPS_PUBLIC_URL",
    value: "URL",
    default: None,
    help: "What the URLs in answers start with, instead of the scheme and host of each request",
};

pub(super) const TRUSTED_PROXIES: Setting = Setting {
    name: "trusted-proxies",
    variable: "GROUPS_TRUSTED_PROXIES",
    value: "NETWORKS",
    default: None,
    help: "Addresses or networks, separated by commas, of proxies whose Forwarded and X-Forwarded-* \
           headers say what scheme and host a request was sent to",
};

pub(super) const RATE_LIMIT: Setting = Setting {
    name: "rate-limit",
    variable: "GROUPS_RATE_LIMIT",
    value: "NUMBER",
    default: Some("700"),
    help: "How many requests a minute each caller may make",
};

pub(super) const LOG: Setting = Setting {
    name: "log",
    variable: "GROUPS_LOG",
    value: "LEVELS",
    // hyper warns of every connection that has been idle for long.
    default: Some("info,hyper=error"),
    help: "What to log: a level (error, warn, info, debug, trace, off), or levels by module",
};

pub(super) const LOG_FORMAT: Setting = Setting {
    name: "log-format",
    variable: "GROUPS_LOG_FORMAT",
    value: "FORMAT",
    default: Some("text"),
    help: "How to log: as text, or as json, an object a line",
};

/// What every command asks for.
pub(super) const EVERYWHERE: &[&Setting] = &[&DATABASE];

/// What only the service asks for.
pub(super) const OF_SERVING: &[&Setting] = &[
    &LISTEN,
    &PUBLIC_URL,
    &TRUSTED_PROXIES,
    &RATE_LIMIT,
    &LOG,
    &LOG_FORMAT,
];
