//! Parameters made of other parameters.

use std::collections::BTreeMap;

use super::error::{Faults, ParameterError};
use super::value::{Parameter, Shape, Value, to_member};

impl<T: Parameter> Parameter for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const MAY_BE_ABSENT: bool = true;

    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Absent, T::to_value)
    }

    fn from_value(value: Value) -> Result<Self, ParameterError> {
        match value {
            Value::Absent => Ok(None),
            value => T::from_value(value).map(Some),
        }
    }
}

impl<T: Parameter> Parameter for Box<T> {
    const SHAPE: Shape = T::SHAPE;
    const MAY_BE_ABSENT: bool = T::MAY_BE_ABSENT;

    fn to_value(&self) -> Value {
        T::to_value(self)
    }

    fn from_value(value: Value) -> Result<Self, ParameterError> {
        T::from_value(value).map(Self::new)
    }
}

impl<T: Parameter> Parameter for Vec<T> {
    const SHAPE: Shape = Shape::List;

    fn to_value(&self) -> Value {
        Value::List(self.iter().map(T::to_value).collect())
    }

    fn from_value(value: Value) -> Result<Self, ParameterError> {
        let values = value.into_list()?;
        let mut items = Self::with_capacity(values.len());
        let mut faults = Faults::default();
        for (index, item) in values.into_iter().enumerate() {
            match T::from_value(item) {
                Ok(item) => items.push(item),
                Err(error) => faults.add(error.in_item(index)),
            }
        }
        faults.or(items)
    }
}

impl<T: Parameter> Parameter for BTreeMap<String, T> {
    const SHAPE: Shape = Shape::Map;

    fn to_value(&self) -> Value {
        Value::Object(
            self.iter()
                .map(|(key, value)| (key.clone(), to_member(value)))
                .collect(),
        )
    }

    fn from_value(value: Value) -> Result<Self, ParameterError> {
        members_of(value.into_object()?)
    }
}

/// The members of an object, each read as `T`. Their keys come once, as in JSON.
fn members_of<T: Parameter, M: Default + Extend<(String, T)>>(
    members: Vec<(String, Value)>,
) -> Result<M, ParameterError> {
    let mut read = M::default();
    let mut faults = Faults::default();
    for key in repeated(&members) {
        let error = ParameterError::misformed("is given more than once");
        faults.add(error.in_key(key));
    }
    for (key, value) in members {
        match T::from_value(value) {
            Ok(value) => read.extend([(key, value)]),
            Err(error) => faults.add(error.in_key(&key)),
        }
    }
    faults.or(read)
}

/// The keys that come several times.
fn repeated(members: &[(String, Value)]) -> Vec<&str> {
    let mut keys: Vec<_> = members.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    let pairs = keys.iter().zip(keys.iter().skip(1));
    let twice = pairs.filter(|(key, next)| key == next);
    let mut twice: Vec<_> = twice.map(|(key, _)| *key).collect();
    twice.dedup();
    twice
}

/// Any JSON value: scalars by their text, arrays and objects by their parts. What is read is strings, because text
/// doesn't tell a number from one; what stands inside of an array or an object as JSON is read as that.
impl Parameter for serde_json::Value {
    const SHAPE: Shape = Shape::Any;

    fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Absent,
            Self::Bool(value) => Value::Literal(value.to_string()),
            Self::Number(value) => Value::Literal(value.to_string()),
            Self::String(value) => Value::Text(value.clone()),
            Self::Array(items) => Value::List(items.iter().map(Parameter::to_value).collect()),
            Self::Object(members) => Value::Object(
                members
                    .iter()
                    .map(|(key, value)| (key.clone(), value.to_value()))
                    .collect(),
            ),
        }
    }

    fn from_value(value: Value) -> Result<Self, ParameterError> {
        Ok(match value {
            Value::Absent => return Err(ParameterError::missing()),
            Value::Text(text) => Self::String(text),
            Value::Literal(text) | Value::Packed(text) => {
                serde_json::from_str(&text).unwrap_or(Self::String(text))
            }
            list @ Value::List(_) => Self::Array(Vec::from_value(list)?),
            Value::Object(members) => Self::Object(members_of(members)?),
            Value::Needed(value) => return Self::from_value(*value),
            Value::Unlisted(message) => return Err(ParameterError::unlisted(message)),
            Value::Refused(message) => return Err(ParameterError::new(message)),
        })
    }
}
