//! Forms: how each field of one is written (OpenAPI 3.0, "Encoding Object").

use openapiv3::{Encoding, MediaType, QueryStyle};

use super::schemas::Schemas;
use crate::api::{FieldStyle, Shape, Tuple, Type};
use crate::media_type::essence;
use crate::report::{Code, Pointer};

/// How many aliases are followed.
const ALIASES: usize = 64;

/// How deep choices may stand in one another to be looked into.
const DEEPEST_UNION: usize = 4;

/// What of JSON a field holds, as far as forms care.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Scalar,
    List,
    Document,
    Documents,
}

/// How the fields of a URL-encoded form of that type are written, where that isn't the usual way.
pub(super) fn urlencoded(
    ty: &Type,
    media_type: &MediaType,
    at: &Pointer,
    schemas: &mut Schemas<'_, '_>,
) -> Vec<(String, FieldStyle)> {
    let mut styles = Vec::new();
    for (name, holds) in fields(ty, media_type, schemas) {
        let style = match media_type.encoding.get(&name) {
            Some(encoding) => {
                report_spread(encoding, holds, &at.key("encoding").key(&name), schemas);
                pairs_style(encoding, holds)
            }
            None => usual(holds),
        };
        styles.extend(style.map(|style| (name, style)));
    }
    styles
}

/// How the fields of a form in parts are written, where that isn't the usual way.
pub(super) fn multipart(
    ty: &Type,
    media_type: &MediaType,
    at: &Pointer,
    schemas: &mut Schemas<'_, '_>,
) -> Vec<(String, FieldStyle)> {
    let mut styles = Vec::new();
    for (name, holds) in fields(ty, media_type, schemas) {
        let Some(encoding) = media_type.encoding.get(&name) else {
            continue;
        };
        if !encoding.headers.is_empty() {
            schemas.warn(
                Code::PART_HEADER_UNTYPED,
                &at.key("encoding").key(&name).key("headers"),
                "the headers of a part can't be typed: a file holds those that come with it as they are",
                "none is needed; in code, see `File::headers` and `File::with_headers`",
            );
        }
        // What says how the text is put together comes before what type it is of (OpenAPI 3.1, "Encoding Object").
        let style = match encoding.style.is_some() || !encoding.explode {
            true => {
                report_spread(encoding, holds, &at.key("encoding").key(&name), schemas);
                text_style(encoding, holds)
            }
            false => part_style(encoding),
        };
        styles.extend(style.map(|style| (name, style)));
    }
    styles
}

/// The fields that a form has, and others that have an encoding.
fn fields(ty: &Type, media_type: &MediaType, schemas: &Schemas<'_, '_>) -> Vec<(String, Holds)> {
    let mut fields: Vec<_> = match shape(ty, schemas) {
        Some(Shape::Struct(structure)) => structure
            .fields
            .iter()
            .map(|field| (field.wire.clone(), holds(&field.ty, schemas)))
            .collect(),
        _ => Vec::new(),
    };
    if fields.is_empty() {
        let names = media_type.encoding.keys();
        fields.extend(names.map(|name| (name.clone(), Holds::Scalar)));
    }
    fields
}

/// What a named type is, behind its aliases.
fn shape<'s>(ty: &Type, schemas: &'s Schemas<'_, '_>) -> Option<&'s Shape> {
    let mut ty = ty;
    for _ in 0..ALIASES {
        ty = match ty {
            Type::Named(id) => match schemas.drafts.shape(*id)? {
                Shape::Alias(target) => target,
                shape => return Some(shape),
            },
            Type::Nullable(inner) | Type::Boxed(inner) => inner,
            _ => return None,
        };
    }
    None
}

/// Whether all values of a type have a text of their own.
pub(super) fn is_scalar(ty: &Type, schemas: &Schemas<'_, '_>) -> bool {
    is_scalar_within(ty, schemas, DEEPEST_UNION)
}

fn is_scalar_within(ty: &Type, schemas: &Schemas<'_, '_>, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    match ty {
        Type::List(_) | Type::Map(_) | Type::Any => false,
        Type::Named(_) => match shape(ty, schemas) {
            Some(Shape::StringEnum(_)) => true,
            Some(Shape::Union(union)) => union
                .variants
                .iter()
                .all(|variant| is_scalar_within(&variant.ty, schemas, depth)),
            Some(_) => false,
            None => is_scalar_within(aliased(ty, schemas), schemas, depth),
        },
        Type::Nullable(inner) | Type::Boxed(inner) => is_scalar_within(inner, schemas, depth),
        _ => true,
    }
}

/// The type behind an alias; the type itself where it is none.
pub(super) fn aliased<'t>(ty: &'t Type, schemas: &'t Schemas<'_, '_>) -> &'t Type {
    match ty {
        Type::Named(id) => match schemas.drafts.shape(*id) {
            Some(Shape::Alias(target)) => target,
            _ => ty,
        },
        _ => ty,
    }
}

fn holds(ty: &Type, schemas: &Schemas<'_, '_>) -> Holds {
    let mut ty = ty;
    for _ in 0..ALIASES {
        match ty {
            Type::Map(_) => return Holds::Document,
            Type::Nullable(inner) | Type::Boxed(inner) => ty = inner,
            Type::List(item) => {
                return match holds_one(item, schemas) {
                    Holds::Scalar => Holds::List,
                    _ => Holds::Documents,
                };
            }
            Type::Named(id) => match schemas.drafts.shape(*id) {
                Some(Shape::Alias(target) | Shape::Newtype(target)) => ty = target,
                Some(Shape::Struct(_)) => return Holds::Document,
                Some(Shape::Tuple(tuple)) => return holds_items(tuple, schemas),
                _ => return Holds::Scalar,
            },
            _ => return Holds::Scalar,
        }
    }
    Holds::Scalar
}

fn holds_items(tuple: &Tuple, schemas: &Schemas<'_, '_>) -> Holds {
    let items = tuple.items.iter().map(|item| &item.ty);
    let mut all = items.chain(&tuple.rest);
    if all.all(|ty| holds_one(ty, schemas) == Holds::Scalar) {
        Holds::List
    } else {
        Holds::Documents
    }
}

/// What an item of a list holds: nothing that is looked into any further.
fn holds_one(item: &Type, schemas: &Schemas<'_, '_>) -> Holds {
    match (item, shape(item, schemas)) {
        (Type::List(_) | Type::Map(_), _) | (_, Some(Shape::Struct(_) | Shape::Tuple(_))) => {
            Holds::Document
        }
        _ => Holds::Scalar,
    }
}

/// Without an encoding, objects are JSON (OpenAPI 3.0, "Encoding Object", `contentType`).
fn usual(holds: Holds) -> Option<FieldStyle> {
    match holds {
        Holds::Scalar | Holds::List => None,
        Holds::Document => Some(FieldStyle::Json),
        Holds::Documents => Some(FieldStyle::JsonItems),
    }
}

/// Reports an object whose fields would stand beside those of the form.
fn report_spread(encoding: &Encoding, holds: Holds, at: &Pointer, schemas: &mut Schemas<'_, '_>) {
    if holds == Holds::Document && encoding.style == Some(QueryStyle::Form) {
        schemas.warn(
            Code::FORM_STYLE_CHANGED,
            at,
            "fields that are spread can't be told from those beside them: they are written in brackets",
            "give it the style `deepObject`",
        );
    }
}

fn pairs_style(encoding: &Encoding, holds: Holds) -> Option<FieldStyle> {
    if encoding.content_type.as_deref().is_some_and(is_json) {
        return Some(FieldStyle::Json);
    }
    text_style(encoding, holds)
}

/// How the text of a field is put together.
fn text_style(encoding: &Encoding, holds: Holds) -> Option<FieldStyle> {
    match (&encoding.style, encoding.explode, holds) {
        (Some(QueryStyle::DeepObject), ..) | (Some(QueryStyle::Form), _, Holds::Document) => {
            Some(FieldStyle::Brackets)
        }
        (_, _, Holds::Document | Holds::Documents) => usual(holds),
        (Some(QueryStyle::SpaceDelimited), ..) => Some(FieldStyle::Spaces),
        (Some(QueryStyle::PipeDelimited), ..) => Some(FieldStyle::Pipes),
        (_, false, Holds::List) => Some(FieldStyle::Commas),
        (_, _, Holds::Scalar | Holds::List) => None,
    }
}

fn part_style(encoding: &Encoding) -> Option<FieldStyle> {
    let written = encoding.content_type.as_deref()?;
    let first = written.split(',').next().unwrap_or_default().trim();
    if is_json(first) {
        return Some(FieldStyle::Json);
    }
    let media_types = written.split(',').map(str::trim);
    let media_types: Vec<_> = media_types.filter(|it| it.contains('/')).collect();
    (!media_types.is_empty()).then(|| FieldStyle::Type(media_types.join(", ")))
}

fn is_json(media_type: &str) -> bool {
    essence(media_type) == "application/json"
}
