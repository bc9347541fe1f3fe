//! Tokens as one flat list, their texts side by side.

use std::fmt::{self, Write};

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier or a keyword, `_` too.
    Word,
    /// A lifetime or a label.
    Lifetime,
    /// A number with neither a point nor an exponent.
    Integer,
    /// A number with them.
    Float,
    /// A character or a byte.
    Char,
    /// A string of any kind.
    Text,
    /// A sign of punctuation, and whether the next token stands right beside it.
    Sign(u8, bool),
    /// A parenthesis, bracket or brace that opens, and where the one is that closes it.
    Open(u8, usize),
    /// One that closes.
    Close(u8),
}

/// A token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind,
    pub(super) text: &'t str,
}

/// The tokens of a stream, whose texts are kept together.
#[derive(Debug, Default)]
pub(super) struct Written {
    text: String,
    /// What each token is, and where its text ends. It begins where the one before it ends.
    tokens: Vec<(Kind, usize)>,
}

impl Written {
    /// Writes a stream out, in the place of what stood here before.
    ///
    /// # Errors
    /// A token doesn't tell its text, which each does.
    pub(super) fn write(&mut self, stream: TokenStream) -> fmt::Result {
        self.text.clear();
        self.tokens.clear();
        self.stream(stream)
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// What the token at this place is.
    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|(kind, _)| *kind)
    }

    /// The token at this place.
    pub(super) fn token(&self, at: usize) -> Option<Token<'_>> {
        let &(kind, end) = self.tokens.get(at)?;
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        let start = before.map_or(0, |(_, end)| *end);
        let text = self.text.get(start..end)?;
        Some(Token { kind, text })
    }

    /// A text that reads as these tokens.
    pub(super) fn source(&self) -> String {
        let mut source = String::with_capacity(self.text.len() + self.tokens.len());
        for token in (0..self.len()).map_while(|at| self.token(at)) {
            source.push_str(token.text);
            if !matches!(token.kind, Kind::Sign(_, true)) {
                source.push(' ');
            }
        }
        source
    }

    fn stream(&mut self, stream: TokenStream) -> fmt::Result {
        stream.into_iter().try_for_each(|token| self.tree(token))
    }

    fn tree(&mut self, token: TokenTree) -> fmt::Result {
        match token {
            TokenTree::Group(group) => self.group(group),
            TokenTree::Ident(ident) => self.ident(&ident),
            TokenTree::Punct(punct) => {
                let is_joint = punct.spacing() == Spacing::Joint;
                let sign = u8::try_from(punct.as_char()).map_err(|_| fmt::Error)?;
                self.text.push(punct.as_char());
                self.push(Kind::Sign(sign, is_joint));
                Ok(())
            }
            TokenTree::Literal(literal) => {
                let start = self.text.len();
                write!(self.text, "{literal}")?;
                self.push(kind(self.text.get(start..).unwrap_or_default()));
                Ok(())
            }
        }
    }

    fn group(&mut self, group: Group) -> fmt::Result {
        let delimiter = group.delimiter();
        let inner = group.stream();
        // Tokens that nobody else holds are taken, others copied.
        drop(group);
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ('(', ')'),
            Delimiter::Bracket => ('[', ']'),
            Delimiter::Brace => ('{', '}'),
            Delimiter::None => return self.stream(inner),
        };
        let opened = self.tokens.len();
        self.bracket(open, |sign| Kind::Open(sign, 0))?;
        self.stream(inner)?;
        let closed = self.tokens.len();
        if let Some((Kind::Open(_, at), _)) = self.tokens.get_mut(opened) {
            *at = closed;
        }
        self.bracket(close, Kind::Close)
    }

    fn bracket(&mut self, char: char, kind: impl Fn(u8) -> Kind) -> fmt::Result {
        // Nothing stands beside a bracket.
        if let Some((Kind::Sign(_, beside), _)) = self.tokens.last_mut() {
            *beside = false;
        }
        self.text.push(char);
        self.push(kind(u8::try_from(char).map_err(|_| fmt::Error)?));
        Ok(())
    }

    fn ident(&mut self, ident: &Ident) -> fmt::Result {
        write!(self.text, "{ident}")?;
        match self.tokens.last_mut() {
            // A lifetime is two tokens in a stream.
            Some((kind @ Kind::Sign(b'\'', _), end)) => {
                *kind = Kind::Lifetime;
                *end = self.text.len();
            }
            _ => self.push(Kind::Word),
        }
        Ok(())
    }

    /// Adds the token whose text ends the text.
    fn push(&mut self, kind: Kind) {
        self.tokens.push((kind, self.text.len()));
    }
}

/// What a literal is.
fn kind(text: &str) -> Kind {
    match text.as_bytes() {
        [b'"', ..] | [b'b' | b'c' | b'r', b'"', ..] | [b'b' | b'c', b'r', b'"' | b'#', ..] => {
            Kind::Text
        }
        [b'r', b'#', b'"' | b'#', ..] => Kind::Text,
        [b'\'', ..] | [b'b', b'\'', ..] => Kind::Char,
        _ => number(text),
    }
}

fn number(text: &str) -> Kind {
    if text.starts_with("0x") {
        return Kind::Integer;
    }
    // A suffix, such as `u8`, or the exponent begins with the first letter.
    let letter = text.bytes().find(u8::is_ascii_alphabetic);
    if text.contains('.') || matches!(letter, Some(b'e' | b'E' | b'f')) {
        Kind::Float
    } else {
        Kind::Integer
    }
}
