//! Generic parameters, bounds and where clauses.

use super::layout::{Breaks, INDENT};
use super::printer::{Printer, Step, Unknown};
use super::types::Place;

impl Printer<'_> {
    /// `<'a, T: A + B>`, where there are any.
    pub(super) fn generics(&mut self) -> Step {
        if self.sees("<") {
            self.angled(0, Self::parameter)?;
        }
        Ok(())
    }

    fn parameter(&mut self) -> Step {
        if self.sees_lifetime() {
            self.lifetime()?;
            if self.sees(":") {
                return Err(Unknown);
            }
            return Ok(());
        }
        if self.took_word("const") {
            self.layout.text("const ");
            self.word()?;
            self.want(":")?;
            self.layout.text(": ");
            return self.a_type();
        }
        self.word()?;
        self.layout.begin(INDENT, Breaks::Inconsistent);
        if self.took(":") {
            self.layout.text(": ");
            self.bounds()?;
        }
        if self.sees("=") {
            return Err(Unknown);
        }
        self.layout.end();
        Ok(())
    }

    /// `A + B`, each of the later ones on a line of its own where they don't fit.
    pub(super) fn bounds(&mut self) -> Step {
        loop {
            self.bound()?;
            if !self.took("+") {
                return Ok(());
            }
            self.layout.space();
            self.layout.text("+ ");
        }
    }

    /// A trait, or a lifetime.
    pub(super) fn bound(&mut self) -> Step {
        if self.sees_lifetime() {
            return self.lifetime();
        }
        if self.took_word("for") {
            self.bound_lifetimes()?;
        }
        if self.took("?") {
            self.layout.text("?");
        }
        self.path(Place::Type)?;
        Ok(())
    }

    /// `<'a>` after `for`.
    fn bound_lifetimes(&mut self) -> Step {
        self.want("<")?;
        self.layout.text("for<");
        loop {
            self.lifetime()?;
            if !self.took(",") {
                break;
            }
            self.layout.text(", ");
        }
        self.want(">")?;
        self.layout.text("> ");
        Ok(())
    }

    /// The conditions before a body, or the blank before it.
    pub(super) fn where_before_body(&mut self) -> Step {
        if !self.took_word("where") {
            self.layout.text(" ");
            return Ok(());
        }
        self.layout.line();
        self.layout.outdent();
        self.layout.text("where");
        self.layout.line();
        while !self.sees_open(b'{') {
            self.condition_of_type()?;
            self.took(",");
            self.layout.text(",");
            self.layout.line();
        }
        self.layout.outdent();
        Ok(())
    }

    /// The conditions of a method without a body, or the semicolon after it.
    pub(super) fn where_before_semicolon(&mut self) -> Step {
        if !self.took_word("where") {
            self.want(";")?;
            self.layout.text(";");
            return Ok(());
        }
        self.layout.line();
        self.layout.outdent();
        self.layout.text("where");
        self.layout.line();
        loop {
            self.condition_of_type()?;
            self.took(",");
            if self.took(";") {
                self.layout.text(";");
                return Ok(());
            }
            self.layout.text(",");
            self.layout.line();
        }
    }

    fn condition_of_type(&mut self) -> Step {
        if self.sees_lifetime() {
            return Err(Unknown);
        }
        if self.took_word("for") {
            self.bound_lifetimes()?;
        }
        self.a_type()?;
        self.want(":")?;
        self.layout.text(":");
        let group = self.layout.mark();
        self.layout.begin(0, Breaks::Inconsistent);
        self.layout.text(" ");
        self.bound()?;
        if self.sees("+") {
            self.layout.indent_at(group, INDENT);
        }
        while self.took("+") {
            self.layout.space();
            self.layout.text("+ ");
            self.bound()?;
        }
        self.layout.end();
        Ok(())
    }
}
