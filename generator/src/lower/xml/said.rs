//! What a schema says of its form in XML.

use openapiv3::Schema;
use serde_json::Value;

use crate::api::{XmlElement, XmlShape};
use crate::lower::components::Components;
use crate::lower::view::{SchemaRef, View};

/// Where `normalize` carries the XML object, which openapiv3 doesn't hold.
const XML: &str = "x-bindery-xml";

/// What a schema says of its form in XML.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said<'a> {
    pub(super) name: Option<&'a str>,
    prefix: &'a str,
    namespace: &'a str,
    pub(super) attribute: bool,
    pub(super) wrapped: bool,
}

impl<'a> Said<'a> {
    /// What the schema says itself, else the one that it refers to or only wraps in an `allOf`.
    pub(super) fn of(schema: SchemaRef<'a>, components: Components<'a>) -> Self {
        let resolve = |schema| components.item(schema);
        let Some(schema) = resolve(schema) else {
            return Self::default();
        };
        Self::own(schema).unwrap_or_else(|| match View::of(schema).all_of {
            [part] => resolve(part.into()).and_then(Self::own).unwrap_or_default(),
            _ => Self::default(),
        })
    }

    fn own(schema: &'a Schema) -> Option<Self> {
        let xml = schema.schema_data.extensions.get(XML)?;
        let text = |key| xml.get(key).and_then(Value::as_str);
        let flag = |key| xml.get(key).and_then(Value::as_bool).unwrap_or_default();
        Some(Self {
            name: text("name").filter(|name| !name.is_empty()),
            prefix: text("prefix").unwrap_or_default(),
            namespace: text("namespace").unwrap_or_default(),
            attribute: flag("attribute"),
            wrapped: flag("wrapped"),
        })
    }

    /// The element's name, with its prefix: the one said, or `default`. `None` where XML has no such name.
    pub(super) fn full_name(&self, default: &str) -> Option<String> {
        let name = self.name.unwrap_or(default);
        if self.prefix.is_empty() || name.is_empty() {
            return Some(name.to_owned()).filter(|name| name.is_empty() || is_name(name));
        }
        let full = format!("{}:{name}", self.prefix);
        is_name(&full).then_some(full)
    }

    /// The element that a value stands in.
    pub(super) fn element(&self, default: &str, shape: XmlShape) -> Option<XmlElement> {
        Some(XmlElement {
            name: self.full_name(default)?,
            namespace: self.namespace.to_owned(),
            shape,
        })
    }
}

/// Whether XML can have an element of that name (XML 1.0, section 2.3; at most one colon, as namespaces ask).
pub(super) fn is_name(text: &str) -> bool {
    let is_part = |part: &str| {
        let mut characters = part.chars();
        characters
            .next()
            .is_some_and(|first| first.is_alphabetic() || first == '_')
            && characters.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
    };
    match text.split_once(':') {
        Some((prefix, local)) => is_part(prefix) && is_part(local),
        None => is_part(text),
    }
}
