//! Five kinds of hostile input, over a socket, byte by byte: what is too large, too slow, malformed, of the wrong type, or
//! meant to be taken for code. None of it may make the service fail, or change what is stored.

mod injection;
mod malformed;
mod oversized;
mod raw;
mod slow;
mod types;

use groups_server::Options;
use groups_server::server::Limits;
use reqwest::StatusCode;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::service::{As, Service};

/// A service that is attacked, with a few groups, and what was stored before.
struct Target {
    service: Service,
    database: String,
    before: Stored,
    /// Where the database is, if it is a file.
    _folder: TempDir,
}

/// All that is stored, as the API shows it and as it is in the tables.
#[derive(Debug, PartialEq, Eq)]
struct Stored {
    groups: Value,
    tables: String,
}

impl Target {
    async fn start() -> Self {
        Self::with(Options::default(), Limits::default()).await
    }

    async fn with(options: Options, limits: Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = groups_test_database::fresh_in(folder.path()).await;
        let options = Options {
            rate_limit: std::num::NonZeroU32::MAX,
            ..options
        };
        let service = Service::on(&database, options, limits).await;
        for name in ["Billing", "Night shift"] {
            service.create(name).await;
        }
        let gone = format!("/groups/{}", service.create("Fax desk").await);
        let (status, _) = service
            .send(As::Admin, reqwest::Method::DELETE, &gone, &json!({}))
            .await;
        assert_eq!(status, StatusCode::NO_CONTENT);
        let before = stored(&service, &database).await;
        assert!(before.tables.contains("Fax desk") && before.tables.contains("api_tokens: "));
        Self {
            service,
            database,
            before,
            _folder: folder,
        }
    }

    /// The host and the port.
    fn address(&self) -> &str {
        self.service.url().trim_start_matches("http://")
    }

    /// Sends these bytes over a connection of their own and sees to it that the answer has this status; `None`: that the
    /// connection is closed without one.
    async fn answers(&self, expected: Option<u16>, what: &str, bytes: &[u8]) {
        let reply = raw::exchange(self.address(), bytes, raw::Then::Listen).await;
        assert_eq!(reply.status, expected, "{what}: {}", reply.text);
    }

    /// Sees to it that the service still answers, and that nothing that is stored was touched.
    async fn is_as_it_was(&self) {
        let now = stored(&self.service, &self.database).await;
        assert_eq!(now, self.before);
    }
}

async fn stored(service: &Service, database: &str) -> Stored {
    let (status, groups) = service
        .get(As::Admin, "/groups?sort=id&exclude_deleted=false")
        .await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(groups["next_page"], Value::Null);
    Stored {
        groups,
        tables: groups_test_database::dump(database).await,
    }
}
