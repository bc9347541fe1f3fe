//! Values that are to rules what they are in JSON.

use std::borrow::Cow;

use serde::Serialize;

use super::look::{Look, look};
use super::number::{Num, Number};
use super::text::Text;

/// What a value is in JSON, a string or a number, where its type alone doesn't tell: a date, a UUID, a union.
#[derive(Clone, Copy, Debug)]
pub struct Written<'v>(Scalar<'v>);

#[derive(Clone, Copy, Debug)]
enum Scalar<'v> {
    Text(&'v str),
    Number(Num),
}

/// Shows what a value is in JSON, if it is a string or a number: of any other value no rule for these holds.
pub(super) fn show<T: Serialize + ?Sized>(value: &T, show: impl FnMut(&Written<'_>)) {
    struct Shown<F>(F);
    impl<F: FnMut(&Written<'_>)> Look for Shown<F> {
        fn number(&mut self, number: Num) {
            (self.0)(&Written(Scalar::Number(number)));
        }

        fn text(&mut self, text: &str) {
            (self.0)(&Written(Scalar::Text(text)));
        }
    }
    look(value, &mut Shown(show));
}

impl Text for Written<'_> {
    fn text(&self) -> Option<Cow<'_, str>> {
        match self.0 {
            Scalar::Text(text) => Some(Cow::Borrowed(text)),
            Scalar::Number(_) => None,
        }
    }
}

impl Number for Written<'_> {
    fn number(&self) -> Option<Num> {
        match self.0 {
            Scalar::Number(number) => Some(number),
            Scalar::Text(_) => None,
        }
    }
}
