//! Which version of OpenAPI a description is written in.

use serde_json::{Map, Value};

use super::at::At;
use super::foreign;
use super::origins::Moves;
use super::words::quote;
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

/// The newest version that is known.
const NEWEST: Version = Version::V3_2;

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

/// What a description says of its version.
struct Stated<'d> {
    /// Which key says it, as the specification has it.
    key: &'static str,
    /// The key as it is written.
    written: &'d str,
    value: &'d Value,
}

impl<'d> Stated<'d> {
    /// What a description says: under `openapi` if it has that, else under `swagger`, each in any case.
    fn of(root: &'d Map<String, Value>) -> Option<Self> {
        ["openapi", "swagger"].into_iter().find_map(|key| {
            let found = match root.get_key_value(key) {
                Some(found) => Some(found),
                None => root.iter().find(|(it, _)| it.eq_ignore_ascii_case(key)),
            };
            found.map(|(written, value)| Self {
                key,
                written,
                value,
            })
        })
    }

    fn text(&self) -> String {
        match self.value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    /// Whether that is Swagger 2.0, under whichever key.
    fn is_swagger(&self) -> bool {
        match self.value {
            Value::String(text) => text == "2" || text.starts_with("2."),
            other => other.as_f64() == Some(2.0),
        }
    }
}

/// Whether a description states that it is of Swagger 2.0.
pub(super) fn is_swagger(root: &Value) -> bool {
    let stated = root.as_object().and_then(Stated::of);
    stated.is_some_and(|stated| stated.is_swagger())
}

/// Lets `openapi` say what a description of OpenAPI says under `swagger`.
pub(super) fn restate(root: &mut Value, moves: &mut Moves) {
    let Some(map) = root.as_object_mut() else {
        return;
    };
    let key = Stated::of(map)
        .filter(|stated| stated.key == "swagger")
        .map(|stated| stated.written.to_owned());
    if let Some((key, value)) = key.and_then(|key| map.shift_remove_entry(&key)) {
        map.insert("openapi".to_owned(), value);
        let at = At::root();
        moves.moved(at.key("openapi").pointer(), at.key(&key).pointer());
    }
}

/// The version of the description if it is one that can be read, else reports which one it is.
pub(super) fn check(root: &Value, reports: &mut Reports) -> Option<Version> {
    let at = At::root();
    let Some(map) = root.as_object() else {
        reports.push(foreign::no_mapping(root, at.value()));
        return None;
    };
    let Some(stated) = Stated::of(map) else {
        reports.push(foreign::no_version(map, at.value()));
        return None;
    };
    let at = at.key(stated.written);
    if let Some(version) = stated.version(&at, reports) {
        return Some(version);
    }
    let message = format!(
        "{} {} can't be read yet",
        if stated.key == "swagger" {
            "Swagger"
        } else {
            "OpenAPI"
        },
        quote(&stated.text())
    );
    reports.push(
        Report::error(Code::UNSUPPORTED_VERSION, at.value(), message)
            .help("convert the description to OpenAPI 3.0, 3.1 or 3.2, or Swagger 2.0"),
    );
    None
}

impl Stated<'_> {
    /// The version that is stated, under the key that isn't its own too. A key in the wrong case is told by the walk,
    /// which knows all others, but for one of Swagger 2.0.
    fn version(&self, at: &At<'_>, reports: &mut Reports) -> Option<Version> {
        let mut said = |message: String, meant: &str| {
            let help = format!("it is read as `{meant}`: write that");
            reports.push(Report::warning(Code::UNKNOWN_VALUE, at.value(), message).help(help));
        };
        let text = self.text();
        match (self.key, self.is_swagger()) {
            ("swagger", true) => {
                if self.written != "swagger" {
                    let message = format!(
                        "the key {} is written in the wrong case",
                        quote(self.written)
                    );
                    said(message, "swagger: '2.0'");
                }
                Some(Version::V3_0)
            }
            (_, true) => {
                let message = format!("OpenAPI {} was still called Swagger", quote(&text));
                said(message, "swagger: '2.0'");
                Some(Version::V3_0)
            }
            ("swagger", false) => {
                let version = openapi(&text, at, reports)?;
                let message = format!("Swagger {} is called OpenAPI", quote(&text));
                let help = format!(
                    "it is read as `openapi: {}`: write that",
                    version.first_patch()
                );
                reports.push(Report::warning(Code::UNKNOWN_VALUE, at.value(), message).help(help));
                Some(version)
            }
            _ => openapi(&text, at, reports),
        }
    }
}

/// The version that `text` states. One of 3 that isn't known is read as the newest: minor versions add to what there
/// was before (OpenAPI 3.2.0, Versions and Deprecation).
fn openapi(text: &str, at: &At<'_>, reports: &mut Reports) -> Option<Version> {
    let number = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let (major, rest) = number.split_once('.').unwrap_or((number, ""));
    let minor = rest.split('.').next().unwrap_or_default();
    if major != "3" {
        return None;
    }
    let known = match minor {
        "0" => Some(Version::V3_0),
        "1" => Some(Version::V3_1),
        "2" => Some(Version::V3_2),
        _ => None,
    };
    let (message, help) = match known {
        Some(version) if number == text.trim_start() => return Some(version),
        Some(version) => (
            format!("{} is no version", quote(text)),
            format!("it is read as {}: write `{number}`", version.name()),
        ),
        None => (
            format!("OpenAPI {} isn't known", quote(text)),
            format!(
                "it is read as {}, the newest known: state that, or another",
                NEWEST.name()
            ),
        ),
    };
    reports.push(Report::warning(Code::UNKNOWN_VALUE, at.value(), message).help(help));
    known.or(Some(NEWEST))
}
