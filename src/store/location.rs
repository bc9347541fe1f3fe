//! Where a database is: what `--database` names.

use std::fmt;
use std::path::PathBuf;

use sqlx::postgres::PgConnectOptions;

/// What SQLite calls a database that is kept in no file.
const IN_MEMORY: &str = ":memory:";

/// The parameters that the URL of a PostgreSQL server may have. Others are refused here, since they would be passed
/// over and logged with their values.
const PARAMETERS: &[&str] = &[
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "statement-cache-capacity",
    "user",
];

/// Where a database is. Shown without its password.
#[derive(Clone)]
pub struct Location(pub(super) Kind);

/// What kind of database it is, and where.
#[derive(Clone)]
pub(super) enum Kind {
    /// A SQLite database in a file.
    File(PathBuf),
    /// A SQLite database that is gone when the service stops.
    Memory,
    /// A PostgreSQL server.
    Postgres(Box<PgConnectOptions>),
}

/// Why a text names no database. Says nothing of the rest of the text, which may have a password in it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum LocationError {
    /// There is nothing.
    #[error("it is empty; name a file, such as groups.db")]
    Empty,
    /// The URL is of another kind of database.
    #[error(
        "databases of the kind `{0}://` are not supported; it is a file, `sqlite:FILE` or \
         `postgres://USER@HOST/DATABASE`"
    )]
    UnknownScheme(String),
    /// The URL of a PostgreSQL server is malformed.
    #[error("it is not the URL of a PostgreSQL server: {0}")]
    NotAUrl(String),
    /// The URL has a parameter that means nothing.
    #[error("its URL has the parameter `{0}`, which is unknown")]
    UnknownParameter(String),
}

impl Location {
    /// Reads `postgres://USER@HOST/DATABASE`, `sqlite:FILE` or the name of a file.
    ///
    /// # Errors
    /// [`LocationError`] if it is none of these.
    pub fn parse(text: &str) -> Result<Self, LocationError> {
        if let Some(file) = text.strip_prefix("sqlite:") {
            return Self::file(file.strip_prefix("//").unwrap_or(file));
        }
        match text.split_once("://") {
            Some(("postgres" | "postgresql", _)) => postgres(text),
            Some((scheme, _)) if is_scheme(scheme) => {
                Err(LocationError::UnknownScheme(scheme.to_owned()))
            }
            _ => Self::file(text),
        }
    }

    fn file(name: &str) -> Result<Self, LocationError> {
        match name {
            "" => Err(LocationError::Empty),
            IN_MEMORY => Ok(Self(Kind::Memory)),
            _ => Ok(Self(Kind::File(PathBuf::from(name)))),
        }
    }
}

fn postgres(url: &str) -> Result<Location, LocationError> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let query = query.split_once('#').map_or(query, |(query, _)| query);
    for (name, _) in form_urlencoded::parse(query.as_bytes()) {
        if !PARAMETERS.contains(&&*name) && !name.starts_with("options[") {
            return Err(LocationError::UnknownParameter(name.into_owned()));
        }
    }
    match url.parse::<PgConnectOptions>() {
        Ok(options) => Ok(Location(Kind::Postgres(Box::new(options)))),
        // What it was given is not in what it says.
        Err(sqlx::Error::Configuration(error)) => Err(LocationError::NotAUrl(error.to_string())),
        Err(_) => Err(LocationError::NotAUrl("it can't be read".to_owned())),
    }
}

/// Whether a text is what URLs start with (RFC 3986, section 3.1).
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::File(path) => path.display().fmt(f),
            Kind::Memory => f.write_str("memory"),
            Kind::Postgres(options) => {
                write!(f, "postgres://{}@", options.get_username())?;
                match options.get_socket() {
                    Some(folder) => folder.display().fmt(f)?,
                    None => f.write_str(options.get_host())?,
                }
                let database = options.get_database().unwrap_or(options.get_username());
                write!(f, ":{}/{database}", options.get_port())
            }
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Location({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match Location::parse(text) {
            Ok(location) => location.to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_file_is_named_with_and_without_a_scheme() {
        for (text, expected) in [
            ("groups.db", "groups.db"),
            ("/var/lib/groups.db", "/var/lib/groups.db"),
            ("sqlite:groups.db", "groups.db"),
            ("sqlite://groups.db", "groups.db"),
            ("sqlite:///var/lib/groups.db", "/var/lib/groups.db"),
            ("sqlite::memory:", "memory"),
            (r"C:\groups.db", r"C:\groups.db"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn a_server_is_shown_without_its_password() {
        for (text, expected) in [
            (
                "postgres://ada:s3cret@db.example:5433/groups?sslmode=verify-full",
                "postgres://ada@db.example:5433/groups",
            ),
            (
                "postgresql://ada@[::1]/groups",
                "postgres://ada@[::1]:5432/groups",
            ),
            (
                "postgres://ada@localhost/groups?password=s3cret",
                "postgres://ada@localhost:5432/groups",
            ),
            (
                "postgres://ada@%2Frun%2Fpostgresql/groups",
                "postgres://ada@/run/postgresql:5432/groups",
            ),
        ] {
            let location = Location::parse(text).unwrap();
            assert_eq!(location.to_string(), expected);
            assert!(!format!("{location:?}").contains("s3cret"));
        }
    }

    #[test]
    fn what_is_wrong_is_said_without_the_password() {
        for (text, expected) in [
            ("", "empty"),
            ("sqlite:", "empty"),
            ("mysql://ada:s3cret@localhost/groups", "`mysql://`"),
            ("postgres://ada:s3cret@localhost:x/groups", "port"),
            (
                "postgres://ada:s3cret@localhost/groups?pasword=s3cret",
                "`pasword`",
            ),
            (
                "postgres://ada:s3cret@localhost/groups?sslmode=perhaps",
                "ssl_mode",
            ),
        ] {
            let error = Location::parse(text).unwrap_err().to_string();
            assert!(error.contains(expected), "{text}: {error}");
            assert!(!error.contains("s3cret"), "{error}");
        }
    }
}
