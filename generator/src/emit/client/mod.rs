//! `client.rs`: a method an operation.

mod builder;
mod calls;
mod errors;
mod intake;
mod methods;
mod pages;
mod servers;
mod setters;
mod statuses;

use hashbrown::HashSet;

use super::format::Source;
use super::names::{fresh, suffixed};
use super::rust_types::Cx;
use super::scope::Scope;
use super::shared_errors::{SharedErrors, is_own};
use super::{EmitError, docs};
use crate::api::{Api, Operation};

pub(crate) use builder::{setter_names, tokens_name};
pub(crate) use setters::setter_name;

/// The names that the file has already, and those that its code uses: no operation's builder may take them.
const RESERVED: &[&str] = &[
    "ApiError",
    "BTreeMap",
    "Base64",
    "Body",
    "Box",
    "BuildError",
    "Call",
    "Client",
    "ClientBuilder",
    "Error",
    "ErrorReply",
    "Events",
    "Failed",
    "File",
    "Fn",
    "FormStyle",
    "Into",
    "Lines",
    "Location",
    "Option",
    "Outgoing",
    "PerRequest",
    "Reply",
    "RequestBuilder",
    "RequestOptions",
    "ResponseValue",
    "Result",
    "RetryBudget",
    "RetryPolicy",
    "Rfc3339",
    "Send",
    "Sending",
    "String",
    "Style",
    "Sync",
    "TextEvents",
    "Transport",
    "Vec",
    "WithHeaders",
];

/// The runtime's types that the client's methods name, for those who call them.
const HANDED_ON: &[&str] = &[
    "ApiError",
    "BuildError",
    "Error",
    "PerRequest",
    "RequestOptions",
    "ResponseValue",
    "RetryBudget",
    "RetryPolicy",
    "Transport",
];

/// The methods that a client has already.
const METHODS: &[&str] = &["builder", "new", "send"];

/// The file of the client.
pub(crate) fn source(api: &Api) -> Result<Source, EmitError> {
    let cx = Cx::beside(api, Scope::default());
    for name in HANDED_ON {
        cx.scope.reexport("bindery_runtime::client", name);
    }
    let names = Names::new(api);
    let mut source = Source::new("src/client.rs", "The client: a method an operation.");
    source.push(servers::constant(api));
    source.push(methods::client(&cx, &names)?);
    source.push(builder::items(&cx)?);
    source.push(setters::builder(&cx));
    for operation in &api.operations {
        source.push(setters::items(&cx, &names, operation)?);
    }
    for (operation, owner) in SharedErrors::new(api).operations(api) {
        source.push(calls::items(&cx, operation)?);
        source.push(pages::items(&cx, operation)?);
        if is_own(operation, owner) {
            source.push(errors::items(&cx, operation)?);
        }
    }
    source.prepend(cx.scope.imports());
    Ok(source)
}

/// The names of the client's methods and of the builders they answer.
#[derive(Debug)]
pub(crate) struct Names<'a> {
    types: HashSet<&'a str>,
    methods: HashSet<&'a str>,
}

impl<'a> Names<'a> {
    /// The names in that API's client.
    pub(crate) fn new(api: &'a Api) -> Self {
        Self {
            types: api
                .operations
                .iter()
                .map(|operation| operation.type_name.as_str())
                .collect(),
            methods: api
                .operations
                .iter()
                .map(|operation| operation.method_name.as_str())
                .collect(),
        }
    }

    /// The client's method for an operation.
    pub(crate) fn method(&self, operation: &Operation) -> String {
        if METHODS.contains(&operation.method_name.as_str()) {
            let taken = METHODS.iter().chain(&self.methods).copied();
            fresh(&operation.method_name, taken)
        } else {
            operation.method_name.clone()
        }
    }

    /// The type that this method answers.
    pub(crate) fn builder(&self, operation: &Operation) -> String {
        if RESERVED.contains(&operation.type_name.as_str()) {
            suffixed(&operation.type_name, "Operation", |name| {
                RESERVED.contains(&name) || self.types.contains(name)
            })
        } else {
            operation.type_name.clone()
        }
    }
}

/// The API's title, as Markdown.
pub(crate) fn title(api: &Api) -> String {
    docs::plain(&api.title)
}
