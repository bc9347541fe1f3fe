//! Parameters that are a single text.

use std::any::type_name;
use std::fmt::Display;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use uuid::Uuid;

use super::error::ParameterError;
use super::value::{Parameter, Value};
use crate::base64::Base64;
use crate::validate::Format;
use crate::width;
use crate::wire::{self, Strictness};

impl Parameter for String {
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }

    fn from_value(value: Value) -> Result<Self, ParameterError> {
        value.into_text()
    }
}

impl Parameter for bool {
    fn to_value(&self) -> Value {
        Value::Literal(self.to_string())
    }

    fn from_value(value: Value) -> Result<Self, ParameterError> {
        match value.into_text()?.as_str() {
            "true" => Ok(true),
            "false" => Ok(false),
            other => Err(ParameterError::new(format!(
                "`{other}` is neither `true` nor `false`"
            ))),
        }
    }
}

macro_rules! integers {
    ($($type:ty)*) => {$(
        impl Parameter for $type {
            fn to_value(&self) -> Value {
                Value::Literal(self.to_string())
            }

            fn from_value(value: Value) -> Result<Self, ParameterError> {
                integer(&value.into_text()?, Self::MIN, Self::MAX)
            }
        }
    )*};
}

integers! { i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 }

fn integer<T: FromStr + Display>(text: &str, least: T, most: T) -> Result<T, ParameterError> {
    if !width::is_integer(text) {
        return Err(ParameterError::new(format!(
            "`{text}` is not a whole number"
        )));
    }
    text.parse().map_err(|_| {
        let rule = width::rule_beyond(type_name::<T>(), text.starts_with('-'));
        let message = format!("`{text}` is out of range: expected {least} to {most}");
        ParameterError::breaking(rule, message)
    })
}

macro_rules! floats {
    ($($type:ty)*) => {$(
        impl Parameter for $type {
            fn to_value(&self) -> Value {
                if self.is_finite() {
                    Value::Literal(self.to_string())
                } else {
                    Value::Refused(wire::no_number(self))
                }
            }

            fn from_value(value: Value) -> Result<Self, ParameterError> {
                let text = value.into_text()?;
                match text.parse::<$type>() {
                    Ok(number) if number.is_finite() => Ok(number),
                    _ => Err(ParameterError::new(format!("`{text}` is not a number"))),
                }
            }
        }
    )*};
}

floats! { f32 f64 }

/// RFC 3339, section 5.6, `date-time`.
impl Parameter for DateTime<Utc> {
    fn to_value(&self) -> Value {
        Value::Text(self.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }

    fn from_value(value: Value) -> Result<Self, ParameterError> {
        let text = value.into_text()?;
        match DateTime::parse_from_rfc3339(&text) {
            Ok(instant) if fits(Format::DateTime, &text) => Ok(instant.to_utc()),
            _ => Err(of_other_format(
                &text,
                "a date and time such as `2026-01-31T12:00:00Z`",
            )),
        }
    }
}

/// RFC 3339, section 5.6, `full-date`.
impl Parameter for NaiveDate {
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn from_value(value: Value) -> Result<Self, ParameterError> {
        parsed(value, Format::Date, "a date such as `2026-01-31`")
    }
}

/// RFC 3339, section 5.6, `date-time`.
#[cfg(feature = "jiff")]
impl Parameter for jiff::Timestamp {
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn from_value(value: Value) -> Result<Self, ParameterError> {
        parsed(
            value,
            Format::DateTime,
            "a date and time such as `2026-01-31T12:00:00Z`",
        )
    }
}

/// RFC 3339, section 5.6, `full-date`.
#[cfg(feature = "jiff")]
impl Parameter for jiff::civil::Date {
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn from_value(value: Value) -> Result<Self, ParameterError> {
        parsed(value, Format::Date, "a date such as `2026-01-31`")
    }
}

/// RFC 3339, section 5.6, `date-time`.
#[cfg(feature = "time")]
impl Parameter for crate::Rfc3339 {
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn from_value(value: Value) -> Result<Self, ParameterError> {
        parsed(
            value,
            Format::DateTime,
            "a date and time such as `2026-01-31T12:00:00Z`",
        )
    }
}

/// RFC 3339, section 5.6, `full-date`.
#[cfg(feature = "time")]
impl Parameter for time::Date {
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn from_value(value: Value) -> Result<Self, ParameterError> {
        let text = value.into_text()?;
        let form = time::macros::format_description!("[year]-[month]-[day]");
        match Self::parse(&text, form) {
            Ok(date) if fits(Format::Date, &text) => Ok(date),
            _ => Err(of_other_format(&text, "a date such as `2026-01-31`")),
        }
    }
}

impl Parameter for Uuid {
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn from_value(value: Value) -> Result<Self, ParameterError> {
        parsed(value, Format::Uuid, "a UUID")
    }
}

fn parsed<T: FromStr>(value: Value, format: Format, what: &str) -> Result<T, ParameterError> {
    let text = value.into_text()?;
    match text.parse() {
        Ok(value) if fits(format, &text) => Ok(value),
        _ => Err(of_other_format(&text, what)),
    }
}

fn of_other_format(text: &str, what: &str) -> ParameterError {
    ParameterError::breaking("format", format!("`{text}` is not {what}"))
}

/// Whether a text is of a format, where reading is strict: the types' own readers take more than that.
fn fits(format: Format, text: &str) -> bool {
    Strictness::current() == Strictness::Lenient || format.holds(text)
}

impl Parameter for Base64 {
    fn to_value(&self) -> Value {
        Value::Text(self.encode())
    }

    fn from_value(value: Value) -> Result<Self, ParameterError> {
        let text = value.into_text()?;
        Self::read(&text).ok_or_else(|| of_other_format(&text, "base64"))
    }
}

/// Null, which as a parameter is none at all.
impl Parameter for () {
    fn to_value(&self) -> Value {
        Value::Absent
    }

    fn from_value(value: Value) -> Result<Self, ParameterError> {
        match value {
            Value::Absent => Ok(()),
            _ => Err(ParameterError::new("no value is allowed here")),
        }
    }
}
