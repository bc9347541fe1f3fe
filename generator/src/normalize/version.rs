//! Which version of OpenAPI a description is written in.

use serde_json::Value;

use super::at::At;
use super::words::{describe, quote};
use crate::report::{Code, Report, Reports};

/// Gives `Some` if the description is one that can be read, else reports which version it is.
pub(super) fn check(root: &Value, reports: &mut Reports) -> Option<()> {
    let at = At::root();
    let Some(map) = root.as_object() else {
        let message = format!(
            "an OpenAPI description is a mapping; this is {}",
            describe(root)
        );
        reports.push(
            Report::error(Code::WRONG_KIND, at.value(), message)
                .help("begin it with `openapi: 3.0.3`"),
        );
        return None;
    };
    let (key, stated) = match (map.get("openapi"), map.get("swagger")) {
        (Some(stated), _) => ("openapi", stated),
        (None, Some(stated)) => ("swagger", stated),
        (None, None) => {
            reports.push(
                Report::error(
                    Code::MISSING_KEY,
                    at.value(),
                    "the description doesn't say which version of OpenAPI it is written in",
                )
                .help("add `openapi: 3.0.3` at the top"),
            );
            return None;
        }
    };
    let version = match stated {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if key == "openapi" && is_3_0(&version) {
        return Some(());
    }
    let message = format!(
        "{} {} can't be read yet",
        if key == "swagger" {
            "Swagger"
        } else {
            "OpenAPI"
        },
        quote(&version)
    );
    reports.push(
        Report::error(Code::UNSUPPORTED_VERSION, at.key(key).value(), message)
            .help("convert the description to OpenAPI 3.0"),
    );
    None
}

fn is_3_0(version: &str) -> bool {
    version == "3.0" || version.starts_with("3.0.")
}
