//! Conditions: what a value in JSON must keep to where no type and no rule of a typed value says so.

use super::rules::Rule;
use super::strings::Pattern;
use super::types::JsonType;

/// The index of a condition in [`super::Api::conditions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConditionId(pub usize);

/// A condition with a name of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The Rust name, in snake case, unique among the conditions.
    pub name: String,
    /// What it says.
    pub assertion: Assertion,
}

/// What a value must keep to: all keywords of a schema. None: any value will do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assertion(pub Vec<Keyword>);

/// A schema in another.
#[derive(Clone, Debug, PartialEq)]
pub enum Sub {
    /// One that stands in place.
    Inline(Assertion),
    /// One with a name of its own.
    Named(ConditionId),
}

/// A keyword and what it says (JSON Schema Core, section 10; Validation, section 6).
#[derive(Clone, Debug, PartialEq)]
pub enum Keyword {
    /// No value at all.
    Never,
    /// `type`: one of these.
    Type(Vec<JsonType>),
    /// `enum`: one of these.
    Enum(Vec<serde_json::Value>),
    /// A rule that typed values may have as well.
    Rule(Rule),
    /// `required`.
    Required(Vec<String>),
    /// `dependentSchemas`: with a key also this.
    Dependent(String, Sub),
    /// `properties`: what stands under a key.
    Property(String, Sub),
    /// `patternProperties`: what stands under keys that match.
    PropertiesLike(Pattern, Sub),
    /// `additionalProperties`: what stands under keys that are none of these, sorted, and match none of these.
    OtherProperties(Vec<String>, Vec<Pattern>, Sub),
    /// `propertyNames`: a condition of strings.
    PropertyNames(Sub),
    /// `prefixItems`: the item at an index.
    Item(usize, Sub),
    /// `items`: each item from an index on.
    ItemsFrom(usize, Sub),
    /// `contains`, with `minContains` and `maxContains`.
    Contains {
        /// How many fit at least.
        least: usize,
        /// How many fit at most.
        most: Option<usize>,
        /// What these fit.
        sub: Sub,
    },
    /// Another schema: a reference, or a part of an `allOf`.
    All(Sub),
    /// `anyOf`.
    Any(Vec<Sub>),
    /// `oneOf`.
    ExactlyOne(Vec<Sub>),
    /// `not`.
    Not(Sub),
    /// `if`, `then` and `else`.
    When(Sub, Sub, Sub),
    /// `unevaluatedProperties`: a schema, and what stands under the keys that it doesn't evaluate.
    UnevaluatedProperties(Sub, Sub),
    /// `unevaluatedItems`: a schema, and the items that it doesn't evaluate.
    UnevaluatedItems(Sub, Sub),
}

impl Keyword {
    /// The schemas in it, and of each whether it speaks of the same value rather than of one that stands in it.
    pub fn subs(&self) -> Vec<(&Sub, bool)> {
        match self {
            Self::Never | Self::Type(_) | Self::Enum(_) | Self::Rule(_) | Self::Required(_) => {
                Vec::new()
            }
            Self::Dependent(_, sub) | Self::All(sub) | Self::Not(sub) => vec![(sub, true)],
            Self::When(condition, then, otherwise) => {
                vec![(condition, true), (then, true), (otherwise, true)]
            }
            Self::Any(all) | Self::ExactlyOne(all) => all.iter().map(|sub| (sub, true)).collect(),
            Self::Property(_, sub)
            | Self::PropertiesLike(_, sub)
            | Self::OtherProperties(_, _, sub)
            | Self::PropertyNames(sub)
            | Self::Item(_, sub)
            | Self::ItemsFrom(_, sub)
            | Self::Contains { sub, .. } => vec![(sub, false)],
            Self::UnevaluatedProperties(whole, rest) | Self::UnevaluatedItems(whole, rest) => {
                vec![(whole, true), (rest, false)]
            }
        }
    }

    /// The same, to change.
    pub fn subs_mut(&mut self) -> Vec<(&mut Sub, bool)> {
        match self {
            Self::Never | Self::Type(_) | Self::Enum(_) | Self::Rule(_) | Self::Required(_) => {
                Vec::new()
            }
            Self::Dependent(_, sub) | Self::All(sub) | Self::Not(sub) => vec![(sub, true)],
            Self::When(condition, then, otherwise) => {
                vec![(condition, true), (then, true), (otherwise, true)]
            }
            Self::Any(all) | Self::ExactlyOne(all) => {
                all.iter_mut().map(|sub| (sub, true)).collect()
            }
            Self::Property(_, sub)
            | Self::PropertiesLike(_, sub)
            | Self::OtherProperties(_, _, sub)
            | Self::PropertyNames(sub)
            | Self::Item(_, sub)
            | Self::ItemsFrom(_, sub)
            | Self::Contains { sub, .. } => vec![(sub, false)],
            Self::UnevaluatedProperties(whole, rest) | Self::UnevaluatedItems(whole, rest) => {
                vec![(whole, true), (rest, false)]
            }
        }
    }
}
