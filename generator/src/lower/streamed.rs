//! Media types whose bodies are streams of typed items.

use openapiv3::{MediaType, ReferenceOr, Schema};

use super::drafts::Origin;
use super::schemas::Schemas;
use super::splits::Direction;
use super::view::{Constraints, JsonType, SchemaRef, View};
use crate::api::{BodyForm, Format, Rule, Rules, Type};
use crate::report::{Code, Pointer};

/// The schema of an item of a stream, where `normalize` carries it: of a media type.
const ITEM_SCHEMA: &str = "x-bindery-item-schema";

/// The fields of a server-sent event (WHATWG HTML, section 9.2.6).
const EVENT_FIELDS: &[&str] = &["data", "event", "id", "retry"];

/// Server-sent events. Their schema is that of the data, or of the whole event, its field `data` then being that of the
/// data.
pub(super) fn events<'a>(
    media_type: &'a MediaType,
    at: &Pointer,
    direction: Direction,
    origin: &Origin,
    schemas: &mut Schemas<'a, '_>,
) -> (BodyForm, Rules) {
    let data = item(media_type, at, schemas).map(|(schema, at)| data(schema, at, schemas));
    match data {
        None => (BodyForm::TextEvents, Rules::default()),
        Some(Data::Any) => (BodyForm::Events(Type::Any), Rules::default()),
        Some(Data::Text(schema, at, format)) => {
            let (ty, mut rules) = schemas.lower(schema, &at, direction, origin).into_type();
            // The text isn't read as another type: that it could be is a rule then.
            rules
                .own
                .extend(format.filter(|_| ty != Type::String).map(Rule::Format));
            (BodyForm::TextEvents, rules)
        }
        Some(Data::Typed(schema, at)) => {
            let (ty, rules) = schemas.lower(schema, &at, direction, origin).into_type();
            (BodyForm::Events(ty), rules)
        }
    }
}

/// JSON texts, one behind the other. Their schema is that of each, or of an array of all.
pub(super) fn lines<'a>(
    media_type: &'a MediaType,
    at: &Pointer,
    direction: Direction,
    origin: &Origin,
    schemas: &mut Schemas<'a, '_>,
) -> (BodyForm, Rules) {
    let any = (BodyForm::Lines(Type::Any), Rules::default());
    let Some((schema, at)) = item(media_type, at, schemas) else {
        return any;
    };
    let (schema, at) = match schemas.components.resolve(schema, &at) {
        Some((array, at)) if View::of(array).json_type == Some(JsonType::Array) => {
            match View::of(array).items {
                Some(items) => (items, at.key("items")),
                None => return any,
            }
        }
        _ => (schema, at),
    };
    let (ty, rules) = schemas.lower(schema, &at, direction, origin).into_type();
    (BodyForm::Lines(ty), rules)
}

/// The schema of an item, and where it stands.
fn item<'a>(
    media_type: &'a MediaType,
    at: &Pointer,
    schemas: &Schemas<'a, '_>,
) -> Option<(SchemaRef<'a>, Pointer)> {
    let carried = schemas.components.carried;
    let item = carried.get::<ReferenceOr<Schema>>(&media_type.extensions, ITEM_SCHEMA);
    if let Some(schema) = item {
        return Some((schema.into(), at.key(ITEM_SCHEMA)));
    }
    let schema = media_type.schema.as_ref()?;
    Some((schema.into(), at.key("schema")))
}

/// What an event's data are.
enum Data<'a> {
    Typed(SchemaRef<'a>, Pointer),
    Text(SchemaRef<'a>, Pointer, Option<Format>),
    Any,
}

fn data<'a>(schema: SchemaRef<'a>, at: Pointer, schemas: &mut Schemas<'a, '_>) -> Data<'a> {
    let Some((item, place)) = schemas.components.resolve(schema, &at) else {
        return Data::Any;
    };
    let view = View::of(item);
    let described = view
        .properties
        .and_then(|properties| properties.get("data"));
    if let Some(data) = described.filter(|_| is_event(&view)) {
        if says_more(&view, schemas) {
            report_unchecked(&place, schemas);
        }
        let at = place.key("properties").key("data");
        return typed(data.into(), at, schemas);
    }
    let mut parts = view.one_of.iter().chain(view.any_of).peekable();
    let is_choice = parts.peek().is_some();
    // Each kind of event has data of its own.
    if is_choice && parts.all(|part| is_event_schema(part, schemas)) {
        report_unchecked(&place, schemas);
        return Data::Any;
    }
    typed(schema, at, schemas)
}

fn typed<'a>(schema: SchemaRef<'a>, at: Pointer, schemas: &Schemas<'a, '_>) -> Data<'a> {
    let resolved = schemas.components.resolve(schema, &at);
    let view = resolved.map(|(schema, _)| View::of(schema));
    let text =
        view.filter(|view| view.json_type == Some(JsonType::String) && view.enumeration.is_empty());
    match text {
        Some(view) => {
            let format = view.format.as_deref().and_then(Format::named);
            Data::Text(schema, at, format)
        }
        None => Data::Typed(schema, at),
    }
}

/// Whether a schema says something of an event that neither its data nor the types of its other fields say: which values
/// these have, or that they must be there.
fn says_more(event: &View<'_>, schemas: &Schemas<'_, '_>) -> bool {
    let fields = event.properties.into_iter().flatten();
    let mut others = fields.filter(|(name, _)| *name != "data");
    narrows(event)
        || event.required.iter().any(|name| name != "data")
        || others.any(|(name, field)| {
            let field = schemas.components.item(field.into()).map(View::of);
            field.is_some_and(|mut field| {
                if name == "retry" {
                    // Time isn't negative.
                    field.constraints.minimum = None;
                }
                narrows(&field) || !field.enumeration.is_empty()
            })
        })
}

/// Whether a schema narrows what its type allows.
fn narrows(view: &View<'_>) -> bool {
    let lists = [view.one_of, view.any_of, view.all_of];
    view.not
        || view.constraints != Constraints::default()
        || lists.iter().any(|list| !list.is_empty())
}

fn report_unchecked(at: &Pointer, schemas: &mut Schemas<'_, '_>) {
    schemas.warn(
        Code::RULE_UNCHECKED,
        at,
        "what is said here of events besides the schema of their data isn't checked",
        "leave it away, or check it where the events are made and read",
    );
}

/// Whether a schema describes an event and not its data: it has data, and nothing that an event doesn't have.
fn is_event(view: &View<'_>) -> bool {
    let Some(properties) = view.properties else {
        return false;
    };
    let is_known = |name: &String| EVENT_FIELDS.contains(&name.as_str());
    properties.contains_key("data") && properties.len() > 1 && properties.keys().all(is_known)
}

fn is_event_schema(part: &ReferenceOr<Schema>, schemas: &Schemas<'_, '_>) -> bool {
    schemas
        .components
        .item(part.into())
        .is_some_and(|schema| is_event(&View::of(schema)))
}
