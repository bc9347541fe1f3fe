//! Path items, operations, parameters and callbacks.

use super::content::{EXAMPLE, MEDIA_TYPE, REQUEST_BODY, RESPONSE};
use super::root::{EXTERNAL_DOCS, SECURITY, SERVER};
use super::schema::SCHEMA;
use super::{Field, Keys, Object, Shape};
use crate::normalize::check::rules;
use crate::normalize::rewrite::rewrites;
use crate::normalize::version::Version::{V3_1, V3_2};

pub(in crate::normalize) static PATH_ITEM: Object = Object::new(
    "a path item",
    &[
        Field::optional("$ref", Shape::Text),
        Field::aside("summary", Shape::Text),
        Field::aside("description", Shape::Text),
        Field::optional("get", Shape::Object(&OPERATION)),
        Field::optional("put", Shape::Object(&OPERATION)),
        Field::optional("post", Shape::Object(&OPERATION)),
        Field::optional("delete", Shape::Object(&OPERATION)),
        Field::optional("options", Shape::Object(&OPERATION)),
        Field::optional("head", Shape::Object(&OPERATION)),
        Field::optional("patch", Shape::Object(&OPERATION)),
        Field::optional("trace", Shape::Object(&OPERATION)),
        Field::optional("servers", Shape::List(&Shape::Object(&SERVER))),
        Field::optional("parameters", Shape::List(&Shape::Reference(&PARAMETER))),
        Field::optional("query", Shape::Object(&OPERATION)).since(V3_2),
        Field::optional(
            "additionalOperations",
            Shape::Map(&Shape::Object(&OPERATION)),
        )
        .since(V3_2),
    ],
)
.after(rules::path_item)
.rewrite(rewrites::path_item);

pub(in crate::normalize) static OPERATION: Object = Object::new(
    "an operation",
    &[
        Field::optional("tags", Shape::List(&Shape::Text)),
        Field::aside("summary", Shape::Text),
        Field::aside("description", Shape::Text),
        Field::aside("externalDocs", EXTERNAL_DOCS),
        Field::optional("operationId", Shape::Text),
        Field::optional("parameters", Shape::List(&Shape::Reference(&PARAMETER))),
        Field::optional("requestBody", Shape::Reference(&REQUEST_BODY)),
        Field::filled("responses", Shape::Object(&RESPONSES)).optional_since(V3_1),
        Field::optional("callbacks", Shape::Map(&Shape::Reference(&CALLBACK))),
        Field::optional("deprecated", Shape::Flag),
        Field::optional("security", SECURITY),
        Field::optional("servers", Shape::List(&Shape::Object(&SERVER))),
    ],
)
.foreign(&[("Swagger 2.0", &["consumes", "produces", "schemes"])])
.rewrite(rewrites::operation);

static RESPONSES: Object = Object::new("the responses of an operation", &[])
    .entries(Keys::Status, Shape::Reference(&RESPONSE))
    .after(rules::responses);

pub(super) static CALLBACK: Object = Object::new("a callback", &[])
    .section("callbacks")
    .entries(Keys::Any, Shape::Object(&PATH_ITEM));

/// The locations of parameters.
const LOCATIONS: &[&str] = &["path", "query", "querystring", "header", "cookie"];

/// The styles of parameters of any location.
const STYLES: &[&str] = &[
    "matrix",
    "label",
    "form",
    "simple",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "cookie",
];

pub(in crate::normalize) static PARAMETER: Object = Object::new(
    "a parameter",
    &[
        Field::required("name", Shape::Text),
        Field::required("in", Shape::Word(LOCATIONS)),
        Field::aside("description", Shape::Text),
        Field::optional("required", Shape::Flag),
        Field::optional("deprecated", Shape::Flag),
        Field::optional("allowEmptyValue", Shape::Flag),
        Field::optional("style", Shape::Word(STYLES)),
        Field::optional("explode", Shape::Flag),
        Field::optional("allowReserved", Shape::Flag),
        Field::optional("schema", Shape::Reference(&SCHEMA)),
        Field::aside("example", Shape::Any),
        Field::aside("examples", Shape::Map(&Shape::Reference(&EXAMPLE))),
        Field::optional("content", Shape::Map(&Shape::Reference(&MEDIA_TYPE))),
    ],
)
.section("parameters")
.foreign(&[("Swagger 2.0", &["collectionFormat"])])
.before(rules::before_parameter)
.after(rules::parameter)
.rewrite(rewrites::parameter);
