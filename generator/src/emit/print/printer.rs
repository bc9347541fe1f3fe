//! Where the printer is in the tokens, and what it sees there.

use super::Printed;
use super::layout::{Breaks, Layout};
use super::tokens::{Kind, Token, Written};

/// Something that the printer doesn't know.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unknown;

/// What a step of the printer gives.
pub(super) type Step<T = ()> = Result<T, Unknown>;

/// Reads tokens, and lays out their text.
#[derive(Debug)]
pub(super) struct Printer<'t> {
    written: &'t Written,
    at: usize,
    pub(super) layout: Layout,
    /// Whether a brace after a path belongs to what comes next, as in the condition of an `if`.
    pub(super) without_braces: bool,
}

impl<'t> Printer<'t> {
    pub(super) fn new(written: &'t Written, layout: Layout) -> Self {
        Self {
            written,
            at: 0,
            layout,
            without_braces: false,
        }
    }

    pub(super) fn printed_item(&mut self) -> Step<Printed> {
        self.layout.begin(0, Breaks::Consistent);
        let imports_from = self.item()?;
        self.layout.end();
        let text = self.layout.render();
        Ok(Printed { text, imports_from })
    }

    /// Whether all tokens are read.
    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.written.len()
    }

    /// Where the printer is, to come back to.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// Goes to a place.
    pub(super) fn go_to(&mut self, place: usize) {
        self.at = place;
    }

    /// The token that is `ahead` of the next one.
    pub(super) fn peek(&self, ahead: usize) -> Option<Token<'t>> {
        self.written.token(self.at + ahead)
    }

    pub(super) fn kind(&self, ahead: usize) -> Option<Kind> {
        self.written.kind(self.at + ahead)
    }

    /// Whether the next token is this word.
    pub(super) fn sees_word(&self, word: &str) -> bool {
        self.sees_word_ahead(0, word)
    }

    /// Whether the token that is `ahead` of the next one is this word.
    pub(super) fn sees_word_ahead(&self, ahead: usize, word: &str) -> bool {
        self.peek(ahead)
            .is_some_and(|token| token.kind == Kind::Word && token.text == word)
    }

    /// Whether the next tokens are these signs, side by side.
    pub(super) fn sees(&self, signs: &str) -> bool {
        self.sees_ahead(0, signs)
    }

    /// Whether these signs stand side by side `ahead` of the next token.
    pub(super) fn sees_ahead(&self, ahead: usize, signs: &str) -> bool {
        let last = signs.len().saturating_sub(1);
        signs
            .bytes()
            .enumerate()
            .all(|(at, sign)| match self.kind(ahead + at) {
                Some(Kind::Sign(found, joint)) => found == sign && (joint || at == last),
                _ => false,
            })
    }

    /// Whether the next token opens with this sign.
    pub(super) fn sees_open(&self, sign: u8) -> bool {
        self.sees_open_ahead(0, sign)
    }

    /// Whether the token that is `ahead` of the next one opens with this sign.
    pub(super) fn sees_open_ahead(&self, ahead: usize, sign: u8) -> bool {
        matches!(self.kind(ahead), Some(Kind::Open(found, _)) if found == sign)
    }

    /// Whether the next token closes something, or there is none.
    pub(super) fn sees_close(&self) -> bool {
        matches!(self.kind(0), None | Some(Kind::Close(_)))
    }

    /// Takes the next token.
    pub(super) fn take(&mut self) -> Step<Token<'t>> {
        let token = self.written.token(self.at).ok_or(Unknown)?;
        self.at += 1;
        Ok(token)
    }

    /// Takes this word, if it comes next.
    pub(super) fn took_word(&mut self, word: &str) -> bool {
        let sees = self.sees_word(word);
        self.at += usize::from(sees);
        sees
    }

    /// Takes these signs, if they come next.
    pub(super) fn took(&mut self, signs: &str) -> bool {
        let sees = self.sees(signs);
        if sees {
            self.at += signs.len();
        }
        sees
    }

    pub(super) fn want(&mut self, signs: &str) -> Step {
        self.took(signs).then_some(()).ok_or(Unknown)
    }

    pub(super) fn want_word(&mut self, word: &str) -> Step {
        self.took_word(word).then_some(()).ok_or(Unknown)
    }

    /// Takes what opens with this sign.
    pub(super) fn open(&mut self, sign: u8) -> Step {
        if !self.sees_open(sign) {
            return Err(Unknown);
        }
        self.at += 1;
        Ok(())
    }

    /// Takes what closes.
    pub(super) fn close(&mut self) -> Step {
        match self.take()?.kind {
            Kind::Close(_) => Ok(()),
            _ => Err(Unknown),
        }
    }

    /// Prints the word that comes next.
    pub(super) fn word(&mut self) -> Step<&'t str> {
        let token = self.take()?;
        if token.kind != Kind::Word {
            return Err(Unknown);
        }
        self.layout.text(token.text);
        Ok(token.text)
    }

    /// Prints the token that comes next.
    pub(super) fn token(&mut self) -> Step {
        let token = self.take()?;
        self.layout.text(token.text);
        Ok(())
    }

    /// Prints the lifetime that comes next.
    pub(super) fn lifetime(&mut self) -> Step {
        match self.kind(0) {
            Some(Kind::Lifetime) => self.token(),
            _ => Err(Unknown),
        }
    }

    /// Whether a lifetime comes next.
    pub(super) fn sees_lifetime(&self) -> bool {
        self.kind(0) == Some(Kind::Lifetime)
    }

    /// What the tokens are from `ahead` of the next one to what closes them, without those within brackets among them.
    pub(super) fn siblings(&self, ahead: usize) -> impl Iterator<Item = Kind> {
        let written = self.written;
        let mut next = self.at + ahead;
        std::iter::from_fn(move || {
            let kind = written.kind(next)?;
            next = match kind {
                Kind::Close(_) => return None,
                Kind::Open(_, close) => close + 1,
                _ => next + 1,
            };
            Some(kind)
        })
    }
}
