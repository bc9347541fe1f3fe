//! Media types whose bodies are streams of typed items.

use openapiv3::{MediaType, ReferenceOr, Schema};

use super::drafts::Origin;
use super::schemas::Schemas;
use super::splits::Direction;
use super::view::{JsonType, SchemaRef, View};
use crate::api::{BodyForm, Rules, Type};
use crate::report::Pointer;

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
    let plain = |form| (form, Rules::default());
    let Some((schema, at)) = item(media_type, at, schemas) else {
        return plain(BodyForm::TextEvents);
    };
    match data(schema, at, schemas) {
        Data::Text => plain(BodyForm::TextEvents),
        Data::Any => plain(BodyForm::Events(Type::Any)),
        Data::Typed(schema, at) => {
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
    Text,
    Any,
}

fn data<'a>(schema: SchemaRef<'a>, at: Pointer, schemas: &Schemas<'a, '_>) -> Data<'a> {
    let Some((item, place)) = schemas.components.resolve(schema, &at) else {
        return Data::Any;
    };
    let view = View::of(item);
    if is_event(&view) {
        let data = view
            .properties
            .and_then(|properties| properties.get("data"));
        let at = place.key("properties").key("data");
        return data.map_or(Data::Text, |data| typed(data.into(), at, schemas));
    }
    let mut parts = view.one_of.iter().chain(view.any_of).peekable();
    let is_choice = parts.peek().is_some();
    // Each kind of event has data of its own.
    if is_choice && parts.all(|part| is_event_schema(part, schemas)) {
        return Data::Any;
    }
    typed(schema, at, schemas)
}

fn typed<'a>(schema: SchemaRef<'a>, at: Pointer, schemas: &Schemas<'a, '_>) -> Data<'a> {
    let is_text = schemas
        .components
        .resolve(schema, &at)
        .map(|(schema, _)| View::of(schema))
        .is_some_and(|view| {
            view.json_type == Some(JsonType::String) && view.enumeration.is_empty()
        });
    match is_text {
        true => Data::Text,
        false => Data::Typed(schema, at),
    }
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
