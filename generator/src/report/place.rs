//! Places in the author's text, named by JSON pointer and turned into lines and columns only when shown.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde_json::Value;

/// Which of a document's files: its index in the document's sources. The root file is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub usize);

/// A JSON pointer (RFC 6901) from the root of a file to one of its nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The root of a file.
    pub fn root() -> Self {
        Self::default()
    }

    /// Takes a pointer as it is written, `~` and `/` in its tokens already escaped.
    pub fn parse(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The node that these keys lead to from the root, one in the other.
    pub(crate) fn of_keys(keys: &[&str]) -> Self {
        let mut text = String::with_capacity(keys.iter().map(|key| 1 + key.len()).sum());
        for key in keys {
            text.push('/');
            push_token(&mut text, key);
        }
        Self(text)
    }

    /// The node under `key` in this mapping.
    pub fn key(&self, key: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + 1 + key.len());
        text.push_str(&self.0);
        text.push('/');
        push_token(&mut text, key);
        Self(text)
    }

    /// The node at `index` in this sequence.
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The pointer as RFC 6901 writes it; empty for the root.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the node is that one, or stands within it.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        let rest = self.0.strip_prefix(&other.0);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The node that `rest`, a pointer from this node, names.
    pub(crate) fn join(&self, rest: &Self) -> Self {
        Self(format!("{}{}", self.0, rest.0))
    }

    /// The pointer as its text.
    pub(crate) fn into_text(self) -> String {
        self.0
    }

    /// The unescaped tokens, from the root down.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.unescaped_tokens().map(Cow::into_owned)
    }

    fn unescaped_tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(unescaped)
    }

    /// The node of `tree` that the pointer names.
    pub(crate) fn find<'t>(&self, tree: &'t Value) -> Option<&'t Value> {
        if !self.0.is_empty() && !self.0.starts_with('/') {
            return None;
        }
        let mut tokens = self.unescaped_tokens();
        tokens.try_fold(tree, |node, token| match node {
            Value::Object(map) => map.get(token.as_ref()),
            Value::Array(list) => list.get(index(&token)?),
            _ => None,
        })
    }
}

/// What a token of a pointer stands for.
fn unescaped(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

/// The index in a sequence that a token stands for: digits, without zeros before others (RFC 6901, section 4).
fn index(token: &str) -> Option<usize> {
    let is_digits = token.bytes().all(|byte| byte.is_ascii_digit());
    let is_padded = token.len() > 1 && token.starts_with('0');
    token.parse().ok().filter(|_| is_digits && !is_padded)
}

/// Appends a key as a token of a pointer (RFC 6901, section 3).
fn push_token(text: &mut String, key: &str) {
    if !key.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
        return text.push_str(key);
    }
    let mut rest = key;
    while let Some(at) = rest.find(['~', '/']) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        text.push_str(if from.starts_with('~') { "~0" } else { "~1" });
        rest = from.get(1..).unwrap_or_default();
    }
    text.push_str(rest);
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place in one of the author's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Where in it.
    pub spot: Spot,
}

/// Where in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The value of a node; of a mapping or sequence, its first line.
    Value(Pointer),
    /// The key under which a node stands.
    Key(Pointer),
    /// A key that its mapping has more than once: that of the occurrence after the first `after` ones.
    RepeatedKey {
        /// The node that the key names.
        pointer: Pointer,
        /// How many occurrences stand before the one meant; 1 for the second.
        after: usize,
    },
    /// Bytes of the text, for text that has no nodes because it doesn't parse.
    Bytes(Range<usize>),
}

impl Spot {
    /// The node that is meant; `None` where the text has none.
    pub fn pointer(&self) -> Option<&Pointer> {
        match self {
            Self::Value(pointer) | Self::Key(pointer) | Self::RepeatedKey { pointer, .. } => {
                Some(pointer)
            }
            Self::Bytes(_) => None,
        }
    }
}

impl Place {
    /// The value that `pointer` names in `file`.
    pub fn value(file: FileId, pointer: Pointer) -> Self {
        Self {
            file,
            spot: Spot::Value(pointer),
        }
    }

    /// The key of the node that `pointer` names in `file`.
    pub fn key(file: FileId, pointer: Pointer) -> Self {
        Self {
            file,
            spot: Spot::Key(pointer),
        }
    }

    /// These bytes of `file`.
    pub fn bytes(file: FileId, range: Range<usize>) -> Self {
        Self {
            file,
            spot: Spot::Bytes(range),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_pointer_finds_what_it_names() {
        let tree = json!({"a": [{"b/c~d": 1}, 2], "": 3});
        let found = |pointer: &str| Pointer::parse(pointer).find(&tree).cloned();
        assert_eq!(found(""), Some(tree.clone()));
        assert_eq!(found("/a/0/b~1c~0d"), Some(json!(1)));
        assert_eq!(found("/a/1"), Some(json!(2)));
        assert_eq!(found("/"), Some(json!(3)));
        for nothing in ["a", "/a/2", "/a/01", "/a/+1", "/a/1/b", "/b"] {
            assert_eq!(found(nothing), None, "{nothing}");
            assert_eq!(tree.pointer(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn keys_are_escaped_once() {
        let pointer = Pointer::of_keys(&["paths", "/a~b", "get"]);
        assert_eq!(pointer.as_str(), "/paths/~1a~0b/get");
        assert_eq!(pointer, Pointer::root().key("paths").key("/a~b").key("get"));
        assert_eq!(pointer.tokens().nth(1).as_deref(), Some("/a~b"));
    }
}
