//! Values as they are in JSON.

use std::borrow::Cow;
use std::ops::ControlFlow::{self, Break};

use super::look::{Look, View};
use super::number::{Num, Number};
use super::subject::Subject;
use super::text::Text;

/// What a value is in JSON, whatever its type: it isn't written for that. Of an array and an object only that it is one;
/// what stands in it is looked at where a rule speaks of it.
#[derive(Clone, Copy)]
pub struct Json<'v>(pub(super) Kind<'v>);

#[derive(Clone, Copy)]
pub(super) enum Kind<'v> {
    Null,
    Boolean(bool),
    Number(Num),
    Text(&'v str),
    Array(&'v dyn View),
    Object(&'v dyn View),
}

/// A value in JSON at its place.
pub type JsonSubject<'a> = Subject<'a, Json<'a>>;

/// Shows what a value is in JSON. One that can't be written isn't shown.
pub(super) fn show(value: &dyn View, mut show: impl FnMut(&Json<'_>)) {
    look(value, &mut |shown| show(&shown.unwrap_or(Json(Kind::Null))));
}

/// The same, unless it is an [`Option`] without a value.
pub(super) fn show_some(value: &dyn View, mut show: impl FnMut(&Json<'_>)) {
    look(value, &mut |shown| {
        if let Some(json) = shown {
            show(&json);
        }
    });
}

fn look(value: &dyn View, show: &mut dyn FnMut(Option<Json<'_>>)) {
    value.look(&mut Shown { value, show });
}

struct Shown<'s> {
    value: &'s dyn View,
    show: &'s mut dyn FnMut(Option<Json<'_>>),
}

impl Shown<'_> {
    fn show(&mut self, kind: Kind<'_>) {
        (self.show)(Some(Json(kind)));
    }
}

impl Look for Shown<'_> {
    fn none(&mut self) {
        (self.show)(None);
    }

    fn null(&mut self) {
        self.show(Kind::Null);
    }

    fn boolean(&mut self, value: bool) {
        self.show(Kind::Boolean(value));
    }

    fn number(&mut self, number: Num) {
        self.show(Kind::Number(number));
    }

    fn text(&mut self, text: &str) {
        self.show(Kind::Text(text));
    }

    fn array(&mut self) -> ControlFlow<()> {
        self.show(Kind::Array(self.value));
        Break(())
    }

    fn object(&mut self) -> ControlFlow<()> {
        self.show(Kind::Object(self.value));
        Break(())
    }
}

impl View for Json<'_> {
    fn look(&self, at: &mut dyn Look) -> bool {
        match self.0 {
            Kind::Null => at.null(),
            Kind::Boolean(value) => at.boolean(value),
            Kind::Number(number) => at.number(number),
            Kind::Text(text) => at.text(text),
            Kind::Array(value) | Kind::Object(value) => return value.look(at),
        }
        true
    }
}

impl Text for Json<'_> {
    fn text(&self) -> Option<Cow<'_, str>> {
        match self.0 {
            Kind::Text(text) => Some(Cow::Borrowed(text)),
            _ => None,
        }
    }
}

impl Number for Json<'_> {
    fn number(&self) -> Option<Num> {
        match self.0 {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }
}
