//! What a parameter's value consists of.

use super::error::ParameterError;

/// A parameter's value between its Rust type and its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// No value: the parameter is left out (RFC 6570's "undefined").
    #[default]
    Absent,
    /// A single text.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object: keys and values, in order.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// The single text.
    ///
    /// # Errors
    /// The value is absent, an array or an object.
    pub fn into_text(self) -> Result<String, ParameterError> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Absent => Err(ParameterError::missing()),
            Self::List(_) => Err(ParameterError::new(
                "expected a single value, found several",
            )),
            Self::Object(_) => Err(ParameterError::new(
                "expected a single value, found an object",
            )),
        }
    }

    /// The items of the array; a single text is an array of one.
    ///
    /// # Errors
    /// The value is absent or an object.
    pub fn into_list(self) -> Result<Vec<Value>, ParameterError> {
        match self {
            Self::List(items) => Ok(items),
            Self::Text(_) => Ok(vec![self]),
            Self::Absent => Err(ParameterError::missing()),
            Self::Object(_) => Err(ParameterError::new("expected a list, found an object")),
        }
    }

    /// The members of the object.
    ///
    /// # Errors
    /// The value is absent, a text or an array.
    pub fn into_object(self) -> Result<Vec<(String, Value)>, ParameterError> {
        match self {
            Self::Object(members) => Ok(members),
            Self::Absent => Err(ParameterError::missing()),
            Self::Text(_) => Err(ParameterError::new(
                "expected an object, found a single value",
            )),
            Self::List(_) => Err(ParameterError::new("expected an object, found a list")),
        }
    }
}

/// What a decoder must know of a type before it can take a text apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A single text: commas and the like belong to it.
    Primitive,
    /// An array.
    List,
    /// An object with these keys.
    Object(&'static [&'static str]),
    /// An object with any keys.
    Map,
    /// A single text or an array, whichever it looks like.
    Any,
}

/// A type that can stand in a path, query, header or cookie.
pub trait Parameter: Sized {
    /// What its values consist of.
    const SHAPE: Shape = Shape::Primitive;

    /// What this value consists of.
    fn to_value(&self) -> Value;

    /// Makes a value of what it consists of.
    ///
    /// # Errors
    /// It is absent and must not be, or is none of the type's values.
    fn from_value(value: Value) -> Result<Self, ParameterError>;
}
