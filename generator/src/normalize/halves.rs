//! The passes that need no more than a part of the tree at a time, over the components and all else side by side.

use openapiv3::OpenAPI;
use serde_json::{Map, Value};

use super::assemble::assemble;
use super::origins::{Moves, Origins};
use super::rewrite::{LostParameters, rewrite};
use crate::report::Reports;
use crate::stack::{Work, side_by_side};

/// Rewrites a tree whose media types are all in place, and makes the OpenAPI object of it.
///
/// Gives `None` where a pass stopped, which is a defect.
pub(super) fn finish(tree: Value, origins: &mut Origins, reports: &mut Reports) -> Option<OpenAPI> {
    let lost = LostParameters::of(&tree);
    let halves = split(tree).map(|tree| Box::new(|| half(tree, &lost)) as Work<'_, Half>);
    let [components, rest] = side_by_side(halves.into()).ok()?.try_into().ok()?;
    origins.pass(reports, |moves, _| {
        *moves = components.rewritten.and(rest.rewritten);
    });
    origins.pass(reports, |moves, reports| {
        *moves = components.assembled.and(rest.assembled);
        reports.extend(components.reports);
        reports.extend(rest.reports);
    });
    Some(OpenAPI {
        components: components.openapi.components,
        ..rest.openapi
    })
}

/// The components, and all else: each a tree with the nodes where they stood.
fn split(tree: Value) -> [Value; 2] {
    let mut rest = match tree {
        Value::Object(root) => root,
        _ => Map::new(),
    };
    let components = rest.shift_remove_entry("components");
    [components.into_iter().collect(), rest].map(Value::Object)
}

/// What became of a half.
struct Half {
    openapi: OpenAPI,
    rewritten: Moves,
    assembled: Moves,
    reports: Reports,
}

fn half(mut tree: Value, lost: &LostParameters) -> Half {
    let (mut rewritten, mut assembled) = <(Moves, Moves)>::default();
    let mut reports = Reports::new();
    rewrite(&mut tree, lost, &mut rewritten);
    Half {
        openapi: assemble(tree, &mut assembled, &mut reports),
        rewritten,
        assembled,
        reports,
    }
}
