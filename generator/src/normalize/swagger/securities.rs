//! Security definitions → security schemes.

use serde_json::{Map, Value};

use super::Convert;
use crate::report::Pointer;

/// The keys of an OAuth 2 flow.
const FLOW: [&str; 3] = ["authorizationUrl", "tokenUrl", "scopes"];

impl Convert<'_> {
    /// Converts a security definition (OpenAPI 2.0, Security Scheme Object).
    pub(super) fn security_scheme(&mut self, value: &Value, at: &Pointer) -> Option<Value> {
        let Value::Object(definition) = value else {
            return Some(value.clone());
        };
        let mut scheme = definition.clone();
        match definition.get("type").and_then(Value::as_str) {
            Some("basic") => {
                scheme.insert("type".to_owned(), Value::from("http"));
                scheme.insert("scheme".to_owned(), Value::from("basic"));
            }
            Some("oauth2") => {
                let (mut flow, mut rest): (Map<_, _>, Map<_, _>) = scheme
                    .into_iter()
                    .partition(|(key, _)| FLOW.contains(&key.as_str()));
                flow.entry("scopes").or_insert_with(|| Map::new().into());
                let name = match rest.shift_remove("flow").as_ref().and_then(Value::as_str) {
                    Some("application") => "clientCredentials",
                    Some("accessCode") => "authorizationCode",
                    Some("password") => "password",
                    _ => "implicit",
                };
                self.moves.moved(at.key("flows"), at.key("flow"));
                self.moves.moved(at.key("flow").key(name), at.clone());
                let flows = Map::from_iter([(name.to_owned(), Value::Object(flow))]);
                rest.insert("flows".to_owned(), Value::Object(flows));
                scheme = rest;
            }
            _ => (),
        }
        Some(Value::Object(scheme))
    }
}
