//! Constructs of other versions of OpenAPI than the description states: their meaning is clear, so they are read.

use serde_json::Value;

use super::Check;
use crate::normalize::at::At;
use crate::normalize::table::{Field, Object, SCHEMA};
use crate::normalize::version::Version;
use crate::normalize::words::quote;
use crate::report::Code;

impl Check<'_> {
    /// Reports a key that the stated version doesn't have.
    pub(super) fn key_of_version(
        &mut self,
        object: &'static Object,
        field: &'static Field,
        at: &At<'_>,
    ) {
        let other = match field.until {
            _ if self.version < field.since => field.since,
            Some(last) if last < self.version => last,
            _ => return,
        };
        let message = format!(
            "{} is a key of {}: in {} {} doesn't have it",
            quote(field.key),
            other.name(),
            self.stated(),
            object.name
        );
        let help = match field.key {
            "nullable" => {
                "it is read as there: add `'null'` to the types under `type` instead".to_owned()
            }
            _ => format!(
                "it is read as there: state `openapi: {}` at the top",
                other.first_patch()
            ),
        };
        self.warning(Code::OTHER_VERSION, at.place_of_key(), message, help);
    }

    /// Reports a value as only `other` writes it.
    pub(super) fn written_as_in(&mut self, other: Version, at: &At<'_>, help: String) {
        let message = format!(
            "{} is written as in {}, not as in {}",
            at.label(),
            other.name(),
            self.stated()
        );
        self.warning(Code::OTHER_VERSION, at.value(), message, help);
    }

    /// What the description says it is written in.
    pub(super) fn stated(&self) -> &'static str {
        if self.references.is_swagger() {
            "Swagger 2.0"
        } else {
            self.version.name()
        }
    }

    /// Whether the key may be absent in the stated version.
    pub(super) fn may_be_absent(&self, field: &Field) -> bool {
        field
            .optional_since
            .is_some_and(|since| since <= self.version)
    }

    /// Whether this is a schema that is a boolean, as every schema may be since 3.1.
    pub(super) fn is_schema_of_flag(&self, object: &Object, value: &Value) -> bool {
        std::ptr::eq(object, &SCHEMA) && value.is_boolean() && Version::V3_1 <= self.version
    }
}
