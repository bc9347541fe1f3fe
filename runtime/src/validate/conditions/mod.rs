//! Conditions: rules that only make sense for a JSON value (JSON Schema Core, section 10; Validation, section 6).

#[cfg(test)]
mod tests;
mod unevaluated;

use std::any::Any;

use serde::Serialize;
use serde_json::{Map, Value};

use super::pattern::Pattern;
use super::subject::Subject;
use super::values::Values;

/// Holds a JSON value against the keywords of a schema.
pub type Condition = for<'a> fn(Subject<'a, Value>) -> Subject<'a, Value>;

/// What a value in JSON is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonType {
    /// Null.
    Null,
    /// True or false.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl JsonType {
    fn is_of(self, value: &Value) -> bool {
        match self {
            Self::Null => value.is_null(),
            Self::Boolean => value.is_boolean(),
            Self::Integer => {
                value.is_i64()
                    || value.is_u64()
                    || (value.as_number()).is_some_and(|number| number.as_i128().is_some())
                    || value.as_f64().is_some_and(|number| number.fract() == 0.0)
            }
            Self::Number => value.is_number(),
            Self::String => value.is_string(),
            Self::Array => value.is_array(),
            Self::Object => value.is_object(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

impl<T: Serialize + 'static> Subject<'_, T> {
    /// The condition of the value as it stands in JSON. One that isn't there is none.
    pub fn condition(self, condition: Condition) -> Self {
        let value: &dyn Any = self.value();
        let value = match value.downcast_ref::<Option<Value>>() {
            Some(Some(value)) => Some(value),
            Some(None) => return self,
            None => value.downcast_ref::<Value>(),
        };
        match value {
            Some(value) => self.hold(value, condition),
            None => match serde_json::to_value(self.value()) {
                Ok(Value::Null) | Err(_) => {}
                Ok(value) => self.hold(&value, condition),
            },
        }
        self
    }
}

/// Rules of any value.
impl<'a> Subject<'a, Value> {
    /// No value at all.
    pub fn never(self) -> Self {
        self.expect(false, "false", format_args!("is not allowed"))
    }

    /// A value of one of these types.
    pub fn is(self, types: &[JsonType]) -> Self {
        let holds = types.iter().any(|ty| ty.is_of(self.value()));
        let names: Vec<_> = match holds {
            true => Vec::new(),
            false => types.iter().map(|ty| ty.name()).collect(),
        };
        self.expect(
            holds,
            "type",
            format_args!("must be {}", names.join(" or ")),
        )
    }

    /// One of these values.
    pub fn among(self, values: &Values) -> Self {
        let holds = values.include(self.value());
        self.expect(
            holds,
            "enum",
            format_args!("must be one of the listed values"),
        )
    }

    /// Another condition.
    pub fn all(self, condition: Condition) -> Self {
        self.hold(self.value(), condition);
        self
    }

    /// At least one of these conditions.
    pub fn any(self, conditions: &[Condition]) -> Self {
        let mut fitting = conditions.iter().filter(|condition| self.fits(**condition));
        // Where it is asked what is evaluated, all that fit count.
        let holds = match self.at().evaluated() {
            Some(_) => fitting.count() > 0,
            None => fitting.next().is_some(),
        };
        self.expect(
            holds,
            "anyOf",
            format_args!("must fit at least one of the alternatives"),
        )
    }

    /// Exactly one of these conditions.
    pub fn exactly_one(self, conditions: &[Condition]) -> Self {
        let fitting = (conditions.iter()).filter(|condition| self.fits(**condition));
        let holds = match fitting.take(2).count() {
            0 => {
                return self.expect(
                    false,
                    "oneOf",
                    format_args!("must fit one of the alternatives"),
                );
            }
            count => count == 1,
        };
        self.expect(
            holds,
            "oneOf",
            format_args!("must fit only one of the alternatives"),
        )
    }

    /// Not this condition.
    pub fn not(self, condition: Condition) -> Self {
        let holds = !self.would_fit(self.value(), condition);
        self.expect(holds, "not", format_args!("is excluded"))
    }

    /// One condition where another holds, and one where it doesn't.
    pub fn when(self, condition: Condition, then: Condition, otherwise: Condition) -> Self {
        let next = if self.fits(condition) {
            then
        } else {
            otherwise
        };
        self.all(next)
    }
}

/// Rules of objects; nothing where the value is none.
impl Subject<'_, Value> {
    fn members(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.value().as_object().into_iter().flatten()
    }

    fn has(&self, key: &str) -> bool {
        self.value().get(key).is_some()
    }

    /// A condition of what stands under a key, which is evaluated by that.
    fn member(&self, key: &str, value: &Value, condition: Condition) {
        if let Some(evaluated) = self.at().evaluated() {
            evaluated.add_key(key);
        }
        self.at().key(key, value).all(condition);
    }

    /// Keys that must be there.
    pub fn required(self, keys: &[&str]) -> Self {
        if let Some(object) = self.value().as_object() {
            self.expect_keys(object, keys, "required");
        }
        self
    }

    /// Keys that must be there where `key` is.
    pub fn dependent_required(self, key: &str, keys: &[&str]) -> Self {
        if let Some(object) = self
            .value()
            .as_object()
            .filter(|object| object.contains_key(key))
        {
            self.expect_keys(object, keys, "dependentRequired");
        }
        self
    }

    fn expect_keys(&self, object: &Map<String, Value>, keys: &[&str], rule: &'static str) {
        for key in keys.iter().filter(|key| !object.contains_key(**key)) {
            self.at()
                .key(key, &())
                .at()
                .violate(rule, format_args!("is missing"));
        }
    }

    /// A condition of the object where `key` is there.
    pub fn dependent(self, key: &str, condition: Condition) -> Self {
        if self.has(key) {
            self.all(condition)
        } else {
            self
        }
    }

    /// A condition of what stands under `key`.
    pub fn property(self, key: &str, condition: Condition) -> Self {
        if let Some(value) = self.value().as_object().and_then(|object| object.get(key)) {
            self.member(key, value, condition);
        }
        self
    }

    /// A condition of what stands under keys that match.
    pub fn properties_like(self, pattern: &Pattern, condition: Condition) -> Self {
        for (key, value) in self.members().filter(|(key, _)| pattern.is_match(key)) {
            self.member(key, value, condition);
        }
        self
    }

    /// A condition of what stands under any other keys than these, which are in order, and those that match.
    pub fn other_properties(
        self,
        keys: &[&str],
        patterns: &[&Pattern],
        condition: Condition,
    ) -> Self {
        let is_other = |key: &str| {
            keys.binary_search(&key).is_err()
                && !patterns.iter().any(|pattern| pattern.is_match(key))
        };
        for (key, value) in self.members().filter(|(key, _)| is_other(key)) {
            self.member(key, value, condition);
        }
        self
    }

    /// A condition of the keys themselves.
    pub fn property_names(self, condition: Condition) -> Self {
        for (key, value) in self.members() {
            let name = Value::String(key.clone());
            if !self.would_fit(&name, condition) {
                let at = self.at().key(key, value);
                at.at().violate(
                    "propertyNames",
                    format_args!("is not a key that is allowed"),
                );
            }
        }
        self
    }
}

/// Rules of arrays; nothing where the value is none.
impl Subject<'_, Value> {
    fn elements(&self) -> &[Value] {
        self.value().as_array().map_or(&[], Vec::as_slice)
    }

    /// A condition of the item at an index.
    pub fn item(self, index: usize, condition: Condition) -> Self {
        if let Some(item) = self.elements().get(index) {
            if let Some(evaluated) = self.at().evaluated() {
                evaluated.add_item(index);
            }
            self.at().index(index, item).all(condition);
        }
        self
    }

    /// A condition of each item from an index on.
    pub fn items_from(self, first: usize, condition: Condition) -> Self {
        if let Some(evaluated) = self.at().evaluated() {
            evaluated.add_items_from(first);
        }
        for (index, item) in self.elements().iter().enumerate().skip(first) {
            self.at().index(index, item).all(condition);
        }
        self
    }

    /// How many items fit a condition, at least and at most.
    pub fn contains(self, least: usize, most: Option<usize>, condition: Condition) -> Self {
        if !self.value().is_array() {
            return self;
        }
        let evaluated = self.at().evaluated();
        // Where it is asked what is evaluated, all that fit count.
        let enough = match (evaluated, most) {
            (Some(_), _) => usize::MAX,
            (None, Some(most)) => most.saturating_add(1),
            (None, None) => least,
        };
        let all = self.elements().iter().enumerate();
        let fitting = all
            .filter(|(_, item)| self.would_fit(item, condition))
            .inspect(|(index, _)| {
                if let Some(evaluated) = evaluated {
                    evaluated.add_item(*index);
                }
            });
        let count = fitting.take(enough).count();
        let rule = if least == 1 {
            "contains"
        } else {
            "minContains"
        };
        let message =
            format_args!("must have at least {least} of the items that it has to contain");
        self.expect(count >= least, rule, message).expect(
            most.is_none_or(|most| count <= most),
            "maxContains",
            format_args!("must not have that many of the items that it has to contain"),
        )
    }
}
