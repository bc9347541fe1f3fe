//! Making a valid value wrong at one place.

use serde_json::{Value, json};

use crate::flat::Flat;
use crate::scalars::bounds;
use crate::{Sampler, Towards};

/// A value that is wrong at one place.
#[derive(Clone, Debug)]
pub struct Spoiled {
    /// The value.
    pub value: Value,
    /// Where it is wrong: a JSON pointer (RFC 6901).
    pub pointer: String,
    /// The keyword that it breaks.
    pub rule: &'static str,
}

/// What can be done to a value to make it wrong.
struct Damage {
    pointer: String,
    rule: &'static str,
    /// What stands there instead; `None`: nothing.
    instead: Option<Value>,
}

impl Sampler<'_> {
    /// Makes a valid value of the schema wrong at one place; `None` where nothing about it can be wrong for sure.
    pub fn spoil(&mut self, schema: &Value, value: &Value) -> Option<Spoiled> {
        let mut damages = Vec::new();
        self.damages(schema, value, "", &mut damages);
        let index = self.random().usize(..damages.len().max(1));
        let Damage {
            pointer,
            rule,
            instead,
        } = damages.into_iter().nth(index)?;
        let mut value = value.clone();
        match instead {
            Some(instead) => *value.pointer_mut(&pointer)? = instead,
            None => {
                let (parent, name) = pointer.rsplit_once('/')?;
                let name = name.replace("~1", "/").replace("~0", "~");
                value.pointer_mut(parent)?.as_object_mut()?.remove(&name)?;
            }
        }
        Some(Spoiled {
            value,
            pointer,
            rule,
        })
    }

    /// Adds all that can be done to a value and what is in it. Below alternatives nothing is: what is wrong for one may be
    /// right for another.
    fn damages(&self, schema: &Value, value: &Value, pointer: &str, damages: &mut Vec<Damage>) {
        let flat = self.flat(schema);
        if flat.variants().is_some() || flat.kind().is_none() || value.is_null() {
            return;
        }
        let mut add = |rule, instead| {
            damages.push(Damage {
                pointer: pointer.to_owned(),
                rule,
                instead: Some(instead),
            })
        };
        match value {
            Value::Object(_) => add("type", json!(7)),
            Value::Array(_) => add("type", json!({})),
            Value::String(_) => add("type", json!([])),
            Value::Number(_) => add("type", json!("text")),
            Value::Bool(_) => add("type", json!("true")),
            Value::Null => {}
        }
        own_damages(&flat, value, &mut add);
        match value {
            Value::Object(members) => self.within_object(&flat, members, pointer, damages),
            Value::Array(items) => {
                if let Some(schema) = flat.get("items") {
                    for (index, item) in items.iter().enumerate() {
                        self.damages(schema, item, &format!("{pointer}/{index}"), damages);
                    }
                }
            }
            _ => {}
        }
    }

    fn within_object(
        &self,
        flat: &Flat,
        members: &serde_json::Map<String, Value>,
        pointer: &str,
        damages: &mut Vec<Damage>,
    ) {
        for (name, schema) in flat.properties() {
            let Some(value) = members.get(name) else {
                continue;
            };
            let pointer = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
            self.damages(schema, value, &pointer, damages);
            let has_default = self.flat(schema).get("default").is_some();
            let travels = self.flat(schema).travels(self.towards);
            if flat.is_required(name) && travels && !has_default {
                damages.push(Damage {
                    pointer,
                    rule: "required",
                    instead: None,
                });
            }
        }
    }

    /// Whether it makes requests.
    pub fn is_towards_server(&self) -> bool {
        self.towards == Towards::Server
    }
}

/// What breaks the rules of the value itself.
fn own_damages(flat: &Flat, value: &Value, add: &mut impl FnMut(&'static str, Value)) {
    match value {
        Value::String(text) if flat.get("enum").is_some() => {
            add("enum", json!(format!("{text} it isn't")))
        }
        Value::String(text) => {
            if let Some(most) = flat.count("maxLength").filter(|most| *most < 10_000) {
                add("maxLength", json!("x".repeat(most + 1)));
            }
            if flat
                .count("minLength")
                .is_some_and(|least| least > text.chars().count().min(1))
            {
                add("minLength", json!(""));
            }
            match flat.get("format").and_then(Value::as_str) {
                Some("date-time") => add("format", json!("yesterday")),
                Some("date") => add("format", json!("2024-13-01")),
                Some("uuid") => add("format", json!("no-uuid")),
                _ => {}
            }
        }
        Value::Number(_) if flat.kind() == Some("integer") && flat.get("enum").is_none() => {
            add("type", json!(1.5));
            let (least, most) = bounds(flat);
            if let (Some(_), Ok(below)) = (flat.get("minimum"), i64::try_from(least - 1)) {
                add("minimum", json!(below));
            }
            if let (Some(_), Ok(above)) = (flat.get("maximum"), i64::try_from(most + 1)) {
                add("maximum", json!(above));
            }
        }
        Value::Array(items) => {
            if let (Some(most), Some(item)) =
                (flat.count("maxItems").filter(|it| *it < 100), items.first())
            {
                add("maxItems", vec![item.clone(); most + 1].into());
            }
            if flat.count("minItems").is_some_and(|least| least > 0) {
                add("minItems", json!([]));
            }
        }
        _ => {}
    }
}
