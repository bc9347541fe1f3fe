//! Operations.

use std::collections::{HashMap, HashSet};

use openapiv3::{
    OpenAPI, Operation as Written, PathItem, ReferenceOr, RequestBody, SecurityRequirement,
};

use super::content::{Naming, contents};
use super::docs;
use super::drafts::Origin;
use super::names::{Scope, bare, snake, upper_camel};
use super::operation_types::OperationTypes;
use super::parameters::parameters;
use super::paths::{Declared, anonymous, path};
use super::responses::responses;
use super::schemas::Schemas;
use super::security::Schemes;
use super::splits::Direction;
use crate::api::{Body, Docs, Method, Operation, Path};
use crate::report::{Code, FileId, Place, Pointer, Report};

/// Names that the emitted client uses for itself.
const RESERVED_METHODS: &[&str] = &["builder", "clone", "new", "send"];

/// Names that the emitted client and server modules use for themselves.
const RESERVED_TYPES: &[&str] = &[
    "ApiError",
    "Call",
    "Client",
    "ClientBuilder",
    "Error",
    "Failed",
    "Outgoing",
    "Reply",
    "ResponseValue",
    "Transport",
    "BuildError",
];

/// Names that an operation's request and its builder use for themselves.
const RESERVED_PARAMETERS: &[&str] = &["client", "new", "request", "send"];

/// An operation, and what names its server trait.
#[derive(Debug)]
pub(super) struct Lowered {
    pub(super) operation: Operation,
    pub(super) tag: Option<String>,
}

/// Lowers all operations of a description.
#[derive(Debug)]
pub(super) struct Operations<'a, 's, 'r> {
    pub(super) schemas: &'s mut Schemas<'a, 'r>,
    pub(super) types: OperationTypes,
    pub(super) schemes: Schemes<'a>,
    openapi: &'a OpenAPI,
    method_names: Scope,
    type_names: Scope,
    ids: HashSet<&'a str>,
    /// The templates so far, by method and by what a request can tell of them.
    routes: HashMap<(Method, String), &'a str>,
}

impl<'a, 's, 'r> Operations<'a, 's, 'r> {
    pub(super) fn new(openapi: &'a OpenAPI, schemas: &'s mut Schemas<'a, 'r>) -> Self {
        Self {
            schemes: Schemes::new(schemas.components),
            schemas,
            types: OperationTypes::default(),
            openapi,
            method_names: Scope::reserving(RESERVED_METHODS),
            type_names: Scope::reserving(RESERVED_TYPES),
            ids: HashSet::new(),
            routes: HashMap::new(),
        }
    }

    /// Lowers the operations in the description's order.
    pub(super) fn lower(&mut self) -> Vec<Lowered> {
        let paths = Pointer::root().key("paths");
        let mut lowered = Vec::new();
        for (template, item) in &self.openapi.paths.paths {
            let at = paths.key(template);
            match item {
                ReferenceOr::Item(item) => {
                    for (method, written) in methods(item) {
                        let at = at.key(&method.as_str().to_ascii_lowercase());
                        lowered.push(self.operation(template, item, method, written, &at));
                    }
                }
                // Normalizing puts what it names in the reference's place.
                ReferenceOr::Reference { .. } => self.schemas.reports.push(
                    Report::error(
                        Code::INTERNAL,
                        Place::value(FileId::default(), at.key("$ref")),
                        "the reference of a path item was left as it is",
                    )
                    .help("write the path item here itself, and please report this"),
                ),
            }
        }
        lowered
    }

    fn operation(
        &mut self,
        template: &'a str,
        item: &'a PathItem,
        method: Method,
        written: &'a Written,
        at: &Pointer,
    ) -> Lowered {
        let id = self.id(template, method, written, at);
        let type_name = self.type_names.take(&upper_camel(&id), "Operation");
        let method_name = self.method_names.take(&snake(&id), "_operation");
        let mut scope = Scope::reserving(RESERVED_PARAMETERS);
        let path_at = Pointer::root().key("paths").key(template);
        let mut declared = parameters(
            (&item.parameters, path_at.key("parameters")),
            (&written.parameters, at.key("parameters")),
            &type_name,
            &mut scope,
            self.schemas,
        );
        let path = path(
            template,
            &mut declared,
            &mut scope,
            at,
            self.schemas.reports,
        );
        self.report_same_route(template, &path, method, at);
        let body = self.body(written, at, &type_name, &mut scope);
        let (success, errors) = responses(
            &written.responses,
            &at.key("responses"),
            (method, &type_name),
            &mut self.types,
            self.schemas,
        );
        let security = self.security(written, at);
        self.report_unbound(written, item, &path_at, at);
        let operation = Operation {
            id,
            method_name,
            type_name,
            method,
            path,
            docs: documentation(written, item),
            parameters: declared
                .into_iter()
                .map(|Declared { parameter, .. }| parameter)
                .collect(),
            body,
            success,
            errors,
            security,
        };
        Lowered {
            operation,
            tag: written.tags.first().cloned(),
        }
    }

    /// The operationId; where there is none, or it is taken, one made from method and path.
    fn id(&mut self, template: &str, method: Method, written: &'a Written, at: &Pointer) -> String {
        match &written.operation_id {
            Some(id) if !id.is_empty() => {
                if !self.ids.insert(id) {
                    self.schemas.reports.push(
                        Report::warning(
                            Code::DUPLICATE_OPERATION,
                            Place::value(FileId::default(), at.key("operationId")),
                            format!("another operation has the operationId `{id}` too"),
                        )
                        .help("this one's names are numbered; give it an operationId of its own"),
                    );
                }
                id.clone()
            }
            _ => synthesized(method, template),
        }
    }

    fn body(
        &mut self,
        written: &'a Written,
        at: &Pointer,
        type_name: &str,
        scope: &mut Scope,
    ) -> Option<Body> {
        let body = written.request_body.as_ref()?;
        let found = self
            .schemas
            .components
            .request_body(body, at.key("requestBody"))?;
        let item: &'a RequestBody = found.item;
        let stem = match found.name {
            Some(name) => bare(&upper_camel(name)).to_owned(),
            None => type_name.to_owned(),
        };
        let naming = Naming {
            alone: Origin {
                role: "Body".to_owned(),
                ..Origin::named(&stem)
            },
            stem: &stem,
        };
        let (written, at) = (&item.content, &found.at);
        let contents = contents(
            written,
            at,
            Direction::Request,
            &naming,
            self.schemas,
            || self.types.choice(at, &stem),
        );
        if contents.list.is_empty() {
            return None;
        }
        Some(Body {
            name: scope.take("body", "_content"),
            required: item.required,
            contents,
            docs: docs::of_text(item.description.as_ref()),
        })
    }

    /// An operation's own `security` replaces the description's (OpenAPI 3.0, "Operation Object").
    fn security(&mut self, written: &'a Written, at: &Pointer) -> Vec<crate::api::Alternative> {
        let none: &[SecurityRequirement] = &[];
        let (requirements, at) = match (&written.security, &self.openapi.security) {
            (Some(own), _) => (own.as_slice(), at.key("security")),
            (None, Some(shared)) => (shared.as_slice(), Pointer::root().key("security")),
            (None, None) => (none, Pointer::root()),
        };
        self.schemes
            .alternatives(requirements, &at, self.schemas.reports)
    }

    /// Templates that differ only in the names of their parameters are the same to a request.
    fn report_same_route(&mut self, template: &'a str, path: &Path, method: Method, at: &Pointer) {
        let anonymous = anonymous(path);
        let Some(first) = self.routes.insert((method, anonymous.clone()), template) else {
            return;
        };
        self.routes.insert((method, anonymous), first);
        let method = method.as_str();
        self.schemas.reports.push(
            Report::warning(
                Code::DUPLICATE_OPERATION,
                Place::key(FileId::default(), at.clone()),
                format!("a request can't tell `{method} {template}` from `{method} {first}`"),
            )
            .help("the server's router takes it for the one that stands first; join the two"),
        );
    }

    /// What an operation has that isn't bound yet.
    fn report_unbound(&mut self, written: &Written, item: &PathItem, path: &Pointer, at: &Pointer) {
        if !item.servers.is_empty() {
            self.schemas.warn(
                Code::SERVER_IGNORED,
                &path.key("servers"),
                "a path's own servers can't be bound yet: its requests go to the client's base URL",
                "make a client of its own for that URL",
            );
        }
        let referred = written.extensions.contains_key("x-bindery-callbacks");
        if referred || !written.callbacks.is_empty() {
            self.schemas.warn(
                Code::CALLBACK_IGNORED,
                &at.key("callbacks"),
                "callbacks can't be bound yet: left out",
                "describe what is called back in a description of its own",
            );
        }
        if !written.servers.is_empty() {
            self.schemas.warn(
                Code::SERVER_IGNORED,
                &at.key("servers"),
                "an operation's own servers can't be bound yet: its requests go to the client's base URL",
                "make a client of its own for that URL",
            );
        }
    }
}

fn methods(item: &PathItem) -> impl Iterator<Item = (Method, &Written)> {
    [
        (Method::Get, &item.get),
        (Method::Put, &item.put),
        (Method::Post, &item.post),
        (Method::Delete, &item.delete),
        (Method::Options, &item.options),
        (Method::Head, &item.head),
        (Method::Patch, &item.patch),
        (Method::Trace, &item.trace),
    ]
    .into_iter()
    .filter_map(|(method, written)| Some((method, written.as_ref()?)))
}

/// `GET /users/{id}/groups` → `get users by id groups`.
fn synthesized(method: Method, template: &str) -> String {
    let mut words = vec![method.as_str().to_ascii_lowercase()];
    for part in template.split('/').filter(|part| !part.is_empty()) {
        let spelled = part.replace('{', " by ").replace('}', " ");
        words.push(spelled.trim().to_owned());
    }
    words.join(" ")
}

fn documentation(written: &Written, item: &PathItem) -> Docs {
    Docs {
        summary: written
            .summary
            .clone()
            .or_else(|| item.summary.clone())
            .unwrap_or_default(),
        description: written
            .description
            .clone()
            .or_else(|| item.description.clone())
            .unwrap_or_default(),
        deprecated: written.deprecated,
        notes: Vec::new(),
    }
}
