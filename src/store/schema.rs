//! The tables, as sequences of migrations that every start applies as far as they are new: one for each kind of
//! database, with the same steps.

use std::borrow::Cow;

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// Number, what it does, SQL. A released one is never changed, only followed by another.
type Step = (i64, &'static str, &'static str);

const SQLITE: &[Step] = &[
    (
        1,
        "accounts and groups",
        include_str!("migrations/sqlite/0001_accounts_and_groups.sql"),
    ),
    (
        2,
        "parts and counts",
        include_str!("migrations/sqlite/0002_parts_and_counts.sql"),
    ),
];

const POSTGRES: &[Step] = &[
    (
        1,
        "accounts and groups",
        include_str!("migrations/postgres/0001_accounts_and_groups.sql"),
    ),
    (
        2,
        "parts and counts",
        include_str!("migrations/postgres/0002_parts_and_counts.sql"),
    ),
];

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
    use crate::pages::offset::OffsetPaging;
    use crate::pages::order::Order;
    use crate::store::groups::{Filter, Scope};
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

    /// What a database of the first version may hold: both databases understand it.
    const OLD: &str = "\
        INSERT INTO users (id, name, email, role) VALUES \
            (1, 'Ada', 'ada@example.com', 'agent'), (2, 'Bob', 'bob@example.com', 'agent'); \
        INSERT INTO groups (id, name, name_key, description, is_public, is_default, deleted, \
            created_at, updated_at) VALUES \
            (1, 'C', 'c', '', TRUE, TRUE, FALSE, 1, 1), (2, 'B', 'b', '', FALSE, FALSE, FALSE, 2, 2), \
            (3, 'A', 'a', '', TRUE, FALSE, TRUE, 3, 3), (4, 'D', 'd', '', TRUE, FALSE, FALSE, 4, 4); \
        INSERT INTO memberships (user_id, group_id) VALUES (1, 2), (1, 3), (1, 4), (2, 4);";

    /// Makes a database of the first version at this location.
    async fn old_database(location: &str) {
        if groups_test_database::server().is_some() {
            let pool = sqlx::PgPool::connect(location).await.unwrap();
            migrator(&POSTGRES[..1]).run(&pool).await.unwrap();
            sqlx::raw_sql(OLD).execute(&pool).await.unwrap();
            pool.close().await;
        } else {
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(location);
            let pool = sqlx::SqlitePool::connect_with(options.create_if_missing(true));
            let pool = pool.await.unwrap();
            migrator(&SQLITE[..1]).run(&pool).await.unwrap();
            sqlx::raw_sql(OLD).execute(&pool).await.unwrap();
            pool.close().await;
        }
    }

    #[tokio::test]
    async fn groups_of_the_first_version_are_listed_and_counted() {
        let folder = tempfile::tempdir().unwrap();
        let location = match groups_test_database::server() {
            Some(_) => groups_test_database::fresh().await,
            None => folder.path().join("groups.db").display().to_string(),
        };
        old_database(&location).await;
        let store = Store::open(&location).await.unwrap();
        for (scope, exclude_deleted, expected) in [
            (Scope::Account, true, &["B", "C", "D"][..]),
            (Scope::Account, false, &["A", "B", "C", "D"]),
            (Scope::User(1), true, &["B", "D"]),
            (Scope::User(1), false, &["A", "B", "D"]),
            (Scope::PublicOrUser(2), true, &["C", "D"]),
            (Scope::PublicOrUser(1), true, &["B", "C", "D"]),
        ] {
            let filter = Filter {
                scope,
                exclude_deleted,
            };
            let first = OffsetPaging::new(1, 100).unwrap();
            let page = store.offset_page(&filter, first, Order::default()).await;
            let page = page.unwrap();
            let names: Vec<_> = page.groups.iter().map(|group| &group.name).collect();
            assert_eq!(names, expected, "{filter:?}");
            assert_eq!(page.count, expected.len() as i64, "{filter:?}");
        }
        store.close().await;
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
