//! `default`: what a server puts in the place of what a request leaves out.

use serde_json::Value;

use super::parts::Part;
use super::schemas::Schemas;
use super::view::View;
use crate::report::Code;

impl<'a> Schemas<'a, '_> {
    /// The default of a value that must fit all of `parts`: the last that is said. One that the values of an `enum`
    /// don't include is reported, and none; so is null, which is what is left out.
    pub(super) fn default_of(&mut self, parts: &[Part<'a>]) -> Option<Value> {
        let (schema, at) = parts
            .iter()
            .rev()
            .filter_map(|part| self.components.resolve(part.schema, &part.at))
            .find(|(schema, _)| schema.schema_data.default.is_some())?;
        let default = schema.schema_data.default.as_ref()?;
        let values = View::of(schema).enumeration;
        if !values.is_empty() && !values.contains(default) {
            self.warn(
                Code::DEFAULT_IGNORED,
                &at.key("default"),
                "the default is none of the values of `enum`: it is ignored",
                "make it one of them, or drop it",
            );
            return None;
        }
        (!default.is_null()).then(|| default.clone())
    }
}
