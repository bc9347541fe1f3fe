//! Conditions: rules that only make sense for a JSON value (JSON Schema Core, section 10; Validation, section 6).

#[cfg(test)]
mod tests;
mod typed;
mod unevaluated;

use std::fmt;

use serde_json::Value;

use super::pattern::Pattern;
use super::subject::Subject;
use super::values::Values;

/// Holds a value against the keywords of a schema: one in JSON, or a string.
pub type Condition<T = Value> = for<'a> fn(Subject<'a, T>) -> Subject<'a, T>;

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

/// A value that is what it is in JSON.
pub trait Json {
    /// Whether it is of a type.
    fn is(&self, ty: JsonType) -> bool;

    /// Whether it is one of these values.
    fn is_among(&self, values: &Values) -> bool;
}

impl Json for Value {
    fn is(&self, ty: JsonType) -> bool {
        ty.is_of(self)
    }

    fn is_among(&self, values: &Values) -> bool {
        values.include(self)
    }
}

impl Json for str {
    fn is(&self, ty: JsonType) -> bool {
        ty == JsonType::String
    }

    fn is_among(&self, values: &Values) -> bool {
        values.include_text(self)
    }
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

/// Types, in words.
struct AnyOf<'t>(&'t [JsonType]);

impl fmt::Display for AnyOf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, ty) in self.0.iter().enumerate() {
            let before = if index == 0 { "" } else { " or " };
            write!(f, "{before}{}", ty.name())?;
        }
        Ok(())
    }
}

/// Rules of any value.
impl<T: Json + ?Sized> Subject<'_, T> {
    /// No value at all.
    pub fn never(self) -> Self {
        self.expect(false, "false", format_args!("is not allowed"))
    }

    /// A value of one of these types.
    pub fn is(self, types: &[JsonType]) -> Self {
        let holds = types.iter().any(|ty| self.value().is(*ty));
        let types = AnyOf(types);
        self.expect(holds, "type", format_args!("must be {types}"))
    }

    /// One of these values.
    pub fn among(self, values: &Values) -> Self {
        let holds = self.value().is_among(values);
        self.expect(
            holds,
            "enum",
            format_args!("must be one of the listed values"),
        )
    }

    /// Another condition.
    pub fn all(self, condition: Condition<T>) -> Self {
        self.hold(self.value(), condition);
        self
    }

    /// At least one of these conditions.
    pub fn any(self, conditions: &[Condition<T>]) -> Self {
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
    pub fn exactly_one(self, conditions: &[Condition<T>]) -> Self {
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
    pub fn not(self, condition: Condition<T>) -> Self {
        let holds = !self.would_fit(self.value(), condition);
        self.expect(holds, "not", format_args!("is excluded"))
    }

    /// One condition where another holds, and one where it doesn't.
    pub fn when(
        self,
        condition: Condition<T>,
        then: Condition<T>,
        otherwise: Condition<T>,
    ) -> Self {
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
            for key in keys.iter().filter(|key| !object.contains_key(**key)) {
                let at = self.at().key(key, &());
                at.at().violate("required", format_args!("is missing"));
            }
        }
        self
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
}
