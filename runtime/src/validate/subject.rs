//! A value at its place, and the rules that it may break.

use std::cmp::Ordering;
use std::fmt;

use super::Validate;
use super::at::At;
use super::format::Format;
use super::items::Items;
use super::keys::Keys;
use super::number::{Num, Number};
use super::pattern::Pattern;
use super::text::Text;

/// A value at its place. Each method checks a rule and notes where it is broken; they are chained, and the order is that
/// of the violations.
pub struct Subject<'a, T: ?Sized> {
    at: At<'a>,
    value: &'a T,
}

impl<'a, T: ?Sized> Subject<'a, T> {
    pub(super) fn new(at: At<'a>, value: &'a T) -> Self {
        Self { at, value }
    }

    pub(super) fn at(&self) -> &At<'a> {
        &self.at
    }

    pub(super) fn value(&self) -> &'a T {
        self.value
    }

    /// The rules of the value's own type.
    pub fn nested(self) -> Self
    where
        T: Validate,
    {
        self.value.check(&self.at);
        self
    }

    pub(super) fn expect(
        self,
        holds: bool,
        rule: &'static str,
        message: fmt::Arguments<'_>,
    ) -> Self {
        if !holds {
            self.at.violate(rule, message);
        }
        self
    }
}

/// Rules for strings.
impl<T: Text + ?Sized> Subject<'_, T> {
    /// At least so many characters.
    pub fn min_length(self, least: usize) -> Self {
        let holds = self.value.has_at_least(least);
        let unit = Counted(least, "character");
        self.expect(
            holds,
            "minLength",
            format_args!("must have at least {unit}"),
        )
    }

    /// At most so many characters.
    pub fn max_length(self, most: usize) -> Self {
        let holds = self.value.has_at_most(most);
        let unit = Counted(most, "character");
        self.expect(holds, "maxLength", format_args!("must have at most {unit}"))
    }

    /// The pattern that must be found.
    pub fn pattern(self, pattern: &Pattern) -> Self {
        let holds = (self.value.text()).is_none_or(|text| pattern.is_match(&text));
        self.expect(holds, "pattern", format_args!("must match `{pattern}`"))
    }

    /// The format.
    pub fn format(self, format: Format) -> Self {
        let holds = (self.value.text()).is_none_or(|text| format.holds(&text));
        self.expect(
            holds,
            "format",
            format_args!("must be of the format {format}"),
        )
    }
}

/// Rules for numbers.
impl<T: Number + ?Sized> Subject<'_, T> {
    /// The least number.
    pub fn minimum(self, least: impl Into<Num>) -> Self {
        let least = least.into();
        let holds = self.compares(least, Ordering::is_ge);
        self.expect(holds, "minimum", format_args!("must be at least {least}"))
    }

    /// The greatest number.
    pub fn maximum(self, most: impl Into<Num>) -> Self {
        let most = most.into();
        let holds = self.compares(most, Ordering::is_le);
        self.expect(holds, "maximum", format_args!("must be at most {most}"))
    }

    /// What the number must be above.
    pub fn exclusive_minimum(self, bound: impl Into<Num>) -> Self {
        let bound = bound.into();
        let holds = self.compares(bound, Ordering::is_gt);
        let message = format_args!("must be greater than {bound}");
        self.expect(holds, "exclusiveMinimum", message)
    }

    /// What the number must be below.
    pub fn exclusive_maximum(self, bound: impl Into<Num>) -> Self {
        let bound = bound.into();
        let holds = self.compares(bound, Ordering::is_lt);
        let message = format_args!("must be less than {bound}");
        self.expect(holds, "exclusiveMaximum", message)
    }

    /// What the number must be a multiple of.
    pub fn multiple_of(self, of: impl Into<Num>) -> Self {
        let of = of.into();
        let holds = (self.value.number()).is_none_or(|number| number.is_multiple_of(of));
        self.expect(
            holds,
            "multipleOf",
            format_args!("must be a multiple of {of}"),
        )
    }

    fn compares(&self, bound: Num, holds: fn(Ordering) -> bool) -> bool {
        (self.value.number()).is_none_or(|number| holds(number.compare(bound)))
    }
}

/// How many parts a value has; what has none (`None`) breaks no rule of them.
impl<T: ?Sized> Subject<'_, T> {
    pub(super) fn at_least(self, count: Option<usize>, least: Counted, rule: &'static str) -> Self {
        let holds = count.is_none_or(|count| count >= least.0);
        self.expect(holds, rule, format_args!("must have at least {least}"))
    }

    pub(super) fn at_most(self, count: Option<usize>, most: Counted, rule: &'static str) -> Self {
        let holds = count.is_none_or(|count| count <= most.0);
        self.expect(holds, rule, format_args!("must have at most {most}"))
    }
}

/// Rules for arrays.
impl<T: Items> Subject<'_, T> {
    /// At least so many items.
    pub fn min_items(self, least: usize) -> Self {
        let count = self.value.count();
        self.at_least(count, Counted(least, "item"), "minItems")
    }

    /// At most so many items.
    pub fn max_items(self, most: usize) -> Self {
        let count = self.value.count();
        self.at_most(count, Counted(most, "item"), "maxItems")
    }

    /// The rules of each item.
    pub fn items<F>(self, check: F) -> Self
    where
        F: for<'b> Fn(Subject<'b, T::Item>) -> Subject<'b, T::Item>,
    {
        for (index, item) in self.value.items().enumerate() {
            check(self.at.index(index, item));
        }
        self
    }
}

/// Rules for objects.
impl<T: Keys> Subject<'_, T> {
    /// At least so many keys.
    pub fn min_properties(self, least: usize) -> Self {
        let count = self.value.count();
        self.at_least(count, Counted(least, "key"), "minProperties")
    }

    /// At most so many keys.
    pub fn max_properties(self, most: usize) -> Self {
        let count = self.value.count();
        self.at_most(count, Counted(most, "key"), "maxProperties")
    }

    /// The rules of each value.
    pub fn values<F>(self, check: F) -> Self
    where
        F: for<'b> Fn(Subject<'b, T::Value>) -> Subject<'b, T::Value>,
    {
        for (key, value) in self.value.entries() {
            check(self.at.key(key, value));
        }
        self
    }
}

impl<T: ?Sized> fmt::Debug for Subject<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Subject").field(&self.at).finish()
    }
}

/// A count of things, in words.
pub(super) struct Counted(pub(super) usize, pub(super) &'static str);

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(count, unit) = self;
        let plural = if *count == 1 { "" } else { "s" };
        write!(f, "{count} {unit}{plural}")
    }
}
