//! Media types that are references, which OpenAPI has since 3.2: they become what they refer to.

use serde_json::{Map, Value};

use crate::normalize::table::{DOCUMENT, MEDIA_TYPE, Shape};

/// Puts in the place of each media type that is a reference the component it names.
pub(super) fn inline(tree: &mut Value) {
    let components = tree.get_mut("components").and_then(Value::as_object_mut);
    let Some(Value::Object(media_types)) =
        components.and_then(|components| components.shift_remove("mediaTypes"))
    else {
        return;
    };
    let media_types = resolved(&media_types);
    value(&DOCUMENT, tree, &media_types);
}

/// The components, those that are references to others resolved.
fn resolved(media_types: &Map<String, Value>) -> Map<String, Value> {
    let resolved = media_types.iter().filter_map(|(name, media_type)| {
        let mut media_type = media_type;
        for _ in 0..media_types.len() {
            match target(media_type, media_types) {
                Some(next) => media_type = next,
                None => break,
            }
        }
        media_type
            .get("$ref")
            .is_none()
            .then(|| (name.clone(), media_type.clone()))
    });
    resolved.collect()
}

/// The component that a media type names.
fn target<'t>(media_type: &Value, media_types: &'t Map<String, Value>) -> Option<&'t Value> {
    let reference = media_type.get("$ref")?.as_str()?;
    let token = reference.strip_prefix("#/components/mediaTypes/")?;
    media_types.get(&token.replace("~1", "/").replace("~0", "~"))
}

fn value(shape: &'static Shape, node: &mut Value, media_types: &Map<String, Value>) {
    if let Shape::Reference(object) = shape
        && std::ptr::eq(*object, &MEDIA_TYPE)
        && node.get("$ref").is_some()
    {
        let target = target(node, media_types).cloned();
        *node = target.unwrap_or_else(|| Value::Object(Map::new()));
        return;
    }
    match (shape, node) {
        (
            Shape::Object(object) | Shape::Reference(object) | Shape::FlagOr(object),
            Value::Object(map),
        ) => {
            for (key, node) in map.iter_mut() {
                if let Some(shape) = object.shape_under(key) {
                    value(shape, node, media_types);
                }
            }
        }
        (Shape::Map(entry) | Shape::Section(entry), Value::Object(map)) => {
            for (_, node) in map {
                value(entry, node, media_types);
            }
        }
        (Shape::List(entry), Value::Array(list)) => {
            for node in list {
                value(entry, node, media_types);
            }
        }
        _ => (),
    }
}
