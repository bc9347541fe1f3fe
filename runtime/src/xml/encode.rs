//! JSON values → XML text.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use serde_json::{Map, Value};

use super::shape::{Element, Field, Kind, Object, Shape};

/// Writes a document.
///
/// # Errors
/// The value doesn't have the shape, or a key can't be the name of an element.
pub(super) fn document(root: &Element, value: &Value) -> Result<Vec<u8>, String> {
    let mut writer = Writer::new(Vec::new());
    write(
        &mut writer,
        Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)),
    )?;
    element(&mut writer, root.name, root.namespace, &root.shape, value)?;
    Ok(writer.into_inner())
}

type Xml = Writer<Vec<u8>>;

fn write(writer: &mut Xml, event: Event<'_>) -> Result<(), String> {
    writer.write_event(event).map_err(|error| error.to_string())
}

fn element(
    writer: &mut Xml,
    name: &str,
    namespace: &str,
    shape: &Shape,
    value: &Value,
) -> Result<(), String> {
    let mut start = BytesStart::new(name);
    declare(&mut start, name, namespace);
    match (shape, value) {
        (_, Value::Null) => {
            start.push_attribute(("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"));
            start.push_attribute(("xsi:nil", "true"));
            write(writer, Event::Empty(start))
        }
        (Shape::Object(Object { fields }), Value::Object(entries)) => {
            attributes(&mut start, fields, entries)?;
            write(writer, Event::Start(start))?;
            children(writer, fields, entries)?;
            end(writer, name)
        }
        (Shape::List(item), Value::Array(items)) => {
            write(writer, Event::Start(start))?;
            repeated(writer, item, items)?;
            end(writer, name)
        }
        (Shape::Map(values), Value::Object(entries)) => {
            write(writer, Event::Start(start))?;
            for (key, value) in entries {
                named(writer, key, values, value)?;
            }
            end(writer, name)
        }
        _ => {
            write(writer, Event::Start(start))?;
            let text = scalar(value)?;
            write(writer, Event::Text(BytesText::new(&text)))?;
            end(writer, name)
        }
    }
}

fn end(writer: &mut Xml, name: &str) -> Result<(), String> {
    write(writer, Event::End(BytesEnd::new(name)))
}

/// Declares the namespace of an element's prefix, or its own where it has no prefix.
fn declare(start: &mut BytesStart<'_>, name: &str, namespace: &str) {
    if namespace.is_empty() {
        return;
    }
    match name.split_once(':') {
        Some((prefix, _)) => start.push_attribute((format!("xmlns:{prefix}").as_str(), namespace)),
        None => start.push_attribute(("xmlns", namespace)),
    }
}

fn attributes(
    start: &mut BytesStart<'_>,
    fields: &[Field],
    entries: &Map<String, Value>,
) -> Result<(), String> {
    for field in fields.iter().filter(|field| field.kind == Kind::Attribute) {
        match entries.get(field.key) {
            None | Some(Value::Null) => {}
            Some(value) => {
                let Element {
                    name, namespace, ..
                } = field.element;
                if name.contains(':') {
                    declare(start, name, namespace);
                }
                start.push_attribute((name, scalar(value)?.as_str()));
            }
        }
    }
    Ok(())
}

fn children(
    writer: &mut Xml,
    fields: &[Field],
    entries: &Map<String, Value>,
) -> Result<(), String> {
    for field in fields {
        let Element {
            name,
            namespace,
            shape,
        } = field.element;
        match (field.kind, entries.get(field.key)) {
            (Kind::Attribute, _) | (_, None) => {}
            (Kind::Repeated, Some(Value::Array(items))) => {
                repeated(writer, &field.element, items)?;
            }
            (Kind::Repeated, Some(Value::Null)) => {}
            (_, Some(value)) => element(writer, name, namespace, &shape, value)?,
        }
    }
    // Keys that the description doesn't have: what a type keeps of them.
    let further = entries
        .iter()
        .filter(|(key, _)| fields.iter().all(|field| field.key != *key));
    for (key, value) in further {
        named(writer, key, &Shape::Text, value)?;
    }
    Ok(())
}

fn repeated(writer: &mut Xml, item: &Element, items: &[Value]) -> Result<(), String> {
    for value in items {
        element(writer, item.name, item.namespace, &item.shape, value)?;
    }
    Ok(())
}

/// An element whose name comes from the value.
fn named(writer: &mut Xml, name: &str, shape: &Shape, value: &Value) -> Result<(), String> {
    if !is_name(name) {
        return Err(format!("`{name}` can't be the name of an element"));
    }
    element(writer, name, "", shape, value)
}

/// Whether a text can be an element's name: a part of what XML allows (section 2.3), without colons.
fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next();
    first.is_some_and(|first| first.is_alphabetic() || first == '_')
        && characters.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

fn scalar(value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => match text.chars().find(|c| !is_character(*c)) {
            None => Ok(text.clone()),
            Some(c) => Err(format!("the character {c:?} can't stand in XML")),
        },
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Null => Ok(String::new()),
        Value::Array(_) | Value::Object(_) => {
            Err("an array or an object stands where XML has text".to_owned())
        }
    }
}

/// Whether XML can hold the character (section 2.2).
fn is_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}
