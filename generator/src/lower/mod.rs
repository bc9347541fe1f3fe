//! openapiv3 types → [`Api`]: references resolved, everything named, composition merged.

mod applicable;
mod assertions;
mod bases;
mod carried;
mod choices;
mod components;
mod constraints;
mod content;
mod defaults;
mod docs;
mod drafts;
mod enums;
mod finish;
mod forms;
mod idempotency;
mod json_types;
mod kind;
mod labels;
mod listed;
mod media_types;
mod merge;
mod names;
mod nullables;
mod operation_types;
mod operations;
mod pagination;
mod parameters;
mod parts;
mod paths;
mod patterns;
mod plain;
mod recursion;
mod responses;
mod rules;
mod rust_names;
mod rust_types;
mod said;
mod scalars;
mod schemas;
mod scripts;
mod security;
mod servers;
mod sites;
mod sole;
mod splits;
#[cfg(test)]
mod stability;
mod stood_for;
mod streamed;
mod structs;
mod symbols;
mod tag_values;
mod tag_variants;
mod tags;
#[cfg(test)]
mod tests;
mod tuples;
mod type_names;
mod unions;
mod unlisted;
mod variant_names;
mod view;
mod visit;
mod xml;

use openapiv3::OpenAPI;

use crate::api::{Api, DateLibrary, Sent, Side};
use crate::report::Reports;
use carried::Carried;
use components::Components;
use operations::Operations;
use schemas::Schemas;
use sites::Site;
use xml::XmlTables;

/// Lowers a description, with dates from that library, or as strings. What can't be bound as it stands is reported; an [`Api`] comes out in any case, and is not
/// to be emitted where a report is an error.
pub fn lower(openapi: &OpenAPI, dates: Option<DateLibrary>, reports: &mut Reports) -> Api {
    let carried = Carried::default();
    let mut schemas = Schemas::new(Components::of(openapi, &carried), dates, reports);
    let paths = sites::paths(openapi, &mut schemas);
    let webhooks = sites::webhooks(openapi, &mut schemas);
    let all = paths.iter().chain(&webhooks).cloned();
    let callbacks = sites::callbacks(all, schemas.components);
    let marked = [&paths, &webhooks, &callbacks].map(|sites| pagination::marked(sites));
    let mut sets = [
        (Side::Api, paths),
        (Side::Webhooks, webhooks),
        (Side::Callbacks, callbacks),
    ]
    .map(|(side, sites)| set(openapi, side, &sites, &mut schemas));
    let api_servers = servers::of_api(openapi, &sets, &mut schemas);
    let has_operations = sets.iter().any(|set| !set.operations.is_empty());
    let asked = match has_operations {
        true => Vec::new(),
        false => schemas.lower_components(),
    };
    let XmlTables { roots, objects, .. } = schemas.xml;
    let dependencies = schemas.rust_types.dependencies;
    let Schemas {
        drafts, conditions, ..
    } = schemas;
    let (mut types, mut conditions) = finish::finish(drafts, asked, conditions, &mut sets, reports);
    let patterns = patterns::finish(&mut types, &mut sets, &mut conditions);
    let [own, sent @ ..] = sets;
    let mut api = Api {
        side: Side::Api,
        title: openapi.info.title.clone(),
        version: openapi.info.version.clone(),
        docs: docs::of_text(openapi.info.description.as_ref()),
        server_url: servers::likely_url(&openapi.servers),
        servers: api_servers,
        schemes: own.schemes,
        types,
        patterns,
        conditions,
        header_sets: own.header_sets,
        xml_roots: roots,
        dependencies,
        xml_objects: objects,
        operations: own.operations,
        tags: own.tags,
        sent: sent
            .into_iter()
            .filter(|sent| !sent.operations.is_empty())
            .collect(),
    };
    let [own, sent @ ..] = &marked;
    pagination::settle(&mut api, own, reports);
    for marked in sent {
        pagination::refuse(marked, reports);
    }
    api
}

/// Lowers the operations of one side.
fn set<'a>(
    openapi: &'a OpenAPI,
    side: Side,
    sites: &[Site<'a>],
    schemas: &mut Schemas<'a, '_>,
) -> Sent {
    let mut operations = Operations::new(openapi, side, schemas);
    let lowered = operations.lower(sites);
    Sent {
        side,
        tags: tags::tags(openapi, side, &lowered),
        schemes: operations.schemes.into_used(),
        header_sets: operations.types.header_sets,
        operations: lowered
            .into_iter()
            .map(|lowered| lowered.operation)
            .collect(),
    }
}
