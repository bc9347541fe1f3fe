//! Deciding who may come in: alternatives and combinations as the description has them.

use std::pin::Pin;

use super::credentials;
use super::failure::log;
use super::head::RequestHead;
use super::rejection::Rejection;
use super::security::{Denial, Denied, SecurityContext, SecuritySchemes};
use crate::operation::{OperationInfo, Requirement};

/// A decision that is on its way; `None`: anyone may come in, and the caller showed no credentials.
pub(super) type Decision<'r, P> =
    Pin<Box<dyn Future<Output = Result<Option<P>, Rejection>> + Send + 'r>>;

/// Decides who calls: the first alternative wins that is satisfied in full.
///
/// Credentials that are there but wrong are an error even where another alternative lets anyone in: who shows
/// credentials means to be known by them.
pub(super) fn authorize<'r, Z: SecuritySchemes>(
    schemes: &'r Z,
    head: &'r RequestHead,
    operation: &'static OperationInfo,
) -> Decision<'r, Z::Principal> {
    Box::pin(async move {
        let mut denied = None;
        for alternative in operation
            .security
            .iter()
            .filter(|alternative| !alternative.is_empty())
        {
            match satisfy(schemes, head, operation, alternative).await {
                Ok(Some(principal)) => return Ok(Some(principal)),
                Ok(None) => {}
                Err((_, Denied(Denial::Internal(error)))) => {
                    log(operation, &*error);
                    return Err(Rejection::Internal);
                }
                Err(denial) => denied = denied.or(Some(denial)),
            }
        }
        match denied {
            Some((scheme, denied)) => Err(reject::<Z>(operation, scheme, denied)),
            None if operation
                .security
                .iter()
                .any(|alternative| alternative.is_empty()) =>
            {
                Ok(None)
            }
            None => Err(missing::<Z>(operation)),
        }
    })
}

/// The rejection of a caller without credentials.
pub(super) fn missing<Z: SecuritySchemes>(operation: &OperationInfo) -> Rejection {
    Rejection::Unauthorized {
        scheme: None,
        detail: "credentials are required, but missing".to_owned(),
        challenges: challenges::<Z>(operation),
    }
}

/// Checks all that an alternative asks for; `None` where credentials are missing.
async fn satisfy<Z: SecuritySchemes>(
    schemes: &Z,
    head: &RequestHead,
    operation: &'static OperationInfo,
    alternative: &'static [Requirement],
) -> Result<Option<Z::Principal>, (&'static str, Denied)> {
    let mut combined = None;
    for requirement in alternative {
        let scheme = requirement.scheme;
        let cx = SecurityContext::new(head, operation, requirement);
        let principal = match schemes.check(&cx).await {
            Some(checked) => checked.map_err(|denied| (scheme, denied))?,
            None if is_unreadable::<Z>(scheme, head) => {
                let denied = Denied::unauthorized("the credentials can't be read");
                return Err((scheme, denied));
            }
            None => return Ok(None),
        };
        combined = Some(match combined {
            None => principal,
            Some(before) => schemes
                .combine(before, principal)
                .map_err(|denied| (scheme, denied))?,
        });
    }
    Ok(combined)
}

/// Whether a request has credentials of the scheme, but ones that can't be read, so that none were found.
fn is_unreadable<Z: SecuritySchemes>(scheme: &str, head: &RequestHead) -> bool {
    let challenge = own_challenge::<Z>(scheme).unwrap_or_default();
    let name = challenge.split(' ').next().unwrap_or_default();
    // Behind the name of another scheme anything can stand.
    ["Basic", "Bearer"].contains(&name) && credentials::are_of(head.headers(), name)
}

fn reject<Z: SecuritySchemes>(
    operation: &'static OperationInfo,
    scheme: &'static str,
    denied: Denied,
) -> Rejection {
    match denied.0 {
        Denial::Unauthorized(detail) => Rejection::Unauthorized {
            scheme: Some(scheme),
            detail,
            challenges: refusing::<Z>(operation, scheme),
        },
        Denial::Forbidden(detail) => Rejection::Forbidden {
            scheme,
            detail,
            challenges: Vec::new(),
        },
        Denial::InsufficientScope => insufficient_scope::<Z>(operation, scheme),
        Denial::Internal(error) => {
            log(operation, &*error);
            Rejection::Internal
        }
    }
}

/// The rejection of a caller whose credentials don't grant enough (RFC 6750, section 3.1).
fn insufficient_scope<Z: SecuritySchemes>(
    operation: &OperationInfo,
    scheme: &'static str,
) -> Rejection {
    let requirements = operation.security.iter().copied().flatten();
    let mut scopes: Vec<&str> = Vec::new();
    for requirement in requirements.filter(|requirement| requirement.scheme == scheme) {
        for scope in requirement.scopes {
            if !scopes.contains(scope) {
                scopes.push(scope);
            }
        }
    }
    let scopes = scopes.join(" ");
    let challenge = own_challenge::<Z>(scheme).filter(|challenge| is_bearer(challenge));
    let challenge = challenge.map(|challenge| {
        let error = format!("error=\"insufficient_scope\", scope=\"{scopes}\"");
        with_parameters(challenge, &error)
    });
    Rejection::Forbidden {
        scheme,
        detail: format!("the credentials don't grant what the operation asks for: {scopes}"),
        challenges: challenge.into_iter().collect(),
    }
}

/// The challenges to a caller whose credentials of this scheme are wrong: that of a token says so (RFC 6750, section
/// 3.1).
fn refusing<Z: SecuritySchemes>(operation: &OperationInfo, scheme: &str) -> Vec<String> {
    let mut challenges = challenges::<Z>(operation);
    let own = own_challenge::<Z>(scheme).filter(|challenge| is_bearer(challenge));
    if let Some(own) = own
        && let Some(challenge) = challenges.iter_mut().find(|challenge| *challenge == own)
    {
        *challenge = with_parameters(own, "error=\"invalid_token\"");
    }
    challenges
}

fn own_challenge<Z: SecuritySchemes>(scheme: &str) -> Option<&'static str> {
    let mut challenges = Z::challenges().iter();
    let (_, challenge) = challenges.find(|(key, _)| *key == scheme)?;
    Some(challenge)
}

fn is_bearer(challenge: &str) -> bool {
    let scheme = challenge.split(' ').next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("Bearer")
}

/// A challenge with further parameters (RFC 9110, section 11.3).
fn with_parameters(challenge: &str, parameters: &str) -> String {
    let separator = if challenge.contains(' ') { ", " } else { " " };
    format!("{challenge}{separator}{parameters}")
}

/// The challenges of all schemes that the operation knows, each once.
fn challenges<Z: SecuritySchemes>(operation: &OperationInfo) -> Vec<String> {
    let asked = |scheme: &str| {
        let mut requirements = operation
            .security
            .iter()
            .flat_map(|alternative| alternative.iter());
        requirements.any(|requirement| requirement.scheme == scheme)
    };
    let mut challenges: Vec<String> = Vec::new();
    for (scheme, challenge) in Z::challenges() {
        if asked(scheme) && !challenges.iter().any(|other| other == challenge) {
            challenges.push((*challenge).to_owned());
        }
    }
    challenges
}
