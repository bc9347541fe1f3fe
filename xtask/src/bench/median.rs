//! Medians.

use crate::usage::Usage;

/// The usage whose every number is the median of theirs.
pub(super) fn median(usages: &[Usage]) -> Usage {
    let of = |number: fn(&Usage) -> f64| {
        let mut numbers: Vec<f64> = usages.iter().map(number).collect();
        numbers.sort_by(f64::total_cmp);
        numbers.get(numbers.len() / 2).copied().unwrap_or(0.0)
    };
    Usage {
        wall: of(|usage| usage.wall),
        cpu: of(|usage| usage.cpu),
        peak: of(|usage| usage.peak),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slow_round_changes_nothing() {
        let rounds = [3.0, 90.0, 1.0, 2.0, 2.5].map(|wall| Usage {
            wall,
            ..Usage::default()
        });
        assert_eq!(median(&rounds).wall, 2.5);
        assert_eq!(median(&[]).wall, 0.0);
    }
}
