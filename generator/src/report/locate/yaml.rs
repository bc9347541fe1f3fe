//! Where the nodes of a YAML text stand. Of a text that isn't YAML, what stands before its first error is found.

use std::borrow::Cow;
use std::ops::Range;

use hashbrown::HashMap;
use indexmap::IndexMap;
use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::characters::Characters;
use super::tree::{Children, Entry, NodeId, Tree, insert};

/// Scans the first document of a text.
pub(super) fn scan(text: &str) -> Tree<'_> {
    let mut builder = Builder {
        text,
        characters: Characters::of(text),
        tree: Tree::default(),
        open: Vec::new(),
        anchors: HashMap::new(),
    };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::DocumentEnd, _)) | Err(_) => break,
            Ok((event, span)) => builder.event(event, span),
        }
    }
    builder.close_all();
    builder.tree
}

struct Builder<'t> {
    text: &'t str,
    characters: Characters<'t>,
    tree: Tree<'t>,
    /// The collections around the next event, the outermost first.
    open: Vec<Open<'t>>,
    /// The nodes that have anchors.
    anchors: HashMap<usize, Anchored<'t>>,
}

struct Anchored<'t> {
    id: NodeId,
    /// What the node says, if it is a scalar: an alias of it may be a key.
    scalar: Option<Cow<'t, str>>,
}

/// A collection whose end is still to come.
struct Open<'t> {
    id: NodeId,
    inside: Inside<'t>,
}

enum Inside<'t> {
    Sequence(Vec<NodeId>),
    Mapping {
        entries: IndexMap<Cow<'t, str>, Entry>,
        /// The key whose value comes next; its name is `None` where the key is a collection.
        key: Option<(Option<Cow<'t, str>>, Range<usize>)>,
    },
}

impl<'t> Builder<'t> {
    fn event(&mut self, event: Event<'t>, span: Span) {
        let range =
            self.characters.byte(span.start.index())..self.characters.byte(span.end.index());
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let range = self.without_comment(range, style);
                let id = self.tree.add(range.clone());
                self.anchor(anchor, id, Some(&text));
                self.node(id, range, Some(text));
            }
            Event::Alias(anchor) => {
                let id = self.tree.add(range.clone());
                let target = self.anchors.get(&anchor);
                let scalar = target.and_then(|target| target.scalar.clone());
                if let Some(target) = target.map(|target| target.id) {
                    self.tree.close(id, Children::Alias(target), range.end);
                }
                self.node(id, range, scalar);
            }
            Event::SequenceStart(anchor, _) => {
                self.open(range, anchor, Inside::Sequence(Vec::new()));
            }
            Event::MappingStart(anchor, _) => {
                let entries = IndexMap::new();
                self.open(range, anchor, Inside::Mapping { entries, key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            _ => {}
        }
    }

    /// The parser counts the comment after a quoted scalar as part of it.
    fn without_comment(&self, range: Range<usize>, style: ScalarStyle) -> Range<usize> {
        let quote = match style {
            ScalarStyle::SingleQuoted => '\'',
            ScalarStyle::DoubleQuoted => '"',
            _ => return range,
        };
        let literal = self.text.get(range.clone()).unwrap_or("");
        let mut letters = literal.char_indices().skip_while(|(_, it)| *it != quote);
        letters.next();
        while let Some((at, letter)) = letters.next() {
            if letter == '\\' && quote == '"' {
                letters.next();
            } else if letter == quote {
                let end = at + quote.len_utf8();
                let is_escaped =
                    quote == '\'' && literal.get(end..).is_some_and(|it| it.starts_with(quote));
                if !is_escaped {
                    return range.start..range.start + end;
                }
                letters.next();
            }
        }
        range
    }

    fn anchor(&mut self, anchor: usize, id: NodeId, scalar: Option<&Cow<'t, str>>) {
        if anchor != 0 {
            let scalar = scalar.cloned();
            self.anchors.insert(anchor, Anchored { id, scalar });
        }
    }

    /// Puts a finished node where it belongs in the collection around it.
    fn node(&mut self, id: NodeId, range: Range<usize>, scalar: Option<Cow<'t, str>>) {
        match self.open.last_mut().map(|open| &mut open.inside) {
            None => {}
            Some(Inside::Sequence(items)) => items.push(id),
            Some(Inside::Mapping { entries, key }) => match key.take() {
                None => *key = Some((scalar, range)),
                Some((Some(name), key)) => insert(entries, name, key, id),
                Some((None, _)) => {}
            },
        }
    }

    fn open(&mut self, range: Range<usize>, anchor: usize, inside: Inside<'t>) {
        let id = self.tree.add(range);
        self.anchor(anchor, id, None);
        self.open.push(Open { id, inside });
    }

    fn close(&mut self, end: usize) {
        let Some(Open { id, inside }) = self.open.pop() else {
            return;
        };
        let children = match inside {
            Inside::Sequence(items) => Children::Items(items),
            Inside::Mapping { entries, .. } => Children::Entries(entries),
        };
        self.tree.close(id, children, end);
        self.node(id, end..end, None);
    }

    fn close_all(&mut self) {
        while !self.open.is_empty() {
            self.close(self.text.len());
        }
    }
}
