//! Schemas → types.

use std::collections::VecDeque;
use std::rc::Rc;

use hashbrown::HashSet;

use super::assertions::Conditions;
use super::bases::Bases;
use super::components::{Components, SchemaComponent, schema_pointer};
use super::docs;
use super::drafts::{Drafts, Origin, Parent, Role, Source};
use super::enums;
use super::kind::Kind;
use super::merge::Merged;
use super::names::upper_camel;
use super::nullables::Nullables;
use super::parts::{Flat, Part};
use super::rust_names::rust_name;
use super::rust_types::RustTypes;
use super::splits::{Direction, Splits};
use super::unions::UnionPlan;
use super::view::{SchemaRef, View};
use super::xml::XmlTables;
use crate::api::{DateLibrary, Docs, Rules, Shape, Type, TypeId};
use crate::report::{Code, Pointer, Reports};

/// The use of a schema: its type, the rules of the value besides those of the type, and whether null may stand in its
/// place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Use {
    pub(super) ty: Type,
    pub(super) rules: Rules,
    pub(super) nullable: bool,
    /// Whether null fits several alternatives of which only one may: the type takes it, and a rule refuses it.
    pub(super) null_overlaps: bool,
}

impl Use {
    /// The type with null in it, for places that have no other way to say so.
    pub(super) fn into_type(self) -> (Type, Rules) {
        let (ty, nullable, rules) = self.into_parts();
        match nullable {
            true => (Type::Nullable(Box::new(ty)), rules),
            false => (ty, rules),
        }
    }

    /// The type without null, whether null may stand there besides, and the rules of both.
    pub(super) fn into_parts(self) -> (Type, bool, Rules) {
        let nullable = self.nullable && !matches!(self.ty, Type::Any | Type::Null);
        let no_null = nullable && self.null_overlaps;
        let rules = Rules {
            no_null,
            ..self.rules
        };
        (self.ty, nullable, rules)
    }
}

/// Lowers schemas, and keeps the named types they become.
#[derive(Debug)]
pub(super) struct Schemas<'a, 'r> {
    pub(super) components: Components<'a>,
    pub(super) drafts: Drafts,
    pub(super) reports: &'r mut Reports,
    /// The library of dates; `None`: they are strings.
    pub(super) dates: Option<DateLibrary>,
    nullables: Nullables,
    pub(super) splits: Splits,
    bases: Rc<Bases<'a>>,
    queue: VecDeque<Queued<'a>>,
    /// How many schemas that stand in place are being lowered, each in the one before.
    depth: usize,
    /// How many named types were made of several schemas, and whether one is being lowered.
    pub(super) combined: usize,
    in_combined: bool,
    /// How many of them are alternatives of unions that were made of several schemas themselves.
    multiplied: usize,
    /// The conditions of values in JSON.
    pub(super) conditions: Conditions<'a>,
    /// The rules that were reported because nothing checks them.
    pub(super) reported_rules: HashSet<Pointer>,
    /// The alternatives that were reported because null fits several of them.
    reported_nulls: HashSet<Pointer>,
    /// How values stand in XML.
    pub(super) xml: XmlTables,
    /// What the description names of Rust's types.
    pub(super) rust_types: RustTypes,
}

/// A named type that is still to be lowered. A queue, not a recursion: chains of references may be longer than the
/// stack is deep.
#[derive(Debug)]
enum Queued<'a> {
    /// A component schema that something refers to.
    Component {
        id: TypeId,
        component: SchemaComponent<'a>,
        direction: Direction,
    },
    /// What several schemas say together.
    Combined {
        id: TypeId,
        parts: Vec<Part<'a>>,
        kind: Kind<'a>,
        merged: Box<Merged<'a>>,
        direction: Direction,
    },
}

/// How many schemas may stand in one another without a component between.
const DEEPEST: usize = 128;

/// How many named types may be made of several schemas: what an author writes stays far below, and parts of parts
/// can multiply without end.
const MOST_COMBINED: usize = 4096;

/// How many of them may be alternatives of unions that are made of several schemas themselves: these multiply with each
/// step.
const MOST_MULTIPLIED: usize = 512;

impl<'a, 'r> Schemas<'a, 'r> {
    pub(super) fn new(
        components: Components<'a>,
        dates: Option<DateLibrary>,
        reports: &'r mut Reports,
    ) -> Self {
        let bases = Bases::of(components);
        Self {
            components,
            drafts: Drafts::default(),
            reports,
            dates,
            nullables: Nullables::of(components),
            splits: Splits::of(components, &bases),
            bases: Rc::new(bases),
            queue: VecDeque::new(),
            depth: 0,
            combined: 0,
            in_combined: false,
            multiplied: 0,
            conditions: Conditions::default(),
            reported_rules: HashSet::new(),
            reported_nulls: HashSet::new(),
            xml: XmlTables::default(),
            rust_types: RustTypes::default(),
        }
    }

    /// The type for a use of `schema`, with all that it refers to lowered.
    pub(super) fn lower(
        &mut self,
        schema: SchemaRef<'a>,
        at: &Pointer,
        direction: Direction,
        origin: &Origin,
    ) -> Use {
        let lowered = self.use_of(schema, at, direction, origin);
        self.lower_queued();
        lowered
    }

    /// Every component schema as a type, for a description that has nothing else: those that look different in a request
    /// and in a response once a direction.
    pub(super) fn lower_components(&mut self) -> Vec<TypeId> {
        let mut ids = Vec::new();
        for component in self.components.schemas() {
            for direction in [Direction::Response, Direction::Request] {
                ids.push(self.component(component, direction));
            }
        }
        self.lower_queued();
        ids
    }

    fn lower_queued(&mut self) {
        while let Some(queued) = self.queue.pop_front() {
            match queued {
                Queued::Component {
                    id,
                    component,
                    direction,
                } => self.lower_component(id, component, direction),
                Queued::Combined {
                    id,
                    parts,
                    kind,
                    merged,
                    direction,
                } => {
                    self.in_combined = true;
                    let shape = self.shape_of_kind(id, kind, &merged, direction);
                    self.in_combined = false;
                    let docs = self.docs_of(&parts);
                    self.settle(id, shape, docs);
                }
            }
        }
    }

    fn lower_component(
        &mut self,
        id: TypeId,
        component: SchemaComponent<'a>,
        direction: Direction,
    ) {
        let SchemaComponent {
            index,
            name,
            schema,
        } = component;
        let at = schema_pointer(name);
        let origin = Origin {
            parent: Parent::Type(id),
            role: Role::Words(String::new()),
        };
        let (shape, docs) = match schema {
            SchemaRef::Reference(_) => {
                let target = self.use_of(schema, &at, direction, &origin);
                ((Shape::Alias(target.ty), target.rules), Docs::default())
            }
            SchemaRef::Item(item) => {
                let extensions = &item.schema_data.extensions;
                let given = rust_name(extensions, &at, upper_camel, self.reports);
                if let Some(draft) = self.drafts.get_mut(id) {
                    draft.rust_name = given.map(str::to_owned);
                }
                let bases = Rc::clone(&self.bases);
                let shape = match (self.rust_type(item, &at), bases.descendants(index)) {
                    (Some(ty), _) => (Shape::Alias(ty), Rules::default()),
                    (None, Some(descendants)) => {
                        let union = self.inheritance(id, component, descendants, direction);
                        (union, Rules::default())
                    }
                    (None, None) => {
                        let part = Part::new(schema, at);
                        if bases.extends(index) {
                            self.own_shape(id, &part, direction, &origin)
                        } else {
                            self.shape_of(id, &part, direction, &origin)
                        }
                    }
                };
                (shape, docs::of_schema(item))
            }
        };
        self.settle(id, shape, docs);
    }

    fn settle(&mut self, id: TypeId, (shape, rules): (Shape, Rules), docs: Docs) {
        if let Some(draft) = self.drafts.get_mut(id) {
            draft.shape = Some(shape);
            draft.rules = rules;
            let described = std::mem::replace(&mut draft.docs, docs);
            if draft.docs.summary.is_empty() && draft.docs.description.is_empty() {
                draft.docs.summary = described.summary;
                draft.docs.description = described.description;
            }
        }
    }

    pub(super) fn use_of(
        &mut self,
        schema: SchemaRef<'a>,
        at: &Pointer,
        direction: Direction,
        origin: &Origin,
    ) -> Use {
        self.use_of_all(&[Part::new(schema, at.clone())], direction, origin)
    }

    /// The type for a value that must fit all of `parts`.
    pub(super) fn use_of_all(
        &mut self,
        parts: &[Part<'a>],
        direction: Direction,
        origin: &Origin,
    ) -> Use {
        let nullable = self.nullables.fits_all(parts, self.components);
        let null_overlaps = nullable && self.nullables.overlap_in(parts, self.components);
        if null_overlaps {
            self.report_null(parts);
        }
        if let Some(ty) = self.named_in_rust(parts) {
            return Use {
                ty,
                rules: Rules::default(),
                nullable,
                null_overlaps,
            };
        }
        if self.depth >= DEEPEST {
            if let Some(part) = parts.last() {
                self.warn(
                    Code::TYPE_AS_VALUE,
                    &part.at,
                    "schemas this deep in one another can't be typed: the type is `serde_json::Value`",
                    "give a schema between a name under `components/schemas`",
                );
            }
            return Use {
                ty: Type::Any,
                rules: Rules::default(),
                nullable,
                null_overlaps,
            };
        }
        self.depth += 1;
        let sole = self.sole(parts);
        let left_out = self.rules_left_out(parts, sole.as_ref(), direction);
        let (ty, mut rules) = match sole {
            Some(Part {
                schema: SchemaRef::Reference(reference),
                ..
            }) => (self.reference(reference, direction), Rules::default()),
            Some(part) => match self.named_in_rust(std::slice::from_ref(&part)) {
                Some(ty) => (ty, Rules::default()),
                None => self.inline(vec![part], direction, origin),
            },
            None => self.inline(parts.to_vec(), direction, origin),
        };
        self.depth -= 1;
        rules.add(left_out);
        Use {
            ty,
            rules,
            nullable,
            null_overlaps,
        }
    }

    /// Reports what several alternatives fit by allowing null.
    fn report_null(&mut self, parts: &[Part<'a>]) {
        for part in parts {
            let Some((schema, at)) = self.components.resolve(part.schema, &part.at) else {
                continue;
            };
            let at = at.key("oneOf");
            let overlaps = (self.nullables).overlap_among(&View::of(schema), self.components);
            if overlaps && self.reported_nulls.insert(at.clone()) {
                self.warn(
                    Code::CONTRADICTION,
                    &at,
                    "null fits several of these alternatives, of which only one may fit: it is refused",
                    "let only one of them allow null",
                );
            }
        }
    }

    pub(super) fn reference(&mut self, reference: &str, direction: Direction) -> Type {
        match self.components.schema(reference) {
            Some(component) => Type::Named(self.component(component, direction)),
            None => Type::Any,
        }
    }

    fn component(&mut self, component: SchemaComponent<'a>, direction: Direction) -> TypeId {
        let source = Source::Component {
            index: component.index,
            key: component.name.to_owned(),
            direction: self.splits.component(component.index).then_some(direction),
        };
        let (id, new) = self.drafts.take(source, None);
        if new {
            self.queue.push_back(Queued::Component {
                id,
                component,
                direction,
            });
        }
        id
    }

    /// What stands in place: a named type of its own only where Rust needs one.
    pub(super) fn inline(
        &mut self,
        parts: Vec<Part<'a>>,
        direction: Direction,
        origin: &Origin,
    ) -> (Type, Rules) {
        let flat = Flat::of(&parts, self.components);
        let mut places = match parts.as_slice() {
            [part] if !part.alone => vec![part.at.clone()],
            _ => flat.places(),
        };
        let Some(at) = (!places.is_empty()).then(|| places.remove(0)) else {
            return (Type::Any, Rules::default());
        };
        let merged = Merged::of(flat, self.components, self.reports);
        let kind = self.kind_of(&merged);
        if !kind.is_named() {
            return self.plain_type(kind, &merged, direction, origin);
        }
        let components = self.components;
        let splits = parts.iter().any(|part| self.splits.part(part, components));
        let is_combined = parts.len() > 1;
        if is_combined && self.combined >= MOST_COMBINED {
            self.warn(
                Code::TYPE_AS_VALUE,
                &at,
                "too many schemas are composed of one another: the type is `serde_json::Value`",
                "say in one schema what several say together",
            );
            return (Type::Any, Rules::default());
        }
        let source = Source::Inline {
            at,
            also: places,
            direction: splits.then_some(direction),
        };
        let (id, new) = self.drafts.take(source, Some(origin.clone()));
        if new && is_combined {
            self.combined += 1;
            self.queue.push_back(Queued::Combined {
                id,
                parts,
                kind,
                merged: Box::new(merged),
                direction,
            });
        } else if new {
            let shape = self.shape_of_kind(id, kind, &merged, direction);
            let docs = self.docs_of(&parts);
            self.settle(id, shape, docs);
        }
        (Type::Named(id), Rules::default())
    }

    /// Whether the only value that fits is null.
    pub(super) fn is_null(&self, schema: SchemaRef<'a>) -> bool {
        self.components
            .item(schema)
            .is_some_and(|schema| View::of(schema).is_null())
    }

    /// What a component schema is, under its own name whatever it is: another name for what it only wraps.
    fn shape_of(
        &mut self,
        id: TypeId,
        part: &Part<'a>,
        direction: Direction,
        origin: &Origin,
    ) -> (Shape, Rules) {
        let sole = self.sole(std::slice::from_ref(part));
        let left_out = self.rules_left_out(std::slice::from_ref(part), sole.as_ref(), direction);
        match sole.filter(|sole| sole != part) {
            // What stands in place has no other name than this one.
            Some(sole) if matches!(sole.schema, SchemaRef::Item(_)) => {
                let (shape, mut rules) = match self.named_in_rust(std::slice::from_ref(&sole)) {
                    Some(ty) => (Shape::Alias(ty), Rules::default()),
                    None => self.own_shape(id, &sole, direction, origin),
                };
                rules.add(left_out);
                self.describe(id, &sole);
                (shape, rules)
            }
            Some(sole) => {
                let Use { ty, mut rules, .. } = self.use_of_all(&[sole], direction, origin);
                rules.add(left_out);
                (Shape::Alias(ty), rules)
            }
            None => self.own_shape(id, part, direction, origin),
        }
    }

    /// Gives the type `id` what the part says of itself, for want of other documentation.
    fn describe(&mut self, id: TypeId, part: &Part<'a>) {
        let SchemaRef::Item(schema) = part.schema else {
            return;
        };
        if let Some(draft) = self.drafts.get_mut(id) {
            draft.docs = docs::of_schema(schema);
        }
    }

    fn own_shape(
        &mut self,
        id: TypeId,
        part: &Part<'a>,
        direction: Direction,
        origin: &Origin,
    ) -> (Shape, Rules) {
        let flat = self.flat(part);
        let merged = Merged::of(flat, self.components, self.reports);
        match self.kind_of(&merged) {
            kind if kind.is_named() => self.shape_of_kind(id, kind, &merged, direction),
            kind => {
                let (ty, rules) = self.plain_type(kind, &merged, direction, origin);
                (Shape::Alias(ty), rules)
            }
        }
    }

    fn shape_of_kind(
        &mut self,
        id: TypeId,
        kind: Kind<'a>,
        merged: &Merged<'a>,
        direction: Direction,
    ) -> (Shape, Rules) {
        let rules = self.rules_of(merged, direction);
        let shape = match kind {
            Kind::Tuple(plan) => Shape::Tuple(self.tuple(id, &plan, direction)),
            Kind::Union(plan) => return self.bounded_union(id, &plan, merged, direction),
            Kind::Loose => Shape::Struct(self.loose_structure(id, merged, direction)),
            Kind::StringEnum => Shape::StringEnum(enums::string_enum(merged, self.reports)),
            Kind::ValueEnum => Shape::ValueEnum(enums::value_enum(merged, self.reports)),
            _ => Shape::Struct(self.structure(id, merged, direction)),
        };
        (shape, rules)
    }

    /// The union that the named type `id` is, as long as there aren't too many whose alternatives multiply.
    fn bounded_union(
        &mut self,
        id: TypeId,
        plan: &UnionPlan<'a>,
        merged: &Merged<'a>,
        direction: Direction,
    ) -> (Shape, Rules) {
        let is_spent = self.combined >= MOST_COMBINED
            || self.in_combined && self.multiplied >= MOST_MULTIPLIED;
        if is_spent && !plan.base.is_empty() {
            let kind = self.beside_alternatives(merged, &plan.lists);
            let shape = match kind {
                Kind::Loose => Shape::Struct(self.loose_structure(id, merged, direction)),
                _ => Shape::Alias(Type::Any),
            };
            return (shape, self.rules_of(merged, direction));
        }
        let before = self.combined;
        let union = self.union(id, plan, direction);
        if self.in_combined {
            self.multiplied += self.combined - before;
        }
        union
    }
}
