//! What a parameter's value consists of.

use serde_json::Value as Json;

use super::encode::Fault;
use super::error::ParameterError;

/// A parameter's value between its Rust type and its text.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// No value: the parameter is left out (RFC 6570's "undefined").
    #[default]
    Absent,
    /// A single text.
    Text(String),
    /// The text of a number or a boolean: JSON writes it without quotes.
    Literal(String),
    /// A part of an array or an object whose text may be a JSON array or object, which is how values stand inside of
    /// one another in styles that have no form for that.
    Packed(String),
    /// An array.
    List(Vec<Value>),
    /// An object: keys and values, in order.
    Object(Vec<(String, Value)>),
    /// An empty array or object that must be there: where no text stands for it, leaving it out says something else.
    Needed(Box<Value>),
    /// A value that mustn't be written where writing is strict, for the description doesn't list it; why, in words.
    Unlisted(String),
    /// A value that is never written: no text stands for it; why, in words.
    Refused(String),
}

/// The deepest that arrays and objects may stand inside of one another.
const DEEPEST: usize = 64;

impl Value {
    /// Part of an array or an object in a style that writes what stands deeper as JSON.
    pub(super) fn part(text: String) -> Self {
        if text.starts_with(['[', '{']) {
            Self::Packed(text)
        } else {
            Self::Text(text)
        }
    }

    /// The text, where the value is a single one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Literal(text) | Self::Packed(text) => Some(text),
            Self::Absent
            | Self::List(_)
            | Self::Object(_)
            | Self::Needed(_)
            | Self::Unlisted(_)
            | Self::Refused(_) => None,
        }
    }

    /// The single text.
    ///
    /// # Errors
    /// The value is absent, an array or an object.
    pub fn into_text(self) -> Result<String, ParameterError> {
        match self {
            Self::Text(text) | Self::Literal(text) | Self::Packed(text) => Ok(text),
            Self::Absent => Err(ParameterError::missing()),
            Self::List(_) => Err(ParameterError::new(
                "expected a single value, found several",
            )),
            Self::Object(_) => Err(ParameterError::new(
                "expected a single value, found an object",
            )),
            Self::Needed(value) => value.into_text(),
            Self::Unlisted(message) => Err(ParameterError::unlisted(message)),
            Self::Refused(message) => Err(ParameterError::new(message)),
        }
    }

    /// The items of the array; a single text is an array of one, and an object whose keys count is an array too
    /// (`a[0]=x&a[1]=y`).
    ///
    /// # Errors
    /// The value is absent or an object.
    pub fn into_list(self) -> Result<Vec<Value>, ParameterError> {
        match self.unpacked() {
            Self::List(items) => Ok(items),
            Self::Object(members) => counted(members)
                .ok_or_else(|| ParameterError::new("expected a list, found an object")),
            Self::Absent => Err(ParameterError::missing()),
            single => Ok(vec![single]),
        }
    }

    /// The members of the object. An array of texts is one too, its keys and values in turn, for where a type may be
    /// either, nothing tells them apart.
    ///
    /// # Errors
    /// The value is absent, a text or an array of something else.
    pub fn into_object(self) -> Result<Vec<(String, Value)>, ParameterError> {
        match self.unpacked() {
            Self::Object(members) => Ok(members),
            Self::Absent => Err(ParameterError::missing()),
            Self::List(items) => alternating(items)
                .ok_or_else(|| ParameterError::new("expected an object, found a list")),
            _ => Err(ParameterError::new(
                "expected an object, found a single value",
            )),
        }
    }

    /// The array or object that a packed text is, if it is one.
    pub(super) fn unpacked(self) -> Self {
        match self {
            Self::Packed(text) => match serde_json::from_str(&text) {
                Ok(json) => Self::of_json(json),
                Err(_) => Self::Text(text),
            },
            Self::Needed(value) => *value,
            value => value,
        }
    }

    /// Whether two values that were read of one text can be the same value in JSON. Keys that one type takes, another may
    /// pass over; and a date may be written in several ways.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        match (self.bare(), other.bare()) {
            (Self::List(items), Self::List(others)) => {
                items.len() == others.len()
                    && items
                        .iter()
                        .zip(others)
                        .all(|(one, other)| one.is_alike(other))
            }
            (Self::Object(members), Self::Object(others)) => members.iter().all(|(key, one)| {
                let mut others = others.iter().filter(|(other, _)| other == key);
                others.all(|(_, other)| one.is_alike(other))
            }),
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
        }
    }

    /// The value, whether or not it must be there.
    pub(super) fn bare(&self) -> &Self {
        match self {
            Self::Needed(value) => value.bare(),
            value => value,
        }
    }

    /// Whether it is an array or an object, and nothing stands in it.
    pub(super) fn is_empty(&self) -> bool {
        let is_absent = |value: &Self| matches!(value, Self::Absent);
        match self {
            Self::List(items) => items.iter().all(is_absent),
            Self::Object(members) => members.iter().all(|(_, value)| is_absent(value)),
            _ => false,
        }
    }

    fn of_json(json: Json) -> Self {
        match json {
            Json::Null => Self::Absent,
            Json::Bool(value) => Self::Literal(value.to_string()),
            Json::Number(value) => Self::Literal(value.to_string()),
            Json::String(text) => Self::Text(text),
            Json::Array(items) => Self::List(items.into_iter().map(Self::of_json).collect()),
            Json::Object(members) => Self::Object(
                members
                    .into_iter()
                    .map(|(key, value)| (key, Self::of_json(value)))
                    .collect(),
            ),
        }
    }

    /// The value as JSON, for where it stands inside of another.
    pub(super) fn to_json(&self) -> Result<Json, Fault> {
        self.to_json_within(DEEPEST)
    }

    fn to_json_within(&self, depth: usize) -> Result<Json, Fault> {
        let depth = depth.checked_sub(1).ok_or(Fault::Nested)?;
        Ok(match self.bare() {
            Self::Absent | Self::Needed(_) => Json::Null,
            Self::Text(text) | Self::Packed(text) => Json::String(text.clone()),
            Self::Literal(text) => {
                serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.clone()))
            }
            Self::List(items) => Json::Array(
                items
                    .iter()
                    .map(|item| item.to_json_within(depth))
                    .collect::<Result<_, _>>()?,
            ),
            Self::Object(members) => Json::Object(
                members
                    .iter()
                    .map(|(key, value)| Ok((key.clone(), value.to_json_within(depth)?)))
                    .collect::<Result<_, _>>()?,
            ),
            Self::Unlisted(message) => return Err(Fault::Unlisted(message.clone())),
            Self::Refused(message) => return Err(Fault::Refused(message.clone())),
        })
    }
}

/// The values of members whose keys are numbers, in their order; `None` where they are something else.
fn counted(members: Vec<(String, Value)>) -> Option<Vec<Value>> {
    let mut numbered = members
        .into_iter()
        .map(|(key, value)| Some((key.parse::<u32>().ok()?, value)))
        .collect::<Option<Vec<_>>>()?;
    numbered.sort_by_key(|(number, _)| *number);
    Some(numbered.into_iter().map(|(_, value)| value).collect())
}

/// Keys and values in turn as members; `None` where there is no value for every key.
fn alternating(items: Vec<Value>) -> Option<Vec<(String, Value)>> {
    let mut items = items.into_iter();
    let mut members = Vec::new();
    while let Some(key) = items.next() {
        members.push((key.into_text().ok()?, items.next()?));
    }
    Some(members)
}

/// Texts are equal whatever is known of them besides.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self.bare(), other.bare()) {
            (Self::Absent, Self::Absent) => true,
            (Self::List(items), Self::List(others)) => items == others,
            (Self::Object(members), Self::Object(others)) => members == others,
            (one, other) => {
                matches!((one.text(), other.text()), (Some(text), Some(other)) if text == other)
            }
        }
    }
}

impl Eq for Value {}

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
    /// A single text, an array, or an object with these keys, whichever it looks like.
    AnyOf(&'static [&'static str]),
}

/// Why what is empty isn't sent where no text stands for it.
pub(super) const LOOKS_LIKE_NONE: &str = "it is empty, which looks like none at all";

/// What a value consists of that is about to be sent where what is empty looks like none at all: an empty array or object is
/// refused, unless the value may be absent as well.
pub(crate) fn to_sent<T: Parameter>(value: &T) -> Value {
    let value = value.to_value();
    if value.is_empty() && !T::MAY_BE_ABSENT {
        return Value::Refused(LOOKS_LIKE_NONE.to_owned());
    }
    value
}

/// What a value of a member consists of. An empty one that must be there is marked so.
pub(super) fn to_member<T: Parameter>(value: &T) -> Value {
    let value = value.to_value();
    match value.is_empty() && !T::MAY_BE_ABSENT {
        true => Value::Needed(Box::new(value)),
        false => value,
    }
}

/// A type that can stand in a path, query, header or cookie.
pub trait Parameter: Sized {
    /// What its values consist of.
    const SHAPE: Shape = Shape::Primitive;

    /// Whether its value may be absent.
    const MAY_BE_ABSENT: bool = false;

    /// What this value consists of.
    fn to_value(&self) -> Value;

    /// Makes a value of what it consists of.
    ///
    /// # Errors
    /// It is absent and must not be, or is none of the type's values.
    fn from_value(value: Value) -> Result<Self, ParameterError>;
}
