//! Expressions, but for operators between them and what follows a dot.

use super::layout::{Break, Breaks, INDENT, Mark};
use super::operators::AND;
use super::printer::{Printer, Step, Unknown};
use super::tokens::Kind;
use super::types::Place;

/// What an expression is, as far as its surroundings ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Array,
    Assignment,
    Async,
    Binary,
    Block,
    Call,
    Cast,
    Closure,
    Dotted,
    For,
    /// An `if`; whether it ends with an `else`.
    If(bool),
    Index,
    Jump,
    Let,
    Literal,
    Loop,
    Macro,
    Match,
    Parenthesized,
    Path,
    Prefixed,
    Range,
    Repeat,
    Struct,
    Try,
    Tuple,
    Unsafe,
    While,
}

impl Form {
    /// Whether it needs a semicolon to be a statement, and a comma to be a match arm.
    pub(super) fn needs_semicolon(self) -> bool {
        !matches!(
            self,
            Self::If(_)
                | Self::Match
                | Self::Block
                | Self::Unsafe
                | Self::While
                | Self::Loop
                | Self::For
        )
    }

    /// Whether it may stand alone in parentheses without breaks of their own.
    pub(super) fn is_block_like(self) -> bool {
        matches!(
            self,
            Self::Array
                | Self::Async
                | Self::Block
                | Self::Closure
                | Self::Struct
                | Self::Tuple
                | Self::Unsafe
        )
    }

    /// Whether a semicolon is written after it even where none is asked for.
    pub(super) fn wants_semicolon(self) -> bool {
        matches!(self, Self::Assignment | Self::Jump)
    }

    /// Whether the semicolon after it goes.
    pub(super) fn drops_semicolon(self) -> bool {
        matches!(self, Self::For | Self::While | Self::If(false))
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
        const PREFIXES: &[(&str, u8)] = &[("&", b'&'), ("*", b'*'), ("!", b'!'), ("-", b'-')];
        let start = self.layout.mark();
        let token = self.peek(0).ok_or(Unknown)?;
        if let Kind::Sign(sign, _) = token.kind
            && PREFIXES.iter().any(|(_, prefix)| *prefix == sign)
        {
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
            Kind::Open(b'(', _) => self.tuple()?,
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
            "while" => self.while_loop()?,
            "for" => self.for_loop()?,
            "loop" => self.endless_loop()?,
            "unsafe" => {
                self.take()?;
                self.layout.text("unsafe ");
                self.block_in_group()?;
                Form::Unsafe
            }
            "async" if !self.sees_ahead(1, "|") && !self.sees_word_ahead(1, "move") => {
                self.async_block()?
            }
            "async" if self.sees_word_ahead(1, "move") && self.sees_open_ahead(2, b'{') => {
                self.async_block()?
            }
            "async" | "move" => self.closure()?,
            "return" | "break" | "continue" => self.jump()?,
            "let" => return self.let_condition(start),
            "const" | "static" | "yield" | "try" => return Err(Unknown),
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

    /// `(…)`: a tuple, or an expression in parentheses.
    fn tuple(&mut self) -> Step<Form> {
        self.open(b'(')?;
        self.layout.text("(");
        let inside = self.layout.mark();
        let mut count = 0;
        let mut comma = false;
        while !self.sees_close() {
            self.inner_expression()?;
            count += 1;
            comma = self.took(",");
            let is_last = self.sees_close();
            match (count, is_last, comma) {
                (1, true, false) => {}
                (1, true, true) => {
                    self.layout.text(",");
                    self.layout.zero();
                }
                (_, false, false) => return Err(Unknown),
                _ => self.layout.comma(is_last),
            }
        }
        self.close()?;
        let is_tuple = count != 1 || comma;
        if count > 0 && is_tuple {
            self.layout.break_at(inside, Break::default());
            self.layout.begin_at(inside, INDENT, Breaks::Consistent);
            self.layout.outdent();
            self.layout.end();
        }
        self.layout.text(")");
        Ok(if is_tuple {
            Form::Tuple
        } else {
            Form::Parenthesized
        })
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
        if self.took(";") {
            self.layout.text("; ");
            self.inner_expression()?;
            self.close()?;
            self.layout.text("]");
            return Ok(Form::Repeat);
        }
        self.layout.break_at(inside, Break::default());
        self.layout.begin_at(inside, INDENT, Breaks::Consistent);
        self.rest_of_list()?;
        self.close()?;
        self.layout.outdent();
        self.layout.end();
        self.layout.text("]");
        Ok(Form::Array)
    }

    /// The commas and expressions after the first of a list.
    fn rest_of_list(&mut self) -> Step {
        loop {
            let comma = self.took(",");
            let is_last = self.sees_close();
            if !comma && !is_last {
                return Err(Unknown);
            }
            self.layout.comma(is_last);
            if is_last {
                return Ok(());
            }
            self.inner_expression()?;
        }
    }

    /// Whether an array holds nothing but numbers, characters and truth values, which stand side by side.
    fn is_simple_array(&self) -> bool {
        self.rest()
            .iter()
            .skip(1)
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

    fn async_block(&mut self) -> Step<Form> {
        self.want_word("async")?;
        self.layout.text("async ");
        if self.took_word("move") {
            self.layout.text("move ");
        }
        self.block_in_group()?;
        Ok(Form::Async)
    }

    fn jump(&mut self) -> Step<Form> {
        self.word()?;
        if self.sees_lifetime() {
            return Err(Unknown);
        }
        if !self.sees_close() && !self.sees(";") && !self.sees(",") {
            self.layout.text(" ");
            self.expression()?;
        }
        Ok(Form::Jump)
    }

    fn closure(&mut self) -> Step<Form> {
        self.layout.begin(0, Breaks::Inconsistent);
        for word in ["async ", "move "] {
            if self.took_word(word.trim_end()) {
                self.layout.text(word);
            }
        }
        self.layout.begin(INDENT, Breaks::Consistent);
        let has_inputs = self.closure_inputs()?;
        if self.took("->") {
            if has_inputs {
                self.layout.comma(true);
                self.layout.outdent();
            }
            self.layout.text("|");
            self.layout.end();
            self.layout.text(" -> ");
            self.a_type()?;
            self.layout.text(" ");
            self.layout.never();
            if !self.sees_open(b'{') {
                return Err(Unknown);
            }
            self.expression()?;
        } else {
            self.layout.text("|");
            self.layout.space();
            self.layout.outdent();
            self.layout.end();
            self.layout.never();
            self.closure_body()?;
        }
        self.layout.end();
        Ok(Form::Closure)
    }

    /// What stands between the bars of a closure, with the first bar. Gives whether there is something.
    fn closure_inputs(&mut self) -> Step<bool> {
        self.layout.text("|");
        if self.took("||") {
            return Ok(false);
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
                return Ok(true);
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

    fn let_condition(&mut self, start: Mark) -> Step<Expression> {
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

    fn conditional(&mut self) -> Step<Form> {
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

    fn while_loop(&mut self) -> Step<Form> {
        self.want_word("while")?;
        self.layout.text("while ");
        self.condition()?;
        self.braces(Self::statements)?;
        Ok(Form::While)
    }

    fn for_loop(&mut self) -> Step<Form> {
        self.want_word("for")?;
        self.layout.begin(0, Breaks::Inconsistent);
        self.layout.text("for ");
        self.patterns()?;
        self.want_word("in")?;
        self.layout.text(" in ");
        self.layout.never();
        self.condition()?;
        self.braces(Self::statements)?;
        self.layout.end();
        Ok(Form::For)
    }

    fn endless_loop(&mut self) -> Step<Form> {
        self.want_word("loop")?;
        self.layout.text("loop {");
        let around = std::mem::replace(&mut self.without_braces, false);
        self.open(b'{')?;
        self.layout.begin(INDENT, Breaks::Consistent);
        self.layout.inner_line();
        self.statements()?;
        self.close()?;
        self.without_braces = around;
        self.layout.outdent();
        self.layout.end();
        self.layout.text("}");
        Ok(Form::Loop)
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

    fn matching(&mut self) -> Step<Form> {
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
        let inside = self.rest().get(1);
        let is_empty = inside.is_none_or(|token| matches!(token.kind, Kind::Close(_)));
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
