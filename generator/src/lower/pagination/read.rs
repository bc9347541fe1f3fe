//! What the extension says → how pages follow each other.

use serde_json::{Map, Value};

use super::Fault;
use super::path::{resolved, walk};
use crate::api::{
    Access, Api, BodyForm, IntegerWidth, Limit, Location, NextPage, Operation, Pagination,
    Parameter, Preset, Response, Type,
};
use crate::report::words::{alternatives, quote};

/// The keys that every kind has.
const COMMON: &[&str] = &["defaults", "items", "kind", "more"];

/// The kinds, and the keys that each has besides.
const KINDS: &[(&str, &[&str])] = &[
    ("cursor", &["next", "parameter"]),
    ("offset", &["limit", "offset", "page"]),
    ("link", &["next"]),
];

/// How pages follow each other, as the extension says of an operation.
///
/// # Errors
/// The first thing in it that can't be followed.
pub(super) fn read(api: &Api, operation: &Operation, given: &Value) -> Result<Pagination, Fault> {
    let members = given.as_object().ok_or_else(|| {
        Fault::whole(
            "this is no object",
            "give it a `kind`, and what that kind asks for",
        )
    })?;
    let (kind, keys) = kind(members)?;
    if let Some(unknown) = unknown(members, keys) {
        let known: Vec<_> = COMMON.iter().chain(keys).copied().collect();
        return Err(Fault::whole(
            format!("{} is no key of it", quote(unknown)),
            format!("of the kind `{kind}` it has {}", alternatives(&known)),
        ));
    }
    let (page, body) = page(operation)?;
    let reader = Reader {
        api,
        operation,
        members,
        body,
    };
    let (items, item) = reader.items()?;
    Ok(Pagination {
        page,
        items,
        item,
        more: reader.more()?,
        next: match kind {
            "cursor" => reader.cursor()?,
            "offset" => reader.count()?,
            _ => reader.link()?,
        },
        presets: reader.presets()?,
    })
}

fn kind(members: &Map<String, Value>) -> Result<(&'static str, &'static [&'static str]), Fault> {
    let given = members.get("kind").and_then(Value::as_str);
    let known = given.and_then(|given| KINDS.iter().find(|(kind, _)| *kind == given));
    known.copied().ok_or_else(|| {
        let kinds: Vec<_> = KINDS.iter().map(|(kind, _)| *kind).collect();
        let help = format!("write {}", alternatives(&kinds));
        match given {
            Some(given) => Fault::at("kind", format!("{} is no kind of it", quote(given)), help),
            None => Fault::whole("it doesn't say its `kind`", help),
        }
    })
}

fn unknown<'m>(members: &'m Map<String, Value>, keys: &[&str]) -> Option<&'m str> {
    let mut given = members.keys().map(String::as_str);
    given.find(|key| !COMMON.contains(key) && !keys.contains(key))
}

/// The answer that is a page: the first that is one JSON document.
fn page(operation: &Operation) -> Result<(usize, &Type), Fault> {
    let mut answers = operation.success.iter().enumerate();
    let page = answers.find_map(|(index, response)| Some((index, document(response)?)));
    page.ok_or_else(|| {
        Fault::whole(
            "no successful answer is a JSON document",
            "describe the answer that holds a page",
        )
    })
}

fn document(response: &Response) -> Option<&Type> {
    match response.contents.list.as_slice() {
        [content] => match &content.form {
            BodyForm::Json(ty) => Some(ty),
            _ => None,
        },
        _ => None,
    }
}

/// Reads the extension of one operation.
struct Reader<'a> {
    api: &'a Api,
    operation: &'a Operation,
    members: &'a Map<String, Value>,
    /// The type of a page.
    body: &'a Type,
}

impl<'a> Reader<'a> {
    /// The text under a key.
    fn text(&self, key: &'static str, what: &str) -> Result<Option<&'a str>, Fault> {
        match self.members.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Fault::at(key, "this is no text", format!("write {what}"))),
        }
    }

    /// Where the pointer under a key leads, and what type stands there.
    fn pointer(&self, key: &'static str) -> Result<Option<(Vec<Access>, &'a Type)>, Fault> {
        let Some(pointer) = self.text(key, "a JSON pointer into the answer")? else {
            return Ok(None);
        };
        let walked = walk(self.api, self.body, pointer);
        let walked = walked.map_err(|message| {
            let help = "write a JSON pointer through properties that the answer's schema has";
            Fault::at(key, message, help)
        })?;
        Ok(Some(walked))
    }

    /// The index of the parameter that a key names.
    fn parameter(&self, key: &'static str) -> Result<Option<(usize, &'a Parameter)>, Fault> {
        match self.text(key, "the name of a parameter")? {
            Some(name) => self.named(key, name).map(Some),
            None => Ok(None),
        }
    }

    fn named(&self, key: &'static str, name: &str) -> Result<(usize, &'a Parameter), Fault> {
        let mut parameters = self.operation.parameters.iter().enumerate();
        let found = parameters
            .find(|(_, parameter)| parameter.wire == name && parameter.location != Location::Path);
        found.ok_or_else(|| {
            let known = self.operation.parameters.iter();
            let known = known.filter(|parameter| parameter.location != Location::Path);
            let known: Vec<_> = known.map(|parameter| parameter.wire.as_str()).collect();
            let help = match known.is_empty() {
                true => "the operation has none outside of its path".to_owned(),
                false => format!("write {}", alternatives(&known)),
            };
            Fault::at(key, format!("there is no parameter {}", quote(name)), help)
        })
    }

    fn integer(&self, key: &'static str) -> Result<Option<(usize, &'a Parameter)>, Fault> {
        let Some((index, parameter)) = self.parameter(key)? else {
            return Ok(None);
        };
        match resolved(self.api, &parameter.ty) {
            Type::Integer(_) => Ok(Some((index, parameter))),
            _ => Err(Fault::at(
                key,
                format!("the parameter {} is no integer", quote(&parameter.wire)),
                "name one that is, or give it `type: integer`",
            )),
        }
    }

    fn items(&self) -> Result<(Vec<Access>, Type), Fault> {
        let Some((items, ty)) = self.pointer("items")? else {
            return Err(Fault::whole(
                "it doesn't say where the `items` are",
                "write a JSON pointer; `''`, where the answer is the list itself",
            ));
        };
        match ty {
            Type::List(item) => Ok((items, (**item).clone())),
            _ => Err(Fault::at(
                "items",
                "there is no array at this pointer",
                "write one that leads to the items of the page",
            )),
        }
    }

    fn more(&self) -> Result<Option<Vec<Access>>, Fault> {
        match self.pointer("more")? {
            None => Ok(None),
            Some((more, Type::Bool)) => Ok(Some(more)),
            Some(_) => Err(Fault::at(
                "more",
                "there is no boolean at this pointer",
                "write one that leads to whether more pages follow",
            )),
        }
    }

    fn cursor(&self) -> Result<NextPage, Fault> {
        let (Some((cursor, ty)), Some((index, parameter))) =
            (self.pointer("next")?, self.parameter("parameter")?)
        else {
            return Err(Fault::whole(
                "it doesn't say where the next cursor is, or where it is sent",
                "write a JSON pointer as `next`, and the name of a parameter as `parameter`",
            ));
        };
        if !matches!(ty, Type::String | Type::Integer(_) | Type::Uuid) {
            return Err(Fault::at(
                "next",
                "there is neither a string nor an integer at this pointer",
                "write one that leads to the next cursor",
            ));
        }
        if ty != resolved(self.api, &parameter.ty) {
            return Err(Fault::at(
                "parameter",
                format!(
                    "{} is of another type than the cursor",
                    quote(&parameter.wire)
                ),
                "give both the same `type` and `format`",
            ));
        }
        Ok(NextPage::Cursor {
            cursor,
            parameter: index,
        })
    }

    fn count(&self) -> Result<NextPage, Fault> {
        let limit = self.integer("limit")?.map(|(parameter, limit)| Limit {
            parameter,
            default: default(self.api, limit),
        });
        match (self.integer("page")?, self.integer("offset")?) {
            (Some((index, page)), None) => Ok(NextPage::Page {
                parameter: index,
                first: default(self.api, page).unwrap_or(1),
                limit,
            }),
            (None, Some((index, offset))) => Ok(NextPage::Offset {
                parameter: index,
                first: default(self.api, offset).unwrap_or(0),
                limit,
            }),
            _ => Err(Fault::whole(
                "it names neither or both of the parameters `page` and `offset`",
                "write one of them: the parameter for the number of the page, or of its first item",
            )),
        }
    }

    fn link(&self) -> Result<NextPage, Fault> {
        match self.pointer("next")? {
            None => Ok(NextPage::LinkHeader),
            Some((link, Type::String)) => Ok(NextPage::Link(link)),
            Some(_) => Err(Fault::at(
                "next",
                "there is no string at this pointer",
                "write one that leads to the URL of the next page, or leave `next` out for the header `Link`",
            )),
        }
    }

    fn presets(&self) -> Result<Vec<(usize, Preset)>, Fault> {
        let Some(given) = self.members.get("defaults") else {
            return Ok(Vec::new());
        };
        let help = "map names of optional parameters to values of their types";
        let Some(given) = given.as_object() else {
            return Err(Fault::at("defaults", "this is no object", help));
        };
        let presets = given.iter().map(|(name, value)| {
            let (index, parameter) = self.named("defaults", name)?;
            let preset = preset(resolved(self.api, &parameter.ty), value);
            let preset = preset.filter(|_| !parameter.required);
            let preset = preset.ok_or_else(|| {
                let message = format!("{} can't have that value by default", quote(name));
                Fault::at("defaults", message, help)
            })?;
            Ok((index, preset))
        });
        presets.collect()
    }
}

/// The integer that a parameter is by default.
fn default(api: &Api, parameter: &Parameter) -> Option<i64> {
    let value = parameter.default.as_ref()?;
    match preset(resolved(api, &parameter.ty), value)? {
        Preset::Integer(value) => Some(value),
        Preset::Bool(_) | Preset::Text(_) => None,
    }
}

fn preset(ty: &Type, value: &Value) -> Option<Preset> {
    match (ty, value) {
        (Type::Bool, Value::Bool(value)) => Some(Preset::Bool(*value)),
        (Type::Integer(width), Value::Number(value)) => {
            let value = value.as_i64().filter(|value| fits(*width, *value))?;
            Some(Preset::Integer(value))
        }
        (Type::String, Value::String(value)) => Some(Preset::Text(value.clone())),
        _ => None,
    }
}

fn fits(width: IntegerWidth, value: i64) -> bool {
    match width {
        IntegerWidth::I8 => i8::try_from(value).is_ok(),
        IntegerWidth::I16 => i16::try_from(value).is_ok(),
        IntegerWidth::I32 => i32::try_from(value).is_ok(),
        IntegerWidth::I64 | IntegerWidth::I128 => true,
        IntegerWidth::U8 => u8::try_from(value).is_ok(),
        IntegerWidth::U16 => u16::try_from(value).is_ok(),
        IntegerWidth::U32 => u32::try_from(value).is_ok(),
        IntegerWidth::U64 | IntegerWidth::U128 => value >= 0,
    }
}
