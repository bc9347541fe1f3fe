//! Binding the description of a draft.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use bindery::config::Config;
use bindery::generate::{Generated, generate};
use bindery::read::read_text;
use bindery::report::{Located, Place, Pointer, Reports, Spot};
use bindery::write::write;

use crate::Draft;
use crate::describe::describe;
use crate::suite::Group;

/// How the function that [`router`] writes begins.
const ROUTER: &str = "\
/// The router of all schemas.
pub fn router() -> bindery_runtime::axum::Router {
    bindery_runtime::server::Routes::new((), ())
";

/// Writes the bindings of all groups that can be bound, and a router that takes them, to `out`. Tells for each group
/// whether it is bound: Bindery refuses what it can't understand, a reference that leads nowhere, say.
pub(crate) fn bind(
    groups: &[Group],
    draft: &Draft,
    out: &Path,
) -> Result<Vec<bool>, Box<dyn Error>> {
    let mut refused = BTreeSet::new();
    let generated = loop {
        let bound = groups.iter().filter(|it| !refused.contains(&it.key));
        let (generated, errors) = bindings(bound, draft)?;
        if let Some(generated) = generated {
            break generated;
        }
        let before = refused.len();
        refused.extend(errors.iter().filter_map(key));
        if refused.len() == before {
            return Err(format!("{} can't be bound: {errors:?}", draft.folder).into());
        }
    };
    write(&generated.files, &out.join(draft.module))?;
    let bound: Vec<bool> = groups.iter().map(|it| !refused.contains(&it.key)).collect();
    fs::write(
        out.join(draft.module).join("router.rs"),
        router(groups, &bound)?,
    )?;
    Ok(bound)
}

/// A function that makes the router of those groups that are bound.
fn router(groups: &[Group], bound: &[bool]) -> Result<String, std::fmt::Error> {
    let mut text = String::from(ROUTER);
    for (group, _) in groups.iter().zip(bound).filter(|(_, bound)| **bound) {
        writeln!(
            text,
            "        .open(crate::take::<operations::{}Request>)",
            group.key
        )?;
    }
    text.push_str("        .builder()\n        .build()\n}\n");
    Ok(text)
}

/// The bindings, or the errors that are in their way.
fn bindings<'a>(
    groups: impl Iterator<Item = &'a Group>,
    draft: &Draft,
) -> Result<(Option<Generated>, Vec<Located>), Box<dyn Error>> {
    let text = serde_json::to_string_pretty(&describe(groups, draft.openapi))?;
    let mut reports = Reports::new();
    let document = read_text(format!("{}.json", draft.folder), text, &mut reports)
        .map_err(|_| "a description that was written as JSON can't be read")?;
    let outcome = generate(&document, &Config::default(), reports);
    let errors = outcome.reports.into_iter().filter(Located::is_error);
    Ok((outcome.generated, errors.collect()))
}

/// The key of the group that a report is about.
fn key(report: &Located) -> Option<String> {
    let Place { spot, .. } = report.report.place.as_ref()?;
    let pointer: &Pointer = match spot {
        Spot::Value(pointer) | Spot::Key(pointer) | Spot::RepeatedKey { pointer, .. } => pointer,
        Spot::Bytes(_) => return None,
    };
    let mut tokens = pointer.as_str().split('/').skip(1);
    match tokens.next()? {
        "paths" => Some(tokens.next()?.trim_start_matches("~1").to_owned()),
        "components" => tokens.nth(1).map(str::to_owned),
        _ => None,
    }
}
