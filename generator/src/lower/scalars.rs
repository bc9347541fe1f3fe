//! Formats → scalar types (OpenAPI 3.0, "Data Types", and the format registry).

use super::merge::Merged;
use crate::api::{FloatWidth, IntegerWidth, Type};

/// The type of a string of that format. Formats without a type of their own stay strings.
pub(super) fn string(format: &str) -> Type {
    match format {
        "date-time" => Type::DateTime,
        "date" => Type::Date,
        "uuid" => Type::Uuid,
        "byte" => Type::Base64,
        _ => Type::String,
    }
}

/// The type of an integer: the width its format names; `uint` where it can't be negative; else 64 bits.
pub(super) fn integer(merged: &Merged<'_>) -> Type {
    Type::Integer(match merged.format.as_deref().unwrap_or_default() {
        "int8" => IntegerWidth::I8,
        "int16" => IntegerWidth::I16,
        "int32" => IntegerWidth::I32,
        "uint8" => IntegerWidth::U8,
        "uint16" => IntegerWidth::U16,
        "uint32" => IntegerWidth::U32,
        "uint" | "uint64" => IntegerWidth::U64,
        _ => IntegerWidth::I64,
    })
}

/// The type of a number.
pub(super) fn number(format: Option<&str>) -> Type {
    Type::Float(match format {
        Some("float") => FloatWidth::F32,
        _ => FloatWidth::F64,
    })
}
