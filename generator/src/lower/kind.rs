//! What a schema is.

use hashbrown::HashSet;
use openapiv3::Schema;

use super::merge::{Merged, Others};
use super::parts::{Alternatives, Part};
use super::scalars;
use super::schemas::Schemas;
use super::tuples::TuplePlan;
use super::unions::UnionPlan;
use super::view::{Constraints, JsonType, SchemaRef, View};
use crate::api::Type;
use crate::report::Code;

/// What a schema is, before anything in it is looked at.
#[derive(Debug)]
pub(super) enum Kind<'a> {
    Struct,
    /// A struct of what is known, beside what can't be typed.
    Loose,
    StringEnum,
    ValueEnum,
    Union(UnionPlan<'a>),
    Tuple(TuplePlan<'a>),
    List,
    /// What each value must fit; empty where nothing is said.
    Map(Vec<Part<'a>>),
    Plain(Type),
}

impl Kind<'_> {
    /// Whether it takes a name of its own in Rust.
    pub(super) fn is_named(&self) -> bool {
        match self {
            Self::Struct
            | Self::Loose
            | Self::StringEnum
            | Self::ValueEnum
            | Self::Union(_)
            | Self::Tuple(_) => true,
            Self::List | Self::Map(_) | Self::Plain(_) => false,
        }
    }
}

impl<'a> Schemas<'a, '_> {
    pub(super) fn kind_of(&mut self, merged: &Merged<'a>) -> Kind<'a> {
        let plan = self.tuple_plan(merged);
        if !merged.alternatives.is_empty()
            && let Some(kind) = self.alternatives(merged)
        {
            return kind;
        }
        if !merged.enumeration.is_empty() {
            return Self::enumeration(merged);
        }
        match merged.json_type {
            Some(JsonType::Object) => self.object(merged),
            Some(JsonType::Array) => array(plan),
            Some(JsonType::String) => Kind::Plain(scalars::string(
                merged.format.as_deref().unwrap_or_default(),
                self.dates,
            )),
            Some(JsonType::Integer) => Kind::Plain(scalars::integer(merged)),
            Some(JsonType::Number) => Kind::Plain(scalars::number(merged)),
            Some(JsonType::Boolean) => Kind::Plain(Type::Bool),
            None if !merged.properties.is_empty() || merged.additional.is_some() => {
                self.object(merged)
            }
            None if !merged.items.is_empty() || merged.is_tuple => array(plan),
            None => Kind::Plain(Type::Any),
        }
    }

    /// What a schema with a `oneOf` or an `anyOf` is; `None` where these only say which properties must be there.
    fn alternatives(&mut self, merged: &Merged<'a>) -> Option<Kind<'a>> {
        let lists = merged.alternatives.iter();
        let lists: Vec<_> = (lists.filter(|list| !self.is_constraint(merged, list)))
            .cloned()
            .collect();
        if lists.is_empty() {
            return None;
        }
        let plan = UnionPlan {
            base: self.base(merged, &lists),
            lists,
        };
        Some(if plan.is_bounded() {
            Kind::Union(plan)
        } else {
            self.beside_alternatives(merged, &plan.lists)
        })
    }

    /// What a schema is of which the alternatives can't be typed.
    pub(super) fn beside_alternatives(
        &mut self,
        merged: &Merged<'a>,
        lists: &[Alternatives<'a>],
    ) -> Kind<'a> {
        if let Some(first) = lists.first() {
            self.warn(
                Code::UNION_AS_VALUE,
                &first.at,
                "too many combinations of alternatives: only what stands beside them is typed",
                "list the alternatives once, with all that each says",
            );
        }
        if is_object(merged) {
            Kind::Loose
        } else {
            Kind::Plain(Type::Any)
        }
    }

    /// What stands beside alternatives and says more than they say themselves.
    fn base(&self, merged: &Merged<'a>, lists: &[Alternatives<'a>]) -> Vec<super::parts::Leaf<'a>> {
        let are_typed = lists.iter().all(|list| {
            list.parts.iter().all(|part| match SchemaRef::from(part) {
                SchemaRef::Reference(_) => true,
                SchemaRef::Item(schema) => says_its_type(&View::of(schema)),
            })
        });
        let says_more = |view: View<'_>| {
            let json_type = view.json_type.filter(|_| !are_typed);
            !View { json_type, ..view }.only_annotates()
        };
        merged
            .leaves
            .iter()
            .filter(|leaf| says_more(leaf.view()))
            .cloned()
            .collect()
    }

    /// Whether the alternatives are a condition of an object rather than objects of their own.
    pub(super) fn is_constraint(&self, merged: &Merged<'a>, list: &Alternatives<'a>) -> bool {
        is_object(merged) && self.only_constrains(list)
    }

    /// Whether the alternatives say nothing but which properties must be there, or must not.
    fn only_constrains(&self, list: &Alternatives<'a>) -> bool {
        let mut seen = HashSet::new();
        list.parts
            .iter()
            .all(|part| self.only_requires(part.into(), &mut seen))
    }

    fn only_requires(&self, part: SchemaRef<'a>, seen: &mut HashSet<*const Schema>) -> bool {
        let SchemaRef::Item(schema) = part else {
            return false;
        };
        let view = View::of(schema);
        let inner = view.all_of.iter().chain(view.one_of).chain(view.any_of);
        let bare = View {
            required: &[],
            json_type: view.json_type.filter(|ty| *ty != JsonType::Object),
            one_of: &[],
            any_of: &[],
            not: false,
            properties: None,
            constraints: Constraints {
                rules: Vec::new(),
                ..view.constraints.clone()
            },
            ..view.clone()
        };
        let mut properties = view.properties.into_iter().flatten();
        bare.only_annotates()
            && seen.insert(std::ptr::from_ref(schema))
            && properties.all(|(_, property)| match SchemaRef::from(property) {
                SchemaRef::Reference(_) => false,
                SchemaRef::Item(schema) => View {
                    not: false,
                    ..View::of(schema)
                }
                .only_annotates(),
            })
            && inner
                .clone()
                .all(|part| self.only_requires(part.into(), seen))
    }

    fn object(&mut self, merged: &Merged<'a>) -> Kind<'a> {
        if !merged.properties.is_empty() || !merged.required.is_empty() {
            return Kind::Struct;
        }
        match &merged.additional {
            Some(Others::Denied) => Kind::Struct,
            Some(Others::Typed(values)) => Kind::Map(values.clone()),
            Some(Others::Free) | None => Kind::Map(Vec::new()),
        }
    }
}

fn array(plan: Option<TuplePlan<'_>>) -> Kind<'_> {
    plan.map_or(Kind::List, Kind::Tuple)
}

fn is_object(merged: &Merged<'_>) -> bool {
    !merged.properties.is_empty() || merged.json_type == Some(JsonType::Object)
}

/// Whether a schema that is an alternative says by itself of what type its values are.
fn says_its_type(view: &View<'_>) -> bool {
    view.json_type.is_some()
        || view.properties.is_some_and(|all| !all.is_empty())
        || !(view.all_of.is_empty() && view.one_of.is_empty() && view.any_of.is_empty())
        || !view.enumeration.is_empty()
}
