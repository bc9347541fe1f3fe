//! Variants that stand for several alternatives of one type.

use super::parts::Part;
use super::schemas::Schemas;
use super::splits::Direction;
use super::unions::UnionPlan;
use crate::api::{Rules, Type, UnionVariant};
use crate::report::{Code, Pointer};

/// The alternatives that a variant stands for.
pub(super) struct StoodFor<'a> {
    parts: Vec<Part<'a>>,
    /// Whether they have different rules.
    are_loosened: bool,
}

impl<'a> StoodFor<'a> {
    /// One alternative.
    pub(super) fn alone(parts: Vec<Part<'a>>) -> Self {
        Self {
            parts,
            are_loosened: false,
        }
    }
}

/// What became of a variant that stands for another alternative as well.
enum Merge {
    /// It stays as it is.
    Alike,
    /// It has lost rules.
    Loosened,
}

impl<'a> Schemas<'a, '_> {
    /// Has a variant stand for another alternative of the same type as well. Tells whether the rules of the alternatives
    /// differ, so that those of the list as a whole are needed.
    pub(super) fn take_another(
        &mut self,
        variants: &mut [UnionVariant],
        stood_for: &mut [StoodFor<'a>],
        (ty, rules, parts): (Type, Rules, Vec<Part<'a>>),
        exactly_one: bool,
    ) -> bool {
        let at = parts.first().map(|part| part.at.clone());
        let is_told = exactly_one && says_all(&ty);
        match merge(variants, stood_for, (ty, rules, parts)) {
            Some(Merge::Loosened) => return true,
            Some(Merge::Alike) if is_told => self.report_twin(&at.unwrap_or_default()),
            Some(Merge::Alike) | None => {}
        }
        false
    }

    /// Reports an alternative that takes the same values as an earlier one, of which exactly one must fit.
    fn report_twin(&mut self, at: &Pointer) {
        if self.reported_rules.insert(at.clone()) {
            self.warn(
                Code::CONTRADICTION,
                at,
                "this alternative of a `oneOf` takes what an earlier one takes: none of that fits just one",
                "it is taken once: remove it, or say `anyOf`",
            );
        }
    }

    /// Has variants that stand for several alternatives with different rules tell whether one of these fits: the rules of
    /// the list can't, for they don't know which type is being tried. Of alternatives of several lists at once, that isn't
    /// told.
    pub(super) fn tell_fitting(
        &mut self,
        plan: &UnionPlan<'a>,
        variants: &mut [UnionVariant],
        stood_for: Vec<StoodFor<'a>>,
        direction: Direction,
    ) {
        if plan.lists.len() > 1 {
            return;
        }
        for (variant, StoodFor { parts, .. }) in variants
            .iter_mut()
            .zip(stood_for)
            .filter(|(_, stood_for)| stood_for.are_loosened)
        {
            let asked = self.asked_of(&plan.base, &plan.lists, direction);
            variant.rules.own.extend(self.fitting(&parts, asked));
        }
    }
}

/// Has a variant stand for another alternative of the same type as well. If that has other rules, those are left that both
/// have: what stands beside the alternatives is among them. `None`: there is no such variant.
fn merge<'a>(
    variants: &mut [UnionVariant],
    stood_for: &mut [StoodFor<'a>],
    (ty, rules, parts): (Type, Rules, Vec<Part<'a>>),
) -> Option<Merge> {
    let mut both = variants.iter_mut().zip(stood_for);
    let (variant, stood_for) = both.find(|(variant, _)| variant.ty == ty)?;
    stood_for.parts.extend(parts);
    if !stood_for.are_loosened && variant.rules == rules {
        return Some(Merge::Alike);
    }
    variant.rules = variant.rules.common(&rules);
    stood_for.are_loosened = true;
    Some(Merge::Loosened)
}

/// Whether a type tells what its values are: any value may stand for what isn't typed.
fn says_all(ty: &Type) -> bool {
    match ty {
        Type::Any | Type::Path(_) => false,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            says_all(inner)
        }
        _ => true,
    }
}
