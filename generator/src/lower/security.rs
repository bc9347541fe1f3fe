//! Security schemes and requirements.

use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme};

use super::carried;
use super::components::Components;
use super::docs;
use super::names::{Scope, snake};
use crate::api::{Alternative, ApiKeyLocation, Docs, Requirement, Scheme, SchemeId, SchemeKind};
use crate::report::{Code, FileId, Place, Pointer, Report, Reports};

/// Names that the emitted builder and authenticator use themselves, and methods of the prelude's traits that take any
/// value whole: they would go before the authenticator's.
const RESERVED: &[&str] = &[
    "after",
    "before",
    "build",
    "builder",
    "combine",
    "connect_timeout",
    "header",
    "into",
    "most_reply_bytes",
    "new",
    "retry",
    "timeout",
    "transport",
    "try_into",
    "validate_requests",
];

/// The security schemes that requirements name.
#[derive(Debug)]
pub(super) struct Schemes<'a> {
    components: Components<'a>,
    names: Scope,
    used: Vec<Scheme>,
}

impl<'a> Schemes<'a> {
    pub(super) fn new(components: Components<'a>) -> Self {
        Self {
            components,
            names: Scope::reserving(RESERVED),
            used: Vec::new(),
        }
    }

    /// The ways to be allowed in that `requirements`, which stand at `at`, give.
    pub(super) fn alternatives(
        &mut self,
        requirements: &[SecurityRequirement],
        at: &Pointer,
        reports: &mut Reports,
    ) -> Vec<Alternative> {
        requirements
            .iter()
            .enumerate()
            .map(|(index, requirement)| self.alternative(requirement, &at.index(index), reports))
            .collect()
    }

    fn alternative(
        &mut self,
        requirement: &SecurityRequirement,
        at: &Pointer,
        reports: &mut Reports,
    ) -> Alternative {
        let requirements = requirement.iter().map(|(key, scopes)| Requirement {
            scheme: self.scheme(key, &at.key(key), reports),
            scopes: scopes.clone(),
        });
        Alternative(requirements.collect())
    }

    fn scheme(&mut self, key: &str, at: &Pointer, reports: &mut Reports) -> SchemeId {
        if let Some(index) = self.used.iter().position(|scheme| scheme.key == key) {
            return SchemeId(index);
        }
        let (kind, docs) = match self.components.security_scheme(key) {
            Some(found) => kind(found.item),
            None => {
                reports.push(self.unknown(key, at));
                (SchemeKind::Undescribed, Docs::default())
            }
        };
        self.used.push(Scheme {
            key: key.to_owned(),
            name: self.names.take(&snake(key), "_scheme"),
            kind,
            docs,
        });
        SchemeId(self.used.len() - 1)
    }

    fn unknown(&self, key: &str, at: &Pointer) -> Report {
        let known: Vec<_> = self
            .components
            .security_scheme_keys()
            .map(|key| format!("`{key}`"))
            .collect();
        let there = match known.as_slice() {
            [] => "there is nothing".to_owned(),
            known => format!("there is {}", known.join(", ")),
        };
        Report::warning(
            Code::UNKNOWN_SECURITY_SCHEME,
            Place::key(FileId::default(), at.clone()),
            format!("there is no security scheme `{key}`"),
        )
        .help(format!(
            "what callers show is left to the server's authenticator: describe it under \
             `components.securitySchemes`, where {there}"
        ))
    }

    /// The schemes that were named.
    pub(super) fn into_used(self) -> Vec<Scheme> {
        self.used
    }
}

fn kind(scheme: &SecurityScheme) -> (SchemeKind, Docs) {
    match scheme {
        SecurityScheme::APIKey {
            location,
            name,
            description,
            ..
        } => (
            SchemeKind::ApiKey {
                location: match location {
                    APIKeyLocation::Query => ApiKeyLocation::Query,
                    APIKeyLocation::Header => ApiKeyLocation::Header,
                    APIKeyLocation::Cookie => ApiKeyLocation::Cookie,
                },
                wire: name.clone(),
            },
            docs::of_text(description.as_ref()),
        ),
        SecurityScheme::HTTP {
            scheme,
            description,
            extensions,
            ..
        } => (
            if carried::is_mutual_tls(extensions) {
                SchemeKind::ClientCertificate
            } else if carried::is_undescribed(extensions) {
                SchemeKind::Undescribed
            } else {
                http_kind(scheme)
            },
            docs::of_text(description.as_ref()),
        ),
        SecurityScheme::OAuth2 { description, .. }
        | SecurityScheme::OpenIDConnect { description, .. } => {
            (SchemeKind::Bearer, docs::of_text(description.as_ref()))
        }
    }
}

/// The kind of an HTTP scheme; its name is case-insensitive (RFC 9110, section 11.1).
fn http_kind(scheme: &str) -> SchemeKind {
    match scheme.to_ascii_lowercase().as_str() {
        "basic" => SchemeKind::Basic,
        "bearer" => SchemeKind::Bearer,
        "digest" => SchemeKind::Http("Digest".to_owned()),
        "hoba" => SchemeKind::Http("HOBA".to_owned()),
        _ => SchemeKind::Http(scheme.to_owned()),
    }
}
