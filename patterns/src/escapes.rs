//! What follows a backslash.

use crate::Refusal;
use crate::classes::Named;
use crate::parser::{Parser, Rigour};

/// What an escape stands for.
#[derive(Debug)]
pub(crate) enum Escape {
    Char(char),
    Class(Named),
    /// `\b` or `\B`, outside of brackets.
    Boundary {
        negative: bool,
    },
}

const CUT_OFF: Refusal = Refusal::Syntax("it ends with a `\\`");
const UNKNOWN: Refusal = Refusal::Syntax("it escapes what needs no escape");
const NO_CHARACTER: Refusal = Refusal::Syntax("it names a character by a number that is none");
const SURROGATE: Refusal = Refusal::Beyond("it names a half of a surrogate pair");
const BACK: Refusal = Refusal::Beyond("it refers back to what a group found");

impl Parser<'_> {
    /// Reads what follows a backslash.
    pub(crate) fn escape(&mut self, is_between_brackets: bool) -> Result<Escape, Refusal> {
        let letter = self.next().ok_or(CUT_OFF)?;
        if let Some(class) = Named::of_letter(letter) {
            return Ok(Escape::Class(class));
        }
        Ok(Escape::Char(match letter {
            't' => '\t',
            'n' => '\n',
            'v' => '\u{b}',
            'f' => '\u{c}',
            'r' => '\r',
            'b' if is_between_brackets => '\u{8}',
            'b' | 'B' if !is_between_brackets => {
                return Ok(Escape::Boundary {
                    negative: letter == 'B',
                });
            }
            'p' | 'P' if self.peek() == Some('{') => {
                return self.property(letter == 'P').map(Escape::Class);
            }
            'c' => return self.control(),
            '0' if !self.peek().is_some_and(|next| next.is_ascii_digit()) => '\0',
            '1'..='9' if !is_between_brackets => return Err(self.back_reference(letter)),
            'k' if !is_between_brackets => return Err(self.named_back_reference()),
            'x' => return self.hexadecimal(2).map(Escape::Char),
            'u' => return self.unicode().map(Escape::Char),
            '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|'
            | '/' => letter,
            '-' if is_between_brackets => letter,
            _ if self.rigour == Rigour::Tolerant && !letter.is_alphanumeric() => letter,
            _ => return Err(UNKNOWN),
        }))
    }

    /// `\cJ`
    fn control(&mut self) -> Result<Escape, Refusal> {
        let letter = self
            .next()
            .filter(char::is_ascii_alphabetic)
            .ok_or(UNKNOWN)?;
        let code = u32::from(letter) % 32;
        char::from_u32(code).map(Escape::Char).ok_or(UNKNOWN)
    }

    /// `\1`: a group before it, or after.
    fn back_reference(&mut self, first: char) -> Refusal {
        let mut number = first.to_digit(10).unwrap_or_default();
        while let Some(digit) = self.peek().and_then(|next| next.to_digit(10)) {
            self.next();
            number = number.saturating_mul(10).saturating_add(digit);
        }
        let groups = u32::try_from(self.groups).unwrap_or(u32::MAX);
        if self.rigour == Rigour::Strict && number > groups {
            UNKNOWN
        } else {
            BACK
        }
    }

    /// `\k<name>`
    fn named_back_reference(&mut self) -> Refusal {
        match self.group_name() {
            Ok(_) => BACK,
            Err(refusal) => refusal,
        }
    }

    /// `\p{Letter}`
    fn property(&mut self, negative: bool) -> Result<Named, Refusal> {
        const NO_PROPERTY: Refusal =
            Refusal::Syntax("it names a property of characters that there isn't");
        self.next();
        let name = self.until('}').ok_or(NO_PROPERTY)?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '=');
        if name.is_empty() || !name.chars().all(is_name) {
            return Err(NO_PROPERTY);
        }
        crate::cost::check(&format!("\\p{{{name}}}"))?;
        Ok(Named::of_property(name, negative))
    }

    /// `\u0041`, `\u{1F432}`, or a pair of surrogates.
    fn unicode(&mut self) -> Result<char, Refusal> {
        if self.take("{") {
            let digits = self.until('}').ok_or(NO_CHARACTER)?;
            let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_hexdigit());
            let code = u32::from_str_radix(digits.trim_start_matches('0'), 16);
            return match code {
                _ if !is_number => Err(NO_CHARACTER),
                Ok(code) => character(code),
                Err(_) if digits.chars().all(|c| c == '0') => Ok('\0'),
                Err(_) => Err(NO_CHARACTER),
            };
        }
        let first = self.digits(4)?;
        if (0xD800..0xDC00).contains(&first) && self.take("\\u") {
            let second = self.digits(4)?;
            return match second.checked_sub(0xDC00).filter(|low| *low < 0x400) {
                Some(low) => character(0x1_0000 + ((first - 0xD800) << 10) + low),
                None => Err(SURROGATE),
            };
        }
        character(first)
    }

    fn hexadecimal(&mut self, count: usize) -> Result<char, Refusal> {
        character(self.digits(count)?)
    }

    fn digits(&mut self, count: usize) -> Result<u32, Refusal> {
        let mut number = 0;
        for _ in 0..count {
            let digit = self
                .next()
                .and_then(|c| c.to_digit(16))
                .ok_or(NO_CHARACTER)?;
            number = number * 16 + digit;
        }
        Ok(number)
    }
}

fn character(code: u32) -> Result<char, Refusal> {
    match char::from_u32(code) {
        Some(c) => Ok(c),
        None if (0xD800..0xE000).contains(&code) => Err(SURROGATE),
        None => Err(NO_CHARACTER),
    }
}
