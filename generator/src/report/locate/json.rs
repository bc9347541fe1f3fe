//! Where the nodes of a JSON text stand. The text is known to be JSON; of one that isn't, what stands before its
//! first error is found.

use std::borrow::Cow;
use std::ops::Range;

use indexmap::IndexMap;

use super::tree::{Children, NodeId, Tree, insert};

/// How deep the scan goes: as deep as the parser that read the text.
const DEPTH: usize = 128;

/// Scans a whole text.
pub(super) fn scan(text: &str) -> Tree<'_> {
    let mut scanner = Scanner {
        text,
        at: 0,
        tree: Tree::default(),
    };
    scanner.value(DEPTH);
    scanner.tree
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    tree: Tree<'t>,
}

impl<'t> Scanner<'t> {
    fn value(&mut self, depth: usize) -> Option<NodeId> {
        let depth = depth.checked_sub(1)?;
        let start = self.skip_space();
        match self.peek()? {
            b'{' => {
                let id = self.open(start);
                let entries = self.entries(depth);
                self.tree.close(id, Children::Entries(entries), self.at);
                Some(id)
            }
            b'[' => {
                let id = self.open(start);
                let items = self.items(depth);
                self.tree.close(id, Children::Items(items), self.at);
                Some(id)
            }
            b'"' => {
                let range = self.string()?;
                Some(self.tree.add(range))
            }
            _ => {
                self.skip_while(|byte| !byte.is_ascii_whitespace() && !b",]}".contains(&byte));
                Some(self.tree.add(start..self.at))
            }
        }
    }

    fn open(&mut self, start: usize) -> NodeId {
        self.at += 1;
        self.tree.add(start..self.at)
    }

    fn entries(&mut self, depth: usize) -> IndexMap<Cow<'t, str>, super::tree::Entry> {
        let mut entries = IndexMap::new();
        while !self.skip_byte(b'}') {
            let Some((name, key)) = self.name() else {
                break;
            };
            let Some(value) = self.value(depth) else {
                break;
            };
            insert(&mut entries, name, key, value);
            self.skip_byte(b',');
        }
        entries
    }

    fn items(&mut self, depth: usize) -> Vec<NodeId> {
        let mut items = Vec::new();
        while !self.skip_byte(b']') {
            let Some(item) = self.value(depth) else {
                break;
            };
            items.push(item);
            self.skip_byte(b',');
        }
        items
    }

    /// An object's key, unescaped, and the `:` after it.
    fn name(&mut self) -> Option<(Cow<'t, str>, Range<usize>)> {
        self.skip_space();
        let key = self.string()?;
        let literal = self.text.get(key.clone())?;
        let name = if literal.contains('\\') {
            Cow::Owned(serde_json::from_str(literal).ok()?)
        } else {
            Cow::Borrowed(literal.trim_matches('"'))
        };
        self.skip_byte(b':').then_some((name, key))
    }

    /// A string, with its quotes.
    fn string(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        if self.peek()? != b'"' {
            return None;
        }
        self.at += 1;
        loop {
            self.skip_while(|byte| byte != b'"' && byte != b'\\');
            match self.peek()? {
                b'\\' => self.at += 2,
                _ => {
                    self.at += 1;
                    return Some(start..self.at);
                }
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_while(&mut self, skipped: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&skipped) {
            self.at += 1;
        }
    }

    fn skip_space(&mut self) -> usize {
        self.skip_while(|byte| byte.is_ascii_whitespace());
        self.at
    }

    /// Skips space and then that byte, if it stands there.
    fn skip_byte(&mut self, byte: u8) -> bool {
        self.skip_space();
        let stands = self.peek() == Some(byte);
        self.at += usize::from(stands);
        stands
    }
}
