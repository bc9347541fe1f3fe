//! Where the nodes of a JSON text stand. The text is known to be JSON; of one that isn't, what stands before its
//! first error is found.

use std::borrow::Cow;
use std::ops::Range;

use indexmap::IndexMap;

use super::tree::{Children, NodeId, Tree, insert};
use super::wanted::Wanted;

/// How deep the scan goes: as deep as the parser that read the text.
const DEPTH: usize = 128;

/// Scans a text for the nodes that are wanted; others are passed over.
pub(super) fn scan<'t>(text: &'t str, wanted: &Wanted) -> Tree<'t> {
    let mut scanner = Scanner {
        text,
        at: 0,
        tree: Tree::default(),
    };
    scanner.value(Some(wanted), DEPTH);
    scanner.tree
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    tree: Tree<'t>,
}

impl<'t> Scanner<'t> {
    fn value(&mut self, wanted: Option<&Wanted>, depth: usize) -> Option<NodeId> {
        let depth = depth.checked_sub(1)?;
        let start = self.skip_space();
        match (self.peek()?, wanted) {
            (b'{' | b'[', None) => {
                self.pass_over();
                Some(self.tree.add(start..self.at))
            }
            (b'{', Some(wanted)) => {
                let id = self.open(start);
                let entries = self.entries(wanted, depth);
                self.tree.close(id, Children::Entries(entries), self.at);
                Some(id)
            }
            (b'[', Some(wanted)) => {
                let id = self.open(start);
                let items = self.items(wanted, depth);
                self.tree.close(id, Children::Items(items), self.at);
                Some(id)
            }
            (b'"', _) => {
                let range = self.string()?;
                Some(self.tree.add(range))
            }
            _ => {
                self.skip_while(|byte| !byte.is_ascii_whitespace() && !b",]}".contains(&byte));
                Some(self.tree.add(start..self.at))
            }
        }
    }

    /// Goes to the end of the object or array that begins here.
    fn pass_over(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    if self.string().is_none() {
                        return;
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }

    fn open(&mut self, start: usize) -> NodeId {
        self.at += 1;
        self.tree.add(start..self.at)
    }

    fn entries(
        &mut self,
        wanted: &Wanted,
        depth: usize,
    ) -> IndexMap<Cow<'t, str>, super::tree::Entry> {
        let mut entries = IndexMap::new();
        while !self.skip_byte(b'}') {
            let Some((name, key)) = self.name() else {
                break;
            };
            let wanted = wanted.inside(&name);
            let Some(value) = self.value(wanted, depth) else {
                break;
            };
            if wanted.is_some() {
                insert(&mut entries, name, key, value);
            }
            self.skip_byte(b',');
        }
        entries
    }

    fn items(&mut self, wanted: &Wanted, depth: usize) -> Vec<NodeId> {
        let mut items = Vec::new();
        while !self.skip_byte(b']') {
            let wanted = wanted.inside(&items.len().to_string());
            let Some(item) = self.value(wanted, depth) else {
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
