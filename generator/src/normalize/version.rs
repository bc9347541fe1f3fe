//! Which version of OpenAPI a description is written in.

use serde_json::Value;

use super::at::At;
use super::words::{describe, quote};
use crate::lookup;
use crate::report::{Code, Report, Reports};

/// A version of OpenAPI, its patches apart: they change no meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    /// 3.0, with a schema language of its own.
    V3_0,
    /// 3.1, whose schemas are JSON Schema 2020-12.
    V3_1,
    /// 3.2.
    V3_2,
}

impl Version {
    /// The version in a sentence.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::V3_0 => "OpenAPI 3.0",
            Self::V3_1 => "OpenAPI 3.1",
            Self::V3_2 => "OpenAPI 3.2",
        }
    }

    /// The version as a description states it.
    pub(super) fn first_patch(self) -> &'static str {
        match self {
            Self::V3_0 => "3.0.0",
            Self::V3_1 => "3.1.0",
            Self::V3_2 => "3.2.0",
        }
    }
}

/// Whether a description states that it is of Swagger 2.0, and of no OpenAPI.
pub(super) fn is_swagger(root: &Value) -> bool {
    let stated = root
        .get("swagger")
        .filter(|_| root.get("openapi").is_none());
    stated.is_some_and(|stated| match stated {
        Value::String(text) => text == "2" || text.starts_with("2."),
        other => other.as_f64() == Some(2.0),
    })
}

/// The version of the description if it is one that can be read, else reports which one it is.
pub(super) fn check(root: &Value, reports: &mut Reports) -> Option<Version> {
    let at = At::root();
    let Some(map) = root.as_object() else {
        let message = format!(
            "an OpenAPI description is a mapping; this is {}",
            describe(root)
        );
        reports.push(
            Report::error(Code::WRONG_KIND, at.value(), message)
                .help("begin it with `openapi: 3.1.0`"),
        );
        return None;
    };
    let (key, stated) = match (lookup::get(map, "openapi"), lookup::get(map, "swagger")) {
        (Some(stated), _) => ("openapi", stated),
        (None, Some(stated)) => ("swagger", stated),
        (None, None) => {
            reports.push(
                Report::error(
                    Code::MISSING_KEY,
                    at.value(),
                    "the description doesn't say which version of OpenAPI it is written in",
                )
                .help("add `openapi: 3.1.0` at the top"),
            );
            return None;
        }
    };
    let text = match stated {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if is_swagger(root) {
        return Some(Version::V3_0);
    }
    if key == "openapi"
        && let Some(version) = openapi(&text, &at.key(key), reports)
    {
        return Some(version);
    }
    let message = format!(
        "{} {} can't be read yet",
        if key == "swagger" {
            "Swagger"
        } else {
            "OpenAPI"
        },
        quote(&text)
    );
    reports.push(
        Report::error(Code::UNSUPPORTED_VERSION, at.key(key).value(), message)
            .help("convert the description to OpenAPI 3.0, 3.1 or 3.2, or Swagger 2.0"),
    );
    None
}

/// The version that `text` states. One of 3 that isn't known is read as the newest: minor versions add to what there
/// was before (OpenAPI 3.2.0, Versions and Deprecation).
fn openapi(text: &str, at: &At<'_>, reports: &mut Reports) -> Option<Version> {
    let (major, rest) = text.split_once('.').unwrap_or((text, ""));
    let minor = rest.split('.').next().unwrap_or_default();
    if major != "3" {
        return None;
    }
    Some(match minor {
        "0" => Version::V3_0,
        "1" => Version::V3_1,
        "2" => Version::V3_2,
        _ => {
            let newest = Version::V3_2;
            let message = format!("OpenAPI {} isn't known", quote(text));
            let help = format!(
                "it is read as {}, the newest known: state that, or another",
                newest.name()
            );
            reports.push(Report::warning(Code::UNKNOWN_VALUE, at.value(), message).help(help));
            newest
        }
    })
}
