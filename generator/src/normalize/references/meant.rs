//! What is meant by references that don't name what they should, where that is clear.

use serde_json::Value;

use super::resolve::find;
use super::{Answer, Doubt, Problem, References, Target};
use crate::normalize::at::At;
use crate::normalize::check::{Check, Fate};
use crate::normalize::table::{
    HEADER, MEDIA_TYPE, Object, PARAMETER, REQUEST_BODY, RESPONSE, SCHEMA,
};
use crate::normalize::words::quote;
use crate::report::{Code, Pointer};

impl Check<'_> {
    /// What the reference `text` that stands at `at` names; else what it would name if it were spelled as it should be
    /// ([`spelled`]), or the schema whose name it is.
    pub(super) fn named_or_meant(
        &mut self,
        expected: &'static Object,
        text: &str,
        at: &At<'_>,
    ) -> Answer {
        let answer = self.named(expected, text, at);
        let Err(problem) = &answer else {
            return answer;
        };
        let meant = match text.split_once('#') {
            Some((file, fragment)) => spelled(file, fragment),
            None if std::ptr::eq(expected, &SCHEMA) => self.references.to_schema(text),
            None => None,
        };
        let Some(meant) = meant else {
            return answer;
        };
        let message = problem.message.clone();
        match self.named(expected, &meant, at) {
            Ok(target) => Ok(Target {
                doubt: Some(Doubt {
                    message,
                    help: read_as(&self.references.written(&meant)),
                }),
                ..target
            }),
            Err(_) => answer,
        }
    }

    /// Resolves a value of a discriminator's mapping: the name of a schema, or a reference to one. What comes of one that
    /// leads to nothing is the consequence.
    pub(in crate::normalize) fn resolve_mapping(
        &mut self,
        value: &mut Value,
        consequence: &str,
        at: &At<'_>,
    ) -> Fate {
        let Some(text) = value.as_str() else {
            return Fate::Drop;
        };
        let answer = match self.references.named_schema(text) {
            Some(target) => Ok(target),
            None if !text.contains(['/', '.', '#']) => Err(self.references.no_schema(text)),
            None => self.named(&SCHEMA, text, at),
        };
        let (place, code) = (at.value(), Code::DISCRIMINATOR_IGNORED);
        match answer {
            Err(problem) => match self.references.named_schema(last_name(text)) {
                Some(target) => {
                    let help = read_as(&self.references.written(&target.reference));
                    self.warning(Code::DISCRIMINATOR_IGNORED, place, problem.message, help);
                    *value = Value::String(target.reference);
                    Fate::Keep
                }
                None => {
                    let help = format!("{consequence}; {}", problem.help);
                    self.warning(code, place, problem.message, help);
                    Fate::Drop
                }
            },
            Ok(target) => {
                *value = Value::String(target.reference);
                Fate::Keep
            }
        }
    }
}

impl References<'_> {
    /// The schema of what `text` names, which isn't one but holds it. What says nothing of its value stands for any.
    pub(super) fn schema_in(&mut self, pointer: &Pointer, text: &str, message: String) -> Answer {
        let Some(pointer) = self.pointer_to_schema(pointer) else {
            return Err(Problem {
                is_any: true,
                ..Problem::new(message, format!("let it name {}", SCHEMA.name))
            });
        };
        let target = self.look_up(&SCHEMA, &pointer, text)?;
        let doubt = Doubt {
            message,
            help: "it is read as the schema of that: refer to the schema itself".to_owned(),
        };
        Ok(Target {
            doubt: Some(doubt),
            ..target
        })
    }

    /// Where the schema of a parameter, a header, a media type or a body stands: that of JSON, or the first.
    fn pointer_to_schema(&self, pointer: &Pointer) -> Option<Pointer> {
        let own = pointer.key("schema");
        if find(self.trees, &own).is_some() {
            return Some(own);
        }
        let (content, node) = find(self.trees, &pointer.key("content"))?;
        let media_types = node.as_object()?;
        let has_schema = |(_, media_type): &(&String, &Value)| media_type.get("schema").is_some();
        let is_json = |(key, _): &(&String, &Value)| key.contains("json");
        let all = || media_types.iter().filter(has_schema);
        let (key, _) = all().find(is_json).or_else(|| all().next())?;
        Some(content.key(key).key("schema"))
    }
}

/// Whether an object holds one schema, or one a media type.
pub(super) fn holds_schema(object: &'static Object) -> bool {
    [&PARAMETER, &HEADER, &MEDIA_TYPE, &REQUEST_BODY, &RESPONSE]
        .iter()
        .any(|holder| std::ptr::eq(*holder, object))
}

/// The reference to a place in `file` as it should be spelled: with the slash behind its `#`, or without one if it means
/// the whole file; with `~1` for the slashes in a name, which must not be percent-encoded (RFC 6901, section 6).
fn spelled(file: &str, fragment: &str) -> Option<String> {
    let slashes = ["%2F", "%2f"];
    if fragment == "/" && !file.is_empty() {
        return Some(file.to_owned());
    }
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return Some(format!("{file}#/{fragment}"));
    }
    if slashes.iter().any(|slash| fragment.contains(slash)) {
        let fragment = slashes
            .iter()
            .fold(fragment.to_owned(), |text, slash| text.replace(slash, "~1"));
        return Some(format!("{file}#{fragment}"));
    }
    None
}

fn read_as(reference: &str) -> String {
    format!("it is read as {}: write that", quote(reference))
}

/// The name at the end of a reference: that of a component, or of a file without what it ends with.
fn last_name(reference: &str) -> &str {
    let last = reference.rsplit(['/', '#']).next().unwrap_or_default();
    last.split('.').next().unwrap_or_default()
}
