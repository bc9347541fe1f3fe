//! The checked tree → OpenAPI 3.0 in openapiv3's types: what later versions say is said in 3.0's words, and what 3.0
//! has no words for is carried in extensions, `x-bindery-*`. Nothing is reported here: `check` has said what is
//! loosened.

mod bounds;
mod content;
mod media_types;
mod objects;
mod schemas;
mod types;

/// How single objects are rewritten.
pub(super) mod rewrites {
    pub(in crate::normalize) use super::objects::{
        components, document, example, info, license, media_type, operation, parameter, path_item,
        response, server, tag,
    };
    pub(in crate::normalize) use super::schemas::{schema, xml};
}

pub(super) use schemas::has_alternatives;

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::table::{DOCUMENT, Object, SCHEMA, Shape};

/// What rewriting one object takes to know of others.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// References to parameters that are left out.
    lost_parameters: HashSet<String>,
    /// The names of the security schemes that the connection settles.
    mutual_tls: HashSet<String>,
}

/// Rewrites the tree.
pub(super) fn rewrite(tree: &mut Value) {
    media_types::inline(tree);
    let context = Context {
        lost_parameters: objects::lost_parameters(tree),
        mutual_tls: objects::mutual_tls(tree),
    };
    value(&DOCUMENT, tree, &context);
}

fn value(shape: &'static Shape, node: &mut Value, context: &Context) {
    match (shape, node) {
        (
            Shape::Object(object) | Shape::Reference(object) | Shape::FlagOr(object),
            Value::Object(map),
        ) => {
            self::object(object, map, context);
        }
        (Shape::Map(entry) | Shape::Section(entry), Value::Object(map)) => {
            for (_, node) in map {
                value(entry, node, context);
            }
        }
        (Shape::List(entry), Value::Array(list)) => {
            for node in list {
                value(entry, node, context);
            }
        }
        _ => (),
    }
}

/// Rewrites what stands in the object, then the object itself.
fn object(object: &'static Object, map: &mut Map<String, Value>, context: &Context) {
    if std::ptr::eq(object, &SCHEMA) {
        schemas::bare_parts(map);
    }
    for (key, node) in map.iter_mut() {
        if let Some(shape) = object.shape_under(key) {
            value(shape, node, context);
        }
    }
    (object.rewrite)(map, context);
}
