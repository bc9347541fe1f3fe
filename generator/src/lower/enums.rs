//! Lists of strings → enums.

use serde_json::Value;

use super::kind::Kind;
use super::merge::Merged;
use super::names::{Scope, upper_camel};
use super::scalars;
use super::schemas::Schemas;
use crate::api::{Docs, StringEnum, Type, Variant};
use crate::report::{Code, Pointer};

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
            self.unchecked_enum(at);
            Kind::Plain(scalars::integer(merged))
        } else if all(Value::is_number) {
            self.unchecked_enum(at);
            Kind::Plain(scalars::number(merged.format.as_deref()))
        } else if all(Value::is_boolean) {
            if merged
                .enumeration
                .iter()
                .filter(|value| !value.is_null())
                .count()
                == 1
            {
                self.unchecked_enum(at);
            }
            Kind::Plain(Type::Bool)
        } else {
            self.warn(
                Code::ENUM_AS_VALUE,
                &at.key("enum"),
                "values of several types can't be an enum yet: the type is `serde_json::Value`",
                "compare the value where it is used, or enumerate values of one type",
            );
            Kind::Plain(Type::Any)
        }
    }

    fn unchecked_enum(&mut self, at: &Pointer) {
        self.warn(
            Code::ENUM_UNCHECKED,
            &at.key("enum"),
            "that only these values are allowed isn't checked yet",
            "check it in the handler",
        );
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
