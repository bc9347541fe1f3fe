//! Tags: each becomes a server trait.

use indexmap::IndexMap;
use openapiv3::OpenAPI;

use super::docs;
use super::names::{Scope, upper_camel};
use super::operations::Lowered;
use crate::api::{Side, Tag};

/// Names that the emitted server module uses for itself.
const RESERVED: &[&str] = &[
    "ApiKey",
    "Arc",
    "Authenticator",
    "BasicCredentials",
    "BearerToken",
    "BodyKind",
    "Context",
    "Denied",
    "Endpoint",
    "Failure",
    "Future",
    "Input",
    "Output",
    "Rejection",
    "RouterBuilder",
    "Routes",
    "Schemes",
    "SecurityContext",
    "SecuritySchemes",
    "Send",
    "Sync",
    "Result",
    "Option",
    "From",
];

/// The trait of operations without a tag.
fn untagged(side: Side) -> &'static str {
    match side {
        Side::Api => "Api",
        Side::Webhooks => "Webhooks",
        Side::Callbacks => "Callbacks",
    }
}

/// Groups operations by their first tag, in the order in which operations name them.
pub(super) fn tags(openapi: &OpenAPI, side: Side, operations: &[Lowered]) -> Vec<Tag> {
    let mut groups: IndexMap<Option<&str>, Vec<usize>> = IndexMap::new();
    for (index, lowered) in operations.iter().enumerate() {
        groups
            .entry(lowered.tag.as_deref())
            .or_default()
            .push(index);
    }
    let mut scope = Scope::reserving(RESERVED);
    groups
        .into_iter()
        .map(|(tag, operations)| Tag {
            name: scope.take(&upper_camel(tag.unwrap_or(untagged(side))), "Operations"),
            docs: docs::of_text(described(openapi, tag)),
            operations,
        })
        .collect()
}

fn described<'a>(openapi: &'a OpenAPI, tag: Option<&str>) -> Option<&'a String> {
    let tag = tag?;
    let described = openapi
        .tags
        .iter()
        .find(|described| described.name == tag)?;
    described.description.as_ref()
}
