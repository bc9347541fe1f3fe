//! Whether a value fits a schema, as an implementation of JSON Schema by others has it.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use crate::Towards;
use crate::flat::{Flat, resolve};

/// Keywords whose values are no schemas, but values that stand for themselves.
const VALUES: &[&str] = &["enum", "const", "default", "example", "examples"];

/// The validators that have been made of one description's schemas: they take time to make, and are asked again and again.
#[derive(Clone, Debug, Default)]
pub struct Judges(Arc<Mutex<Known>>);

/// Validators by the text of their schema and whether it is for requests; `None` where there can't be one.
type Known = HashMap<(String, bool), Option<Arc<Validator>>>;

impl Judges {
    /// The validator of a schema for values that travel one way; `None` where it can't be read as JSON Schema by itself.
    pub(crate) fn of(
        &self,
        root: &Value,
        towards: Towards,
        schema: &Value,
    ) -> Option<Arc<Validator>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (schema.to_string(), towards == Towards::Server);
        let judge = known.entry(key);
        judge
            .or_insert_with(|| Judge::of(root, towards, schema).map(Arc::new))
            .clone()
    }
}

/// What reads a schema of a description as JSON Schema, for values that travel one way.
struct Judge<'d> {
    root: &'d Value,
    towards: Towards,
    /// The references of what has been rewritten.
    references: BTreeSet<String>,
}

impl<'d> Judge<'d> {
    fn of(root: &'d Value, towards: Towards, schema: &Value) -> Option<Validator> {
        let mut judge = Self {
            root,
            towards,
            references: BTreeSet::new(),
        };
        let whole = judge.with_what_it_refers_to(schema)?;
        let mut options = jsonschema::options().with_draft(judge.draft()).offline();
        options = options.should_validate_formats(true);
        options.build(&whole).ok()
    }

    /// Schemas of OpenAPI 3.0 are like those of draft 4 (`exclusiveMinimum` is a boolean), later ones are those of
    /// 2020-12.
    fn draft(&self) -> Draft {
        let version = self.root.get("openapi").and_then(Value::as_str);
        match version.is_some_and(|version| version.starts_with("3.0")) {
            true => Draft::Draft4,
            false => Draft::Draft202012,
        }
    }

    fn with_what_it_refers_to(&mut self, schema: &Value) -> Option<Value> {
        let mut whole = json!({ "allOf": [self.rewritten(schema)] });
        let mut done = BTreeSet::new();
        while let Some(reference) = self.references.difference(&done).next().cloned() {
            let pointer = reference.strip_prefix('#')?;
            let target = self.root.pointer(pointer)?.clone();
            put(&mut whole, pointer, self.rewritten(&target))?;
            done.insert(reference);
        }
        Some(whole)
    }

    /// A schema in the words of JSON Schema: `nullable` is a type; what doesn't travel that way isn't required; and of
    /// alternatives any may fit, for what tells them apart in OpenAPI is the discriminator.
    fn rewritten(&mut self, schema: &Value) -> Value {
        let Value::Object(members) = schema else {
            return schema.clone();
        };
        let mut made = Map::new();
        for (keyword, value) in members {
            match (keyword.as_str(), value) {
                ("$ref", Value::String(reference)) => {
                    self.references.insert(reference.clone());
                    made.insert(keyword.clone(), value.clone());
                }
                ("nullable" | "discriminator" | "xml" | "externalDocs", _) => {}
                ("oneOf", _) => {
                    let alternatives = self.each(value);
                    let also = made.entry("allOf").or_insert_with(|| json!([]));
                    also.as_array_mut()
                        .into_iter()
                        .for_each(|it| it.push(json!({ "anyOf": alternatives.clone() })));
                }
                ("allOf", _) => {
                    let parts = self.each(value);
                    let also = made.entry("allOf").or_insert_with(|| json!([]));
                    if let (Value::Array(also), Value::Array(parts)) = (also, parts) {
                        also.extend(parts);
                    }
                }
                ("required", Value::Array(names)) => {
                    let travels = |name: &&Value| self.travels(members, name);
                    let names: Vec<&Value> = names.iter().filter(travels).collect();
                    if !names.is_empty() {
                        made.insert(keyword.clone(), json!(names));
                    }
                }
                (name, _) if VALUES.contains(&name) || name.starts_with("x-") => {
                    made.insert(keyword.clone(), value.clone());
                }
                ("properties" | "patternProperties", Value::Object(named)) => {
                    let named = named.iter();
                    let named = named.map(|(name, it)| (name.clone(), self.rewritten(it)));
                    made.insert(keyword.clone(), Value::Object(named.collect()));
                }
                (_, Value::Array(_)) => {
                    made.insert(keyword.clone(), self.each(value));
                }
                _ => {
                    made.insert(keyword.clone(), self.rewritten(value));
                }
            }
        }
        match members.get("nullable") {
            Some(Value::Bool(true)) => json!({ "anyOf": [{ "type": "null" }, made] }),
            _ => Value::Object(made),
        }
    }

    fn each(&mut self, list: &Value) -> Value {
        let items = list.as_array().into_iter().flatten();
        items.map(|item| self.rewritten(item)).collect()
    }

    /// Whether the property of that name travels that way, as far as the schema's own properties tell.
    fn travels(&self, members: &Map<String, Value>, name: &Value) -> bool {
        let property = members
            .get("properties")
            .and_then(|properties| properties.get(name.as_str()?));
        property.is_none_or(|property| {
            Flat::of(self.root, resolve(self.root, property)).travels(self.towards)
        })
    }
}

/// Puts a value where a pointer leads, in objects that are made on the way.
fn put(whole: &mut Value, pointer: &str, value: Value) -> Option<()> {
    let mut place = whole;
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        place = place
            .as_object_mut()?
            .entry(step)
            .or_insert_with(|| json!({}));
    }
    *place = value;
    Some(())
}
