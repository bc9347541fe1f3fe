//! Security schemes.

use super::{Field, Object, Shape};
use crate::normalize::check::rules;
use crate::normalize::version::Version::V3_2;

/// The types of security schemes.
const TYPES: &[&str] = &["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"];

pub(in crate::normalize) static SECURITY_SCHEME: Object = Object::new(
    "a security scheme",
    &[
        Field::required("type", Shape::Word(TYPES)),
        Field::aside("description", Shape::Text),
        Field::optional("name", Shape::Text),
        Field::optional("in", Shape::Word(&["query", "header", "cookie"])),
        Field::optional("scheme", Shape::Text),
        Field::optional("bearerFormat", Shape::Text),
        Field::optional("flows", Shape::Object(&FLOWS)),
        Field::optional("openIdConnectUrl", Shape::Text),
        Field::aside("oauth2MetadataUrl", Shape::Text).since(V3_2),
        Field::aside("deprecated", Shape::Flag).since(V3_2),
    ],
)
.section("securitySchemes")
.foreign(&[(
    "Swagger 2.0",
    &["flow", "authorizationUrl", "tokenUrl", "scopes"],
)])
.before(rules::before_security_scheme)
.after(rules::security_scheme);

static FLOWS: Object = Object::new(
    "the flows of OAuth 2",
    &[
        Field::optional("implicit", Shape::Object(&IMPLICIT)),
        Field::optional("password", Shape::Object(&WITH_TOKEN_URL)),
        Field::optional("clientCredentials", Shape::Object(&WITH_TOKEN_URL)),
        Field::optional("authorizationCode", Shape::Object(&AUTHORIZATION_CODE)),
        Field::optional("deviceAuthorization", Shape::Object(&DEVICE_AUTHORIZATION)).since(V3_2),
    ],
);

const SCOPES: Shape = Shape::Map(&Shape::Text);

static IMPLICIT: Object = Object::new(
    "an implicit flow",
    &[
        Field::filled("authorizationUrl", Shape::Text),
        Field::aside("refreshUrl", Shape::Text),
        Field::filled("scopes", SCOPES),
    ],
);

static WITH_TOKEN_URL: Object = Object::new(
    "a flow",
    &[
        Field::filled("tokenUrl", Shape::Text),
        Field::aside("refreshUrl", Shape::Text),
        Field::filled("scopes", SCOPES),
    ],
);

static AUTHORIZATION_CODE: Object = Object::new(
    "an authorization code flow",
    &[
        Field::filled("authorizationUrl", Shape::Text),
        Field::filled("tokenUrl", Shape::Text),
        Field::aside("refreshUrl", Shape::Text),
        Field::filled("scopes", SCOPES),
    ],
);

static DEVICE_AUTHORIZATION: Object = Object::new(
    "a device authorization flow",
    &[
        Field::filled("deviceAuthorizationUrl", Shape::Text),
        Field::filled("tokenUrl", Shape::Text),
        Field::aside("refreshUrl", Shape::Text),
        Field::filled("scopes", SCOPES),
    ],
);
