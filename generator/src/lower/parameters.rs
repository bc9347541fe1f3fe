//! Parameters.

use indexmap::IndexMap;
use openapiv3::{
    CookieStyle, HeaderStyle, MediaType, Parameter as Written, ParameterData,
    ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr,
};

use super::components::Found;
use super::docs;
use super::drafts::{Origin, Parent, Role};
use super::forms;
use super::names::{Scope, snake, upper_camel};
use super::parts::Part;
use super::paths::Declared;
use super::rust_names::rust_name;
use super::schemas::Schemas;
use super::splits::Direction;
use super::view::{SchemaRef, View};
use crate::api::{Docs, Location, Parameter, Rules, Shape, Style, Type};
use crate::report::{Code, Pointer};

/// Header parameters that OpenAPI says are described elsewhere and shall be ignored (OpenAPI 3.0, "Parameter Object"):
/// the media types say them.
/// `Authorization` is the exception: where no security scheme covers it, leaving it out would leave callers without a
/// way to send it.
const IGNORED_HEADERS: &[&str] = &["accept", "content-type"];

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
    let origin = match name {
        Some(name) => Origin {
            parent: Parent::Named(upper_camel(name)),
            role: Role::Words(String::new()),
        },
        None => Origin {
            parent: Parent::Named(type_name.to_owned()),
            role: Role::Of(data.name.clone()),
        },
    };
    let Lowered {
        ty,
        mut rules,
        mut docs,
        is_nullable,
        is_json,
        schema,
    } = value(&data.format, &at, &origin, schemas);
    let own = documentation(data, &mut docs);
    let style = if is_json { Style::Json } else { style };
    let required = (data.required && (is_json || !is_nullable)) || location == Location::Path;
    // Of what may be left out, null isn't told from nothing.
    rules.no_null &= required;
    let default = match schema {
        Some(schema) if !required => schemas.default_of(&[schema]),
        _ => None,
    };
    let given = rust_name(&data.extensions, &at, snake, schemas.reports);
    let parameter = Parameter {
        name: scope.take(&snake(given.unwrap_or(&data.name)), location_word(location)),
        wire: data.name.clone(),
        location,
        style,
        explode: data.explode.unwrap_or(style == Style::Form),
        allow_reserved,
        allow_empty: allows_empty(written),
        required,
        default,
        ty,
        rules,
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

/// A parameter's or a header's value.
#[derive(Debug)]
pub(super) struct Lowered<'a> {
    pub(super) ty: Type,
    pub(super) rules: Rules,
    pub(super) docs: Docs,
    /// Whether it may be null, which no text is.
    pub(super) is_nullable: bool,
    /// Whether it travels as a JSON document.
    pub(super) is_json: bool,
    /// What says its default, if it can have one.
    schema: Option<Part<'a>>,
}

/// The value of a parameter or a header: given by a schema, or by the schema of a media type.
pub(super) fn value<'a>(
    format: &'a ParameterSchemaOrContent,
    at: &Pointer,
    origin: &Origin,
    schemas: &mut Schemas<'a, '_>,
) -> Lowered<'a> {
    match format {
        ParameterSchemaOrContent::Schema(schema) => {
            of_schema((schema.into(), false), &at.key("schema"), origin, schemas)
        }
        ParameterSchemaOrContent::Content(content) => {
            of_content(content, &at.key("content"), origin, schemas)
        }
    }
}

/// A JSON document may be null; of other values, null is the one that is left out.
fn of_schema<'a>(
    (schema, is_json): (SchemaRef<'a>, bool),
    at: &Pointer,
    origin: &Origin,
    schemas: &mut Schemas<'a, '_>,
) -> Lowered<'a> {
    let docs = schemas
        .components
        .resolve(schema, at)
        .map(|(schema, _)| docs::of_schema(schema))
        .unwrap_or_default();
    let mut used = schemas.lower(schema, at, Direction::Request, origin);
    if !is_json && let Some(path) = schemas.rust_type_within(&used.ty) {
        let message = format!("`{path}` can't be written as a parameter: it is a `String`");
        let help = "write and parse the text where it is used";
        schemas.warn(Code::PARAMETER_AS_STRING, at, &message, help);
        used.ty = Type::String;
    }
    let is_nullable = used.nullable;
    let (ty, rules) = match is_json {
        true => used.into_type(),
        false => (used.ty, used.rules),
    };
    Lowered {
        ty,
        rules,
        docs,
        is_nullable,
        is_json,
        schema: (!is_json).then(|| Part::new(schema, at.clone())),
    }
}

/// A value in a media type (OpenAPI 3.0, "Parameter Object", `content`): a JSON document, or text, which is read as the
/// same schema without a media type is, where all its values have a text.
fn of_content<'a>(
    content: &'a IndexMap<String, MediaType>,
    at: &Pointer,
    origin: &Origin,
    schemas: &mut Schemas<'a, '_>,
) -> Lowered<'a> {
    let text = Lowered {
        ty: Type::String,
        rules: Rules::default(),
        docs: Docs::default(),
        is_nullable: false,
        is_json: false,
        schema: None,
    };
    let Some((name, media_type)) = content.first() else {
        return text;
    };
    let at = at.key(name);
    let essence = name.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    if is_json(&essence) {
        let lowered = media_type
            .schema
            .as_ref()
            .map(|schema| of_schema((schema.into(), true), &at.key("schema"), origin, schemas));
        return Lowered {
            is_json: true,
            ..lowered.unwrap_or(Lowered {
                ty: Type::Any,
                ..text
            })
        };
    }
    let schema = media_type.schema.as_ref().map(SchemaRef::from);
    let schema = schema.filter(|schema| !says_nothing(*schema, schemas));
    if essence == "text/plain" {
        let Some(schema) = schema else { return text };
        let lowered = of_schema((schema, false), &at.key("schema"), origin, schemas);
        if has_text(&lowered.ty, schemas) {
            return lowered;
        }
    }
    let unchecked = match schema {
        Some(_) => ", and what its schema says isn't checked",
        None => "",
    };
    let what = match essence.as_str() {
        "text/plain" => "an array or an object as plain text".to_owned(),
        _ => format!("a parameter in `{name}`"),
    };
    let message = format!("{what} can't be typed: it is a `String`{unchecked}");
    let help = "write and parse the text where it is used, or give a `schema` instead";
    schemas.warn(Code::PARAMETER_AS_STRING, &at, &message, help);
    text
}

/// Whether a schema says nothing of the value.
fn says_nothing<'a>(schema: SchemaRef<'a>, schemas: &Schemas<'a, '_>) -> bool {
    schemas.components.item(schema).is_none_or(|schema| {
        let view = View::of(schema);
        view.only_annotates() && view.all_of.is_empty()
    })
}

/// Whether all values of a type have a text of their own, those of a list of values included.
fn has_text(ty: &Type, schemas: &Schemas<'_, '_>) -> bool {
    let Type::Named(id) = forms::aliased(ty, schemas) else {
        return forms::is_scalar(ty, schemas);
    };
    match schemas.drafts.shape(*id) {
        Some(Shape::ValueEnum(list)) => (list.variants.iter())
            .all(|variant| !variant.value.is_array() && !variant.value.is_object()),
        _ => forms::is_scalar(ty, schemas),
    }
}

fn is_json(essence: &str) -> bool {
    matches!(essence, "application/json" | "*/*" | "application/*") || essence.ends_with("+json")
}

/// Whether a query parameter may be given without a value. OpenAPI has the key for primitives and leaves open what it
/// means with other styles than `form`; it is taken at its word.
fn allows_empty(written: &Written) -> bool {
    matches!(
        written,
        Written::Query {
            allow_empty_value: Some(true),
            ..
        }
    )
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
