//! Attributes, documentation and visibility.

use super::layout::{Breaks, INDENT};
use super::printer::{Printer, Step, Unknown};
use super::tokens::Kind;

impl<'t> Printer<'t> {
    /// The attributes before something.
    pub(super) fn outer_attributes(&mut self) -> Step {
        while self.sees("#") && self.sees_open_ahead(1, b'[') {
            self.want("#")?;
            self.attribute()?;
        }
        Ok(())
    }

    fn attribute(&mut self) -> Step {
        self.open(b'[')?;
        if self.sees_word("doc") && self.sees_ahead(1, "=") {
            self.take()?;
            self.want("=")?;
            self.documentation()?;
            return self.close();
        }
        self.layout.text("#");
        self.layout.text("[");
        self.plain_path()?;
        if self.took("=") {
            self.layout.text(" = ");
            self.expression()?;
        } else if !self.sees_close() {
            self.attribute_list()?;
        }
        self.close()?;
        self.layout.text("]");
        self.layout.space();
        Ok(())
    }

    fn documentation(&mut self) -> Step {
        let token = self.take()?;
        if token.kind != Kind::Text {
            return Err(Unknown);
        }
        let raw = token.text.strip_prefix('r');
        let quoted = raw.unwrap_or(token.text).trim_matches('#');
        let quoted = quoted
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'))
            .ok_or(Unknown)?;
        let text = if raw.is_none() && quoted.contains('\\') {
            &unescaped(quoted)?
        } else {
            quoted
        };
        // A text without a line has one all the same.
        let lines = text.split('\n');
        for line in lines {
            if line.starts_with('/') {
                return Err(Unknown);
            }
            self.layout.text("///");
            self.layout.text(line.trim_end_matches(' '));
            self.layout.line();
        }
        Ok(())
    }

    /// What stands in the parentheses of an attribute.
    fn attribute_list(&mut self) -> Step {
        self.open(b'(')?;
        self.layout.text("(");
        self.layout.begin(INDENT, Breaks::Consistent);
        self.layout.zero();
        let mut was_word = false;
        let mut ended = false;
        while !self.sees_close() {
            let token = self.peek(0).ok_or(Unknown)?;
            match token.kind {
                Kind::Sign(b',', _) => {
                    self.take()?;
                    ended = self.sees_close();
                    if ended {
                        self.layout.comma(true);
                    } else {
                        self.layout.text(",");
                        self.layout.space();
                    }
                    was_word = false;
                }
                Kind::Sign(sign, _) => {
                    if was_word && sign == b'=' {
                        self.layout.text(" ");
                    }
                    self.token()?;
                    if sign == b'=' {
                        self.layout.text(" ");
                    }
                    was_word = false;
                }
                Kind::Open(b'(', _) => {
                    self.attribute_list()?;
                    was_word = false;
                }
                Kind::Open(..) | Kind::Close(_) => return Err(Unknown),
                _ => {
                    if was_word {
                        self.layout.space();
                    }
                    self.token()?;
                    was_word = true;
                }
            }
        }
        self.close()?;
        if !ended {
            self.layout.zero();
        }
        self.layout.outdent();
        self.layout.end();
        self.layout.text(")");
        Ok(())
    }

    /// `pub`, `pub(crate)` and the like, where there is one.
    pub(super) fn visibility(&mut self) -> Step {
        if !self.took_word("pub") {
            return Ok(());
        }
        if !self.sees_open(b'(') {
            self.layout.text("pub ");
            return Ok(());
        }
        let word = self.peek(1).map(|token| token.text);
        if !matches!(word, Some("crate" | "self" | "super")) {
            return Err(Unknown);
        }
        self.open(b'(')?;
        self.layout.text("pub(");
        self.word()?;
        self.close()?;
        self.layout.text(") ");
        Ok(())
    }
}

/// What a string's literal stands for.
fn unescaped(quoted: &str) -> Step<String> {
    let mut text = String::with_capacity(quoted.len());
    let mut chars = quoted.chars();
    while let Some(char) = chars.next() {
        if char != '\\' {
            text.push(char);
            continue;
        }
        text.push(match chars.next() {
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('0') => '\0',
            Some(char @ ('\\' | '"' | '\'')) => char,
            Some('u') => code_point(&mut chars)?,
            _ => return Err(Unknown),
        });
    }
    Ok(text)
}

/// The character of `{…}`.
fn code_point(chars: &mut std::str::Chars<'_>) -> Step<char> {
    let rest = chars.as_str();
    let (digits, after) = rest
        .strip_prefix('{')
        .and_then(|rest| rest.split_once('}'))
        .ok_or(Unknown)?;
    *chars = after.chars();
    u32::from_str_radix(digits, 16)
        .ok()
        .and_then(char::from_u32)
        .ok_or(Unknown)
}
