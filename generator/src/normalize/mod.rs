//! [`Document`](crate::read::Document) → openapiv3 types.

use crate::read::Document;
use crate::report::Reports;

/// Stub.
pub fn normalize(document: &Document, _: &mut Reports) -> Option<openapiv3::OpenAPI> {
    serde_json::from_value(document.root.clone()).ok()
}
