//! openapiv3 types → [`Api`]: references resolved, everything named, composition merged.

mod bases;
mod carried;
mod choices;
mod components;
mod content;
mod docs;
mod drafts;
mod enums;
mod finish;
mod json_types;
mod kind;
mod labels;
mod media_types;
mod merge;
mod names;
mod operation_types;
mod operations;
mod parameters;
mod parts;
mod paths;
mod plain;
mod recursion;
mod responses;
mod said;
mod scalars;
mod schemas;
mod security;
mod servers;
mod sole;
mod splits;
mod streamed;
mod structs;
mod tag_values;
mod tags;
#[cfg(test)]
mod tests;
mod type_names;
mod unions;
mod view;
mod visit;
mod xml;

use openapiv3::OpenAPI;

use crate::api::Api;
use crate::report::Reports;
use carried::Carried;
use components::Components;
use operations::Operations;
use schemas::Schemas;
use xml::XmlTables;

/// Lowers a description. What can't be bound as it stands is reported; an [`Api`] comes out in any case, and is not
/// to be emitted where a report is an error.
pub fn lower(openapi: &OpenAPI, reports: &mut Reports) -> Api {
    let carried = Carried::default();
    let mut schemas = Schemas::new(Components::of(openapi, &carried), reports);
    let mut operations = Operations::new(openapi, &mut schemas);
    let lowered = operations.lower();
    let tags = tags::tags(openapi, &lowered);
    let schemes = operations.schemes.into_used();
    let mut header_sets = operations.types.header_sets;
    let mut operations: Vec<_> = lowered
        .into_iter()
        .map(|lowered| lowered.operation)
        .collect();
    schemas.report_unchecked();
    let XmlTables { roots, objects, .. } = schemas.xml;
    let drafts = schemas.drafts;
    let types = finish::finish(drafts, &mut operations, &mut header_sets, reports);
    Api {
        title: openapi.info.title.clone(),
        version: openapi.info.version.clone(),
        docs: docs::of_text(openapi.info.description.as_ref()),
        server_url: servers::default_url(&openapi.servers),
        schemes,
        types,
        header_sets,
        xml_roots: roots,
        xml_objects: objects,
        operations,
        tags,
    }
}
