//! Parameters.

use openapiv3::{
    CookieStyle, HeaderStyle, Parameter as Written, ParameterData, ParameterSchemaOrContent,
    PathStyle, QueryStyle, ReferenceOr,
};

use super::components::Found;
use super::docs;
use super::drafts::{Origin, Parent};
use super::names::{Scope, bare, snake, upper_camel};
use super::paths::Declared;
use super::schemas::Schemas;
use super::splits::Direction;
use super::view::SchemaRef;
use crate::api::{Docs, Location, Parameter, Shape, Style, Type};
use crate::report::{Code, Pointer};

/// Header parameters that OpenAPI says are described elsewhere and shall be ignored (OpenAPI 3.0, "Parameter Object").
/// `Authorization` is the exception: where no security scheme covers it, leaving it out would leave callers without a
/// way to send it.
const IGNORED_HEADERS: &[&str] = &["accept", "content-type"];

/// Types nested deeper than this have no form as text anyway.
const DEPTH_LIMIT: usize = 16;

/// The parameters of an operation: the path item's, unless the operation declares one of the same name and place,
/// then its own.
pub(super) fn parameters<'a>(
    shared: (&'a [ReferenceOr<Written>], Pointer),
    own: (&'a [ReferenceOr<Written>], Pointer),
    type_name: &str,
    scope: &mut Scope,
    schemas: &mut Schemas<'a, '_>,
) -> Vec<Declared> {
    let mut found: Vec<Found<'a, Written>> = Vec::new();
    for (list, at) in [shared, own] {
        for (index, parameter) in list.iter().enumerate() {
            let Some(parameter) = schemas.components.parameter(parameter, at.index(index)) else {
                continue;
            };
            if is_ignored(parameter.item) {
                let message =
                    "the headers `Accept` and `Content-Type` follow from the media types: left out";
                let help = "drop it here; the keys of `content` say it";
                schemas.warn(Code::HEADER_IGNORED, &at.index(index), message, help);
                continue;
            }
            let same = found
                .iter_mut()
                .find(|before| identity(before.item) == identity(parameter.item));
            match same {
                Some(before) => *before = parameter,
                None => found.push(parameter),
            }
        }
    }
    found
        .into_iter()
        .map(|found| parameter(found, type_name, scope, schemas))
        .collect()
}

fn parameter<'a>(
    found: Found<'a, Written>,
    type_name: &str,
    scope: &mut Scope,
    schemas: &mut Schemas<'a, '_>,
) -> Declared {
    let Found {
        name,
        item: written,
        at,
    } = found;
    let data = written.parameter_data_ref();
    let (location, style, allow_reserved) = placement(written);
    // A parameter component lends its name to a type made from it; one in place takes the operation's and its own.
    let role = bare(&upper_camel(&data.name)).to_owned();
    let origin = match name {
        Some(name) => Origin {
            parent: Parent::Named(upper_camel(name)),
            role: String::new(),
        },
        None => Origin {
            parent: Parent::Named(type_name.to_owned()),
            role,
        },
    };
    let (ty, mut docs) = value(&data.format, &at, &origin, schemas);
    let own = documentation(data, &mut docs);
    let parameter = Parameter {
        name: scope.take(&snake(&data.name), location_word(location)),
        wire: data.name.clone(),
        location,
        style,
        explode: data.explode.unwrap_or(style == Style::Form),
        allow_reserved,
        required: data.required || location == Location::Path,
        ty,
        docs: own,
    };
    Declared { parameter, at }
}

/// What the description says of the parameter; of its value where it says nothing of the parameter.
fn documentation(data: &ParameterData, value: &mut Docs) -> Docs {
    let mut notes = std::mem::take(&mut value.notes);
    if data.example.is_some() {
        notes.retain(|note| !note.starts_with("Example"));
        notes.extend(docs::value_note("Example", data.example.as_ref()));
    }
    Docs {
        summary: String::new(),
        description: data
            .description
            .clone()
            .unwrap_or_else(|| value.description.clone()),
        deprecated: data.deprecated.unwrap_or_default(),
        notes,
    }
}

/// The type of a parameter's or a header's value: something that has a form as text.
pub(super) fn value<'a>(
    format: &'a ParameterSchemaOrContent,
    at: &Pointer,
    origin: &Origin,
    schemas: &mut Schemas<'a, '_>,
) -> (Type, Docs) {
    let (schema, at): (SchemaRef<'a>, Pointer) = match format {
        ParameterSchemaOrContent::Schema(schema) => (schema.into(), at.key("schema")),
        ParameterSchemaOrContent::Content(_) => {
            let message = "a parameter given by `content` can't be typed yet: it is a `String`";
            let help = "write and parse the text where it is used, or give a `schema` instead";
            schemas.warn(Code::PARAMETER_AS_STRING, &at.key("content"), message, help);
            return (Type::String, Docs::default());
        }
    };
    let docs = schemas
        .components
        .resolve(schema, &at)
        .map(|(schema, _)| docs::of_schema(schema))
        .unwrap_or_default();
    let ty = schemas.lower(schema, &at, Direction::Request, origin).ty;
    let ty = match has_text_form(&ty, schemas) {
        true => ty,
        false => {
            schemas.warn(
                Code::PARAMETER_AS_STRING,
                &at,
                "a value this deep has no form in a parameter: it is taken as text, a `String`",
                "write and parse the text where it is used",
            );
            Type::String
        }
    };
    (ty, docs)
}

/// Whether a type has a form as text: scalars, arrays and objects of scalars, objects that hold arrays of scalars
/// (OpenAPI 3.0, "Style Values", leaves anything deeper undefined), and choices among these.
fn has_text_form(ty: &Type, schemas: &Schemas<'_, '_>) -> bool {
    depth(ty, schemas, DEPTH_LIMIT).is_some_and(|depth| depth <= 2)
}

/// How many collections a type has one within another; `None` where it is too deep to be told.
fn depth(ty: &Type, schemas: &Schemas<'_, '_>, limit: usize) -> Option<usize> {
    let limit = limit.checked_sub(1)?;
    let depth_of = |ty: &Type| depth(ty, schemas, limit);
    match ty {
        Type::List(inner) => depth_of(inner).filter(|depth| *depth == 0).map(|_| 1),
        Type::Map(inner) => depth_of(inner).filter(|depth| *depth == 0).map(|_| 1),
        Type::Nullable(inner) | Type::Boxed(inner) => depth_of(inner),
        Type::Named(id) => match schemas.drafts.shape(*id)? {
            Shape::StringEnum(_) => Some(0),
            Shape::Alias(inner) => depth_of(inner),
            Shape::Struct(structure) => {
                deepest(structure.fields.iter().map(|field| &field.ty), depth_of)
                    .filter(|depth| *depth <= 1)
                    .map(|depth| depth + 1)
            }
            Shape::Union(union) => {
                deepest(union.variants.iter().map(|variant| &variant.ty), depth_of)
                    .filter(|depth| *depth <= 1)
            }
        },
        _ => Some(0),
    }
}

/// The greatest depth among `types`; `None` where one of them has none.
fn deepest<'t>(
    types: impl Iterator<Item = &'t Type>,
    depth_of: impl Fn(&Type) -> Option<usize>,
) -> Option<usize> {
    types
        .map(depth_of)
        .try_fold(0, |deepest, depth| Some(deepest.max(depth?)))
}

fn placement(written: &Written) -> (Location, Style, bool) {
    match written {
        Written::Query {
            style,
            allow_reserved,
            ..
        } => (Location::Query, query_style(style), *allow_reserved),
        Written::Header {
            style: HeaderStyle::Simple,
            ..
        } => (Location::Header, Style::Simple, false),
        Written::Path { style, .. } => (Location::Path, path_style(style), false),
        Written::Cookie {
            style: CookieStyle::Form,
            ..
        } => (Location::Cookie, Style::Form, false),
    }
}

fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}

fn path_style(style: &PathStyle) -> Style {
    match style {
        PathStyle::Simple => Style::Simple,
        PathStyle::Label => Style::Label,
        PathStyle::Matrix => Style::Matrix,
    }
}

fn is_ignored(parameter: &Written) -> bool {
    let name = parameter.parameter_data_ref().name.to_ascii_lowercase();
    matches!(parameter, Written::Header { .. }) && IGNORED_HEADERS.contains(&name.as_str())
}

/// What tells a parameter from another: its place and its name (OpenAPI 3.0, "Parameter Object").
fn identity(parameter: &Written) -> (Location, String) {
    let location = placement(parameter).0;
    let name = &parameter.parameter_data_ref().name;
    match location {
        // Header names don't depend on case (RFC 9110, section 5.1).
        Location::Header => (location, name.to_ascii_lowercase()),
        _ => (location, name.clone()),
    }
}

fn location_word(location: Location) -> &'static str {
    match location {
        Location::Path => "_path",
        Location::Query => "_query",
        Location::Header => "_header",
        Location::Cookie => "_cookie",
    }
}
