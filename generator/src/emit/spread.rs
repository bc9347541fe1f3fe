//! Objects that are spread over a query: which keys are theirs.

use std::collections::HashSet;

use super::rust_types::{Cx, resolve};
use crate::api::{ApiKeyLocation, Location, Operation, Parameter, Rest, SchemeKind, Shape, Style};
use crate::api::{Type, TypeId};

/// Whether all keys of a query that no other parameter has belong to this one: an object with any keys, exploded.
pub(crate) fn takes_the_rest(cx: &Cx<'_>, parameter: &Parameter) -> bool {
    is_spread(parameter)
        && match unwrapped(cx, &parameter.ty) {
            Type::Map(_) => true,
            Type::Named(id) => matches!(
                cx.api.type_def(*id).map(|def| &def.shape),
                Some(Shape::Struct(shape)) if matches!(shape.rest, Rest::Kept { .. })
            ),
            _ => false,
        }
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

/// The keys that an object of this type has fields for: any of its alternatives', where it is a union.
pub(crate) fn keys<'a>(cx: &Cx<'a>, ty: &'a Type) -> Vec<&'a str> {
    let mut keys = Vec::new();
    let mut seen = HashSet::new();
    let mut queue = vec![ty];
    while let Some(ty) = queue.pop() {
        let Type::Named(id) = unwrapped(cx, ty) else {
            continue;
        };
        if seen.insert(*id) {
            queue.extend(alternatives(cx, *id));
            for key in fields(cx, *id) {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
    }
    keys
}

fn alternatives<'a>(cx: &Cx<'a>, id: TypeId) -> Vec<&'a Type> {
    match cx.api.type_def(id).map(|def| &def.shape) {
        Some(Shape::Union(union)) => union
            .variants
            .iter()
            .rev()
            .map(|variant| &variant.ty)
            .collect(),
        _ => Vec::new(),
    }
}

fn fields<'a>(cx: &Cx<'a>, id: TypeId) -> Vec<&'a str> {
    match cx.api.type_def(id).map(|def| &def.shape) {
        Some(Shape::Struct(shape)) => shape
            .fields
            .iter()
            .map(|field| field.wire.as_str())
            .collect(),
        _ => Vec::new(),
    }
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
