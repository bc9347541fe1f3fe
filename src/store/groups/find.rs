//! Finding one group.

use super::Group;
use crate::store::sql::Sql;
use crate::store::{Store, StoreError};

impl Store {
    /// The group with this id, deleted or not.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn group(&self, id: i64) -> Result<Option<Group>, StoreError> {
        let sql = Sql::new("SELECT * FROM groups WHERE id = $1").bind(id);
        self.database.optional(sql).await
    }
}
