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
    let plain = |form| (form, Rules::default());
    let data = match item(media_type, at, schemas) {
        Item::Unsaid => return plain(BodyForm::TextEvents),
        Item::Any => Data::Any,
        Item::Each(schema, at) | Item::Whole(schema, at) => data(schema, at, schemas),
    };
    match data {
        Data::Any => plain(BodyForm::Events(Type::Any)),
        Data::Text(schema, at, format) => {
            let (ty, mut rules) = schemas.lower(schema, &at, direction, origin).into_type();
            // The text isn't read as another type: that it could be is a rule then.
            rules
                .own
                .extend(format.filter(|_| ty != Type::String).map(Rule::Format));
            (BodyForm::TextEvents, rules)
        }
        Data::Several(at) => {
            schemas.warn(
                Code::TYPE_AS_VALUE,
                &at,
                "each kind of event has data of its own: the data are `serde_json::Value`",
                "read them by the name of their event where they are used",
            );
            plain(BodyForm::Events(Type::Any))
        }
        Data::Typed(schema, at) => {
            let (ty, rules) = schemas.lower(schema, &at, direction, origin).into_type();
            (BodyForm::Events(ty), rules)
        }
    }
}

/// JSON texts, one behind the other. That all of them are text says nothing of each.
pub(super) fn lines<'a>(
    media_type: &'a MediaType,
    at: &Pointer,
    direction: Direction,
    origin: &Origin,
    schemas: &mut Schemas<'a, '_>,
) -> (BodyForm, Rules) {
    match item(media_type, at, schemas) {
        Item::Whole(schema, _) if is_unsaid(schema, schemas) => {}
        Item::Each(schema, at) | Item::Whole(schema, at) => {
            let (ty, rules) = schemas.lower(schema, &at, direction, origin).into_type();
            return (BodyForm::Lines(ty), rules);
        }
        Item::Unsaid | Item::Any => {}
    }
    (BodyForm::Lines(Type::Any), Rules::default())
}

/// Whether a schema says no more than that there is text, or bytes.
fn is_unsaid(schema: SchemaRef<'_>, schemas: &Schemas<'_, '_>) -> bool {
    schemas.components.item(schema).is_some_and(|schema| {
        let view = View::of(schema);
        view.json_type == Some(JsonType::String)
            && view.enumeration.is_empty()
            && matches!(view.format.as_deref(), None | Some("binary"))
            && view.constraints == Constraints::default()
    })
}

/// What a media type says of the items of its stream.
enum Item<'a> {
    /// This of each.
    Each(SchemaRef<'a>, Pointer),
    /// This of all of them together, or of each: a schema that is no array.
    Whole(SchemaRef<'a>, Pointer),
    /// That there are items.
    Any,
    /// Nothing.
    Unsaid,
}

/// What is said of the items: `itemSchema` is that of each, and `schema` that of all as an array (OpenAPI 3.2.0, Media
/// Type Object), which many write as that of each.
fn item<'a>(media_type: &'a MediaType, at: &Pointer, schemas: &Schemas<'a, '_>) -> Item<'a> {
    let carried = schemas.components.carried;
    let item = carried.get::<ReferenceOr<Schema>>(&media_type.extensions, ITEM_SCHEMA);
    if let Some(schema) = item {
        return Item::Each(schema.into(), at.key(ITEM_SCHEMA));
    }
    let Some(schema) = media_type.schema.as_ref() else {
        return Item::Unsaid;
    };
    let (schema, at) = (SchemaRef::from(schema), at.key("schema"));
    match schemas.components.resolve(schema, &at) {
        Some((array, at)) if View::of(array).json_type == Some(JsonType::Array) => {
            let items = View::of(array).items;
            items.map_or(Item::Any, |items| Item::Each(items, at.key("items")))
        }
        _ => Item::Whole(schema, at),
    }
}

/// What an event's data are.
enum Data<'a> {
    Typed(SchemaRef<'a>, Pointer),
    Text(SchemaRef<'a>, Pointer, Option<Format>),
    Any,
    /// Some other for each kind of event.
    Several(Pointer),
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
    if is_choice && parts.all(|part| is_event_schema(part, schemas)) {
        return Data::Several(at);
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
