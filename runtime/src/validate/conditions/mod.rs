//! Conditions: rules that only make sense for a JSON value (JSON Schema Core, section 10; Validation, section 6).

mod arrays;
mod objects;
#[cfg(test)]
mod tests;
mod typed;
mod unevaluated;

use std::fmt;

use super::at::At;
use super::evaluated::Evaluated;
use super::json::{Json, JsonSubject, Kind};
use super::subject::Subject;
use super::values::Values;

/// Holds a value in JSON against the keywords of a schema.
pub type Condition = for<'a> fn(JsonSubject<'a>) -> JsonSubject<'a>;

impl At<'_> {
    /// Holds what stands here against a condition.
    fn hold(&self, value: &Json<'_>, condition: Condition) {
        if self.may_go_on() {
            condition(self.this(value));
        }
    }

    /// Whether what stands here fits a condition.
    fn fits(&self, value: &Json<'_>, condition: Condition) -> bool {
        self.is_right(|at| at.hold(value, condition))
    }
}

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
    fn is_of(self, value: &Json<'_>) -> bool {
        match self {
            Self::Null => matches!(value.0, Kind::Null),
            Self::Boolean => matches!(value.0, Kind::Boolean(_)),
            Self::Integer => matches!(value.0, Kind::Number(number) if number.is_integer()),
            Self::Number => matches!(value.0, Kind::Number(_)),
            Self::String => matches!(value.0, Kind::Text(_)),
            Self::Array => matches!(value.0, Kind::Array(_)),
            Self::Object => matches!(value.0, Kind::Object(_)),
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
impl Subject<'_, Json<'_>> {
    /// No value at all.
    pub fn never(self) -> Self {
        self.expect(false, "false", format_args!("is not allowed"))
    }

    /// A value of one of these types.
    pub fn is(self, types: &[JsonType]) -> Self {
        let holds = types.iter().any(|ty| ty.is_of(self.value()));
        let types = AnyOf(types);
        self.expect(holds, "type", format_args!("must be {types}"))
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
        self.at().hold(self.value(), condition);
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
        let holds = !self.at().noting(None).fits(self.value(), condition);
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
    /// Whether the value fits a condition. What that evaluates counts only if it does.
    fn fits(&self, condition: Condition) -> bool {
        let Some(all) = self.at().evaluated() else {
            return self.at().fits(self.value(), condition);
        };
        let evaluated = Evaluated::default();
        let fits = (self.at().noting(Some(&evaluated))).fits(self.value(), condition);
        if fits {
            all.add_all(&evaluated);
        }
        fits
    }
}
