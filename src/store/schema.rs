//! The tables, as sequences of migrations that every start applies as far as they are new: one for each kind of
//! database, with the same steps.

use std::borrow::Cow;

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// Number, what it does, SQL. A released one is never changed, only followed by another.
type Step = (i64, &'static str, &'static str);

const SQLITE: &[Step] = &[(
    1,
    "accounts and groups",
    include_str!("migrations/sqlite/0001_accounts_and_groups.sql"),
)];

const POSTGRES: &[Step] = &[(
    1,
    "accounts and groups",
    include_str!("migrations/postgres/0001_accounts_and_groups.sql"),
)];

/// The migrations of SQLite, ready to run.
pub(super) fn sqlite() -> Migrator {
    migrator(SQLITE)
}

/// The migrations of PostgreSQL, ready to run.
pub(super) fn postgres() -> Migrator {
    migrator(POSTGRES)
}

fn migrator(steps: &[Step]) -> Migrator {
    let migrations = steps.iter().map(|&(version, description, sql)| {
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
    use super::*;
    use crate::store::{Store, StoreError};

    #[test]
    fn both_kinds_of_databases_take_the_same_steps() {
        let steps = |steps: &[Step]| {
            steps
                .iter()
                .map(|(number, what, _)| (*number, *what))
                .collect::<Vec<_>>()
        };
        assert_eq!(steps(SQLITE), steps(POSTGRES));
    }

    #[tokio::test]
    async fn a_second_start_finds_the_tables() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("groups.db").display().to_string();
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
        let error = Store::open(&path.display().to_string()).await.unwrap_err();
        assert!(error.to_string().contains("--database"), "{error}");
    }

    #[tokio::test]
    async fn a_folder_that_does_not_exist_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing").join("groups.db");
        let error = Store::open(&path.display().to_string()).await.unwrap_err();
        assert!(matches!(error, StoreError::Open { .. }));
        assert!(error.to_string().contains("missing"), "{error}");
    }

    #[tokio::test]
    async fn a_server_that_does_not_answer_is_named_without_the_password() {
        let url = "postgres://ada:s3cret@127.0.0.1:1/groups";
        let error = Store::open(url).await.unwrap_err().to_string();
        assert!(
            error.contains("postgres://ada@127.0.0.1:1/groups"),
            "{error}"
        );
        assert!(!error.contains("s3cret"), "{error}");
    }
}
