//! XML text → a tree of its elements.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// Elements nest no deeper than this.
const DEEPEST: usize = 128;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Its name without the prefix.
    pub(super) name: String,
    /// Its attributes, names without prefixes.
    pub(super) attributes: Vec<(String, String)>,
    /// The elements in it.
    pub(super) children: Vec<Node>,
    /// The text in it.
    pub(super) text: String,
}

/// Reads the root of a document.
///
/// # Errors
/// It is no XML, nests too deeply, or uses entities that aren't XML's own (those of a DTD aren't read, so that they
/// can't multiply).
pub(super) fn parse(text: &str) -> Result<Node, String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    // The document itself is the outermost node.
    let mut open = vec![Node::default()];
    loop {
        let event = reader.read_event().map_err(|error| {
            format!(
                "the XML is broken at byte {}: {error}",
                reader.error_position()
            )
        })?;
        match event {
            Event::Start(start) if open.len() <= DEEPEST => open.push(node(&start)?),
            Event::Start(_) => return Err(format!("elements nest deeper than {DEEPEST} levels")),
            Event::End(_) => {
                let closed = open.pop().unwrap_or_default();
                let Some(parent) = open.last_mut() else {
                    return Err("an element is closed that was never opened".to_owned());
                };
                parent.children.push(closed);
            }
            Event::Text(text) => push(&mut open, &text),
            Event::CData(text) => push(&mut open, &text),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(character)) => push(&mut open, character.encode_utf8(&mut [0; 4])),
                _ => match resolve_predefined_entity(&reference) {
                    Some(text) => push(&mut open, text),
                    None => return Err(format!("the entity `{}` isn't known", &*reference)),
                },
            },
            Event::Eof => break,
            _ => {}
        }
    }
    let document = open.pop().unwrap_or_default();
    if !open.is_empty() {
        return Err(format!("the element `{}` is never closed", document.name));
    }
    let root = document.children.into_iter().next();
    root.ok_or_else(|| "the XML holds no element".to_owned())
}

fn push(open: &mut [Node], text: &str) {
    if let Some(node) = open.last_mut() {
        node.text.push_str(text);
    }
}

fn node(start: &BytesStart<'_>) -> Result<Node, String> {
    let name = start.local_name().into_inner().to_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| format!("an attribute of `{name}`: {error}"))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| format!("an attribute of `{name}`: {error}"))?;
        let key = attribute.key.local_name().into_inner().to_owned();
        attributes.push((key, value.into_owned()));
    }
    Ok(Node {
        name,
        attributes,
        ..Node::default()
    })
}
