//! What requests and responses carry: bodies, media types, headers, and the examples and links beside them.

use super::root::SERVER;
use super::schema::SCHEMA;
use super::{Field, Object, Shape};
use crate::normalize::check::rules;
use crate::normalize::rewrite::rewrites;
use crate::normalize::version::Version::V3_2;

pub(in crate::normalize) static REQUEST_BODY: Object = Object::new(
    "a request body",
    &[
        Field::aside("description", Shape::Text),
        Field::filled("content", Shape::Map(&Shape::Reference(&MEDIA_TYPE))),
        Field::optional("required", Shape::Flag),
    ],
)
.section("requestBodies")
.before(rules::before_body)
.after(rules::request_body);

pub(in crate::normalize) static RESPONSE: Object = Object::new(
    "a response",
    &[
        Field::filled("description", Shape::Text).optional_since(V3_2),
        Field::aside("summary", Shape::Text).since(V3_2),
        Field::optional("headers", Shape::Map(&Shape::Reference(&HEADER))),
        Field::optional("content", Shape::Map(&Shape::Reference(&MEDIA_TYPE))),
        Field::aside("links", Shape::Map(&Shape::Reference(&LINK))),
    ],
)
.section("responses")
.foreign(&[("Swagger 2.0", &["schema", "examples"])])
.coerce(rules::response_of_text)
.before(rules::before_body)
.after(rules::response)
.rewrite(rewrites::response);

pub(in crate::normalize) static MEDIA_TYPE: Object = Object::new(
    "a media type",
    &[
        Field::optional("schema", Shape::Reference(&SCHEMA)),
        Field::aside("example", Shape::Any),
        Field::aside("examples", Shape::Map(&Shape::Reference(&EXAMPLE))),
        Field::optional("encoding", Shape::Map(&Shape::Object(&ENCODING))),
        Field::optional("itemSchema", Shape::Reference(&SCHEMA)).since(V3_2),
        Field::aside("prefixEncoding", Shape::List(&Shape::Object(&ENCODING))).since(V3_2),
        Field::aside("itemEncoding", Shape::Object(&ENCODING)).since(V3_2),
    ],
)
.section("mediaTypes")
.before(rules::before_media_type)
.after(rules::media_type)
.rewrite(rewrites::media_type);

/// The styles of the parts of a form.
const STYLES: &[&str] = &["form", "spaceDelimited", "pipeDelimited", "deepObject"];

static ENCODING: Object = Object::new(
    "an encoding",
    &[
        Field::optional("contentType", Shape::Text),
        Field::optional("headers", Shape::Map(&Shape::Reference(&HEADER))),
        Field::optional("style", Shape::Word(STYLES)),
        Field::optional("explode", Shape::Flag),
        Field::optional("allowReserved", Shape::Flag),
        Field::aside("encoding", Shape::Map(&Shape::Object(&ENCODING))).since(V3_2),
        Field::aside("prefixEncoding", Shape::List(&Shape::Object(&ENCODING))).since(V3_2),
        Field::aside("itemEncoding", Shape::Object(&ENCODING)).since(V3_2),
    ],
)
.after(rules::encoding);

pub(in crate::normalize) static HEADER: Object = Object::new(
    "a header",
    &[
        Field::aside("description", Shape::Text),
        Field::optional("required", Shape::Flag),
        Field::optional("deprecated", Shape::Flag),
        Field::optional("allowEmptyValue", Shape::Flag),
        Field::optional("style", Shape::Word(&["simple"])),
        Field::optional("explode", Shape::Flag),
        Field::optional("allowReserved", Shape::Flag),
        Field::optional("schema", Shape::Reference(&SCHEMA)),
        Field::aside("example", Shape::Any),
        Field::aside("examples", Shape::Map(&Shape::Reference(&EXAMPLE))),
        Field::optional("content", Shape::Map(&Shape::Reference(&MEDIA_TYPE))),
    ],
)
.section("headers")
.foreign(&[("Swagger 2.0", &["collectionFormat"])])
.before(rules::before_header)
.after(rules::header)
.rewrite(rewrites::header);

pub(super) static EXAMPLE: Object = Object::new(
    "an example",
    &[
        Field::aside("summary", Shape::Text),
        Field::aside("description", Shape::Text),
        Field::aside("value", Shape::Any),
        Field::aside("externalValue", Shape::Text),
        Field::aside("dataValue", Shape::Any).since(V3_2),
        Field::aside("serializedValue", Shape::Text).since(V3_2),
    ],
)
.section("examples")
.rewrite(rewrites::example);

pub(super) static LINK: Object = Object::new(
    "a link",
    &[
        Field::aside("operationRef", Shape::Text),
        Field::aside("operationId", Shape::Text),
        Field::aside("parameters", Shape::Map(&Shape::Any)),
        Field::aside("requestBody", Shape::Any),
        Field::aside("description", Shape::Text),
        Field::aside("server", Shape::Object(&SERVER)),
    ],
)
.section("links")
.after(rules::link);
