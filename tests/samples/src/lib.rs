//! Random values of a description's schemas: valid ones, and ones that are wrong at a known place.
//!
//! All is decided by a seed. The sampler knows the description as a tree and nothing of what Bindery makes of it, so that
//! what it says of a generated crate is a second opinion.

mod flat;
mod judge;
mod scalars;
mod spoil;
mod strings;

use fastrand::Rng;
use serde_json::{Map, Value, json};

pub use flat::{Flat, resolve};
pub use judge::Judges;
pub use spoil::Spoiled;

/// How deep values nest before nothing optional is added any more.
const DEEP: usize = 4;

/// Which way a value travels: read-only properties don't stand in requests, write-only ones not in responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    /// In a request.
    Server,
    /// In a response.
    Client,
}

/// Makes values for the schemas of one description.
#[derive(Clone, Debug)]
pub struct Sampler<'d> {
    root: &'d Value,
    towards: Towards,
    random: Rng,
    judges: Judges,
}

impl<'d> Sampler<'d> {
    /// A sampler for the description with this tree.
    pub fn new(root: &'d Value, towards: Towards, seed: u64) -> Self {
        Self {
            root,
            towards,
            random: Rng::with_seed(seed),
            judges: Judges::default(),
        }
    }

    /// Uses the validators that others have made for the same description.
    #[must_use]
    pub fn sharing(self, judges: &Judges) -> Self {
        Self {
            judges: judges.clone(),
            ..self
        }
    }

    /// The description.
    pub fn root(&self) -> &'d Value {
        self.root
    }

    /// The source of all decisions.
    pub fn random(&mut self) -> &mut Rng {
        &mut self.random
    }

    /// A value that the schema takes. It is so by construction, for the keywords that descriptions commonly use.
    pub fn value(&mut self, schema: &Value) -> Value {
        self.at_depth(schema, 0)
    }

    /// The schema with what it refers to and consists of.
    pub fn flat(&self, schema: &Value) -> Flat {
        Flat::of(self.root, schema)
    }

    fn at_depth(&mut self, schema: &Value, depth: usize) -> Value {
        let flat = self.flat(schema);
        if flat.is_nullable() && (depth > DEEP || self.random.u8(..8) == 0) {
            return Value::Null;
        }
        if let Some(value) = flat.get("const") {
            return value.clone();
        }
        if let Some(values) = flat.get("enum").and_then(Value::as_array) {
            let values: Vec<&Value> = values.iter().filter(|value| !value.is_null()).collect();
            return self.random.choice(values).cloned().unwrap_or_default();
        }
        if let Some(variants) = flat.variants() {
            return self.variant(&flat, variants, depth);
        }
        match flat.kind() {
            Some("object") => Value::Object(self.object(&flat, depth)),
            Some("array") => self.array(&flat, depth),
            Some("string") => Value::String(strings::string(&mut self.random, &flat)),
            Some("integer") => scalars::integer(&mut self.random, &flat),
            Some("number") => scalars::number(&mut self.random, &flat),
            Some("boolean") => Value::Bool(self.random.bool()),
            Some("null") => Value::Null,
            _ => self.anything(),
        }
    }

    /// A value of one of the alternatives, with what the schema says beside them.
    fn variant(&mut self, flat: &Flat, variants: &[Value], depth: usize) -> Value {
        let index = self.random.usize(..variants.len().max(1));
        let Some(variant) = variants.get(index) else {
            return Value::Null;
        };
        let mut value = self.at_depth(variant, depth + 1);
        let Value::Object(members) = &mut value else {
            return value;
        };
        if flat.get("properties").is_some() {
            for (name, own) in self.object(flat, depth) {
                members.entry(name).or_insert(own);
            }
        }
        if let Some((property, name)) = flat.discriminator(variant) {
            members.insert(property, name.into());
        }
        value
    }

    fn object(&mut self, flat: &Flat, depth: usize) -> Map<String, Value> {
        let mut members = Map::new();
        for (name, schema) in flat.properties() {
            let property = self.flat(schema);
            let travels = property.travels(self.towards);
            let wanted = flat.is_required(name) || (depth < DEEP && self.random.u8(..4) > 0);
            if travels && wanted {
                members.insert(name.clone(), self.at_depth(schema, depth + 1));
            }
        }
        for name in flat.required() {
            if flat.property(name).is_none() {
                members.insert(name.to_owned(), self.anything());
            }
        }
        let wanted = flat.count("minProperties").unwrap_or(0);
        match flat.get("additionalProperties") {
            Some(schema @ Value::Object(_)) if depth < DEEP => {
                for index in 0..self.random.usize(..3).max(wanted) {
                    members.insert(format!("extra {index}"), self.at_depth(schema, depth + 1));
                }
            }
            Some(Value::Bool(true)) if depth < DEEP => {
                members.insert("extra".to_owned(), self.anything());
            }
            _ => {}
        }
        members
    }

    fn array(&mut self, flat: &Flat, depth: usize) -> Value {
        let least = flat.count("minItems").unwrap_or(0);
        let most = flat.count("maxItems").unwrap_or(least + 3).min(least + 3);
        let count = if depth < DEEP {
            self.random.usize(least..=most.max(least))
        } else {
            least
        };
        let anything = Value::Bool(true);
        let schema = flat.get("items").unwrap_or(&anything);
        let mut items: Vec<Value> = Vec::new();
        for _ in 0..count {
            let item = self.at_depth(schema, depth + 1);
            let is_double =
                flat.get("uniqueItems") == Some(&Value::Bool(true)) && items.contains(&item);
            if !is_double {
                items.push(item);
            }
        }
        Value::Array(items)
    }

    /// A value of a schema that says nothing.
    fn anything(&mut self) -> Value {
        match self.random.u8(..5) {
            0 => json!({ "key": "value" }),
            1 => json!([1, "two", false]),
            2 => json!(self.random.i32(..)),
            3 => json!(self.random.bool()),
            _ => json!("text"),
        }
    }
}

#[cfg(test)]
mod tests;
