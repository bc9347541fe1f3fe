//! Formats → scalar types (OpenAPI 3.0, "Data Types", and the format registry).

use super::merge::Merged;
use crate::api::{Bound, DateLibrary, FloatWidth, IntegerWidth, Type};

/// The type of a string of that format. Formats without a type of their own stay strings, and dates where no library
/// has them.
pub(super) fn string(format: &str, dates: Option<DateLibrary>) -> Type {
    match format {
        "date-time" => dates.map_or(Type::String, Type::DateTime),
        "date" => dates.map_or(Type::String, Type::Date),
        "uuid" => Type::Uuid,
        "byte" => Type::Base64,
        "binary" => Type::File,
        _ => Type::String,
    }
}

/// The formats of integers, the widest range first that a value may need where a bound lies beyond another.
const FORMATS: &[(&str, IntegerWidth)] = &[
    ("int8", IntegerWidth::I8),
    ("int16", IntegerWidth::I16),
    ("int32", IntegerWidth::I32),
    ("int64", IntegerWidth::I64),
    ("int128", IntegerWidth::I128),
    ("uint8", IntegerWidth::U8),
    ("uint16", IntegerWidth::U16),
    ("uint32", IntegerWidth::U32),
    ("uint", IntegerWidth::U64),
    ("uint64", IntegerWidth::U64),
    ("uint128", IntegerWidth::U128),
];

/// What holds values that the format's own type can't, the narrowest first.
const WIDER: &[IntegerWidth] = &[
    IntegerWidth::I64,
    IntegerWidth::U64,
    IntegerWidth::I128,
    IntegerWidth::U128,
];

/// The type of an integer: the width its format names, else 64 bits; a wider one where the bounds allow values beyond.
pub(super) fn integer(merged: &Merged<'_>) -> Type {
    let format = merged.format.as_deref().unwrap_or_default();
    let named = width(format).unwrap_or(IntegerWidth::I64);
    let bounds = merged.constraints.iter().fold((None, None), |bounds, own| {
        (own.minimum.or(bounds.0), own.maximum.or(bounds.1))
    });
    // Where nothing is said the format's own bound holds.
    let (least, most) = range(named);
    let least = bounds.0.map_or(least, Bound::as_f64);
    let most = bounds.1.map_or(most, Bound::as_f64);
    let fits = |width: &IntegerWidth| {
        let range = range(*width);
        range.0 <= least.min(most) && least.max(most) <= range.1
    };
    let width = std::iter::once(&named)
        .chain(WIDER)
        .find(|width| fits(width));
    Type::Integer(*width.unwrap_or(&IntegerWidth::I128))
}

fn width(format: &str) -> Option<IntegerWidth> {
    FORMATS
        .iter()
        .find(|(name, _)| *name == format)
        .map(|(_, width)| *width)
}

/// The least and the greatest value.
pub(super) fn range(width: IntegerWidth) -> (f64, f64) {
    let signed = |bits: i32| (-(2_f64.powi(bits - 1)), 2_f64.powi(bits - 1));
    let unsigned = |bits: i32| (0.0, 2_f64.powi(bits));
    match width {
        IntegerWidth::I8 => signed(8),
        IntegerWidth::I16 => signed(16),
        IntegerWidth::I32 => signed(32),
        IntegerWidth::I64 => signed(64),
        IntegerWidth::I128 => signed(128),
        IntegerWidth::U8 => unsigned(8),
        IntegerWidth::U16 => unsigned(16),
        IntegerWidth::U32 => unsigned(32),
        IntegerWidth::U64 => unsigned(64),
        IntegerWidth::U128 => unsigned(128),
    }
}

/// The type of a number; one with the format of an integer is an integer.
pub(super) fn number(merged: &Merged<'_>) -> Type {
    match merged.format.as_deref() {
        Some("float") => Type::Float(FloatWidth::F32),
        Some(format) if width(format).is_some() => integer(merged),
        _ => Type::Float(FloatWidth::F64),
    }
}
