//! Has progenitor make a client of `spec/groups.yaml`.
//!
//! progenitor takes one body for all errors of an operation, so the bodies of errors are left out of what it reads:
//! the status still tells them apart.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use openapiv3::{OpenAPI, Operation, ReferenceOr, Response, StatusCode};

const SPEC: &str = "../../spec/groups.yaml";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={SPEC}");
    let mut description: OpenAPI = serde_yaml::from_str(&fs::read_to_string(SPEC)?)?;
    for item in description.paths.paths.values_mut() {
        if let ReferenceOr::Item(item) = item {
            let operations = [
                &mut item.get,
                &mut item.post,
                &mut item.put,
                &mut item.delete,
            ];
            operations.into_iter().flatten().for_each(strip_errors);
        }
    }
    let client = progenitor::Generator::default().generate_tokens(&description)?;
    let out = PathBuf::from(env::var("OUT_DIR")?).join("client.rs");
    fs::write(out, client.to_string())?;
    Ok(())
}

/// Leaves only the status and the description of what isn't a success.
fn strip_errors(operation: &mut Operation) {
    for (status, response) in &mut operation.responses.responses {
        if !matches!(status, StatusCode::Code(200..=299)) {
            *response = ReferenceOr::Item(Response::default());
        }
    }
}
