//! Media types that are references, which OpenAPI has since 3.2: they become what they refer to.

use hashbrown::HashMap;
use serde_json::{Map, Value};

use crate::normalize::at::At;
use crate::normalize::origins::Moves;
use crate::normalize::table::{DOCUMENT, MEDIA_TYPE, Shape};
use crate::report::Pointer;

/// Puts in the place of each media type that is a reference the component it names.
/// What it moves is noted in `moves`.
pub(in crate::normalize) fn inline(tree: &mut Value, moves: &mut Moves) {
    let components = tree.get_mut("components").and_then(Value::as_object_mut);
    let Some(Value::Object(media_types)) =
        components.and_then(|components| components.shift_remove("mediaTypes"))
    else {
        return;
    };
    let mut inline = Inline {
        media_types: resolved(&media_types),
        moves,
    };
    inline.value(&DOCUMENT, tree, &At::root());
}

/// A walk over the tree.
struct Inline<'m> {
    /// By reference: the component that it leads to, and where that stands.
    media_types: HashMap<String, (Pointer, Value)>,
    moves: &'m mut Moves,
}

/// The components by the references to them, those that are references to others resolved.
fn resolved(media_types: &Map<String, Value>) -> HashMap<String, (Pointer, Value)> {
    let section = Pointer::root().key("components").key("mediaTypes");
    let resolved = media_types.keys().filter_map(|name| {
        let mut found = name;
        for _ in 0..media_types.len() {
            match target(media_types.get(found)?) {
                Some(next) => (found, _) = media_types.get_key_value(&next)?,
                None => break,
            }
        }
        let media_type = media_types.get(found)?;
        let reference = format!("#{}", section.key(name));
        Some((reference, (section.key(found), media_type.clone())))
    });
    resolved
        .filter(|(_, (_, media_type))| media_type.get("$ref").is_none())
        .collect()
}

/// The name of the component that a media type refers to.
fn target(media_type: &Value) -> Option<String> {
    let reference = media_type.get("$ref")?.as_str()?;
    Pointer::parse(reference.strip_prefix('#')?).tokens().last()
}

impl Inline<'_> {
    fn value(&mut self, shape: &'static Shape, node: &mut Value, at: &At<'_>) {
        if let Shape::Reference(object) = shape
            && std::ptr::eq(*object, &MEDIA_TYPE)
            && let Some(reference) = node.get("$ref")
        {
            let found = self.media_types.get(reference.as_str().unwrap_or_default());
            *node = match found {
                Some((from, media_type)) => {
                    self.moves.moved(at.pointer(), from.clone());
                    media_type.clone()
                }
                None => Value::Object(Map::new()),
            };
            return;
        }
        shape.each_part(node, at, &mut |shape, node, at| self.value(shape, node, at));
    }
}
