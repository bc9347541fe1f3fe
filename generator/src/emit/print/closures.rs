//! Closures.

use super::expressions::Form;
use super::layout::{Break, Breaks, INDENT};
use super::printer::{Printer, Step, Unknown};

impl Printer<'_> {
    /// A closure. One that says what it gives isn't known.
    pub(super) fn closure(&mut self) -> Step<Form> {
        self.layout.begin(0, Breaks::Inconsistent);
        if self.took_word("move") {
            self.layout.text("move ");
        }
        self.layout.begin(INDENT, Breaks::Consistent);
        self.closure_inputs()?;
        self.layout.text("|");
        self.layout.space();
        self.layout.outdent();
        self.layout.end();
        self.layout.never();
        self.closure_body()?;
        self.layout.end();
        Ok(Form::Closure)
    }

    /// What stands between the bars of a closure, with the first bar.
    fn closure_inputs(&mut self) -> Step {
        self.layout.text("|");
        if self.took("||") {
            return Ok(());
        }
        self.want("|")?;
        self.layout.zero();
        loop {
            self.pattern()?;
            if self.took(":") {
                self.layout.text(": ");
                self.a_type()?;
            }
            if self.took("|") {
                return Ok(());
            }
            self.want(",")?;
            self.layout.text(",");
            self.layout.space();
        }
    }

    /// A closure's body, in braces where it doesn't fit the line.
    fn closure_body(&mut self) -> Step {
        let start = self.layout.mark();
        let body = self.expression()?;
        if body.form.is_block_like() || matches!(body.form, Form::Match | Form::Call) {
            return Ok(());
        }
        if !body.begins_statement {
            return Err(Unknown);
        }
        self.layout.break_at(
            start,
            Break {
                before: Some('{'),
                ..Break::default()
            },
        );
        self.layout.begin_at(start, INDENT, Breaks::Consistent);
        self.layout.break_with(Break {
            offset: -INDENT,
            before: body.form.wants_semicolon().then_some(';'),
            after: Some('}'),
            ..Break::default()
        });
        self.layout.end();
        Ok(())
    }
}
