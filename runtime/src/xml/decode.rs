//! Elements → JSON values.

use serde_json::{Map, Number, Value};

use super::shape::{Element, Field, Kind, Shape, local};
use super::tree::Node;

/// The JSON value that an element holds. What doesn't fit the shape stays as it is, for the type to refuse.
pub(super) fn value(node: &Node, shape: &Shape) -> Value {
    match shape {
        Shape::Text | Shape::Number | Shape::Boolean => scalar(&node.text, shape),
        Shape::Object(structure) => object(node, structure.fields),
        Shape::List(item) => list(&node.children, item),
        Shape::Map(values) => Value::Object(
            node.children
                .iter()
                .map(|child| (child.name.clone(), value(child, values)))
                .collect(),
        ),
    }
}

fn scalar(text: &str, shape: &Shape) -> Value {
    let trimmed = text.trim();
    let parsed = match shape {
        Shape::Number => trimmed.parse::<Number>().ok().map(Value::Number),
        Shape::Boolean => match trimmed {
            "true" | "1" => Some(Value::Bool(true)),
            "false" | "0" => Some(Value::Bool(false)),
            _ => None,
        },
        _ => None,
    };
    parsed.unwrap_or_else(|| Value::String(text.to_owned()))
}

fn object(node: &Node, fields: &[Field]) -> Value {
    let entries = fields.iter().filter_map(|field| {
        let value = match field.kind {
            Kind::Attribute => attribute(node, &field.element),
            Kind::Element => child(node, &field.element),
            Kind::Repeated => repeated(node, &field.element),
        }?;
        Some((field.key.to_owned(), value))
    });
    let mut entries: Map<String, Value> = entries.collect();
    // Keys that the description doesn't have stay, for the type to keep or to refuse.
    for child in &node.children {
        let known = fields
            .iter()
            .any(|field| field.kind != Kind::Attribute && field.element.local_name() == child.name);
        if !known && !entries.contains_key(&child.name) {
            entries.insert(child.name.clone(), Value::String(child.text.clone()));
        }
    }
    Value::Object(entries)
}

fn attribute(node: &Node, element: &Element) -> Option<Value> {
    let name = local(element.name);
    let (_, text) = node.attributes.iter().find(|(key, _)| key == name)?;
    Some(scalar(text, &element.shape))
}

fn child(node: &Node, element: &Element) -> Option<Value> {
    let name = element.local_name();
    let child = node.children.iter().find(|child| child.name == name)?;
    let nil = child
        .attributes
        .iter()
        .any(|(key, value)| key == "nil" && value == "true");
    Some(if nil {
        Value::Null
    } else {
        value(child, &element.shape)
    })
}

/// The items of an array that isn't wrapped. There is no telling an empty one from none.
fn repeated(node: &Node, item: &Element) -> Option<Value> {
    let items = list(&node.children, item);
    Some(items).filter(|items| items.as_array().is_some_and(|items| !items.is_empty()))
}

fn list(children: &[Node], item: &Element) -> Value {
    let name = item.local_name();
    let items = children.iter().filter(|child| child.name == name);
    Value::Array(items.map(|child| value(child, &item.shape)).collect())
}
