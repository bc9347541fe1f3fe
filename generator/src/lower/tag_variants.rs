//! A variant for each value of a discriminator, where several choose one alternative and its type has no property that
//! would hold which of them it was.

use std::ops::Range;

use super::names::{Scope, upper_camel};
use crate::api::{Choice, Union, UnionVariant};

/// Divides the variants of a union that several values choose.
pub(super) fn divide(union: &mut Union) {
    let tags = divided_tags(union);
    if tags.iter().all(Vec::is_empty) {
        return;
    }
    let places = divide_variants(&mut union.variants, &tags);
    match &mut union.choice {
        choice @ Choice::Tag { .. } => divide_choice(choice, &tags),
        Choice::Type(groups) => {
            for group in groups {
                let tags: Vec<_> = (group.variants.iter())
                    .filter_map(|index| tags.get(*index).cloned())
                    .collect();
                divide_choice(&mut group.choice, &tags);
                group.variants = (group.variants.iter())
                    .filter_map(|index| places.get(*index).cloned())
                    .flatten()
                    .collect();
            }
        }
        Choice::Keys { .. } | Choice::ExactlyOne | Choice::FirstFit => {}
    }
}

/// For each variant the values that need variants of their own; none for one that stays as it is.
fn divided_tags(union: &Union) -> Vec<Vec<String>> {
    let mut found = vec![Vec::new(); union.variants.len()];
    let mut look = |choice: &Choice, variants: &[usize]| {
        let Choice::Tag {
            values, inherent, ..
        } = choice
        else {
            return;
        };
        for ((index, values), is_inherent) in variants.iter().zip(values).zip(inherent) {
            if let Some(found) = found.get_mut(*index)
                && !is_inherent
                && values.len() > 1
            {
                found.clone_from(values);
            }
        }
    };
    match &union.choice {
        Choice::Type(groups) => {
            for group in groups {
                look(&group.choice, &group.variants);
            }
        }
        choice => look(choice, &(0..union.variants.len()).collect::<Vec<_>>()),
    }
    found
}

/// Divides the variants, and says where what was made of each now stands.
fn divide_variants(variants: &mut Vec<UnionVariant>, tags: &[Vec<String>]) -> Vec<Range<usize>> {
    let undivided = (variants.iter().zip(tags)).filter(|(_, tags)| tags.is_empty());
    let names: Vec<_> = undivided
        .map(|(variant, _)| variant.name.as_str())
        .collect();
    let mut scope = Scope::reserving(&names);
    let mut places = Vec::new();
    let mut divided = Vec::new();
    for (variant, tags) in std::mem::take(variants).into_iter().zip(tags) {
        let start = divided.len();
        divided.extend(tags.iter().map(|tag| UnionVariant {
            name: scope.take(&upper_camel(tag), ""),
            ..variant.clone()
        }));
        if tags.is_empty() {
            divided.push(variant);
        }
        places.push(start..divided.len());
    }
    *variants = divided;
    places
}

/// Divides the values of a choice in the same way; its default is then the first of what was made of it.
fn divide_choice(choice: &mut Choice, tags: &[Vec<String>]) {
    let Choice::Tag {
        values,
        inherent,
        default,
        ..
    } = choice
    else {
        return;
    };
    let count = |tags: &Vec<String>| tags.len().max(1);
    if let Some(default) = default {
        default.variant = tags.iter().take(default.variant).map(count).sum();
    }
    *inherent = (inherent.iter().zip(tags))
        .flat_map(|(is_inherent, tags)| std::iter::repeat_n(*is_inherent, count(tags)))
        .collect();
    *values = (std::mem::take(values).into_iter().zip(tags))
        .flat_map(|(values, tags)| match tags.as_slice() {
            [] => vec![values],
            tags => tags.iter().map(|tag| vec![tag.clone()]).collect(),
        })
        .collect();
}
