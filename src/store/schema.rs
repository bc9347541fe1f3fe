//! The tables, as a sequence of migrations that every start applies as far as they are new.

use std::borrow::Cow;

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// All migrations: number, what it does, SQL. A released one is never changed, only followed by another.
const MIGRATIONS: &[(i64, &str, &str)] = &[(
    1,
    "accounts and groups",
    include_str!("migrations/0001_accounts_and_groups.sql"),
)];

/// The migrations, ready to run.
pub(super) fn migrations() -> Migrator {
    let migrations = MIGRATIONS.iter().map(|&(version, description, sql)| {
        Migration::new(
            version,
            Cow::Borrowed(description),
            MigrationType::Simple,
            sql.into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(migrations.collect())
}

#[cfg(test)]
mod tests {
    use crate::store::{Store, StoreError};

    #[tokio::test]
    async fn a_second_start_finds_the_tables() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("groups.db");
        Store::open(&path).await.unwrap().close().await;
        Store::open(&path).await.unwrap().close().await;
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("groups.db");
        std::fs::write(
            &path,
            "a text, and a long one so that it can't be taken for an empty file".repeat(20),
        )
        .unwrap();
        let error = Store::open(&path).await.unwrap_err();
        assert!(error.to_string().contains("--database"), "{error}");
    }

    #[tokio::test]
    async fn a_folder_that_does_not_exist_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing").join("groups.db");
        let error = Store::open(&path).await.unwrap_err();
        assert!(matches!(error, StoreError::Open { .. }));
        assert!(error.to_string().contains("missing"), "{error}");
    }
}
