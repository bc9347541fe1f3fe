//! Schemas.

use super::root::EXTERNAL_DOCS;
use super::{Field, Object, Shape};
use crate::normalize::check::rules;
use crate::normalize::rewrite::rewrites;
use crate::normalize::version::Version::{V3_0, V3_1, V3_2};

/// The types of a schema.
pub(in crate::normalize) const TYPES: &[&str] = &[
    "array", "boolean", "integer", "null", "number", "object", "string",
];

pub(in crate::normalize) static SCHEMA: Object = Object::new(
    "a schema",
    &[
        Field::optional("type", Shape::Words(TYPES)),
        Field::aside("description", Shape::Text),
        Field::optional("properties", Shape::Map(&Shape::Reference(&SCHEMA))),
        Field::optional("items", Shape::Reference(&SCHEMA)),
        Field::optional("required", Shape::List(&Shape::Text)),
        Field::aside("example", Shape::Any),
        Field::optional("format", Shape::Text),
        Field::optional("nullable", Shape::Flag).until(V3_0),
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
        Field::aside("exclusiveMaximum", Shape::Bound),
        Field::aside("minimum", Shape::Number),
        Field::aside("exclusiveMinimum", Shape::Bound),
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
        Field::optional("const", Shape::Any).since(V3_1),
        Field::aside("examples", Shape::List(&Shape::Any)).since(V3_1),
        Field::optional("$defs", Shape::Map(&Shape::Reference(&SCHEMA))).since(V3_1),
        Field::optional("prefixItems", Shape::List(&Shape::Reference(&SCHEMA))).since(V3_1),
        Field::optional("patternProperties", Shape::Map(&Shape::Reference(&SCHEMA))).since(V3_1),
        Field::optional("unevaluatedProperties", Shape::FlagOr(&SCHEMA)).since(V3_1),
        Field::optional("unevaluatedItems", Shape::Reference(&SCHEMA)).since(V3_1),
        Field::aside("contains", Shape::Reference(&SCHEMA)).since(V3_1),
        Field::aside("minContains", Shape::Count).since(V3_1),
        Field::aside("maxContains", Shape::Count).since(V3_1),
        Field::aside("propertyNames", Shape::Reference(&SCHEMA)).since(V3_1),
        Field::aside("dependentRequired", Shape::Map(&Shape::List(&Shape::Text))).since(V3_1),
        Field::aside("dependentSchemas", Shape::Map(&Shape::Reference(&SCHEMA))).since(V3_1),
        Field::aside("if", Shape::Reference(&SCHEMA)).since(V3_1),
        Field::aside("then", Shape::Reference(&SCHEMA)).since(V3_1),
        Field::aside("else", Shape::Reference(&SCHEMA)).since(V3_1),
        Field::optional("contentEncoding", Shape::Text).since(V3_1),
        Field::optional("contentMediaType", Shape::Text).since(V3_1),
        Field::aside("contentSchema", Shape::Reference(&SCHEMA)).since(V3_1),
        Field::aside("$id", Shape::Text).since(V3_1),
        Field::aside("$anchor", Shape::Text).since(V3_1),
        Field::aside("$dynamicAnchor", Shape::Text).since(V3_1),
        Field::optional("$dynamicRef", Shape::Text).since(V3_1),
        Field::optional("$recursiveRef", Shape::Text).since(V3_1),
        Field::aside("$recursiveAnchor", Shape::Flag).since(V3_1),
        Field::aside("$schema", Shape::Text).since(V3_1),
        Field::aside("$vocabulary", Shape::Any).since(V3_1),
        Field::aside("$comment", Shape::Text).since(V3_1),
    ],
)
.section("schemas")
.coerce(rules::schema_of_flag)
.before(rules::before_schema)
.after(rules::schema)
.rewrite(rewrites::schema);

static DISCRIMINATOR: Object = Object::new(
    "a discriminator",
    &[
        Field::required("propertyName", Shape::Text),
        Field::optional("mapping", Shape::Map(&Shape::Text)),
        Field::optional("defaultMapping", Shape::Text).since(V3_2),
    ],
)
.coerce(rules::discriminator_of_text);

/// The kinds of XML nodes that a value can become.
const NODE_TYPES: &[&str] = &["element", "attribute", "text", "cdata", "none"];

static XML: Object = Object::new(
    "an XML object",
    &[
        Field::aside("name", Shape::Text),
        Field::aside("namespace", Shape::Text),
        Field::aside("prefix", Shape::Text),
        Field::aside("attribute", Shape::Flag),
        Field::aside("wrapped", Shape::Flag),
        Field::aside("nodeType", Shape::Word(NODE_TYPES)).since(V3_2),
    ],
)
.rewrite(rewrites::xml);
