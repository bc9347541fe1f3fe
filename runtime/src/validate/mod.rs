//! Rules: what a value must keep to besides its type (JSON Schema Validation, section 6).
//!
//! Generated code says which rules hold where, as a chain of calls for each value; what the rules mean is here. A check
//! walks the typed value itself. It notes what is wrong and where, and allocates nothing where all is right.

mod at;
mod conditions;
mod equality;
mod evaluated;
mod format;
mod found;
mod items;
mod json;
mod keys;
mod left_out;
mod look;
mod multiple;
#[cfg(not(any(feature = "client", feature = "server")))]
mod nothing_sent;
mod nulls;
mod number;
mod octets;
#[cfg(any(feature = "client", feature = "server"))]
mod one_each;
mod parts;
mod pattern;
mod places;
mod short_text;
mod streamed;
mod subject;
mod text;
mod uniqueness;
mod values;
mod violation;

pub use at::At;
pub use conditions::{Condition, JsonType};
pub use format::Format;
pub(crate) use format::{is_date, is_date_time, is_uuid};
pub(crate) use found::Found;
pub use items::Items;
pub use json::{Json, JsonSubject};
pub use keys::Keys;
pub use look::View;
pub use number::{Num, Number};
pub use octets::Octets;
pub use pattern::Pattern;
pub use streamed::{ItemCheck, Streamed};
pub use subject::Subject;
pub use text::Text;
pub use values::Values;
pub(crate) use violation::MOST_VIOLATIONS;
pub use violation::{Place, Violation, Violations};

use std::collections::BTreeMap;

use crate::wire::within_conditions;

/// A value that rules hold for.
pub trait Validate {
    /// Checks the value, which stands at `at`: what is wrong with it is noted there.
    fn check(&self, at: &At<'_>);

    /// Checks the value by itself, as a document of its own.
    ///
    /// # Errors
    /// It breaks a rule; all that are broken are listed, up to a limit.
    fn validate(&self) -> Result<(), Violations> {
        Violations::collect(|at| self.check(at))
    }
}

/// Whether a value that is being tried as one of several types keeps to its rules, as far as the document's attempts may
/// look: with more conditions than that it doesn't. If nothing else fits, the check of the whole looks further.
pub(crate) fn keeps_to_rules<T: Validate>(value: &T) -> bool {
    within_conditions(|most| Found::is_right_within(most, |found| value.check(&At::whole(found))))
}

impl<T: Validate + ?Sized> Validate for Box<T> {
    fn check(&self, at: &At<'_>) {
        (**self).check(at);
    }
}

impl<T: Validate> Validate for Option<T> {
    fn check(&self, at: &At<'_>) {
        if let Some(value) = self {
            value.check(at);
        }
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn check(&self, at: &At<'_>) {
        for (index, item) in self.iter().enumerate() {
            at.index(index, item).nested();
        }
    }
}

impl<T: Validate> Validate for BTreeMap<String, T> {
    fn check(&self, at: &At<'_>) {
        for (key, value) in self {
            at.key(key, value).nested();
        }
    }
}

#[cfg(test)]
mod tests;
