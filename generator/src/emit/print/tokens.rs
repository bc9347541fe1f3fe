//! Tokens as one flat list. quote's streams can only be taken apart by copying them, but they can be written out, and
//! each token is written by itself.

use std::fmt::{self, Write};

use proc_macro2::TokenStream;

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
    open: Vec<usize>,
}

impl Written {
    /// Writes a stream out.
    ///
    /// # Errors
    /// Groups that don't close, which no stream has.
    pub(super) fn new(stream: &TokenStream) -> Result<Self, fmt::Error> {
        let mut written = Self::default();
        write!(written, "{stream}")?;
        if written.open.is_empty() {
            Ok(written)
        } else {
            Err(fmt::Error)
        }
    }

    /// The tokens with their texts.
    pub(super) fn tokens(&self) -> Vec<Token<'_>> {
        let mut start = 0;
        let token = |&(kind, end): &(Kind, usize)| {
            let text = self.text.get(start..end).unwrap_or_default();
            start = end;
            Token { kind, text }
        };
        self.tokens.iter().map(token).collect()
    }

    fn push(&mut self, kind: Kind, text: &str) {
        self.text.push_str(text);
        self.tokens.push((kind, self.text.len()));
    }

    fn open(&mut self, sign: u8, text: &str) {
        self.part();
        self.open.push(self.tokens.len());
        self.push(Kind::Open(sign, 0), text);
    }

    fn close(&mut self, sign: u8, text: &str) -> fmt::Result {
        self.part();
        let here = self.tokens.len();
        let opened = self.open.pop().and_then(|at| self.tokens.get_mut(at));
        match opened {
            Some((Kind::Open(_, close), _)) => *close = here,
            _ => return Err(fmt::Error),
        }
        self.push(Kind::Close(sign), text);
        Ok(())
    }

    /// Something stands between the last token and the next.
    fn part(&mut self) {
        if let Some((Kind::Sign(_, beside), _)) = self.tokens.last_mut() {
            *beside = false;
        }
    }

    /// A word or a literal.
    fn word(&mut self, text: &str) {
        match self.tokens.last_mut() {
            // `'` and a name are written as two tokens, and so are `r#` and a name.
            Some((kind @ Kind::Sign(b'\'', _), end)) => {
                *kind = Kind::Lifetime;
                self.text.push_str(text);
                *end = self.text.len();
            }
            Some((Kind::Word, end)) if self.text.ends_with('#') => {
                self.text.push_str(text);
                *end = self.text.len();
            }
            _ => self.push(kind(text), text),
        }
    }
}

impl Write for Written {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match text {
            "" => {}
            " " => self.part(),
            "(" => self.open(b'(', "("),
            "[" => self.open(b'[', "["),
            "{ " => self.open(b'{', "{"),
            ")" => self.close(b')', ")")?,
            "]" => self.close(b']', "]")?,
            "}" => self.close(b'}', "}")?,
            _ => match text.as_bytes() {
                [sign] if sign.is_ascii_punctuation() && *sign != b'_' => {
                    self.push(Kind::Sign(*sign, true), text);
                }
                _ => self.word(text),
            },
        }
        Ok(())
    }

    fn write_char(&mut self, char: char) -> fmt::Result {
        self.write_str(char.encode_utf8(&mut [0; 4]))
    }
}

/// What a word or a literal is.
fn kind(text: &str) -> Kind {
    match text.as_bytes() {
        [b'"', ..] | [b'b' | b'c' | b'r', b'"', ..] | [b'b' | b'c', b'r', b'"' | b'#', ..] => {
            Kind::Text
        }
        [b'r', b'#', b'"' | b'#', ..] => Kind::Text,
        [b'\'', ..] | [b'b', b'\'', ..] => Kind::Char,
        [b'0'..=b'9', ..] | [b'-', ..] => number(text),
        _ => Kind::Word,
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
