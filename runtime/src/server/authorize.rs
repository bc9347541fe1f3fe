//! Deciding who may come in: alternatives and combinations as the description has them.

use std::pin::Pin;

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

fn reject<Z: SecuritySchemes>(
    operation: &'static OperationInfo,
    scheme: &'static str,
    denied: Denied,
) -> Rejection {
    match denied.0 {
        Denial::Unauthorized(detail) => Rejection::Unauthorized {
            scheme: Some(scheme),
            detail,
            challenges: challenges::<Z>(operation),
        },
        Denial::Forbidden(detail) => Rejection::Forbidden { scheme, detail },
        Denial::Internal(error) => {
            log(operation, &*error);
            Rejection::Internal
        }
    }
}

/// The challenges of all schemes that the operation knows, each once.
fn challenges<Z: SecuritySchemes>(operation: &OperationInfo) -> Vec<&'static str> {
    let asked = |scheme: &str| {
        let mut requirements = operation
            .security
            .iter()
            .flat_map(|alternative| alternative.iter());
        requirements.any(|requirement| requirement.scheme == scheme)
    };
    let mut challenges: Vec<&'static str> = Vec::new();
    for (scheme, challenge) in Z::challenges() {
        if asked(scheme) && !challenges.contains(challenge) {
            challenges.push(challenge);
        }
    }
    challenges
}
