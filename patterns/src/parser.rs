//! The grammar of ECMA-262, section 22.2.1.

use std::collections::HashSet;

use crate::classes::{self, ANYTHING, DOT, NOTHING};
use crate::escapes::Escape;
use crate::terms::{self, Term};
use crate::{LONGEST, Refusal, Translated};

/// How deep groups may stand in one another.
const DEEPEST: usize = 48;

/// By which letter an expression is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rigour {
    /// As with the flag `u`.
    Strict,
    /// With what annex B allows without it.
    Tolerant,
}

/// What is left to read.
#[derive(Debug)]
pub(crate) struct Parser<'p> {
    rest: &'p str,
    pub(crate) rigour: Rigour,
    /// Whether ASCII's letters stand for themselves in upper and in lower case.
    any_case: bool,
    depth: usize,
    /// How many groups the whole expression has, that is how many a number can refer to.
    pub(crate) groups: usize,
    names: HashSet<&'p str>,
    /// The first thing that can't be said, once all has been read.
    beyond: Option<Refusal>,
}

/// Reads an expression, one that tells ASCII's upper and lower case apart unless `any_case` is true.
pub(crate) fn parse(pattern: &str, rigour: Rigour, any_case: bool) -> Result<Translated, Refusal> {
    if pattern.len() > LONGEST {
        return Err(Refusal::TooLarge);
    }
    let mut parser = Parser {
        rest: pattern,
        rigour,
        any_case,
        depth: 0,
        groups: pattern.matches('(').count(),
        names: HashSet::new(),
        beyond: None,
    };
    let mut alternatives = parser.alternatives()?;
    if !parser.rest.is_empty() {
        return Err(Refusal::Syntax("a group is closed that wasn't opened"));
    }
    if let Some(beyond) = parser.beyond {
        return Err(beyond);
    }
    match alternatives.pop() {
        Some(only) if alternatives.is_empty() => terms::whole(&only),
        Some(last) => {
            alternatives.push(last);
            Ok(Translated {
                regex: joined(&alternatives)?,
                ..Translated::default()
            })
        }
        None => Ok(Translated::default()),
    }
}

/// Alternatives as one expression.
fn joined(alternatives: &[Vec<Term>]) -> Result<String, Refusal> {
    let mut out = String::new();
    for (index, terms) in alternatives.iter().enumerate() {
        if index > 0 {
            out.push('|');
        }
        terms::write(terms, &mut out)?;
    }
    Ok(out)
}

impl<'p> Parser<'p> {
    pub(crate) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    pub(crate) fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next();
        self.rest = chars.as_str();
        next
    }

    /// Whether `text` comes next, which is then read.
    pub(crate) fn take(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// What stands before the next `end`, which is read too.
    pub(crate) fn until(&mut self, end: char) -> Option<&'p str> {
        let (before, rest) = self.rest.split_once(end)?;
        self.rest = rest;
        Some(before)
    }

    /// `a|b`, up to the end or a parenthesis that closes.
    fn alternatives(&mut self) -> Result<Vec<Vec<Term>>, Refusal> {
        if self.depth > DEEPEST {
            return Err(Refusal::TooLarge);
        }
        self.depth += 1;
        let mut all = vec![self.alternative()?];
        while self.take("|") {
            all.push(self.alternative()?);
        }
        self.depth -= 1;
        Ok(all)
    }

    fn alternative(&mut self) -> Result<Vec<Term>, Refusal> {
        let mut terms = Vec::new();
        while let Some(next) = self.peek().filter(|next| !matches!(next, '|' | ')')) {
            self.next();
            terms.push(self.term(next)?);
        }
        Ok(terms)
    }

    fn term(&mut self, first: char) -> Result<Term, Refusal> {
        let mut out = String::new();
        match first {
            '^' => return Ok(Term::Start),
            '$' => return Ok(Term::End),
            '(' => {
                if let Some(around) = self.around()? {
                    return Ok(around);
                }
                self.group(&mut out)?;
            }
            '.' => out.push_str(DOT),
            '[' => self.class(&mut out)?,
            '\\' => match self.escape(false) {
                Ok(Escape::Boundary { negative }) => {
                    let boundary = if negative { r"(?-u:\B)" } else { r"(?-u:\b)" };
                    return Ok(Term::Plain(boundary.to_owned()));
                }
                Ok(Escape::Char(c)) => self.literal(c, &mut out),
                Ok(Escape::Class(class)) => class.write(false, &mut out),
                Err(refusal) => self.refuse_later(refusal)?,
            },
            '*' | '+' | '?' => return Err(Refusal::Syntax("nothing stands before a quantifier")),
            '{' | '}' | ']' if self.rigour == Rigour::Strict => {
                return Err(Refusal::Syntax("a bracket isn't escaped"));
            }
            c => self.literal(c, &mut out),
        }
        self.quantifier(&mut out)?;
        Ok(Term::Plain(out))
    }

    /// A character outside of brackets.
    fn literal(&self, c: char, out: &mut String) {
        if self.any_case && c.is_ascii_alphabetic() {
            out.extend(['[', c, classes::other_case(c), ']']);
        } else {
            classes::literal(c, false, out);
        }
    }

    /// Goes on where what can't be said is well-formed, since what follows may not be.
    fn refuse_later(&mut self, refusal: Refusal) -> Result<(), Refusal> {
        match refusal {
            Refusal::Beyond(_) => {
                self.beyond.get_or_insert(refusal);
                Ok(())
            }
            refusal => Err(refusal),
        }
    }

    /// `(?=…)` and the like; `None` where what opens is a group.
    fn around(&mut self) -> Result<Option<Term>, Refusal> {
        let (ahead, negative) = if self.take("?=") {
            (true, false)
        } else if self.take("?!") {
            (true, true)
        } else if self.take("?<=") {
            (false, false)
        } else if self.take("?<!") {
            (false, true)
        } else {
            return Ok(None);
        };
        let regex = self.closed()?;
        Ok(Some(if ahead {
            Term::Ahead { regex, negative }
        } else {
            Term::Behind { regex, negative }
        }))
    }

    /// A group, of which nothing is kept. `(?i:…)` came with ECMA-262 of 2025.
    fn group(&mut self, out: &mut String) -> Result<(), Refusal> {
        let outside = self.any_case;
        if self.take("?:") {
        } else if self.rigour == Rigour::Tolerant && self.take("?i:") {
            self.any_case = true;
        } else if self.take("?") {
            let name = self.group_name()?;
            if !self.names.insert(name) {
                return Err(Refusal::Syntax("two groups have one name"));
            }
        }
        let inner = self.closed()?;
        self.any_case = outside;
        out.push_str("(?:");
        out.push_str(&inner);
        out.push(')');
        Ok(())
    }

    /// `<name>`
    pub(crate) fn group_name(&mut self) -> Result<&'p str, Refusal> {
        const NO_NAME: Refusal = Refusal::Syntax("`(?` opens no group that ECMA-262 knows");
        if !self.take("<") {
            return Err(NO_NAME);
        }
        let name = self.until('>').ok_or(NO_NAME)?;
        let is_start = |c: char| c.is_alphabetic() || matches!(c, '$' | '_');
        let is_name =
            name.starts_with(is_start) && name.chars().all(|c| is_start(c) || c.is_alphanumeric());
        if is_name { Ok(name) } else { Err(NO_NAME) }
    }

    /// What stands before a closing parenthesis.
    fn closed(&mut self) -> Result<String, Refusal> {
        let alternatives = self.alternatives()?;
        if !self.take(")") {
            return Err(Refusal::Syntax("a group isn't closed"));
        }
        match joined(&alternatives) {
            Ok(inner) => Ok(inner),
            Err(refusal) => self.refuse_later(refusal).map(|()| String::new()),
        }
    }

    /// What says how often the term in `out` is repeated. What is repeated as little as possible matches the same
    /// texts.
    fn quantifier(&mut self, out: &mut String) -> Result<(), Refusal> {
        match self.peek() {
            Some(sign @ ('*' | '+' | '?')) => {
                self.next();
                out.push(sign);
            }
            Some('{') => {
                let Some(times) = self.times()? else {
                    return Ok(());
                };
                out.push_str(&times);
            }
            _ => return Ok(()),
        }
        self.take("?");
        Ok(())
    }

    /// `{2,3}`; `None` where a brace is meant as itself.
    fn times(&mut self) -> Result<Option<String>, Refusal> {
        const NO_TIMES: Refusal = Refusal::Syntax("a bracket isn't escaped");
        let inner = (self.rest.split_once('}')).and_then(|(times, _)| times.strip_prefix('{'));
        let Some(inner) = inner.filter(|inner| is_times(inner)) else {
            return match self.rigour {
                Rigour::Strict => Err(NO_TIMES),
                Rigour::Tolerant => Ok(None),
            };
        };
        self.until('}');
        let (least, most) = inner.split_once(',').unwrap_or((inner, inner));
        let least: u32 = least.parse().map_err(|_| Refusal::TooLarge)?;
        if most.is_empty() {
            return Ok(Some(format!("{{{least},}}")));
        }
        let most: u32 = most.parse().map_err(|_| Refusal::TooLarge)?;
        if most < least {
            return Err(Refusal::Syntax(
                "the numbers of a quantifier are out of order",
            ));
        }
        Ok(Some(if inner.contains(',') {
            format!("{{{least},{most}}}")
        } else {
            format!("{{{least}}}")
        }))
    }

    /// `[…]`
    fn class(&mut self, out: &mut String) -> Result<(), Refusal> {
        const UNCLOSED: Refusal = Refusal::Syntax("a class isn't closed");
        let negative = self.take("^");
        if self.take("]") {
            out.push_str(if negative { ANYTHING } else { NOTHING });
            return Ok(());
        }
        out.push_str(if negative { "[^" } else { "[" });
        while !self.take("]") {
            let item = self.class_item(UNCLOSED)?;
            let is_range = self.rest.starts_with('-') && !self.rest.starts_with("-]");
            if !is_range {
                self.write(&item, out);
                continue;
            }
            self.next();
            match (item, self.class_item(UNCLOSED)?) {
                (Item::Char(from), Item::Char(to)) if from <= to => {
                    classes::literal(from, true, out);
                    out.push('-');
                    classes::literal(to, true, out);
                    if self.any_case {
                        classes::range_in_other_case(from, to, out);
                    }
                }
                (Item::Char(_), Item::Char(_)) => {
                    return Err(Refusal::Syntax("the ends of a range are out of order"));
                }
                (from, to) if self.rigour == Rigour::Tolerant => {
                    self.write(&from, out);
                    classes::literal('-', true, out);
                    self.write(&to, out);
                }
                _ => return Err(Refusal::Syntax("a class is the end of a range")),
            }
        }
        out.push(']');
        Ok(())
    }

    fn class_item(&mut self, unclosed: Refusal) -> Result<Item, Refusal> {
        match self.next().ok_or(unclosed)? {
            '\\' => match self.escape(true) {
                Ok(Escape::Char(c)) => Ok(Item::Char(c)),
                Ok(Escape::Class(class)) => Ok(Item::Class(class)),
                Ok(Escape::Boundary { .. }) => {
                    Err(Refusal::Syntax("it escapes what needs no escape"))
                }
                Err(refusal) => self.refuse_later(refusal).map(|()| Item::Char('\0')),
            },
            c => Ok(Item::Char(c)),
        }
    }
}

/// What stands between brackets.
enum Item {
    Char(char),
    Class(classes::Named),
}

impl Parser<'_> {
    fn write(&self, item: &Item, out: &mut String) {
        match item {
            Item::Char(c) => {
                classes::literal(*c, true, out);
                if self.any_case && c.is_ascii_alphabetic() {
                    out.push(classes::other_case(*c));
                }
            }
            Item::Class(class) => class.write(true, out),
        }
    }
}

/// Whether what stands between braces says how often.
fn is_times(inner: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match inner.split_once(',') {
        Some((least, most)) => is_number(least) && (most.is_empty() || is_number(most)),
        None => is_number(inner),
    }
}
