//! Conditions, `if` and `match`.

use super::expressions::{Expression, Form};
use super::layout::{Break, Breaks, INDENT, Mark};
use super::operators::AND;
use super::printer::{Printer, Step, Unknown};
use super::tokens::Kind;

impl Printer<'_> {
    /// The condition of an `if` and the like, with the blank before the brace.
    fn condition(&mut self) -> Step {
        let around = std::mem::replace(&mut self.without_braces, true);
        self.layout.begin(0, Breaks::Consistent);
        let condition = self.expression()?;
        if condition.wraps {
            self.layout.space();
        } else {
            self.layout.text(" ");
        }
        self.layout.end();
        self.without_braces = around;
        Ok(())
    }

    pub(super) fn let_condition(&mut self, start: Mark) -> Step<Expression> {
        self.take()?;
        self.layout.begin(0, Breaks::Inconsistent);
        self.layout.text("let ");
        self.layout.begin(0, Breaks::Inconsistent);
        self.patterns()?;
        self.layout.end();
        self.want("=")?;
        self.layout.text(" = ");
        self.layout.never();
        self.layout.begin(0, Breaks::Inconsistent);
        let value = self.tighter_than(AND)?;
        self.layout.end();
        self.layout.end();
        Ok(Expression {
            begins_statement: false,
            wraps: value.wraps,
            ..Expression::new(Form::Let, start)
        })
    }

    pub(super) fn conditional(&mut self) -> Step<Form> {
        self.layout.begin(INDENT, Breaks::Consistent);
        self.head_of_conditional()?;
        let has_else = self.has_else();
        if !has_else {
            self.lone_branch()?;
            self.layout.end();
            return Ok(Form::If(false));
        }
        self.small_block()?;
        let mut ends_with_else = true;
        while self.took_word("else") {
            self.layout.text(" else ");
            if !self.sees_word("if") {
                self.small_block()?;
                ends_with_else = true;
                break;
            }
            self.head_of_conditional()?;
            self.small_block()?;
            ends_with_else = false;
        }
        self.layout.end();
        Ok(Form::If(ends_with_else))
    }

    fn head_of_conditional(&mut self) -> Step {
        self.want_word("if")?;
        self.layout.text("if ");
        self.layout.begin(-INDENT, Breaks::Consistent);
        self.condition()?;
        self.layout.end();
        Ok(())
    }

    /// Whether an `else` follows the block that comes next.
    fn has_else(&self) -> bool {
        match self.peek(0).map(|token| token.kind) {
            Some(Kind::Open(_, close)) => {
                self.sees_word_ahead((close + 1).saturating_sub(self.place()), "else")
            }
            _ => false,
        }
    }

    /// The branch of an `if` without `else`.
    fn lone_branch(&mut self) -> Step {
        let around = std::mem::replace(&mut self.without_braces, false);
        self.open(b'{')?;
        if self.sees_close() {
            self.layout.text("{}");
        } else {
            self.layout.text("{");
            self.layout.line();
            self.statements()?;
            self.layout.outdent();
            self.layout.text("}");
        }
        self.without_braces = around;
        self.close()
    }

    /// Braces with what `inside` prints on lines of their own.
    fn braces(&mut self, inside: impl Fn(&mut Self) -> Step) -> Step {
        let around = std::mem::replace(&mut self.without_braces, false);
        self.open(b'{')?;
        self.layout.text("{");
        self.layout.never();
        self.layout.begin(INDENT, Breaks::Consistent);
        self.layout.inner_line();
        inside(self)?;
        self.close()?;
        self.without_braces = around;
        self.layout.outdent();
        self.layout.end();
        self.layout.text("}");
        Ok(())
    }

    pub(super) fn matching(&mut self) -> Step<Form> {
        self.want_word("match")?;
        self.layout.begin(0, Breaks::Inconsistent);
        self.layout.text("match ");
        self.condition()?;
        self.braces(Self::arms)?;
        self.layout.end();
        Ok(Form::Match)
    }

    fn arms(&mut self) -> Step {
        while !self.sees_close() {
            self.arm()?;
            self.layout.line();
        }
        Ok(())
    }

    fn arm(&mut self) -> Step {
        self.outer_attributes()?;
        self.layout.begin(0, Breaks::Inconsistent);
        self.patterns()?;
        if self.took_word("if") {
            self.layout.text(" if ");
            self.expression()?;
        }
        self.want("=>")?;
        self.layout.text(" => ");
        self.arm_body()?;
        self.layout.end();
        self.took(",");
        Ok(())
    }

    /// What an arm gives. Braces around one expression go.
    fn arm_body(&mut self) -> Step {
        let (place, start) = (self.place(), self.layout.mark());
        let mut opened = 0;
        while self.sees_open(b'{') && !self.is_block_of_statements() {
            self.open(b'{')?;
            opened += 1;
        }
        if self.sees_open(b'{') {
            self.braces(Self::statements)?;
        } else if self.is_unit() {
            self.open(b'(')?;
            self.close()?;
            self.layout.text("{");
            self.layout.never();
            self.layout.text("}");
        } else {
            self.plain_arm_body()?;
        }
        if opened > 0 && !self.sees_close() {
            self.go_to(place);
            self.layout.back_to(start);
            return self.braces(Self::statements);
        }
        for _ in 0..opened {
            self.close()?;
        }
        Ok(())
    }

    fn plain_arm_body(&mut self) -> Step {
        self.layout.never();
        self.layout.begin(INDENT, Breaks::Consistent);
        self.layout.break_with(Break {
            before: Some('{'),
            ..Break::default()
        });
        let body = self.expression_statement()?;
        if !body.begins_statement {
            return Err(Unknown);
        }
        self.layout.break_with(Break {
            offset: -INDENT,
            before: body.form.wants_semicolon().then_some(';'),
            after: Some('}'),
            unbroken: body.form.needs_semicolon().then_some(','),
            ..Break::default()
        });
        self.layout.end();
        Ok(())
    }

    /// Whether the block that comes next is empty, or holds statements as far as a glance tells.
    fn is_block_of_statements(&self) -> bool {
        let is_empty = matches!(self.kind(1), None | Some(Kind::Close(_)));
        is_empty || self.block_has_statements()
    }

    fn is_unit(&self) -> bool {
        let ends = |at: usize| match self.peek(at).map(|token| token.kind) {
            Some(Kind::Sign(b',', _) | Kind::Close(_)) | None => true,
            Some(_) => false,
        };
        match self.peek(0).map(|token| token.kind) {
            Some(Kind::Open(b'(', close)) => close == self.place() + 1 && ends(2),
            _ => false,
        }
    }
}
