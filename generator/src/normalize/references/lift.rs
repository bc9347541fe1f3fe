//! Makes components of the parts of a description that references name, since the next stage knows no other targets.

use hashbrown::{HashMap, HashSet};
use heck::ToUpperCamelCase;
use serde_json::{Map, Value, json};

use super::resolve::MOST_STEPS;
use crate::normalize::at::At;
use crate::normalize::check::{Check, Fate};
use crate::normalize::table::{Need, Object};
use crate::normalize::trees::{Trees, split};
use crate::report::{FileId, Pointer};

/// The parts that are to become components.
#[derive(Default)]
pub(super) struct Lifts {
    /// In the order they were first referred to.
    parts: Vec<Part>,
    /// Their references, by section and pointer.
    references: HashMap<(&'static str, String), String>,
    /// The names given, by section.
    names: HashSet<(&'static str, String)>,
    /// How often each name was asked for.
    asked: HashMap<(&'static str, String), usize>,
    /// The components that are nothing but references to other files, by section: what they refer to becomes them.
    residents: HashMap<&'static str, HashMap<String, String>>,
}

/// A part that is to become a component.
#[derive(Clone)]
struct Part {
    pointer: Pointer,
    object: &'static Object,
    section: &'static str,
    name: String,
    origin: Origin,
}

/// Where a part comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// The walk comes to it; it is moved.
    Walked,
    /// It stands where OpenAPI knows nothing, so that the walk doesn't come to it; it is copied and checked.
    Foreign,
    /// It is another object that can stand for the one that is asked for; it is copied.
    Alike,
}

impl Part {
    /// The pointer to the component that it becomes.
    fn component(&self) -> Pointer {
        let components = Pointer::root().key("components");
        components.key(self.section).key(&self.name)
    }
}

impl Lifts {
    /// The reference to a part that the walk comes to.
    pub(super) fn part(
        &mut self,
        trees: Trees<'_>,
        object: &'static Object,
        pointer: &Pointer,
    ) -> String {
        self.add(trees, object, pointer, Origin::Walked)
    }

    /// The reference to a part that stands where OpenAPI knows nothing.
    pub(super) fn foreign(
        &mut self,
        trees: Trees<'_>,
        object: &'static Object,
        pointer: &Pointer,
    ) -> String {
        self.add(trees, object, pointer, Origin::Foreign)
    }

    /// The reference to a part that is another object, read as that one.
    pub(super) fn alike(
        &mut self,
        trees: Trees<'_>,
        object: &'static Object,
        pointer: &Pointer,
    ) -> String {
        self.add(trees, object, pointer, Origin::Alike)
    }

    fn add(
        &mut self,
        trees: Trees<'_>,
        object: &'static Object,
        pointer: &Pointer,
        origin: Origin,
    ) -> String {
        let section = object.section.unwrap_or_default();
        let known = (section, pointer.as_str().to_owned());
        if let Some(reference) = self.references.get(&known) {
            return reference.clone();
        }
        let is_elsewhere = origin == Origin::Foreign && split(pointer).0 != FileId(0);
        let end = is_elsewhere.then(|| end_of(trees, pointer));
        if let Some(end) = end.filter(|end| end != pointer) {
            let reference = self.add(trees, object, &end, origin);
            self.references.insert(known, reference.clone());
            return reference;
        }
        let components = Pointer::root().key("components").key(section);
        let name = match self.resident(trees, section, pointer) {
            Some(name) => name.to_owned(),
            None => {
                let taken = trees.node(&components);
                self.name(section, name_of(trees, pointer), taken)
            }
        };
        let reference = format!("#{}", components.key(&name));
        self.references.insert(known, reference.clone());
        self.parts.push(Part {
            pointer: pointer.clone(),
            object,
            section,
            name,
            origin,
        });
        if is_elsewhere && let Some(node) = trees.node(pointer) {
            for heir in heirs(trees, node, pointer) {
                self.add(trees, object, &heir, origin);
            }
        }
        reference
    }

    /// The name of the component that is nothing but a reference to that node of another file.
    fn resident(
        &mut self,
        trees: Trees<'_>,
        section: &'static str,
        pointer: &Pointer,
    ) -> Option<&str> {
        if split(pointer).0 == FileId(0) {
            return None;
        }
        let residents = self
            .residents
            .entry(section)
            .or_insert_with(|| residents(trees, section));
        residents.get(pointer.as_str()).map(String::as_str)
    }

    /// A name that no component of the section has, made of `base`.
    fn name(&mut self, section: &'static str, base: String, components: Option<&Value>) -> String {
        let asked = self.asked.entry((section, base.clone())).or_default();
        loop {
            *asked += 1;
            let name = match *asked {
                1 => base.clone(),
                number => format!("{base}{number}"),
            };
            let taken = components.is_some_and(|components| components.get(&name).is_some());
            if !taken && self.names.insert((section, name.clone())) {
                return name;
            }
        }
    }
}

/// The schemas beside one of another file that extend it by `allOf`, where its discriminator chooses among them: nothing
/// else may refer to them.
pub(in crate::normalize) fn heirs<'d>(
    trees: Trees<'d>,
    node: &'d Value,
    at: &Pointer,
) -> Vec<Pointer> {
    let beside = at.as_str().rsplit_once('/');
    let Some((beside, _)) = beside.filter(|_| node.get("discriminator").is_some()) else {
        return Vec::new();
    };
    if split(at).0 == FileId(0) {
        return Vec::new();
    }
    let beside = Pointer::parse(beside);
    let schemas = trees.node(&beside).and_then(Value::as_object);
    let extends = |schema: &Value, heir: &Pointer| {
        let parts = schema.get("allOf").and_then(Value::as_array);
        parts.into_iter().flatten().any(|part| {
            let text = part.get("$ref").and_then(Value::as_str);
            let base = text.and_then(|text| trees.resolve(heir, text).ok());
            base.is_some_and(|(base, _)| base == *at)
        })
    };
    let schemas = schemas.into_iter().flatten();
    schemas
        .map(|(name, schema)| (beside.key(name), schema))
        .filter(|(heir, schema)| heir != at && extends(schema, heir))
        .map(|(heir, _)| heir)
        .collect()
}

/// What is at the end of references that stand alone, one in the place of the next, in files other than the root: that
/// of an index of files, say. It, and none of them, is what becomes a component.
fn end_of(trees: Trees<'_>, pointer: &Pointer) -> Pointer {
    let mut end = pointer.clone();
    for _ in 0..MOST_STEPS {
        let node = trees.node(&end).and_then(Value::as_object);
        let alone = node.filter(|map| map.len() == 1);
        let text = alone.and_then(|map| map.get("$ref")?.as_str());
        let next = text.and_then(|text| trees.resolve(&end, text).ok());
        match next {
            Some((next, _)) if split(&next).0 != FileId(0) && trees.node(&next).is_some() => {
                end = next;
            }
            _ => return end,
        }
    }
    pointer.clone()
}

/// The components of a section that are nothing but references to other files, by what they refer to: the first one of
/// each.
fn residents(trees: Trees<'_>, section: &str) -> HashMap<String, String> {
    let components = Pointer::root().key("components").key(section);
    let components = trees.node(&components).and_then(Value::as_object);
    let mut residents = HashMap::new();
    for (name, component) in components.into_iter().flatten() {
        let target = component.get("$ref").and_then(Value::as_str);
        let target = target.and_then(|text| trees.resolve(&Pointer::root(), text).ok());
        if let Some((pointer, _)) = target
            && split(&pointer).0 != FileId(0)
        {
            residents
                .entry(end_of(trees, &pointer).into_text())
                .or_insert_with(|| name.clone());
        }
    }
    residents
}

/// What the pointer says, without the words that only lead the way: `PetName` for
/// `/components/schemas/Pet/properties/name`.
fn name_of(trees: Trees<'_>, pointer: &Pointer) -> String {
    let mut name = String::new();
    let (file, inside) = split(pointer);
    if inside == Pointer::root() {
        name.push_str(
            &trees
                .stem(pointer)
                .unwrap_or_default()
                .to_upper_camel_case(),
        );
    }
    let mut tokens = inside.tokens().peekable();
    while let Some(token) = tokens.next() {
        match token.as_str() {
            "components" => {
                tokens.next();
            }
            "content" => {
                tokens.next();
            }
            "$defs" | "paths" | "properties" | "schema" | "schemas" | "responses"
            | "parameters" | "headers" => (),
            "definitions" if file != FileId(0) => (),
            other if file != FileId(0) && other.starts_with("x-") => (),
            "items" => name.push_str("Item"),
            "additionalProperties" => name.push_str("Value"),
            other => name.push_str(&other.to_upper_camel_case()),
        }
    }
    name.retain(|c| c.is_ascii_alphanumeric());
    if name.is_empty() {
        name.push_str("Part");
    }
    name
}

/// Moves the parts that references name to `components`, and leaves a reference in the place of each.
pub(super) fn lift(check: &mut Check<'_>, tree: &mut Value) {
    let mut lifted: Vec<(usize, Value)> = check_foreign(check, tree);
    let parts = std::mem::take(&mut check.references.lifts.parts);
    let mut inner_first: Vec<(usize, &Part)> = parts
        .iter()
        .enumerate()
        .filter(|(_, part)| part.origin == Origin::Walked)
        .collect();
    // So that a part within a part is taken while its pointer still leads there.
    inner_first.sort_by_key(|(_, part)| std::cmp::Reverse(part.pointer.tokens().count()));
    for (index, part) in inner_first {
        // A part that was left out for an error is no more there.
        let Some(node) = tree.pointer_mut(part.pointer.as_str()) else {
            continue;
        };
        let reference = json!({ "$ref": format!("#{}", part.component()) });
        lifted.push((index, std::mem::replace(node, reference)));
    }
    for (index, part) in parts.iter().enumerate() {
        if part.origin == Origin::Alike
            && let Some(node) = tree.pointer(part.pointer.as_str())
        {
            lifted.push((index, read_as(part.object, node)));
        }
    }
    lifted.sort_by_key(|(index, _)| *index);
    for (index, value) in lifted {
        if let Some(part) = parts.get(index) {
            check.moves.moved(part.component(), part.pointer.clone());
            insert(tree, part, value);
        }
    }
}

/// The node with the keys of `object` alone, what is missing filled in.
fn read_as(object: &'static Object, node: &Value) -> Value {
    let mut map = Map::new();
    for field in object.fields {
        let value = node.get(field.key).cloned();
        let empty = || {
            (field.need == Need::Filled)
                .then(|| field.shape.empty())
                .flatten()
        };
        if let Some(value) = value.or_else(empty) {
            map.insert(field.key.to_owned(), value);
        }
    }
    Value::Object(map)
}

/// Checks the parts that the walk didn't come to; they may refer to further ones.
fn check_foreign(check: &mut Check<'_>, tree: &mut Value) -> Vec<(usize, Value)> {
    let mut checked = Vec::new();
    let mut index = 0;
    while let Some(part) = check.references.lifts.parts.get(index).cloned() {
        if part.origin == Origin::Foreign
            && let Some(node) = check.references.trees.node(&part.pointer)
        {
            let mut node = node.clone();
            let at = At::start(part.pointer.clone());
            if check.object_or_reference(part.object, &mut node, &at) == Fate::Keep {
                checked.push((index, node));
            } else {
                remove(tree, &part);
            }
        }
        index += 1;
    }
    checked
}

/// Removes the component that a part was to become, if it stands there as a reference to it.
fn remove(tree: &mut Value, part: &Part) {
    let section = Pointer::root().key("components").key(part.section);
    let section = tree.pointer_mut(section.as_str());
    if let Some(section) = section.and_then(Value::as_object_mut) {
        section.shift_remove(&part.name);
    }
}

fn insert(tree: &mut Value, part: &Part, value: Value) {
    let Some(root) = tree.as_object_mut() else {
        return;
    };
    let components = root
        .entry("components")
        .or_insert_with(|| Value::Object(Map::new()));
    let Some(components) = components.as_object_mut() else {
        return;
    };
    let section = components
        .entry(part.section)
        .or_insert_with(|| Value::Object(Map::new()));
    if let Some(section) = section.as_object_mut() {
        section.insert(part.name.clone(), value);
    }
}
