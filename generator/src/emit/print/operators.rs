//! Operators between expressions.

use super::expressions::{Expression, Form};
use super::layout::{Breaks, INDENT, Mark};
use super::printer::{Printer, Step};
use super::tokens::Kind;

/// The binary operators, those that bind tighter later (The Rust Reference, "Expression precedence").
const BINARY: &[&[&str]] = &[
    &["||"],
    &["&&"],
    &["==", "!=", "<=", ">=", "<", ">"],
    &["|"],
    &["^"],
    &["&"],
    &["<<", ">>"],
    &["+", "-"],
    &["*", "/", "%"],
];

/// How tightly `&&` binds: what follows `let … =` in a condition binds tighter.
pub(super) const AND: usize = 1;

/// What begins like an operator and isn't one that is known here.
const COMPOUND: &[&str] = &["+=", "-=", "*=", "/=", "%=", "^=", "&=", "|=", "<<=", ">>="];

impl Printer<'_> {
    /// An expression.
    pub(super) fn expression(&mut self) -> Step<Expression> {
        self.expression_from(false, false)
    }

    /// An expression that begins a line, and that ends with its brace if it begins with `if`, `match` and the like.
    pub(super) fn expression_statement(&mut self) -> Step<Expression> {
        self.expression_from(true, true)
    }

    /// An expression within brackets.
    pub(super) fn inner_expression(&mut self) -> Step<Expression> {
        let around = std::mem::replace(&mut self.without_braces, false);
        let expression = self.expression();
        self.without_braces = around;
        expression
    }

    fn expression_from(&mut self, begins_line: bool, ends_at_brace: bool) -> Step<Expression> {
        let (place, start) = (self.place(), self.layout.mark());
        if self.sees("..") {
            return self.range_from(start);
        }
        let left = self.operand(begins_line)?;
        if ends_at_brace && !left.form.needs_semicolon() {
            return Ok(left);
        }
        if left.is_unbroken && self.sees_operator() {
            // Only where it is the whole of the line does a chain begin on the line of a short name.
            self.go_to(place);
            self.layout.back_to(start);
            return self.expression_from(false, ends_at_brace);
        }
        let left = self.binary_from(left, 0)?;
        if self.sees("..") {
            return self.range_from(start);
        }
        if self.sees("=") && !self.sees("==") && !self.sees("=>") {
            return self.assignment(left);
        }
        Ok(left)
    }

    fn sees_operator(&self) -> bool {
        self.binary_operator(0).is_some() || self.sees("..") || self.sees("=") && !self.sees("=>")
    }

    /// The binary operator that comes next if it binds at least this tightly, with how tightly it does.
    fn binary_operator(&self, least: usize) -> Option<(usize, &'static str)> {
        let Some(Kind::Sign(first, _)) = self.kind(0) else {
            return None;
        };
        // What mostly ends an expression.
        if b",;.?".contains(&first) {
            return None;
        }
        if COMPOUND.iter().any(|operator| self.sees(operator)) || self.sees("=>") {
            return None;
        }
        // Of those that begin alike, the longer one is meant.
        let found = BINARY
            .iter()
            .enumerate()
            .flat_map(|(level, operators)| operators.iter().map(move |operator| (level, *operator)))
            .filter(|(_, operator)| self.sees(operator))
            .max_by_key(|(_, operator)| operator.len())?;
        (found.0 >= least).then_some(found)
    }

    /// An expression of operators that bind tighter than this level.
    pub(super) fn tighter_than(&mut self, level: usize) -> Step<Expression> {
        let left = self.operand(false)?;
        self.binary_from(left, level + 1)
    }

    /// What follows a left side: operators that bind at least this tightly.
    fn binary_from(&mut self, left: Expression, least: usize) -> Step<Expression> {
        let mut left = left;
        loop {
            let Some((level, operator)) = self.binary_operator(least) else {
                return Ok(left);
            };
            self.want(operator)?;
            self.begin_operation(left);
            self.layout.text(operator);
            self.layout.text(" ");
            self.tighter_than(level)?;
            self.layout.end();
            left = Expression {
                begins_statement: left.form.needs_semicolon() && left.begins_statement,
                wraps: true,
                ..Expression::new(Form::Binary, left.start)
            };
        }
    }

    /// Puts the left side of an operator into its group.
    fn begin_operation(&mut self, left: Expression) {
        self.layout
            .begin_at(left.start, -INDENT, Breaks::Inconsistent);
        self.layout
            .begin_at(left.start, INDENT, Breaks::Inconsistent);
        self.layout.end();
        self.layout.space();
    }

    fn assignment(&mut self, left: Expression) -> Step<Expression> {
        self.want("=")?;
        self.layout.begin_at(left.start, 0, Breaks::Inconsistent);
        self.layout.text(" = ");
        self.layout.never();
        self.expression()?;
        self.layout.end();
        Ok(Expression {
            begins_statement: left.form.needs_semicolon() && left.begins_statement,
            wraps: true,
            ..Expression::new(Form::Assignment, left.start)
        })
    }

    /// `..` or `..=`, and what follows.
    fn range_from(&mut self, start: Mark) -> Step<Expression> {
        let operator = if self.sees("..=") { "..=" } else { ".." };
        self.want(operator)?;
        self.layout.text(operator);
        let range = Expression::new(Form::Range, start);
        let ends = self.sees_close()
            || self.sees(",")
            || self.sees(";")
            || self.sees("=>")
            || self.without_braces && self.sees_open(b'{');
        if ends {
            return Ok(range);
        }
        let end = self.operand(false)?;
        let end = self.binary_from(end, 0)?;
        Ok(Expression {
            wraps: end.wraps,
            ..range
        })
    }
}
