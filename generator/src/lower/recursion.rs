//! Recursion: a type that would contain itself stands in a `Box`, and only there.

use std::collections::{BTreeSet, HashSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graphmap::DiGraphMap;

use crate::api::{Shape, Type, TypeDef, TypeId};
use crate::report::{Code, FileId, Place, Pointer, Report, Reports};

/// Ends every recursion. A recursion through fields, items and variants ends in a `Box`; one through arrays and maps
/// alone, of which Rust has no alias, in a type of its own; one of mere references in any JSON value.
///
/// `places` runs parallel to `types`: where each was described.
pub(super) fn end(types: &mut [TypeDef], places: &[Pointer], reports: &mut Reports) {
    for (index, at) in places.iter().enumerate() {
        if end_alias(types, TypeId(index)) {
            reports.push(looser(at));
        }
    }
    for circle in circles(types) {
        for &id in &circle {
            box_circular(types, id, &circle);
        }
    }
}

/// The groups of types that contain one another or themselves, each in the description's order.
fn circles(types: &[TypeDef]) -> Vec<BTreeSet<TypeId>> {
    let edges = types.iter().enumerate().flat_map(|(index, def)| {
        let targets = contained(&def.shape).into_iter().flatten();
        targets.map(move |target| (index, target.0, ()))
    });
    let graph = DiGraphMap::<usize, ()>::from_edges(edges);
    let mut circles: Vec<BTreeSet<TypeId>> = kosaraju_scc(&graph)
        .into_iter()
        .map(|group| group.into_iter().map(TypeId).collect())
        .collect();
    circles.sort();
    circles
}

/// Boxes what stands in `id` and leads back to it without a box so far.
fn box_circular(types: &mut [TypeDef], id: TypeId, circle: &BTreeSet<TypeId>) {
    let places = types.get(id.0).map(|def| contained(&def.shape));
    for (place, target) in places.into_iter().flatten().enumerate() {
        let Some(target) = target.filter(|target| circle.contains(target)) else {
            continue;
        };
        if contains(types, target, id, circle) {
            box_place(types, id.0, place);
        }
    }
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

/// Whether `target` is contained in `start` by value, or is it; what lies outside the circle can't lead there.
fn contains(types: &[TypeDef], start: TypeId, target: TypeId, circle: &BTreeSet<TypeId>) -> bool {
    let mut queue = vec![start];
    let mut seen = HashSet::new();
    while let Some(id) = queue.pop() {
        if id == target {
            return true;
        }
        if circle.contains(&id) && seen.insert(id) {
            let inner = types.get(id.0).map(|def| contained(&def.shape));
            queue.extend(inner.into_iter().flatten().flatten());
        }
    }
    false
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

/// Ends an alias that leads to itself by way of aliases alone: the first with an array or a map in it becomes a type of
/// its own. Whether there is none, so that the alias became any JSON value.
fn end_alias(types: &mut [TypeDef], id: TypeId) -> bool {
    let mut next = Some(id);
    let mut seen = HashSet::new();
    let mut has_container = false;
    while let Some(current) = next.filter(|current| seen.insert(*current)) {
        has_container |= alias(types, current).is_some_and(is_container);
        next = alias(types, current).and_then(super::visit::named);
    }
    if next != Some(id) {
        return false;
    }
    let Some(shape) = types.get_mut(id.0).map(|def| &mut def.shape) else {
        return false;
    };
    match shape {
        Shape::Alias(ty) if is_container(ty) => {
            *shape = Shape::Newtype(ty.clone());
            false
        }
        Shape::Alias(ty) if !has_container => {
            replace_named(ty);
            true
        }
        _ => false,
    }
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
