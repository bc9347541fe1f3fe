//! Rules: what a value must keep to besides its type.

use std::fmt;

use super::assertions::ConditionId;
use super::strings::{Format, Pattern};

/// The rules of a value, and of those in it. Rules for strings, numbers, arrays and objects hold where the value is one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// Those of the value itself, each once.
    pub own: Vec<Rule>,
    /// Those of each of its items.
    pub items: Option<Box<Rules>>,
    /// Those of each value under a key of it.
    pub values: Option<Box<Rules>>,
    /// Whether null, which the type takes, fits several alternatives of a `oneOf`, and so isn't allowed.
    pub no_null: bool,
}

impl Rules {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        let is_empty = |rules: &Option<Box<Self>>| rules.as_ref().is_none_or(|it| it.is_empty());
        self.own.is_empty() && is_empty(&self.items) && is_empty(&self.values) && !self.no_null
    }

    /// Adds others, all of which must hold too.
    pub fn add(&mut self, others: Self) {
        self.no_null |= others.no_null;
        for rule in others.own {
            if !self.own.contains(&rule) {
                self.own.push(rule);
            }
        }
        for (mine, others) in [
            (&mut self.items, others.items),
            (&mut self.values, others.values),
        ] {
            match (mine, others) {
                (_, None) => {}
                (Some(mine), Some(others)) => mine.add(*others),
                (mine, others) => *mine = others,
            }
        }
    }

    /// Those that others hold as well.
    pub fn common(&self, others: &Self) -> Self {
        let own = self.own.iter().filter(|rule| others.own.contains(rule));
        let inner = |mine: &Option<Box<Self>>, others: &Option<Box<Self>>| {
            let common = mine.as_deref()?.common(others.as_deref()?);
            Some(Box::new(common)).filter(|common| !common.is_empty())
        };
        Self {
            own: own.cloned().collect(),
            items: inner(&self.items, &others.items),
            values: inner(&self.values, &others.values),
            no_null: self.no_null && others.no_null,
        }
    }
}

/// A rule: a keyword of JSON Schema and what it says (JSON Schema Validation, section 6).
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// `minLength`: at least so many characters.
    MinLength(usize),
    /// `maxLength`: at most so many characters.
    MaxLength(usize),
    /// `minimum`.
    Minimum(Bound),
    /// `minimum`, the bound itself excluded.
    ExclusiveMinimum(Bound),
    /// `maximum`.
    Maximum(Bound),
    /// `maximum`, the bound itself excluded.
    ExclusiveMaximum(Bound),
    /// `multipleOf`.
    MultipleOf(Bound),
    /// `minItems`: at least so many items.
    MinItems(usize),
    /// `maxItems`: at most so many items.
    MaxItems(usize),
    /// `minProperties`: at least so many keys.
    MinProperties(usize),
    /// `maxProperties`: at most so many keys.
    MaxProperties(usize),
    /// `uniqueItems`: no two items that are equal.
    UniqueItems,
    /// `pattern`.
    Pattern(Pattern),
    /// `format`.
    Format(Format),
    /// `dependentRequired`: with a key also these.
    DependentRequired(String, Vec<String>),
    /// What only makes sense for the value as it is in JSON.
    Condition(ConditionId),
    /// The same, but asked only where a union's types are tried: whether one of the alternatives fits that this type stands
    /// for.
    Fitting(ConditionId),
}

/// A number that others are compared to, as it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// An integer.
    Integer(i64),
    /// An integer that no `i64` holds.
    Unsigned(u64),
    /// Any other number.
    Float(f64),
}

impl Bound {
    /// The bound of a float: an integer where it is one.
    pub fn of(number: f64) -> Self {
        // Integers below are exact.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if number.fract() == 0.0 && number.abs() < EXACT {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "it is an integer, and small"
            )]
            return Self::Integer(number as i64);
        }
        Self::Float(number)
    }

    /// The nearest float.
    #[allow(
        clippy::cast_precision_loss,
        reason = "the nearest is what is asked for"
    )]
    pub fn as_f64(self) -> f64 {
        match self {
            Self::Integer(number) => number as f64,
            Self::Unsigned(number) => number as f64,
            Self::Float(number) => number,
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(number) => number.fmt(f),
            Self::Unsigned(number) => number.fmt(f),
            Self::Float(number) => number.fmt(f),
        }
    }
}
