//! Calls of macros, whose tokens may be anything: blanks stand where one would mostly write them.

use super::layout::{Breaks, INDENT};
use super::printer::{Printer, Step, Unknown};
use super::tokens::Kind;

/// What stood before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    Name,
    Bang,
    Colon,
    Colons,
    Group,
    Dot,
    Other,
}

impl Printer<'_> {
    /// `!` and what follows the path of a macro, in parentheses or brackets.
    pub(super) fn macro_call(&mut self) -> Step {
        self.want("!")?;
        self.layout.text("!");
        let (open, close) = match self.peek(0).map(|token| token.kind) {
            Some(Kind::Open(b'(', _)) => ("(", ")"),
            Some(Kind::Open(b'[', _)) => ("[", "]"),
            _ => return Err(Unknown),
        };
        self.take()?;
        self.layout.text(open);
        if !self.sees_close() {
            self.layout.begin(INDENT, Breaks::Consistent);
            self.layout.zero();
            self.layout.begin(0, Breaks::Inconsistent);
            self.macro_tokens()?;
            self.layout.end();
            self.layout.zero();
            self.layout.outdent();
            self.layout.end();
        }
        self.close()?;
        self.layout.text(close);
        Ok(())
    }

    fn macro_tokens(&mut self) -> Step {
        let mut before = Before::Other;
        let mut is_joint = true;
        while !self.sees_close() {
            let token = self.peek(0).ok_or(Unknown)?;
            let (needs_space, now) = spacing(before, token.kind, token.text)?;
            if !is_joint {
                if needs_space {
                    self.layout.space();
                } else if now == Before::Dot {
                    self.layout.zero();
                }
            }
            is_joint = matches!(token.kind, Kind::Sign(_, true));
            self.macro_token()?;
            before = now;
        }
        Ok(())
    }

    /// A token, or a group of them.
    pub(super) fn macro_token(&mut self) -> Step {
        match self.kind(0) {
            Some(Kind::Open(..)) => self.macro_group(),
            _ => self.token(),
        }
    }

    fn macro_group(&mut self) -> Step {
        let is_brace = self.sees_open(b'{');
        self.token()?;
        let is_empty = self.sees_close();
        if is_brace && !is_empty {
            self.layout.space();
        }
        self.macro_tokens()?;
        if is_brace && !is_empty {
            self.layout.space();
        }
        self.token()
    }
}

/// Whether a blank stands before a token, and what the token is to the next one.
pub(super) fn spacing(before: Before, kind: Kind, text: &str) -> Step<(bool, Before)> {
    const KEYWORDS: &[&str] = &[
        "as", "async", "await", "box", "break", "const", "continue", "crate", "dyn", "else",
        "enum", "extern", "fn", "for", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
        "move", "mut", "pub", "ref", "return", "static", "struct", "trait", "type", "unsafe",
        "use", "where", "while", "yield",
    ];
    Ok(match (before, kind) {
        (Before::Name, Kind::Open(b'(' | b'[', _)) => (false, Before::Group),
        (Before::Name, Kind::Sign(b'!', false)) => (false, Before::Bang),
        (Before::Bang, Kind::Open(b'(' | b'[', _)) => (false, Before::Other),
        (Before::Colon, Kind::Sign(b':', _)) => (false, Before::Colons),
        (_, Kind::Open(b'(' | b'[', _)) => (true, Before::Group),
        (_, Kind::Open(..)) => (true, Before::Other),
        (_, Kind::Word) if !KEYWORDS.contains(&text) => (
            !matches!(before, Before::Dot | Before::Colons),
            Before::Name,
        ),
        (_, Kind::Integer | Kind::Char | Kind::Text | Kind::Float) => {
            (before != Before::Dot, Before::Name)
        }
        (_, Kind::Sign(b',' | b';', _)) => (false, Before::Other),
        (_, Kind::Sign(b'.', _)) => (!matches!(before, Before::Name | Before::Group), Before::Dot),
        (_, Kind::Sign(b':', true)) => (before != Before::Name, Before::Colon),
        (_, Kind::Sign(b'$' | b'#', _) | Kind::Lifetime) => return Err(Unknown),
        _ => (true, Before::Other),
    })
}
