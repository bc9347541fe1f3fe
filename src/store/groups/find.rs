//! Finding one group.

use super::Group;
use crate::store::{Store, StoreError};

impl Store {
    /// The group with this id, deleted or not.
    ///
    /// # Errors
    /// [`StoreError::Query`].
    pub async fn group(&self, id: i64) -> Result<Option<Group>, StoreError> {
        let sql = "SELECT * FROM groups WHERE id = ?";
        Ok(sqlx::query_as(sql)
            .bind(id)
            .fetch_optional(&self.pool)
            .await?)
    }
}
