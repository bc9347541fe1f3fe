//! Finds what a reference names.

use serde_json::Value;

use super::{Answer, Problem, References, Target};
use crate::normalize::table::{Object, REQUEST_BODY, RESPONSE, Shape, shape_at};
use crate::normalize::words::{closest, describe, quote};
use crate::report::Pointer;

/// The pointer of a reference to a node of the same document: a URI fragment (RFC 6901, section 6), its percent-encoding
/// decoded. `None` for a reference to another document.
pub(super) fn local(text: &str) -> Option<Pointer> {
    let fragment = text.strip_prefix('#')?;
    let decoded = percent_encoding::percent_decode_str(fragment).decode_utf8();
    Some(Pointer::parse(match decoded {
        Ok(decoded) => decoded.into_owned(),
        Err(_) => fragment.to_owned(),
    }))
}

/// The most references that one pointer leads through.
const MOST_STEPS: usize = 64;

/// The node that `pointer` names, and the pointer to where it stands: bundlers write pointers that lead through
/// references as if their targets stood in their place.
pub(super) fn find<'d>(root: &'d Value, pointer: &Pointer) -> Option<(Pointer, &'d Value)> {
    let mut steps = 0;
    let mut found = (Pointer::root(), root);
    for token in pointer.tokens() {
        found = loop {
            if let Some(next) = step(&found, &token) {
                break next;
            }
            let target = local(found.1.get("$ref")?.as_str()?)?;
            steps += 1;
            if steps > MOST_STEPS {
                return None;
            }
            let node = root.pointer(target.as_str())?;
            found = (target, node);
        };
    }
    Some(found)
}

/// The node under `token`.
fn step<'d>(from: &(Pointer, &'d Value), token: &str) -> Option<(Pointer, &'d Value)> {
    match from.1 {
        Value::Object(map) => Some((from.0.key(token), map.get(token)?)),
        Value::Array(list) => {
            let index: usize = token.parse().ok()?;
            Some((from.0.index(index), list.get(index)?))
        }
        _ => None,
    }
}

impl References<'_> {
    /// Finds what `text` names, where `expected` is expected.
    pub(super) fn look_up(&mut self, expected: &'static Object, text: &str) -> Answer {
        let Some(pointer) = local(text) else {
            return Err(self.elsewhere(expected, text));
        };
        let Some((pointer, node)) = find(self.root, &pointer) else {
            return Err(Problem {
                message: format!("{} names nothing in this description", quote(text)),
                help: match self.likely(expected, pointer.tokens().last().as_deref()) {
                    Some(likely) => format!("did you mean `{likely}`?"),
                    None => format!("add {} there, or mend the reference", expected.name),
                },
            });
        };
        let chained = node.get("$ref").is_some_and(Value::is_string);
        let tokens: Vec<String> = pointer.tokens().collect();
        let shape = shape_at(tokens.iter().map(String::as_str));
        let object = shape.and_then(Shape::object);
        let reference = match shape {
            Some(Shape::Any) | None if node.is_object() && expected.section.is_some() => {
                self.lifts.foreign(self.root, expected, &pointer)
            }
            Some(shape) if same(shape, expected) => match tokens.as_slice() {
                _ if expected.section.is_none() => format!("#{pointer}"),
                [first, _, _] if first == "components" => format!("#{pointer}"),
                _ => self.lifts.part(self.root, expected, &pointer),
            },
            _ => {
                let found = object.map_or_else(|| describe(node), |object| object.name.to_owned());
                let message = format!(
                    "{} names {found}, where {} is asked for",
                    quote(text),
                    expected.name
                );
                if !chained && object.is_some_and(|object| alike(object, expected)) {
                    let reference = self.lifts.alike(self.root, expected, &pointer);
                    return Ok(Target {
                        reference,
                        chained,
                        doubt: Some(message),
                    });
                }
                let help = format!("let it name {}", expected.name);
                return Err(Problem { message, help });
            }
        };
        Ok(Target {
            reference,
            chained,
            doubt: None,
        })
    }

    /// The component schema of that name.
    pub(super) fn named_schema(&self, name: &str) -> Option<Target> {
        let schemas = Pointer::root().key("components").key("schemas");
        let node = self.root.pointer(schemas.as_str())?.get(name)?;
        Some(Target {
            reference: format!("#{}", schemas.key(name)),
            chained: node.get("$ref").is_some_and(Value::is_string),
            doubt: None,
        })
    }

    /// Why a name alone names no schema.
    pub(super) fn no_schema(&self, name: &str) -> Problem {
        let schemas = self.root.pointer("/components/schemas");
        let names = schemas.and_then(Value::as_object).map(|it| it.keys());
        let names = names.into_iter().flatten().map(String::as_str);
        Problem {
            message: format!("there is no schema {}", quote(name)),
            help: match closest(name, names) {
                Some(likely) => format!("did you mean `{likely}`?"),
                None => "add it under `components` → `schemas`, or name one of those".to_owned(),
            },
        }
    }

    /// The reference to the component whose name is most like `name`.
    fn likely(&self, expected: &Object, name: Option<&str>) -> Option<String> {
        let section = Pointer::root().key("components").key(expected.section?);
        let components = self.root.pointer(section.as_str())?.as_object()?;
        let likely = closest(name?, components.keys().map(String::as_str))?;
        Some(format!("#{}", section.key(likely)))
    }

    /// Why a reference to another document names nothing.
    pub(super) fn elsewhere(&self, expected: &Object, text: &str) -> Problem {
        let name = text.rsplit(['/', '#']).next();
        let help = match self.likely(expected, name) {
            Some(likely) => format!("did you mean `{likely}`?"),
            None => {
                "copy what it refers to into this description, and let the reference begin with `#/`"
                    .to_owned()
            }
        };
        let message = if text.contains("://") {
            format!("{} is on a network; nothing is fetched", quote(text))
        } else {
            format!(
                "{} is in another file; other files can't be read yet",
                quote(text)
            )
        };
        Problem { message, help }
    }
}

/// Whether one object says of a message's content what the other says, so that it can stand for it.
fn alike(found: &'static Object, expected: &'static Object) -> bool {
    let bodies = [&REQUEST_BODY, &RESPONSE];
    let body = |object| bodies.iter().any(|body| std::ptr::eq(*body, object));
    body(found) && body(expected)
}

/// Whether that shape is the expected object, or a reference to one.
fn same(shape: &'static Shape, expected: &'static Object) -> bool {
    shape
        .object()
        .is_some_and(|object| std::ptr::eq(object, expected))
}
