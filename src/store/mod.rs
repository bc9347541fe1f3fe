//! Where accounts and groups are kept: in a SQLite database or on a PostgreSQL server.
//!
//! Each kind of record has a file of its own, which is the same for both kinds of databases. What reads or writes
//! groups for a request is a method of [`Store`]; what makes accounts takes a [`Transaction`] instead, so that several
//! writes can be one.

pub mod administration;
pub mod groups;
pub mod memberships;
pub mod tokens;
pub mod users;

mod database;
mod location;
mod schema;
mod sql;
#[cfg(test)]
pub(crate) mod testing;

pub use database::Transaction;
pub use location::{Location, LocationError};

use database::Database;

/// The database. Cheap to clone: clones share the connections.
#[derive(Clone, Debug)]
pub struct Store {
    database: Database,
}

/// Why the database could not do what was asked of it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The text names no database.
    #[error("can't tell where the database is: {0}. Name another one with --database.")]
    Location(#[from] LocationError),
    /// The database can't be opened or created.
    #[error("can't open the database {location}: {source}. Name another one with --database.")]
    Open {
        /// Where it is.
        location: Location,
        /// What went wrong.
        source: sqlx::Error,
    },
    /// The tables can't be brought up to date: they are of a newer version, or not of this service.
    #[error(
        "can't bring the tables of the database {location} up to date: {source}. Name another one with --database."
    )]
    Schema {
        /// Where it is.
        location: Location,
        /// What went wrong.
        source: sqlx::migrate::MigrateError,
    },
    /// A query failed.
    #[error("the database can't answer: {0}")]
    Query(#[from] sqlx::Error),
}

impl Store {
    /// Opens the database at `location` (see [`Location::parse`]) and brings its tables up to date. A file that isn't
    /// there is made; a database of a PostgreSQL server has to be there.
    ///
    /// # Errors
    /// [`StoreError::Location`] if the text names no database, [`StoreError::Open`] if the database can't be opened,
    /// [`StoreError::Schema`] if its tables aren't this service's.
    pub async fn open(location: &str) -> Result<Self, StoreError> {
        Self::at(&Location::parse(location)?).await
    }

    /// As [`Store::open`], with a location that has been read before.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn at(location: &Location) -> Result<Self, StoreError> {
        let database = Database::open(location).await?;
        Ok(Self { database })
    }

    /// Starts a transaction, which is undone unless it is committed.
    ///
    /// # Errors
    /// [`StoreError::Query`] if no connection is to be had.
    pub async fn begin(&self) -> Result<Transaction, StoreError> {
        self.database.begin().await
    }

    /// Waits for running queries and closes the database.
    pub async fn close(self) {
        self.database.close().await;
    }
}
