//! JSON Schema's own test suite as a server: an operation a schema, which takes what the schema takes.

#![allow(
    mixed_script_confusables,
    reason = "an enum of the suite has a Greek letter that looks like a Latin one"
)]

use bindery_runtime::Operation;
use bindery_runtime::axum::Router;
use bindery_runtime::server::{Context, Endpoint, Failure};
use serde::Deserialize;
use serde_json::value::RawValue;

macro_rules! draft {
    ($module:ident, $folder:literal) => {
        #[doc = concat!("The schemas of ", $folder, ".")]
        pub mod $module {
            include!(concat!(env!("OUT_DIR"), "/", $folder, "/src/bindings.rs"));
            include!(concat!(env!("OUT_DIR"), "/", $folder, "/router.rs"));
        }
    };
}

draft!(draft4, "draft4");
draft!(draft2020_12, "draft2020_12");

/// A case of the suite.
#[derive(Debug, Deserialize)]
pub struct Case {
    /// The file it stands in, such as `draft4/optional/bignum.json`.
    pub file: String,
    /// What its schema is described as.
    pub group: String,
    /// What it is described as.
    pub case: String,
    /// Where [`router`] takes its schema; `None` where Bindery refuses the schema.
    pub path: Option<String>,
    /// The instance.
    pub data: Box<RawValue>,
    /// Whether the schema takes it.
    pub valid: bool,
}

/// All cases; none where the package was built without the suite.
///
/// # Errors
/// The build script wrote something else.
pub fn cases() -> Result<Vec<Case>, serde_json::Error> {
    serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/cases.json")))
}

/// The server of all schemas.
pub fn router() -> Router {
    Router::new()
        .nest("/draft4", draft4::router())
        .nest("/draft2020_12", draft2020_12::router())
}

/// The handler of every operation: what has come this far is taken.
pub async fn take<R>(_: &(), _: Context<()>, _: R) -> Result<(), Failure<R::Error>>
where
    R: Endpoint + Operation<Success = ()>,
{
    Ok(())
}
