//! The OpenAPI object, and what describes the description: info, servers, tags, components.

use super::content::{EXAMPLE, HEADER, LINK, MEDIA_TYPE, REQUEST_BODY, RESPONSE};
use super::paths::{CALLBACK, PARAMETER, PATH_ITEM};
use super::schema::SCHEMA;
use super::security::SECURITY_SCHEME;
use super::{Field, Keys, Object, Shape};
use crate::normalize::check::rules;
use crate::normalize::rewrite::rewrites;
use crate::normalize::version::Version::{V3_1, V3_2};

/// The whole tree.
pub(in crate::normalize) static DOCUMENT: Shape = Shape::Object(&OPENAPI);

static OPENAPI: Object = Object::new(
    "the OpenAPI object",
    &[
        Field::required("openapi", Shape::Text),
        Field::filled("info", Shape::Object(&INFO)),
        Field::optional("servers", Shape::List(&Shape::Object(&SERVER))),
        Field::filled("paths", Shape::Object(&PATHS)).optional_since(V3_1),
        Field::optional("components", Shape::Object(&COMPONENTS)),
        Field::optional("security", SECURITY),
        Field::aside("tags", Shape::List(&Shape::Object(&TAG))),
        Field::aside("externalDocs", EXTERNAL_DOCS),
        Field::optional("webhooks", Shape::Map(&Shape::Object(&PATH_ITEM))).since(V3_1),
        Field::aside("jsonSchemaDialect", Shape::Text).since(V3_1),
        Field::aside("$self", Shape::Text).since(V3_2),
    ],
)
.foreign(&[(
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
)])
.after(rules::document)
.rewrite(rewrites::document);

static INFO: Object = Object::new(
    "the info object",
    &[
        Field::filled("title", Shape::Text),
        Field::aside("summary", Shape::Text).since(V3_1),
        Field::aside("description", Shape::Text),
        Field::aside("termsOfService", Shape::Text),
        Field::aside("contact", Shape::Object(&CONTACT)),
        Field::aside("license", Shape::Object(&LICENSE)),
        Field::filled("version", Shape::Text),
    ],
)
.rewrite(rewrites::info);

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
        Field::aside("identifier", Shape::Text).since(V3_1),
    ],
)
.rewrite(rewrites::license);

pub(super) static SERVER: Object = Object::new(
    "a server",
    &[
        Field::required("url", Shape::Text),
        Field::aside("description", Shape::Text),
        Field::optional("variables", Shape::Map(&Shape::Object(&SERVER_VARIABLE))),
        Field::aside("name", Shape::Text).since(V3_2),
    ],
)
.rewrite(rewrites::server);

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
        Field::aside("summary", Shape::Text).since(V3_2),
        Field::aside("parent", Shape::Text).since(V3_2),
        Field::aside("kind", Shape::Text).since(V3_2),
    ],
)
.coerce(rules::tag_of_text)
.rewrite(rewrites::tag);

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
        Field::optional("pathItems", Shape::Section(&Shape::Object(&PATH_ITEM))).since(V3_1),
        Field::optional("mediaTypes", Shape::Section(&Shape::Reference(&MEDIA_TYPE))).since(V3_2),
    ],
)
.rewrite(rewrites::components);
