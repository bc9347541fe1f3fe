//! Which values of a discriminator choose an alternative.

use hashbrown::{HashMap, HashSet};

use super::choices::{alias_end, field, listed_values};
use super::drafts::{Tags, UnionDraft};
use crate::api::{Shape, Type, TypeDef, TypeId};

/// How deep unions with the same discriminator stand in one another.
const NESTED_LIMIT: usize = 16;

/// Looks for the values of one discriminator.
#[derive(Clone, Copy, Debug)]
pub(super) struct TagValues<'t> {
    pub(super) types: &'t [TypeDef],
    pub(super) drafts: &'t [Option<UnionDraft>],
    pub(super) property: &'t str,
}

impl TagValues<'_> {
    /// The values that choose an alternative: those that are mapped to it; else those that its own property lists,
    /// unless its name is among them; else those of the alternatives inside of it; else its name.
    pub(super) fn of(&self, ty: &Type, tags: &Tags) -> Vec<String> {
        if !tags.mapped.is_empty() {
            return tags.mapped.clone();
        }
        let mut found = Vec::new();
        self.collect(ty, tags, NESTED_LIMIT, &mut HashSet::new(), &mut found);
        found
    }

    fn collect(
        &self,
        ty: &Type,
        tags: &Tags,
        depth: usize,
        seen: &mut HashSet<TypeId>,
        found: &mut Vec<String>,
    ) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        let before = found.len();
        if !tags.mapped.is_empty() {
            found.extend(tags.mapped.iter().cloned());
        } else if let Some(Type::Named(id)) = alias_end(self.types, ty) {
            match self.types.get(id.0).map(|def| &def.shape) {
                Some(Shape::Struct(structure)) => {
                    let values = field(structure, self.property)
                        .and_then(|field| listed_values(self.types, field))
                        .unwrap_or_default();
                    if !tags
                        .name
                        .as_ref()
                        .is_some_and(|name| values.contains(&name))
                    {
                        found.extend(values.into_iter().cloned());
                    }
                }
                Some(Shape::Union(union)) if seen.insert(*id) => {
                    let discriminator = (self.drafts.get(id.0).and_then(Option::as_ref))
                        .and_then(|draft| draft.discriminator.as_ref())
                        .filter(|discriminator| discriminator.property == self.property);
                    let none = Tags::default();
                    for (index, variant) in union.variants.iter().enumerate() {
                        let tags = discriminator.and_then(|found| found.tags.get(index));
                        self.collect(&variant.ty, tags.unwrap_or(&none), depth, seen, found);
                    }
                }
                _ => {}
            }
        }
        if found.len() == before {
            found.extend(tags.name.clone());
        }
    }

    /// Whether values of the type have the property by themselves, so that it must not be added; `None` where they
    /// aren't objects.
    pub(super) fn inherent(&self, ty: &Type) -> Option<bool> {
        self.inherent_within(ty, NESTED_LIMIT, &mut HashMap::new())
    }

    /// The same; `known` holds what was found of types before, which several ways may lead to, and nothing of those
    /// that are being looked into.
    fn inherent_within(
        &self,
        ty: &Type,
        depth: usize,
        known: &mut HashMap<TypeId, Option<bool>>,
    ) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        let id = match alias_end(self.types, ty)? {
            Type::Map(_) => return Some(false),
            Type::Named(id) => *id,
            _ => return None,
        };
        if let Some(known) = known.get(&id) {
            return *known;
        }
        known.insert(id, None);
        let found = self.inherent_of(id, depth, known);
        known.insert(id, found);
        found
    }

    fn inherent_of(
        &self,
        id: TypeId,
        depth: usize,
        known: &mut HashMap<TypeId, Option<bool>>,
    ) -> Option<bool> {
        match &self.types.get(id.0)?.shape {
            Shape::Struct(structure) => Some(field(structure, self.property).is_some()),
            Shape::Union(union) => {
                let draft = self.drafts.get(id.0).and_then(Option::as_ref);
                let discriminator = draft.and_then(|draft| draft.discriminator.as_ref());
                let mut has_all = true;
                for variant in &union.variants {
                    has_all &= self.inherent_within(&variant.ty, depth, known)?;
                }
                Some(has_all || discriminator.is_some_and(|it| it.property == self.property))
            }
            _ => None,
        }
    }
}
