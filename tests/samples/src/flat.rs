//! A schema with what it refers to and consists of, as one set of keywords.

use serde_json::{Map, Value, json};

use crate::Towards;

/// How many references and compositions are followed.
const MOST_STEPS: usize = 32;

/// The keywords of a schema, of the schema it refers to, and of the parts of its `allOf`.
#[derive(Clone, Debug, Default)]
pub struct Flat {
    keywords: Map<String, Value>,
    /// Whether a part has a type that null isn't of.
    forbids_null: bool,
}

/// Follows a local reference, as often as there is one.
pub fn resolve<'d>(root: &'d Value, mut node: &'d Value) -> &'d Value {
    for _ in 0..MOST_STEPS {
        let reference = node.get("$ref").and_then(Value::as_str);
        let target = reference.and_then(|it| it.strip_prefix('#'));
        match target
            .and_then(|pointer| root.pointer(&pointer.replace("%7B", "{").replace("%7D", "}")))
        {
            Some(target) => node = target,
            None => break,
        }
    }
    node
}

/// Whether null is among the types.
fn names_null(kind: &Value) -> bool {
    let listed = kind.as_array().into_iter().flatten();
    std::iter::once(kind)
        .chain(listed)
        .any(|kind| kind == "null")
}

impl Flat {
    pub(crate) fn of(root: &Value, schema: &Value) -> Self {
        let mut flat = Self::default();
        flat.add(root, schema, MOST_STEPS);
        flat
    }

    fn add(&mut self, root: &Value, schema: &Value, steps: usize) {
        let resolved = resolve(root, schema);
        let (Some(members), Some(steps)) = (resolved.as_object(), steps.checked_sub(1)) else {
            return;
        };
        let outside = self.forbids_null;
        for (keyword, value) in members {
            match keyword.as_str() {
                "minimum" | "minLength" | "minItems" => self.narrow(keyword, value, f64::gt),
                "maximum" | "maxLength" | "maxItems" => self.narrow(keyword, value, f64::lt),
                "allOf" => {
                    let parts = value.as_array().into_iter().flatten();
                    parts.for_each(|part| self.add(root, part, steps));
                }
                "properties" => self.extend(keyword, value),
                "required" => self.append(keyword, value),
                _ => {
                    self.keywords.insert(keyword.clone(), value.clone());
                }
            }
        }
        // Null is allowed beside an `allOf` whatever its parts are.
        self.forbids_null = match members.get("nullable") {
            Some(Value::Bool(true)) => outside,
            _ => self.forbids_null || members.get("type").is_some_and(|kind| !names_null(kind)),
        };
        // What stands beside a reference counts too (OpenAPI 3.1); in 3.0 nothing does.
        if let Some(beside) = schema
            .as_object()
            .filter(|_| !std::ptr::eq(schema, resolved))
        {
            let beside = beside.iter().filter(|(keyword, _)| *keyword != "$ref");
            self.keywords
                .extend(beside.map(|(keyword, value)| (keyword.clone(), value.clone())));
        }
    }

    fn extend(&mut self, keyword: &str, value: &Value) {
        let own = self
            .keywords
            .entry(keyword)
            .or_insert_with(|| Value::Object(Map::new()));
        if let (Value::Object(own), Value::Object(more)) = (own, value) {
            for (name, schema) in more {
                let both = match own.get(name) {
                    Some(before) if before != schema => json!({ "allOf": [before, schema] }),
                    _ => schema.clone(),
                };
                own.insert(name.clone(), both);
            }
        }
    }

    /// Takes a bound, unless one that is there is narrower.
    fn narrow(&mut self, keyword: &str, value: &Value, is_narrower: fn(&f64, &f64) -> bool) {
        let before = self.get(keyword).and_then(Value::as_f64);
        let bound = value.as_f64();
        if before
            .zip(bound)
            .is_none_or(|(before, bound)| is_narrower(&bound, &before))
        {
            self.keywords.insert(keyword.to_owned(), value.clone());
        }
    }

    fn append(&mut self, keyword: &str, value: &Value) {
        let own = self
            .keywords
            .entry(keyword)
            .or_insert_with(|| Value::Array(Vec::new()));
        if let (Value::Array(own), Value::Array(more)) = (own, value) {
            own.extend(more.iter().cloned());
        }
    }

    /// The value of a keyword.
    pub fn get(&self, keyword: &str) -> Option<&Value> {
        self.keywords.get(keyword)
    }

    /// The value of a keyword that counts.
    pub fn count(&self, keyword: &str) -> Option<usize> {
        usize::try_from(self.get(keyword)?.as_u64()?).ok()
    }

    /// The one type that isn't null, said or meant.
    pub fn kind(&self) -> Option<&str> {
        match self.get("type") {
            Some(Value::String(kind)) => Some(kind),
            Some(Value::Array(kinds)) => kinds
                .iter()
                .filter_map(Value::as_str)
                .find(|kind| *kind != "null"),
            _ if self.get("properties").is_some() => Some("object"),
            _ if self.get("items").is_some() => Some("array"),
            _ => None,
        }
    }

    /// Whether null is among the values.
    pub fn is_nullable(&self) -> bool {
        let says_so = self.get("nullable") == Some(&Value::Bool(true))
            || self.get("type").is_some_and(names_null);
        says_so && !self.forbids_null
    }

    /// The properties, in the order of the description.
    pub fn properties(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
    }

    /// The property of that name.
    pub fn property(&self, name: &str) -> Option<&Value> {
        self.get("properties")?.get(name)
    }

    /// The names of what must be there, properties or not.
    pub fn required(&self) -> impl Iterator<Item = &str> {
        let required = self.get("required").and_then(Value::as_array);
        required.into_iter().flatten().filter_map(Value::as_str)
    }

    /// Whether the property must be there.
    pub fn is_required(&self, name: &str) -> bool {
        self.required().any(|it| it == name)
    }

    /// The alternatives.
    pub fn variants(&self) -> Option<&[Value]> {
        let variants = self.get("oneOf").or_else(|| self.get("anyOf"))?;
        variants.as_array().map(Vec::as_slice)
    }

    /// The property that tells the alternatives apart, and what it is for this one.
    pub fn discriminator(&self, variant: &Value) -> Option<(String, String)> {
        let discriminator = self.get("discriminator")?;
        let property = discriminator.get("propertyName")?.as_str()?;
        let reference = variant.get("$ref")?.as_str()?;
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let mapped = mapping
            .into_iter()
            .flatten()
            .find(|(_, target)| *target == reference);
        let name = match mapped {
            Some((name, _)) => name.as_str(),
            None => reference.rsplit('/').next()?,
        };
        Some((property.to_owned(), name.to_owned()))
    }

    /// Whether a property of this schema travels that way.
    pub fn travels(&self, towards: Towards) -> bool {
        let keyword = match towards {
            Towards::Server => "readOnly",
            Towards::Client => "writeOnly",
        };
        self.get(keyword) != Some(&Value::Bool(true))
    }
}
