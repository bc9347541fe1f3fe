//! Walks over the types that the model uses.

use crate::api::{HeaderSet, Operation, Rest, Shape, Style, Type, TypeId};

/// Calls `visit` with each type that a shape holds.
pub(super) fn shape_types(shape: &mut Shape, visit: &mut dyn FnMut(&mut Type)) {
    match shape {
        Shape::Struct(structure) => {
            for field in &mut structure.fields {
                visit(&mut field.ty);
            }
            if let Rest::Kept { ty, .. } = &mut structure.rest {
                visit(ty);
            }
        }
        Shape::Union(union) => {
            for variant in &mut union.variants {
                visit(&mut variant.ty);
            }
        }
        Shape::Tuple(tuple) => {
            for item in &mut tuple.items {
                visit(&mut item.ty);
            }
            if let Some(ty) = &mut tuple.rest {
                visit(ty);
            }
        }
        Shape::Alias(ty) | Shape::Newtype(ty) => visit(ty),
        Shape::StringEnum(_) | Shape::ValueEnum(_) => {}
    }
}

/// Calls `visit` with each type in an operation's JSON documents.
pub(super) fn json_types(operation: &mut Operation, visit: &mut dyn FnMut(&mut Type)) {
    let responses = operation.success.iter_mut().chain(&mut operation.errors);
    let contents = responses
        .map(|response| &mut response.contents)
        .chain(operation.body.as_mut().map(|body| &mut body.contents));
    for content in contents.flat_map(|contents| &mut contents.list) {
        if let Some(ty) = content.form.ty_mut() {
            visit(ty);
        }
    }
    for parameter in &mut operation.parameters {
        if parameter.style == Style::Json {
            visit(&mut parameter.ty);
        }
    }
}

/// Calls `visit` with the type of each parameter that isn't a JSON document.
pub(super) fn parameter_types(operation: &mut Operation, visit: &mut dyn FnMut(&mut Type)) {
    for parameter in &mut operation.parameters {
        if parameter.style != Style::Json {
            visit(&mut parameter.ty);
        }
    }
}

/// Calls `visit` with the type of each response header, and whether it is a JSON document.
pub(super) fn header_types(set: &mut HeaderSet, visit: &mut dyn FnMut(&mut Type, bool)) {
    for header in &mut set.headers {
        visit(&mut header.ty, header.json);
    }
}

/// The named type that a type consists of or holds, if any.
pub(super) fn named(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            named(inner)
        }
        _ => None,
    }
}

/// The same, to be changed.
pub(super) fn named_mut(ty: &mut Type) -> Option<&mut TypeId> {
    match ty {
        Type::Named(id) => Some(id),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            named_mut(inner)
        }
        _ => None,
    }
}
