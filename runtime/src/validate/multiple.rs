//! `multipleOf`, by decimals (JSON Schema Validation, section 6.2.1).

use super::short_text::ShortText;

/// The absolute value of a number: digits times ten to the power of an exponent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: u128,
    exponent: i32,
    is_positive: bool,
}

impl Decimal {
    pub(super) fn integer(is_negative: bool, digits: u128) -> Self {
        Self {
            digits,
            exponent: 0,
            is_positive: !is_negative && digits > 0,
        }
    }

    /// A finite float, as it is written.
    pub(super) fn float(number: f64) -> Self {
        let text = ShortText::of(format_args!("{number:e}"));
        let text = text.as_ref().map_or("", ShortText::as_str);
        let (mantissa, exponent) = text.split_once('e').unwrap_or(("0", "0"));
        let decimals = mantissa.split_once('.').map_or(0, |(_, after)| after.len());
        let digits = mantissa.bytes().filter(u8::is_ascii_digit);
        let exponent: i32 = exponent.parse().unwrap_or_default();
        Self {
            digits: digits.fold(0, |number, digit| number * 10 + u128::from(digit - b'0')),
            exponent: exponent - i32::try_from(decimals).unwrap_or_default(),
            is_positive: number > 0.0,
        }
    }

    /// The float that is written as `number` is.
    pub(super) fn shortest_f64(number: f32) -> f64 {
        let text = ShortText::of(format_args!("{number:e}"));
        let shortest = text.and_then(|text| text.as_str().parse().ok());
        shortest.unwrap_or_else(|| number.into())
    }

    /// Whether it is the other times an integer.
    pub(super) fn is_multiple_of(self, of: Self) -> bool {
        if !of.is_positive {
            return true;
        }
        let mut divisor = Some(of.digits);
        for _ in self.exponent..of.exponent {
            divisor = divisor.and_then(|divisor| divisor.checked_mul(10));
        }
        // A divisor too large for its type is larger than the digits.
        let Some(divisor) = divisor else {
            return self.digits == 0;
        };
        let mut rest = self.digits % divisor;
        for _ in of.exponent..self.exponent {
            let Some(shifted) = rest.checked_mul(10) else {
                return false;
            };
            rest = shifted % divisor;
        }
        rest == 0
    }
}
