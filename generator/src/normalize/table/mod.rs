//! The objects of OpenAPI 3.0, 3.1 and 3.2 as a table: the keys of each, the versions that have them, what stands
//! under them, and which must be there.

mod content;
mod paths;
mod root;
mod schema;
mod security;

pub(super) use content::{HEADER, MEDIA_TYPE, REQUEST_BODY, RESPONSE};
pub(super) use paths::{OPERATION, PARAMETER, PATH_ITEM};
pub(super) use root::DOCUMENT;
pub(super) use schema::{SCHEMA, TYPES};
pub(super) use security::SECURITY_SCHEME;

use serde_json::{Map, Value};

use super::at::At;
use super::check::{Check, Fate};
use super::rewrite::Rewrite;
use super::version::Version;

/// One of OpenAPI's objects.
pub(super) struct Object {
    /// What it is called in a sentence, with its article.
    pub(super) name: &'static str,
    /// The key of its section in `components`, if it has one.
    pub(super) section: Option<&'static str>,
    /// Its keys.
    pub(super) fields: &'static [Field],
    /// What stands under keys that are free, if some are.
    pub(super) entries: Option<Entries>,
    /// Keys of Swagger 2.0, with that name.
    pub(super) foreign: &'static [(&'static str, &'static [&'static str])],
    /// Makes a mapping of another value whose meaning is clear.
    pub(super) coerce: fn(&Value) -> Option<Value>,
    /// Mends what the table can't say, before the keys are checked.
    pub(super) before: fn(&mut Check<'_>, &mut Map<String, Value>, &At<'_>),
    /// Checks what the table can't say, after the keys are checked.
    pub(super) after: fn(&mut Check<'_>, &mut Map<String, Value>, &At<'_>) -> Fate,
    /// Writes it as OpenAPI 3.0 and openapiv3's types have it, once all is checked.
    pub(super) rewrite: fn(&mut Rewrite<'_>, &mut Map<String, Value>, &At<'_>),
}

/// What stands for whatever is no object of OpenAPI's.
pub(super) static ANYTHING: Object = Object::new("a value", &[]);

/// The free keys of an object.
pub(super) struct Entries {
    /// What a key must look like.
    pub(super) keys: Keys,
    /// What stands under one.
    pub(super) shape: Shape,
}

/// What the free keys of an object must look like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keys {
    /// Anything.
    Any,
    /// A path, `/` first.
    Path,
    /// A status code, a range of them, or `default`.
    Status,
}

/// A key of an object.
pub(super) struct Field {
    /// The key.
    pub(super) key: &'static str,
    /// What stands under it.
    pub(super) shape: Shape,
    /// What its absence means.
    pub(super) need: Need,
    /// The version that it came with.
    pub(super) since: Version,
    /// The last version that has it, if later ones don't.
    pub(super) until: Option<Version>,
    /// The version from which on it may be absent, if before it must be there.
    pub(super) optional_since: Option<Version>,
}

/// What the absence of a key means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// Without it the object can't be understood.
    Required,
    /// It must be there, but an empty one will do.
    Filled,
    /// It may be absent.
    Optional,
    /// It may be absent, and nothing that is bound depends on it: what is wrong in it is left out with a warning.
    Aside,
}

/// What stands at a place.
pub(super) enum Shape {
    /// Anything.
    Any,
    /// A string.
    Text,
    /// A boolean.
    Flag,
    /// A number.
    Number,
    /// An integer from 0.
    Count,
    /// One of these words.
    Word(&'static [&'static str]),
    /// One of these words or several, as the types of a schema from OpenAPI 3.1 on.
    Words(&'static [&'static str]),
    /// A number, or in OpenAPI 3.0 a boolean: an exclusive bound.
    Bound,
    /// That object.
    Object(&'static Object),
    /// That object or a reference to one.
    Reference(&'static Object),
    /// A boolean, or that object or a reference to one.
    FlagOr(&'static Object),
    /// A mapping with free keys.
    Map(&'static Shape),
    /// The components of one section.
    Section(&'static Shape),
    /// A sequence.
    List(&'static Shape),
}

impl Object {
    const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        Self {
            name,
            section: None,
            fields,
            entries: None,
            foreign: &[],
            coerce: |_| None,
            before: |_, _, _| (),
            after: |_, _, _| Fate::Keep,
            rewrite: |_, _, _| (),
        }
    }

    const fn foreign(self, foreign: &'static [(&'static str, &'static [&'static str])]) -> Self {
        Self { foreign, ..self }
    }

    const fn coerce(self, coerce: fn(&Value) -> Option<Value>) -> Self {
        Self { coerce, ..self }
    }

    const fn before(self, before: fn(&mut Check<'_>, &mut Map<String, Value>, &At<'_>)) -> Self {
        Self { before, ..self }
    }

    const fn after(
        self,
        after: fn(&mut Check<'_>, &mut Map<String, Value>, &At<'_>) -> Fate,
    ) -> Self {
        Self { after, ..self }
    }

    const fn rewrite(
        self,
        rewrite: fn(&mut Rewrite<'_>, &mut Map<String, Value>, &At<'_>),
    ) -> Self {
        Self { rewrite, ..self }
    }

    const fn section(self, section: &'static str) -> Self {
        Self {
            section: Some(section),
            ..self
        }
    }

    const fn entries(self, keys: Keys, shape: Shape) -> Self {
        Self {
            entries: Some(Entries { keys, shape }),
            ..self
        }
    }

    /// The key's field.
    pub(super) fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// The object with nothing but the keys that must be there, empty ones under them.
    fn empty(&self) -> Map<String, Value> {
        let filled = self
            .fields
            .iter()
            .filter(|field| field.need == Need::Filled);
        filled
            .filter_map(|field| Some((field.key.to_owned(), field.shape.empty()?)))
            .collect()
    }

    /// The field of that key, or of one that differs only in case.
    pub(super) fn field_in_any_case(&self, key: &str) -> Option<&'static Field> {
        self.field(key).or_else(|| {
            self.fields
                .iter()
                .find(|field| field.key.eq_ignore_ascii_case(key))
        })
    }

    /// The shape of what stands under `key`.
    pub(super) fn shape_under(&'static self, key: &str) -> Option<&'static Shape> {
        match self.field(key) {
            Some(field) => Some(&field.shape),
            None if key.starts_with("x-") => None,
            None => self.entries.as_ref().map(|entries| &entries.shape),
        }
    }
}

impl Field {
    const fn new(key: &'static str, shape: Shape, need: Need) -> Self {
        Self {
            key,
            shape,
            need,
            since: Version::V3_0,
            until: None,
            optional_since: None,
        }
    }

    const fn since(self, since: Version) -> Self {
        Self { since, ..self }
    }

    const fn until(self, until: Version) -> Self {
        Self {
            until: Some(until),
            ..self
        }
    }

    const fn optional_since(self, version: Version) -> Self {
        Self {
            optional_since: Some(version),
            ..self
        }
    }

    const fn required(key: &'static str, shape: Shape) -> Self {
        Self::new(key, shape, Need::Required)
    }

    const fn filled(key: &'static str, shape: Shape) -> Self {
        Self::new(key, shape, Need::Filled)
    }

    const fn optional(key: &'static str, shape: Shape) -> Self {
        Self::new(key, shape, Need::Optional)
    }

    const fn aside(key: &'static str, shape: Shape) -> Self {
        Self::new(key, shape, Need::Aside)
    }
}

impl Shape {
    /// The value that stands for "nothing said", where there is one.
    pub(super) fn empty(&self) -> Option<Value> {
        match self {
            Self::Text => Some(Value::String(String::new())),
            Self::List(_) => Some(Value::Array(Vec::new())),
            Self::Map(_) | Self::Section(_) => Some(Value::Object(Map::new())),
            Self::Object(object) | Self::Reference(object) | Self::FlagOr(object) => {
                Some(Value::Object(object.empty()))
            }
            Self::Any
            | Self::Flag
            | Self::Number
            | Self::Count
            | Self::Word(_)
            | Self::Words(_)
            | Self::Bound => None,
        }
    }

    /// The object this is, if it is one.
    pub(super) fn object(&self) -> Option<&'static Object> {
        match self {
            Self::Object(object) | Self::Reference(object) | Self::FlagOr(object) => Some(object),
            _ => None,
        }
    }

    /// The shape of what stands under `token`.
    pub(super) fn under(&'static self, token: &str) -> Option<&'static Shape> {
        match self {
            Self::Object(object) | Self::Reference(object) | Self::FlagOr(object) => {
                object.shape_under(token)
            }
            Self::Map(shape) | Self::Section(shape) | Self::List(shape) => Some(shape),
            _ => None,
        }
    }

    /// Calls `visit` with all that stands in a value of this shape and has one itself.
    pub(super) fn each_part(
        &'static self,
        node: &mut Value,
        at: &At<'_>,
        visit: &mut dyn FnMut(&'static Self, &mut Value, &At<'_>),
    ) {
        match (self, node) {
            (Self::List(item), Value::Array(list)) => {
                for (index, node) in list.iter_mut().enumerate() {
                    visit(item, node, &at.index(index));
                }
            }
            (Self::List(_), _) => {}
            (_, Value::Object(map)) => {
                for (key, node) in map {
                    if let Some(shape) = self.under(key) {
                        visit(shape, node, &at.key(key));
                    }
                }
            }
            _ => {}
        }
    }
}

/// The shape of what stands at the place those tokens lead to from the root; `None` for places that OpenAPI doesn't
/// know.
pub(super) fn shape_at<'a>(tokens: impl IntoIterator<Item = &'a str>) -> Option<&'static Shape> {
    tokens
        .into_iter()
        .try_fold(&root::DOCUMENT, |shape, token| shape.under(token))
}
