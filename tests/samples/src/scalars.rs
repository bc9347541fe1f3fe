//! Random numbers.

use fastrand::Rng;
use serde_json::{Value, json};

use crate::Flat;

/// How far from the bounds the interesting numbers lie.
const NEAR: i128 = 1000;

/// An integer within its bounds and its format.
pub(crate) fn integer(random: &mut Rng, flat: &Flat) -> Value {
    let (least, most) = bounds(flat);
    let step = flat
        .get("multipleOf")
        .and_then(Value::as_i64)
        .map_or(1, i128::from)
        .max(1);
    let (low, high) = (least.max(-NEAR), most.min(NEAR));
    let (low, high) = match random.u8(..4) {
        0 => (least, least.saturating_add(NEAR).min(most)),
        1 => (most.saturating_sub(NEAR).max(least), most),
        _ if low <= high => (low, high),
        _ => (least, most),
    };
    let value = random.i128(low..=high.max(low));
    let down = value - value.rem_euclid(step);
    let value = if down < least { down + step } else { down };
    match u64::try_from(value) {
        Ok(value) => json!(value),
        Err(_) => json!(i64::try_from(value).unwrap_or_default()),
    }
}

/// The smallest and the largest integer.
pub(crate) fn bounds(flat: &Flat) -> (i128, i128) {
    let (least, most): (i128, i128) = match flat.get("format").and_then(Value::as_str) {
        Some("int8") => (i8::MIN.into(), i8::MAX.into()),
        Some("int16") => (i16::MIN.into(), i16::MAX.into()),
        Some("int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("uint8") => (0, u8::MAX.into()),
        Some("uint16") => (0, u16::MAX.into()),
        Some("uint32") => (0, u32::MAX.into()),
        Some("uint" | "uint64") => (0, u64::MAX.into()),
        // Instants, in the units that people count them in: later ones overflow what dates are made of.
        Some("unix" | "unix-seconds" | "unix-milli" | "unix-micro" | "unix-nano") => {
            (0, 2_000_000_000)
        }
        _ => (i64::MIN.into(), i64::MAX.into()),
    };
    let (low, high) = limits(flat);
    let low = low
        .map(|(value, is_open)| whole(value.ceil()) + i128::from(is_open && value.fract() == 0.0));
    let high = high
        .map(|(value, is_open)| whole(value.floor()) - i128::from(is_open && value.fract() == 0.0));
    (
        least.max(low.unwrap_or(least)),
        most.min(high.unwrap_or(most)),
    )
}

/// A number that is the same as text, as a double and as a float.
pub(crate) fn number(random: &mut Rng, flat: &Flat) -> Value {
    let (low, high) = limits(flat);
    let low = low.map(|(value, is_open)| if is_open { value + 0.25 } else { value });
    let high = high.map(|(value, is_open)| if is_open { value - 0.25 } else { value });
    let quarters = f64::from(random.i32(-4000..4000)) / 4.0;
    let value = match (low, high) {
        (Some(low), Some(high)) => low + (high - low) * f64::from(random.u8(..=4)) / 4.0,
        (Some(low), None) => low + quarters.abs(),
        (None, Some(high)) => high - quarters.abs(),
        (None, None) => quarters,
    };
    json!(value)
}

/// A bound, and whether it is excluded.
type Limit = Option<(f64, bool)>;

fn limits(flat: &Flat) -> (Limit, Limit) {
    let limit = |inclusive: &str, exclusive: &str| match flat.get(exclusive) {
        Some(Value::Number(bound)) => bound.as_f64().map(|bound| (bound, true)),
        open => {
            let bound = flat.get(inclusive).and_then(Value::as_f64);
            bound.map(|bound| (bound, open == Some(&Value::Bool(true))))
        }
    };
    (
        limit("minimum", "exclusiveMinimum"),
        limit("maximum", "exclusiveMaximum"),
    )
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast of a float saturates, and bounds this large are none"
)]
fn whole(value: f64) -> i128 {
    value as i128
}
