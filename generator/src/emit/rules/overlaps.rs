//! Whether a typed value can be several alternatives of which only one may fit (OpenAPI's `oneOf`).

use super::reach::effective;
use crate::api::{Api, Choice, Rest, Rules, Shape, Type, Union, UnionVariant};

/// Whether what a union holds can be written so that it reads as several of its alternatives.
pub(super) fn may_overlap(api: &Api, union: &Union) -> bool {
    let variants: Vec<_> = union.variants.iter().collect();
    may_fit_several(api, &union.choice, &variants)
}

/// Whether a text can be several of a union's alternatives of which only one may be, those aside that a discriminator tells
/// apart.
pub(crate) fn is_judged_in_text(choice: &Choice) -> bool {
    match choice {
        Choice::ExactlyOne => true,
        Choice::Keys { exactly_one, .. } => *exactly_one,
        Choice::Type(groups) => {
            let is_told = |choice: &Choice| matches!(choice, Choice::Tag { .. });
            let mut groups = groups
                .iter()
                .filter(|group| group.variants.len() > 1 && !is_told(&group.choice))
                .peekable();
            groups.peek().is_some() && groups.all(|group| is_judged_in_text(&group.choice))
        }
        Choice::Tag { .. } | Choice::FirstFit => false,
    }
}

fn may_fit_several(api: &Api, choice: &Choice, variants: &[&UnionVariant]) -> bool {
    match choice {
        Choice::ExactlyOne => true,
        // Each has keys that no other has a field for.
        Choice::Keys { exactly_one, .. } => {
            *exactly_one && variants.iter().any(|variant| keeps_keys(api, &variant.ty))
        }
        Choice::Type(groups) => groups.iter().any(|group| {
            let variants: Vec<_> = (group.variants.iter())
                .filter_map(|index| variants.get(*index).copied())
                .collect();
            variants.len() > 1 && may_fit_several(api, &group.choice, &variants)
        }),
        Choice::Tag { .. } | Choice::FirstFit => false,
    }
}

/// Whether values of a type have keys that no field has.
fn keeps_keys(api: &Api, ty: &Type) -> bool {
    let (ty, _) = effective(api, ty, &Rules::default());
    let Type::Named(id) = ty else { return false };
    matches!(
        api.type_def(*id).map(|def| &def.shape),
        Some(Shape::Struct(structure)) if matches!(structure.rest, Rest::Kept { .. })
    )
}
