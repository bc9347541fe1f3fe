//! Conditions of typed values.

use std::any::Any;

use serde::Serialize;
use serde_json::Value;

use super::super::items::Items;
use super::super::subject::Subject;
use super::super::text::Text;
use super::Condition;

impl<T: Serialize + 'static> Subject<'_, T> {
    /// The condition of the value as it stands in JSON. One that isn't there is none.
    pub fn condition(self, condition: Condition) -> Self {
        let any: &dyn Any = self.value();
        let is_untyped = any.is::<Value>() || matches!(any.downcast_ref(), Some(Some::<Value>(_)));
        in_json(self.value(), |value| {
            if is_untyped || !value.is_null() {
                self.hold(value, condition);
            }
        });
        self
    }
}

/// Shows a value as it stands in JSON, for which most are written: one that can't be isn't shown.
fn in_json<T: Serialize + 'static>(value: &T, show: impl FnOnce(&Value)) {
    let any: &dyn Any = value;
    match any.downcast_ref::<Option<Value>>() {
        Some(value) => show(value.as_ref().unwrap_or(&Value::Null)),
        None => match any.downcast_ref::<Value>() {
            Some(value) => show(value),
            None => {
                if let Ok(value) = serde_json::to_value(value) {
                    show(&value);
                }
            }
        },
    }
}

impl<T: Text + ?Sized> Subject<'_, T> {
    /// The condition of a string. A value that is none has none.
    pub fn text_condition(self, condition: Condition<str>) -> Self {
        if let Some(text) = self.value().text() {
            self.hold(&*text, condition);
        }
        self
    }
}

/// How many items fit.
impl<T: Items> Subject<'_, T> {
    /// How many items fit a condition in JSON, at least and at most. Each is looked at by itself.
    pub fn contains(self, least: usize, most: Option<usize>, condition: Condition) -> Self
    where
        T::Item: Serialize + 'static,
    {
        self.containing(least, most, |this, item| {
            let mut fits = false;
            in_json(item, |item| fits = this.would_fit(item, condition));
            fits
        })
    }

    /// How many items, which are strings, fit a condition, at least and at most.
    pub fn contains_texts(
        self,
        least: usize,
        most: Option<usize>,
        condition: Condition<str>,
    ) -> Self
    where
        T::Item: Text,
    {
        self.containing(least, most, |this, item| {
            (item.text()).is_some_and(|text| this.would_fit(&*text, condition))
        })
    }

    fn containing(
        self,
        least: usize,
        most: Option<usize>,
        fits: impl Fn(&Self, &T::Item) -> bool,
    ) -> Self {
        if self.value().count().is_none() {
            return self;
        }
        let evaluated = self.at().evaluated();
        let enough = match (evaluated, most) {
            // Where it is asked what is evaluated, all that fit count.
            (Some(_), _) => usize::MAX,
            (None, Some(most)) => most.saturating_add(1),
            (None, None) => least,
        };
        let items = self.value().items().enumerate();
        let fitting = items
            .filter(|(_, item)| fits(&self, item))
            .inspect(|(index, _)| {
                if let Some(evaluated) = evaluated {
                    evaluated.add_item(*index);
                }
            });
        let count = fitting.take(enough).count();
        let rule = if least == 1 {
            "contains"
        } else {
            "minContains"
        };
        let message =
            format_args!("must have at least {least} of the items that it has to contain");
        self.expect(count >= least, rule, message).expect(
            most.is_none_or(|most| count <= most),
            "maxContains",
            format_args!("must not have that many of the items that it has to contain"),
        )
    }
}
