//! `x-bindery-pagination`: that an operation hands out a list page by page, and how. `docs/pagination.md` has its rules.

mod path;
mod read;

use serde_json::Value;

use super::sites::{self, Site};
use crate::api::Api;
use crate::report::{Code, FileId, Place, Pointer, Report, Reports};

const KEY: &str = "x-bindery-pagination";

/// What an operation says of its pages, and where.
#[derive(Debug)]
pub(super) struct Marked<'a> {
    at: Pointer,
    given: &'a Value,
}

/// What is wrong with it: the key within it that is at fault, what, and how to mend it.
#[derive(Debug)]
struct Fault {
    key: Option<&'static str>,
    message: String,
    help: String,
}

impl Fault {
    fn at(key: &'static str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            key: Some(key),
            message: message.into(),
            help: help.into(),
        }
    }

    fn whole(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            key: None,
            message: message.into(),
            help: help.into(),
        }
    }
}

/// What the operations of these places say of their pages, one by one in their order.
pub(super) fn marked<'a>(sites: &[Site<'a>]) -> Vec<Option<Marked<'a>>> {
    let operations = sites.iter().flat_map(sites::methods);
    operations
        .map(|(_, at, written)| {
            Some(Marked {
                at: at.key(KEY),
                given: written.extensions.get(KEY)?,
            })
        })
        .collect()
}

/// Settles how the operations of an API hand out pages, now that the types of their answers are known. What can't be
/// followed is reported, and that operation has no pages.
pub(super) fn settle(api: &mut Api, marked: &[Option<Marked<'_>>], reports: &mut Reports) {
    let operations = api.operations.iter().zip(marked);
    let settled: Vec<_> = operations
        .map(|(operation, marked)| {
            let marked = marked.as_ref()?;
            let read = read::read(api, operation, marked.given);
            read.map_err(|fault| reports.push(report(&marked.at, fault)))
                .ok()
        })
        .collect();
    for (operation, pagination) in api.operations.iter_mut().zip(settled) {
        operation.pagination = pagination;
    }
}

/// Reports pages of operations that the API sends: whoever receives them asks for none.
pub(super) fn refuse(marked: &[Option<Marked<'_>>], reports: &mut Reports) {
    for marked in marked.iter().flatten() {
        let fault = Fault::whole(
            "an operation that the API sends has no pages",
            "drop it here",
        );
        reports.push(report(&marked.at, fault));
    }
}

fn report(at: &Pointer, fault: Fault) -> Report {
    let place = match fault.key {
        Some(key) => Place::value(FileId::default(), at.key(key)),
        None => Place::key(FileId::default(), at.clone()),
    };
    let message = format!("{}: the operation's pages are not bound", fault.message);
    Report::warning(Code::PAGINATION, place, message).help(fault.help)
}
