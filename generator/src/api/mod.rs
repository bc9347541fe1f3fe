//! The model between OpenAPI and Rust: what an API consists of, as plain data. No tokens, no YAML, no OpenAPI types.
//!
//! Names in here are already Rust's: legal, unique where they stand, `r#` where a keyword asks for it.

mod assertions;
mod operations;
mod pagination;
mod rules;
mod security;
mod strings;
mod types;
mod xml;

pub use assertions::{Assertion, Condition, ConditionId, Keyword, Sub};
pub use operations::{
    Body, BodyForm, Content, Contents, FieldStyle, Header, HeaderSet, HeaderSetId, Location,
    Method, Operation, Parameter, Path, Response, Segment, StatusPattern, Style,
};
pub use pagination::{Access, Limit, NextPage, Pagination, Preset};
pub use rules::{Bound, Rule, Rules};
pub use security::{Alternative, ApiKeyLocation, Requirement, Scheme, SchemeId, SchemeKind};
pub use strings::{Format, Pattern};
pub use types::{
    Choice, DateLibrary, Docs, Field, FloatWidth, IntegerWidth, JsonType, Rest, Shape, StringEnum,
    Struct, TagDefault, Tuple, TupleItem, Type, TypeChoice, TypeDef, TypeId, Union, UnionVariant,
    ValueEnum, ValueVariant, Variant,
};

pub use xml::{
    XmlElement, XmlField, XmlKind, XmlObject, XmlObjectId, XmlRoot, XmlRootId, XmlShape,
};

/// Whose operations a set of them is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Side {
    /// The API's own: it receives them.
    #[default]
    Api,
    /// Its webhooks: it sends them to whoever is registered.
    Webhooks,
    /// Its callbacks: it sends them to a URL that an earlier request named.
    Callbacks,
}

/// The operations that an API sends rather than receives, and what goes with them.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// Webhooks or callbacks.
    pub side: Side,
    /// The security schemes that they ask for.
    pub schemes: Vec<Scheme>,
    /// The sets of typed response headers.
    pub header_sets: Vec<HeaderSet>,
    /// The operations, in the description's order.
    pub operations: Vec<Operation>,
    /// The server traits of those who receive them.
    pub tags: Vec<Tag>,
}

/// A crate that the emitted one depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// Its name, as Cargo knows it.
    pub name: String,
    /// Which versions will do, as Cargo writes it.
    pub version: String,
}

/// Where an API is said to be, by way of example, whose description names no host.
pub const EXAMPLE_HOST: &str = "https://api.example.com";

/// One API: everything that the emitted crate is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// Whose operations these are.
    pub side: Side,
    /// The API's title.
    pub title: String,
    /// The version of the description, as its author wrote it.
    pub version: String,
    /// What the API is for.
    pub docs: Docs,
    /// The URL of the first server, variables replaced by their defaults, a relative one at [`EXAMPLE_HOST`]; `None` where
    /// the description names none.
    pub server_url: Option<String>,
    /// The servers that the description names: those of the API, then those of single operations.
    pub servers: Vec<Server>,
    /// The security schemes that operations ask for, in the description's order.
    pub schemes: Vec<Scheme>,
    /// The named types, in the description's order. A [`TypeId`] is an index into them.
    pub types: Vec<TypeDef>,
    /// The patterns of strings, each once.
    pub patterns: Vec<Pattern>,
    /// The conditions of values in JSON. A [`ConditionId`] is an index into them.
    pub conditions: Vec<Condition>,
    /// The sets of typed response headers. A [`HeaderSetId`] is an index into them.
    pub header_sets: Vec<HeaderSet>,
    /// The crates that types from elsewhere come from, besides those that code can name anyway.
    pub dependencies: Vec<Dependency>,
    /// The roots of XML documents. An [`XmlRootId`] is an index into them.
    pub xml_roots: Vec<XmlRoot>,
    /// The forms in XML of structs. An [`XmlObjectId`] is an index into them.
    pub xml_objects: Vec<XmlObject>,
    /// The operations, in the description's order.
    pub operations: Vec<Operation>,
    /// The server traits, in the order in which operations first name their tags.
    pub tags: Vec<Tag>,
    /// What the API sends: webhooks and callbacks, where the description has any.
    pub sent: Vec<Sent>,
}

impl Api {
    /// The operations that the API sends, as an API of those who receive them. The types are the same.
    pub fn receiver(&self, sent: &Sent) -> Self {
        Self {
            side: sent.side,
            title: self.title.clone(),
            version: self.version.clone(),
            docs: Docs::default(),
            server_url: None,
            servers: Vec::new(),
            schemes: sent.schemes.clone(),
            types: self.types.clone(),
            patterns: self.patterns.clone(),
            conditions: self.conditions.clone(),
            header_sets: sent.header_sets.clone(),
            dependencies: Vec::new(),
            xml_roots: self.xml_roots.clone(),
            xml_objects: self.xml_objects.clone(),
            operations: sent.operations.clone(),
            tags: sent.tags.clone(),
            sent: Vec::new(),
        }
    }

    /// The type of that id.
    pub fn type_def(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id.0)
    }

    /// The set of response headers of that id.
    pub fn header_set(&self, id: HeaderSetId) -> Option<&HeaderSet> {
        self.header_sets.get(id.0)
    }
}

/// A server that the description names.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// Its URL, variables replaced by their defaults. It may be relative to the one that serves the description.
    pub url: String,
    /// What the description says of it.
    pub docs: Docs,
}

/// A group of operations that one server trait holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// The trait's name, in upper camel case.
    pub name: String,
    /// What the description says of the tag.
    pub docs: Docs,
    /// The operations, as indexes into [`Api::operations`].
    pub operations: Vec<usize>,
}
