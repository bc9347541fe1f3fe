//! All that is in a database, as text.

use std::fmt::Write;

use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqliteConnection};

/// All rows of all tables, a line each, so that two dumps are equal where the tables are. `database` is the name of one
/// that isn't in memory.
///
/// # Panics
/// If the database can't be read.
pub async fn dump(database: &str) -> String {
    if database.starts_with("postgres://") {
        let options: PgConnectOptions = database.parse().expect("it is a URL");
        on_postgres(options.connect().await.expect("the server answers")).await
    } else {
        let options = SqliteConnectOptions::new().filename(database);
        on_sqlite(options.connect().await.expect("the file is there")).await
    }
}

async fn on_postgres(mut connection: PgConnection) -> String {
    const TABLES: &str =
        "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename";
    let tables: Vec<String> = sqlx::query_scalar(TABLES)
        .fetch_all(&mut connection)
        .await
        .expect("the tables are listed");
    let mut dump = String::new();
    for table in tables {
        let sql = format!("SELECT rows::text FROM \"{table}\" rows ORDER BY 1");
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_all(&mut connection)
            .await
            .expect("the rows are read");
        add(&mut dump, &table, &rows);
    }
    connection.close().await.expect("it is closed");
    dump
}

async fn on_sqlite(mut connection: SqliteConnection) -> String {
    // Each with an expression that makes a text of a row. `sqlite_sequence` is one of them.
    const TABLES: &str = "SELECT tables.name, \
         (SELECT group_concat('quote(\"' || columns.name || '\")', ' || '', '' || ') \
          FROM pragma_table_info(tables.name) columns) \
         FROM sqlite_master tables WHERE tables.type = 'table' ORDER BY tables.name";
    let tables: Vec<(String, String)> = sqlx::query_as(TABLES)
        .fetch_all(&mut connection)
        .await
        .expect("the tables are listed");
    let mut dump = String::new();
    for (table, row) in tables {
        let sql = format!("SELECT {row} FROM \"{table}\" ORDER BY 1");
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_all(&mut connection)
            .await
            .expect("the rows are read");
        add(&mut dump, &table, &rows);
    }
    connection.close().await.expect("it is closed");
    dump
}

fn add(dump: &mut String, table: &str, rows: &[String]) {
    for row in rows {
        writeln!(dump, "{table}: {row}").expect("there is memory");
    }
}
