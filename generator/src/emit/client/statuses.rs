//! The patterns of statuses that a reply is matched against.

use std::ops::RangeInclusive;

use proc_macro2::Literal;

use crate::api::StatusPattern;
use crate::emit::tokens::{Tokens, quote};

/// The statuses that some arms of a match stand for already.
#[derive(Debug, Default)]
pub(super) struct Matched(Vec<RangeInclusive<u16>>);

impl Matched {
    /// The pattern of an arm for those of these statuses that no arm before it stands for, so that no two arms
    /// overlap; `None` where nothing is left.
    pub(super) fn pattern(&mut self, statuses: RangeInclusive<u16>) -> Option<Tokens> {
        let left = self.left(statuses);
        (!left.is_empty()).then(|| alternatives(left))
    }

    /// Those of these statuses that no arm stands for yet.
    pub(super) fn left(&mut self, statuses: RangeInclusive<u16>) -> Vec<RangeInclusive<u16>> {
        let mut left = vec![statuses.clone()];
        for matched in &self.0 {
            left = left
                .into_iter()
                .flat_map(|range| without(&range, matched))
                .collect();
        }
        self.0.push(statuses);
        left
    }
}

/// The pattern of those statuses, from three in a row on as a range.
pub(super) fn alternatives(mut statuses: Vec<RangeInclusive<u16>>) -> Tokens {
    statuses.sort_by_key(|range| *range.start());
    let mut rows: Vec<Vec<RangeInclusive<u16>>> = Vec::new();
    for range in statuses {
        let follows = |row: &&mut Vec<RangeInclusive<u16>>| {
            let last = row.last().map(|last| last.end().saturating_add(1));
            last == Some(*range.start())
        };
        match rows.last_mut().filter(follows) {
            Some(row) => row.push(range),
            None => rows.push(vec![range]),
        }
    }
    let alternatives = rows.iter().flat_map(|row| match row.as_slice() {
        [first, .., last] if last.end() - first.start() > 1 => {
            vec![alternative(&(*first.start()..=*last.end()))]
        }
        row => row.iter().map(alternative).collect(),
    });
    let alternatives: Vec<_> = alternatives.collect();
    quote!(#(#alternatives)|*)
}

/// Statuses before ranges before what is left; among equals, successes stay before errors.
pub(super) fn rank(status: StatusPattern) -> u8 {
    match status {
        StatusPattern::Exact(_) => 0,
        StatusPattern::Range(_) => 1,
        StatusPattern::Default => 2,
    }
}

/// The statuses that a documented answer stands for; `None`: all that are left.
pub(super) fn statuses(status: StatusPattern, is_success: bool) -> Option<RangeInclusive<u16>> {
    match status {
        StatusPattern::Exact(status) => Some(status..=status),
        StatusPattern::Range(hundred) => {
            let first = u16::from(hundred).saturating_mul(100);
            Some(first..=first.saturating_add(99))
        }
        StatusPattern::Default if is_success => Some(100..=399),
        StatusPattern::Default => None,
    }
}

/// What is left of `range`, below and above `other`.
fn without(
    range: &RangeInclusive<u16>,
    other: &RangeInclusive<u16>,
) -> impl Iterator<Item = RangeInclusive<u16>> + use<> {
    let below = *range.start()..=other.start().saturating_sub(1).min(*range.end());
    let above = other.end().saturating_add(1).max(*range.start())..=*range.end();
    [below, above].into_iter().filter(|part| !part.is_empty())
}

fn alternative(range: &RangeInclusive<u16>) -> Tokens {
    let first = Literal::u16_unsuffixed(*range.start());
    let last = Literal::u16_unsuffixed(*range.end());
    if range.start() == range.end() {
        quote!(#first)
    } else {
        quote!(#first..=#last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(before: &[RangeInclusive<u16>], statuses: RangeInclusive<u16>) -> Option<String> {
        let mut matched = Matched::default();
        for range in before {
            matched.pattern(range.clone());
        }
        let pattern = matched.pattern(statuses)?;
        Some(pattern.to_string().replace(' ', ""))
    }

    #[test]
    fn three_in_a_row_are_a_range() {
        let text = |statuses: &[u16]| {
            let ranges = statuses.iter().map(|status| *status..=*status);
            let pattern = alternatives(ranges.collect());
            pattern.to_string().replace(' ', "")
        };
        assert_eq!(text(&[202, 200]), "200|202");
        assert_eq!(text(&[200, 201]), "200|201");
        assert_eq!(text(&[200, 404, 202, 201]), "200..=202|404");
    }

    #[test]
    fn a_range_leaves_out_what_came_before() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(left(&[], 400..=499), text("400..=499"));
        assert_eq!(left(&[500..=500], 400..=499), text("400..=499"));
        assert_eq!(left(&[400..=400], 400..=499), text("401..=499"));
        assert_eq!(left(&[499..=499], 400..=499), text("400..=498"));
        assert_eq!(
            left(&[404..=404, 400..=400, 402..=402], 400..=499),
            text("401|403|405..=499")
        );
        assert_eq!(
            left(&[100..=199, 301..=301], 100..=399),
            text("200..=300|302..=399")
        );
        assert_eq!(left(&[100..=199], 100..=199), None);
    }
}
