//! Patterns.

use super::layout::{Breaks, INDENT};
use super::printer::{Printer, Step, Unknown};
use super::tokens::Kind;
use super::types::Place;

impl Printer<'_> {
    /// A pattern, with alternatives.
    pub(super) fn patterns(&mut self) -> Step {
        self.took("|");
        let start = self.layout.mark();
        let mut plain = self.pattern_is_plain();
        self.pattern()?;
        if !self.sees("|") || self.sees("||") {
            return Ok(());
        }
        while self.took("|") {
            self.layout.space();
            self.layout.text("| ");
            plain &= self.pattern_is_plain();
            self.pattern()?;
        }
        let breaks = if plain {
            Breaks::Inconsistent
        } else {
            Breaks::Consistent
        };
        self.layout.begin_at(start, 0, breaks);
        self.layout.end();
        Ok(())
    }

    /// Whether a literal or `_` comes next: many of those stand on one line.
    fn pattern_is_plain(&self) -> bool {
        match self.peek(0).map(|token| (token.kind, token.text)) {
            Some((Kind::Word, text)) => matches!(text, "_" | "true" | "false"),
            Some((Kind::Integer | Kind::Float | Kind::Char | Kind::Text, _)) => {
                !self.sees_ahead(1, "..")
            }
            Some((Kind::Sign(b'-', _), _)) => true,
            _ => false,
        }
    }

    /// A pattern without alternatives.
    pub(super) fn pattern(&mut self) -> Step {
        let token = self.peek(0).ok_or(Unknown)?;
        match token.kind {
            Kind::Word if token.text == "_" => self.token(),
            Kind::Word if matches!(token.text, "true" | "false") => self.token(),
            Kind::Word if token.text == "mut" => self.binding(),
            Kind::Word if token.text == "ref" => Err(Unknown),
            Kind::Word => self.named_pattern(),
            Kind::Integer | Kind::Float | Kind::Char | Kind::Text => self.literal_pattern(),
            Kind::Sign(b'-', _) => {
                self.token()?;
                self.literal_pattern()
            }
            Kind::Sign(b'&', _) => {
                self.token()?;
                if self.took_word("mut") {
                    self.layout.text("mut ");
                }
                self.pattern()
            }
            Kind::Sign(b'.', _) if self.sees("..") && !self.sees("..=") => {
                self.want("..")?;
                self.layout.text("..");
                Ok(())
            }
            Kind::Sign(b':' | b'<', _) => self.named_pattern(),
            Kind::Open(b'(', _) => self.tuple(Self::patterns).map(|_| ()),
            Kind::Open(b'[', _) => self.slice_pattern(),
            _ => Err(Unknown),
        }
    }

    fn literal_pattern(&mut self) -> Step {
        self.token()?;
        if self.took("..=") {
            self.layout.text("..=");
            return self.token();
        }
        if self.sees("..") {
            return Err(Unknown);
        }
        Ok(())
    }

    fn binding(&mut self) -> Step {
        if self.took_word("mut") {
            self.layout.text("mut ");
        }
        self.word().map(|_| ())
    }

    fn named_pattern(&mut self) -> Step {
        let start = self.layout.mark();
        self.path(Place::Expression)?;
        if self.sees_open(b'(') {
            return self.parenthesized(Self::patterns);
        }
        if self.sees_open(b'{') {
            return self.struct_pattern(start);
        }
        if self.sees("!") || self.sees("..") || self.sees("@") {
            return Err(Unknown);
        }
        Ok(())
    }

    fn struct_pattern(&mut self, start: super::layout::Mark) -> Step {
        self.layout.begin_at(start, INDENT, Breaks::Consistent);
        self.open(b'{')?;
        self.layout.text(" {");
        self.layout.inner_space();
        while !self.sees_close() {
            if self.took("..") {
                self.layout.text("..");
                self.layout.space();
                break;
            }
            if self.sees_ahead(1, ":") {
                self.word()?;
                self.want(":")?;
                self.layout.text(": ");
                self.patterns()?;
            } else {
                self.binding()?;
            }
            if !self.took(",") && !self.sees_close() {
                return Err(Unknown);
            }
            self.layout.comma_or_space(self.sees_close());
        }
        self.close()?;
        self.layout.outdent();
        self.layout.end();
        self.layout.text("}");
        Ok(())
    }

    fn slice_pattern(&mut self) -> Step {
        self.open(b'[')?;
        self.layout.text("[");
        self.list(Self::patterns, |printer, is_last| {
            printer.layout.comma(is_last)
        })?;
        self.close()?;
        self.layout.text("]");
        Ok(())
    }
}
