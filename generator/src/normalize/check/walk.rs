//! The walk itself: one function a shape.

use serde_json::{Map, Value};

use super::scalars::flag_meant;
use super::{Check, Fate};
use crate::lookup;
use crate::normalize::at::At;
use crate::normalize::references::misplaced;
use crate::normalize::table::{Entries, Field, Need, Object, SCHEMA, Shape};
use crate::normalize::words::describe;
use crate::report::Code;

impl Check<'_> {
    /// Checks a value against a shape.
    pub(in crate::normalize) fn value(
        &mut self,
        shape: &'static Shape,
        value: &mut Value,
        at: &At<'_>,
    ) -> Fate {
        if let Some(text) = misplaced(shape, value) {
            return self.stand_in(shape, &text, value, at);
        }
        match shape {
            Shape::Any => Fate::Keep,
            Shape::Text => self.text(value, at),
            Shape::Flag => self.flag(value, at),
            Shape::Number => self.number(value, at),
            Shape::Count => self.count(value, at),
            Shape::Word(words) => self.word(words, value, at),
            Shape::Words(words) => self.words(words, value, at),
            Shape::Bound => self.bound(value, at),
            Shape::Object(object) => self.object(object, value, at),
            Shape::Reference(object) => self.object_or_reference(object, value, at),
            Shape::FlagOr(object) => self.flag_or(object, value, at),
            Shape::Map(entry) => self.map(entry, value, at),
            Shape::Section(entry) => self.section(entry, value, at),
            Shape::List(entry) => self.list(entry, value, at),
        }
    }

    fn flag_or(&mut self, object: &'static Object, value: &mut Value, at: &At<'_>) -> Fate {
        match value {
            Value::Bool(_) => Fate::Keep,
            Value::String(text) if flag_meant(text).is_some() => self.flag(value, at),
            _ => self.object_or_reference(object, value, at),
        }
    }

    /// Checks an object, or a reference to one.
    pub(in crate::normalize) fn object_or_reference(
        &mut self,
        object: &'static Object,
        value: &mut Value,
        at: &At<'_>,
    ) -> Fate {
        self.bare_name(object, value, at);
        self.bare_reference(object, value, at);
        let fate = match value.as_object_mut() {
            Some(map) if lookup::has(map, "$ref") => self.reference(object, map, at),
            _ => self.object(object, value, at),
        };
        // A schema that was given up leaves one that says nothing, so that what holds it can still be read.
        if fate == Fate::Drop && std::ptr::eq(object, &SCHEMA) {
            *value = Value::Object(Map::new());
            return Fate::Keep;
        }
        fate
    }

    pub(super) fn object(
        &mut self,
        object: &'static Object,
        value: &mut Value,
        at: &At<'_>,
    ) -> Fate {
        if let Some(coerced) = (object.coerce)(value) {
            if self.is_schema_of_flag(object, value) {
                *value = coerced;
            } else {
                self.mended(object.name, value, coerced, at);
            }
        }
        let Some(map) = self.mapping(object.name, value, at) else {
            return Fate::Drop;
        };
        if let Some(reference) = lookup::get(map, "$ref")
            && object.field("$ref").is_none()
        {
            return self.misplaced_reference(object, reference, &at.key("$ref"));
        }
        (object.before)(self, map, at);
        let mut lost = Vec::new();
        let mut renamed = Vec::new();
        map.retain(|key, value| {
            let Some(field) = object.field_in_any_case(key) else {
                return self.free_key(object, key, value, at) == Fate::Keep;
            };
            let fate = self.field(object, field, value, &at.key(key));
            match fate {
                Fate::Drop if field.need == Need::Required && !value.is_null() => {
                    lost.push(field.key);
                }
                Fate::Keep if key != field.key => renamed.push((key.clone(), field.key)),
                Fate::Keep | Fate::Drop => (),
            }
            fate == Fate::Keep
        });
        for (wrong, right) in renamed {
            self.rename(map, &wrong, right, at);
        }
        if self.complete(object, map, &lost, at) == Fate::Drop {
            return Fate::Drop;
        }
        (object.after)(self, map, at)
    }

    /// The value as a mapping; an empty sequence counts as one, since some languages write both alike.
    fn mapping<'v>(
        &mut self,
        expected: &str,
        value: &'v mut Value,
        at: &At<'_>,
    ) -> Option<&'v mut Map<String, Value>> {
        if value.as_array().is_some_and(Vec::is_empty) {
            self.mended("a mapping", value, Value::Object(Map::new()), at);
        }
        if !value.is_object() {
            let expected = match expected {
                "a mapping" => expected.to_owned(),
                _ => format!("{expected}, which is a mapping,"),
            };
            let _ = self.wrong_kind(&expected, value, at);
        }
        value.as_object_mut()
    }

    /// Checks the value of a field.
    fn field(
        &mut self,
        object: &'static Object,
        field: &'static Field,
        value: &mut Value,
        at: &At<'_>,
    ) -> Fate {
        if value.is_null() && !matches!(field.shape, Shape::Any) {
            if matches!(field.need, Need::Optional | Need::Aside) {
                self.warning(
                    Code::WRONG_KIND,
                    at.value(),
                    format!("{} is null", at.label()),
                    "it is taken as absent: remove the key, or give it a value".to_owned(),
                );
            }
            return Fate::Drop;
        }
        self.key_of_version(object, field, at);
        let outer = self.aside;
        self.aside |= field.need == Need::Aside;
        let fate = self.value(&field.shape, value, at);
        self.aside = outer;
        fate
    }

    /// Checks that the keys an object needs are there, those in `lost` counting as such; fills in what an empty one
    /// will do for.
    fn complete(
        &mut self,
        object: &'static Object,
        map: &mut Map<String, Value>,
        lost: &[&str],
        at: &At<'_>,
    ) -> Fate {
        let mut fate = Fate::Keep;
        for field in object.fields {
            let needed = matches!(field.need, Need::Required | Need::Filled);
            if !needed || map.contains_key(field.key) {
                continue;
            }
            match (field.need, field.shape.empty()) {
                (Need::Filled, Some(empty)) => {
                    if !self.may_be_absent(field) {
                        self.missing_but_clear(object, field.key, at);
                    }
                    map.insert(field.key.to_owned(), empty);
                }
                _ => {
                    fate = Fate::Drop;
                    if !lost.contains(&field.key) {
                        self.missing(object.name, field.key, at);
                    }
                }
            }
        }
        fate
    }

    fn map(&mut self, entry: &'static Shape, value: &mut Value, at: &At<'_>) -> Fate {
        let Some(map) = self.mapping("a mapping", value, at) else {
            return Fate::Drop;
        };
        map.retain(|key, value| self.entry(entry, value, &at.key(key)) == Fate::Keep);
        Fate::Keep
    }

    fn section(&mut self, entry: &'static Shape, value: &mut Value, at: &At<'_>) -> Fate {
        if let Some(map) = value.as_object() {
            for key in map.keys() {
                self.component_key(key, at);
            }
        }
        self.map(entry, value, at)
    }

    /// Checks what stands under a free key.
    pub(super) fn entries(
        &mut self,
        entries: &'static Entries,
        key: &str,
        value: &mut Value,
        at: &At<'_>,
    ) -> Fate {
        match self.entry_key(entries.keys, key, value, at) {
            Fate::Keep => self.entry(&entries.shape, value, &at.key(key)),
            Fate::Drop => Fate::Drop,
        }
    }

    /// Checks the value of a free key; null, which YAML makes of a key with nothing behind it, is an empty one.
    fn entry(&mut self, shape: &'static Shape, value: &mut Value, at: &At<'_>) -> Fate {
        if value.is_null()
            && let Some(empty) = shape.empty()
        {
            self.warning(
                Code::WRONG_KIND,
                at.value(),
                format!("there is nothing under {}", at.label()),
                format!("it is read as {empty}; write that, or what was meant"),
            );
            *value = empty;
        }
        self.value(shape, value, at)
    }

    fn list(&mut self, entry: &'static Shape, value: &mut Value, at: &At<'_>) -> Fate {
        let Some(list) = value.as_array_mut() else {
            return self.single(entry, value, at);
        };
        let (mut index, mut kept) = (0, Vec::new());
        list.retain_mut(|value| {
            let keep = self.value(entry, value, &at.index(index)) == Fate::Keep;
            kept.extend(keep.then_some(index));
            index += 1;
            keep
        });
        if kept.len() < index {
            self.moves.kept(&at.pointer(), kept);
        }
        Fate::Keep
    }

    /// Checks a value that stands alone where a sequence of such values is asked for.
    fn single(&mut self, entry: &'static Shape, value: &mut Value, at: &At<'_>) -> Fate {
        let has_fields = matches!(entry, Shape::Object(_) | Shape::Reference(_));
        if has_fields && value.as_object().is_some_and(Map::is_empty) {
            self.mended("a sequence", value, Value::Array(Vec::new()), at);
            return Fate::Keep;
        }
        let clear = match entry {
            Shape::Text => value.is_string(),
            Shape::Any => !value.is_object(),
            Shape::Object(_) | Shape::Reference(_) | Shape::Map(_) => value.is_object(),
            _ => false,
        };
        if !clear {
            return self.wrong_kind("a sequence", value, at);
        }
        self.warning(
            Code::WRONG_KIND,
            at.value(),
            format!(
                "{} is {}; OpenAPI asks for a sequence here",
                at.label(),
                describe(value)
            ),
            "it is read as the only entry of a sequence: put it in one".to_owned(),
        );
        let fate = self.value(entry, value, at);
        if fate == Fate::Keep {
            *value = Value::Array(vec![value.take()]);
            self.moves.moved(at.index(0).pointer(), at.pointer());
        }
        fate
    }
}
