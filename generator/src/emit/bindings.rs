//! `bindings.rs` and `lib.rs`: the crate's modules, and the crate around them.
//!
//! A crate whose build script writes the bindings takes in `bindings.rs` with `include!`, inside a module of its own.
//! So no inner attributes stand in there, and no path anywhere in the emitted modules begins with `crate`.

use quote::quote;

use super::docs;
use super::format::Source;
use super::{EmitError, File, xml};
use crate::api::{Api, Docs};

/// The modules. prettyplease doesn't format what stands inside of a macro.
const BINDINGS: &str = "
pub mod operations;
pub mod types;
mod wire;

#[doc(no_inline)]
pub use bindery_runtime as runtime;

bindery_runtime::if_client! {
    pub mod client;
    pub use client::{Client, ClientBuilder, Error, ResponseValue};
}

bindery_runtime::if_server! {
    pub mod server;
}
";

/// The module of the XML tables, where there are any.
const XML: &str = "
pub mod xml;
";

/// The file of the modules.
pub(crate) fn modules(api: &Api, header: &str) -> File {
    let xml = if xml::is_needed(api) { XML } else { "" };
    File {
        path: "src/bindings.rs".to_owned(),
        text: format!("{header}\n{BINDINGS}{xml}"),
    }
}

/// The crate.
pub(crate) fn library(api: &Api) -> Result<Source, EmitError> {
    let summary = format!(
        "{}, version {}: types, a client and a server.",
        docs::plain(&api.title),
        docs::plain(&api.version)
    );
    let lines = docs::lines(
        None,
        &Docs {
            summary: String::new(),
            ..api.docs.clone()
        },
        "",
    );
    let mut source = Source::new("src/lib.rs", &summary);
    if lines.iter().any(|line| !line.is_empty()) {
        source.docs("");
        lines.iter().for_each(|line| source.docs(line));
    }
    source.attributes(quote!(#![forbid(unsafe_code)]));
    source.push(quote!(include!("bindings.rs");));
    Ok(source)
}
