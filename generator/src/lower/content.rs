//! What a body may consist of: a content a media type, those that say the same joined.

use indexmap::IndexMap;
use openapiv3::MediaType;

use super::drafts::{Origin, Role};
use super::forms;
use super::media_types::{Written, is_other_notation, is_range, sent_for, variant, written};
use super::names::{Scope, bare};
use super::schemas::Schemas;
use super::splits::Direction;
use super::streamed;
use super::view::{JsonType, View};
use crate::api::{BodyForm, Content, Contents, Rules, Type, XmlRootId};
use crate::media_type::{essence, understood};
use crate::report::{Code, Pointer};

/// Where the names of a body's types come from.
#[derive(Debug)]
pub(super) struct Naming<'n> {
    /// Where a body of one type takes its name from.
    pub(super) alone: Origin,
    /// What the names of several types start with, and that of the enum that holds one of them.
    pub(super) stem: &'n str,
}

/// A media type, or several that say the same.
struct Group<'a> {
    media_types: Vec<String>,
    essence: String,
    written: Written,
    /// How its documents stand in XML, if that is how they are written.
    xml: Option<XmlRootId>,
    media_type: &'a MediaType,
    at: Pointer,
}

/// What a body may consist of; `choose` gives the enum's name where there must be one.
pub(super) fn contents<'a>(
    media_types: &'a IndexMap<String, MediaType>,
    at: &Pointer,
    direction: Direction,
    naming: &Naming<'_>,
    schemas: &mut Schemas<'a, '_>,
    choose: impl FnOnce() -> String,
) -> Contents {
    let groups = groups(media_types, naming.stem, &at.key("content"), schemas);
    let may_be_alike = are_alike(&groups);
    let mut scope = Scope::default();
    let list: Vec<Content> = groups
        .into_iter()
        .map(|group| {
            let media_types = sent_first(&group);
            let name = scope.take(&name(&group, &media_types), "");
            let several = Origin {
                role: Role::Words(bare(&name).to_owned()),
                ..Origin::named(naming.stem)
            };
            let origin = if may_be_alike {
                &naming.alone
            } else {
                &several
            };
            let (form, rules) = form(&group, direction, origin, schemas);
            Content {
                form,
                rules,
                media_types,
                name,
            }
        })
        .collect();
    // A text is a string where its schema asks for more than text can hold.
    let mut types = list.iter().map(|content| content.form.ty());
    let first = types.next();
    let are_alike = may_be_alike && types.all(|ty| Some(ty) == first);
    Contents {
        list,
        choice: (!are_alike).then(choose),
    }
}

/// The media types, those joined that say the same.
fn groups<'a>(
    media_types: &'a IndexMap<String, MediaType>,
    stem: &str,
    at: &Pointer,
    schemas: &mut Schemas<'a, '_>,
) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for (key, media_type) in media_types {
        let at = at.key(key);
        let Some(meant) = understood(key) else {
            continue;
        };
        if *meant != *key {
            taken_for(&at, &format!("`{key}` is no media type"), &meant, schemas);
        }
        let essence = essence(&meant);
        let is_in_json = is_in_json(media_type, media_types, schemas);
        // A page of a value that is offered as JSON is for people to look at.
        if is_in_json && (is_other_notation(&essence) || essence == "text/html") {
            ignored(&at, &essence, schemas);
            continue;
        }
        let mut written = form_by_schema(written(&essence), &essence, media_type, &at, schemas);
        let is_plain = matches!(essence.as_str(), "text/plain" | "text/*");
        // Plain text can't hold a document: this is JSON under another name.
        if is_in_json && is_plain && is_document(media_type, schemas) {
            written = Written::Json;
        }
        let xml = match written {
            Written::Xml => root(media_type, stem, &at, schemas),
            _ => None,
        };
        let same = groups.iter_mut().find(|group| {
            let same_name = written == Written::Json || group.essence == essence;
            group.written == written && same_name && group.media_type.schema == media_type.schema
        });
        match same {
            Some(group) => group.media_types.push(meant.into_owned()),
            None => groups.push(Group {
                media_types: vec![meant.into_owned()],
                essence,
                written,
                xml,
                media_type,
                at,
            }),
        }
    }
    groups
}

/// How a body is written that may be anything by its media type: what its schema says.
fn form_by_schema(
    written: Written,
    essence: &str,
    media_type: &MediaType,
    at: &Pointer,
    schemas: &mut Schemas<'_, '_>,
) -> Written {
    match written {
        // JSON that is no more than bytes is none that anyone would look into.
        Written::Json if is_binary(media_type, schemas) => return Written::Bytes,
        Written::Form | Written::Multipart => return form_of(written, media_type, schemas),
        Written::Any => {}
        other => return other,
    }
    if is_range(essence) {
        return match is_binary(media_type, schemas) {
            true => Written::Bytes,
            false => Written::Json,
        };
    }
    match (json_type(media_type, schemas), &media_type.schema) {
        (_, None) | (Some(JsonType::String), _) => Written::Bytes,
        _ if is_other_notation(essence) => Written::Structured,
        _ => {
            let message = format!("`{essence}` doesn't tell how a value is written");
            taken_for(at, &message, "application/json", schemas);
            Written::Json
        }
    }
}

/// How a form is written: one that isn't described as an object is text or bytes.
fn form_of(written: Written, media_type: &MediaType, schemas: &Schemas<'_, '_>) -> Written {
    match json_type(media_type, schemas) {
        None | Some(JsonType::Object) => written,
        Some(JsonType::String) if written == Written::Form => Written::Text,
        Some(_) => Written::Structured,
    }
}

/// Whether JSON of the same type stands beside a media type, and it is a type of which text is no form.
fn is_in_json(
    media_type: &MediaType,
    media_types: &IndexMap<String, MediaType>,
    schemas: &Schemas<'_, '_>,
) -> bool {
    let is_value = media_type.schema.is_some()
        && json_type(media_type, schemas) != Some(JsonType::String)
        && !is_plain_text(media_type, schemas);
    is_value
        && media_types.iter().any(|(key, other)| {
            written(&essence(key)) == Written::Json && other.schema == media_type.schema
        })
}

fn is_document(media_type: &MediaType, schemas: &Schemas<'_, '_>) -> bool {
    matches!(
        json_type(media_type, schemas),
        None | Some(JsonType::Object | JsonType::Array)
    )
}

/// Whether all contents are one Rust type that each of them can write: bytes and texts are none, for they can't be
/// written as one another.
fn are_alike(groups: &[Group<'_>]) -> bool {
    let (Some(first), [_, rest @ ..]) = (groups.first(), groups) else {
        return true;
    };
    let is_written = |group: &Group<'_>| match group.written {
        Written::Json | Written::Form | Written::Multipart => true,
        Written::Text => group.essence == "text/plain",
        Written::Xml => group.xml.is_some(),
        Written::Bytes | Written::Events | Written::Lines | Written::Structured | Written::Any => {
            false
        }
    };
    let same = |group: &Group<'_>| group.media_type.schema == first.media_type.schema;
    rest.is_empty() || (groups.iter().all(is_written) && rest.iter().all(same))
}

/// How a body is written, and the rules of what stands in it.
fn form<'a>(
    group: &Group<'a>,
    direction: Direction,
    origin: &Origin,
    schemas: &mut Schemas<'a, '_>,
) -> (BodyForm, Rules) {
    match group.written {
        Written::Json | Written::Any => {
            let (ty, rules) = document(group, direction, origin, schemas);
            (BodyForm::Json(ty), rules)
        }
        Written::Text => {
            let (ty, rules) = text(group, direction, origin, schemas);
            (BodyForm::Text(ty), rules)
        }
        Written::Form | Written::Multipart => form_fields(group, direction, origin, schemas),
        Written::Xml => xml(group, direction, origin, schemas),
        Written::Bytes => {
            let rules = (group.media_type.schema.as_ref()).map(|schema| {
                let rules = schemas.own_rules(schema.into(), direction);
                schemas.lengths(rules, &group.at.key("schema"))
            });
            (BodyForm::Stream, rules.unwrap_or_default())
        }
        Written::Events => {
            streamed::events(group.media_type, &group.at, direction, origin, schemas)
        }
        Written::Lines => streamed::lines(group.media_type, &group.at, direction, origin, schemas),
        Written::Structured => {
            let name = &group.essence;
            let message = format!("the fields of `{name}` can't be typed yet: the body is bytes");
            let help = "read and write the bytes where they are used, or offer `application/json`";
            schemas.warn(Code::BODY_AS_BYTES, &group.at, &message, help);
            (BodyForm::Stream, Rules::default())
        }
    }
}

/// How the documents of a media type stand in XML, where they do.
fn root<'a>(
    media_type: &'a MediaType,
    stem: &str,
    at: &Pointer,
    schemas: &mut Schemas<'a, '_>,
) -> Option<XmlRootId> {
    let schema = media_type.schema.as_ref()?;
    let at = at.key("schema");
    let components = schemas.components;
    schemas.xml.root(schema.into(), &at, stem, components)
}

fn xml<'a>(
    group: &Group<'a>,
    direction: Direction,
    origin: &Origin,
    schemas: &mut Schemas<'a, '_>,
) -> (BodyForm, Rules) {
    if let Some(root) = group.xml {
        let (ty, rules) = document(group, direction, origin, schemas);
        return (BodyForm::Xml { ty, root }, rules);
    }
    if !is_plain_text(group.media_type, schemas) {
        schemas.warn(
            Code::XML_AS_TEXT,
            &group.at,
            "the description doesn't tell how this stands in XML (choices and free values don't): it is a `String`",
            "read and write the XML where it is used, or offer `application/json`",
        );
    }
    (BodyForm::Text(Type::String), Rules::default())
}

/// A form, and how its fields are written.
fn form_fields<'a>(
    group: &Group<'a>,
    direction: Direction,
    origin: &Origin,
    schemas: &mut Schemas<'a, '_>,
) -> (BodyForm, Rules) {
    let is_multipart = group.written == Written::Multipart;
    let (ty, rules) = if is_plain_text(group.media_type, schemas) {
        // Nothing is said of the fields.
        let value = match is_multipart {
            true => Type::List(Box::new(Type::File)),
            false => Type::Any,
        };
        (Type::Map(Box::new(value)), Rules::default())
    } else {
        document(group, direction, origin, schemas)
    };
    let (media_type, at) = (group.media_type, &group.at);
    if is_multipart {
        let styles = forms::multipart(&ty, media_type, at, schemas);
        (BodyForm::Multipart { ty, styles }, rules)
    } else {
        let styles = forms::urlencoded(&ty, media_type, at, schemas);
        (BodyForm::Form { ty, styles }, rules)
    }
}

/// The type of what stands in a text: a scalar.
fn text<'a>(
    group: &Group<'a>,
    direction: Direction,
    origin: &Origin,
    schemas: &mut Schemas<'a, '_>,
) -> (Type, Rules) {
    if is_plain_text(group.media_type, schemas) {
        let schema = group.media_type.schema.as_ref();
        let rules = schema.map(|schema| schemas.own_rules(schema.into(), direction));
        return (Type::String, rules.unwrap_or_default());
    }
    let (ty, rules) = document(group, direction, origin, schemas);
    if forms::is_scalar(&ty, schemas) {
        return (ty, rules);
    }
    schemas.warn(
        Code::TEXT_AS_STRING,
        &group.at,
        "text of arrays and objects can't be typed: it is a `String`",
        "parse it where it is used, or offer it as `application/json`",
    );
    (Type::String, Rules::default())
}

fn document<'a>(
    group: &Group<'a>,
    direction: Direction,
    origin: &Origin,
    schemas: &mut Schemas<'a, '_>,
) -> (Type, Rules) {
    match &group.media_type.schema {
        Some(schema) => schemas
            .lower(schema.into(), &group.at.key("schema"), direction, origin)
            .into_type(),
        None => (Type::Any, Rules::default()),
    }
}

/// The media types of a group, the one that is sent first: no range, and one that tells what it is, if there is one.
fn sent_first(group: &Group<'_>) -> Vec<String> {
    let mut media_types = group.media_types.clone();
    let is_exact = |name: &String| !is_range(name);
    let telling = media_types
        .iter()
        .position(|name| is_exact(name) && written(&essence(name)) == group.written);
    match telling.or_else(|| media_types.iter().position(is_exact)) {
        Some(index) => {
            let sent = media_types.remove(index);
            media_types.insert(0, sent);
        }
        None => media_types.insert(0, sent_for(&group.essence, group.written).to_owned()),
    }
    media_types
}

/// The name of a group's variant.
fn name(group: &Group<'_>, media_types: &[String]) -> String {
    match (group.written, media_types.first()) {
        (Written::Json, Some(sent)) => variant(&essence(sent)),
        _ => variant(&group.essence),
    }
}

/// Whether the schema says no more than that there is text.
fn is_plain_text(media_type: &MediaType, schemas: &Schemas<'_, '_>) -> bool {
    view(media_type, schemas).is_none_or(|view| {
        let is_any = view.only_annotates() && view.all_of.is_empty();
        let has_format = view
            .format
            .as_deref()
            .is_some_and(|format| format != "binary");
        let is_string = view.json_type == Some(JsonType::String);
        is_any || (is_string && view.enumeration.is_empty() && !has_format)
    })
}

/// Whether the schema says no more than that there are bytes.
fn is_binary(media_type: &MediaType, schemas: &Schemas<'_, '_>) -> bool {
    view(media_type, schemas).is_some_and(|view| {
        view.json_type == Some(JsonType::String) && view.format.as_deref() == Some("binary")
    })
}

fn json_type(media_type: &MediaType, schemas: &Schemas<'_, '_>) -> Option<JsonType> {
    view(media_type, schemas).and_then(|view| view.json_type)
}

fn view<'m>(media_type: &'m MediaType, schemas: &'m Schemas<'_, '_>) -> Option<View<'m>> {
    let schema = media_type.schema.as_ref()?;
    schemas.components.item(schema.into()).map(View::of)
}

/// Reports that a media type is left out, since JSON says the same.
fn ignored(at: &Pointer, essence: &str, schemas: &mut Schemas<'_, '_>) {
    let message = format!(
        "`{essence}` says the same as the JSON beside it, and can't be written: it is left out"
    );
    let help = "only JSON is sent and taken here; leave this away";
    schemas.warn(Code::MEDIA_TYPE_IGNORED, at, &message, help);
}

/// Reports that a media type was taken for another.
fn taken_for(at: &Pointer, message: &str, meant: &str, schemas: &mut Schemas<'_, '_>) {
    let message = format!("{message}: it is taken for `{meant}`");
    let help = format!("write `{meant}`, if that is what it is");
    schemas.warn(Code::MEDIA_TYPE, at, &message, &help);
}
