//! References whose targets JSON Schema finds by where a schema is reached from: resolved where that makes no difference.

use serde_json::{Map, Value};

use super::{Check, Fate};
use crate::lookup;
use crate::normalize::at::At;
use crate::normalize::table::SCHEMA;
use crate::normalize::trees::split;
use crate::report::{Code, Pointer};

impl Check<'_> {
    /// Puts a `$ref` in the place of a `$dynamicRef` or a `$recursiveRef` that can mean one schema only.
    pub(super) fn dynamic_reference(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        self.recursive_reference(map, at);
        let Some(text) = lookup::get(map, "$dynamicRef").and_then(Value::as_str) else {
            return;
        };
        match self.references.dynamic(text, at) {
            Some(reference) => self.refer(reference, map, at),
            None => self.degraded(
                Code::TYPE_AS_VALUE,
                &at.key("$dynamicRef"),
                "which schema this means depends on where it is reached from: it is taken as any value"
                    .to_owned(),
                "let a `$ref` name the schema that is meant",
            ),
        }
    }

    /// Reads a `$recursiveRef`, which JSON Schema had in 2019-09: it means the schema around it that says so.
    fn recursive_reference(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        map.shift_remove("$recursiveAnchor");
        if map.shift_remove("$recursiveRef").is_none() {
            return;
        }
        let key = at.key("$recursiveRef");
        match self.recursive_anchor(&at.pointer()) {
            Some(anchor) => {
                self.warning(
                    Code::OTHER_VERSION,
                    key.place_of_key(),
                    "`$recursiveRef` is a keyword of JSON Schema 2019-09".to_owned(),
                    format!("it is read as `$ref: '#{anchor}'`: write that"),
                );
                let reference = format!("#{}", anchor.as_str().replace('%', "%25"));
                self.refer(reference, map, at);
            }
            None => self.degraded(
                Code::TYPE_AS_VALUE,
                &key,
                "no schema around this one has a `$recursiveAnchor`: it is taken as any value"
                    .to_owned(),
                "let a `$ref` name the schema that is meant",
            ),
        }
    }

    /// The pointer, in its file, of the innermost schema around that place that `$recursiveRef` means.
    fn recursive_anchor(&self, at: &Pointer) -> Option<Pointer> {
        let mut around = at.as_str();
        loop {
            let pointer = Pointer::parse(around);
            let node = self.references.node(&pointer)?;
            if node.get("$recursiveAnchor") == Some(&Value::Bool(true)) {
                return Some(split(&pointer).1);
            }
            (around, _) = around.rsplit_once('/')?;
        }
    }

    /// Makes the schema one that refers to another, if it doesn't already.
    fn refer(&mut self, reference: String, map: &mut Map<String, Value>, at: &At<'_>) {
        if lookup::has(map, "$ref") {
            return;
        }
        map.insert("$ref".to_owned(), Value::String(reference));
        if self.resolve(&SCHEMA, map, at) == Fate::Drop {
            map.shift_remove("$ref");
        }
    }
}
