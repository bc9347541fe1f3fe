//! Where the nodes of one text stand.

use std::borrow::Cow;
use std::ops::Range;

use indexmap::IndexMap;
use indexmap::map::Entry as Slot;

use crate::report::Pointer;

/// How many merge keys (`<<`) a look-up follows, one inside another; a chain that is longer goes in circles.
const MERGE_DEPTH: usize = 16;

/// The nodes of one text, as a tree of byte ranges. The root is the first; there is none in an empty text.
#[derive(Debug, Default)]
pub(super) struct Tree<'t> {
    nodes: Vec<Node<'t>>,
}

/// One of a tree's nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeId(usize);

#[derive(Debug)]
struct Node<'t> {
    range: Range<usize>,
    children: Children<'t>,
}

/// What stands inside a node.
#[derive(Debug)]
pub(super) enum Children<'t> {
    /// Nothing: a scalar.
    None,
    /// The items of a sequence.
    Items(Vec<NodeId>),
    /// The entries of a mapping.
    Entries(IndexMap<Cow<'t, str>, Entry>),
    /// Those of another node, which this one is an alias of.
    Alias(NodeId),
}

/// One entry of a mapping.
#[derive(Debug)]
pub(super) struct Entry {
    key: Range<usize>,
    /// The same key's later occurrences.
    repeated: Vec<Range<usize>>,
    value: NodeId,
}

/// Adds an entry to a mapping: as a new one, or as another occurrence of its key.
pub(super) fn insert<'t>(
    entries: &mut IndexMap<Cow<'t, str>, Entry>,
    name: Cow<'t, str>,
    key: Range<usize>,
    value: NodeId,
) {
    match entries.entry(name) {
        Slot::Occupied(mut entry) => entry.get_mut().repeated.push(key),
        Slot::Vacant(slot) => {
            slot.insert(Entry {
                key,
                repeated: Vec::new(),
                value,
            });
        }
    }
}

impl<'t> Tree<'t> {
    /// Adds a node that has no children yet.
    pub(super) fn add(&mut self, range: Range<usize>) -> NodeId {
        self.nodes.push(Node {
            range,
            children: Children::None,
        });
        NodeId(self.nodes.len() - 1)
    }

    /// Settles what stands in a node, and where the node ends.
    pub(super) fn close(&mut self, id: NodeId, children: Children<'t>, end: usize) {
        if let Some(node) = self.nodes.get_mut(id.0) {
            node.children = children;
            node.range.end = node.range.end.max(end);
        }
    }

    /// The bytes of the value that `pointer` names: of an empty one those of its key, of one that isn't there those
    /// of its nearest ancestor.
    pub(super) fn value(&self, pointer: &Pointer) -> Range<usize> {
        self.find(pointer).value
    }

    /// The bytes of the key of the node that `pointer` names, in its occurrence after the first `after` ones. A node
    /// without a key gives its value.
    pub(super) fn key(&self, pointer: &Pointer, after: usize) -> Range<usize> {
        let found = self.find(pointer);
        let Some(entry) = found.entry else {
            return found.value;
        };
        let repeated = after.checked_sub(1).and_then(|nth| entry.repeated.get(nth));
        repeated.unwrap_or(&entry.key).clone()
    }

    fn find(&self, pointer: &Pointer) -> Found<'_> {
        let mut found = Found {
            value: self.nodes.first().map_or(0..0, |root| root.range.clone()),
            entry: None,
        };
        let mut at = NodeId(0);
        for token in pointer.tokens() {
            let Some((entry, child)) = self.child(at, &token, MERGE_DEPTH) else {
                // The nearest ancestor: its key says more than the first line of its value.
                if let Some(entry) = found.entry {
                    found.value = entry.key.clone();
                }
                return found;
            };
            at = child;
            found = self.found(entry, child);
        }
        found
    }

    fn found<'a>(&'a self, entry: Option<&'a Entry>, child: NodeId) -> Found<'a> {
        let value = self.nodes.get(child.0).map(|node| node.range.clone());
        let key = entry.map(|entry| entry.key.clone());
        let value = value.filter(|value| !value.is_empty()).or(key);
        Found {
            value: value.unwrap_or(0..0),
            entry,
        }
    }

    fn child(&self, at: NodeId, token: &str, depth: usize) -> Option<(Option<&Entry>, NodeId)> {
        let depth = depth.checked_sub(1)?;
        match &self.nodes.get(at.0)?.children {
            Children::None => None,
            Children::Alias(target) => self.child(*target, token, depth),
            Children::Items(items) => {
                let item = items.get(token.parse::<usize>().ok()?)?;
                Some((None, *item))
            }
            Children::Entries(entries) => match entries.get(token) {
                Some(entry) => Some((Some(entry), entry.value)),
                None => self.merged_child(entries.get("<<")?.value, token, depth),
            },
        }
    }

    /// The entry of that name in what a merge key brings in: one mapping, or a sequence of them.
    fn merged_child(
        &self,
        merged: NodeId,
        token: &str,
        depth: usize,
    ) -> Option<(Option<&Entry>, NodeId)> {
        match &self.nodes.get(merged.0)?.children {
            Children::Items(items) => items
                .iter()
                .find_map(|item| self.child(*item, token, depth)),
            _ => self.child(merged, token, depth),
        }
    }
}

struct Found<'a> {
    value: Range<usize>,
    entry: Option<&'a Entry>,
}
