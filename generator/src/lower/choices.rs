//! How a value on the wire chooses among a union's alternatives: by the discriminator, else by a property with values
//! of its own, else by JSON type, else by which properties are there, else by trying each.

use hashbrown::{HashMap, HashSet};

use super::drafts::{Discriminator, UnionDraft};
use super::json_types::{JsonTypes, Set};
use super::tag_values::TagValues;
use super::tag_variants;
use crate::api::{
    Choice, Field, IntegerWidth, JsonType, Rule, Rules, Shape, Struct, Type, TypeChoice, TypeDef,
    Union, UnionVariant,
};
use crate::report::{Code, FileId, Place, Report, Reports};

/// Longer chains of aliases than this don't occur.
const ALIAS_LIMIT: usize = 64;

/// How deep a type is looked into that aliases and unions wrap.
const MOST_WRAPPERS: usize = 6;

/// Settles the choice of every union among `types`; `drafts` runs parallel to them.
pub(super) fn settle(types: &mut [TypeDef], drafts: &[Option<UnionDraft>], reports: &mut Reports) {
    let json_types = JsonTypes::of_all(types);
    let mut choices = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        let (Some(draft), Some(Shape::Union(union))) =
            (draft, types.get(index).map(|def| &def.shape))
        else {
            continue;
        };
        let chooser = Chooser {
            types,
            json_types: &json_types,
            drafts,
            union,
            draft,
        };
        choices.push((index, chooser.choice(reports)));
    }
    for (index, choice) in choices {
        let Some(def) = types.get_mut(index) else {
            continue;
        };
        if let Some(Some(draft)) = drafts.get(index)
            && !fits_one(&choice)
        {
            def.rules.add(draft.if_several_fit.clone());
        }
        if let Shape::Union(union) = &mut def.shape {
            union.choice = choice;
            drop_what_is_not_tried(union);
            tag_variants::divide(union);
        }
    }
}

/// Whether no value fits several alternatives.
fn fits_one(choice: &Choice) -> bool {
    match choice {
        Choice::Tag { .. } => true,
        Choice::Type(groups) => {
            (groups.iter()).all(|group| group.variants.len() == 1 || fits_one(&group.choice))
        }
        Choice::Keys { .. } | Choice::ExactlyOne | Choice::FirstFit => false,
    }
}

/// Drops from variants that are never tried what is only asked where they are.
fn drop_what_is_not_tried(union: &mut Union) {
    let is_tried = |index: usize| match &union.choice {
        Choice::Tag { .. } => false,
        Choice::Type(groups) => groups.iter().any(|group| {
            let is_among = group.variants.len() > 1 && group.variants.contains(&index);
            is_among && !matches!(group.choice, Choice::Tag { .. })
        }),
        Choice::Keys { .. } | Choice::ExactlyOne | Choice::FirstFit => true,
    };
    for (index, variant) in union.variants.iter_mut().enumerate() {
        if !is_tried(index) {
            let own = &mut variant.rules.own;
            own.retain(|rule| !matches!(rule, Rule::Fitting(_)));
        }
    }
}

/// All that a choice depends on.
struct Chooser<'t> {
    types: &'t [TypeDef],
    json_types: &'t JsonTypes,
    drafts: &'t [Option<UnionDraft>],
    union: &'t Union,
    draft: &'t UnionDraft,
}

impl<'t> Chooser<'t> {
    fn choice(&self, reports: &mut Reports) -> Choice {
        let all: Vec<_> = (0..self.union.variants.len()).collect();
        let mut groups = self.by_type();
        let is_told =
            groups.len() > 1 || groups.iter().any(|group| group.variants.len() < all.len());
        if !is_told {
            return self.among(&all, true, reports);
        }
        for group in &mut groups {
            if group.variants.len() > 1 || self.are_told_by_tag(&group.variants) {
                let has_objects = group.types.contains(&JsonType::Object);
                group.choice = self.among(&group.variants, has_objects, reports);
            }
        }
        Choice::Type(groups)
    }

    /// Whether several values of the discriminator choose one of the variants, which alone don't need it.
    fn are_told_by_tag(&self, variants: &[usize]) -> bool {
        let discriminator = self.draft.discriminator.as_ref();
        let tags = discriminator.map_or(&[][..], |discriminator| &discriminator.tags);
        let mut tags = variants.iter().filter_map(|index| tags.get(*index));
        tags.any(|tags| tags.mapped.len() > 1)
    }

    /// How a value chooses among some of the variants that have the same JSON types.
    fn among(&self, variants: &[usize], has_objects: bool, reports: &mut Reports) -> Choice {
        if let Some(discriminator) = self.draft.discriminator.as_ref().filter(|_| has_objects) {
            match self.by_discriminator(variants, discriminator) {
                Ok(choice) => return choice,
                Err(message) => reports.push(
                    Report::warning(
                        Code::DISCRIMINATOR_IGNORED,
                        Place::key(FileId::default(), self.draft.at.clone()),
                        message,
                    )
                    .help("the alternatives are told apart without the discriminator"),
                ),
            }
        }
        let structs: Option<Vec<_>> = variants
            .iter()
            .map(|&index| structure(self.types, self.ty(index)?))
            .collect();
        if let Some(structs) = structs
            && let Some(choice) = by_values(self.types, &structs)
                .or_else(|| by_keys(&structs, self.draft.exactly_one))
        {
            return choice;
        }
        if self.draft.exactly_one {
            Choice::ExactlyOne
        } else {
            Choice::FirstFit
        }
    }

    fn ty(&self, index: usize) -> Option<&'t Type> {
        Some(&self.union.variants.get(index)?.ty)
    }

    /// The variants for each JSON type, types with the same variants together.
    fn by_type(&self) -> Vec<TypeChoice> {
        let sets: Vec<_> = (self.union.variants.iter())
            .map(|variant| self.json_types.of(&variant.ty))
            .collect();
        let mut groups: Vec<TypeChoice> = Vec::new();
        for json_type in JsonType::ALL {
            let mut variants: Vec<_> = (sets.iter().enumerate())
                .filter(|(_, set)| set.has(json_type))
                .map(|(index, _)| index)
                .collect();
            match json_type {
                JsonType::Integer if !self.draft.exactly_one => {
                    self.prefer_integers(&mut variants, &sets);
                }
                JsonType::Number if self.draft.exactly_one => add_integers(&mut variants, &sets),
                _ => {}
            }
            // What takes fewer values goes first, and what takes any last.
            let takes_fractions =
                |index: usize| (sets.get(index)).is_some_and(|set| set.has(JsonType::Number));
            variants.sort_by_key(|&index| {
                (
                    self.rank(index).unwrap_or(Rank::Any),
                    takes_fractions(index),
                )
            });
            if variants.is_empty() {
                continue;
            }
            match groups.iter_mut().find(|group| group.variants == variants) {
                Some(group) => group.types.push(json_type),
                None => groups.push(TypeChoice {
                    types: vec![json_type],
                    variants,
                    choice: Choice::FirstFit,
                }),
            }
        }
        groups
    }

    /// Leaves whole numbers to those variants that take no others, where there are such and they take all.
    fn prefer_integers(&self, variants: &mut Vec<usize>, sets: &[Set]) {
        let takes_all = |index: &usize| {
            let set = sets.get(*index);
            let is_whole = set.is_some_and(|set| !set.has(JsonType::Number));
            let variant = self.union.variants.get(*index);
            let takes = |variant: &UnionVariant| {
                self.takes_whole_numbers(&variant.ty, &variant.rules, MOST_WRAPPERS)
            };
            is_whole && variant.is_some_and(takes)
        };
        if variants.iter().any(takes_all) {
            variants.retain(takes_all);
        }
    }

    /// Whether values of that type and with these rules are all whole numbers that have 64 bits, and maybe more: nothing
    /// narrows them.
    fn takes_whole_numbers(&self, ty: &Type, rules: &Rules, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1).filter(|_| rules.is_empty()) else {
            return false;
        };
        match ty {
            Type::Boxed(inner) | Type::Nullable(inner) => {
                self.takes_whole_numbers(inner, rules, depth)
            }
            Type::Integer(width) => matches!(width, IntegerWidth::I64 | IntegerWidth::I128),
            Type::Named(id) => match self.types.get(id.0) {
                Some(TypeDef { rules, shape, .. }) => match shape {
                    Shape::Alias(inner) | Shape::Newtype(inner) => {
                        self.takes_whole_numbers(inner, rules, depth)
                    }
                    Shape::Union(union) => {
                        rules.is_empty()
                            && union.variants.iter().any(|variant| {
                                self.takes_whole_numbers(&variant.ty, &variant.rules, depth)
                            })
                    }
                    _ => false,
                },
                None => false,
            },
            _ => false,
        }
    }

    /// How many strings a type takes; `None` where it takes others values than strings.
    fn rank(&self, index: usize) -> Option<Rank> {
        match alias_end(self.types, self.ty(index)?)? {
            Type::DateTime(_) | Type::Date(_) | Type::Uuid => Some(Rank::Format),
            Type::Base64 => Some(Rank::Encoding),
            Type::String => Some(Rank::Any),
            Type::Named(id) => match &self.types.get(id.0)?.shape {
                Shape::StringEnum(_) => Some(Rank::Values),
                _ => None,
            },
            _ => None,
        }
    }

    fn by_discriminator(
        &self,
        variants: &[usize],
        discriminator: &Discriminator,
    ) -> Result<Choice, String> {
        let tags = TagValues {
            types: self.types,
            drafts: self.drafts,
            property: &discriminator.property,
        };
        let mapped: HashSet<&String> = (discriminator.tags.iter())
            .flat_map(|tags| &tags.mapped)
            .collect();
        let mut seen = HashSet::new();
        let mut values = Vec::new();
        let mut inherent = Vec::new();
        for &index in variants {
            let (Some(variant), Some(draft)) = (
                self.union.variants.get(index),
                discriminator.tags.get(index),
            ) else {
                continue;
            };
            let Some(is_inherent) = tags.inherent(&variant.ty) else {
                return Err(format!(
                    "the alternative `{}` isn't an object",
                    variant.name
                ));
            };
            let mut chosen_by = tags.of(&variant.ty, draft);
            // What lists the values of others too has the list from the base, which is chosen by what is left of it.
            // Nothing is, where something has the whole list and doesn't say which of it is its own.
            let is_base = discriminator.stands_for_the_rest(index);
            let has_own = is_base && !values.contains(&chosen_by);
            let is_others =
                |value: &String| mapped.contains(value) || has_own && seen.contains(value);
            if draft.mapped.is_empty() && chosen_by.iter().any(is_others) {
                chosen_by.retain(|value| is_base && !seen.contains(value));
                if chosen_by.is_empty() {
                    chosen_by.extend(draft.name.clone());
                }
            }
            if chosen_by.is_empty() {
                return Err(
                    "an alternative that isn't a component has no name for the discriminator"
                        .into(),
                );
            }
            if let Some(value) = chosen_by
                .iter()
                .find(|value| !seen.insert((*value).clone()))
            {
                return Err(format!(
                    "the value `{value}` of the discriminator stands for two alternatives"
                ));
            }
            values.push(chosen_by);
            inherent.push(is_inherent);
        }
        let default = discriminator.default.and_then(|mut default| {
            default.variant = variants
                .iter()
                .position(|index| *index == default.variant)?;
            Some(default)
        });
        Ok(Choice::Tag {
            property: discriminator.property.clone(),
            values,
            inherent,
            default,
        })
    }
}

/// How many strings a type takes, the fewest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Format,
    Values,
    Encoding,
    Any,
}

/// Adds to the variants for numbers those for whole ones: where only one may fit, `1.0` is to be refused if both do.
fn add_integers(variants: &mut Vec<usize>, sets: &[Set]) {
    if !variants.is_empty() {
        let takes_numbers = |set: &Set| set.has(JsonType::Integer) || set.has(JsonType::Number);
        let all = sets.iter().enumerate();
        *variants = all
            .filter(|(_, set)| takes_numbers(set))
            .map(|(index, _)| index)
            .collect();
    }
}

/// A required property that has in each alternative values of its own.
fn by_values(types: &[TypeDef], structs: &[&Struct]) -> Option<Choice> {
    let first = structs.first()?;
    first.fields.iter().find_map(|candidate| {
        let mut seen = HashSet::new();
        let mut values = Vec::new();
        for structure in structs {
            let field = field(structure, &candidate.wire).filter(|field| field.required)?;
            let own = listed_values(types, field)?;
            if !own.iter().all(|value| seen.insert(*value)) {
                return None;
            }
            values.push(own.into_iter().cloned().collect());
        }
        Some(Choice::Tag {
            property: candidate.wire.clone(),
            inherent: vec![true; structs.len()],
            values,
            default: None,
        })
    })
}

/// The values that a field may have, where they are listed.
pub(super) fn listed_values<'t>(types: &'t [TypeDef], field: &'t Field) -> Option<Vec<&'t String>> {
    match resolve(types, &field.ty)? {
        Shape::StringEnum(values) => {
            Some(values.variants.iter().map(|value| &value.wire).collect())
        }
        _ => None,
    }
}

/// For each alternative, keys that it requires and that no other has, or else all that it requires where no other has
/// all of them.
fn by_keys(structs: &[&Struct], exactly_one: bool) -> Option<Choice> {
    // Which alternatives have each key, in order.
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, structure) in structs.iter().enumerate() {
        for field in &structure.fields {
            holders.entry(&field.wire).or_default().push(index);
        }
    }
    let keys = structs.iter().enumerate().map(|(index, structure)| {
        let required: Vec<_> = (structure.fields.iter())
            .filter(|field| field.required)
            .filter_map(|field| Some((&field.wire, holders.get(field.wire.as_str())?)))
            .collect();
        let own = required.iter().filter(|(_, holders)| holders.len() == 1);
        let own: Vec<_> = own.map(|(key, _)| (*key).clone()).collect();
        if !own.is_empty() {
            return Some(own);
        }
        let has_all = |other: &usize| {
            (required.iter()).all(|(_, holders)| holders.binary_search(other).is_ok())
        };
        let rarest = required.iter().min_by_key(|(_, holders)| holders.len())?;
        let mut others = rarest.1.iter().filter(|other| **other != index);
        let is_told = !others.any(has_all);
        is_told.then(|| required.iter().map(|(key, _)| (*key).clone()).collect())
    });
    let keys = keys.collect::<Option<Vec<_>>>()?;
    Some(Choice::Keys { keys, exactly_one })
}

pub(super) fn field<'s>(structure: &'s Struct, wire: &str) -> Option<&'s Field> {
    structure.fields.iter().find(|field| field.wire == wire)
}

fn structure<'t>(types: &'t [TypeDef], ty: &'t Type) -> Option<&'t Struct> {
    match resolve(types, ty)? {
        Shape::Struct(structure) => Some(structure),
        _ => None,
    }
}

/// The shape of a named type, at the end of its aliases of named types.
pub(super) fn resolve<'t>(types: &'t [TypeDef], ty: &'t Type) -> Option<&'t Shape> {
    match alias_end(types, ty)? {
        Type::Named(id) => Some(&types.get(id.0)?.shape),
        _ => None,
    }
}

/// The type at the end of a chain of aliases.
pub(super) fn alias_end<'t>(types: &'t [TypeDef], ty: &'t Type) -> Option<&'t Type> {
    let mut ty = ty;
    for _ in 0..ALIAS_LIMIT {
        match ty {
            Type::Boxed(inner) => ty = inner,
            Type::Named(id) => match &types.get(id.0)?.shape {
                Shape::Alias(inner) => ty = inner,
                _ => return Some(ty),
            },
            _ => return Some(ty),
        }
    }
    None
}
