//! `default`: what a server puts in the place of what a request leaves out.

use serde_json::Value;

use super::constraints;
use super::parts::{Flat, Part};
use super::schemas::Schemas;
use super::view::View;
use crate::api::{Bound, Rule};
use crate::report::Code;

impl<'a> Schemas<'a, '_> {
    /// The default of a value that must fit all of `parts`: the last that is said. One that the values of an `enum`
    /// don't include, or that breaks a rule, is reported, and none; so is null, which is what is left out.
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
        let flat = Flat::of(parts, self.components);
        let rules = (flat.leaves.iter()).flat_map(|leaf| constraints::of(&leaf.view().constraints));
        if let Some(keyword) = rules.filter_map(|rule| broken(&rule, default)).next() {
            self.warn(
                Code::DEFAULT_IGNORED,
                &at.key("default"),
                &format!("the default breaks `{keyword}`: it is ignored"),
                "let it keep to the rules of its schema, or drop it",
            );
            return None;
        }
        (!default.is_null()).then(|| default.clone())
    }
}

/// The keyword of a rule that a value breaks, of those that need no more than a comparison.
fn broken(rule: &Rule, value: &Value) -> Option<&'static str> {
    let length = value.as_str().map(|text| text.chars().count());
    let items = value.as_array().map(Vec::len);
    let keys = value.as_object().map(serde_json::Map::len);
    let number = value.as_f64();
    let below = |bound: &Bound| number.is_some_and(|number| number < bound.as_f64());
    let above = |bound: &Bound| number.is_some_and(|number| number > bound.as_f64());
    let equals = |bound: &Bound| number.is_some_and(|number| number == bound.as_f64());
    let (keyword, is_broken) = match rule {
        Rule::MinLength(least) => ("minLength", length.is_some_and(|it| it < *least)),
        Rule::MaxLength(most) => ("maxLength", length.is_some_and(|it| it > *most)),
        Rule::MinItems(least) => ("minItems", items.is_some_and(|it| it < *least)),
        Rule::MaxItems(most) => ("maxItems", items.is_some_and(|it| it > *most)),
        Rule::MinProperties(least) => ("minProperties", keys.is_some_and(|it| it < *least)),
        Rule::MaxProperties(most) => ("maxProperties", keys.is_some_and(|it| it > *most)),
        Rule::Minimum(bound) => ("minimum", below(bound)),
        Rule::Maximum(bound) => ("maximum", above(bound)),
        Rule::ExclusiveMinimum(bound) => ("exclusiveMinimum", below(bound) || equals(bound)),
        Rule::ExclusiveMaximum(bound) => ("exclusiveMaximum", above(bound) || equals(bound)),
        Rule::MultipleOf(_)
        | Rule::UniqueItems
        | Rule::Pattern(_)
        | Rule::Format(_)
        | Rule::DependentRequired(..)
        | Rule::Condition(_)
        | Rule::Fitting(_) => return None,
    };
    is_broken.then_some(keyword)
}
