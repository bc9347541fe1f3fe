//! Listed values.

use std::fmt;
use std::sync::OnceLock;

use serde_json::Value;

use super::equality::are_equal;

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

    /// Whether one of them is equal to `value`.
    pub fn include(&self, value: &Value) -> bool {
        self.list().iter().any(|listed| are_equal(listed, value))
    }

    /// Whether one of them is that string.
    pub fn include_text(&self, text: &str) -> bool {
        self.list().iter().any(|listed| listed == text)
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
