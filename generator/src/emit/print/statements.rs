//! Statements and blocks.

use super::layout::{Breaks, INDENT};
use super::printer::{Printer, Step, Unknown};
use super::tokens::Kind;

impl Printer<'_> {
    /// The statements up to what closes their block.
    pub(super) fn statements(&mut self) -> Step {
        while !self.sees_close() {
            self.statement()?;
        }
        Ok(())
    }

    fn statement(&mut self) -> Step {
        if self.sees("#") {
            self.outer_attributes()?;
        }
        if self.sees_word("let") {
            return self.binding_statement();
        }
        if self.sees_item() {
            return self.item().map(|_| ());
        }
        self.layout.begin(0, Breaks::Inconsistent);
        let expression = self.expression_statement()?;
        let has_semicolon = self.took(";");
        if !has_semicolon && !self.sees_close() && expression.form.needs_semicolon() {
            return Err(Unknown);
        }
        let writes_semicolon = match has_semicolon {
            true => !expression.form.drops_semicolon(),
            false => expression.form.wants_semicolon(),
        };
        if writes_semicolon {
            self.layout.text(";");
        }
        self.layout.end();
        self.layout.line();
        Ok(())
    }

    fn binding_statement(&mut self) -> Step {
        self.want_word("let")?;
        self.layout.begin(0, Breaks::Inconsistent);
        self.layout.text("let ");
        self.pattern()?;
        if self.took(":") {
            self.layout.text(": ");
            self.a_type()?;
        }
        if self.took("=") {
            self.layout.text(" = ");
            self.layout.never();
            self.expression()?;
            if self.took_word("else") {
                self.layout.space();
                self.layout.text("else ");
                self.layout.end();
                self.layout.never();
                self.layout.begin(INDENT, Breaks::Consistent);
                self.small_block()?;
            }
        }
        self.want(";")?;
        self.layout.end();
        self.layout.text(";");
        self.layout.line();
        Ok(())
    }

    /// A block that may stand on one line, whose group has begun.
    pub(super) fn small_block(&mut self) -> Step {
        let nested = std::mem::replace(&mut self.without_braces, false);
        self.open(b'{')?;
        self.layout.text("{");
        if !self.sees_close() {
            self.layout.space();
            if !self.only_expression()? {
                self.statements()?;
            }
            self.layout.outdent();
        }
        self.close()?;
        self.layout.text("}");
        self.without_braces = nested;
        Ok(())
    }

    /// Prints what stands in a block if that is one expression. Gives whether it is.
    fn only_expression(&mut self) -> Step<bool> {
        if self.has_statements() {
            return Ok(false);
        }
        let place = self.place();
        let mark = self.layout.mark();
        self.layout.begin(0, Breaks::Inconsistent);
        self.expression_statement()?;
        if !self.sees_close() {
            self.go_to(place);
            self.layout.back_to(mark);
            return Ok(false);
        }
        self.layout.end();
        self.layout.space();
        Ok(true)
    }

    /// Whether there is a statement, rather than one expression, between here and what closes the block, as far as a
    /// glance tells: a `let`, an item or a semicolon.
    fn has_statements(&self) -> bool {
        self.has_statements_ahead(0)
    }

    /// The same for the block that comes next.
    pub(super) fn block_has_statements(&self) -> bool {
        self.has_statements_ahead(1)
    }

    fn has_statements_ahead(&self, ahead: usize) -> bool {
        if self.sees_word_ahead(ahead, "let") || self.sees_item_ahead(ahead) {
            return true;
        }
        self.siblings(ahead)
            .any(|kind| matches!(kind, Kind::Sign(b';', _)))
    }
}
