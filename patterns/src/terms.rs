//! What an alternative consists of, and how looking around is said without.

use crate::{Refusal, Translated};

/// A term of an alternative.
#[derive(Debug)]
pub(crate) enum Term {
    /// `^`
    Start,
    /// `$`
    End,
    /// `(?=…)`, or `(?!…)` where it is negative.
    Ahead { regex: String, negative: bool },
    /// `(?<=…)`, or `(?<!…)` where it is negative.
    Behind { regex: String, negative: bool },
    /// Anything else, in Rust's words.
    Plain(String),
}

/// Why looking around isn't said.
const AROUND: Refusal =
    Refusal::Beyond("it looks ahead elsewhere than after `^`, or behind elsewhere than before `$`");

/// Writes terms that don't look around.
pub(crate) fn write(terms: &[Term], out: &mut String) -> Result<(), Refusal> {
    for term in terms {
        match term {
            Term::Start => out.push('^'),
            Term::End => out.push('$'),
            Term::Plain(regex) => out.push_str(regex),
            Term::Ahead { .. } | Term::Behind { .. } => return Err(AROUND),
        }
    }
    Ok(())
}

/// The whole expression, of one alternative. At the beginning of a text, what is looked for ahead is looked for from
/// there; at its end, what is looked for behind is looked for up to there.
pub(crate) fn whole(terms: &[Term]) -> Result<Translated, Refusal> {
    let head = terms
        .iter()
        .take_while(|term| matches!(term, Term::Start | Term::Ahead { .. }))
        .count();
    let (head, rest) = terms.split_at_checked(head).unwrap_or((terms, &[]));
    let body = rest
        .iter()
        .rev()
        .take_while(|term| matches!(term, Term::End | Term::Behind { .. }))
        .count();
    let (body, tail) = rest
        .split_at_checked(rest.len().saturating_sub(body))
        .unwrap_or((rest, &[]));
    let mut whole = Translated::default();
    let is_anchored = head.iter().any(|term| matches!(term, Term::Start));
    let is_ended = tail.iter().any(|term| matches!(term, Term::End));
    if is_anchored {
        whole.regex.push('^');
    }
    write(body, &mut whole.regex)?;
    if is_ended {
        whole.regex.push('$');
    }
    for term in head.iter().chain(tail) {
        let (regex, negative) = match term {
            Term::Ahead { regex, negative } if is_anchored => (format!("^(?:{regex})"), *negative),
            Term::Behind { regex, negative } if is_ended => (format!("(?:{regex})$"), *negative),
            Term::Ahead { .. } | Term::Behind { .. } => return Err(AROUND),
            Term::Start | Term::End | Term::Plain(_) => continue,
        };
        let list = if negative {
            &mut whole.never
        } else {
            &mut whole.also
        };
        list.push(regex);
    }
    Ok(whole)
}
