//! Going over a document up to an offset, to know what stands there.

use std::ops::Range;

use serde_json::Value;

use super::locate::push_step;

/// Goes over the first `offset` bytes of a document, well-formed or not.
pub(super) fn scan(document: &[u8], offset: usize) -> Scan<'_> {
    let mut scan = Scan {
        document,
        position: 0,
        open: Vec::new(),
        closed: None,
        parted: false,
    };
    while scan.position < offset && scan.token() {}
    scan
}

/// Where a walk over a document has come to.
pub(super) struct Scan<'d> {
    document: &'d [u8],
    position: usize,
    /// The arrays and objects that are open, from the outside in.
    open: Vec<Container>,
    /// The array or object that the last token closed.
    closed: Option<Container>,
    /// Whether the last token is a comma between an array's items.
    parted: bool,
}

/// An array or object.
struct Container {
    start: usize,
    child: Child,
}

/// The child of a container that was begun last.
enum Child {
    /// An array's item, by its index.
    Item(usize),
    /// An object's member, by where its key stands, quotes included; none as yet, or after a comma.
    Member(Option<Range<usize>>),
}

impl Scan<'_> {
    /// The JSON pointer to what stands here, or to `subject`, a value that has just been read whole.
    ///
    /// After such a value serde_json may have gone on by one token, to the end of the parent or to the next item.
    /// Where the last token closed an array or object, this is the subject if it equals it, else its last child is.
    pub(super) fn pointer(&self, subject: Option<&Value>) -> String {
        let mut pointer = String::new();
        for container in &self.open {
            self.push(&mut pointer, container);
        }
        let Some(subject) = subject else {
            return pointer;
        };
        if let Some(closed) = &self.closed {
            let value = self.document.get(closed.start..self.position);
            let value = value.map(serde_json::from_slice::<Value>);
            if !matches!(value, Some(Ok(value)) if value == *subject) {
                self.push(&mut pointer, closed);
            }
        } else if self.parted
            && let Some((
                Container {
                    child: Child::Item(index),
                    ..
                },
                parents,
            )) = self.open.split_last()
        {
            pointer.clear();
            for container in parents {
                self.push(&mut pointer, container);
            }
            push_step(&mut pointer, &index.saturating_sub(1).to_string());
        }
        pointer
    }

    fn push(&self, pointer: &mut String, container: &Container) {
        match &container.child {
            Child::Item(index) => push_step(pointer, &index.to_string()),
            Child::Member(None) => {}
            Child::Member(Some(key)) => {
                let quoted = self.document.get(key.clone()).unwrap_or_default();
                match serde_json::from_slice::<String>(quoted) {
                    Ok(key) => push_step(pointer, &key),
                    Err(_) => push_step(pointer, &String::from_utf8_lossy(quoted)),
                }
            }
        }
    }

    /// Goes over one token; `false` at the end. Bytes that can't stand where they stand count as scalars.
    fn token(&mut self) -> bool {
        let Some(byte) = self.document.get(self.position).copied() else {
            return false;
        };
        let start = self.position;
        self.position += 1;
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => return true,
            b'{' => self.open.push(Container {
                start,
                child: Child::Member(None),
            }),
            b'[' => self.open.push(Container {
                start,
                child: Child::Item(0),
            }),
            b'}' | b']' => {
                self.closed = self.open.pop();
                self.parted = false;
                return true;
            }
            b'"' => self.string(start),
            _ => {}
        }
        self.parted = byte == b',' && self.next_item();
        self.closed = None;
        true
    }

    /// Goes on behind a comma; whether it parts an array's items.
    fn next_item(&mut self) -> bool {
        match self.open.last_mut().map(|container| &mut container.child) {
            Some(Child::Item(index)) => {
                *index += 1;
                true
            }
            Some(Child::Member(key)) => {
                *key = None;
                false
            }
            None => false,
        }
    }

    /// Goes over the rest of a string; the first one of a member is its key.
    fn string(&mut self, start: usize) {
        while let Some(byte) = self.document.get(self.position) {
            self.position += 1;
            match byte {
                b'"' => break,
                b'\\' => self.position += 1,
                _ => {}
            }
        }
        if let Some(Container {
            child: Child::Member(key @ None),
            ..
        }) = self.open.last_mut()
        {
            *key = Some(start..self.position.min(self.document.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::scan;

    fn pointer(before: &str, after: &str) -> String {
        scan(format!("{before}{after}").as_bytes(), before.len()).pointer(None)
    }

    #[test]
    fn names_what_stands_at_an_offset() {
        assert_eq!(pointer("", "[1]"), "");
        assert_eq!(pointer(r#"{"a""#, r#": 1}"#), "/a");
        assert_eq!(pointer(r#"{"a": "x""#, "}"), "/a");
        assert_eq!(
            pointer(r#"{"a": [1, {"b": 1, "c/d~e": "#, "{}}]}"),
            "/a/1/c~1d~0e"
        );
        assert_eq!(pointer(r#"{"a": [1, {"b": 1}"#, "]}"), "/a/1");
        assert_eq!(pointer(r#"{"a": {"b": 1}, "#, "}"), "");
        assert_eq!(pointer(r#"{"a\"\u00e4": "#, "1}"), "/a\"ä");
    }

    #[test]
    fn tells_a_value_from_its_last_child() {
        let document = br#"{"a": [{"b": null} ], "c": 1}"#;
        let end = document.iter().position(|byte| *byte == b']').unwrap() + 1;
        let scan = scan(document, end);
        assert_eq!(scan.pointer(Some(&json!([{ "b": null }]))), "/a");
        assert_eq!(scan.pointer(Some(&json!({ "b": null }))), "/a/0");
    }

    #[test]
    fn tells_a_value_from_the_next() {
        let document = br#"{"a": [1, 2 , 3]}"#;
        let end = document.iter().position(|byte| *byte == b'3').unwrap();
        assert_eq!(scan(document, end).pointer(Some(&json!(2))), "/a/1");
        assert_eq!(scan(document, end).pointer(None), "/a/2");
    }

    #[test]
    fn bears_with_anything() {
        for document in ["]]}", "\"\\", "{\"a\"\"b\",,", "[,]", "\"a"] {
            for offset in 0..=document.len() + 1 {
                scan(document.as_bytes(), offset).pointer(Some(&json!(1)));
            }
        }
    }
}
