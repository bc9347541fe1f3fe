//! Schemas that only repeat, describe or loosen another: which one of several says it all.

use hashbrown::HashSet;
use openapiv3::Schema;

use super::carried::is_carrying;
use super::parts::{Flat, Part};
use super::schemas::Schemas;
use super::unions::tag_values;
use super::view::{Constraints, JsonType, SchemaRef, View};

/// More wrapping than this doesn't occur.
const WRAP_LIMIT: usize = 64;

/// Among more parts than this nobody looks for one that says it all.
const MOST_COMPARED: usize = 16;

impl<'a> Schemas<'a, '_> {
    /// The one schema that says all that `parts` say, if there is one: not what an `allOf` of one wraps only to
    /// describe it, nor what an earlier part says of a property more loosely.
    pub(super) fn sole(&self, parts: &[Part<'a>]) -> Option<Part<'a>> {
        let mut parts = parts.to_vec();
        for _ in 0..WRAP_LIMIT {
            if parts.len() > MOST_COMPARED {
                return None;
            }
            self.drop_implied(&mut parts);
            let [only] = parts.as_slice() else {
                return None;
            };
            match self.opened(only) {
                Some(inner) => parts = inner,
                None => return Some(only.clone()),
            }
        }
        None
    }

    /// What a schema that stands in place wraps: the parts of its `allOf`, the only alternative besides null, and what
    /// it says itself.
    fn opened(&self, part: &Part<'a>) -> Option<Vec<Part<'a>>> {
        let SchemaRef::Item(schema) = part.schema else {
            return None;
        };
        let view = View::of(schema);
        if part.alone || view.all_of.is_empty() && view.one_of.is_empty() && view.any_of.is_empty()
        {
            return None;
        }
        let at = |keyword: &str, index| part.at.key(keyword).index(index);
        let mut inner: Vec<_> = view
            .all_of
            .iter()
            .enumerate()
            .map(|(index, part)| Part::new(part, at("allOf", index)))
            .collect();
        for (parts, keyword) in [(view.one_of, "oneOf"), (view.any_of, "anyOf")] {
            let mut rest = parts
                .iter()
                .enumerate()
                .filter(|(_, part)| !self.is_null((*part).into()));
            match rest.next() {
                Some((index, first)) if rest.all(|(_, part)| part == first) => {
                    inner.push(Part::new(first, at(keyword, index)));
                }
                None if parts.is_empty() => {}
                _ => return None,
            }
        }
        inner.push(Part {
            alone: true,
            ..part.clone()
        });
        let discriminator = schema.schema_data.discriminator.as_ref();
        let mut alternatives = view.one_of.iter().chain(view.any_of);
        let bears_tags = alternatives.any(|part| {
            let tags = tag_values(part, discriminator, self.components);
            self.bears_tags(&inner, &tags, discriminator)
        });
        (!bears_tags).then_some(inner)
    }

    /// Drops the parts that another implies, but for one.
    fn drop_implied(&self, parts: &mut Vec<Part<'a>>) {
        let mut index = 0;
        while parts.len() > 1 && index < parts.len() {
            let part = parts.remove(index);
            if !parts.iter().any(|other| self.implies(other, &part)) {
                parts.insert(index, part);
                index += 1;
            }
        }
    }

    /// Whether a value that fits `part` is known to fit `other` as well, as far as its type goes.
    fn implies(&self, part: &Part<'a>, other: &Part<'a>) -> bool {
        let (Some(this), Some(that)) = (self.resolved(part), self.resolved(other)) else {
            return false;
        };
        if std::ptr::eq(this, that) {
            return !part.alone || other.alone;
        }
        let view = own_view(that, other.alone);
        if view.all_of.is_empty() {
            if view.only_annotates() || says_the_same(this, that) {
                return true;
            }
            if let Some(implied) = self.implies_own(part, &view) {
                return implied;
            }
        }
        self.flat(part).includes(&self.flat(other))
    }

    /// The same of a schema that only narrows type, values or bounds; `None` where it says more.
    fn implies_own(&self, part: &Part<'a>, view: &View<'a>) -> Option<bool> {
        let only = |view: &View<'a>| view.only_annotates();
        let typeless = View {
            json_type: None,
            ..view.clone()
        };
        if let Some(json_type) = view.json_type
            && only(&typeless)
        {
            return Some(self.has_type(part, json_type));
        }
        let boundless = View {
            constraints: Constraints::default(),
            not: false,
            ..view.clone()
        };
        if only(&boundless) {
            let is_object = || self.has_type(part, JsonType::Object);
            return Some(matches!(part.schema, SchemaRef::Reference(_)) && is_object());
        }
        let valueless = View {
            enumeration: Vec::new(),
            ..typeless
        };
        if only(&valueless) {
            let flat = self.flat(part);
            let narrower = flat.leaves.iter().any(|leaf| {
                let values = leaf.view().enumeration;
                !values.is_empty() && values.iter().all(|value| view.enumeration.contains(value))
            });
            return Some(narrower);
        }
        None
    }

    /// Whether values of the part are known to be of this JSON type.
    fn has_type(&self, part: &Part<'a>, json_type: JsonType) -> bool {
        self.has_type_within(part, json_type, WRAP_LIMIT, &mut HashSet::new())
    }

    /// The same. What was `seen` before is taken to be; of what is deeper than `depth` nothing is known.
    fn has_type_within(
        &self,
        part: &Part<'a>,
        json_type: JsonType,
        depth: usize,
        seen: &mut HashSet<*const Schema>,
    ) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        let flat = self.flat(part);
        if let Some(leaf) = flat.leaves.last()
            && !seen.insert(std::ptr::from_ref(leaf.schema))
        {
            return true;
        }
        flat.leaves
            .iter()
            .any(|leaf| is_of_type(&leaf.view(), json_type))
            || flat.alternatives.iter().any(|list| {
                list.parts.iter().enumerate().all(|(index, part)| {
                    let part = Part::new(part, list.at.index(index));
                    self.is_null(part.schema) || self.has_type_within(&part, json_type, depth, seen)
                })
            })
    }

    pub(super) fn flat(&self, part: &Part<'a>) -> Flat<'a> {
        Flat::of(std::slice::from_ref(part), self.components)
    }

    fn resolved(&self, part: &Part<'a>) -> Option<&'a Schema> {
        self.components.item(part.schema)
    }
}

/// Whether two schemas are of one kind, and the second says no more by extensions.
fn says_the_same(this: &Schema, that: &Schema) -> bool {
    this.schema_kind == that.schema_kind && !is_carrying(that)
}

/// What a schema says, without what it is composed of where only its own keywords are meant.
fn own_view(schema: &Schema, alone: bool) -> View<'_> {
    let view = View::of(schema);
    if alone {
        View {
            all_of: &[],
            one_of: &[],
            any_of: &[],
            ..view
        }
    } else {
        view
    }
}

fn is_of_type(view: &View<'_>, json_type: JsonType) -> bool {
    match view.json_type {
        Some(JsonType::Integer) if json_type == JsonType::Number => true,
        Some(found) => found == json_type,
        None => json_type == JsonType::Object && view.properties.is_some_and(|all| !all.is_empty()),
    }
}
