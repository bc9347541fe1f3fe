//! Where operations stand: in paths, in webhooks, and in the callbacks of other operations.

use hashbrown::HashSet;
use indexmap::IndexMap;
use openapiv3::{Callback, OpenAPI, Operation, PathItem, ReferenceOr};

use super::carried::Carried;
use super::components::Components;
use super::names::Scope;
use super::schemas::Schemas;
use crate::api::Method;
use crate::report::{Code, FileId, Place, Pointer, Report};

/// The webhooks: a mapping from names to path items, of the root.
const WEBHOOKS: &str = "x-bindery-webhooks";
/// Operations with other methods: a mapping from methods to operations, of a path item (OpenAPI 3.2, "Path Item
/// Object").
const OPERATIONS: &str = "x-bindery-operations";
/// The one of them that OpenAPI 3.2 has a key for.
const QUERY: &str = "QUERY";
/// Callbacks given by reference: a mapping from names to references, of an operation.
const CALLBACKS: &str = "x-bindery-callbacks";

/// A path item that operations stand in.
#[derive(Clone, Debug)]
pub(super) struct Site<'a> {
    pub(super) item: &'a PathItem,
    /// Where it stands.
    pub(super) at: Pointer,
    pub(super) carried: &'a Carried,
    pub(super) route: Route<'a>,
}

/// How the operations of a path item are reached.
#[derive(Clone, Debug)]
pub(super) enum Route<'a> {
    /// By a path of the API.
    Template(&'a str),
    /// By a URL that whoever sends the request knows.
    Url {
        /// What an operation without an operationId is called.
        id: String,
        /// The path that a receiver takes it at unless told otherwise.
        path: String,
        /// Where the URL comes from.
        note: Option<String>,
    },
}

/// The paths of a description.
pub(super) fn paths<'a>(openapi: &'a OpenAPI, schemas: &mut Schemas<'a, '_>) -> Vec<Site<'a>> {
    let paths = Pointer::root().key("paths");
    let mut sites = Vec::new();
    for (template, item) in &openapi.paths.paths {
        let at = paths.key(template);
        match item {
            ReferenceOr::Item(item) => sites.push(Site {
                item,
                at,
                carried: schemas.components.carried,
                route: Route::Template(template),
            }),
            // Normalizing puts what it names in the reference's place.
            ReferenceOr::Reference { .. } => schemas.reports.push(
                Report::error(
                    Code::INTERNAL,
                    Place::value(FileId::default(), at.key("$ref")),
                    "the reference of a path item was left as it is",
                )
                .help("write the path item here itself, and please report this"),
            ),
        }
    }
    sites
}

/// The webhooks of a description (OpenAPI 3.1, "OpenAPI Object").
pub(super) fn webhooks<'a>(openapi: &'a OpenAPI, schemas: &mut Schemas<'a, '_>) -> Vec<Site<'a>> {
    if !openapi.extensions.contains_key(WEBHOOKS) {
        return Vec::new();
    }
    let at = Pointer::root().key(WEBHOOKS);
    let carried = schemas.components.carried;
    let Some(items) = carried.get::<IndexMap<String, PathItem>>(&openapi.extensions, WEBHOOKS)
    else {
        schemas.reports.push(
            Report::error(
                Code::INTERNAL,
                Place::key(FileId::default(), at),
                "the webhooks were left as they are",
            )
            .help("please report this with the description"),
        );
        return Vec::new();
    };
    let mut taken = Scope::default();
    items
        .iter()
        .map(|(name, item)| Site {
            item,
            at: at.key(name),
            carried,
            route: Route::Url {
                id: name.clone(),
                path: taken.take(&path_of(&[name]), ""),
                note: None,
            },
        })
        .collect()
}

/// The callbacks of the operations in `sites`, and of these callbacks' own operations (OpenAPI 3.0, "Callback
/// Object"). A component that several operations refer to is there once.
pub(super) fn callbacks<'a>(
    sites: impl Iterator<Item = Site<'a>>,
    components: Components<'a>,
) -> Vec<Site<'a>> {
    let mut taken = Scope::default();
    let mut seen = HashSet::new();
    let mut found: Vec<Site<'a>> = Vec::new();
    let mut next = 0;
    let mut queue: Vec<Site<'a>> = sites.collect();
    while let Some(site) = queue.get(next).cloned() {
        next += 1;
        for (method, at, operation) in methods(&site) {
            let id = id(operation, &site, &method);
            for (name, callback, at) in callbacks_of(operation, &at, components) {
                if !seen.insert(at.clone()) {
                    continue;
                }
                for (expression, item) in callback {
                    let inner = Site {
                        item,
                        at: at.key(expression),
                        carried: components.carried,
                        route: Route::Url {
                            id: format!("{id} {name}"),
                            path: taken.take(&path_of(&[&id, name]), ""),
                            note: note(expression, &id),
                        },
                    };
                    queue.push(inner.clone());
                    found.push(inner);
                }
            }
        }
    }
    found
}

/// An operation's callbacks: their names, what they are, and where that stands.
fn callbacks_of<'a>(
    operation: &'a Operation,
    at: &Pointer,
    components: Components<'a>,
) -> Vec<(&'a str, &'a Callback, Pointer)> {
    let at = at.key("callbacks");
    let inline = operation
        .callbacks
        .iter()
        .map(|(name, callback)| (name.as_str(), callback, at.key(name)));
    let referred = components
        .carried
        .get::<IndexMap<String, ReferenceOr<Callback>>>(&operation.extensions, CALLBACKS)
        .into_iter()
        .flatten()
        .filter_map(|(name, callback)| {
            let found = components.callback(callback, at.key(name))?;
            Some((name.as_str(), found.item, found.at))
        });
    inline.chain(referred).collect()
}

fn note(expression: &str, id: &str) -> Option<String> {
    let is_plain = !expression.contains('`') && !id.contains('`');
    is_plain.then(|| format!("Sent to the URL `{expression}` of a call of `{id}`."))
}

/// The operations of a path item, by method, and where they stand.
pub(super) fn methods<'a>(site: &Site<'a>) -> Vec<(Method, Pointer, &'a Operation)> {
    let (item, at) = (site.item, &site.at);
    let others = site
        .carried
        .get::<IndexMap<String, Operation>>(&item.extensions, OPERATIONS)
        .into_iter()
        .flatten()
        .map(|(name, operation)| {
            let method = match name.as_str() {
                QUERY => Method::Query,
                _ => Method::Other(name.clone()),
            };
            (method, at.key(OPERATIONS).key(name), operation)
        });
    let fixed = [
        (Method::Get, &item.get),
        (Method::Put, &item.put),
        (Method::Post, &item.post),
        (Method::Delete, &item.delete),
        (Method::Options, &item.options),
        (Method::Head, &item.head),
        (Method::Patch, &item.patch),
        (Method::Trace, &item.trace),
    ];
    fixed
        .into_iter()
        .filter_map(|(method, operation)| {
            let at = at.key(&method.as_str().to_ascii_lowercase());
            Some((method, at, operation.as_ref()?))
        })
        .chain(others)
        .collect()
}

/// The operationId; where there is none, one made from method and path, or from a webhook's or a callback's name.
pub(super) fn id(operation: &Operation, site: &Site<'_>, method: &Method) -> String {
    match (&operation.operation_id, &site.route) {
        (Some(id), _) if !id.is_empty() => id.clone(),
        (_, Route::Template(template)) => synthesized(method, template),
        (_, Route::Url { id, .. }) => match methods(site).len() {
            1 => id.clone(),
            _ => format!("{id} {}", method.as_str().to_ascii_lowercase()),
        },
    }
}

/// `GET /users/{id}/groups` → `get users by id groups`.
fn synthesized(method: &Method, template: &str) -> String {
    let mut words = vec![method.as_str().to_ascii_lowercase()];
    for part in template.split('/').filter(|part| !part.is_empty()) {
        let spelled = part.replace('{', " by ").replace('}', " ");
        words.push(spelled.trim().to_owned());
    }
    words.join(" ")
}

/// A path of these names, with nothing in it that means something in a template.
fn path_of(names: &[&str]) -> String {
    names.iter().fold(String::new(), |path, name| {
        let name = name.replace(['/', '{', '}', '?', '#', '%', ' '], "-");
        format!("{path}/{name}")
    })
}
