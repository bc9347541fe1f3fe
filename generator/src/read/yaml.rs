//! YAML text → tree.

pub(super) mod depth;
mod explain;

use super::Parsed;
use super::tree::{self, Findings};

/// Parses a YAML text of one document.
pub(super) fn parse(text: &str) -> Parsed {
    if let Some(error) = depth::too_deep(text) {
        return Err(error);
    }
    let mut findings = Findings::new(text.len(), true);
    let deserializer = serde_yaml::Deserializer::from_str(text);
    match tree::build(deserializer, &mut findings) {
        Ok(root) => Ok((root, findings)),
        Err(error) => Err(explain::explain(text, &error, findings.failed_at)),
    }
}
