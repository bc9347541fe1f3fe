//! What a request's body turns out to break while it is sent.

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::{StreamExt, TryStreamExt};

use crate::stream::{Body, BodyError};
use crate::validate::Violations;

/// The rules that a body breaks as it passes. The transport only knows that the transfer broke off, and a server answers
/// that as it likes: this tells why.
pub(super) struct Breach(Arc<Mutex<Option<Violations>>>);

impl Breach {
    /// Looks at the pieces of a body that are still to come.
    pub(super) fn watch(body: &Body) -> Self {
        let found = Arc::new(Mutex::new(None));
        let noted = Arc::clone(&found);
        body.wrap(|pieces| {
            let pieces = pieces.inspect_err(move |error| {
                if let BodyError::Invalid(violations) = error {
                    let mut found = noted.lock().unwrap_or_else(PoisonError::into_inner);
                    *found = Some(violations.clone());
                }
            });
            pieces.boxed()
        });
        Self(found)
    }

    /// What was found so far.
    pub(super) fn take(self) -> Option<Violations> {
        let mut found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        found.take()
    }
}
