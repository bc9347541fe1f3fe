//! What follows an expression: calls, indices, `?`, and chains of fields and methods.

use super::expressions::{Expression, Form};
use super::layout::{Break, Breaks, INDENT, Mark};
use super::printer::{Printer, Step, Unknown};
use super::tokens::Kind;

/// A chain that is being laid out.
struct Chain {
    /// Where the expression ends that it hangs on.
    head_end: Mark,
    /// Where the last field, method or `.await` ends.
    last_dot: Option<Mark>,
    /// How many links there are.
    links: usize,
    /// How many of them begin with a dot.
    dots: usize,
    /// Where the arguments' group begins, if the first link is a method.
    first_arguments: Option<Mark>,
}

impl Printer<'_> {
    /// What follows `head`; whether that begins a line.
    pub(super) fn chain(&mut self, head: Expression, begins_line: bool) -> Step<Expression> {
        let mut chain = Chain {
            head_end: self.layout.mark(),
            last_dot: None,
            links: 0,
            dots: 0,
            first_arguments: None,
        };
        let mut expression = head;
        let stays = begins_line && head.is_short;
        // Whether the next link's dot was part of the last token: `0.` is one.
        let mut had_dot = false;
        loop {
            if !had_dot && self.took("?") {
                self.layout.text("?");
                expression.form = Form::Try;
            } else if had_dot || self.sees(".") && !self.sees("..") {
                if !had_dot {
                    self.want(".")?;
                }
                if !(stays && chain.links == 0) {
                    self.layout.zero();
                }
                had_dot = self.dotted(&mut chain)?;
                expression.form = Form::Dotted;
                expression.wraps = true;
            } else if self.sees_open(b'(') && self.may_be_called(&expression, &chain) {
                self.layout.text("(");
                self.arguments_of_call()?;
                self.layout.text(")");
                expression.form = Form::Call;
            } else if self.sees_open(b'[') && expression.form.needs_semicolon() {
                self.open(b'[')?;
                self.layout.text("[");
                self.inner_expression()?;
                self.close()?;
                self.layout.text("]");
                expression.form = Form::Index;
                expression.wraps = true;
            } else {
                break;
            }
            chain.links += 1;
            expression.is_short = false;
        }
        expression.is_unbroken = stays && chain.dots > 0;
        self.group(&head, &chain, stays);
        Ok(expression)
    }

    /// Whether the parenthesis that comes next is a call's. After a block it is the next statement's.
    fn may_be_called(&self, expression: &Expression, chain: &Chain) -> bool {
        expression.form.needs_semicolon() && chain.dots == 0
    }

    /// A field, a method with its arguments, or `await`, after the dot. Gives whether the next dot came with it.
    fn dotted(&mut self, chain: &mut Chain) -> Step<bool> {
        self.layout.text(".");
        match self.peek(0).map(|token| token.kind) {
            Some(Kind::Word) => {
                self.word()?;
            }
            Some(Kind::Integer) => self.token()?,
            Some(Kind::Float) => {
                let index = self.take()?.text.strip_suffix('.').ok_or(Unknown)?;
                self.layout.text(index);
                chain.dots += 1;
                chain.last_dot = Some(self.layout.mark());
                return Ok(true);
            }
            _ => return Err(Unknown),
        }
        if self.sees("::") {
            self.want("::")?;
            self.layout.text("::");
            self.angled(INDENT, Self::argument)?;
        }
        if self.sees_open(b'(') {
            let group = self.layout.mark();
            self.layout.begin(0, Breaks::Consistent);
            self.layout.text("(");
            self.arguments_of_call()?;
            self.layout.text(")");
            self.layout.end();
            if chain.links == 0 {
                chain.first_arguments = Some(group);
            }
        }
        chain.dots += 1;
        chain.last_dot = Some(self.layout.mark());
        Ok(false)
    }

    /// Puts the links of a chain into a group, and the head into one that isn't indented with them.
    fn group(&mut self, head: &Expression, chain: &Chain, stays: bool) {
        let Some(last_dot) = chain.last_dot else {
            return;
        };
        if let Some(arguments) = chain.first_arguments
            && stays
            && chain.dots == 1
        {
            self.layout.indent_at(arguments, -INDENT);
        }
        self.layout.end_at(last_dot);
        self.layout.end_at(chain.head_end);
        self.layout
            .begin_at(head.start, -INDENT, Breaks::Consistent);
        self.layout.begin_at(head.start, INDENT, Breaks::Consistent);
    }

    /// The arguments of a call, from the parenthesis that opens to the one that closes.
    pub(super) fn arguments_of_call(&mut self) -> Step {
        self.open(b'(')?;
        if self.sees_close() {
            return self.close();
        }
        let start = self.layout.mark();
        let first = self.inner_expression()?;
        if first.form.is_block_like() && self.ends_after_comma() {
            self.took(",");
            return self.close();
        }
        self.layout.break_at(start, Break::default());
        self.layout.begin_at(start, INDENT, Breaks::Consistent);
        self.further_expressions()?;
        self.close()?;
        self.layout.outdent();
        self.layout.end();
        Ok(())
    }

    /// Whether nothing but a comma may come before what closes.
    fn ends_after_comma(&self) -> bool {
        let ahead = usize::from(self.sees(","));
        self.siblings(ahead).next().is_none()
    }
}
