//! Finds what a reference names.

use serde_json::Value;

use super::{Answer, Problem, References, Target};
use crate::normalize::table::{Object, Shape, shape_at};
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

impl References<'_> {
    /// Finds what `text` names, where `expected` is expected.
    pub(super) fn look_up(&mut self, expected: &'static Object, text: &str) -> Answer {
        let Some(pointer) = local(text) else {
            return Err(self.elsewhere(expected, text));
        };
        let Some(node) = self.root.pointer(pointer.as_str()) else {
            return Err(Problem {
                message: format!("{} names nothing in this description.", quote(text)),
                help: match self.likely(expected, pointer.tokens().last().as_deref()) {
                    Some(likely) => format!("Did you mean `{likely}`?"),
                    None => format!("Add {} there, or mend the reference.", expected.name),
                },
            });
        };
        let chained = node.get("$ref").is_some_and(Value::is_string);
        let tokens: Vec<String> = pointer.tokens().collect();
        let shape = shape_at(tokens.iter().map(String::as_str));
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
                let found = shape
                    .and_then(Shape::object)
                    .map_or_else(|| describe(node), |object| object.name.to_owned());
                return Err(Problem {
                    message: format!(
                        "{} names {found}, where {} is asked for.",
                        quote(text),
                        expected.name
                    ),
                    help: format!("Let it name {}.", expected.name),
                });
            }
        };
        Ok(Target { reference, chained })
    }

    /// The component schema of that name.
    pub(super) fn named_schema(&self, name: &str) -> Option<Target> {
        let schemas = Pointer::root().key("components").key("schemas");
        let node = self.root.pointer(schemas.as_str())?.get(name)?;
        Some(Target {
            reference: format!("#{}", schemas.key(name)),
            chained: node.get("$ref").is_some_and(Value::is_string),
        })
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
            Some(likely) => format!("Did you mean `{likely}`?"),
            None => {
                "Copy what it refers to into this description, and let the reference begin with `#/`."
                    .to_owned()
            }
        };
        let message = if text.contains("://") {
            format!("{} is on a network; nothing is fetched.", quote(text))
        } else {
            format!(
                "{} is in another file; other files can't be read yet.",
                quote(text)
            )
        };
        Problem { message, help }
    }
}

/// Whether that shape is the expected object, or a reference to one.
fn same(shape: &'static Shape, expected: &'static Object) -> bool {
    shape
        .object()
        .is_some_and(|object| std::ptr::eq(object, expected))
}
