//! The names that a description and its schemas give themselves: `$self` (OpenAPI 3.2.0, OpenAPI Object), `$id`, `$anchor`
//! and `$dynamicAnchor` (JSON Schema 2020-12 Core, section 8.2).

use std::collections::HashMap;

use iri_string::format::ToDedicatedString;
use iri_string::types::{IriAbsoluteString, IriReferenceStr};
use serde_json::Value;

use crate::normalize::at::At;
use crate::normalize::table::{DOCUMENT, SCHEMA, Shape};
use crate::report::{FileId, Pointer};

/// What names lead to.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The URIs that references in a schema with an `$id` are relative to, by the schema's pointer.
    bases: HashMap<String, IriAbsoluteString>,
    /// Schemas, and the description itself, by URI.
    resources: HashMap<String, Pointer>,
    /// Schemas by the URI of the resource they stand in and their anchor.
    anchors: HashMap<(String, String), Pointer>,
    /// Schemas by their dynamic anchor.
    dynamic: HashMap<String, Vec<Pointer>>,
}

/// What a `$dynamicRef` leads to.
pub(super) enum Dynamic {
    /// This reference, wherever it is reached from.
    One(String),
    /// One of several schemas, depending on where it is reached from.
    Several,
}

impl Names {
    /// The names in a description.
    pub(super) fn of(root: &Value) -> Self {
        let mut names = Self::default();
        let stated = root.get("$self").and_then(Value::as_str);
        if stated.is_none() && !mentions_names(root) {
            return names;
        }
        let Ok(unnamed) = IriAbsoluteString::try_from(UNNAMED) else {
            return names;
        };
        let base = stated
            .and_then(|uri| join(&unnamed, uri))
            .map_or(unnamed, |(base, _)| base);
        names.enter(&base, Pointer::root());
        names.collect(&DOCUMENT, root, &At::root(), &base);
        names
    }

    fn enter(&mut self, base: &IriAbsoluteString, at: Pointer) {
        self.bases.insert(at.as_str().to_owned(), base.clone());
        self.resources.entry(base.to_string()).or_insert(at);
    }

    fn collect(
        &mut self,
        shape: &'static Shape,
        node: &Value,
        at: &At<'_>,
        base: &IriAbsoluteString,
    ) {
        let is_schema = shape.object().is_some_and(|it| std::ptr::eq(it, &SCHEMA));
        let inner = (is_schema && node.is_object())
            .then(|| self.name_schema(node, at, base))
            .flatten();
        let base = inner.as_ref().unwrap_or(base);
        match (shape, node) {
            (Shape::List(item), Value::Array(list)) => {
                for (index, node) in list.iter().enumerate() {
                    self.collect(item, node, &at.index(index), base);
                }
            }
            (Shape::List(_), _) => {}
            (_, Value::Object(map)) => {
                for (key, node) in map {
                    if let Some(shape) = shape.under(key) {
                        self.collect(shape, node, &at.key(key), base);
                    }
                }
            }
            _ => {}
        }
    }

    /// Takes up a schema's names; gives the URI that what stands in it is relative to, if it is another.
    fn name_schema(
        &mut self,
        schema: &Value,
        at: &At<'_>,
        base: &IriAbsoluteString,
    ) -> Option<IriAbsoluteString> {
        let text = |key| schema.get(key).and_then(Value::as_str);
        let inner = text("$id")
            .and_then(|id| join(base, id))
            .map(|(base, _)| base);
        if let Some(inner) = &inner {
            self.enter(inner, at.pointer());
        }
        let base = inner.as_ref().unwrap_or(base);
        for key in ["$anchor", "$dynamicAnchor"] {
            if let Some(anchor) = text(key) {
                self.anchors
                    .entry((base.to_string(), anchor.to_owned()))
                    .or_insert_with(|| at.pointer());
            }
        }
        if let Some(anchor) = text("$dynamicAnchor") {
            self.dynamic
                .entry(anchor.to_owned())
                .or_default()
                .push(at.pointer());
        }
        inner
    }

    /// The reference by pointer that means what `text` means at that place; `None` if no name takes part in it.
    pub(super) fn pointed(&self, text: &str, root: &Value, at: &At<'_>) -> Option<String> {
        // Only the root file's names are known.
        if self.bases.is_empty() || at.file() != FileId(0) {
            return None;
        }
        let (uri, fragment) = join(self.base(&at.pointer())?, text)?;
        let resource = self.resources.get(uri.as_str())?;
        if fragment.is_empty() || fragment.starts_with('/') {
            if resource.as_str().is_empty() && text.starts_with('#') {
                return None;
            }
            let found = Pointer::parse(format!("{}{}", resource.as_str(), decoded(&fragment)));
            return root
                .pointer(found.as_str())
                .is_some()
                .then(|| reference(&found));
        }
        let anchor = (uri.to_string(), decoded(&fragment));
        self.anchors.get(&anchor).map(reference)
    }

    /// What a `$dynamicRef` means at that place (JSON Schema 2020-12 Core, section 8.2.3.2).
    pub(super) fn dynamic(&self, text: &str, root: &Value, at: &At<'_>) -> Dynamic {
        let anchor = text.rsplit('#').next().unwrap_or_default();
        match self.dynamic.get(anchor).map(Vec::as_slice) {
            Some([only]) => Dynamic::One(reference(only)),
            Some(_) => Dynamic::Several,
            None => Dynamic::One(
                self.pointed(text, root, at)
                    .unwrap_or_else(|| text.to_owned()),
            ),
        }
    }

    /// The URI that references at `pointer` are relative to: that of the innermost resource around it.
    fn base(&self, pointer: &Pointer) -> Option<&IriAbsoluteString> {
        let mut around = pointer.as_str();
        loop {
            if let Some(base) = self.bases.get(around) {
                return Some(base);
            }
            (around, _) = around.rsplit_once('/')?;
        }
    }
}

/// What stands for the URI of a description that doesn't state its own.
const UNNAMED: &str = "bindery:/description";

/// The reference by pointer.
fn reference(pointer: &Pointer) -> String {
    format!("#{}", pointer.as_str().replace('%', "%25"))
}

fn decoded(fragment: &str) -> String {
    percent_encoding::percent_decode_str(fragment)
        .decode_utf8_lossy()
        .into_owned()
}

/// The URI that `text` names relative to `base`, and its fragment (RFC 3986, section 5.2).
fn join(base: &IriAbsoluteString, text: &str) -> Option<(IriAbsoluteString, String)> {
    let reference = IriReferenceStr::new(text).ok()?;
    let resolved = reference.resolve_against(base).to_dedicated_string();
    let (absolute, fragment) = resolved.into_absolute_and_fragment();
    let fragment = fragment.map(|fragment| fragment.to_string());
    Some((absolute, fragment.unwrap_or_default()))
}

/// Whether any mapping has a key that may name it. Where it stands isn't looked at yet.
fn mentions_names(node: &Value) -> bool {
    match node {
        Value::Object(map) => map.iter().any(|(key, value)| {
            let names = matches!(key.as_str(), "$id" | "$anchor" | "$dynamicAnchor");
            (names && value.is_string()) || mentions_names(value)
        }),
        Value::Array(list) => list.iter().any(mentions_names),
        _ => false,
    }
}
