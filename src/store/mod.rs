//! Where accounts and groups are kept: a SQLite database.
//!
//! Each kind of record has a file of its own. What reads or writes groups for a request is a method of
//! [`Store`]; what makes accounts takes a connection instead, so that several writes can be one transaction.

pub mod administration;
pub mod groups;
pub mod memberships;
mod schema;
#[cfg(test)]
pub(crate) mod testing;
pub mod tokens;
pub mod users;

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqlitePool, Transaction};

/// How long a writer waits for another one before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The database. Cheap to clone: clones share the connections.
#[derive(Clone, Debug)]
pub struct Store {
    pool: SqlitePool,
}

/// Why the database could not do what was asked of it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database file can't be opened or created.
    #[error("can't open the database {}: {source}. Name another file with --database.", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: sqlx::Error,
    },
    /// The tables can't be brought up to date: the file is of a newer version, or not a database of this service.
    #[error(
        "can't bring the tables of the database up to date: {0}. Name another file with --database."
    )]
    Schema(#[from] sqlx::migrate::MigrateError),
    /// A query failed.
    #[error("the database can't answer: {0}")]
    Query(#[from] sqlx::Error),
}

impl Store {
    /// Opens the database in the file `path`, creates it if there is none, and brings its tables up to date.
    ///
    /// # Errors
    /// [`StoreError::Open`] if the file can't be opened, [`StoreError::Schema`] if its tables aren't this service's.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            // Readers and the writer don't wait for each other (https://sqlite.org/wal.html).
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal);
        let opened = SqlitePoolOptions::new().connect_with(common(options)).await;
        let pool = opened.map_err(|source| StoreError::Open {
            path: path.to_owned(),
            source,
        })?;
        Self::with_tables(pool).await
    }

    /// A database in memory, which is gone when the last clone of the store is dropped.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn in_memory() -> Result<Self, StoreError> {
        // Each connection would have a database of its own: there is one, and it is kept.
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(common(SqliteConnectOptions::new().in_memory(true)))
            .await?;
        Self::with_tables(pool).await
    }

    /// Starts a transaction, which is undone unless it is committed.
    ///
    /// # Errors
    /// [`StoreError::Query`] if no connection is to be had.
    pub async fn begin(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.pool.begin().await?)
    }

    /// Waits for running queries and closes the database file.
    pub async fn close(self) {
        self.pool.close().await;
    }

    async fn with_tables(pool: SqlitePool) -> Result<Self, StoreError> {
        schema::migrations().run(&pool).await?;
        Ok(Self { pool })
    }
}

fn common(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options.foreign_keys(true).busy_timeout(BUSY_TIMEOUT)
}
