//! What an expression costs to compile, estimated before anything is.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

use crate::Refusal;

/// The most states of an expression: what compiles within some 10 MB.
const MOST_STATES: usize = 100_000;

/// How deep the parts of an expression may stand in one another, as in the crate `regex`.
const DEEPEST: u32 = 250;

/// Refuses what doesn't compile, or only with more states than is sensible.
pub(crate) fn check(regex: &str) -> Result<(), Refusal> {
    let hir = ParserBuilder::new()
        .nest_limit(DEEPEST)
        .utf8(true)
        .build()
        .parse(regex)
        .map_err(|_| Refusal::Syntax("it names a property of characters that there isn't"))?;
    if states(&hir) > MOST_STATES {
        return Err(Refusal::TooLarge);
    }
    Ok(())
}

fn states(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        // A range of characters takes some states for the bytes of each length.
        HirKind::Class(Class::Unicode(class)) => class.ranges().len().saturating_mul(4),
        HirKind::Class(Class::Bytes(class)) => class.ranges().len(),
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min).max(1);
            let times = usize::try_from(times).unwrap_or(usize::MAX);
            states(&repetition.sub).saturating_mul(times)
        }
        HirKind::Capture(capture) => states(&capture.sub),
        HirKind::Concat(all) | HirKind::Alternation(all) => {
            all.iter().map(states).fold(1, usize::saturating_add)
        }
    }
}
