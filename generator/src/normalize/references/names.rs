//! The names that a description and its schemas give themselves: `$self` (OpenAPI 3.2.0, OpenAPI Object), `$id`, `$anchor`
//! and `$dynamicAnchor` (JSON Schema 2020-12 Core, section 8.2).

use hashbrown::HashMap;
use iri_string::types::IriAbsoluteString;
use serde_json::Value;

use crate::normalize::at::At;
use crate::normalize::table::{DOCUMENT, SCHEMA, Shape};
use crate::normalize::trees::{Trees, root_of, split};
use crate::read::Document;
use crate::read::uris::{join, of_file, path_from};
use crate::report::{FileId, Pointer};

/// What names lead to.
#[derive(Debug, Default)]
pub(in crate::normalize) struct Names {
    /// The URIs that references in a resource are relative to, by the resource's pointer: those of files, and of schemas
    /// with an `$id`.
    bases: HashMap<String, IriAbsoluteString>,
    /// Resources by URI.
    resources: HashMap<String, Pointer>,
    /// Schemas by the pointer of the resource they stand in and their anchor.
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

/// The innermost resource around a place.
#[derive(Clone, Copy)]
struct Resource<'a> {
    at: &'a str,
    base: &'a IriAbsoluteString,
}

impl Names {
    /// The names in the files of a description, `root` being the tree of its root file.
    pub(in crate::normalize) fn of(document: &Document, root: &Value) -> Self {
        let mut names = Self::default();
        let others = (1..document.sources.0.len()).filter_map(|number| {
            let file = FileId(number);
            Some((file, document.files.other(file)?.tree.as_ref()?))
        });
        let all: Vec<_> = [(FileId(0), root)].into_iter().chain(others).collect();
        if !all.iter().any(|(_, tree)| mentions_names(tree)) {
            return names;
        }
        for (file, tree) in all {
            names.collect_file(file, tree);
        }
        names
    }

    /// Whether no tree gives itself a name.
    pub(in crate::normalize) fn are_none(&self) -> bool {
        self.bases.is_empty()
    }

    fn collect_file(&mut self, file: FileId, tree: &Value) {
        let Some(base) = of_file(file, tree) else {
            return;
        };
        let at = root_of(file);
        self.enter(&base, at.clone());
        let resource = Resource {
            at: at.as_str(),
            base: &base,
        };
        let start = At::start(at.clone());
        if file == FileId(0) {
            self.collect(&DOCUMENT, tree, &start, resource);
        } else {
            self.collect_anywhere(tree, &start, resource, true);
        }
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
        resource: Resource<'_>,
    ) {
        let is_schema = shape.object().is_some_and(|it| std::ptr::eq(it, &SCHEMA));
        let inner = is_schema.then(|| self.name_schema(node, at, resource));
        let inner = inner.flatten();
        let resource = inner.as_ref().map_or(resource, Inner::resource);
        match (shape, node) {
            (Shape::List(item), Value::Array(list)) => {
                for (index, node) in list.iter().enumerate() {
                    self.collect(item, node, &at.index(index), resource);
                }
            }
            (Shape::List(_), _) => {}
            (_, Value::Object(map)) => {
                for (key, node) in map {
                    if let Some(shape) = shape.under(key) {
                        self.collect(shape, node, &at.key(key), resource);
                    }
                }
            }
            _ => {}
        }
    }

    /// The same where it isn't known what stands where, in a file that isn't a whole description: each mapping may be a
    /// schema, but for those whose keys are names that the author gave, and for what stands in values.
    fn collect_anywhere(
        &mut self,
        node: &Value,
        at: &At<'_>,
        resource: Resource<'_>,
        may_be_schema: bool,
    ) {
        let inner = may_be_schema.then(|| self.name_schema(node, at, resource));
        let inner = inner.flatten();
        let resource = inner.as_ref().map_or(resource, Inner::resource);
        match node {
            Value::Array(list) => {
                for (index, node) in list.iter().enumerate() {
                    self.collect_anywhere(node, &at.index(index), resource, true);
                }
            }
            Value::Object(map) => {
                for (key, node) in map {
                    if !may_be_schema || !holds_values(key) {
                        let may_be_schema = !may_be_schema || !holds_names(key);
                        self.collect_anywhere(node, &at.key(key), resource, may_be_schema);
                    }
                }
            }
            _ => {}
        }
    }

    /// Takes up a schema's names; gives the resource that it is, if it states a URI.
    fn name_schema(&mut self, schema: &Value, at: &At<'_>, around: Resource<'_>) -> Option<Inner> {
        let text = |key| schema.get(key).and_then(Value::as_str);
        // In drafts before 2019-09 such an `$id` was an anchor.
        let id = text("$id").filter(|id| !id.starts_with('#'));
        let stated = id.and_then(|id| join(around.base, id));
        let inner = stated.map(|(base, _)| Inner {
            at: at.pointer(),
            base,
        });
        if let Some(inner) = &inner {
            self.enter(&inner.base, inner.at.clone());
        }
        let around = inner.as_ref().map_or(around, Inner::resource);
        let older = text("$id").and_then(|id| id.strip_prefix('#'));
        let anchors = [text("$anchor"), text("$dynamicAnchor"), older];
        for anchor in anchors.into_iter().flatten() {
            self.anchors
                .entry((around.at.to_owned(), anchor.to_owned()))
                .or_insert_with(|| at.pointer());
        }
        if let Some(anchor) = text("$dynamicAnchor") {
            self.dynamic
                .entry(anchor.to_owned())
                .or_default()
                .push(at.pointer());
        }
        inner
    }

    /// The pointer of what `text` means at that place; `None` if no name takes part in it.
    pub(in crate::normalize) fn named(
        &self,
        trees: Trees<'_>,
        text: &str,
        at: &Pointer,
    ) -> Option<Pointer> {
        if self.are_none() {
            return None;
        }
        let around = self.around(at)?;
        let (file, _) = split(at);
        let is_inside = text.starts_with('#');
        let (uri, fragment) = join(around.base, text)?;
        let resource = if is_inside {
            Pointer::parse(around.at)
        } else {
            self.resource(trees, file, &uri, text)?
        };
        if !fragment.is_empty() && !fragment.starts_with('/') {
            let anchor = (resource.as_str().to_owned(), decoded(&fragment));
            return self.anchors.get(&anchor).cloned();
        }
        if is_inside && resource == root_of(file) {
            return None;
        }
        let found = resource.join(&Pointer::parse(decoded(&fragment)));
        trees.node(&found).is_some().then_some(found)
    }

    /// The resource of that URI, or else the file that it stands for: relative to a stated base, or as it is written.
    fn resource(
        &self,
        trees: Trees<'_>,
        file: FileId,
        uri: &IriAbsoluteString,
        text: &str,
    ) -> Option<Pointer> {
        let written = text.split('#').next().unwrap_or_default();
        let linked = |path: &str| trees.linked(file, path).map(root_of);
        let stated = self.resources.get(uri.as_str()).cloned();
        let own = self.bases.get(root_of(file).as_str());
        let relative = || path_from(own?, uri).and_then(linked);
        stated.or_else(relative).or_else(|| linked(written))
    }

    /// What a `$dynamicRef` means at that place (JSON Schema 2020-12 Core, section 8.2.3.2).
    pub(super) fn dynamic(&self, trees: Trees<'_>, text: &str, at: &Pointer) -> Dynamic {
        let anchor = text.rsplit('#').next().unwrap_or_default();
        match self.dynamic.get(anchor).map(Vec::as_slice) {
            Some([only]) => Dynamic::One(reference(only)),
            Some(_) => Dynamic::Several,
            None => Dynamic::One(
                self.named(trees, text, at)
                    .map_or_else(|| text.to_owned(), |found| reference(&found)),
            ),
        }
    }

    /// The innermost resource around that place.
    fn around<'a>(&'a self, pointer: &'a Pointer) -> Option<Resource<'a>> {
        let mut at = pointer.as_str();
        loop {
            if let Some(base) = self.bases.get(at) {
                return Some(Resource { at, base });
            }
            (at, _) = at.rsplit_once('/')?;
        }
    }
}

/// A resource inside of another.
struct Inner {
    at: Pointer,
    base: IriAbsoluteString,
}

impl Inner {
    fn resource(&self) -> Resource<'_> {
        Resource {
            at: self.at.as_str(),
            base: &self.base,
        }
    }
}

/// Whether the keys of what stands under that key of a schema, or of `components`, are names of the author's.
fn holds_names(key: &str) -> bool {
    matches!(
        key,
        "$defs"
            | "definitions"
            | "dependentSchemas"
            | "patternProperties"
            | "properties"
            | "schemas"
    )
}

/// Whether values stand under that key of a schema, and what else looks like a schema in them is none.
fn holds_values(key: &str) -> bool {
    matches!(key, "const" | "default" | "enum" | "example" | "examples")
}

/// The reference by pointer.
fn reference(pointer: &Pointer) -> String {
    format!("#{}", pointer.as_str().replace('%', "%25"))
}

fn decoded(fragment: &str) -> String {
    percent_encoding::percent_decode_str(fragment)
        .decode_utf8_lossy()
        .into_owned()
}

/// Whether any mapping has a key that may name it. Where it stands isn't looked at yet.
fn mentions_names(node: &Value) -> bool {
    match node {
        Value::Object(map) => map.iter().any(|(key, value)| {
            let names = ["$id", "$anchor", "$dynamicAnchor", "$self"];
            (names.contains(&key.as_str()) && value.is_string()) || mentions_names(value)
        }),
        Value::Array(list) => list.iter().any(mentions_names),
        _ => false,
    }
}
