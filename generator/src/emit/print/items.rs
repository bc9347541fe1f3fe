//! Items.

use super::layout::{Breaks, INDENT, Mark};
use super::printer::{Printer, Step, Unknown};
use super::tokens::Kind;

impl Printer<'_> {
    /// An item. Gives the first name of the path that it imports from, if it is an import.
    pub(super) fn item(&mut self) -> Step<Option<String>> {
        self.outer_attributes()?;
        let ahead = self.after_visibility();
        let word = match self.peek(ahead) {
            Some(token) if token.kind == Kind::Word => token.text,
            _ => return Err(Unknown),
        };
        match word {
            "use" => return self.import(),
            "struct" => self.structure()?,
            "enum" => self.enumeration()?,
            "impl" => self.implementation()?,
            "trait" => self.a_trait()?,
            "type" => self.alias()?,
            "static" => self.constant()?,
            "mod" => self.module()?,
            "fn" | "async" => self.function()?,
            "const" if self.sees_word_ahead(ahead + 1, "fn") => self.function()?,
            "const" => self.constant()?,
            _ if self.sees_ahead(1, "!") => self.macro_item()?,
            _ => return Err(Unknown),
        }
        Ok(None)
    }

    /// Whether an item comes next, rather than an expression.
    pub(super) fn sees_item(&self) -> bool {
        self.sees_item_ahead(0)
    }

    /// The same for what stands `ahead` of the next token.
    pub(super) fn sees_item_ahead(&self, ahead: usize) -> bool {
        const ITEMS: &[&str] = &[
            "use", "struct", "enum", "impl", "trait", "type", "static", "mod", "fn", "const", "pub",
        ];
        self.sees_ahead(ahead, "#")
            || self
                .peek(ahead)
                .is_some_and(|token| token.kind == Kind::Word && ITEMS.contains(&token.text))
    }

    fn macro_item(&mut self) -> Step {
        let start = self.layout.mark();
        self.word()?;
        if self.sees_open_ahead(1, b'{') {
            return self.macro_table(start);
        }
        self.macro_call()?;
        self.want(";")?;
        self.layout.text(";");
        self.layout.line();
        Ok(())
    }

    fn macro_table(&mut self, start: Mark) -> Step {
        self.want("!")?;
        self.layout.text("!");
        self.table(start)?;
        self.layout.line();
        Ok(())
    }

    fn after_visibility(&self) -> usize {
        match self.sees_word("pub") {
            false => 0,
            true if self.sees_open_ahead(1, b'(') => 4,
            true => 1,
        }
    }

    fn import(&mut self) -> Step<Option<String>> {
        self.visibility()?;
        self.want_word("use")?;
        self.layout.text("use ");
        if self.took("::") {
            self.layout.text("::");
        }
        let is_path = self.sees_ahead(1, "::");
        let first = self
            .peek(0)
            .filter(|token| is_path && token.kind == Kind::Word);
        let from = first.map(|token| token.text.to_owned());
        self.use_tree()?;
        self.want(";")?;
        self.layout.text(";");
        self.layout.line();
        Ok(from)
    }

    /// A tree of imports. Gives whether it ends in a group.
    fn use_tree(&mut self) -> Step<bool> {
        if self.took("*") {
            self.layout.text("*");
            return Ok(false);
        }
        if self.sees_open(b'{') {
            self.use_group()?;
            return Ok(true);
        }
        self.word()?;
        if self.took("::") {
            self.layout.text("::");
            return self.use_tree();
        }
        if self.took_word("as") {
            self.layout.text(" as ");
            self.word()?;
        }
        Ok(false)
    }

    fn use_group(&mut self) -> Step {
        if self.is_group_of_one() {
            self.open(b'{')?;
            self.use_tree()?;
            self.took(",");
            return self.close();
        }
        self.open(b'{')?;
        self.layout.begin(INDENT, Breaks::Consistent);
        self.layout.text("{");
        self.layout.zero();
        self.layout.begin(0, Breaks::Inconsistent);
        while !self.sees_close() {
            let is_group = self.use_tree()?;
            let comma = self.took(",");
            if self.sees_close() {
                break;
            }
            if !comma {
                return Err(Unknown);
            }
            self.layout.text(",");
            if is_group {
                self.layout.line();
            } else {
                self.layout.space();
            }
        }
        self.close()?;
        self.layout.end();
        self.layout.comma(true);
        self.layout.outdent();
        self.layout.text("}");
        self.layout.end();
        Ok(())
    }

    /// Whether the group that comes next holds one import, which needs no braces.
    fn is_group_of_one(&self) -> bool {
        let is_comma = |kind: &Kind| matches!(kind, Kind::Sign(b',', _));
        let commas = self.siblings(1).filter(is_comma).count();
        let ends_with_comma = self.siblings(1).last().is_some_and(|kind| is_comma(&kind));
        commas == usize::from(ends_with_comma) && !self.sees_word_ahead(1, "self")
    }

    fn structure(&mut self) -> Step {
        self.layout.begin(INDENT, Breaks::Consistent);
        self.visibility()?;
        self.want_word("struct")?;
        self.layout.text("struct ");
        self.word()?;
        self.generics()?;
        if self.sees_open(b'(') {
            self.unnamed_fields()?;
            self.where_before_semicolon()?;
            self.layout.end();
        } else if self.sees(";") {
            self.where_before_semicolon()?;
            self.layout.end();
        } else {
            self.where_before_body()?;
            self.lines_in_braces(|printer| {
                printer.list(Self::field, |printer, _| printer.comma_and_line())
            })?;
        }
        self.layout.line();
        Ok(())
    }

    fn field(&mut self) -> Step {
        self.outer_attributes()?;
        self.visibility()?;
        self.word()?;
        self.want(":")?;
        self.layout.text(": ");
        self.a_type()
    }

    fn unnamed_field(&mut self) -> Step {
        self.outer_attributes()?;
        self.visibility()?;
        self.a_type()
    }

    fn unnamed_fields(&mut self) -> Step {
        self.open(b'(')?;
        self.layout.text("(");
        self.layout.zero();
        self.list(Self::unnamed_field, |printer, is_last| {
            printer.layout.comma(is_last);
        })?;
        self.close()?;
        self.layout.outdent();
        self.layout.text(")");
        Ok(())
    }

    fn enumeration(&mut self) -> Step {
        self.layout.begin(INDENT, Breaks::Consistent);
        self.visibility()?;
        self.want_word("enum")?;
        self.layout.text("enum ");
        self.word()?;
        self.generics()?;
        self.where_before_body()?;
        self.lines_in_braces(|printer| {
            printer.list(Self::variant, |printer, _| printer.comma_and_line())
        })?;
        self.layout.line();
        Ok(())
    }

    fn variant(&mut self) -> Step {
        self.outer_attributes()?;
        self.word()?;
        if self.sees_open(b'(') {
            self.layout.begin(INDENT, Breaks::Consistent);
            self.unnamed_fields()?;
            self.layout.end();
        } else if self.sees_open(b'{') {
            self.open(b'{')?;
            self.layout.text(" ");
            self.layout.text("{");
            self.layout.begin(INDENT, Breaks::Consistent);
            self.layout.space();
            self.list(Self::field, |printer, is_last| {
                printer.layout.comma_or_space(is_last);
            })?;
            self.close()?;
            self.layout.outdent();
            self.layout.end();
            self.layout.text("}");
        }
        if self.took("=") {
            self.layout.text(" = ");
            self.expression()?;
        }
        Ok(())
    }

    fn implementation(&mut self) -> Step {
        self.layout.begin(INDENT, Breaks::Consistent);
        self.layout.begin(-INDENT, Breaks::Inconsistent);
        self.layout.begin(INDENT, Breaks::Consistent);
        self.want_word("impl")?;
        self.layout.text("impl");
        self.generics()?;
        self.layout.end();
        self.layout.text(" ");
        self.a_type()?;
        if self.took_word("for") {
            self.layout.space();
            self.layout.text("for ");
            self.a_type()?;
        }
        self.layout.end();
        self.where_before_body()?;
        self.lines_in_braces(Self::members)?;
        self.layout.line();
        Ok(())
    }

    fn a_trait(&mut self) -> Step {
        self.layout.begin(INDENT, Breaks::Consistent);
        self.visibility()?;
        self.want_word("trait")?;
        self.layout.text("trait ");
        self.word()?;
        self.generics()?;
        if self.took(":") {
            self.layout.text(": ");
            self.bound()?;
            while self.took("+") {
                self.layout.text(" + ");
                self.bound()?;
            }
        }
        self.where_before_body()?;
        self.lines_in_braces(Self::members)?;
        self.layout.line();
        Ok(())
    }

    /// What stands in the braces of an `impl` or a trait.
    fn members(&mut self) -> Step {
        while !self.sees_close() {
            self.member()?;
        }
        Ok(())
    }

    fn member(&mut self) -> Step {
        self.outer_attributes()?;
        let ahead = self.after_visibility();
        if self.sees_word_ahead(ahead, "type") {
            self.associated_type()
        } else if self.sees_word_ahead(ahead, "const") && !self.sees_word_ahead(ahead + 1, "fn") {
            self.constant()
        } else {
            self.function()
        }
    }

    fn associated_type(&mut self) -> Step {
        self.layout.begin(INDENT, Breaks::Consistent);
        self.visibility()?;
        self.want_word("type")?;
        self.layout.text("type ");
        self.word()?;
        self.generics()?;
        if self.took(":") {
            self.layout.text(": ");
            self.bounds()?;
        }
        if self.took("=") {
            self.layout.text(" = ");
            self.type_that_is_meant()?;
        }
        self.end_with_semicolon()
    }

    fn alias(&mut self) -> Step {
        self.layout.begin(INDENT, Breaks::Consistent);
        self.visibility()?;
        self.want_word("type")?;
        self.layout.text("type ");
        self.word()?;
        self.generics()?;
        self.layout.text(" ");
        self.want("=")?;
        self.layout.text("= ");
        self.type_that_is_meant()?;
        self.end_with_semicolon()
    }

    /// A constant or a static, of a trait without a value too.
    fn constant(&mut self) -> Step {
        self.layout.begin(0, Breaks::Consistent);
        self.visibility()?;
        self.word()?;
        self.layout.text(" ");
        self.word()?;
        self.want(":")?;
        self.layout.text(": ");
        self.a_type()?;
        if self.took("=") {
            self.layout.text(" = ");
            self.layout.never();
            self.expression()?;
        }
        self.end_with_semicolon()
    }

    /// A module in a file of its own.
    fn module(&mut self) -> Step {
        self.layout.begin(INDENT, Breaks::Consistent);
        self.visibility()?;
        self.want_word("mod")?;
        self.layout.text("mod ");
        self.word()?;
        self.end_with_semicolon()
    }

    /// The type that an alias or an associated type stands for.
    fn type_that_is_meant(&mut self) -> Step {
        self.layout.never();
        self.layout.begin(-INDENT, Breaks::Inconsistent);
        self.a_type()?;
        self.layout.end();
        Ok(())
    }

    /// The semicolon after an item, whose group it ends.
    fn end_with_semicolon(&mut self) -> Step {
        self.want(";")?;
        self.layout.text(";");
        self.layout.end();
        self.layout.line();
        Ok(())
    }
}
