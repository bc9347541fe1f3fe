//! From a JSON pointer to the fields that it leads through.

use crate::api::{Access, Api, Field, Shape, Type};
use crate::report::Pointer;
use crate::report::words::quote;

/// How many aliases lead to a type at most. Those that lead in a circle are types of their own by now.
const DEPTH: usize = 64;

/// Where a pointer leads from a value of a type: the fields, and the type of what stands there, without null.
///
/// # Errors
/// Why it leads nowhere, in words.
pub(super) fn walk<'a>(
    api: &'a Api,
    root: &'a Type,
    pointer: &str,
) -> Result<(Vec<Access>, &'a Type), String> {
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return Err(format!(
            "{} is no JSON pointer: it begins with no slash",
            quote(pointer)
        ));
    }
    let mut ty = plain(api, root).0;
    let mut steps = Vec::new();
    for token in Pointer::parse(pointer).tokens() {
        let field = field(api, ty, &token).ok_or_else(|| {
            format!(
                "{} leads nowhere: the answer has no field {} there",
                quote(pointer),
                quote(&token)
            )
        })?;
        let (inner, nulls) = plain(api, &field.ty);
        steps.push(Access {
            field: field.name.clone(),
            options: u8::from(!field.required) + u8::from(field.nullable) + nulls,
        });
        ty = inner;
    }
    Ok((steps, ty))
}

fn field<'a>(api: &'a Api, ty: &Type, key: &str) -> Option<&'a Field> {
    let Type::Named(id) = ty else {
        return None;
    };
    match &api.type_def(*id)?.shape {
        Shape::Struct(shape) => shape.fields.iter().find(|field| field.wire == key),
        _ => None,
    }
}

/// The type that aliases end in, without null, and how many `Option`s null takes.
fn plain<'a>(api: &'a Api, mut ty: &'a Type) -> (&'a Type, u8) {
    let mut nulls = 0;
    for _ in 0..DEPTH {
        ty = match ty {
            Type::Nullable(inner) => {
                nulls += 1;
                inner
            }
            Type::Named(id) => match api.type_def(*id).map(|def| &def.shape) {
                Some(Shape::Alias(target)) => target,
                _ => break,
            },
            _ => break,
        };
    }
    (ty, nulls)
}

/// The type that aliases of a parameter's type end in.
pub(super) fn resolved<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    plain(api, ty).0
}
