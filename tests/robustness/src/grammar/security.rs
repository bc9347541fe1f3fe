//! Security: schemes and requirements.

use serde_json::{Map, Value, json};

use super::names::{self, name};
use super::{Context, Version};

/// Requirements of security.
pub(super) fn requirements(context: &mut Context) -> Value {
    json!(context.items(3, |context| {
        let mut requirement = Map::new();
        for _ in 0..context.choices.below(3) {
            let scheme = context.component();
            let scopes = context.items(2, |context| json!(name(context.choices)));
            requirement.insert(scheme, json!(scopes));
        }
        Value::Object(requirement)
    }))
}

/// A security scheme.
pub(super) fn scheme(context: &mut Context) -> Value {
    match context.choices.below(8) {
        0 => json!({ "type": "http", "scheme": "basic" }),
        1 => json!({ "type": "http", "scheme": "bearer", "bearerFormat": "JWT" }),
        2 => key(context, &["header", "query", "cookie"]),
        3 => {
            json!({ "type": "oauth2", "flows": { "implicit": { "authorizationUrl": "https://a.b", "scopes": { "s": "" } } } })
        }
        4 => json!({ "type": "openIdConnect", "openIdConnectUrl": "https://a.b" }),
        5 => json!({ "type": "http", "scheme": names::header(context.choices) }),
        6 if context.version >= Version::V31 => json!({ "type": "mutualTLS" }),
        _ => json!({ "type": "oauth2", "flows": {
            "clientCredentials": { "tokenUrl": "https://a.b", "refreshUrl": "https://a.b", "scopes": { name(context.choices): "" } },
            "password": { "tokenUrl": "/token", "scopes": {} },
            "authorizationCode": { "authorizationUrl": "https://a.b", "tokenUrl": "https://a.b", "scopes": { "s": "" } },
        } }),
    }
}

/// A scheme whose key stands in one of several places.
pub(super) fn key(context: &mut Context, locations: &[&'static str]) -> Value {
    let location = context.choices.one(locations);
    let name = if context.spoils || location == "query" {
        name(context.choices)
    } else {
        names::header(context.choices).to_owned()
    };
    json!({ "type": "apiKey", "name": name, "in": location })
}
