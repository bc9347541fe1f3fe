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
        components, document, example, header, info, license, media_type, operation, parameter,
        path_item, response, server, tag,
    };
    pub(in crate::normalize) use super::schemas::{schema, xml};
}

pub(super) use media_types::inline as inline_media_types;
pub(super) use objects::LostParameters;
pub(super) use schemas::ANNOTATIONS;
pub(super) use types::is_chosen_beside;

use serde_json::{Map, Value};

use super::at::At;
use super::origins::Moves;
use super::table::{DOCUMENT, SCHEMA, Shape};
use crate::lookup;

/// One pass over a tree.
#[derive(Debug)]
pub(super) struct Rewrite<'m> {
    /// Where what it moves comes from.
    moves: &'m mut Moves,
    lost_parameters: &'m LostParameters,
}

/// Rewrites a tree whose media types are all in place, or a part of one. What it moves is noted in `moves`.
pub(super) fn rewrite(tree: &mut Value, lost_parameters: &LostParameters, moves: &mut Moves) {
    let mut rewrite = Rewrite {
        moves,
        lost_parameters,
    };
    rewrite.value(&DOCUMENT, tree, &At::root());
}

impl Rewrite<'_> {
    /// Rewrites what stands in a value, then the value itself where it is an object.
    fn value(&mut self, shape: &'static Shape, node: &mut Value, at: &At<'_>) {
        let object = shape.object();
        if let Value::Object(map) = node
            && object.is_some_and(|object| std::ptr::eq(object, &SCHEMA))
        {
            schemas::bare_parts(map);
        }
        shape.each_part(node, at, &mut |shape, node, at| self.value(shape, node, at));
        if let (Some(object), Value::Object(map)) = (object, node) {
            (object.rewrite)(self, map, at);
        }
    }

    /// Puts what stands under one key of the mapping at `at` under another.
    fn carry(&mut self, map: &mut Map<String, Value>, from: &str, to: &str, at: &At<'_>) {
        if let Some(value) = lookup::remove(map, from) {
            map.insert(to.to_owned(), value);
            self.moved(to, from, at);
        }
    }

    /// Notes that what stands under a key of the mapping at `at` stood under another.
    fn moved(&mut self, to: &str, from: &str, at: &At<'_>) {
        self.moves
            .moved(at.key(to).pointer(), at.key(from).pointer());
    }

    /// Notes that an entry of the sequence under `key` is made of what the mapping at `at` says itself.
    fn parted(&mut self, key: &str, index: usize, at: &At<'_>) {
        self.moves
            .moved(at.key(key).index(index).pointer(), at.pointer());
    }
}
