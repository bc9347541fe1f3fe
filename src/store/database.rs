//! The two kinds of databases, behind one face: how they are opened, and how statements are run on them.
//!
//! There is one writer at a time on both. SQLite allows no more, and a queue of our own is fairer than its waiting for
//! locks; on PostgreSQL, writers that each change rows of several tables could otherwise wait for each other for ever.

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::MigrateError;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, PgPool, Postgres, Sqlite, SqlitePool,
};

use super::location::Kind;
use super::schema;
use super::sql::{Record, Sql};
use super::{Location, StoreError};

/// How long a writer waits for one of another process before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// The most connections to a PostgreSQL server, or to a file beside the one that writes.
const MOST_CONNECTIONS: u32 = 10;

/// Starts a transaction of PostgreSQL that writes, once no other one does. The number is this service's own.
const POSTGRES_WRITE: &str = "BEGIN; SELECT pg_advisory_xact_lock(7174657364420615)";
/// Starts a transaction of PostgreSQL whose statements all see the same moment.
const POSTGRES_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
/// Starts a transaction of SQLite that writes, once no other one does.
const SQLITE_WRITE: &str = "BEGIN IMMEDIATE";

/// A database.
#[derive(Clone, Debug)]
pub(super) enum Database {
    /// SQLite.
    Sqlite {
        /// Connections to read with.
        readers: SqlitePool,
        /// The connection to write with.
        writer: SqlitePool,
    },
    /// PostgreSQL.
    Postgres(PgPool),
}

/// Statements that take effect together, when they are committed, or not at all.
#[derive(Debug)]
pub struct Transaction(Open);

#[derive(Debug)]
enum Open {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Database {
    /// Opens the database there and brings its tables up to date.
    pub(super) async fn open(location: &Location) -> Result<Self, StoreError> {
        let opened = match &location.0 {
            Kind::File(path) => sqlite_file(path).await,
            Kind::Memory => sqlite_in_memory().await,
            Kind::Postgres(options) => postgres(options).await,
        };
        let database = opened.map_err(|source| StoreError::Open {
            location: location.clone(),
            source,
        })?;
        let migrated = database.migrate().await;
        migrated.map_err(|source| StoreError::Schema {
            location: location.clone(),
            source,
        })?;
        Ok(database)
    }

    async fn migrate(&self) -> Result<(), MigrateError> {
        match self {
            Self::Sqlite { writer, .. } => schema::sqlite().run(writer).await,
            Self::Postgres(pool) => schema::postgres().run(pool).await,
        }
    }

    /// Starts a transaction that may write.
    pub(super) async fn begin(&self) -> Result<Transaction, StoreError> {
        let open = match self {
            Self::Sqlite { writer, .. } => Open::Sqlite(writer.begin_with(SQLITE_WRITE).await?),
            Self::Postgres(pool) => Open::Postgres(pool.begin_with(POSTGRES_WRITE).await?),
        };
        Ok(Transaction(open))
    }

    /// Starts a transaction that only reads, always from the same moment.
    pub(super) async fn snapshot(&self) -> Result<Transaction, StoreError> {
        let open = match self {
            Self::Sqlite { readers, .. } => Open::Sqlite(readers.begin().await?),
            Self::Postgres(pool) => Open::Postgres(pool.begin_with(POSTGRES_READ).await?),
        };
        Ok(Transaction(open))
    }

    /// Waits for running statements and closes the connections.
    pub(super) async fn close(self) {
        match self {
            Self::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// All rows that a statement which only reads gives.
    pub(super) async fn all<T: Record>(&self, sql: Sql) -> Result<Vec<T>, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => on_sqlite(readers, sql).await?,
            Self::Postgres(pool) => on_postgres(pool, sql).await?,
        })
    }

    /// The first row, if there is any.
    pub(super) async fn optional<T: Record>(&self, sql: Sql) -> Result<Option<T>, StoreError> {
        Ok(self.all(sql).await?.into_iter().next())
    }

    /// The first row, which there always is.
    pub(super) async fn one<T: Record>(&self, sql: Sql) -> Result<T, StoreError> {
        let found = self.optional(sql).await?;
        Ok(found.ok_or(sqlx::Error::RowNotFound)?)
    }
}

impl Transaction {
    /// Has everything take effect. Once this has returned, it outlives the process and the machine's power.
    ///
    /// # Errors
    /// [`StoreError::Query`]. Then nothing has taken effect, or, where the connection broke, all or nothing.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.0 {
            Open::Sqlite(transaction) => transaction.commit().await?,
            Open::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }

    /// All rows that a statement gives.
    pub(super) async fn all<T: Record>(&mut self, sql: Sql) -> Result<Vec<T>, StoreError> {
        Ok(match &mut self.0 {
            Open::Sqlite(transaction) => on_sqlite(&mut **transaction, sql).await?,
            Open::Postgres(transaction) => on_postgres(&mut **transaction, sql).await?,
        })
    }

    /// The first row, if there is any.
    pub(super) async fn optional<T: Record>(&mut self, sql: Sql) -> Result<Option<T>, StoreError> {
        Ok(self.all(sql).await?.into_iter().next())
    }

    /// The first row, which there always is.
    pub(super) async fn one<T: Record>(&mut self, sql: Sql) -> Result<T, StoreError> {
        let found = self.optional(sql).await?;
        Ok(found.ok_or(sqlx::Error::RowNotFound)?)
    }

    /// Runs a statement that gives no rows.
    pub(super) async fn execute(&mut self, sql: Sql) -> Result<(), StoreError> {
        self.all::<()>(sql).await?;
        Ok(())
    }
}

async fn sqlite_file(path: &Path) -> Result<Database, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        // Readers and the writer don't wait for each other (https://sqlite.org/wal.html).
        .journal_mode(SqliteJournalMode::Wal)
        // In this mode the log is synced at each commit, so that what was acknowledged survives a loss of power;
        // with NORMAL it might not (https://sqlite.org/pragma.html#pragma_synchronous).
        .synchronous(SqliteSynchronous::Full);
    let writer = sqlite_pool(1);
    let readers = sqlite_pool(MOST_CONNECTIONS);
    Ok(Database::Sqlite {
        writer: writer.connect_with(options.clone()).await?,
        readers: readers.connect_with(options).await?,
    })
}

/// At most so many connections. Where a disk is full, or can't be read, SQLite ends a transaction by itself
/// (https://sqlite.org/lang_transaction.html), so that sqlx can't any more: it takes the connection to be in one for ever,
/// and starts no other. So a connection that isn't done with its transaction is closed.
fn sqlite_pool(most: u32) -> SqlitePoolOptions {
    let pool = SqlitePoolOptions::new().max_connections(most);
    pool.before_acquire(|connection, _| {
        let is_done = !connection.is_in_transaction();
        Box::pin(async move { Ok(is_done) })
    })
}

async fn sqlite_in_memory() -> Result<Database, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .in_memory(true)
        .foreign_keys(true);
    // Each connection would have a database of its own: there is one, and it is kept.
    let only = SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options)
        .await?;
    Ok(Database::Sqlite {
        readers: only.clone(),
        writer: only,
    })
}

async fn postgres(options: &PgConnectOptions) -> Result<Database, sqlx::Error> {
    let options = options.clone().options([
        // A commit returns when it is on disk, whatever the server's default is.
        ("synchronous_commit", "on"),
        // Which index is best depends on the values, and a page is worth a plan.
        ("plan_cache_mode", "force_custom_plan"),
    ]);
    // A pool would try again for half a minute where nobody listens.
    options.connect().await?.close().await?;
    let pool = PgPoolOptions::new().max_connections(MOST_CONNECTIONS);
    Ok(Database::Postgres(pool.connect_lazy_with(options)))
}

async fn on_sqlite<'c, T, E>(connection: E, sql: Sql) -> Result<Vec<T>, sqlx::Error>
where
    T: Record,
    E: Executor<'c, Database = Sqlite>,
{
    let arguments = sql.arguments::<Sqlite>().map_err(sqlx::Error::Encode)?;
    // All of the text is literals and numbers of values.
    sqlx::query_as_with(AssertSqlSafe(sql.sqlite_text()), arguments)
        .fetch_all(connection)
        .await
}

async fn on_postgres<'c, T, E>(connection: E, sql: Sql) -> Result<Vec<T>, sqlx::Error>
where
    T: Record,
    E: Executor<'c, Database = Postgres>,
{
    let arguments = sql.arguments::<Postgres>().map_err(sqlx::Error::Encode)?;
    // All of the text is literals and numbers of values.
    sqlx::query_as_with(AssertSqlSafe(sql.postgres_text()), arguments)
        .fetch_all(connection)
        .await
}
