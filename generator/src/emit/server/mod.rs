//! `server.rs`: a trait a tag, and the router that enforces the contract before a handler runs.

mod endpoints;
mod errors;
mod router;
mod security;
mod traits;

use hashbrown::HashSet;

use super::EmitError;
use super::format::Source;
use super::names::suffixed;
use super::rules::Reach;
use super::rust_types::Cx;
use super::scope::Scope;
use super::shared_errors::{SharedErrors, is_own};
use crate::api::{Api, Operation, SchemeKind, Tag};
use crate::emit::tokens::quote;

pub(crate) use traits::{answer, context};

/// The names that the file has already, and those that its code uses: no trait may take them.
const RESERVED: &[&str] = &[
    "ApiKey",
    "Arc",
    "At",
    "Authenticator",
    "BTreeMap",
    "Base64",
    "BasicCredentials",
    "BearerToken",
    "Body",
    "Box",
    "Checked",
    "ClientCertificate",
    "ContentKind",
    "Context",
    "Denied",
    "Endpoint",
    "ErrorOutput",
    "Events",
    "ExpectedBody",
    "Failure",
    "From",
    "File",
    "FormStyle",
    "Future",
    "HttpCredentials",
    "Input",
    "Into",
    "Lines",
    "Location",
    "NamedStatuses",
    "Option",
    "Output",
    "Rejection",
    "Result",
    "Rfc3339",
    "RouterBuilder",
    "Routes",
    "Schemes",
    "SecurityContext",
    "SecuritySchemes",
    "Send",
    "String",
    "Style",
    "Sync",
    "TextEvents",
    "Vec",
    "WithHeaders",
];

/// The file of the server.
pub(crate) fn source(api: &Api) -> Result<Source, EmitError> {
    let mut source = Source::new(
        "src/server.rs",
        "The server: a trait a tag, and the router that enforces the contract before a handler runs.",
    );
    if api.operations.is_empty() {
        return Ok(source);
    }
    let cx = Cx::beside(api, Scope::default());
    reexport(&cx);
    let traits = Trait::all(api)?;
    if has_security(api) {
        source.push(security::authenticator(&cx)?);
    }
    for handlers in &traits {
        source.push(traits::items(&cx, handlers)?);
    }
    source.push(router::items(&cx, &traits)?);
    if has_security(api) {
        source.push(security::adapter(&cx)?);
    }
    let reach = Reach::by_name(api, quote!(super::rules::))?;
    for (operation, owner) in SharedErrors::new(api).operations(api) {
        source.push(endpoints::items(&cx, &reach, operation)?);
        if is_own(operation, owner) {
            source.push(errors::items(&cx, &reach, operation)?);
        }
    }
    source.prepend(cx.scope.imports());
    Ok(source)
}

/// Hands on the runtime's types that the traits name, to those who implement them.
fn reexport(cx: &Cx<'_>) {
    let mut names = vec!["Context", "Failure", "Rejection", "RouterBuilder"];
    if has_security(cx.api) {
        names.extend(["Denied", "SecurityContext"]);
        names.extend(
            cx.api
                .schemes
                .iter()
                .filter_map(|scheme| credentials(&scheme.kind)),
        );
    }
    for name in names {
        cx.scope.reexport("bindery_runtime::server", name);
    }
}

/// The type of what a caller sends for a scheme, where that is known.
fn credentials(kind: &SchemeKind) -> Option<&'static str> {
    Some(match kind {
        SchemeKind::Basic => "BasicCredentials",
        SchemeKind::Bearer => "BearerToken",
        SchemeKind::Http(_) => "HttpCredentials",
        SchemeKind::ClientCertificate => "ClientCertificate",
        SchemeKind::ApiKey { .. } => "ApiKey",
        SchemeKind::Undescribed => return None,
    })
}

/// A server trait.
#[derive(Debug)]
pub(crate) struct Trait<'a> {
    /// The Rust name.
    pub(crate) name: String,
    /// The tag that it stands for.
    pub(crate) tag: &'a Tag,
    /// The operations.
    pub(crate) operations: Vec<&'a Operation>,
}

impl<'a> Trait<'a> {
    /// All traits that have operations.
    ///
    /// # Errors
    /// An operation is in none of them.
    pub(crate) fn all(api: &'a Api) -> Result<Vec<Self>, EmitError> {
        let taken: HashSet<&str> = api.tags.iter().map(|tag| tag.name.as_str()).collect();
        let mut seen = HashSet::new();
        let mut traits = Vec::new();
        for tag in &api.tags {
            let mut operations = Vec::new();
            for index in &tag.operations {
                let operation = api.operations.get(*index).ok_or_else(|| {
                    EmitError::new(&tag.name, format!("there is no operation {index}"))
                })?;
                seen.insert(*index);
                operations.push(operation);
            }
            let name = if RESERVED.contains(&tag.name.as_str()) {
                suffixed(&tag.name, "Api", |name| {
                    RESERVED.contains(&name) || taken.contains(name)
                })
            } else {
                tag.name.clone()
            };
            if !operations.is_empty() {
                traits.push(Self {
                    name,
                    tag,
                    operations,
                });
            }
        }
        match (0..api.operations.len()).find(|index| !seen.contains(index)) {
            Some(index) => {
                let id = api
                    .operations
                    .get(index)
                    .map_or("", |operation| &operation.id);
                Err(EmitError::new(id, "it has no tag"))
            }
            None => Ok(traits),
        }
    }

    /// Whether any of its operations looks at credentials.
    pub(crate) fn has_principal(&self) -> bool {
        self.operations
            .iter()
            .any(|operation| access(operation) != Access::Open)
    }
}

/// Whether any operation looks at credentials.
pub(crate) fn has_security(api: &Api) -> bool {
    api.operations
        .iter()
        .any(|operation| access(operation) != Access::Open)
}

/// Who may call an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Anyone, and no credentials are looked at.
    Open,
    /// Anyone; who shows credentials is known.
    Optional,
    /// Who shows credentials.
    Secured,
}

/// Who may call that operation.
pub(crate) fn access(operation: &Operation) -> Access {
    let mut alternatives = operation.security.iter().map(|alternative| &alternative.0);
    if alternatives.clone().all(Vec::is_empty) {
        Access::Open
    } else if alternatives.any(Vec::is_empty) {
        Access::Optional
    } else {
        Access::Secured
    }
}
