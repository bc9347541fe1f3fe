//! Walks a tree along the table of OpenAPI's objects: reports each defect where it stands, mends those whose meaning
//! is clear, and leaves out what can't be understood.

mod bare_schemas;
mod content;
mod discriminators;
mod dynamic;
mod enums;
mod hints;
mod keys;
mod moot;
mod near_types;
mod nulls;
mod objects;
mod parameters;
mod scalars;
mod schemas;
mod securities;
mod siblings;
mod strays;
mod types;
mod versions;
mod walk;
mod wire_names;

/// What single objects ask for beyond the table.
pub(super) mod rules {
    pub(in crate::normalize) use super::bare_schemas::{before_body, before_media_type};
    pub(in crate::normalize) use super::content::{document, media_type};
    pub(in crate::normalize) use super::objects::{
        encoding, link, path_item, response_of_text, responses, tag_of_text,
    };
    pub(in crate::normalize) use super::parameters::{
        before_header, before_parameter, header, parameter,
    };
    pub(in crate::normalize) use super::schemas::{
        before_schema, discriminator_of_text, schema, schema_of_flag,
    };
    pub(in crate::normalize) use super::securities::{before_security_scheme, security_scheme};
    pub(in crate::normalize) use super::wire_names::{request_body, response};
}

pub(super) use parameters::FORM;
pub(super) use types::types;
pub(super) use wire_names::is_header_name;

use serde_json::Value;

use super::at::At;
use super::origins::Moves;
use super::references::{self, References};
use super::table::DOCUMENT;
use super::trees::Trees;
use super::version::{self, Version};
use crate::config::Dangling;
use crate::report::{Code, Place, Report, Reports, Severity};

/// Checks the tree of a description in that version; gives a copy of it, mended, with every reference resolved. What it
/// moves is noted in `moves`.
pub(super) fn check(
    trees: Trees<'_>,
    rules: Rules,
    moves: &mut Moves,
    reports: &mut Reports,
) -> Option<Value> {
    let mut tree = trees.root().clone();
    version::restate(&mut tree, moves);
    let mut check = Check {
        reports,
        version: rules.version,
        is_converted: rules.is_converted,
        dangling: rules.dangling,
        moves,
        references: References::new(trees),
        aside: false,
    };
    let fate = check.value(&DOCUMENT, &mut tree, &At::root());
    references::finish(&mut check, &mut tree);
    (fate == Fate::Keep).then_some(tree)
}

/// What a description is checked by.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    /// What it is written in.
    pub(super) version: Version,
    /// Whether it was converted to that from Swagger 2.0, or some of it was.
    pub(super) is_converted: bool,
    /// What a reference that leads to nothing is taken for.
    pub(super) dangling: Dangling,
}

/// One walk over a tree.
pub(super) struct Check<'d> {
    pub(super) reports: &'d mut Reports,
    /// What the description is written in.
    version: Version,
    /// Whether it was converted to that from Swagger 2.0, or some of it was.
    is_converted: bool,
    /// What a reference that leads to nothing is taken for.
    pub(super) dangling: Dangling,
    /// Where what it moves comes from.
    pub(super) moves: &'d mut Moves,
    /// The description's references, resolved as the walk comes to them.
    pub(super) references: References<'d>,
    /// Whether nothing that is bound depends on what is being checked, so that errors in it weigh as warnings.
    aside: bool,
}

/// What becomes of a node that was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub(super) enum Fate {
    /// It stands, as it was or mended.
    Keep,
    /// It was reported, and its parent must leave it out.
    Drop,
}

impl Check<'_> {
    /// Reports a node that can't be understood.
    pub(super) fn error(&mut self, code: Code, place: Place, message: String, help: String) {
        let severity = if self.aside {
            Severity::Warning
        } else {
            Severity::Error
        };
        self.reports.push(Report {
            severity,
            ..Report::error(code, place, message).help(help)
        });
    }

    /// Reports a defect whose meaning is clear.
    pub(super) fn warning(&mut self, code: Code, place: Place, message: String, help: String) {
        self.reports
            .push(Report::warning(code, place, message).help(help));
    }

    /// Reports a defect whose meaning is clear, once for all with that code and help.
    pub(super) fn repeated_warning(
        &mut self,
        code: Code,
        place: Place,
        message: String,
        help: &str,
    ) {
        self.reports
            .push_repeated(Report::warning(code, place, message).help(help));
    }
}
