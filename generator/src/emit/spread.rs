//! Objects that are spread over a query: which keys are theirs.

use hashbrown::HashSet;

use super::rust_types::{Cx, resolve};
use crate::api::{
    ApiKeyLocation, Choice, Location, Operation, Parameter, Rest, SchemeKind, Shape, Style, Type,
    TypeDef,
};

/// Whether all keys of a query that no other parameter has belong to this one: an object with any keys, exploded.
pub(crate) fn takes_the_rest(cx: &Cx<'_>, parameter: &Parameter) -> bool {
    is_spread(parameter)
        && match unwrapped(cx, &parameter.ty) {
            Type::Map(_) => true,
            Type::Named(id) => (cx.api.type_def(*id)).is_some_and(|def| match &def.shape {
                Shape::Union(union) => {
                    matches!(union.choice, Choice::Tag { .. }) && keeps_any_key(cx, def)
                }
                _ => keeps_any_key(cx, def),
            }),
            _ => false,
        }
}

/// Whether an object of this type may have any keys, or of one of its alternatives, where it is a union.
pub(crate) fn keeps_any_key(cx: &Cx<'_>, def: &TypeDef) -> bool {
    reached(cx, def).into_iter().any(|def| match &def.shape {
        Shape::Struct(shape) => matches!(shape.rest, Rest::Kept { .. }),
        Shape::Union(union) => {
            let mut variants = union.variants.iter();
            variants.any(|variant| matches!(unwrapped(cx, &variant.ty), Type::Map(_)))
        }
        _ => false,
    })
}

/// The keys of a query that belong to the operation's other parameters, and to its credentials.
pub(crate) fn others(cx: &Cx<'_>, operation: &Operation, parameter: &Parameter) -> Vec<String> {
    let parameters = operation
        .parameters
        .iter()
        .filter(|other| other.location == Location::Query && other.name != parameter.name);
    let mut names: Vec<String> = Vec::new();
    for other in parameters {
        names.push(other.wire.clone());
        if is_spread(other) {
            names.extend(keys(cx, &other.ty).into_iter().map(str::to_owned));
        }
    }
    let requirements = operation
        .security
        .iter()
        .flat_map(|alternative| &alternative.0);
    for requirement in requirements {
        if let Some(SchemeKind::ApiKey {
            location: ApiKeyLocation::Query,
            wire,
        }) = cx
            .api
            .schemes
            .get(requirement.scheme.0)
            .map(|scheme| &scheme.kind)
            && !names.contains(wire)
        {
            names.push(wire.clone());
        }
    }
    names
}

fn is_spread(parameter: &Parameter) -> bool {
    parameter.location == Location::Query
        && parameter.explode
        && matches!(
            parameter.style,
            Style::Form | Style::SpaceDelimited | Style::PipeDelimited
        )
}

/// The keys that an object of this type has fields for: any of its alternatives', where it is a union, and the one that
/// tells these apart.
pub(crate) fn keys_of<'a>(cx: &Cx<'a>, def: &'a TypeDef) -> Vec<&'a str> {
    let mut keys = Vec::new();
    for key in reached(cx, def).into_iter().flat_map(own_keys) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

fn keys<'a>(cx: &Cx<'a>, ty: &'a Type) -> Vec<&'a str> {
    named(cx, ty).map_or_else(Vec::new, |def| keys_of(cx, def))
}

/// The type itself, and where it is a union its alternatives, theirs included.
fn reached<'a>(cx: &Cx<'a>, def: &'a TypeDef) -> Vec<&'a TypeDef> {
    let mut reached = Vec::new();
    let mut seen = HashSet::new();
    let mut queue = vec![def];
    while let Some(def) = queue.pop() {
        if seen.insert(std::ptr::from_ref(def)) {
            reached.push(def);
            if let Shape::Union(union) = &def.shape {
                let variants = union.variants.iter().rev();
                queue.extend(variants.filter_map(|variant| named(cx, &variant.ty)));
            }
        }
    }
    reached
}

fn named<'a>(cx: &Cx<'a>, ty: &'a Type) -> Option<&'a TypeDef> {
    match unwrapped(cx, ty) {
        Type::Named(id) => cx.api.type_def(*id),
        _ => None,
    }
}

fn own_keys(def: &TypeDef) -> Vec<&str> {
    match &def.shape {
        Shape::Struct(shape) => (shape.fields.iter())
            .map(|field| field.wire.as_str())
            .collect(),
        Shape::Union(union) => tags(&union.choice).collect(),
        _ => Vec::new(),
    }
}

/// The keys that tell alternatives apart.
fn tags(choice: &Choice) -> impl Iterator<Item = &str> {
    let groups = match choice {
        Choice::Type(groups) => groups.as_slice(),
        _ => &[],
    };
    let choices = groups.iter().map(|group| &group.choice).chain([choice]);
    choices.filter_map(|choice| match choice {
        Choice::Tag { property, .. } => Some(property.as_str()),
        _ => None,
    })
}

/// The type without what may be around it.
fn unwrapped<'a>(cx: &Cx<'a>, mut ty: &'a Type) -> &'a Type {
    loop {
        let resolved = resolve(cx.api, ty);
        ty = match resolved {
            Type::Nullable(inner) | Type::Boxed(inner) => inner,
            Type::Named(id) => match cx.api.type_def(*id).map(|def| &def.shape) {
                Some(Shape::Newtype(inner)) => inner,
                _ => return resolved,
            },
            _ => return resolved,
        };
    }
}
