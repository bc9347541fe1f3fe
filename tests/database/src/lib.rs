//! A new database for each test: in SQLite's memory, or, where `GROUPS_TEST_DATABASE` has the URL of a PostgreSQL
//! server, on that. `tests/database/postgres.py` starts a server and runs the tests on it.

#![allow(clippy::expect_used, reason = "a panic is how a test fails")]

mod dump;

use std::path::Path;

pub use dump::dump;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};
use uuid::Uuid;

/// Names the server whose databases are to be used. Those that are made there stay, so it had better be one for tests.
const SERVER: &str = "GROUPS_TEST_DATABASE";

/// Makes a database and gives its name, as `groups-server --database` takes it.
///
/// # Panics
/// If the server can't be reached, or can't make databases.
pub async fn fresh() -> String {
    match server() {
        Some(server) => on_server(&server).await,
        None => "sqlite::memory:".to_owned(),
    }
}

/// As [`fresh`], but SQLite's is a file in this folder, which others can open too.
///
/// # Panics
/// As [`fresh`], or if the path of the folder is no text.
pub async fn fresh_in(folder: &Path) -> String {
    match server() {
        Some(server) => on_server(&server).await,
        None => {
            let file = folder.join("groups.db");
            file.to_str().expect("the path is a text").to_owned()
        }
    }
}

/// The URL of the server that the tests are to use, without the name of a database; `None`: they use SQLite.
pub fn server() -> Option<String> {
    std::env::var(SERVER).ok().filter(|url| !url.is_empty())
}

/// Makes a database on a server and gives its URL.
async fn on_server(server: &str) -> String {
    let name = format!("groups_{}", Uuid::new_v4().simple());
    let options: PgConnectOptions = server.parse().expect("it is the URL of a server");
    let options = options.database("postgres");
    let mut connection = options.connect().await.expect("the server answers");
    let sql = format!("CREATE DATABASE {name} TEMPLATE template0");
    let made = connection.execute(AssertSqlSafe(sql)).await;
    made.expect("the server makes a database");
    format!("{}/{name}", server.trim_end_matches('/'))
}
