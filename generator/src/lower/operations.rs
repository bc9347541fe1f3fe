//! Operations.

use hashbrown::{HashMap, HashSet};
use openapiv3::{OpenAPI, Operation as Written, PathItem, RequestBody, SecurityRequirement};

use super::content::{Naming, contents};
use super::docs;
use super::drafts::{Origin, Role};
use super::idempotency;
use super::names::{Scope, bare, snake, upper_camel};
use super::operation_types::OperationTypes;
use super::parameters::parameters;
use super::paths::{self, Declared, anonymous, path};
use super::responses::responses;
use super::rust_names::rust_name;
use super::schemas::Schemas;
use super::security::Schemes;
use super::servers::OwnServers;
use super::sites::{self, Route, Site};
use super::splits::Direction;
use crate::api::{Body, Docs, Method, Operation, Path, Side};
use crate::report::{Code, FileId, Place, Pointer, Report};

/// Names that the emitted client uses for itself, and methods of the prelude's traits that take any value whole: they would
/// go before a method of the client.
const RESERVED_METHODS: &[&str] = &["builder", "clone", "into", "new", "send", "try_into"];

/// Names that the emitted client and server modules use for themselves.
const RESERVED_TYPES: &[&str] = &[
    "ApiError",
    "Call",
    "Client",
    "ClientBuilder",
    "Error",
    "Failed",
    "Outgoing",
    "PerRequest",
    "Reply",
    "RequestOptions",
    "ResponseValue",
    "RetryBudget",
    "RetryPolicy",
    "Transport",
    "BuildError",
];

/// Names that an operation's request and its builder use for themselves.
const RESERVED_PARAMETERS: &[&str] = &["body", "client", "new", "request", "send"];

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
    /// What operations without `security` of their own ask for, and where it stands.
    security: (&'a [SecurityRequirement], Pointer),
    own_servers: OwnServers,
    method_names: Scope,
    type_names: Scope,
    ids: HashSet<&'a str>,
    /// The names of all operations that have an operationId.
    given: HashSet<String>,
    /// The templates so far, by method and by what a request can tell of them.
    routes: HashMap<(Method, String), &'a str>,
}

impl<'a, 's, 'r> Operations<'a, 's, 'r> {
    /// For operations of the description, or for those that its API sends: what the description asks of its API's
    /// callers is not asked of it.
    pub(super) fn new(openapi: &'a OpenAPI, side: Side, schemas: &'s mut Schemas<'a, 'r>) -> Self {
        let security = match (side, &openapi.security) {
            (Side::Api, Some(shared)) => shared.as_slice(),
            _ => &[],
        };
        Self {
            schemes: Schemes::new(schemas.components),
            schemas,
            types: OperationTypes::default(),
            security: (security, Pointer::root().key("security")),
            own_servers: OwnServers::new(openapi),
            method_names: Scope::reserving(RESERVED_METHODS),
            type_names: Scope::reserving(RESERVED_TYPES),
            ids: HashSet::new(),
            given: HashSet::new(),
            routes: HashMap::new(),
        }
    }

    /// Lowers the operations of these places, in their order.
    pub(super) fn lower(&mut self, sites: &[Site<'a>]) -> Vec<Lowered> {
        self.given = given_names(sites);
        self.own_servers.look_at(sites);
        let mut lowered = Vec::new();
        for site in sites {
            for (method, at, written) in sites::methods(site) {
                lowered.push(self.operation(site, method, written, &at));
            }
        }
        lowered
    }

    fn operation(
        &mut self,
        site: &Site<'a>,
        method: Method,
        written: &'a Written,
        at: &Pointer,
    ) -> Lowered {
        let item = site.item;
        let id = self.id(written, site, &method);
        self.report_same_id(written, at);
        let given = rust_name(&written.extensions, at, snake, self.schemas.reports);
        let stem = given.unwrap_or(&id);
        let type_name = self.type_names.take(&upper_camel(stem), "Operation");
        let method_name = self.method_names.take(&snake(stem), "_operation");
        let mut scope = Scope::reserving(RESERVED_PARAMETERS);
        let mut declared = parameters(
            (&item.parameters, site.at.key("parameters")),
            (&written.parameters, at.key("parameters")),
            &type_name,
            &mut scope,
            self.schemas,
        );
        let (path, note) = self.path(site, &method, &mut declared, &mut scope, at);
        let body = self.body(written, at, &type_name);
        let (success, errors) = responses(
            &written.responses,
            &at.key("responses"),
            (&method, &type_name),
            &mut self.types,
            self.schemas,
        );
        let security = self.security(written, at);
        let servers = self.own_servers.of(site, (written, at), self.schemas);
        let parameters = declared.into_iter().map(|declared| declared.parameter);
        let parameters: Vec<_> = parameters.collect();
        let operation = Operation {
            id,
            method_name,
            type_name,
            method,
            path,
            docs: documentation(written, item, note),
            idempotency_key: idempotency::key(&parameters),
            parameters,
            body,
            success,
            errors,
            security,
            pagination: None,
            servers,
        };
        Lowered {
            operation,
            tag: written.tags.first().cloned(),
        }
    }

    fn path(
        &mut self,
        site: &Site<'a>,
        method: &Method,
        declared: &mut Vec<Declared>,
        scope: &mut Scope,
        at: &Pointer,
    ) -> (Path, Option<String>) {
        let reports = &mut *self.schemas.reports;
        match &site.route {
            Route::Template(template) => {
                let path = path(template, declared, scope, at, reports);
                self.report_same_route(template, &path, method, at);
                (path, None)
            }
            Route::Url { path, note, .. } => {
                paths::leave_out(declared, path, reports);
                let path = Path {
                    template: path.clone(),
                    segments: Vec::new(),
                    query: String::new(),
                };
                (path, note.clone())
            }
        }
    }

    /// The operationId, or one that is made up; not even an operation that comes later loses its name to such a one.
    fn id(&self, written: &Written, site: &Site<'a>, method: &Method) -> String {
        let id = sites::id(written, site, method);
        let is_given = written.operation_id.as_ref() == Some(&id);
        if !is_given && self.given.contains(&snake(&id)) {
            format!("{id} operation")
        } else {
            id
        }
    }

    fn report_same_id(&mut self, written: &'a Written, at: &Pointer) {
        let Some(id) = written.operation_id.as_ref().filter(|id| !id.is_empty()) else {
            return;
        };
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
    }

    fn body(&mut self, written: &'a Written, at: &Pointer, type_name: &str) -> Option<Body> {
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
                role: Role::Words("Body".to_owned()),
                ..Origin::named(&stem)
            },
            stem: &stem,
        };
        let (written, at) = (&item.content, &found.at);
        let mut contents = contents(
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
        // Of what may be left out, null isn't told from nothing.
        for content in &mut contents.list {
            content.rules.no_null &= item.required;
        }
        Some(Body {
            name: "body".to_owned(),
            required: item.required,
            contents,
            docs: docs::of_text(item.description.as_ref()),
        })
    }

    /// An operation's own `security` replaces the description's (OpenAPI 3.0, "Operation Object").
    fn security(&mut self, written: &'a Written, at: &Pointer) -> Vec<crate::api::Alternative> {
        let (requirements, at) = match &written.security {
            Some(own) => (own.as_slice(), at.key("security")),
            None => self.security.clone(),
        };
        self.schemes
            .alternatives(requirements, &at, self.schemas.reports)
    }

    /// Templates that differ only in the names of their parameters are the same to a request.
    fn report_same_route(&mut self, template: &'a str, path: &Path, method: &Method, at: &Pointer) {
        let anonymous = anonymous(path);
        let Some(first) = self
            .routes
            .insert((method.clone(), anonymous.clone()), template)
        else {
            return;
        };
        self.routes.insert((method.clone(), anonymous), first);
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
}

/// The names of all operations that have an operationId.
fn given_names(sites: &[Site<'_>]) -> HashSet<String> {
    let methods = sites.iter().flat_map(sites::methods);
    methods
        .filter_map(|(_, _, written)| written.operation_id.as_deref())
        .map(snake)
        .collect()
}

fn documentation(written: &Written, item: &PathItem, note: Option<String>) -> Docs {
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
        notes: note.into_iter().collect(),
    }
}
