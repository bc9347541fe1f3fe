//! Listed values.

use std::fmt;
use std::sync::OnceLock;

use serde_json::Value;

use super::equality::is_equal;
use super::look::View;

/// The values that another may be, as JSON, read when they are first asked for.
pub struct Values {
    json: &'static str,
    list: OnceLock<Vec<Value>>,
}

impl Values {
    /// The values, as the text of an array.
    pub const fn new(json: &'static str) -> Self {
        let list = OnceLock::new();
        Self { json, list }
    }

    /// Whether one of them is equal to a value.
    pub(super) fn include(&self, value: &dyn View) -> bool {
        self.list().iter().any(|listed| is_equal(listed, value))
    }

    fn list(&self) -> &[Value] {
        (self.list).get_or_init(|| serde_json::from_str(self.json).unwrap_or_default())
    }
}

impl fmt::Debug for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Values").field(&self.json).finish()
    }
}
