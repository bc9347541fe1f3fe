//! Which nodes of a text are asked for.

use hashbrown::HashMap;

use crate::report::Pointer;

/// Of a node that is asked for, or in which something is: the nodes in it of which that is true as well, by their keys
/// or indices.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    inside: HashMap<String, Wanted>,
}

impl Wanted {
    /// Asks for what the pointer names, from here on.
    pub(super) fn add(&mut self, pointer: &Pointer) {
        let mut at = self;
        for token in pointer.tokens() {
            at = at.inside.entry(token).or_default();
        }
    }

    /// What is wanted of the node that stands under that key or index.
    pub(super) fn inside(&self, token: &str) -> Option<&Self> {
        self.inside.get(token)
    }
}
