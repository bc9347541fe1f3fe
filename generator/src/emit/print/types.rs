//! Types and paths.

use super::layout::{Breaks, INDENT};
use super::printer::{Printer, Step, Unknown};
use super::tokens::Kind;

/// Where a path stands, and so how its arguments are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// `Vec<T>`.
    Type,
    /// `Vec::<T>`.
    Expression,
}

impl<'t> Printer<'t> {
    /// A type.
    pub(super) fn a_type(&mut self) -> Step {
        let token = self.peek(0).ok_or(Unknown)?;
        match token.kind {
            Kind::Sign(b'&', _) => self.reference_type(),
            Kind::Sign(b'!', _) => self.token(),
            Kind::Open(b'(', _) => self.tuple(Self::a_type).map(|_| ()),
            Kind::Open(b'[', _) => self.slice_type(),
            Kind::Sign(b':' | b'<', _) => self.path(Place::Type).map(|_| ()),
            Kind::Word => match token.text {
                "impl" | "dyn" => self.bounded_type(),
                "fn" => self.function_type(),
                "for" | "unsafe" | "extern" => Err(Unknown),
                "_" => self.token(),
                _ => self.path(Place::Type).map(|_| ()),
            },
            _ => Err(Unknown),
        }
    }

    fn reference_type(&mut self) -> Step {
        self.want("&")?;
        self.layout.text("&");
        if self.sees_lifetime() {
            self.lifetime()?;
            self.layout.text(" ");
        }
        if self.took_word("mut") {
            self.layout.text("mut ");
        }
        self.a_type()
    }

    fn slice_type(&mut self) -> Step {
        self.open(b'[')?;
        self.layout.text("[");
        self.a_type()?;
        if self.took(";") {
            self.layout.text("; ");
            self.expression()?;
        }
        self.close()?;
        self.layout.text("]");
        Ok(())
    }

    /// `impl A + B`, `dyn A + B`.
    fn bounded_type(&mut self) -> Step {
        self.word()?;
        self.layout.text(" ");
        loop {
            self.bound()?;
            if !self.took("+") {
                return Ok(());
            }
            self.layout.text(" + ");
        }
    }

    fn function_type(&mut self) -> Step {
        self.word()?;
        self.parenthesized(Self::a_type)?;
        self.output()
    }

    /// `-> T`, where there is one.
    pub(super) fn output(&mut self) -> Step {
        if self.took("->") {
            self.layout.text(" -> ");
            self.a_type()?;
        }
        Ok(())
    }

    /// A path without arguments.
    pub(super) fn plain_path(&mut self) -> Step {
        if self.took("::") {
            self.layout.text("::");
        }
        self.word()?;
        while self.took("::") {
            self.layout.text("::");
            self.word()?;
        }
        Ok(())
    }

    /// A path. Gives its only word, where it is no more than one.
    pub(super) fn path(&mut self, place: Place) -> Step<Option<&'t str>> {
        if self.sees("<") {
            self.qualified_self()?;
            self.segments(place)?;
            return Ok(None);
        }
        let is_global = self.took("::");
        if is_global {
            self.layout.text("::");
        }
        let word = self.word()?;
        let had_arguments = self.arguments(place)?;
        let more = self.segments(place)?;
        Ok((!is_global && !had_arguments && !more).then_some(word))
    }

    /// The segments after the first. Gives whether there are any.
    fn segments(&mut self, place: Place) -> Step<bool> {
        let mut any = false;
        while self.took("::") {
            any = true;
            self.layout.text("::");
            self.word()?;
            self.arguments(place)?;
        }
        Ok(any)
    }

    /// `<T as Trait>`, or `<T>`.
    fn qualified_self(&mut self) -> Step {
        self.want("<")?;
        self.layout.text("<");
        self.a_type()?;
        if self.took_word("as") {
            self.layout.text(" as ");
            self.path(Place::Type)?;
        }
        self.want(">")?;
        self.layout.text(">");
        Ok(())
    }

    /// The arguments of a segment. Gives whether there are any.
    fn arguments(&mut self, place: Place) -> Step<bool> {
        let turbofish = self.sees("::") && self.sees_ahead(2, "<");
        if turbofish {
            self.want("::")?;
        }
        if turbofish || place == Place::Type && self.sees("<") {
            if place == Place::Expression {
                self.layout.text("::");
            }
            self.angled(INDENT, Self::argument)?;
            return Ok(true);
        }
        if place == Place::Type && self.sees_open(b'(') {
            self.parenthesized_arguments()?;
            return Ok(true);
        }
        Ok(false)
    }

    /// What may stand in the angle brackets of a path.
    pub(super) fn argument(&mut self) -> Step {
        match self.peek(0).map(|token| token.kind) {
            Some(Kind::Lifetime | Kind::Integer | Kind::Text | Kind::Char) => self.token(),
            Some(Kind::Word) if self.sees_ahead(1, "=") => {
                self.word()?;
                self.want("=")?;
                self.layout.text(" = ");
                self.a_type()
            }
            Some(Kind::Word) if self.sees_ahead(1, ":") && !self.sees_ahead(1, "::") => {
                Err(Unknown)
            }
            Some(Kind::Open(b'{', _)) => Err(Unknown),
            _ => self.a_type(),
        }
    }

    /// `(A) -> B`.
    fn parenthesized_arguments(&mut self) -> Step {
        self.open(b'(')?;
        self.layout.begin(INDENT, Breaks::Consistent);
        self.layout.text("(");
        self.layout.zero();
        self.list(Self::a_type, |printer, is_last| {
            printer.layout.comma(is_last)
        })?;
        self.close()?;
        self.layout.outdent();
        self.layout.text(")");
        self.output()?;
        self.layout.end();
        Ok(())
    }
}
