//! Recursion: a type that would contain itself stands in a `Box`, and only there.

use std::collections::BTreeSet;

use hashbrown::HashMap;
use petgraph::algo::kosaraju_scc;
use petgraph::graphmap::DiGraphMap;

use crate::api::{Shape, Type, TypeDef, TypeId};
use crate::report::{Code, FileId, Place, Pointer, Report, Reports};

/// Ends every recursion. A recursion through fields, items and variants ends in a `Box`; one through arrays and maps
/// alone, of which Rust has no alias, in a type of its own; one of mere references in any JSON value.
///
/// `places` runs parallel to `types`: where each was described.
pub(super) fn end(types: &mut [TypeDef], places: &[Pointer], reports: &mut Reports) {
    for circle in alias_circles(types) {
        if let Some(at) = end_aliases(types, &circle).and_then(|id| places.get(id.0)) {
            reports.push(looser(at));
        }
    }
    let all = (0..types.len()).map(TypeId).collect();
    let mut groups = vec![all];
    while let Some(group) = groups.pop() {
        for circle in circles(types, &group) {
            groups.extend(break_circle(types, circle));
        }
    }
}

/// The groups among types that contain one another or themselves, each in the description's order.
fn circles(types: &[TypeDef], group: &BTreeSet<TypeId>) -> Vec<BTreeSet<TypeId>> {
    let edges = group.iter().flat_map(|&id| {
        let targets = types.get(id.0).map(|def| contained(&def.shape));
        let targets = targets.into_iter().flatten().flatten();
        let inner = targets.filter(|target| group.contains(target));
        inner.map(move |target| (id.0, target.0, ()))
    });
    let graph = DiGraphMap::<usize, ()>::from_edges(edges);
    kosaraju_scc(&graph)
        .into_iter()
        .map(|group| group.into_iter().map(TypeId).collect())
        .collect()
}

/// Boxes what stands in the first type of a circle and leads back to it, and gives the others, which may have circles
/// without it. In a mere wrapper there is no place for a box.
fn break_circle(types: &mut [TypeDef], circle: BTreeSet<TypeId>) -> Option<BTreeSet<TypeId>> {
    let has_place = |id: &&TypeId| {
        let shape = types.get(id.0).map(|def| &def.shape);
        matches!(
            shape,
            Some(Shape::Struct(_) | Shape::Union(_) | Shape::Tuple(_))
        )
    };
    let first = *circle.iter().find(has_place)?;
    let places = types.get(first.0).map(|def| contained(&def.shape));
    for (place, target) in places.into_iter().flatten().enumerate() {
        if target.is_some_and(|target| circle.contains(&target)) {
            box_place(types, first.0, place);
        }
    }
    let mut others = circle;
    others.remove(&first);
    (!others.is_empty()).then_some(others)
}

/// For each field or variant, the named type that stands in it by value.
fn contained(shape: &Shape) -> Vec<Option<TypeId>> {
    match shape {
        Shape::Struct(structure) => structure
            .fields
            .iter()
            .map(|field| by_value(&field.ty).filter(|_| !field.boxed))
            .collect(),
        Shape::Union(union) => union
            .variants
            .iter()
            .map(|variant| by_value(&variant.ty).filter(|_| !variant.boxed))
            .collect(),
        Shape::Tuple(tuple) => tuple.items.iter().map(|item| by_value(&item.ty)).collect(),
        Shape::Alias(ty) | Shape::Newtype(ty) => vec![by_value(ty)],
        Shape::StringEnum(_) | Shape::ValueEnum(_) => Vec::new(),
    }
}

/// The named type that a type holds without a heap allocation between.
fn by_value(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Nullable(inner) => by_value(inner),
        _ => None,
    }
}

fn box_place(types: &mut [TypeDef], index: usize, place: usize) {
    match types.get_mut(index).map(|def| &mut def.shape) {
        Some(Shape::Struct(structure)) => {
            if let Some(field) = structure.fields.get_mut(place) {
                field.boxed = true;
            }
        }
        Some(Shape::Union(union)) => {
            if let Some(variant) = union.variants.get_mut(place) {
                variant.boxed = true;
            }
        }
        Some(Shape::Tuple(tuple)) => {
            if let Some(item) = tuple.items.get_mut(place) {
                let ty = std::mem::replace(&mut item.ty, Type::Null);
                item.ty = Type::Boxed(Box::new(ty));
            }
        }
        _ => {}
    }
}

/// The aliases that lead to themselves by way of aliases alone, each circle in the description's order.
fn alias_circles(types: &[TypeDef]) -> BTreeSet<BTreeSet<TypeId>> {
    let target = |id: &TypeId| alias(types, *id).and_then(super::visit::named);
    let mut circles = BTreeSet::new();
    // From where each was reached first.
    let mut reached: HashMap<TypeId, TypeId> = HashMap::new();
    for start in (0..types.len()).map(TypeId) {
        let mut next = Some(start);
        while let Some(id) = next.filter(|id| !reached.contains_key(id)) {
            reached.insert(id, start);
            next = target(&id);
        }
        if let Some(end) = next.filter(|end| reached.get(end) == Some(&start)) {
            let step = |id: &TypeId| target(id).filter(|target| *target != end);
            circles.extend(Some(std::iter::successors(Some(end), step).collect()));
        }
    }
    circles
}

/// Ends a circle of aliases: the first with an array or a map in it becomes a type of its own. Where there is none, the
/// first of all becomes any JSON value, and is given.
fn end_aliases(types: &mut [TypeDef], circle: &BTreeSet<TypeId>) -> Option<TypeId> {
    let has_container = |id: &&TypeId| alias(types, **id).is_some_and(is_container);
    let container = circle.iter().find(has_container).copied();
    let id = container.or_else(|| circle.first().copied())?;
    let shape = &mut types.get_mut(id.0)?.shape;
    if let Shape::Alias(ty) = shape {
        if container.is_some() {
            *shape = Shape::Newtype(ty.clone());
        } else {
            replace_named(ty);
            return Some(id);
        }
    }
    None
}

/// Whether a value of the type takes something between it and the named type in it.
fn is_container(ty: &Type) -> bool {
    match ty {
        Type::List(_) | Type::Map(_) => true,
        Type::Nullable(inner) | Type::Boxed(inner) => is_container(inner),
        _ => false,
    }
}

fn looser(at: &Pointer) -> Report {
    Report::warning(
        Code::TYPE_AS_VALUE,
        Place::key(FileId::default(), at.clone()),
        "a type that is another name for itself can't be known: it is `serde_json::Value`",
    )
    .help("say what its values are")
}

fn alias(types: &[TypeDef], id: TypeId) -> Option<&Type> {
    match &types.get(id.0)?.shape {
        Shape::Alias(ty) => Some(ty),
        _ => None,
    }
}

fn replace_named(ty: &mut Type) {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            replace_named(inner);
        }
        named => *named = Type::Any,
    }
}
