//! The types that operations bring along beside requests and answers: sets of headers, and enums of bodies.

use hashbrown::HashMap;

use super::names::{Scope, bare};
use crate::api::{HeaderSet, HeaderSetId};
use crate::report::Pointer;

/// The types of all operations so far.
#[derive(Debug, Default)]
pub(super) struct OperationTypes {
    pub(super) header_sets: Vec<HeaderSet>,
    names: Scope,
    /// Where each was described, so that what a component holds is made once.
    header_places: HashMap<Pointer, HeaderSetId>,
    choice_places: HashMap<Pointer, String>,
    error_choices: HashMap<String, String>,
}

impl OperationTypes {
    /// The set of the headers that are described at that place, if it has been made.
    pub(super) fn header_set(&self, at: &Pointer) -> Option<HeaderSetId> {
        self.header_places.get(at).copied()
    }

    /// A name for a type, `stem` first.
    pub(super) fn name(&mut self, stem: &str, role: &str) -> String {
        self.names.take(&format!("{}{role}", bare(stem)), "")
    }

    /// Keeps a set of headers.
    pub(super) fn add_header_set(&mut self, at: &Pointer, set: HeaderSet) -> HeaderSetId {
        let id = HeaderSetId(self.header_sets.len());
        self.header_places.insert(at.clone(), id);
        self.header_sets.push(set);
        id
    }

    /// The name of the enum of the bodies that are described at that place.
    pub(super) fn choice(&mut self, at: &Pointer, stem: &str) -> String {
        if let Some(name) = self.choice_places.get(at) {
            return name.clone();
        }
        let name = self.name(stem, "Body");
        self.choice_places.insert(at.clone(), name.clone());
        name
    }

    /// The name of the enum for the same bodies as those of `choice`, which aren't held in the same way in errors.
    pub(super) fn error_choice(&mut self, choice: &str) -> String {
        if let Some(name) = self.error_choices.get(choice) {
            return name.clone();
        }
        let stem = choice.strip_suffix("Body").unwrap_or(choice);
        let name = self.name(stem, "ErrorBody");
        self.error_choices.insert(choice.to_owned(), name.clone());
        name
    }
}
