//! `oneOf` and `anyOf` → unions.

use std::borrow::Cow;

use hashbrown::HashSet;
use openapiv3::{ReferenceOr, Schema};

use super::components::{Components, SchemaComponent, schema_pointer};
use super::drafts::{Discriminator, Origin, Parent, Role, Tags, UnionDraft};
use super::merge::Merged;
use super::names::{Scope, upper_camel};
use super::parts::{Alternatives, Flat, Leaf, Part};
use super::schemas::{Schemas, Use};
use super::splits::Direction;
use super::stood_for::StoodFor;
use super::variant_names::{given_name, roles, type_word};
use super::view::{SchemaRef, View};
use crate::api::{Choice, Rules, Shape, TagDefault, Type, TypeId, Union, UnionVariant};
use crate::report::{Code, Pointer, Reports};

/// How many variants several lists of alternatives may multiply to.
const MOST_COMBINATIONS: usize = 64;

/// How deep lists of alternatives in lists of alternatives are taken for one.
const NESTED_LIMIT: usize = 8;

/// What a union is made of.
#[derive(Clone, Debug)]
pub(super) struct UnionPlan<'a> {
    /// What each alternative must fit as well.
    pub(super) base: Vec<Leaf<'a>>,
    /// The lists, from each of which a value takes one alternative; at least one list.
    pub(super) lists: Vec<Alternatives<'a>>,
}

impl UnionPlan<'_> {
    /// Whether it has no more variants than one can live with.
    pub(super) fn is_bounded(&self) -> bool {
        let combinations = self
            .lists
            .iter()
            .try_fold(1_usize, |count, list| count.checked_mul(list.parts.len()));
        self.lists.len() == 1 || combinations.is_some_and(|count| count <= MOST_COMBINATIONS)
    }
}

/// How many of the alternatives may fit a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// Exactly one.
    One,
    /// At least one.
    Any,
    /// At least one, but not all that fit several are allowed: a condition says which.
    Mixed,
}

/// A variant to be: the alternatives that a value of it fits, one of each list.
#[derive(Clone, Debug, Default)]
struct Alternative<'a> {
    parts: Vec<Part<'a>>,
    name: Option<String>,
    tags: Tags,
}

impl<'a> Schemas<'a, '_> {
    /// The union that the named type `id` is. How it is chosen is settled when all types are known.
    pub(super) fn union(
        &mut self,
        id: TypeId,
        plan: &UnionPlan<'a>,
        direction: Direction,
    ) -> (Shape, Rules) {
        let discriminator = plan.lists.iter().find_map(|list| list.discriminator);
        let meant = plan.lists.iter().find_map(|list| list.default);
        let base = base_without(plan, discriminator);
        let mut scope = Scope::default();
        let mut variants: Vec<UnionVariant> = Vec::new();
        let mut seen = HashSet::<Type>::from([Type::Named(id)]);
        let mut tags: Vec<Tags> = Vec::new();
        let mut stood_for: Vec<StoodFor<'a>> = Vec::new();
        let (mut default, mut are_loosened) = (None, false);
        let mut bears_tags = false;
        let (combinations, fit) = self.combinations(plan);
        let roles = roles(
            combinations
                .iter()
                .map(|it| (it.name.as_ref(), it.parts.as_slice())),
        );
        for (alternative, role) in combinations.into_iter().zip(roles) {
            let origin = Origin {
                parent: Parent::Type(id),
                role: Role::Words(role),
            };
            let own = alternative.parts.clone();
            let parts = self.with_base(&base, alternative.parts);
            let Use { ty, mut rules, .. } = self.use_of_all(&parts, direction, &origin);
            rules.add(self.rules_beside(&base, &parts, direction));
            if !seen.insert(ty.clone()) {
                let exactly_one = fit == Fit::One;
                let another = (ty, rules, own);
                are_loosened |=
                    self.take_another(&mut variants, &mut stood_for, another, exactly_one);
                continue;
            }
            stood_for.push(StoodFor::alone(own));
            let name = alternative.name.unwrap_or_else(|| {
                type_word(&ty).unwrap_or_else(|| origin.role.words().into_owned())
            });
            if meant.is_some_and(|target| is_default(target, &alternative.tags)) {
                default = Some(TagDefault {
                    variant: variants.len(),
                    is_described: true,
                });
            }
            bears_tags |= self.bears_tags(&parts, &alternative.tags, discriminator);
            tags.push(alternative.tags);
            variants.push(UnionVariant {
                name: scope.take(&name, ""),
                ty,
                rules,
                boxed: false,
                docs: self.docs_of(&parts),
            });
        }
        let mut rules = self.rules_of_lists(plan, are_loosened, direction);
        if let [only] = variants.as_slice()
            && !bears_tags
        {
            rules.add(only.rules.clone());
            return (Shape::Alias(only.ty.clone()), rules);
        }
        for list in &plan.lists {
            self.report_unused_mapping(list);
        }
        self.tell_fitting(plan, &mut variants, stood_for, direction);
        let if_several_fit = self.rules_of_lists(plan, fit == Fit::Mixed, direction);
        if let Some(draft) = self.drafts.get_mut(id) {
            draft.union = Some(UnionDraft {
                exactly_one: fit == Fit::One,
                if_several_fit,
                discriminator: discriminator.map(|discriminator| Discriminator {
                    property: discriminator.property_name.clone(),
                    tags,
                    default,
                }),
                at: plan
                    .lists
                    .first()
                    .map(|list| list.at.clone())
                    .unwrap_or_default(),
            });
        }
        let choice = Choice::FirstFit;
        (Shape::Union(Union { variants, choice }), rules)
    }

    /// The rules of the lists as a whole, where the variants alone don't say what fits.
    fn rules_of_lists(
        &mut self,
        plan: &UnionPlan<'a>,
        are_needed: bool,
        direction: Direction,
    ) -> Rules {
        if !are_needed {
            return Rules::default();
        }
        let asked = self.asked_of(&plan.base, &plan.lists, direction);
        let lists = plan.lists.iter();
        Rules {
            own: lists.map(|list| self.choice(list, asked.clone())).collect(),
            ..Rules::default()
        }
    }

    /// The union that a base stands for: what extends it, and itself.
    pub(super) fn inheritance(
        &mut self,
        id: TypeId,
        base: SchemaComponent<'a>,
        descendants: &[SchemaComponent<'a>],
        direction: Direction,
    ) -> Shape {
        let SchemaRef::Item(schema) = base.schema else {
            return Shape::Alias(Type::Any);
        };
        let mut scope = Scope::default();
        let (mut variants, mut tags) = (Vec::new(), Vec::new());
        let discriminator = schema.schema_data.discriminator.as_ref();
        for component in descendants.iter().chain([&base]) {
            let at = schema_pointer(component.name);
            let is_base = component.index == base.index;
            let reference = format!("#{at}");
            let (ty, rules) = if is_base {
                let origin = Origin {
                    parent: Parent::Type(id),
                    role: Role::Words("Base".to_owned()),
                };
                self.inline(vec![Part::new(base.schema, at)], direction, &origin)
            } else {
                (self.reference(&reference, direction), Rules::default())
            };
            tags.extend(discriminator.map(|found| tags_of(&reference, found, self.components)));
            variants.push(UnionVariant {
                name: scope.take(&upper_camel(component.name), ""),
                ty,
                rules,
                boxed: false,
                docs: self.docs_of(&[Part::new(component.schema, Pointer::root())]),
            });
        }
        let default = TagDefault {
            variant: variants.len().saturating_sub(1),
            is_described: false,
        };
        if let Some(draft) = self.drafts.get_mut(id) {
            draft.union = Some(UnionDraft {
                exactly_one: true,
                if_several_fit: Rules::default(),
                discriminator: discriminator.map(|discriminator| Discriminator {
                    property: discriminator.property_name.clone(),
                    tags,
                    default: Some(default),
                }),
                at: schema_pointer(base.name).key("discriminator"),
            });
        }
        let choice = Choice::FirstFit;
        Shape::Union(Union { variants, choice })
    }

    /// One alternative of each list, in all combinations, and how many of these may fit.
    fn combinations(&self, plan: &UnionPlan<'a>) -> (Vec<Alternative<'a>>, Fit) {
        let mut combinations = vec![Alternative::default()];
        let mut fits = Vec::new();
        for list in &plan.lists {
            let mut alternatives = Vec::new();
            let flatten = plan.lists.len() == 1;
            fits.push(self.alternatives_of(list, flatten, NESTED_LIMIT, &mut alternatives));
            combinations = combinations
                .iter()
                .flat_map(|before| {
                    let joined = |alternative| joined(before, alternative);
                    alternatives.iter().map(joined).collect::<Vec<_>>()
                })
                .collect();
        }
        let fit = match fits.as_slice() {
            [first, others @ ..] if others.iter().all(|fit| fit == first) => *first,
            _ => Fit::Mixed,
        };
        (combinations, fit)
    }

    /// The alternatives of a list, but for null, and how many of them may fit; where `flatten`, those of a list that
    /// stands in it by itself are taken as its own, if as many of them may fit.
    fn alternatives_of(
        &self,
        list: &Alternatives<'a>,
        flatten: bool,
        depth: usize,
        found: &mut Vec<Alternative<'a>>,
    ) -> Fit {
        let all = list.parts.iter().enumerate();
        let parts: Vec<_> = all
            .filter(|(_, part)| !self.is_null((*part).into()))
            .collect();
        let depth = depth
            .checked_sub(1)
            .filter(|_| flatten && list.discriminator.is_none());
        let nested = |part, at: &Pointer| {
            let nested = nested_list(part, at)?;
            let is_alike = !list.exactly_one && !nested.exactly_one;
            Some((nested, depth?)).filter(|_| is_alike || parts.len() == 1)
        };
        let mut fit = if list.exactly_one { Fit::One } else { Fit::Any };
        for (index, part) in parts.iter().copied() {
            let at = list.at.index(index);
            if let Some((nested, depth)) = nested(part, &at) {
                fit = self.alternatives_of(&nested, flatten, depth, found);
                continue;
            }
            found.push(Alternative {
                parts: vec![Part::new(part, at)],
                name: given_name(part),
                tags: tag_values(part, list.discriminator, self.components),
            });
        }
        fit
    }

    /// The parts of a variant: with the base, unless it adds nothing to them.
    fn with_base(&self, base: &[Leaf<'a>], parts: Vec<Part<'a>>) -> Vec<Part<'a>> {
        if base.is_empty() {
            return parts;
        }
        let both: Vec<_> = base.iter().map(Part::from).chain(parts.clone()).collect();
        // What is left unevaluated must be kept, so that it can be seen.
        let keeps_others = |leaf: &Leaf<'a>| self.leaves_unevaluated(leaf.schema);
        if base.iter().any(keeps_others) {
            return both;
        }
        let alone = self.merged_quietly(&parts);
        let together = self.merged_quietly(&both);
        if self.are_alike(&alone, &together) {
            parts
        } else {
            both
        }
    }

    fn merged_quietly(&self, parts: &[Part<'a>]) -> Merged<'a> {
        let flat = Flat::of(parts, self.components);
        Merged::of(flat, self.components, &mut Reports::new())
    }

    /// Whether several values of a discriminator choose an alternative of these parts, which have no property for it, so
    /// that a type of its own must say which of them a value came with.
    pub(super) fn bears_tags(
        &self,
        parts: &[Part<'a>],
        tags: &Tags,
        discriminator: Option<&openapiv3::Discriminator>,
    ) -> bool {
        let lacks = |name: &str| !self.merged_quietly(parts).properties.contains_key(name);
        tags.mapped.len() > 1 && discriminator.is_some_and(|it| lacks(&it.property_name))
    }

    /// Whether what was merged from fewer schemas says all that was merged from more.
    fn are_alike(&self, fewer: &Merged<'a>, more: &Merged<'a>) -> bool {
        fewer.json_type == more.json_type
            && fewer.format == more.format
            && fewer.enumeration == more.enumeration
            && fewer.required == more.required
            && fewer.additional == more.additional
            && fewer.items == more.items
            && fewer.properties.len() == more.properties.len()
            && more.properties.iter().all(|(name, property)| {
                fewer.properties.get(name).is_some_and(|before| {
                    before.parts.len() == property.parts.len()
                        || self
                            .sole(&property.parts)
                            .is_some_and(|sole| Some(sole) == self.sole(&before.parts))
                })
            })
    }

    /// Reports values of a discriminator that choose none of the alternatives.
    fn report_unused_mapping(&mut self, alternatives: &Alternatives<'_>) {
        let Some(discriminator) = alternatives.discriminator else {
            return;
        };
        let references = alternatives.parts.iter().filter_map(|part| match part {
            ReferenceOr::Reference { reference } => Some(reference),
            ReferenceOr::Item(_) => None,
        });
        let known: HashSet<Cow<'_, str>> = references
            .flat_map(|reference| {
                [
                    Some(reference.into()),
                    component_key(reference).map(Cow::Owned),
                ]
            })
            .flatten()
            .collect();
        for (value, target) in &discriminator.mapping {
            if !known.contains(target.as_str()) {
                let message = format!(
                    "`{value}` stands for a schema that is none of the alternatives: left out"
                );
                self.warn(
                    Code::DISCRIMINATOR_IGNORED,
                    &alternatives.at,
                    &message,
                    "list that schema among the alternatives, by `$ref`, or drop the value",
                );
            }
        }
    }
}

/// What stands beside the alternatives, but for what only describes the discriminator.
fn base_without<'a>(
    plan: &UnionPlan<'a>,
    discriminator: Option<&openapiv3::Discriminator>,
) -> Vec<Leaf<'a>> {
    let Some(discriminator) = discriminator else {
        return plan.base.clone();
    };
    let tag = &discriminator.property_name;
    let says_more = |leaf: &&Leaf<'a>| {
        let view = leaf.view();
        let only_tag = view
            .properties
            .is_none_or(|all| all.keys().all(|key| key == tag))
            && view.required.iter().all(|key| key == tag);
        !only_tag
            || !View {
                json_type: None,
                properties: None,
                required: &[],
                ..view
            }
            .only_annotates()
    };
    plan.base.iter().filter(says_more).cloned().collect()
}

/// The alternative that fits both.
fn joined<'a>(one: &Alternative<'a>, other: &Alternative<'a>) -> Alternative<'a> {
    let name = match (&one.name, &other.name) {
        (Some(one), Some(other)) => Some(format!("{one}{other}")),
        (Some(name), None) | (None, Some(name)) if one.parts.is_empty() => Some(name.clone()),
        _ => None,
    };
    Alternative {
        parts: one.parts.iter().chain(&other.parts).cloned().collect(),
        name,
        tags: Tags {
            mapped: (one.tags.mapped.iter())
                .chain(&other.tags.mapped)
                .cloned()
                .collect(),
            name: one.tags.name.clone().or_else(|| other.tags.name.clone()),
        },
    }
}

/// The one list of alternatives that a nameless schema consists of.
fn nested_list<'a>(part: &'a ReferenceOr<Schema>, at: &Pointer) -> Option<Alternatives<'a>> {
    let SchemaRef::Item(schema) = part.into() else {
        return None;
    };
    let view = View::of(schema);
    let data = &schema.schema_data;
    let (parts, keyword, exactly_one) = match (view.one_of, view.any_of) {
        (parts @ [_, ..], []) => (parts, "oneOf", true),
        ([], parts @ [_, ..]) => (parts, "anyOf", false),
        _ => return None,
    };
    let alone = View {
        one_of: &[],
        any_of: &[],
        ..view
    };
    let is_plain = data.title.is_none() && data.discriminator.is_none();
    (is_plain && alone.all_of.is_empty() && alone.only_annotates()).then(|| Alternatives {
        parts,
        exactly_one,
        discriminator: None,
        default: None,
        at: at.key(keyword),
    })
}

/// What a discriminator says of the values that choose this part.
pub(super) fn tag_values(
    part: &ReferenceOr<Schema>,
    discriminator: Option<&openapiv3::Discriminator>,
    components: Components<'_>,
) -> Tags {
    let (ReferenceOr::Reference { reference }, Some(discriminator)) = (part, discriminator) else {
        return Tags::default();
    };
    tags_of(reference, discriminator, components)
}

/// What a discriminator says of the values that choose the component of that reference, or the component itself where
/// the discriminator says nothing of it.
fn tags_of(
    reference: &str,
    discriminator: &openapiv3::Discriminator,
    components: Components<'_>,
) -> Tags {
    let name = component_key(reference);
    let is_meant = |target: &String| target == reference || Some(target) == name.as_ref();
    let mut mapped: Vec<_> = (discriminator.mapping.iter())
        .filter(|(_, target)| is_meant(target))
        .map(|(value, _)| value.clone())
        .collect();
    if mapped.is_empty() {
        mapped.extend(own_tag(reference, components));
    }
    Tags { mapped, name }
}

/// The extensions by which a schema says which value of a discriminator stands for it.
const OWN_TAG: [&str; 2] = ["x-ms-discriminator-value", "x-discriminator-value"];

fn own_tag(reference: &str, components: Components<'_>) -> Option<String> {
    let SchemaRef::Item(schema) = components.schema(reference)?.schema else {
        return None;
    };
    let extensions = &schema.schema_data.extensions;
    let said = OWN_TAG.iter().find_map(|key| extensions.get(*key))?;
    said.as_str().map(str::to_owned)
}

/// Whether the default of a discriminator, a reference or a name, means the alternative of these tags.
fn is_default(target: &str, tags: &Tags) -> bool {
    let name = component_key(target).unwrap_or_else(|| target.to_owned());
    tags.name.as_ref() == Some(&name)
}

pub(super) fn component_key(reference: &str) -> Option<String> {
    Pointer::parse(reference.strip_prefix('#')?).tokens().last()
}
