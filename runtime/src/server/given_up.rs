//! What a handler gave up on, reading a body that comes piece by piece.

use std::error::Error;

use super::rejection::Rejection;
use crate::stream::{BodyError, ItemError};
use crate::validate::{Place, Violation};
use crate::wire::Strictness;

/// What is answered where a handler gave up on the body of its request, which went beyond its limit, can't be read or breaks
/// rules; `None` where it gave up on something else.
pub(super) fn rejection(error: &(dyn Error + Send + Sync + 'static)) -> Option<Rejection> {
    match error.downcast_ref::<ItemError>() {
        Some(ItemError::Body(error)) => of_body(error),
        Some(ItemError::Decode {
            pointer,
            rule,
            message,
            // Items of what another service answered, which are none of the caller's business, are read leniently.
            strictness: Strictness::Strict,
            ..
        }) => {
            let violation = Violation {
                place: Place::Body(pointer.clone()),
                rule,
                message: message.clone(),
            };
            Some(Rejection::of([of_item(violation)], []))
        }
        Some(ItemError::Decode { .. }) => None,
        Some(ItemError::Invalid(violations)) => {
            let violations = violations.as_slice().iter().cloned();
            Some(Rejection::of([], violations.map(of_item)))
        }
        None => of_body(error.downcast_ref()?),
    }
}

fn of_body(error: &BodyError) -> Option<Rejection> {
    match error {
        BodyError::TooLarge { limit } => Some(Rejection::PayloadTooLarge { limit: *limit }),
        BodyError::Invalid(violations) => {
            Some(Rejection::of([], violations.as_slice().iter().cloned()))
        }
        BodyError::Broken(_) | BodyError::Taken => None,
    }
}

/// The same, of an item, into which its place leads.
fn of_item(violation: Violation) -> Violation {
    Violation {
        message: format!("in an item: {}", violation.message),
        ..violation
    }
}
