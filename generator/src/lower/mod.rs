//! openapiv3 types → [`Api`].

use crate::api::{Api, Docs};
use crate::report::Reports;

/// Stub.
pub fn lower(openapi: &openapiv3::OpenAPI, _: &mut Reports) -> Api {
    Api {
        title: openapi.info.title.clone(),
        version: openapi.info.version.clone(),
        docs: Docs::default(),
        server_url: None,
        schemes: vec![],
        types: vec![],
        header_sets: vec![],
        operations: vec![],
        tags: vec![],
    }
}
