//! Records for the tests of this crate.

use crate::clock::Seconds;
use crate::roles::Role;
use crate::store::groups::{Group, NewGroup};
use crate::store::sql::Sql;
use crate::store::{Store, memberships, users};

/// When the groups of the tests are made, unless they say otherwise.
pub(crate) const THEN: Seconds = Seconds::new(1_700_000_000);

/// A store with no records. Of which kind its database is, the environment says: see the package that makes it.
pub(crate) async fn store() -> Store {
    Store::open(&groups_test_database::fresh().await)
        .await
        .unwrap()
}

/// Makes a user without a password and gives the id.
pub(crate) async fn user(store: &Store, email: &str, role: Role) -> i64 {
    let user = users::NewUser {
        name: email,
        email,
        role,
        manages_groups: false,
        password_hash: None,
    };
    let mut transaction = store.begin().await.unwrap();
    let id = users::insert(&mut transaction, &user).await.unwrap();
    transaction.commit().await.unwrap();
    id
}

/// Makes a public group.
pub(crate) async fn group(store: &Store, name: &str) -> Group {
    store
        .create_group(
            &NewGroup {
                name,
                description: "",
                is_public: true,
            },
            THEN,
        )
        .await
        .unwrap()
}

/// Puts a user into a group.
pub(crate) async fn join(store: &Store, user_id: i64, group_id: i64) {
    let mut transaction = store.begin().await.unwrap();
    memberships::insert(&mut transaction, user_id, group_id)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
}

/// Has the store count so many public groups that aren't deleted.
pub(crate) async fn pretend_groups(store: &Store, number: i64) {
    let sql =
        Sql::new("UPDATE group_counts SET number = $1 WHERE is_public = TRUE AND deleted = FALSE");
    execute(store, sql.bind(number)).await;
}

/// Has the store count so many public groups of a user.
pub(crate) async fn pretend_groups_of(store: &Store, user_id: i64, number: i64) {
    let sql = Sql::new("INSERT INTO membership_counts VALUES ($1, TRUE, FALSE, $2)");
    execute(store, sql.bind(user_id).bind(number)).await;
}

async fn execute(store: &Store, sql: Sql) {
    let mut transaction = store.begin().await.unwrap();
    transaction.execute(sql).await.unwrap();
    transaction.commit().await.unwrap();
}
