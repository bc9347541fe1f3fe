//! Makes one description of all schemas of a draft, an operation a schema, and binds it into `OUT_DIR`.
//!
//! `BINDERY_SUITES` is the folder that has the suite as `json-schema/draft4` and `json-schema/draft2020-12`. Without
//! it there are no schemas, and no cases.

#![allow(
    clippy::print_stdout,
    reason = "a build script speaks to Cargo on its standard output"
)]

mod bind;
mod describe;
mod suite;

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use serde::Serialize;
use serde_json::value::RawValue;

use bind::bind;
use suite::{Group, read};

/// A draft, and the version of OpenAPI whose schemas descend from it.
struct Draft {
    /// The folder of the suite.
    folder: &'static str,
    /// The module that its bindings are included in.
    module: &'static str,
    openapi: &'static str,
}

const DRAFTS: [Draft; 2] = [
    Draft {
        folder: "draft4",
        module: "draft4",
        openapi: "3.0.3",
    },
    Draft {
        folder: "draft2020-12",
        module: "draft2020_12",
        openapi: "3.1.0",
    },
];

/// A case, as the tests read it.
#[derive(Serialize)]
struct Case<'a> {
    file: &'a str,
    group: &'a str,
    case: &'a str,
    /// Where the server has the operation that takes the group's schema; `None` if there are no bindings of it.
    path: Option<String>,
    data: &'a RawValue,
    valid: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=BINDERY_SUITES");
    println!("cargo::rerun-if-changed=build");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let suites = env::var_os("BINDERY_SUITES").map(PathBuf::from);
    let mut cases = Vec::new();
    for draft in &DRAFTS {
        let groups = match &suites {
            Some(suites) => read(&suites.join("json-schema").join(draft.folder), draft.folder)?,
            None => Vec::new(),
        };
        let bound = bind(&groups, draft, &out)?;
        for (group, bound) in groups.iter().zip(bound) {
            let path = bound.then(|| format!("/{}/{}", draft.module, group.key));
            cases.extend(cases_of(group, path.as_ref()).map(|case| serde_json::to_value(&case)));
        }
    }
    let cases: Result<Vec<_>, _> = cases.into_iter().collect();
    fs::write(out.join("cases.json"), serde_json::to_string(&cases?)?)?;
    Ok(())
}

fn cases_of<'a>(group: &'a Group, path: Option<&String>) -> impl Iterator<Item = Case<'a>> {
    group.tests.iter().map(move |test| Case {
        file: &group.file,
        group: &group.description,
        case: &test.description,
        path: path.cloned(),
        data: &test.data,
        valid: test.valid,
    })
}
