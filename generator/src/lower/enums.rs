//! Lists of strings → enums.

use serde_json::Value;

use super::kind::Kind;
use super::merge::Merged;
use super::names::{Scope, upper_camel};
use super::scalars;
use super::schemas::Schemas;
use crate::api::{Docs, StringEnum, Type, Variant};
use crate::report::Pointer;

impl<'a> Schemas<'a, '_> {
    /// What a schema with an `enum` is.
    pub(super) fn enumeration(&mut self, merged: &Merged<'a>, at: &Pointer) -> Kind<'a> {
        let mut values = merged.enumeration.iter().filter(|value| !value.is_null());
        let all = |is: fn(&Value) -> bool| {
            merged
                .enumeration
                .iter()
                .filter(|value| !value.is_null())
                .all(is)
        };
        if values.next().is_none() {
            Kind::Plain(Type::Null)
        } else if all(Value::is_string) {
            Kind::StringEnum
        } else if all(|value| value.is_i64() || value.is_u64()) {
            self.degraded(
                &at.key("enum"),
                "that only these integers are allowed isn't checked",
            );
            Kind::Plain(scalars::integer(merged))
        } else if all(Value::is_number) {
            self.degraded(
                &at.key("enum"),
                "that only these numbers are allowed isn't checked",
            );
            Kind::Plain(scalars::number(merged.format.as_deref()))
        } else if all(Value::is_boolean) {
            if merged
                .enumeration
                .iter()
                .filter(|value| !value.is_null())
                .count()
                == 1
            {
                self.degraded(
                    &at.key("enum"),
                    "that only this value is allowed isn't checked",
                );
            }
            Kind::Plain(Type::Bool)
        } else {
            self.degraded(
                &at.key("enum"),
                "values of several types can't be an enum yet: the type is `serde_json::Value`",
            );
            Kind::Plain(Type::Any)
        }
    }
}

/// The enum of those of `values` that are strings.
pub(super) fn string_enum(values: &[Value]) -> StringEnum {
    let mut scope = Scope::default();
    let variants: Vec<_> = values
        .iter()
        .filter_map(Value::as_str)
        .map(|value| Variant {
            name: scope.take(&enum_variant(value), ""),
            wire: value.to_owned(),
            docs: Docs::default(),
        })
        .collect();
    let other = scope.take("Other", "Value");
    StringEnum { variants, other }
}

fn enum_variant(value: &str) -> String {
    if value.is_empty() {
        "Empty".to_owned()
    } else {
        upper_camel(value)
    }
}
