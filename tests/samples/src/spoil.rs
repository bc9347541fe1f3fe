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
    /// Where the alternatives stand, none of which the value fits any more, if that is why it is wrong: a JSON pointer that
    /// leads to the place or on the way there. What chooses among them may be said to be wrong as well.
    pub choice: Option<String>,
    /// The keyword that it breaks.
    pub rule: &'static str,
}

/// Where a value stands, and the outermost alternatives around it.
type Place<'p> = (&'p str, Option<&'p Choice>);

/// How often damage is looked for that makes a value wrong for all alternatives.
const MOST_ATTEMPTS: usize = 8;

/// What can be done to a value to make it wrong.
struct Damage {
    pointer: String,
    rule: &'static str,
    /// What stands there instead; `None`: nothing.
    instead: Option<Value>,
    /// The outermost alternatives around the place.
    choice: Option<Choice>,
}

/// Alternatives, and where they stand.
#[derive(Clone)]
struct Choice {
    pointer: String,
    schema: Value,
}

impl Sampler<'_> {
    /// Makes a valid value of the schema wrong at one place; `None` where nothing about it can be wrong for sure.
    pub fn spoil(&mut self, schema: &Value, value: &Value) -> Option<Spoiled> {
        let mut damages = Vec::new();
        self.damages(schema, value, ("", None), &mut damages);
        // Few places are below alternatives, and they are as likely to be wrong as all others together.
        let (mut first, mut second): (Vec<_>, Vec<_>) =
            damages.into_iter().partition(|it| it.choice.is_some());
        if self.random().bool() {
            std::mem::swap(&mut first, &mut second);
        }
        self.one_of(first, value)
            .or_else(|| self.one_of(second, value))
    }

    /// The value with one of the damages.
    fn one_of(&mut self, mut damages: Vec<Damage>, value: &Value) -> Option<Spoiled> {
        for _ in 0..MOST_ATTEMPTS.min(damages.len()) {
            let index = self.random().usize(..damages.len());
            let spoiled = self.apply(damages.swap_remove(index), value);
            if spoiled.is_some() {
                return spoiled;
            }
        }
        None
    }

    /// The value with the damage; `None` where that leaves it right for one of the alternatives around the place.
    fn apply(&self, damage: Damage, whole: &Value) -> Option<Spoiled> {
        let Damage {
            pointer,
            rule,
            instead,
            choice,
        } = damage;
        let mut value = whole.clone();
        match instead {
            Some(instead) => *value.pointer_mut(&pointer)? = instead,
            None => {
                let (parent, name) = pointer.rsplit_once('/')?;
                let name = name.replace("~1", "/").replace("~0", "~");
                value.pointer_mut(parent)?.as_object_mut()?.remove(&name)?;
            }
        }
        if let Some(choice) = &choice {
            let judge = (self.judges).of(self.root(), self.towards, &choice.schema)?;
            let fits = |whole: &Value| {
                let value = whole.pointer(&choice.pointer);
                value.is_some_and(|value| judge.is_valid(value))
            };
            // If the judge doesn't take the right value either, it isn't one to ask.
            if fits(&value) || !fits(whole) {
                return None;
            }
        }
        Some(Spoiled {
            value,
            pointer,
            choice: choice.map(|choice| choice.pointer),
            rule,
        })
    }

    /// Adds all that can be done to a value and what is in it; below alternatives, what makes it wrong for any of them.
    fn damages(&self, schema: &Value, value: &Value, at: Place<'_>, damages: &mut Vec<Damage>) {
        let (pointer, choice) = at;
        let flat = self.flat(schema);
        if value.is_null() {
            return;
        }
        if let Some(variants) = flat.variants() {
            let own = Choice {
                pointer: pointer.to_owned(),
                schema: schema.clone(),
            };
            let choice = choice.or(Some(&own));
            for variant in variants {
                self.damages(variant, value, (pointer, choice), damages);
            }
            return;
        }
        let kind = flat.kind();
        let is_of_kind = match value {
            Value::Object(_) => kind == Some("object"),
            Value::Array(_) => kind == Some("array"),
            Value::String(_) => kind == Some("string"),
            Value::Number(_) => kind == Some("integer") || kind == Some("number"),
            Value::Bool(_) => kind == Some("boolean"),
            Value::Null => false,
        };
        if kind.is_none() || (choice.is_some() && !is_of_kind) {
            return;
        }
        let mut add = |rule, instead| {
            damages.push(Damage {
                pointer: pointer.to_owned(),
                rule,
                instead: Some(instead),
                choice: choice.cloned(),
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
            Value::Object(members) => self.within_object(&flat, members, at, damages),
            Value::Array(items) => {
                if let Some(schema) = flat.get("items") {
                    for (index, item) in items.iter().enumerate() {
                        let pointer = format!("{pointer}/{index}");
                        self.damages(schema, item, (&pointer, choice), damages);
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
        (pointer, choice): Place<'_>,
        damages: &mut Vec<Damage>,
    ) {
        for (name, schema) in flat.properties() {
            let Some(value) = members.get(name) else {
                continue;
            };
            let pointer = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
            self.damages(schema, value, (&pointer, choice), damages);
            let has_default = self.flat(schema).get("default").is_some();
            let travels = self.flat(schema).travels(self.towards);
            if flat.is_required(name) && travels && !has_default {
                damages.push(Damage {
                    pointer,
                    rule: "required",
                    instead: None,
                    choice: choice.cloned(),
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
