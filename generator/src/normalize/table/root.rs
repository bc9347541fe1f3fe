//! The OpenAPI object, and what describes the description: info, servers, tags, components.

use super::content::{EXAMPLE, HEADER, LINK, REQUEST_BODY, RESPONSE};
use super::paths::{CALLBACK, PARAMETER, PATH_ITEM};
use super::schema::SCHEMA;
use super::security::SECURITY_SCHEME;
use super::{Field, Keys, Object, Shape};
use crate::normalize::check::rules;

/// The whole tree.
pub(in crate::normalize) static DOCUMENT: Shape = Shape::Object(&OPENAPI);

static OPENAPI: Object = Object::new(
    "the OpenAPI object",
    &[
        Field::required("openapi", Shape::Text),
        Field::filled("info", Shape::Object(&INFO)),
        Field::optional("servers", Shape::List(&Shape::Object(&SERVER))),
        Field::filled("paths", Shape::Object(&PATHS)),
        Field::optional("components", Shape::Object(&COMPONENTS)),
        Field::optional("security", SECURITY),
        Field::aside("tags", Shape::List(&Shape::Object(&TAG))),
        Field::aside("externalDocs", EXTERNAL_DOCS),
    ],
)
.foreign(&[
    ("OpenAPI 3.2", &["$self"]),
    ("OpenAPI 3.1", &["webhooks", "jsonSchemaDialect"]),
    (
        "Swagger 2.0",
        &[
            "basePath",
            "consumes",
            "definitions",
            "host",
            "parameters",
            "produces",
            "responses",
            "schemes",
            "securityDefinitions",
            "swagger",
        ],
    ),
]);

static INFO: Object = Object::new(
    "the info object",
    &[
        Field::filled("title", Shape::Text),
        Field::aside("description", Shape::Text),
        Field::aside("termsOfService", Shape::Text),
        Field::aside("contact", Shape::Object(&CONTACT)),
        Field::aside("license", Shape::Object(&LICENSE)),
        Field::filled("version", Shape::Text),
    ],
)
.foreign(&[("OpenAPI 3.1", &["summary"])]);

static CONTACT: Object = Object::new(
    "a contact",
    &[
        Field::aside("name", Shape::Text),
        Field::aside("url", Shape::Text),
        Field::aside("email", Shape::Text),
    ],
);

static LICENSE: Object = Object::new(
    "a license",
    &[
        Field::filled("name", Shape::Text),
        Field::aside("url", Shape::Text),
    ],
)
.foreign(&[("OpenAPI 3.1", &["identifier"])]);

pub(super) static SERVER: Object = Object::new(
    "a server",
    &[
        Field::required("url", Shape::Text),
        Field::aside("description", Shape::Text),
        Field::optional("variables", Shape::Map(&Shape::Object(&SERVER_VARIABLE))),
    ],
)
.foreign(&[("OpenAPI 3.2", &["name"])]);

static SERVER_VARIABLE: Object = Object::new(
    "a server variable",
    &[
        Field::optional("enum", Shape::List(&Shape::Text)),
        Field::filled("default", Shape::Text),
        Field::aside("description", Shape::Text),
    ],
);

static TAG: Object = Object::new(
    "a tag",
    &[
        Field::required("name", Shape::Text),
        Field::aside("description", Shape::Text),
        Field::aside("externalDocs", EXTERNAL_DOCS),
    ],
)
.foreign(&[("OpenAPI 3.2", &["summary", "parent", "kind"])])
.coerce(rules::tag_of_text);

pub(super) const EXTERNAL_DOCS: Shape = Shape::Object(&EXTERNAL_DOCUMENTATION);

static EXTERNAL_DOCUMENTATION: Object = Object::new(
    "an external documentation",
    &[
        Field::required("url", Shape::Text),
        Field::aside("description", Shape::Text),
    ],
);

static PATHS: Object =
    Object::new("the paths object", &[]).entries(Keys::Path, Shape::Object(&PATH_ITEM));

pub(super) const SECURITY: Shape = Shape::List(&Shape::Map(&Shape::List(&Shape::Text)));

static COMPONENTS: Object = Object::new(
    "the components object",
    &[
        Field::optional("schemas", Shape::Section(&Shape::Reference(&SCHEMA))),
        Field::optional("responses", Shape::Section(&Shape::Reference(&RESPONSE))),
        Field::optional("parameters", Shape::Section(&Shape::Reference(&PARAMETER))),
        Field::aside("examples", Shape::Section(&Shape::Reference(&EXAMPLE))),
        Field::optional(
            "requestBodies",
            Shape::Section(&Shape::Reference(&REQUEST_BODY)),
        ),
        Field::optional("headers", Shape::Section(&Shape::Reference(&HEADER))),
        Field::optional(
            "securitySchemes",
            Shape::Section(&Shape::Reference(&SECURITY_SCHEME)),
        ),
        Field::aside("links", Shape::Section(&Shape::Reference(&LINK))),
        Field::optional("callbacks", Shape::Section(&Shape::Reference(&CALLBACK))),
    ],
)
.foreign(&[
    ("OpenAPI 3.2", &["mediaTypes"]),
    ("OpenAPI 3.1", &["pathItems"]),
]);
