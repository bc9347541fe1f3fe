//! Circles of references: nodes that are nothing but references to each other.

use hashbrown::HashMap;

use super::resolve::find;
use crate::normalize::trees::Trees;
use crate::report::Pointer;

/// Where the chains of references end that were followed so far.
#[derive(Debug, Default)]
pub(super) struct Circles(HashMap<String, End>);

/// Where a chain of references ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// At a node that is no reference.
    Node,
    /// In a circle that this reference is outside of.
    Circle,
    /// Nowhere: the reference is one of a circle.
    Itself,
}

impl Circles {
    /// Whether the reference at `pointer` is one of a circle.
    pub(super) fn contain(&mut self, trees: Trees<'_>, pointer: &str) -> bool {
        let mut chain: Vec<String> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut current = pointer.to_owned();
        let (end, circle) = loop {
            match self.0.get(&current) {
                Some(End::Node) => break (End::Node, chain.len()),
                Some(_) => break (End::Circle, chain.len()),
                None => (),
            }
            if let Some(start) = places.get(&current) {
                break (End::Circle, *start);
            }
            let Some(next) = next(trees, &current) else {
                break (End::Node, chain.len());
            };
            places.insert(current.clone(), chain.len());
            chain.push(std::mem::replace(&mut current, next));
        };
        for (index, passed) in chain.into_iter().enumerate() {
            let end = if index < circle { end } else { End::Itself };
            self.0.insert(passed, end);
        }
        self.0.get(pointer) == Some(&End::Itself)
    }
}

/// The pointer that the reference at `pointer` names; `None` if the node there is none.
fn next(trees: Trees<'_>, pointer: &str) -> Option<String> {
    let pointer = Pointer::parse(pointer);
    let text = trees.node(&pointer)?.get("$ref")?.as_str()?;
    let (target, _) = trees.resolve(&pointer, text).ok()?;
    let (target, _) = find(trees, &target)?;
    Some(target.as_str().to_owned())
}
