//! Finds what a reference names.

use serde_json::Value;

use super::meant::holds_schema;
use super::{Answer, Doubt, Problem, References, Target};
use crate::normalize::swagger::as_written;
use crate::normalize::table::{Object, REQUEST_BODY, RESPONSE, SCHEMA, Shape, shape_at};
use crate::normalize::trees::{Trees, root_of, split};
use crate::normalize::words::{closest, describe, quote};
use crate::read::Broken;
use crate::report::{FileId, Pointer};

/// The pointer of a reference to a node of the same document. `None` for a reference to another document.
pub(super) fn local(text: &str) -> Option<Pointer> {
    text.strip_prefix('#').map(fragment)
}

/// The pointer that a URI fragment holds (RFC 6901, section 6), its percent-encoding decoded.
pub(in crate::normalize) fn fragment(fragment: &str) -> Pointer {
    let decoded = percent_encoding::percent_decode_str(fragment).decode_utf8();
    Pointer::parse(match decoded {
        Ok(decoded) => decoded.into_owned(),
        Err(_) => fragment.to_owned(),
    })
}

/// The most references that one pointer leads through.
pub(in crate::normalize) const MOST_STEPS: usize = 64;

/// The node that `pointer` names, and the pointer to where it stands: bundlers write pointers that lead through
/// references as if their targets stood in their place.
pub(super) fn find<'d>(trees: Trees<'d>, pointer: &Pointer) -> Option<(Pointer, &'d Value)> {
    // One with escapes may be spelled otherwise than what it is found under.
    let is_plain = !pointer.as_str().contains('~');
    if is_plain && let Some(node) = trees.node(pointer) {
        return Some((pointer.clone(), node));
    }
    let mut steps = 0;
    let (file, inside) = split(pointer);
    let mut found = (root_of(file), trees.tree(file)?);
    for token in inside.tokens() {
        found = loop {
            if let Some(next) = step(&found, &token) {
                break next;
            }
            let text = found.1.get("$ref")?.as_str()?;
            let (target, _) = trees.resolve(&found.0, text).ok()?;
            steps += 1;
            if steps > MOST_STEPS {
                return None;
            }
            let node = trees.node(&target)?;
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
    pub(super) fn look_up(
        &mut self,
        expected: &'static Object,
        pointer: &Pointer,
        text: &str,
    ) -> Answer {
        let Some((pointer, node)) = find(self.trees, pointer) else {
            return Err(self.names_nothing(expected, pointer, text));
        };
        let chained = node.get("$ref").is_some_and(Value::is_string);
        let tokens: Vec<String> = pointer.tokens().collect();
        let shape = shape_at(tokens.iter().map(String::as_str));
        let object = shape.and_then(Shape::object);
        let reference = match shape {
            Some(Shape::Any) | None if node.is_object() && expected.section.is_some() => {
                self.lifts.foreign(self.trees, expected, &pointer)
            }
            Some(shape) if same(shape, expected) => match tokens.as_slice() {
                _ if expected.section.is_none() => format!("#{pointer}"),
                [first, _, _] if first == "components" => format!("#{pointer}"),
                _ => self.lifts.part(self.trees, expected, &pointer),
            },
            _ => {
                let found = object.map_or_else(|| describe(node), |object| object.name.to_owned());
                let message = format!(
                    "{} names {found}, where {} is asked for",
                    quote(text),
                    expected.name
                );
                if !chained && object.is_some_and(|object| alike(object, expected)) {
                    let reference = self.lifts.alike(self.trees, expected, &pointer);
                    return Ok(Target {
                        reference,
                        pointer,
                        chained,
                        doubt: Some(Doubt {
                            message,
                            help: format!("it is read as {}: write one", expected.name),
                        }),
                    });
                }
                if std::ptr::eq(expected, &SCHEMA) && object.is_some_and(holds_schema) {
                    return self.schema_in(&pointer, text, message);
                }
                let help = format!("let it name {}", expected.name);
                return Err(Problem::new(message, help));
            }
        };
        Ok(Target {
            reference,
            pointer,
            chained,
            doubt: None,
        })
    }

    /// Why a reference to a place where nothing stands names nothing.
    pub(super) fn names_nothing(
        &self,
        expected: &Object,
        pointer: &Pointer,
        text: &str,
    ) -> Problem {
        let place = if split(pointer).0 == FileId(0) {
            "in this description"
        } else {
            "in that file"
        };
        Problem::new(
            format!("{} names nothing {place}", quote(text)),
            match self.likely(expected, pointer.tokens().last().as_deref()) {
                Some(likely) => format!("did you mean `{likely}`?"),
                None => format!("add {} there, or mend the reference", expected.name),
            },
        )
    }

    /// The reference to the component schema of that name.
    pub(in crate::normalize) fn to_schema(&self, name: &str) -> Option<String> {
        self.named_schema(name).map(|target| target.reference)
    }

    /// A reference to a component as the description's version has it.
    pub(in crate::normalize) fn written(&self, reference: &str) -> String {
        let swagger = self.trees.is_swagger();
        match local(reference).filter(|_| swagger) {
            Some(pointer) => format!("#{}", as_written(pointer)),
            None => reference.to_owned(),
        }
    }

    /// The component schema of that name.
    pub(super) fn named_schema(&self, name: &str) -> Option<Target> {
        let schemas = Pointer::root().key("components").key("schemas");
        let node = self.trees.node(&schemas)?.get(name)?;
        Some(Target {
            reference: format!("#{}", schemas.key(name)),
            pointer: schemas.key(name),
            chained: node.get("$ref").is_some_and(Value::is_string),
            doubt: None,
        })
    }

    /// Why a name alone names no schema.
    pub(super) fn no_schema(&self, name: &str) -> Problem {
        let schemas = self.trees.root().pointer("/components/schemas");
        let names = schemas.and_then(Value::as_object).map(|it| it.keys());
        let names = names.into_iter().flatten().map(String::as_str);
        Problem::new(
            format!("there is no schema {}", quote(name)),
            match closest(name, names) {
                Some(likely) => format!("did you mean `{likely}`?"),
                None => "add it under `components` → `schemas`, or name one of those".to_owned(),
            },
        )
    }

    /// The reference to the component whose name is most like `name`.
    fn likely(&self, expected: &Object, name: Option<&str>) -> Option<String> {
        let section = Pointer::root().key("components").key(expected.section?);
        let components = self.trees.node(&section)?.as_object()?;
        let likely = closest(name?, components.keys().map(String::as_str))?;
        Some(self.written(&format!("#{}", section.key(likely))))
    }

    /// Why a reference to another file names nothing.
    pub(super) fn astray(&self, expected: &Object, text: &str, broken: Option<Broken>) -> Problem {
        let (matter, help) = match broken {
            Some(Broken::Network) => (
                "is on a network; nothing is fetched",
                "save the file beside the description, and refer to it there",
            ),
            Some(Broken::Uri) => (
                "is a URI that no file or schema here states as its own; a file is named by its path",
                "write the path of the file, relative to the file that the reference stands in",
            ),
            Some(Broken::Missing) => (
                "names a file that isn't there",
                "add the file, or mend the reference: it is relative to the file that it stands in",
            ),
            Some(Broken::Outside) => (
                "lies outside of the folder of the description",
                "move the file there, or allow it: `outside = true` under `[references]` in `bindery.toml`",
            ),
            Some(Broken::Unreadable) => (
                "names something that can't be read as a file of text",
                "name a file of YAML or JSON in UTF-8",
            ),
            Some(Broken::TooMany) => (
                "names one file too many: a description may have 20,000 of 256 MiB together",
                "bundle the description into fewer files",
            ),
            None => (
                "is in another file; the description was read without its files",
                "read it from its folder, or copy what it refers to into this description",
            ),
        };
        let name = text.rsplit(['/', '#']).next();
        Problem::new(
            format!("{} {matter}", quote(text)),
            match self.likely(expected, name) {
                Some(likely) => format!("did you mean `{likely}`?"),
                None => help.to_owned(),
            },
        )
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
