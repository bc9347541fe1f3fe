//! What security schemes ask for beyond the table (OpenAPI 3.0.3, Security Scheme Object).

use serde_json::{Map, Value};

use super::{Check, Fate};
use crate::lookup;
use crate::normalize::at::At;
use crate::normalize::table::SECURITY_SCHEME;
use crate::normalize::version::Version;
use crate::report::Code;

/// Takes the type `basic` of Swagger 2.0 for what it means.
pub(in crate::normalize) fn before_security_scheme(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) {
    if lookup::get(map, "type").is_none_or(|kind| kind != "basic") {
        return;
    }
    map.insert("type".to_owned(), Value::from("http"));
    map.insert("scheme".to_owned(), Value::from("basic"));
    check.warning(
        Code::UNKNOWN_VALUE,
        at.key("type").value(),
        "`basic` is a type of Swagger 2.0".to_owned(),
        "it is read as `type: http` with `scheme: basic`: write that".to_owned(),
    );
}

/// Checks the keys that the type asks for.
pub(in crate::normalize) fn security_scheme(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) -> Fate {
    let kind = lookup::get(map, "type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let has_name = kind == "apiKey";
    let (needed, fillable): (&[&str], &[&str]) = match kind {
        "apiKey" => (&["name", "in"], &[]),
        "http" => (&["scheme"], &[]),
        "oauth2" => (&[], &["flows"]),
        "mutualTLS" => {
            check.mutual_tls(at);
            return Fate::Keep;
        }
        _ => (&[], &["openIdConnectUrl"]),
    };
    for key in fillable
        .iter()
        .filter(|key| !map.contains_key(**key))
        .copied()
        .collect::<Vec<_>>()
    {
        let Some(empty) = SECURITY_SCHEME
            .field(key)
            .and_then(|field| field.shape.empty())
        else {
            continue;
        };
        check.missing_but_clear(&SECURITY_SCHEME, key, at);
        map.insert(key.to_owned(), empty);
    }
    let mut is_described = true;
    for key in needed.iter().filter(|key| !map.contains_key(**key)) {
        check.warning(
            Code::MISSING_KEY,
            at.value(),
            format!("the key `{key}` is missing: a security scheme of that type must have it"),
            format!("{UNDESCRIBED}: add `{key}`"),
        );
        is_described = false;
    }
    if has_name {
        is_described &= check.name_in_header(map, UNDESCRIBED, at) == Fate::Keep;
    }
    if !is_described {
        // Carried as a type that 3.0 doesn't have, as that of mutual TLS is.
        map.insert("type".to_owned(), Value::from("undescribed"));
    }
    Fate::Keep
}

/// What comes of a scheme that doesn't say how it is shown.
const UNDESCRIBED: &str = "what callers show is left to the server's authenticator";

impl Check<'_> {
    /// Reports a scheme that the version doesn't have yet.
    fn mutual_tls(&mut self, at: &At<'_>) {
        let at = at.key("type");
        if self.version < Version::V3_1 {
            let help = "it is read as there: state `openapi: 3.1.0` at the top";
            self.written_as_in(Version::V3_1, &at, help.to_owned());
        }
    }
}
