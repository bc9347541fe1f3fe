//! [`Document`] → openapiv3 types.
//!
//! Steps, a module each: `swagger` converts what is written in Swagger 2.0, and `body_parameters` what later descriptions
//! have kept of it; `check` walks the tree along the `table` of OpenAPI's objects, reports each
//! defect where it stands and mends those whose meaning is clear; `references` resolves every `$ref`; `rewrite` says in
//! OpenAPI 3.0's words what later versions say, and carries in extensions what those can't; `assemble` deserializes
//! what they leave piece by piece. Reports name places in the author's own tree; so that those of the next stage do
//! too, each pass says in `origins` what it moved.

mod assemble;
mod at;
mod body_parameters;
mod check;
mod foreign;
mod halves;
mod keywords;
mod origins;
mod references;
mod rewrite;
mod swagger;
mod table;
mod trees;
mod version;

#[cfg(test)]
mod tests;

use check::Rules;
use openapiv3::OpenAPI;
use references::Names;
use trees::Trees;

pub use origins::Origins;

use crate::config::Dangling;
use crate::read::Document;
use crate::report::{Reports, words};

/// A description as OpenAPI 3.0.
#[derive(Debug)]
pub struct Normalized {
    /// What it says.
    pub openapi: OpenAPI,
    /// Where that stands in the author's text.
    pub origins: Origins,
}

/// Reads a description's tree, of Swagger 2.0 or OpenAPI 3.0, 3.1 or 3.2, as OpenAPI 3.0. `dangling` says what a reference that leads
/// to nothing is taken for.
///
/// Gives `None` if it can't be told what the tree is: another version, or no mapping at its root. Where single nodes
/// are errors they are reported and left out, and the rest is given all the same, so that the next stage can
/// report on it too: once an error is reported, what a reference names may be among the things left out. Without
/// errors every reference has the form `#/components/<section>/<key>` (`~0` and `~1` escaped, no percent-encoding)
/// and names a component of its kind, and so does every value of a discriminator's mapping. References that
/// openapiv3 can't hold, of an operation's callbacks, stand in the operation's extension
/// `x-bindery-callbacks`, a mapping from the callback's name to its `$ref`.
///
/// What else openapiv3's types can't hold stands in extensions too, checked and with its references resolved: of a
/// schema `x-bindery-prefix-items`, `-pattern-properties`, `-minimum` and `-maximum` (beyond i64), `-contains`,
/// `-min-contains`, `-max-contains`, `-dependent-required`, `-dependent-schemas`, `-if`, `-then`, `-else`,
/// `-property-names` and `-default-mapping`; of a media type `-item-schema`; of a header `-explode`; of a path item
/// `-operations`, by method; of the root `-webhooks`. The schema `false` is `{not: {}}`.
pub fn normalize(
    document: &Document,
    dangling: Dangling,
    reports: &mut Reports,
) -> Option<Normalized> {
    let version = version::check(&document.root, reports)?;
    let mut origins = Origins::default();
    let is_swagger = version::is_swagger(&document.root);
    let bundled = origins.pass_if_needed(reports, |moves, reports| {
        is_swagger.then(|| swagger::bundle(document, moves, reports))?
    });
    let written = bundled.as_ref().unwrap_or(&document.root);
    let converted = is_swagger.then(|| {
        origins.pass(reports, |moves, reports| {
            swagger::convert(written, moves, reports)
        })
    });
    let gathered = origins.pass_if_needed(reports, |moves, reports| {
        let is_newer = converted.is_none();
        is_newer.then(|| body_parameters::gather(&document.root, moves, reports))?
    });
    let root = converted.as_ref().or(gathered.as_ref());
    let root = root.unwrap_or(&document.root);
    let names = Names::of(document, root);
    let mut tree = origins.pass(reports, |moves, reports| {
        let rules = Rules {
            version,
            is_converted: converted.is_some() || gathered.is_some(),
            dangling,
        };
        check::check(Trees::of(document, root, &names), rules, moves, reports)
    })?;
    origins.pass(reports, |moves, _| {
        rewrite::inline_media_types(&mut tree, moves);
    });
    let openapi = halves::finish(tree, &mut origins, reports)?;
    Some(Normalized { openapi, origins })
}
