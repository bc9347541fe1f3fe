//! Schemas.

use super::root::EXTERNAL_DOCS;
use super::{Field, Object, Shape};
use crate::normalize::check::rules;

/// The types of a schema.
const TYPES: &[&str] = &["array", "boolean", "integer", "number", "object", "string"];

pub(in crate::normalize) static SCHEMA: Object = Object::new(
    "a schema",
    &[
        Field::optional("type", Shape::Word(TYPES)),
        Field::aside("description", Shape::Text),
        Field::optional("properties", Shape::Map(&Shape::Reference(&SCHEMA))),
        Field::optional("items", Shape::Reference(&SCHEMA)),
        Field::optional("required", Shape::List(&Shape::Text)),
        Field::aside("example", Shape::Any),
        Field::optional("format", Shape::Text),
        Field::optional("nullable", Shape::Flag),
        Field::optional("enum", Shape::List(&Shape::Any)),
        Field::optional("default", Shape::Any),
        Field::aside("title", Shape::Text),
        Field::optional("additionalProperties", Shape::FlagOr(&SCHEMA)),
        Field::optional("allOf", Shape::List(&Shape::Reference(&SCHEMA))),
        Field::optional("oneOf", Shape::List(&Shape::Reference(&SCHEMA))),
        Field::optional("anyOf", Shape::List(&Shape::Reference(&SCHEMA))),
        Field::optional("not", Shape::Reference(&SCHEMA)),
        Field::optional("readOnly", Shape::Flag),
        Field::optional("writeOnly", Shape::Flag),
        Field::optional("deprecated", Shape::Flag),
        Field::aside("multipleOf", Shape::Number),
        Field::aside("maximum", Shape::Number),
        Field::aside("exclusiveMaximum", Shape::Flag),
        Field::aside("minimum", Shape::Number),
        Field::aside("exclusiveMinimum", Shape::Flag),
        Field::aside("maxLength", Shape::Count),
        Field::aside("minLength", Shape::Count),
        Field::aside("pattern", Shape::Text),
        Field::aside("maxItems", Shape::Count),
        Field::aside("minItems", Shape::Count),
        Field::aside("uniqueItems", Shape::Flag),
        Field::aside("maxProperties", Shape::Count),
        Field::aside("minProperties", Shape::Count),
        Field::optional("discriminator", Shape::Object(&DISCRIMINATOR)),
        Field::aside("xml", Shape::Object(&XML)),
        Field::aside("externalDocs", EXTERNAL_DOCS),
    ],
)
.section("schemas")
.foreign(&[(
    "OpenAPI 3.1",
    &[
        "$anchor",
        "$comment",
        "$defs",
        "$dynamicAnchor",
        "$dynamicRef",
        "$id",
        "$schema",
        "$vocabulary",
        "const",
        "contains",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
        "dependentRequired",
        "dependentSchemas",
        "else",
        "examples",
        "if",
        "maxContains",
        "minContains",
        "patternProperties",
        "prefixItems",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties",
    ],
)])
.coerce(rules::schema_of_flag)
.before(rules::before_schema)
.after(rules::schema);

static DISCRIMINATOR: Object = Object::new(
    "a discriminator",
    &[
        Field::required("propertyName", Shape::Text),
        Field::optional("mapping", Shape::Map(&Shape::Text)),
    ],
)
.foreign(&[("OpenAPI 3.2", &["defaultMapping"])])
.coerce(rules::discriminator_of_text)
.after(rules::discriminator);

static XML: Object = Object::new(
    "an XML object",
    &[
        Field::aside("name", Shape::Text),
        Field::aside("namespace", Shape::Text),
        Field::aside("prefix", Shape::Text),
        Field::aside("attribute", Shape::Flag),
        Field::aside("wrapped", Shape::Flag),
    ],
)
.foreign(&[("OpenAPI 3.2", &["nodeType"])]);
