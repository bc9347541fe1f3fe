//! Functions.

use super::layout::{Breaks, INDENT};
use super::printer::{Printer, Step, Unknown};
use super::tokens::Kind;

impl Printer<'_> {
    /// A function, after its attributes: with a body, or without one where a trait has it.
    pub(super) fn function(&mut self) -> Step {
        self.layout.begin(INDENT, Breaks::Consistent);
        self.visibility()?;
        self.signature()?;
        if self.ends_without_body() {
            self.where_before_semicolon()?;
            self.layout.end();
        } else {
            self.where_before_body()?;
            self.body()?;
        }
        self.layout.line();
        Ok(())
    }

    /// Whether a semicolon comes before any brace.
    fn ends_without_body(&self) -> bool {
        self.siblings(0)
            .find_map(|kind| match kind {
                Kind::Sign(b';', _) => Some(true),
                Kind::Open(b'{', _) => Some(false),
                _ => None,
            })
            .unwrap_or(true)
    }

    fn signature(&mut self) -> Step {
        for modifier in ["const ", "async "] {
            if self.took_word(modifier.trim_end()) {
                self.layout.text(modifier);
            }
        }
        self.want_word("fn")?;
        self.layout.text("fn ");
        self.word()?;
        self.generics()?;
        self.open(b'(')?;
        self.layout.text("(");
        self.layout.never();
        self.layout.begin(0, Breaks::Consistent);
        self.layout.zero();
        self.list(Self::argument_of_function, |printer, is_last| {
            printer.layout.comma(is_last);
        })?;
        self.close()?;
        self.layout.outdent();
        self.layout.end();
        self.layout.text(")");
        self.layout.begin(-INDENT, Breaks::Consistent);
        self.output()?;
        self.layout.end();
        Ok(())
    }

    fn argument_of_function(&mut self) -> Step {
        if self.sees("#") {
            return Err(Unknown);
        }
        if self.receiver()? {
            return Ok(());
        }
        self.pattern()?;
        self.want(":")?;
        self.layout.text(": ");
        self.a_type()
    }

    /// `self`, `&self` and the like. Gives whether there is one.
    fn receiver(&mut self) -> Step<bool> {
        let place = self.place();
        let mark = self.layout.mark();
        if self.took("&") {
            self.layout.text("&");
            if self.sees_lifetime() {
                self.lifetime()?;
                self.layout.text(" ");
            }
        }
        if self.took_word("mut") {
            self.layout.text("mut ");
        }
        if !self.sees_word("self") {
            self.go_to(place);
            self.layout.back_to(mark);
            return Ok(false);
        }
        self.word()?;
        if self.took(":") {
            self.layout.text(": ");
            self.a_type()?;
        }
        Ok(true)
    }

    /// A body, whose group has begun: from the brace that opens to the one that closes.
    pub(super) fn body(&mut self) -> Step {
        self.lines_in_braces(Self::statements)
    }
}
