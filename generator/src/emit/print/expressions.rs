//! Expressions, but for operators between them and what follows a dot.

use super::layout::{Break, Breaks, INDENT, Mark};
use super::printer::{Printer, Step, Unknown};
use super::tokens::Kind;
use super::types::Place;

/// What an expression is, as far as its surroundings ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Array,
    Assignment,
    Binary,
    Block,
    Call,
    Closure,
    Dotted,
    /// An `if`; whether it ends with an `else`.
    If(bool),
    Index,
    Let,
    Literal,
    Macro,
    Match,
    Parenthesized,
    Path,
    Prefixed,
    Range,
    Return,
    Struct,
    Try,
    Tuple,
}

impl Form {
    /// Whether it needs a semicolon to be a statement, and a comma to be a match arm.
    pub(super) fn needs_semicolon(self) -> bool {
        !matches!(self, Self::If(_) | Self::Match | Self::Block)
    }

    /// Whether it may stand alone in parentheses without breaks of their own.
    pub(super) fn is_block_like(self) -> bool {
        matches!(
            self,
            Self::Array | Self::Block | Self::Closure | Self::Struct | Self::Tuple
        )
    }

    /// Whether a semicolon is written after it even where none is asked for.
    pub(super) fn wants_semicolon(self) -> bool {
        matches!(self, Self::Assignment | Self::Return)
    }

    /// Whether the semicolon after it goes.
    pub(super) fn drops_semicolon(self) -> bool {
        matches!(self, Self::If(false))
    }
}

/// An expression that is laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expression {
    pub(super) form: Form,
    /// Where it begins.
    pub(super) start: Mark,
    /// Whether it is a name no longer than an indentation.
    pub(super) is_short: bool,
    /// Whether the dot after its first name stands on the same line in any case.
    pub(super) is_unbroken: bool,
    /// Whether it means the same as a statement.
    pub(super) begins_statement: bool,
    /// Whether the brace after it stands on a line of its own where it takes several.
    pub(super) wraps: bool,
}

impl Expression {
    pub(super) fn new(form: Form, start: Mark) -> Self {
        Self {
            form,
            start,
            is_short: false,
            is_unbroken: false,
            begins_statement: true,
            wraps: false,
        }
    }
}

impl<'t> Printer<'t> {
    /// An expression without binary operators.
    pub(super) fn operand(&mut self, begins_line: bool) -> Step<Expression> {
        let start = self.layout.mark();
        let token = self.peek(0).ok_or(Unknown)?;
        if let Kind::Sign(sign @ (b'&' | b'*' | b'!' | b'-'), _) = token.kind {
            self.token()?;
            if sign == b'&' && self.took_word("mut") {
                self.layout.text("mut ");
            }
            let inner = self.operand(false)?;
            return Ok(Expression {
                wraps: inner.wraps,
                ..Expression::new(Form::Prefixed, start)
            });
        }
        let atom = self.atom()?;
        self.chain(atom, begins_line)
    }

    fn atom(&mut self) -> Step<Expression> {
        let start = self.layout.mark();
        let token = self.peek(0).ok_or(Unknown)?;
        let form = match token.kind {
            Kind::Integer | Kind::Float | Kind::Char | Kind::Text => {
                self.token()?;
                Form::Literal
            }
            Kind::Open(b'(', _) => {
                let is_tuple = self.tuple(|printer| printer.inner_expression().map(|_| ()))?;
                if is_tuple {
                    Form::Tuple
                } else {
                    Form::Parenthesized
                }
            }
            Kind::Open(b'[', _) => self.array()?,
            Kind::Open(_, _) => {
                self.block_in_group()?;
                Form::Block
            }
            Kind::Sign(b'|', _) => self.closure()?,
            Kind::Word => return self.worded(start, token.text),
            Kind::Sign(b':' | b'<', _) => return self.path_expression(start),
            _ => return Err(Unknown),
        };
        Ok(Expression::new(form, start))
    }

    /// An expression that begins with a word.
    fn worded(&mut self, start: Mark, word: &str) -> Step<Expression> {
        let form = match word {
            "true" | "false" => {
                self.token()?;
                Form::Literal
            }
            "if" => self.conditional()?,
            "match" => self.matching()?,
            "move" => self.closure()?,
            "return" => self.return_from()?,
            "let" => return self.let_condition(start),
            "async" | "break" | "const" | "continue" | "for" | "loop" | "static" | "unsafe"
            | "while" => {
                return Err(Unknown);
            }
            _ => return self.path_expression(start),
        };
        Ok(Expression::new(form, start))
    }

    fn path_expression(&mut self, start: Mark) -> Step<Expression> {
        let name = self.path(Place::Expression)?;
        if self.sees("!") && !self.sees("!=") {
            self.macro_call()?;
            return Ok(Expression::new(Form::Macro, start));
        }
        if self.sees_open(b'{') && !self.without_braces {
            self.struct_fields(start)?;
            return Ok(Expression::new(Form::Struct, start));
        }
        Ok(Expression {
            is_short: name.is_some_and(|name| name.len() <= 4),
            ..Expression::new(Form::Path, start)
        })
    }

    fn struct_fields(&mut self, start: Mark) -> Step {
        const WIDEST: isize = 34;
        self.layout.begin_at(start, -INDENT, Breaks::Inconsistent);
        self.layout.begin_at(start, INDENT, Breaks::Consistent);
        self.layout.end();
        self.open(b'{')?;
        self.layout.text(" {");
        self.layout.inner_space();
        while !self.sees_close() {
            if self.took("..") {
                self.layout.text("..");
                self.inner_expression()?;
                self.layout.space();
                break;
            }
            self.struct_field()?;
            if !self.took(",") && !self.sees_close() {
                return Err(Unknown);
            }
            self.layout.comma_or_space(self.sees_close());
        }
        self.close()?;
        self.layout.outdent();
        self.layout.end_at_most(WIDEST);
        self.layout.text("}");
        Ok(())
    }

    fn struct_field(&mut self) -> Step {
        self.outer_attributes()?;
        match self.peek(0).map(|token| token.kind) {
            Some(Kind::Word | Kind::Integer) => self.token()?,
            _ => return Err(Unknown),
        }
        if self.took(":") {
            self.layout.text(": ");
            self.layout.begin(0, Breaks::Inconsistent);
            self.inner_expression()?;
            self.layout.end();
        }
        Ok(())
    }

    fn array(&mut self) -> Step<Form> {
        let is_simple = self.is_simple_array();
        let start = self.layout.mark();
        self.open(b'[')?;
        if self.sees_close() {
            self.close()?;
            self.layout.text("[]");
            return Ok(Form::Array);
        }
        if is_simple {
            return self.simple_array(start);
        }
        self.layout.text("[");
        let inside = self.layout.mark();
        self.inner_expression()?;
        self.layout.break_at(inside, Break::default());
        self.layout.begin_at(inside, INDENT, Breaks::Consistent);
        self.further_expressions()?;
        self.close()?;
        self.layout.outdent();
        self.layout.end();
        self.layout.text("]");
        Ok(Form::Array)
    }

    /// Whether an array holds nothing but numbers, characters and truth values, which stand side by side.
    fn is_simple_array(&self) -> bool {
        (1..)
            .map_while(|ahead| self.peek(ahead))
            .take_while(|token| !matches!(token.kind, Kind::Close(_)))
            .all(|token| match token.kind {
                Kind::Integer | Kind::Char | Kind::Sign(b',', _) => true,
                Kind::Word => matches!(token.text, "true" | "false"),
                _ => false,
            })
    }

    fn simple_array(&mut self, start: Mark) -> Step<Form> {
        self.layout.begin_at(start, INDENT, Breaks::Consistent);
        self.layout.text("[");
        self.layout.zero();
        self.layout.begin(0, Breaks::Inconsistent);
        while !self.sees_close() {
            self.token()?;
            self.took(",");
            if !self.sees_close() {
                self.layout.text(",");
                self.layout.space();
            }
        }
        self.close()?;
        self.layout.end();
        self.layout.comma(true);
        self.layout.outdent();
        self.layout.text("]");
        self.layout.end();
        Ok(Form::Array)
    }

    fn block_in_group(&mut self) -> Step {
        self.layout.begin(INDENT, Breaks::Consistent);
        self.small_block()?;
        self.layout.end();
        Ok(())
    }

    fn return_from(&mut self) -> Step<Form> {
        self.word()?;
        if !self.sees_close() && !self.sees(";") && !self.sees(",") {
            self.layout.text(" ");
            self.expression()?;
        }
        Ok(Form::Return)
    }
}
