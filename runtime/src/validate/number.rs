//! What a number is to rules, compared as exactly as it is written.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde_json::Value;

use super::multiple::Decimal;

/// The least float above zero that is beyond an `i128`.
const BEYOND: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;

/// A number of any of Rust's types. Integers and fractions are compared by what they stand for, not by what one becomes
/// as the other.
#[derive(Clone, Copy, Debug)]
pub struct Num(Repr);

#[derive(Clone, Copy, Debug)]
enum Repr {
    Signed(i128),
    /// One that no `i128` holds.
    Beyond(u128),
    /// A finite one.
    Float(f64),
}

/// A value that may be a number. Rules for numbers hold only where it is one (JSON Schema Validation, section 6.2).
pub trait Number {
    /// The number; `None` where the value is none.
    fn number(&self) -> Option<Num>;
}

impl Num {
    /// Whether it is the other times an integer, both taken for the decimals that they are written as: 19.99 is a
    /// multiple of 0.01. Of what isn't above zero every number is one: such a rule says nothing.
    pub fn is_multiple_of(self, of: Self) -> bool {
        self.decimal().is_multiple_of(of.decimal())
    }

    /// Whether it has no fraction: `1.0` has none.
    pub(super) fn is_integer(self) -> bool {
        match self.0 {
            Repr::Signed(_) | Repr::Beyond(_) => true,
            Repr::Float(number) => number.fract() == 0.0,
        }
    }

    /// Hashes it by its value: `1` like `1.0`.
    pub(super) fn hash_value(self, hasher: &mut impl Hasher) {
        match self.0 {
            Repr::Signed(number) => number.hash(hasher),
            Repr::Float(number) if number.fract() == 0.0 && number.abs() < BEYOND => {
                #[allow(clippy::cast_possible_truncation, reason = "an integer in range")]
                (number as i128).hash(hasher);
            }
            Repr::Float(number) => number.to_bits().hash(hasher),
            Repr::Beyond(number) => number.hash(hasher),
        }
    }

    fn decimal(self) -> Decimal {
        match self.0 {
            Repr::Signed(number) => Decimal::integer(number < 0, number.unsigned_abs()),
            Repr::Beyond(number) => Decimal::integer(false, number),
            Repr::Float(number) => Decimal::float(number),
        }
    }

    /// How it compares to another.
    pub fn compare(self, other: Self) -> Ordering {
        match (self.0, other.0) {
            (Repr::Signed(one), Repr::Signed(other)) => one.cmp(&other),
            (Repr::Beyond(one), Repr::Beyond(other)) => one.cmp(&other),
            (Repr::Beyond(_), Repr::Signed(_)) => Ordering::Greater,
            (Repr::Signed(_), Repr::Beyond(_)) => Ordering::Less,
            (Repr::Float(one), Repr::Float(other)) => {
                one.partial_cmp(&other).unwrap_or(Ordering::Equal)
            }
            (_, Repr::Float(other)) => with_float(self, other),
            (Repr::Float(one), _) => with_float(other, one).reverse(),
        }
    }
}

/// How an integer compares to a fraction.
#[allow(
    clippy::cast_possible_truncation,
    reason = "the fraction is within the integer's range, and its whole part an integer"
)]
fn with_float(integer: Num, float: f64) -> Ordering {
    let whole = float.trunc();
    let order = match integer.0 {
        Repr::Signed(_) | Repr::Beyond(_) if float >= BEYOND * 2.0 => return Ordering::Less,
        Repr::Signed(_) if float >= BEYOND => return Ordering::Less,
        Repr::Signed(_) if float < -BEYOND => return Ordering::Greater,
        Repr::Signed(integer) => integer.cmp(&(whole as i128)),
        Repr::Beyond(_) if float < BEYOND => return Ordering::Greater,
        #[allow(clippy::cast_sign_loss, reason = "the fraction is above zero")]
        Repr::Beyond(integer) => integer.cmp(&(whole as u128)),
        Repr::Float(_) => return Ordering::Equal,
    };
    let fraction = || 0.0.partial_cmp(&(float - whole)).unwrap_or(Ordering::Equal);
    order.then_with(fraction)
}

impl fmt::Display for Num {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Repr::Signed(number) => number.fmt(f),
            Repr::Beyond(number) => number.fmt(f),
            Repr::Float(number) => number.fmt(f),
        }
    }
}

/// Implements the traits for integers that an `i128` holds.
macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Num {
            fn from(number: $integer) -> Self {
                Self(Repr::Signed(number.into()))
            }
        }

        impl Number for $integer {
            fn number(&self) -> Option<Num> {
                Some(Num::from(*self))
            }
        }
    )*};
}

integers!(i8 i16 i32 i64 i128 u8 u16 u32 u64);

impl From<u128> for Num {
    fn from(number: u128) -> Self {
        Self(i128::try_from(number).map_or(Repr::Beyond(number), Repr::Signed))
    }
}

impl Number for u128 {
    fn number(&self) -> Option<Num> {
        Some(Num::from(*self))
    }
}

/// A finite number; any other compares to all as equal.
impl From<f64> for Num {
    fn from(number: f64) -> Self {
        Self(Repr::Float(number))
    }
}

impl Number for f64 {
    fn number(&self) -> Option<Num> {
        // JSON has no others: they are written as null.
        self.is_finite().then(|| Num::from(*self))
    }
}

impl Number for f32 {
    fn number(&self) -> Option<Num> {
        // The nearest `f64` of 0.1 as an `f32` is above 0.1.
        self.is_finite()
            .then(|| Num::from(Decimal::shortest_f64(*self)))
    }
}

impl Number for Value {
    fn number(&self) -> Option<Num> {
        let number = self.as_number()?;
        number
            .as_i128()
            .map(Num::from)
            .or_else(|| number.as_u128().map(Num::from))
            .or_else(|| number.as_f64()?.number())
    }
}

impl<T: Number> Number for Option<T> {
    fn number(&self) -> Option<Num> {
        self.as_ref()?.number()
    }
}

impl<T: Number + ?Sized> Number for Box<T> {
    fn number(&self) -> Option<Num> {
        (**self).number()
    }
}
