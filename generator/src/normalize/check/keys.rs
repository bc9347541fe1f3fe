//! Keys: unknown ones, missing ones, and free ones of the wrong form.

use serde_json::{Map, Value};

use super::hints::belongs_deeper;
use super::{Check, Fate};
use crate::normalize::at::At;
use crate::normalize::table::{Field, Keys, OPERATION, Object, PATH_ITEM, Shape};
use crate::normalize::words::{closest, quote};
use crate::report::Code;

/// The beginning of the extensions that carry what openapiv3's types can't hold.
const RESERVED: &str = "x-bindery-";
/// The one of these that authors write, in operations.
const PAGINATION: &str = "x-bindery-pagination";

impl Check<'_> {
    /// Puts a key written in the wrong case right.
    pub(super) fn rename(
        &mut self,
        map: &mut Map<String, Value>,
        wrong: &str,
        right: &'static str,
        at: &At<'_>,
    ) {
        let Some(value) = map.shift_remove(wrong) else {
            return;
        };
        let help = if map.contains_key(right) {
            format!("it is ignored, since `{right}` is there too: remove it")
        } else {
            map.insert(right.to_owned(), value);
            self.moves
                .moved(at.key(right).pointer(), at.key(wrong).pointer());
            format!("it is read as `{right}`: write it in that case")
        };
        self.warning(
            Code::UNKNOWN_KEY,
            at.key(wrong).place_of_key(),
            format!("the key {} is written in the wrong case", quote(wrong)),
            help,
        );
    }

    /// Checks a key that is no field, and what stands under it.
    pub(super) fn free_key(
        &mut self,
        object: &'static Object,
        key: &str,
        value: &mut Value,
        at: &At<'_>,
    ) -> Fate {
        if key == PAGINATION && std::ptr::eq(object, &OPERATION) {
            return Fate::Keep;
        }
        if key.starts_with(RESERVED) {
            self.warning(
                Code::UNKNOWN_KEY,
                at.key(key).place_of_key(),
                format!("{} is no extension of yours", quote(key)),
                format!(
                    "it is ignored: Bindery keeps keys that begin with `{RESERVED}` for itself"
                ),
            );
            return Fate::Drop;
        }
        if key.starts_with("x-") {
            return Fate::Keep;
        }
        match &object.entries {
            Some(entries) => self.entries(entries, key, value, at),
            None => self.unknown_key(object, key, value, at),
        }
    }

    fn unknown_key(
        &mut self,
        object: &'static Object,
        key: &str,
        value: &Value,
        at: &At<'_>,
    ) -> Fate {
        let place = at.key(key).place_of_key();
        let (message, help) = unknown_key_message(object, key);
        // An operation must never be lost for a slip in its method.
        if std::ptr::eq(object, &PATH_ITEM) && may_be_operation(key, value) {
            self.error(Code::UNKNOWN_KEY, place, message, help);
        } else {
            let help = format!("it is ignored; {help}");
            self.warning(Code::UNKNOWN_KEY, place, message, help);
        }
        Fate::Drop
    }

    /// Reports a missing key without which the object can't be understood.
    pub(super) fn missing(&mut self, object: &str, key: &str, at: &At<'_>) {
        self.error(
            Code::MISSING_KEY,
            at.value(),
            format!("the key `{key}` is missing: {object} must have it"),
            format!("add `{key}`"),
        );
    }

    /// Reports a missing key for which an empty one will do.
    pub(super) fn missing_but_clear(&mut self, object: &Object, key: &str, at: &At<'_>) {
        self.warning(
            Code::MISSING_KEY,
            at.value(),
            format!("the key `{key}` is missing: {} must have it", object.name),
            format!("it is taken as empty: add `{key}`"),
        );
    }

    /// Checks the name of a component.
    pub(super) fn component_key(&mut self, key: &str, at: &At<'_>) {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        if key.is_empty() || !key.chars().all(allowed) {
            self.warning(
                Code::UNKNOWN_KEY,
                at.key(key).place_of_key(),
                format!("{} is no name for a component", quote(key)),
                "use only ASCII letters, digits, `.`, `-` and `_`".to_owned(),
            );
        }
    }

    /// Checks the form of a free key.
    pub(super) fn entry_key(&mut self, keys: Keys, key: &str, value: &Value, at: &At<'_>) -> Fate {
        match keys {
            Keys::Any => Fate::Keep,
            Keys::Path => {
                if !key.starts_with('/') {
                    // Parameters for all paths, say, which OpenAPI doesn't know.
                    if !value.is_object() && !value.is_null() {
                        self.warning(
                            Code::UNKNOWN_KEY,
                            at.key(key).place_of_key(),
                            format!("{} is no path", quote(key)),
                            "it is ignored: a path begins with `/`, and a path item stands under it"
                                .to_owned(),
                        );
                        return Fate::Drop;
                    }
                    self.warning(
                        Code::UNKNOWN_KEY,
                        at.key(key).place_of_key(),
                        format!("the path {} doesn't begin with `/`", quote(key)),
                        format!("it is read as {}", quote(&format!("/{key}"))),
                    );
                }
                Fate::Keep
            }
            Keys::Status => self.status_key(key, at),
        }
    }

    fn status_key(&mut self, key: &str, at: &At<'_>) -> Fate {
        if is_status(key) {
            return Fate::Keep;
        }
        let place = at.key(key).place_of_key();
        if is_status(&key.to_ascii_uppercase()) {
            self.warning(
                Code::UNKNOWN_KEY,
                place,
                format!("the range {} is written in lower case", quote(key)),
                format!("it is read as `{}`", key.to_ascii_uppercase()),
            );
            return Fate::Keep;
        }
        self.error(
            Code::UNKNOWN_KEY,
            place,
            format!("{} is no status code", quote(key)),
            "write a code from `100` to `599`, a range from `1XX` to `5XX`, or `default`"
                .to_owned(),
        );
        Fate::Drop
    }
}

/// Whether an operation may be meant by a key of a path item: it is almost a method, or holds what only operations do.
fn may_be_operation(key: &str, value: &Value) -> bool {
    let methods = PATH_ITEM.fields.iter().filter(
        |field| matches!(field.shape, Shape::Object(object) if std::ptr::eq(object, &OPERATION)),
    );
    let says = |field: &Field| value.get(field.key).is_some();
    value.is_object()
        && (closest(key, methods.map(|method| method.key)).is_some()
            || OPERATION.fields.iter().any(says))
}

fn unknown_key_message(object: &Object, key: &str) -> (String, String) {
    let foreign = object
        .foreign
        .iter()
        .find(|(_, keys)| keys.contains(&key))
        .map(|(version, _)| version);
    if let Some(version) = foreign {
        let message = format!(
            "{} is a key of {version}: in OpenAPI 3 {} doesn't have it",
            quote(key),
            object.name
        );
        let help = "write it in terms of OpenAPI 3, or state that version at the top";
        return (message, help.to_owned());
    }
    let message = format!("{} is no key of {}", quote(key), object.name);
    let known = object.fields.iter().map(|field| field.key);
    let help = match (belongs_deeper(object, key), closest(key, known)) {
        (Some(deeper), _) => deeper.to_owned(),
        (None, Some(known)) => format!("did you mean `{known}`?"),
        (None, None) => "remove it, or begin it with `x-` if it is an extension".to_owned(),
    };
    (message, help)
}

/// Whether the key is a status code, a range or `default` (OpenAPI 3.0.3, Responses Object).
fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        b"default" => true,
        [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => false,
    }
}
